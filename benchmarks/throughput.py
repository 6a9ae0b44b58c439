"""Speed on one core: articles of 450 words a second end to end, the encoder alone beside it, and the time to start.

    python benchmarks/throughput.py [--articles 60] [--json]

Articles are made of the bundled reports, cut or joined to 450 words each, so that the share of sentences that can hold
an event is that of political news; general news is faster.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

WORDS = 450


def articles() -> Iterator[str]:
    """Yield texts of `WORDS` words or a little more, without end: paragraphs of the bundled reports."""
    from dotterel.ingest import bundled_reports

    paragraphs = [
        paragraph
        for reports in bundled_reports().values()
        for report in reports
        for paragraph in report.text.split("\n")
        if paragraph.strip()
    ]
    text: list[str] = []
    count = 0
    for paragraph in cycle(paragraphs):
        text.append(paragraph)
        count += len(paragraph.split())
        if count >= WORDS:
            yield "\n\n".join(text)
            text, count = [], 0


def seconds_end_to_end(count: int) -> tuple[float, int, int]:
    """Return seconds, words and events of `count` articles, coded and written as JSON lines, the model being loaded."""
    from datetime import date

    from dotterel import Coder, Document
    from dotterel.export import event_object, json_line

    coder = Coder.default()
    documents = [
        Document(text, id=f"a{number}", published=date(2018, 6, 1))
        for number, text in enumerate(islice(articles(), count))
    ]
    coder(documents[0])
    started = time.perf_counter()
    events = 0
    size = 0
    for coded in coder.pipe(documents):
        for event in coded.events:
            events += 1
            size += len(json_line(event_object(event)))
    return time.perf_counter() - started, sum(len(d.text.split()) for d in documents), events


def seconds_of_encoder(count: int) -> float:
    """Return seconds for the same articles through the language model alone, every sentence parsed."""
    from dotterel import Coder, Document

    coder = Coder.default()
    documents = [Document(text, id=f"a{number}") for number, text in enumerate(islice(articles(), count))]
    coder.annotate(documents[0])
    started = time.perf_counter()
    for document in documents:
        coder.annotate(document)
    return time.perf_counter() - started


def seconds_to_first_event() -> float:
    """Return seconds from the start of a process to the printed events of one short report, second of two runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text("Russian Foreign Minister Sergei Lavrov visited North Korea on Thursday.", encoding="utf-8")
        command = [sys.executable, "-c", "from dotterel.cli import main; main()", "code", str(path)]
        taken = 0.0
        for _ in range(2):
            started = time.perf_counter()
            subprocess.run([*command, "--published", "2018-05-31"], check=True, capture_output=True)
            taken = time.perf_counter() - started
    return taken


def measure(count: int) -> dict[str, object]:
    """Return all figures."""
    seconds, words, events = seconds_end_to_end(count)
    encoder = seconds_of_encoder(count)
    return {
        "articles": count,
        "words": words,
        "events": events,
        "articles_per_second": round(words / WORDS / seconds, 2),
        "words_per_second": round(words / seconds),
        "encoder_only_articles_per_second": round(words / WORDS / encoder, 2),
        "seconds_to_first_event": round(seconds_to_first_event(), 2),
        "load": os.getloadavg()[0],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures = measure(arguments.articles)
    if arguments.json:
        print(json.dumps(figures))
        return
    print(f"{figures['articles']} articles, {figures['words']} words, {figures['events']} events, one core")
    print(f"end to end     {figures['articles_per_second']} articles of {WORDS} words a second")
    print(f"annotate only  {figures['encoder_only_articles_per_second']} (every sentence parsed)")
    print(f"process start to printed events, one short report: {figures['seconds_to_first_event']} s")
    print(f"load of the machine when done: {figures['load']:.1f}")


if __name__ == "__main__":
    main()
