"""CoNLL-U and IOB2 files -> training sentences: words, parts of speech, tree and name tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

IGNORED = -100
"""The label number that a loss skips."""


@dataclass(slots=True)
class Mention:
    """A GUM entity mention: a half-open range of word indices and GUM's entity type."""

    first: int
    last: int
    kind: str


@dataclass(slots=True)
class Sentence:
    """One sentence; a layer that its file does not annotate is None, a single unknown name tag "?"."""

    ident: str
    words: list[str]
    upos: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    lemmas: list[str] | None = None
    names: list[str] | None = None
    mentions: list[Mention] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    text: str = ""


def _blocks(path: Path) -> Iterator[list[str]]:
    """Yield the lines of each blank-line separated block."""
    block: list[str] = []
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _mark_mentions(field_text: str, index: int, opened: dict[str, list[tuple[int, str]]]) -> Iterator[Mention]:
    """Follow the brackets of GUM's `Entity=` at one word and yield every mention that closes there."""
    for start, single, close in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", field_text):
        if start:
            ident, _, rest = start.partition("-")
            kind = rest.partition("-")[0]
            if single:
                yield Mention(index, index + 1, kind)
            else:
                opened.setdefault(ident, []).append((index, kind))
        elif opened.get(close.partition("-")[0]):
            first, kind = opened[close.partition("-")[0]].pop()
            yield Mention(first, index + 1, kind)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Read a treebank; empty nodes and multiword ranges are left out."""
    for block in _blocks(path):
        ident, text = "", ""
        opened: dict[str, list[tuple[int, str]]] = {}
        sentence = Sentence("", [], [], [], [], [])
        joined_until, joined_space = 0, True
        for line in block:
            if line.startswith("#"):
                if line.startswith("# sent_id"):
                    ident = line.partition("=")[2].strip()
                elif line.startswith("# text ="):
                    text = line.partition("=")[2].strip()
                continue
            number, form, lemma, upos, _, _, head, deprel, _, misc = line.split("\t")
            spaced = "SpaceAfter=No" not in misc
            if "-" in number:
                joined_until, joined_space = int(number.partition("-")[2]), spaced
            if not number.isdigit():
                continue
            index = len(sentence.words)
            if int(number) <= joined_until:
                spaced = joined_space if int(number) == joined_until else False
            sentence.words.append(form)
            sentence.spaced.append(spaced)
            sentence.lemmas.append(lemma)  # type: ignore[union-attr]
            sentence.upos.append(upos)  # type: ignore[union-attr]
            sentence.heads.append(int(head))  # type: ignore[union-attr]
            sentence.deprels.append(deprel)  # type: ignore[union-attr]
            entity = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
            if entity:
                sentence.mentions.extend(_mark_mentions(entity[1], index, opened))
        if sentence.words:
            sentence.ident, sentence.text = ident, text
            yield sentence


def read_iob2(path: Path) -> dict[str, list[str]]:
    """Read UNER's tags by sentence id; its OTH spans are no names of ours."""
    found: dict[str, list[str]] = {}
    for block in _blocks(path):
        ident, tags = "", []
        for line in block:
            if line.startswith("# sent_id"):
                ident = line.partition("=")[2].strip()
            elif line.partition("\t")[0].isdigit():
                tag = line.split("\t")[2]
                tags.append(tag if tag[2:] in {"PER", "ORG", "LOC"} else "O")
        found[ident] = tags
    return found
