"""`dotterel query statements` and `dotterel evaluate statements`."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from dotterel.model import Coded, Document
from dotterel.store import open_store
from tests.cli.conftest import Cli
from tests.fake_coder import FakeEventCoder
from tests.statement_builders import SPEECH, harvest, passage, statement

COPY = SPEECH.replace("lift the sanctions", "lift the old sanctions")


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    path = tmp_path / "spoken.duckdb"
    first, second = Document(SPEECH, id="speech"), Document(COPY, id="copy")
    words = "We will lift the old sanctions"
    other = statement(second, content=(passage(words, COPY),))
    with open_store(path) as store:
        store.write([harvest(first, statement()), harvest(second, other)])
    return path


def test_statements_as_table_lines_and_cells(cli: Cli, spoken: Path) -> None:
    table = cli("query", "statements", spoken, "--speaker", "Amina", "--text", "lift old sanctions").out
    assert "PLEDGE direct" in table
    assert "Amina Yusuf [SOM] → reporters" in table
    assert "“We will lift the old sanctions”" in table
    assert "1 of 2 statements." in table
    rows = cli("query", "statements", spoken, "--format", "jsonl").rows
    assert [(row["kind"], row["document"]) for row in rows] == [("statement", "copy"), ("statement", "speech")]
    assert cli("query", "statements", spoken, "--format", "csv").out.startswith("id,document,quotation,")


def test_none_fit(cli: Cli, spoken: Path) -> None:
    assert "0 of 2 statements fit." in cli("query", "statements", spoken, "--tone", "deny").out


def test_days_and_publishers_narrow_as_in_the_api(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "days.duckdb"
    early = Document(SPEECH, id="early", published=date(2024, 1, 5), publisher="The Example")
    late = Document(COPY, id="late", published=date(2024, 3, 5), publisher="Another")
    with open_store(path) as store:
        store.write([harvest(d, statement(d, content=(passage("We will lift", d.text),))) for d in (early, late)])
        assert [row[0] for row in store.statements(since=date(2024, 2, 1)).project("document").fetchall()] == ["late"]
    for option, value, expected in (
        ("--since", "2024-02-01", "late"), ("--until", "2024-02-01", "early"), ("--publisher", "Another", "late"),
    ):  # fmt: skip
        rows = cli("query", "statements", path, "--format", "jsonl", option, value).rows
        assert [row["document"] for row in rows] == [expected]
    wrong = cli("query", "statements", path, "--since", "soon")
    assert (wrong.status, "--since" in wrong.err) == (2, True)


def test_the_same_words_together_with_their_differences(cli: Cli, spoken: Path) -> None:
    out = cli("query", "statements", spoken, "--same").out
    assert "in 2 documents: copy, speech" in out
    assert "also: We will lift the […] sanctions" in out
    [row] = cli("query", "statements", spoken, "--same", "--format", "jsonl").rows
    assert (row["kind"], row["documents"], len(row["statements"])) == ("quotation", ["copy", "speech"], 2)
    lines = cli("query", "statements", spoken, "--same", "--format", "csv").out.splitlines()
    assert lines[0] == "group,id,document"
    assert [line[:2] for line in lines[1:]] == ["1,", "1,"]


def test_a_wrong_tone_is_a_bad_call(cli: Cli, spoken: Path) -> None:
    ran = cli("query", "statements", spoken, "--tone", "shout")
    assert (ran.status, "known: accuse" in ran.err) == (2, True)


class Speaking(FakeEventCoder):
    def __call__(self, document: Document) -> Coded:
        return harvest(document, statement(document))


def test_code_prints_statements(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["dotterel.pipeline"], "Coder", Speaking)
    path = tmp_path / "speech.txt"
    path.write_text(SPEECH)
    assert "PLEDGE direct" in cli("code", path).out
    assert [row["kind"] for row in cli("code", path, "--format", "jsonl").rows] == ["statement"]


def test_evaluate_statements(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["dotterel.pipeline"], "Coder", Speaking)
    reports, gold = tmp_path / "reports.jsonl", tmp_path / "gold.jsonl"
    reports.write_text(json.dumps({"id": "speech", "text": SPEECH}) + "\n")
    content = [{"start_char": 1, "end_char": 27}]
    speaker = [{"start_char": 30, "end_char": 41}]
    rows = [{"document": "speech", "content": content, "speaker": speaker}, {"document": "speech", "content": speaker}]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = cli("evaluate", "statements", gold, "--reports", reports, "--json")
    assert json.loads(ran.out)["scores"]["exact + speaker"]["recall"] == 0.5
    table = cli("evaluate", "statements", gold, "--reports", reports, "--errors").out
    assert "exact + speaker" in table
    assert "missed (1)" in table
