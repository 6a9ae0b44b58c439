"""`dotterel query` and `dotterel explain`."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.builders import TEXT
from tests.cli.conftest import Cli


def test_events_as_a_table(cli: Cli, filled: Path) -> None:
    ran = cli("query", "events", filled, "--actor", "RUS", "--since", "2018-05-01", "--until", "2018-05-31")
    assert "Sergei Lavrov [RUS GOV]" in ran.out
    assert "ev_" in ran.out
    assert "1 event." in ran.out


def test_nothing_fits(cli: Cli, filled: Path) -> None:
    assert "0 of 1 event fit." in cli("query", "events", filled, "--actor", "KEN").out


def test_events_are_the_same_from_the_store_and_straight(cli: Cli, filled: Path, report: Path) -> None:
    straight = cli("code", report, "--published", "2018-05-31", "--format", "jsonl").out
    assert cli("query", "events", filled, "--format", "jsonl").out == straight


def test_events_as_csv(cli: Cli, filled: Path) -> None:
    [row] = csv.DictReader(io.StringIO(cli("query", "events", filled, "--format", "csv").out))
    assert (row["date"], row["actor_code"], row["recipient_sector"], row["place_country"]) == (
        "2018-05-31",
        "RUS",
        "GOV",
        "PRK",
    )
    assert row["sentence"] == TEXT[: TEXT.index(".") + 1]


def test_documents_and_issues(cli: Cli, filled: Path) -> None:
    [row] = cli("query", "documents", filled, "--format", "jsonl").rows
    assert (row["kind"], row["published"], row["events"], row["sentences"]) == ("document", "2018-05-31", 1, 2)
    assert "2018-05-31" in cli("query", "documents", filled).out
    assert "No issues" in cli("query", "issues", filled).err
    assert cli("query", "documents", filled, "--format", "csv").out.startswith("id,published,")


@pytest.mark.parametrize("name", ["occasions"])
def test_before_consolidation_the_way_is_shown(cli: Cli, filled: Path, name: str) -> None:
    ran = cli("query", name, filled)
    assert ran.status == 0
    assert f"dotterel consolidate {filled}" in ran.err
    assert cli("query", name, filled, "--format", "jsonl").out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--type", "MEET"], "unknown event type 'MEET'; known: ACCUSE"),
        (["--since", "May"], "--since 'May' is not a date"),
        (["--country", "Kenya"], "three letters"),
    ],
)
def test_wrong_conditions(cli: Cli, filled: Path, arguments: list[str], words: str) -> None:
    ran = cli("query", "events", filled, *arguments)
    assert ran.status == 2
    assert words in ran.err


def test_no_such_store(cli: Cli, tmp_path: Path) -> None:
    ran = cli("query", "events", tmp_path / "none.duckdb")
    assert ran.status == 2
    assert "dotterel code REPORTS --store" in ran.err


def test_explain_shows_words_and_offsets(cli: Cli, filled: Path) -> None:
    identity = cli("query", "events", filled, "--format", "jsonl").rows[0]["id"]
    ran = cli("explain", filled, identity[:8])
    assert ran.status == 0
    flat = " ".join(ran.out.split())
    for words in (
        "actor",
        "Sergei Lavrov · foreign minister · RUS ·",
        "“Russian Foreign Minister Sergei Lavrov”",
        "0-38",
        "“Thursday”",
        "Pyongyang, PRK (39.03, 125.75)",
        "verbal cooperation, scale +4.0",
        "verb.arrive",
        "extract.events 0.1.0, dotterel 0.1.0",
        "╰" + "─" * 36 + "╯",
    ):
        assert words in ran.out or words in flat, words


def test_explain_without_such_an_event(cli: Cli, filled: Path) -> None:
    ran = cli("explain", filled, "ev_zzz")
    assert ran.status == 2
    assert "no event 'ev_zzz'" in ran.err


def test_colour_where_wanted_and_not_under_no_color(cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;36m" in cli("query", "events", filled).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;36m" not in cli("query", "events", filled).out
