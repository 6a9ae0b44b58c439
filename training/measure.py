"""The shipped int8 model -> every figure of its model card: `python -m training.measure`.

All sentences go through `dotterel.annotate`, one by one, exactly as at run time. Figures of `test` are reported,
never chosen by.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dotterel.annotate.encoder import Encoder
from dotterel.annotate.lemmas import Lemmas
from dotterel.annotate.reader import Reader, Reading
from dotterel.annotate.sentences import split
from dotterel.annotate.tokens import tokenize
from training.data import Sources, load_held_out, spans
from training.treebank import Sentence, read_iob2


def f1(hit: int, gold: int, found: int) -> float:
    """Harmonic mean of precision and recall, in per cent."""
    return round(200 * hit / max(gold + found, 1), 2)


def tagging(pairs: Sequence[tuple[Sentence, Reading]]) -> dict[str, float]:
    """Score parts of speech and tree over the treebank's own words; LAS with and without subtypes."""
    counts: Counter[str] = Counter()
    for sentence, reading in pairs:
        rows = zip(sentence.upos or (), sentence.heads or (), sentence.deprels or (), strict=True)
        ours = zip(reading.upos, reading.heads, reading.deprels, strict=True)
        for (upos, head, label), (our_upos, our_head, our_label) in zip(rows, ours, strict=True):
            counts["words"] += 1
            counts["upos"] += upos == our_upos
            counts["uas"] += head == our_head
            counts["las"] += (head, label) == (our_head, our_label)
            counts["las_base"] += (head, label.partition(":")[0]) == (our_head, our_label.partition(":")[0])
    return {name: round(100 * counts[name] / counts["words"], 2) for name in ("upos", "uas", "las", "las_base")}


def naming(gold: Iterable[Sequence[str]], readings: Iterable[Reading], kinds: Sequence[str]) -> dict[str, float]:
    """Score exact names, altogether and by type."""
    counts: Counter[tuple[str, str]] = Counter()
    for tags, reading in zip(gold, readings, strict=True):
        if len(tags) != len(reading.upos):
            continue
        right = {span for span in spans(tags) if span[0] in kinds}
        ours = {(n.type, n.first, n.last + 1) for n in reading.names if n.type in kinds}
        for name, group in (("gold", right), ("found", ours), ("hit", right & ours)):
            for kind, _, _ in group:
                counts[name, kind] += 1
                counts[name, "all"] += 1
    return {kind: f1(counts["hit", kind], counts["gold", kind], counts["found", kind]) for kind in ("all", *kinds)}


def end_to_end(sentences: Sequence[Sentence], reader: Reader, lemmas: Lemmas) -> dict[str, float]:
    """Score our own words too: F1 over tokens whose offsets agree, and over those whose labels agree as well."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        gold, place = [], 0
        for word in sentence.words:
            place = sentence.text.index(word, place)
            gold.append((place, place + len(word)))
            place += len(word)
        cuts = tokenize(sentence.text)
        words = [sentence.text[a:b] for a, b in cuts]
        reading = reader.read(0, reader.glance(words))
        where = {cut: number for number, cut in enumerate(cuts)}
        counts["gold"] += len(gold)
        counts["found"] += len(cuts)
        for number, cut in enumerate(gold):
            if cut not in where:
                continue
            ours = where[cut]
            assert sentence.upos and sentence.heads and sentence.deprels and sentence.lemmas
            head, our_head = sentence.heads[number], reading.heads[ours]
            same_head = head == our_head == 0 or (head > 0 and our_head > 0 and gold[head - 1] == cuts[our_head - 1])
            counts["tokens"] += 1
            counts["upos"] += sentence.upos[number] == reading.upos[ours]
            counts["lemma"] += sentence.lemmas[number] == lemmas(sentence.words[number], reading.upos[ours])
            counts["uas"] += same_head
            counts["las"] += same_head and sentence.deprels[number] == reading.deprels[ours]
    return {
        name: f1(counts[name], counts["gold"], counts["found"]) for name in ("tokens", "upos", "lemma", "uas", "las")
    }


def splitting(sentences: Sequence[Sentence]) -> float:
    """Score sentence ends on documents put together again with single spaces, F1."""
    documents: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        documents.setdefault(sentence.ident.rpartition("-")[0], []).append(sentence)
    hit = gold = found = 0
    for group in documents.values():
        text = " ".join(s.text for s in group)
        ends, place = set(), 0
        for sentence in group:
            place += len(sentence.text) + 1
            ends.add(place - 1)
        ours = {s.end_char for s in split(text)[0]}
        hit, gold, found = hit + len(ends & ours), gold + len(ends), found + len(ours)
    return f1(hit, gold, found)


def measure(sources: Sources, reader: Reader, lemmas: Lemmas, part: str) -> dict[str, object]:
    """Measure one part, `dev` or `test`."""
    held_out = load_held_out(sources, part)
    written = held_out.pop("corpus")
    uner = read_iob2(sources.data / f"uner_ewt/{part}.iob2")
    figures: dict[str, object] = {}
    kinds = ("PER", "ORG", "LOC", "NORP", "TITLE")
    for name, sentences in held_out.items():
        readings = [reader.read(0, reader.glance(s.words)) for s in sentences]
        figures[f"{name}_{part}"] = tagging(list(zip(sentences, readings, strict=True)))
        figures[f"{name}_{part}_raw_text"] = end_to_end(sentences, reader, lemmas)
        figures[f"{name}_{part}_sentences"] = splitting(sentences)
        if name == "ewt":
            figures[f"names_uner_{part}"] = naming([uner[s.ident] for s in sentences], readings, kinds[:3])
        else:
            figures[f"names_gum_{part}"] = naming([s.names or () for s in sentences], readings, kinds[:4])
            news = [(s, r) for s, r in zip(sentences, readings, strict=True) if s.ident.startswith("GUM_news")]
            figures[f"names_gum_{part}_news"] = naming(
                [s.names or () for s, _ in news], [r for _, r in news], kinds[:4]
            )
    readings = [reader.read(0, reader.glance(s.words)) for s in written]
    figures[f"names_corpus_{part}"] = naming([s.names or () for s in written], readings, kinds)
    return figures


def main() -> None:
    """Measure and write the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("/work/shared/data"))
    parser.add_argument("--model", type=Path, default=Path("src/dotterel/annotate/data"))
    parser.add_argument("--parts", nargs="+", default=["dev", "test"])
    parser.add_argument("--card", type=Path, help="write the figures into this model card")
    arguments = parser.parse_args()
    encoder = Encoder(arguments.model)
    lemmas = Lemmas.load(arguments.model / "lemmas.json.gz", encoder.pieces)
    figures: dict[str, object] = {}
    for part in arguments.parts:
        started = time.process_time()
        figures |= measure(Sources(arguments.data, Path("corpus")), Reader(encoder), lemmas, part)
        print(f"{part}: {time.process_time() - started:.0f} s")
    print(json.dumps(figures, indent=1))
    if arguments.card:
        card = json.loads(arguments.card.read_text()) if arguments.card.exists() else {}
        arguments.card.write_text(
            json.dumps(card | {"figures": card.get("figures", {}) | figures}, indent=1, ensure_ascii=False) + "\n"
        )


if __name__ == "__main__":
    main()
