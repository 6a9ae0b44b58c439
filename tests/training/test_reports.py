"""Corpus reports: what is read, what is refused, what becomes of a report as gold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from training.report_gold import chains_of, text_of
from training.reports import Reports, read_reports

GOOD = """D rx-001 | goma-talks | 2024-03-11 | The Lake Courier | KIGALI

S rx-001-0
T Rwanda agrees to new talks
N Rwanda=LOC
E AGREE: agrees | A: Rwanda | D: 2024-03-11
L Rwanda=RWA

S rx-001-1 p
T Foreign Minister Alice Uwase said on Monday that her government would send a team, state radio reported.
N Foreign Minister=TITLE | Alice Uwase=PER
E AGREE +future: send | A: her government
Q indirect pledge: said | K: Foreign Minister Alice Uwase | O: her government … a team | V: state radio
W Monday=2024-03-11

S rx-001-2
T "We will listen," she added.
X procedure
Q direct say: added | K: she | O: We will listen

M RWA GOV = 0:Rwanda ; 1:her government
M RWA GOV = 1:Foreign Minister Alice Uwase ; 2:she
"""


def read(tmp_path: Path, text: str) -> Reports:
    (tmp_path / "part.txt").write_text(text, encoding="utf-8")
    return read_reports(tmp_path)


def test_a_report_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert not found.errors
    (report,) = found.reports
    assert (report.id, report.dateline, len(report.sentences), len(report.chains)) == ("rx-001", "KIGALI", 3, 2)
    (statement,) = report.sentences[1].statements
    assert statement.content[0].span.text == "her government would send a team"
    assert (statement.tone, statement.via[0].span.text) == ("pledge", "state radio")
    assert report.sentences[0].dates == ("2024-03-11",)
    assert report.sentences[1].timexes[0][1] == "2024-03-11"


def test_the_text_of_a_report(tmp_path: Path) -> None:
    (report,) = read(tmp_path, GOOD).reports
    text, starts = text_of(report)
    assert text.startswith("Rwanda agrees to new talks\n\nKIGALI, March 11 - Foreign Minister")
    for row, start in zip(report.sentences, starts, strict=True):
        assert text[start:].startswith(row.sentence.text)


def test_a_phrase_finds_its_chain(tmp_path: Path) -> None:
    (report,) = read(tmp_path, GOOD).reports
    span = report.sentences[1].sentence.events[0].actor[0]
    assert [chain.code for chain in chains_of(report, 1, span)] == ["RWA"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Q indirect pledge", "Q vague pledge", "form of statement"),
        ("Q indirect pledge", "Q indirect boast", "tone"),
        ("V: state radio", "V: state TV", "does not stand in the sentence"),
        ("D: 2024-03-11", "D: Monday", "no ISO day|is not an ISO day"),
        ("M RWA GOV = 0:", "M Rwanda GOV = 0:", "is no code"),
        ("M RWA GOV = 0:", "M RWA KING = 0:", "sector"),
        ("S rx-001-2", "S rx-001-5", "sentence numbers"),
        ("| KIGALI", "", "a D line has"),
        ("1:her government", "9:her government", "no sentence 9"),
        ("L Rwanda=RWA", "L Rwanda=rw", "no ISO alpha-3"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = read(tmp_path, GOOD.replace(old, new, 1))
    assert not found.reports
    assert any(re.search(message, error) for error in found.errors), found.errors


def test_the_shipped_reports_are_clean() -> None:
    found = read_reports()
    assert not found.errors
    assert len(found.reports) >= 300
