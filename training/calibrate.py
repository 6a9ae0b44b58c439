"""The shipped model and the corpus -> how sure its events should be, and what it scores: `python -m training.calibrate`.

On the dev split: an isotonic regression (pool adjacent violators) of "this tag is right" (first word of the trigger and type)
on the tag's raw probability, kept as a few points in `labels.json`. On the test split: every figure of the model card that
belongs to the corpus, through the shipped int8 files, with 95 % bootstrap intervals over sentences.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from dotterel.annotate.encoder import Encoder
from dotterel.annotate.reader import Reader, Reading
from dotterel.extract.events import TAG_FLOOR, shifted_tag
from training.annotated import Annotated, cut, events_by_word, parties_of, report_sentences
from training.corpus import SENTENCES, read_corpus, split_of
from training.reports import REPORTS

BINS = 12
Point = tuple[float, float]


def corpus_part(part: str) -> list[Annotated]:
    """Return the sentences of one split, those of the reports too."""
    found = [*(cut(s) for s in read_corpus(SENTENCES).sentences), *report_sentences(REPORTS)]
    return [annotated for annotated in found if split_of(annotated.source.story) == part]


def read_all(reader: Reader, part: Sequence[Annotated]) -> list[Reading]:
    """Read every sentence of a part; types after the shifts of acts to come, as events have them."""
    found = [reader.read(0, reader.glance(a.sentence.words)) for a in part]
    return [replace(reading, events=[shifted_tag(tag) for tag in reading.events]) for reading in found]


def judged(part: Sequence[Annotated], readings: Sequence[Reading]) -> list[tuple[float, bool]]:
    """Return (raw probability, right) of every tag."""
    found = []
    for annotated, reading in zip(part, readings, strict=True):
        gold = events_by_word(annotated)
        for tag in reading.events:
            event = gold.get(tag.trigger[0])
            found.append((tag.probability * tag.certainty, event is not None and event.event_type == tag.event_type))
    return found


def isotonic(pairs: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Point]:
    """Fit a rising step function by pooling adjacent violators, thinned to about `bins` points of equal weight."""
    blocks: list[list[float]] = []
    for x, y in sorted(pairs):
        blocks.append([x, float(y), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [
                (blocks[-1][0] * blocks[-1][2] + last[0] * last[2]) / (blocks[-1][2] + last[2]),
                blocks[-1][1] + last[1], blocks[-1][2] + last[2],
            ]  # fmt: skip
    size = sum(block[2] for block in blocks) / bins
    points: list[Point] = []
    held = [0.0, 0.0, 0.0]
    for x, right, weight in blocks:
        held = [held[0] + x * weight, held[1] + right, held[2] + weight]
        if held[2] >= size:
            points.append((round(held[0] / held[2], 4), round(held[1] / held[2], 4)))
            held = [0.0, 0.0, 0.0]
    if held[2]:
        points.append((round(held[0] / held[2], 4), round(held[1] / held[2], 4)))
    return [(0.0, 0.0), *points]


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al. 2015) over bins of equal width."""
    total = 0.0
    for number in range(bins):
        inside = [
            (p, right) for p, right in pairs if number / bins <= p < (number + 1) / bins or p == number == bins - 1
        ]
        if inside:
            total += abs(sum(p for p, _ in inside) - sum(right for _, right in inside))
    return round(total / max(len(pairs), 1), 4)


def counts_of(annotated: Annotated, reading: Reading, floor: float) -> Counter[str]:
    """Count right, found and expected of every layer in one sentence."""
    counts: Counter[str] = Counter()
    gold = events_by_word(annotated)
    found = {tag.trigger[0]: tag for tag in reading.events if tag.probability >= floor}

    def tally(layer: str, right: set[object], ours: set[object]) -> None:
        counts[f"{layer}.gold"] += len(right)
        counts[f"{layer}.found"] += len(ours)
        counts[f"{layer}.hit"] += len(right & ours)

    tally("trigger", set(gold), set(found))
    tally("type", {(i, e.event_type) for i, e in gold.items()}, {(i, t.event_type) for i, t in found.items()})
    ours: set[object] = {(i, t.event_type, t.actor, t.recipient) for i, t in found.items()}
    tally("event", {(i, e.event_type, *parties_of(annotated, e)) for i, e in gold.items()}, ours)
    if gold:  # contexts are told with an event: what a sentence without one is about never comes out
        tally("context", set(annotated.source.contexts), set(reading.events[0].context) if found else set())
    for i in gold.keys() & found.keys():
        tally("auxiliary", set(gold[i].auxiliary), set(found[i].auxiliary))
        actor, recipient = parties_of(annotated, gold[i])
        tally("actor", set(actor), set(found[i].actor))
        tally("recipient", set(recipient), set(found[i].recipient))
        if gold[i].event_type == found[i].event_type:
            for mode in (*gold[i].mode, *found[i].mode):
                name = f"mode {gold[i].event_type}.{mode}"
                tally(name, {mode} & set(gold[i].mode), {mode} & set(found[i].mode))
    for tag in found.values():
        counts[f"given {tag.event_type}"] += 1
    for i, event in gold.items():
        hit = i in found and found[i].event_type == event.event_type
        tally(f"type {event.event_type}", {i}, {i} if hit else set())
    if not gold:
        counts["empty"] += 1
        counts["false"] += bool(found)
    return counts


def f1(counts: Counter[str], layer: str) -> float:
    """Return F1 in per cent."""
    return round(200 * counts[f"{layer}.hit"] / max(counts[f"{layer}.gold"] + counts[f"{layer}.found"], 1), 1)


def figures(rows: Sequence[Counter[str]]) -> dict[str, float]:
    """Return F1 of every layer, macro-F1 of the modes, the share of false alarms."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    found = {
        layer: f1(total, layer) for layer in ("trigger", "type", "event", "actor", "recipient", "auxiliary", "context")
    }
    modes = sorted({key.rpartition(".")[0] for key in total if key.startswith("mode ")})
    found["modes, macro"] = round(sum(f1(total, mode) for mode in modes) / max(len(modes), 1), 1)
    found["false events in sentences without one, %"] = round(100 * total["false"] / max(total["empty"], 1), 1)
    return found


def by_type(rows: Sequence[Counter[str]]) -> dict[str, float]:
    """Return F1 of trigger and type for each type."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    names = sorted(key[5:-5] for key in total if key.startswith("type ") and key.endswith(".gold"))
    return {
        name: round(200 * total[f"type {name}.hit"] / max(total[f"type {name}.gold"] + total[f"given {name}"], 1), 1)
        for name in names
    }


def intervals(rows: Sequence[Counter[str]], draws: int = 200) -> dict[str, tuple[float, float]]:
    """Return 95 % percentile bootstrap intervals over sentences."""
    draw = random.Random(5)
    drawn = [figures(draw.choices(rows, k=len(rows))) for _ in range(draws)]
    found = {}
    for name in drawn[0]:
        values = sorted(one[name] for one in drawn)
        found[name] = (values[int(0.025 * draws)], values[int(0.975 * draws) - 1])
    return found


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help="keep the calibration in labels.json, the figures in model_card.json"
    )
    parser.add_argument("--model", type=Path, default=Path("src/dotterel/annotate/data"))
    given = parser.parse_args()
    folder: Path = given.model
    reader = Reader(Encoder(folder))
    dev = corpus_part("dev")
    readings = read_all(reader, dev)
    points = isotonic(judged(dev, readings))
    for floor in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        print("dev", floor, figures([counts_of(a, r, floor) for a, r in zip(dev, readings, strict=True)]))
    if given.write:
        labels = json.loads((folder / "labels.json").read_text())
        (folder / "labels.json").write_text(json.dumps(labels | {"calibration": points}, separators=(",", ":")) + "\n")
        reader = Reader(Encoder(folder))
    test = corpus_part("test")
    readings = read_all(reader, test)
    rows = [counts_of(a, r, TAG_FLOOR) for a, r in zip(test, readings, strict=True)]
    sure = [(tag.confidence, right) for tag, right in zip(
        (tag for reading in readings for tag in reading.events), (right for _, right in judged(test, readings)), strict=True
    )]  # fmt: skip
    report = {
        "sentences": len(test), **figures(rows), "intervals": intervals(rows), "type by type": by_type(rows),
        "expected calibration error": calibration_error(sure),
    }  # fmt: skip
    print(json.dumps(report, indent=1))
    if given.write:
        path = folder / "model_card.json"
        card = json.loads(path.read_text()) if path.exists() else {}
        card.setdefault("figures", {})["events_corpus_test"] = report
        path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
