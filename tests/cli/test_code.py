"""`dotterel code`: printing, keeping, exit status, messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import TEXT
from tests.cli.conftest import Cli


def test_table_shows_the_event_and_its_sentence(cli: Cli, report: Path) -> None:
    ran = cli("code", report, "--published", "2018-05-31")
    assert ran.status == 0
    first = next(line for line in ran.out.splitlines() if line.startswith("2018-05-31"))
    assert "CONSULT visit" in first
    assert "Sergei Lavrov [RUS GOV] → Kim Jong Un [PRK GOV]" in first
    assert "@ Pyongyang, PRK" in ran.out
    assert "Russian Foreign Minister Sergei Lavrov arrived in Pyongyang" in ran.out
    assert "1 event in 1 document" in ran.out
    assert "\x1b" not in ran.out


def test_jsonl_is_the_contract(cli: Cli, report: Path) -> None:
    ran = cli("code", report, "--published", "2018-05-31", "--format", "jsonl")
    [row] = ran.rows
    assert (row["kind"], row["event_type"], row["statement"]) == ("event", "CONSULT", None)
    assert row["document"].startswith("doc_")
    assert ran.err == ""


def test_a_document_without_events(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("The library opens at nine.")
    assert "no events" in cli("code", path).out
    ran = cli("code", path, "--format", "jsonl")
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize("value", ["31.5.2018", "2018-02-30", ""])
def test_a_wrong_day_is_a_bad_call(cli: Cli, report: Path, value: str) -> None:
    ran = cli("code", report, "--published", value)
    assert ran.status == 2
    assert f"--published {value!r} is not a date; write it as YYYY-MM-DD" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--jobs", "0"], ["--jobs", "two"], ["--nonsense"]])
def test_wrong_options_are_bad_calls(cli: Cli, report: Path, arguments: list[str]) -> None:
    assert cli("code", report, *arguments).status == 2


def test_no_input_is_a_bad_call(cli: Cli) -> None:
    assert cli("code").status == 2


def test_bad_inputs_are_named_and_the_others_coded(cli: Cli, tmp_path: Path, report: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "long.txt").write_text("x" * 5_000_000)
    (tmp_path / "latin.txt").write_bytes("São Tomé’s library opens at nine.".encode("cp1252"))
    (tmp_path / "trips.txt").write_text("RAISE.")
    ran = cli("code", tmp_path, tmp_path / "missing.txt", "--format", "jsonl", "--published", "2018-05-31")
    assert ran.status == 1
    assert len(ran.rows) == 1
    for words in (
        "error empty: ",
        "error binary: ",
        "error too_long: ",
        "error missing: ",
        "warning encoding: ",
        "error failed: ",
        "5,000,000 bytes; a report may have 1,000,000 characters",
        "missing.txt",
    ):
        assert words in ran.err


def test_warnings_alone_are_no_failure(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("São Tomé’s library opens at nine.".encode("cp1252"))
    assert cli("code", path).status == 0


def test_many_issues_are_summed_up(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n" * 50)
    ran = cli("code", path)
    assert ran.err.count("error bad_row") <= 22
    assert "and more: 30 error bad_row" in ran.err


def test_the_store_is_filled_once(cli: Cli, tmp_path: Path, report: Path) -> None:
    store = tmp_path / "s.duckdb"
    first = cli("code", report, "--published", "2018-05-31", "--store", store)
    assert (first.status, first.out) == (0, "")
    assert "1 event and 0 statements from 1 document written" in first.err
    again = cli("code", report, "--published", "2018-05-31", "--store", store)
    assert "0 events and 0 statements from 0 documents" in again.err
    assert "1 document there already" in again.err


def test_store_and_print(cli: Cli, tmp_path: Path, report: Path) -> None:
    ran = cli("code", report, "--store", tmp_path / "s.duckdb", "--format", "jsonl")
    assert len(ran.rows) == 1


def test_a_file_that_is_no_store(cli: Cli, report: Path) -> None:
    ran = cli("code", report, "--store", report)
    assert ran.status == 2
    assert "is not a DuckDB file" in ran.err
    assert report.read_text() == TEXT


def test_ctrl_c_keeps_what_was_coded(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in [("a", TEXT), ("b", "INTERRUPT.")])
    )
    store = tmp_path / "s.duckdb"
    ran = cli("code", path, "--store", store)
    assert ran.status == 130
    assert "Stopped after 1 document; what was coded is kept" in " ".join(ran.err.split())
    assert len(cli("query", "events", store, "--format", "jsonl").rows) == 1
