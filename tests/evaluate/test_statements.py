"""Scores of statements, worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dotterel.errors import DataError
from dotterel.evaluate import GoldStatement, read_gold_statements, score_statements
from dotterel.model import Document, Span
from tests.statement_builders import SPEECH, harvest, passage, statement, voice

REPORT = Document(SPEECH, id="speech")


def gold(
    content: str = "We will lift the sanctions", speaker: str | None = "Amina Yusuf", **fields: object
) -> GoldStatement:
    speakers = (passage(speaker).span,) if speaker else ()
    return GoldStatement("speech", (passage(content).span,), speakers, **fields)  # type: ignore[arg-type]


def scores(expected: GoldStatement, **fields: object) -> dict[str, float]:
    report = score_statements([expected], [harvest(REPORT, statement(**fields))])
    return {name: score.f1 for name, score in report.scores.items()}


def test_all_right() -> None:
    right = scores(gold(cue=(passage("told").span,), addressee=(passage("reporters").span,), quotation="direct"))
    assert {name for name, value in right.items() if value == 1} >= {
        "found",
        "exact",
        "exact + speaker",
        "cue",
        "addressee",
    }


def test_marks_do_not_count_but_letters_do() -> None:
    assert scores(gold("“We will lift the sanctions,”"))["exact"] == 1
    shorter = scores(gold("We will lift"))
    assert (shorter["found"], shorter["overlap 0.8"]) == (1, 0)


def test_the_speaker_by_half_his_letters_his_last_word_or_a_tail() -> None:
    assert scores(gold(speaker="Yusuf"))["found + speaker"] == 1
    assert scores(gold(speaker="Amina Yusuf told reporters on Friday"))["found + speaker"] == 0
    assert scores(gold(speaker="Kenya"))["found + speaker"] == 0
    assert scores(gold(speaker=None))["found + speaker"] == 0


def test_missed_and_false() -> None:
    report = score_statements([gold("Kenya thanked her")], [harvest(REPORT, statement())])
    assert (report.scores["found"].right, len(report.missed), len(report.false)) == (0, 1, 1)
    assert report.as_dict()["documents"] == 1


def test_each_party_once() -> None:
    both = (voice("Amina Yusuf"), voice("Kenya"))
    assert scores(gold(), speaker=both)["found + speaker"] == 1  # more than half of the letters
    assert scores(gold(speaker="Kenya"), speaker=both)["found + speaker"] == 0


def test_reading_gold(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {"document": "d", "content": [{"start_char": 0, "end_char": 4}], "via": [], "tone": "say"}
    path.write_text(json.dumps(row) + "\n")
    assert read_gold_statements(path) == [GoldStatement("d", (Span(0, 4),), via=(), tone="say")]
    path.write_text(json.dumps(row | {"content": []}) + "\n")
    with pytest.raises(DataError, match="content"):
        read_gold_statements(path)
