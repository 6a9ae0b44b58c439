"""Measures `consolidate` on made-up news of three sizes: seconds, memory, and whether cost grows no faster than n log n.

    python benchmarks/consolidation.py [MENTIONS ...] [--plot FILE.svg]

The news is drawn with a fixed seed: happenings with one to eight reports (three on average), countries by a Zipf law,
550 mentions a day, a tenth of the reports copies. Each size runs in a process of its own, so that the peak of memory is
its own. One core: DuckDB is held to one thread.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dotterel.model import Coded, Document, EntityMention, EventMention, Place, Provenance, Span, TimexValue, content_id
from dotterel.pipeline.consolidate import consolidate
from dotterel.store import open_store

SIZES = (25_000, 50_000, 100_000)
A_DAY = 550
COUNTRIES = (
    "USA RUS CHN ISR IRN GBR UKR SYR FRA IND TUR PAK KOR PRK JPN DEU SAU IRQ AFG EGY YEM LBN NGA ETH KEN SDN MEX BRA COL "
    "VEN ARG CUB POL GRC ITA ESP SRB ARM AZE GEO KAZ MMR THA VNM PHL IDN AUS ZAF MLI NER TCD SOM LBY TUN DZA MAR JOR QAT"
).split()
TYPES = {
    "CONSULT": ("met", "visited", "talks"), "ACCUSE": ("accused", "blamed", "condemned"), "AGREE": ("agreed", "will meet", "plans"),
    "ASSAULT": ("attacked", "bombed", "shelled"), "REQUEST": ("asked", "urged"), "SUPPORT": ("signed", "praised"),
    "COERCE": ("arrested", "detained"), "SANCTION": ("cancelled", "expelled"), "AID": ("sent", "gave"), "PROTEST": ("marched",),
}  # fmt: skip
WORDS = (
    "border trade water prisoners convoy village hospital bridge school market harbour grain fuel pipeline soldiers "
    "students teachers farmers judges doctors engineers summit visit talks deadline vote reform budget verdict camp"
).split()


def happenings(count: int) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield a day and what happened on it."""
    draw = random.Random(7)
    weights = [1 / (rank + 3) for rank in range(len(COUNTRIES))]
    days = max(3, count * 3 // A_DAY)
    for number in range(count):
        actor, recipient = draw.choices(COUNTRIES, weights, k=2)
        kind = draw.choice(sorted(TYPES))
        yield draw.randrange(days), {
            "number": number, "actor": actor, "recipient": recipient if recipient != actor else None, "kind": kind,
            "city": draw.randrange(4) if draw.random() < 0.5 else None, "words": draw.sample(WORDS, 3),
            "figure": draw.randrange(2, 90), "told": draw.random() < 0.6, "reports": draw.choice((1, 1, 2, 2, 3, 4, 5, 8)),
        }  # fmt: skip


def reports(mentions: int) -> Iterator[Coded]:
    """Yield reports of two sentences with an event mention each."""
    draw = random.Random(11)
    first = date(2020, 1, 1)
    pending: list[tuple[int, dict[str, object]]] = []
    for day, one in happenings(mentions // 3):
        pending += [
            (day + draw.choice((0, 0, 0, 1, 1, 2)), {**one, "day": day}) for _ in range(int(str(one["reports"])))
        ]
    pending.sort(key=lambda item: (item[0], str(item[1]["number"]), draw.random()))
    pending = pending[:mentions]
    for number in range(0, len(pending), 2):
        told = pending[number : number + 2]
        published = first + timedelta(days=max(day for day, _ in told))
        yield _report(number, [one for _, one in told], first, published, draw)


def _report(number: int, told: list[dict[str, object]], first: date, published: date, draw: random.Random) -> Coded:
    sentences = [_sentence(one, draw) for one in told]
    text = " ".join(sentence for sentence, _ in sentences)
    document = Document(text, f"r{number:07}", None, published, f"Outlet {draw.randrange(40)}")
    events, spans, start = [], [], 0
    for index, (one, (sentence, trigger)) in enumerate(zip(told, sentences, strict=True)):
        span = Span(start, start + len(sentence))
        spans.append(span)
        events.append(_mention(document, index, span, one, trigger, first, draw))
        start += len(sentence) + 1
    return Coded(document, tuple(events), (), tuple(spans))


def _sentence(one: dict[str, object], draw: random.Random) -> tuple[str, str]:
    trigger = draw.choice(TYPES[str(one["kind"])])
    words = list(one["words"])  # type: ignore[call-overload]
    draw.shuffle(words)
    place = f" in City{one['city']} of {one['actor']}" if one["city"] is not None else ""
    return (
        f"{one['actor']} {trigger} {one['recipient'] or 'many'} over the {words[0]} and {words[1]} of {one['figure']}{place}.",
        trigger,
    )


def _mention(
    document: Document, index: int, span: Span, one: dict[str, object], trigger: str, first: date, draw: random.Random
) -> EventMention:
    at = document.text.index(trigger, span.start_char)
    words = Span(at, at + len(trigger))
    day = (first + timedelta(days=int(str(one["day"])))).isoformat()
    told = bool(one["told"]) and draw.random() < 0.8
    place = None
    if one["city"] is not None and draw.random() < 0.8:
        base = COUNTRIES.index(str(one["actor"]))
        place = Place(
            words, f"City{one['city']}", f"City{one['city']}{one['actor']}", str(one["actor"]),
            -60 + base * 2.0, -120 + 4.0 * int(str(one["city"])), None, None, None, "city",
        )  # fmt: skip
    parties = [
        (EntityMention(words, str(code), str(code), f"country:{code}", str(code)),) if code else ()
        for code in (one["actor"], one["recipient"])
    ]
    return EventMention(
        id=content_id("ev", document.id, index), document=document.id, sentence=index, sentence_span=span, trigger=words,
        trigger_text=trigger, event_type=str(one["kind"]), mode=(), context=(), auxiliary=(), quad_code=1, event_scale=1.0,
        actor=parties[0], recipient=parties[1], attribution=(), place=place,
        timex=TimexValue(words, trigger, "DATE", day) if told else None,
        date=day if told else (document.published or first).isoformat(), end_date=None,
        date_basis="timex" if told else "publication", confidence=0.8, provenance=Provenance("benchmark", "1", "made up"),
    )  # fmt: skip


def measure(mentions: int) -> dict[str, float]:
    """Consolidate so many mentions and return seconds, memory and counts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.duckdb")
        subprocess.run([sys.executable, __file__, "--write", str(path), str(mentions)], check=True)
        with open_store(path) as store:
            store._connection.execute("SET threads = 1")
            store._connection.execute("SET memory_limit = '300MB'")
            started = time.process_time()
            done = consolidate(store)
            seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "mentions": done.mentions, "seconds": round(seconds, 1), "megabytes": round(peak), "events": done.events,
        "occasions": done.occasions, "copies": done.copies,
    }  # fmt: skip


def plot(rows: list[dict[str, float]], path: Path) -> None:
    """Draw seconds over mentions, with n log n through the first size, as SVG."""
    wide, high, edge = 480, 300, 50
    most_x, most_y = max(row["mentions"] for row in rows), 1.15 * max(row["seconds"] for row in rows)
    first = rows[0]
    scale = first["seconds"] / (first["mentions"] * math.log(first["mentions"]))

    def at(x: float, y: float) -> str:
        return f"{edge + x / most_x * (wide - 2 * edge):.1f},{high - edge - y / most_y * (high - 2 * edge):.1f}"

    steps = [most_x * step / 40 for step in range(1, 41)]
    curve = " ".join(at(x, scale * x * math.log(x)) for x in steps if x > 1)
    measured = " ".join(at(row["mentions"], row["seconds"]) for row in rows)
    labels = "".join(
        f'<text x="{at(row["mentions"], 0).split(",")[0]}" y="{high - edge + 16}" text-anchor="middle">{row["mentions"]:,.0f}</text>'
        f'<text x="{at(row["mentions"], row["seconds"]).split(",")[0]}" y="{float(at(row["mentions"], row["seconds"]).split(",")[1]) - 8:.0f}" '
        f'text-anchor="middle">{row["seconds"]:g} s</text>'
        for row in rows
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" font-family="sans-serif" font-size="12">'
        f'<rect width="{wide}" height="{high}" fill="white"/><polyline points="{curve}" fill="none" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{measured}" fill="none" stroke="#06c" stroke-width="2"/>{labels}'
        f'<text x="{edge}" y="20">consolidate: seconds on one core over event mentions (dashes: n log n)</text></svg>\n',
        encoding="utf-8",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mentions", type=int, nargs="*", default=SIZES)
    parser.add_argument("--write", type=Path, help="write the made-up news to this store and stop")
    parser.add_argument("--one", action="store_true", help="measure one size in this process")
    parser.add_argument("--plot", type=Path, help="draw the figures to this SVG file")
    options = parser.parse_args()
    if options.write:
        with open_store(options.write) as store:
            store.write(reports(options.mentions[0]))
        return 0
    if options.one:
        print(json.dumps(measure(options.mentions[0])))
        return 0
    rows = []
    for mentions in options.mentions:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(mentions)], check=True, capture_output=True, text=True
        )
        rows.append(json.loads(done.stdout))
        print(rows[-1], flush=True)
    if options.plot:
        plot(rows, options.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
