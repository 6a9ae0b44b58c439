"""`consolidate`, `query occasions`, `query events --merged`, `explain` and `evaluate linking | occasions` at the door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

# Imported before `cli` puts a coder without a model in the place of `dotterel.pipeline`.
import dotterel.pipeline.consolidate
import dotterel.pipeline.corrections
import dotterel.pipeline.reasons  # noqa: F401
from dotterel.evaluate import read_scenarios
from dotterel.store import open_store
from tests.cli.conftest import Cli

SCENARIOS = Path(__file__).parents[1] / "gold" / "scenarios"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        store.write(coded for story in read_scenarios(SCENARIOS) if story.number in (33, 35) for coded in story.coded)
    return path


@pytest.fixture
def consolidated(cli: Cli, stories: Path) -> Path:
    assert cli("consolidate", stories).status == 0
    return stories


def test_before_consolidation_the_way_is_shown(cli: Cli, stories: Path) -> None:
    for question in (("query", "occasions", stories), ("query", "events", stories, "--merged")):
        ran = cli(*question)
        assert ran.status == 0
        assert f"dotterel consolidate {stories}" in ran.err


def test_a_store_that_is_not_there_is_not_made(cli: Cli, tmp_path: Path) -> None:
    missing = tmp_path / "typo.duckdb"
    for arguments in ((missing,), (missing, "--undo", "fix_1")):
        ran = cli("consolidate", *arguments)
        assert ran.status == 2
        assert "no store at" in ran.err
        assert not missing.exists()


def test_consolidate_says_what_it_did(cli: Cli, stories: Path) -> None:
    ran = cli("consolidate", stories)
    assert ran.status == 0
    assert "11 documents taken in" in ran.err
    assert "0 documents taken in" in cli("consolidate", stories).err


def test_occasions_as_objects_of_the_contract(cli: Cli, consolidated: Path) -> None:
    rows = [json.loads(line) for line in cli("query", "occasions", consolidated, "--format", "jsonl").out.splitlines()]
    summits = [row for row in rows if row["occasion_type"] == "summit"]
    assert {row["kind"] for row in rows} == {"occasion"}
    assert [[entry["status"] for entry in row["history"]] for row in summits] == [
        ["scheduled", "cancelled", "revived", "held"]
    ]


def test_occasions_are_filtered(cli: Cli, consolidated: Path) -> None:
    def count(*options: str) -> int:
        return len(cli("query", "occasions", consolidated, "--format", "jsonl", *options).out.splitlines())

    assert count("--participant", "NPL") == 1
    assert count("--status", "cancelled") == 0
    assert count("--since", "2019-01-01") == count("--participant", "Thapa") == count("--country", "IND") == 1
    assert count("--until", "2018-01-01") == 0
    bad = cli("query", "occasions", consolidated, "--status", "planned")
    assert bad.status == 2
    assert "known: cancelled" in bad.err


def test_a_calendar(cli: Cli, consolidated: Path) -> None:
    out = cli("query", "occasions", consolidated, "--format", "ics").out
    assert out.count("BEGIN:VEVENT") == out.count("END:VEVENT") >= 2


def test_merged_events(cli: Cli, consolidated: Path) -> None:
    rows = [
        json.loads(line)
        for line in cli(
            "query", "events", consolidated, "--merged", "--type", "SANCTION", "--format", "jsonl"
        ).out.splitlines()
    ]
    assert [(row["reports"], len(row["mention"])) for row in rows] == [(2, 2), (1, 1)]
    table = cli("query", "events", consolidated, "--merged")
    assert "2 reports" in table.out
    assert "mention" in cli("query", "events", consolidated, "--merged", "--format", "csv").out.splitlines()[0]


def test_explain_shows_the_weights(cli: Cli, consolidated: Path) -> None:
    lines = cli("query", "events", consolidated, "--merged", "--type", "SANCTION", "--format", "jsonl").out.splitlines()
    event = json.loads(lines[0])
    out = cli("explain", consolidated, event["id"]).out
    assert "weight" in out
    assert "parties" in out or "actor" in out
    assert event["id"] in cli("explain", consolidated, event["mention"][0]).out
    lines = cli("query", "occasions", consolidated, "--type", "visit", "--format", "jsonl").out.splitlines()
    occasion = json.loads(lines[0])
    assert "participants" in cli("explain", consolidated, occasion["id"]).out


def test_corrections(cli: Cli, consolidated: Path) -> None:
    def events() -> list[dict[str, object]]:
        lines = cli(
            "query", "events", consolidated, "--merged", "--type", "SANCTION", "--format", "jsonl"
        ).out.splitlines()
        return [json.loads(line) for line in lines]

    one, other = events()[0]["mention"]  # type: ignore[misc]
    ran = cli("consolidate", consolidated, "--split", f"{one},{other}")
    assert ran.status == 0
    assert len(events()) == 3
    assert cli("consolidate", consolidated, "--full").status == 0
    assert len(events()) == 3
    fix = cli("consolidate", consolidated, "--corrections").out.split()[0]
    assert fix.startswith("fix_")
    assert cli("consolidate", consolidated, "--undo", fix).status == 0
    assert len(events()) == 2
    assert cli("consolidate", consolidated, "--undo", fix).status == 2
    assert cli("consolidate", consolidated, "--join", one).status == 2


def test_evaluate(cli: Cli) -> None:
    linking = json.loads(cli("evaluate", "linking", SCENARIOS, "--half", "odd", "--json").out)
    assert linking["events"]["f1"] > 0.9
    ran = cli("evaluate", "occasions", SCENARIOS, "--half", "odd", "--errors")
    assert ran.status == 0
    assert "history" in ran.out
