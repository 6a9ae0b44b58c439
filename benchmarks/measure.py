"""`make measure`: every figure this repository reports, each printed with what it was measured on.

What needs data that is not in the repository (`../shared/data`, or $DOTTEREL_DATA) is skipped with a sentence.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("DOTTEREL_DATA", ROOT.parent / "shared" / "data"))
GOLD = ROOT / "tests" / "gold" / "events.jsonl"
BASELINE = ROOT / "tests" / "gold" / "baseline.json"


def heading(text: str) -> None:
    print(f"\n== {text}", flush=True)


def run(*arguments: object) -> None:
    subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, check=False)


def dotterel(*arguments: object) -> None:
    run("-c", "from dotterel.cli import main; main()", *arguments)


def main() -> None:
    heading("events of the bundled reports, against gold made by hand")
    dotterel("evaluate", "events", GOLD, *(["--baseline", BASELINE] if BASELINE.exists() else []))
    heading("relations, 15 classes, actor and recipient given")
    relations = DATA / "relations_dev" / "relations.jsonl"
    if relations.exists():
        dotterel("evaluate", "relations", relations)
    else:
        print(f"skipped: there is no {relations}; set DOTTEREL_DATA to the folder that has relations_dev/")
    for script in sorted((ROOT / "benchmarks").glob("measure_*.py")):
        heading(script.stem.removeprefix("measure_").replace("_", " "))
        run(script, DATA)
    heading("speed")
    run(ROOT / "benchmarks" / "throughput.py")
    heading("memory")
    run(ROOT / "benchmarks" / "memory.py", "--reports", 2000)


if __name__ == "__main__":
    main()
