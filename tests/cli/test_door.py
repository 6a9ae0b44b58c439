"""The door itself: help at once, version, evaluation, doctor, demo."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

HEAVY = ("duckdb", "onnxruntime", "numpy", "tokenizers", "fastapi", "charset_normalizer")
COMMANDS = ("", "demo", "code", "query", "query events", "explain", "annotate", "evaluate", "evaluate events", "doctor")


@pytest.mark.parametrize("command", ["", "code", "query events"])
def test_help_imports_nothing_heavy(command: str) -> None:
    script = (
        "import sys\nfrom dotterel.cli.app import run\n"
        f"status = run({[*command.split(), '--help']!r})\n"
        f"print('LOADED', status, [name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("LOADED 0 []")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(cli: Cli, command: str) -> None:
    ran = cli(*command.split(), "--help")
    assert ran.status == 0
    assert "Usage: dotterel" in ran.out


def test_version(cli: Cli) -> None:
    assert cli("version").out == "dotterel 0.1.0\n"


def test_an_unknown_command(cli: Cli) -> None:
    assert cli("cod").status == 2


def test_evaluate_relations(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    spans = {"actor": {"start_char": 0, "end_char": 1}, "recipient": {"start_char": 2, "end_char": 3}}
    rows = [{"text": "A yields B", "event_type": "YIELD", **spans}, {"text": "A aids B", "event_type": "AID", **spans}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    [result] = cli("evaluate", "relations", path, "--json").rows
    assert result["macro_f1"] == 1.0
    assert "macro-F1  100.0" in cli("evaluate", "relations", path).out


def test_evaluate_events_with_a_baseline(cli: Cli, tmp_path: Path, report: Path) -> None:
    report.write_text(f"---\nid: r1\npublished: 2018-05-31\n---\n{report.read_text()}")
    gold = tmp_path / "gold.jsonl"
    row = {"document": "r1", "event_type": "CONSULT", "mode": ["visit"], "actor": ["RUS"], "recipient": ["PRK"]}
    gold.write_text(json.dumps(row | {"date": "2018-05-31", "place": "Pyongyang"}) + "\n")
    baseline = tmp_path / "b.json"
    first = cli("evaluate", "events", gold, "--reports", report, "--json", "--save-baseline", baseline)
    assert first.rows[0]["scores"]["event, mode, date, place"]["f1"] == 1.0
    content = json.loads(baseline.read_text())
    content["records"][0]["event_type"] = "AID"
    baseline.write_text(json.dumps(content))
    second = cli("evaluate", "events", gold, "--reports", report, "--baseline", baseline, "--errors")
    assert "1 gained, 1 of them right" in second.out
    assert "r1  RUS AID PRK" in second.out


def test_evaluate_events_without_the_report(cli: Cli, tmp_path: Path, report: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"document": "other", "event_type": "AID", "actor": [], "recipient": []}\n')
    ran = cli("evaluate", "events", gold, "--reports", report)
    assert ran.status == 2
    assert "no report for 1 documents of the gold: other" in ran.err


def test_doctor(cli: Cli, filled: Path) -> None:
    ran = cli("doctor", filled)
    assert ran.status == 0
    assert "duckdb" in ran.out
    assert "1 documents, 1 events, 0 issues" in " ".join(ran.out.split())
    assert cli("doctor", "missing.duckdb").status == 1


def test_demo(cli: Cli, tmp_path: Path) -> None:
    ran = cli("demo", "--story", "iran", "--store", tmp_path / "demo.duckdb")
    assert ran.status == 0
    assert "The Iran nuclear talks" in ran.out
    assert "9 reports" in ran.out
    assert cli("demo", "--story", "atlantis").status == 2
