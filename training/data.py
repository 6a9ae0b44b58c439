"""Training sentences -> padded batches, with augmentation, and the label sets."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import torch
from tokenizers import Tokenizer
from torch import Tensor

from dotterel.annotate.shapes import Shape, shapes_of
from training import corpus, name_labels
from training.annotated import cut
from training.treebank import IGNORED, Sentence, read_conllu, read_iob2

NAME_KINDS = ("PER", "ORG", "LOC", "NORP", "TITLE")
NAME_TAGS = ("O", *(f"{part}-{kind}" for kind in NAME_KINDS for part in "BI"))
UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RARE_DEPREL = 15
MAX_PIECES = 200
CLS, SEP, MASK = 101, 102, 103


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the data lie."""

    data: Path
    corpus: Path

    @property
    def factbook(self) -> Path:
        """The Factbook's extract."""
        return self.data / "factbook/government.json"

    @property
    def knowledge(self) -> Path:
        """The package's own tables of names."""
        return Path("src/dotterel/knowledge/data")


def load_train(sources: Sources) -> list[Sentence]:
    """Read all that the weights may learn from; EWT dev is read for its names alone."""
    demonyms = name_labels.load_demonyms(sources.factbook)
    countries = name_labels.load_countries(sources.factbook)
    known = name_labels.load_known(sources.knowledge)
    found: list[Sentence] = []
    for sentence in read_conllu(sources.data / "ud_ewt/train.conllu"):
        found.append(replace(sentence, names=name_labels.partial_names(sentence, demonyms, known)))
    for sentence in read_conllu(sources.data / "ud_gum_open/train.conllu"):
        found.append(replace(sentence, names=name_labels.gum_names(sentence, demonyms, countries)))
    tags = read_iob2(sources.data / "uner_ewt/dev.iob2")
    for sentence in read_conllu(sources.data / "ud_ewt/dev.conllu"):
        names = name_labels.uner_names(sentence, tags[sentence.ident], demonyms)
        found.append(Sentence(sentence.ident, sentence.words, names=names))
    found.extend(load_corpus(sources.corpus, "train"))
    return found


def load_corpus(folder: Path, part: str) -> list[Sentence]:
    """Read the Dotterel corpus as words with name tags; stories are parted by a hash of their names."""
    read = corpus.read_corpus(folder / "sentences").sentences
    return [cut(sentence).sentence for sentence in read if corpus.split_of(sentence.story) == part]


def load_held_out(sources: Sources, part: str) -> dict[str, list[Sentence]]:
    """Read `dev` or `test`; EWT carries UNER's names, GUM its own."""
    demonyms = name_labels.load_demonyms(sources.factbook)
    countries = name_labels.load_countries(sources.factbook)
    tags = read_iob2(sources.data / f"uner_ewt/{part}.iob2")
    ewt = [
        replace(s, names=name_labels.uner_names(s, tags[s.ident], demonyms))
        for s in read_conllu(sources.data / f"ud_ewt/{part}.conllu")
    ]
    gum = [
        replace(s, names=name_labels.gum_names(s, demonyms, countries))
        for s in read_conllu(sources.data / f"ud_gum_open/{part}.conllu")
    ]
    return {"ewt": ewt, "gum": gum, "corpus": load_corpus(sources.corpus, part)}


def deprel_labels(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """List the relations; a rare subtype is folded into its base."""
    counts = Counter(label for s in sentences for label in s.deprels or ())
    kept = {label for label, count in counts.items() if count >= RARE_DEPREL or ":" not in label}
    return tuple(sorted(kept | {label.partition(":")[0] for label in counts}))


def fold(label: str, known: Sequence[str]) -> str:
    """Give the relation itself where it is known, else its base."""
    return label if label in known else label.partition(":")[0]


class Encoder:
    """Words -> piece numbers, shapes, first and last piece of each word."""

    def __init__(self, tokenizer: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Give the piece numbers of one word, at most twelve."""
        if word not in self._known:
            self._known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids[:12] or [100]
        return self._known[word]


@dataclass(slots=True)
class Example:
    """One encoded sentence."""

    pieces: list[list[int]]
    shapes: list[int]
    upos: list[int] | None
    heads: list[int] | None
    deprels: list[int] | None
    names: list[int] | None
    sentence: Sentence

    @property
    def size(self) -> int:
        """The number of pieces with [CLS] and [SEP]."""
        return 2 + sum(map(len, self.pieces))


def encode(sentence: Sentence, encoder: Encoder, deprels: Sequence[str]) -> Example:
    """Number the labels of one sentence."""
    tags = sentence.names
    return Example(
        [encoder.pieces(word) for word in sentence.words],
        shapes_of(sentence.words),
        [UPOS.index(label) for label in sentence.upos] if sentence.upos else None,
        list(sentence.heads) if sentence.heads else None,
        [deprels.index(fold(label, deprels)) for label in sentence.deprels] if sentence.deprels else None,
        [NAME_TAGS.index(tag) if tag != "?" else IGNORED for tag in tags] if tags else None,
        sentence,
    )


def restyle(sentence: Sentence, draw: random.Random) -> Sentence:
    """Now and then write a sentence as a headline, in capitals or in small letters, or drop its full stop."""
    chance = draw.random()
    words = sentence.words
    if chance < 0.04:
        words = [word.lower() for word in words]
    elif chance < 0.06:
        words = [word.upper() for word in words]
    elif chance < 0.11:
        words = [word if len(word) < 4 and word.islower() else word[:1].upper() + word[1:] for word in words]
    sentence = replace(sentence, words=words)
    if (
        draw.random() < 0.06
        and len(words) > 3
        and words[-1] == "."
        and (not sentence.heads or len(words) not in sentence.heads)
    ):
        short: dict[str, object] = {"words": words[:-1]}
        for layer in ("upos", "heads", "deprels", "names"):
            labels = getattr(sentence, layer)
            short[layer] = labels[:-1] if labels else None
        sentence = replace(sentence, **short)  # type: ignore[arg-type]
    return sentence


class Renamer:
    """Swaps names for others of the same kind, so that the model learns context as well as names.

    Where a tree must stay true the new name has as many words as the old one.
    """

    share: ClassVar[dict[str, float]] = {"PER": 0.35, "LOC": 0.2, "ORG": 0.3}

    def __init__(self, sentences: Sequence[Sentence], known: Mapping[tuple[str, ...], str]) -> None:
        self.stock: dict[tuple[str, int], list[list[str]]] = {}
        for sentence in sentences:
            for kind, first, last in spans(sentence.names or ()):
                self._add(kind, sentence.words[first:last])
        for words, kind in sorted(known.items()):
            self._add(kind, list(words), times=2)
            if kind == "PER":
                self._add(kind, [words[-1]])

    def _add(self, kind: str, words: list[str], times: int = 1) -> None:
        if words and words[0][:1].isupper():
            for length in (len(words), 0):
                self.stock.setdefault((kind, length), []).extend([words] * times)

    def __call__(self, sentence: Sentence, draw: random.Random, *, same_length: bool = False) -> Sentence:
        """Swap some of the names of a sentence; `same_length` keeps the number of its words."""
        if not sentence.names:
            return sentence
        words, names = list(sentence.words), list(sentence.names)
        for kind, first, last in reversed(list(spans(sentence.names))):
            stock = self.stock.get((kind, last - first if sentence.upos or same_length else 0))
            if stock and draw.random() < self.share.get(kind, 0):
                new = draw.choice(stock)
                words[first:last] = new
                names[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (len(new) - 1)]
        return replace(sentence, words=words, names=names)


def spans(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Read BIO tags as (kind, first, last); unknown ones are no names."""
    start = -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{tags[start][2:]}":
            yield tags[start][2:], start, i
            start = -1
        if tag.startswith("B-") or (tag.startswith("I-") and start < 0):
            start = i


def batches(examples: Sequence[Example], pieces: int, draw: random.Random | None) -> list[list[Example]]:
    """Group sentences of like length so that a padded batch holds about `pieces`."""
    order = sorted(
        (e for e in examples if e.size <= MAX_PIECES or draw is None),
        key=lambda e: e.size + (draw.random() * 4 if draw else 0),
    )
    found: list[list[Example]] = [[]]
    for example in order:
        if found[-1] and (len(found[-1]) + 1) * example.size > pieces:
            found.append([])
        found[-1].append(example)
    if draw:
        draw.shuffle(found)
    return found


@dataclass(slots=True)
class Batch:
    """The tensors of a batch."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    words: Tensor
    upos: Tensor
    heads: Tensor
    deprels: Tensor
    names: Tensor


def collate(examples: Sequence[Example], draw: random.Random | None = None, blank: float = 0.0) -> Batch:
    """Pad a batch; `blank` is the share of words whose pieces are masked."""
    # Rounded up, so that there are few different shapes: the kernels of each are made once.
    length = -(-max(e.size for e in examples) // 4) * 4
    count = max(len(e.pieces) for e in examples)
    rows = len(examples)
    pieces, shapes = torch.zeros(rows, length, dtype=torch.long), torch.zeros(rows, length, dtype=torch.long)
    first, last = torch.zeros(rows, count + 1, dtype=torch.long), torch.zeros(rows, count + 1, dtype=torch.long)
    labels = {name: torch.full((rows, count), IGNORED) for name in ("upos", "heads", "deprels", "names")}
    for row, example in enumerate(examples):
        line, looks = [CLS], [int(Shape.SPECIAL)]
        for number, (word, look) in enumerate(zip(example.pieces, example.shapes, strict=True)):
            first[row, number + 1] = len(line)
            hidden = draw is not None and draw.random() < blank
            line.extend([MASK] * len(word) if hidden else word)
            looks.extend([look] * len(word))
            last[row, number + 1] = len(line) - 1
        line.append(SEP)
        looks.append(int(Shape.SPECIAL))
        pieces[row, : len(line)] = torch.tensor(line)
        shapes[row, : len(line)] = torch.tensor(looks)
        for name, tensor in labels.items():
            values = getattr(example, name)
            if values is not None:
                tensor[row, : len(values)] = torch.tensor(values)
    words = torch.tensor([len(e.pieces) for e in examples])
    return Batch(pieces, shapes, pieces != 0, first, last, words, **labels)
