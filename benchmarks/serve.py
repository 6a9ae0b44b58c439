"""How fast a served store answers: median and 95th percentile of each listing and chart, in milliseconds.

    python benchmarks/million.py million.duckdb
    python benchmarks/serve.py million.duckdb [--rounds 15] [--json]

Asked in this process, one question at a time, each round with other filters and no answer kept from before; `cpu` is the processor time of all
threads, which other programs on the machine disturb less than the clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fastapi.testclient import TestClient

from dotterel.model import Coded, Document
from dotterel.serve.app import create_app
from dotterel.store import open_store

FILTERS = (
    "", "actor=KEN", "type=CONSULT", "quad=4&since=2024-01-01", "actor=AFG&recipient=DZA", "q=summit%20talks",
    "since=2026-10-01", "publisher=Paper%203", "country=DZA&quad=1", "party=P1%20Name", "type=AID&until=2020-01-01",
)  # fmt: skip
EVENT_VIEWS = (
    "events", "events?sort=-reports", "summary", "timeline", "timeline?by=type&unit=share", "facets", "dyads", "network", "map",
    "trends?by=dyad", "trends?by=actor", "trends?by=type", "compare?a=actor%3DKEN", "reviews/queue", "reviews/queue?order=random",
)  # fmt: skip
PLAIN = (
    "statements", "statements?speaker=KEN", "statements?q=summit", "occasions", "occasions?status=cancelled", "documents",
    "documents?publisher=Paper%203", "entities", "entities?q=p1", "entities/KEN", "entities/person:p%201", "dyads/AFG/DZA",
    "coverage", "search?q=summit%20talks", "status", "reviews/quality", "issues", "methods",
)  # fmt: skip


def code(documents: Iterable[Document]) -> list[Coded]:
    """Find nothing."""
    return [Coded(one) for one in documents]


def measure(client: TestClient, paths: Iterable[str], forget: Callable[[], None]) -> dict[str, float]:
    """Ask and return median, 95th percentile and processor time a question, in milliseconds."""
    walls, cpus = [], []
    for path in paths:
        forget()
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(f"/api/{path}")
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        if answer.status_code != 200:
            raise SystemExit(f"/api/{path}: {answer.status_code} {answer.text[:300]}")
    walls.sort()
    return {
        "median": round(statistics.median(walls), 1), "p95": round(walls[int(0.95 * (len(walls) - 1))], 1),
        "cpu": round(statistics.median(cpus), 1),
    }  # fmt: skip


def main() -> None:
    """Print a line for each endpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    started = time.perf_counter()
    found: dict[str, dict[str, float]] = {}
    with open_store(given.path) as store:
        app = create_app(store, code)
        client = TestClient(app)
        begun = round(time.perf_counter() - started, 1)
        if not given.json:
            print(f"ready after {begun} s\n{'':34} {'median':>8} {'p95':>8} {'cpu':>8}  milliseconds")
        for view in (*EVENT_VIEWS, *PLAIN):
            joined = "&" if "?" in view else "?"
            filters = FILTERS if view in EVENT_VIEWS else ("",)
            paths = [f"{view}{joined}{filters[n % len(filters)]}" for n in range(given.rounds)]
            found[view] = measure(client, paths, app.state.desk.served.forget)
            if not given.json:
                print(f"{view:34} {found[view]['median']:8} {found[view]['p95']:8} {found[view]['cpu']:8}", flush=True)
    if given.json:
        print(json.dumps({"ready_seconds": begun, "milliseconds": found}))


if __name__ == "__main__":
    main()
