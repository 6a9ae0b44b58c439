"""`dotterel entities`: look-ups with reasons, lists brought in and used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dotterel.knowledge import Knowledge
from dotterel.knowledge.base import OWN_ENTITIES
from tests.cli.conftest import Cli


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(OWN_ENTITIES, "")
    Knowledge.load.cache_clear()
    yield
    Knowledge.load.cache_clear()


def test_lookup_shows_who_held_an_office_on_a_day(cli: Cli) -> None:
    before = cli("entities", "lookup", "German foreign minister", "--on", "2018-03-13")
    after = cli("entities", "lookup", "German foreign minister", "--on", "2018-03-15")
    assert (before.status, after.status) == (0, 0)
    assert ("Sigmar Gabriel" in before.out, "Heiko Maas" in after.out) == (True, True)
    assert "foreign minister of Germany on 2018-03-13" in before.out


def test_lookup_lists_rivals_with_scores(cli: Cli) -> None:
    rows = cli("entities", "lookup", "Congolese", "--json").rows
    assert [row["code"] for row in rows] == ["COD", "COG"]
    assert rows[0]["score"] > rows[1]["score"]


def test_lookup_of_nobody_says_so(cli: Cli) -> None:
    ran = cli("entities", "lookup", "Blorp", "--on", "2018-03-13")
    assert (ran.status, ran.out) == (1, "")
    assert "Nothing is known of 'Blorp' on 2018-03-13" in ran.err


def test_a_list_is_written_told_and_used(cli: Cli, tmp_path: Path) -> None:
    actors, to = tmp_path / "actors.txt", tmp_path / "mine.jsonl"
    actors.write_text("BORDURIA_ [RUS]\nISLAMIC_STATE_ [SYRGOV]\nBROKEN_\n")
    ran = cli("entities", "import", actors, "--to", to)
    assert ran.status == 1, "a row was left out"
    assert "2 rows from actors.txt (PETRARCH) written to" in ran.err
    assert "1 conflict with our tables" in ran.err
    assert "actors.txt, line 3, field code: 'BROKEN_'; expected a code in brackets" in ran.err
    assert [json.loads(line)["name"] for line in to.read_text().splitlines()] == ["Borduria", "Islamic State"]
    row = cli("entities", "lookup", "Borduria", "--entities", to, "--json").rows[0]
    assert (row["code"], row["reason"]) == ("RUS", "your list actors.txt:1")


def test_a_list_that_cannot_be_read_at_all_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    actors, to = tmp_path / "actors.txt", tmp_path / "mine.jsonl"
    actors.write_text("BROKEN_ [x y]\n")
    assert cli("entities", "import", actors, "--to", to).status == 2
    assert not to.exists()
    assert cli("entities", "lookup", "Kenya", "--entities", to).status == 2


def test_coding_reads_the_lists_it_is_given(cli: Cli, report: Path, tmp_path: Path) -> None:
    missing = cli("code", report, "--entities", tmp_path / "none.jsonl")
    assert missing.status == 2
    assert "is no file" in missing.err
