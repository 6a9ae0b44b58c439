"""Many people read a served store while reports come in: no error, no lost write, memory flat.

    python benchmarks/load.py FILE.duckdb [--users 20] [--seconds 300] [--json]

A copy of the store is served by `dotterel serve` in a process of its own and asked over HTTP. Each user asks for one
listing or chart after the other and looks at it for a moment (`--think` seconds, on average); meanwhile reports are
posted without pause, each is looked for when its answer is here, and all are looked for at the end. `memory` is what
the server holds, in MB: the mean over the second and the last quarter of the time.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

FILTERS = ("", "actor=KEN", "type=CONSULT", "quad=4&since=2024-01-01", "q=talks", "since=2026-10-01", "party=USA")
PAGES = (
    "events", "summary", "timeline", "facets", "dyads", "map", "network", "trends", "reviews/queue", "compare",
)  # fmt: skip
PLAIN = ("statements", "occasions", "documents", "entities", "coverage", "status", "search?q=talks", "methods")
COUNTRIES = ("Kenya", "Uganda", "France", "Japan", "Brazil", "Egypt", "Norway", "Chile", "Ghana", "Peru", "Oman")


@dataclass
class Told:
    """What happened: milliseconds of each answer by page, what went wrong, the reports that were taken."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return counts, percentiles and memory."""
        every = sorted(wait for name, waits in self.waits.items() if name != "POST" for wait in waits)
        posts = sorted(self.waits.get("POST", ())) or [0.0]
        quarter = max(1, len(self.memory) // 4)
        return {
            "answers": len(every), "median": _at(every, 0.5), "p95": _at(every, 0.95), "slowest": _at(every, 1),
            "posted": len(self.posted), "post_median": _at(posts, 0.5), "post_p95": _at(posts, 0.95),
            "memory": [round(statistics.fmean(part)) for part in (self.memory[quarter : 2 * quarter],
                       self.memory[-quarter:]) if part],
            "errors": len(self.errors),
            "pages": {name: [len(waits), _at(sorted(waits), 0.5), _at(sorted(waits), 0.95)]
                      for name, waits in sorted(self.waits.items())},
        }  # fmt: skip


def _at(ordered: list[float], share: float) -> float:
    return round(ordered[int(share * (len(ordered) - 1))], 1) if ordered else 0.0


class Asker:
    """One line to the server that is kept open."""

    def __init__(self, address: str, told: Told) -> None:
        self._line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self._told = told

    def ask(self, path: str, body: Any = None, name: str | None = None) -> Any:
        """Return the answer; note how long it took, and an error where it is none."""
        started = time.perf_counter()
        method = "GET" if body is None else "POST"
        try:
            sent = None if body is None else json.dumps(body)
            self._line.request(method, path, sent, {"content-type": "application/json"} if sent else {})
            answer = self._line.getresponse()
            text = answer.read()
            if answer.status >= 400:
                self._told.errors.append(f"{method} {path}: {answer.status} {text[:300]!r}")
                return None
            wait = 1000 * (time.perf_counter() - started)
            self._told.waits.setdefault(name or path.partition("?")[0].removeprefix("/api/"), []).append(wait)
            return json.loads(text)
        except (OSError, ValueError, http.client.HTTPException) as error:
            self._told.errors.append(f"{method} {path}: {error!r}")
            self._line.close()
            return None


def paths(first: int) -> Iterator[str]:
    """Yield what a user asks for, in turns, each user beginning elsewhere."""
    every = [f"/api/{page}?{one}" for one in FILTERS for page in PAGES if page != "compare"]
    every += [f"/api/compare?a={quote(one)}" for one in FILTERS] + [f"/api/{page}" for page in PLAIN]
    return itertools.islice(itertools.cycle(every), first * 17 % len(every), None)


def read(address: str, number: int, told: Told, running: Callable[[], bool], think: float) -> None:
    """Read as one user: a listing or chart, and now and then the first event and its report."""
    asker = Asker(address, told)
    drawn = random.Random(number)
    for turn, path in enumerate(paths(number)):
        time.sleep(drawn.uniform(0, 2 * think))
        if not running():
            return
        found = asker.ask(path)
        if turn % 5 == 0 and found and path.startswith("/api/events?") and found["rows"]:
            row = found["rows"][turn % len(found["rows"])]
            asker.ask(f"/api/documents/{quote(row['document'])}", name="documents/one")


def report(number: int) -> dict[str, str]:
    """Return a report that no other is a copy of."""
    one, other = (COUNTRIES[(number + step) % len(COUNTRIES)] for step in (0, 1 + number % 7))
    day = f"2026-{1 + number % 11:02}-{1 + number % 28:02}"
    text = (
        f"The foreign minister of {one} met the president of {other} on Monday for talks about case {number}. "
        f"{one} later accused {other} of blocking shipment {number * 7919}."
    )
    return {"id": f"load-{number}", "text": text, "published": day, "publisher": f"Paper {number % 5}"}


def write(address: str, told: Told, running: Callable[[], bool]) -> None:
    """Post reports one after the other, and look for each."""
    asker = Asker(address, told)
    for number in itertools.count():
        if not running():
            return
        one = report(number)
        if asker.ask("/api/documents", one, name="POST") is None:
            continue
        told.posted.append(one["id"])
        if not asker.ask(f"/api/documents/{one['id']}", name="documents/new"):
            told.errors.append(f"{one['id']} was taken and is not there")


def load(
    address: str, *, users: int, seconds: float, think: float, memory: Callable[[], float] | None = None
) -> Told:  # fmt: skip
    """Read and write for some time, then look for everything that was written.

    Args:
        address: of the server, without a path.
        users: how many read at once.
        seconds: for how long.
        think: seconds between an answer and the next question, on average.
        memory: tells what the server holds, in MB.
    """
    told = Told()
    end = time.monotonic() + seconds

    def running() -> bool:
        return time.monotonic() < end

    hands = [threading.Thread(target=read, args=(address, number, told, running, think)) for number in range(users)]
    hands.append(threading.Thread(target=write, args=(address, told, running)))
    for hand in hands:
        hand.start()
    while running():
        if memory is not None:
            told.memory.append(memory())
        time.sleep(min(1.0, seconds / 20))
    for hand in hands:
        hand.join()
    asker = Asker(address, told)
    lost = [one for one in told.posted if asker.ask(f"/api/documents/{one}", name="documents/new") is None]
    told.errors += [f"{one} is lost" for one in lost]
    return told


def held(pid: int) -> float:
    """Return the memory a process holds, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Serve a copy, load it, print the figures; exit status 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(given.path, folder))
        command = [str(Path(sys.executable).with_name("dotterel")), "serve", str(copy), "--port", "0", "--no-open"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                lines = server.stderr or ()
                found = next((m for line in lines if (m := re.search(r"at (http://[\w.:]+)", line))), None)
                if found is None:
                    raise SystemExit("the server did not start")
                told = load(
                    found[1], users=given.users, seconds=given.seconds, think=given.think,
                    memory=lambda: held(server.pid),
                )  # fmt: skip
            finally:
                server.terminate()
    figures = told.figures()
    if given.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            if name != "pages":
                print(f"{name:12} {value}")
        for name, (count, median, p95) in figures["pages"].items():
            print(f"  {name:20} {count:6} {median:8} {p95:8}")
    for one in told.errors[:20]:
        print(one, file=sys.stderr)
    sys.exit(1 if told.errors else 0)


if __name__ == "__main__":
    main()
