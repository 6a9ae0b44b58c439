"""Memory over many reports: the peak must not grow with their number.

    python benchmarks/memory.py [--reports 10000] [--words 60] [--store]

Short reports (two or three sentences each), coded and, with `--store`, written. Prints resident memory as it goes and
fails if it grew by more than 20 % (at least 40 MB) between a fifth of the way and the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from dotterel import Coder, Document, open_store
from dotterel.model import Coded
from throughput import articles

ALLOWED_GROWTH = 0.2
ALLOWED_MB = 40.0


def resident_mb() -> float:
    """Return the resident memory of this process (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def reports(count: int, words: int) -> Iterator[Document]:
    """Yield `count` distinct short reports."""
    source = (piece for text in articles() for piece in text.split("\n\n"))
    for number, piece in enumerate(islice(source, count)):
        text = f"Report {number}. " + " ".join(piece.split()[:words])
        yield Document(text, id=f"r{number}", published=date(2018, 6, 1))


def watched(results: Iterator[Coded], count: int, marks: list[float]) -> Iterator[Coded]:
    for number, coded in enumerate(results, 1):
        if number % max(1, count // 10) == 0:
            marks.append(resident_mb())
            print(f"{number:7} reports  {marks[-1]:7.1f} MB", flush=True)
        yield coded


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--store", action="store_true")
    arguments = parser.parse_args()
    marks: list[float] = []
    results = Coder.default().pipe(reports(arguments.reports, arguments.words))
    coded = watched(results, arguments.reports, marks)
    if arguments.store:
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "m.duckdb")) as store:
            store.write(coded)
    else:
        for _ in coded:
            pass
    growth = marks[-1] - marks[1]
    flat = growth <= max(ALLOWED_MB, ALLOWED_GROWTH * marks[1])
    print(f"growth since a fifth of the way: {growth:+.1f} MB: {'flat' if flat else 'NOT flat'}")
    return 0 if flat else 1


if __name__ == "__main__":
    sys.exit(main())
