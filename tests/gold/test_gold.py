"""The hand-made gold is sound: its words stand in the reports, its codes in the ontology, its dates are dates."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dotterel.ontology.plover import load_ontology

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "src" / "dotterel" / "reports"
STORIES = ("colombia", "ethiopia", "iran")
PER_STORY = 9
LEAST_ROWS = 200
KEYS = {
    "document", "sentence", "trigger", "event_type", "mode", "auxiliary",
    "actor", "recipient", "date", "place", "context",
}  # fmt: skip
CODE = re.compile(r"[A-Z]{3}")
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@cache
def rows() -> tuple[dict[str, Any], ...]:
    lines = (HERE / "events.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def report(name: str) -> tuple[dict[str, str], str]:
    """Return the front matter and the text of one report."""
    _, head, body = (REPORTS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.splitlines()), body.strip()


def names() -> list[str]:
    return sorted(path.stem for path in REPORTS.glob("*-[0-9][0-9].md"))


def label(row: dict[str, Any]) -> str:
    return f"{row['document']}:{row['trigger']}"


every_row = pytest.mark.parametrize("row", rows(), ids=label)


def count(words: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text))


@every_row
def test_words_stand_in_the_report(row: dict[str, Any]) -> None:
    _, text = report(row["document"])
    assert set(row) == KEYS
    assert text.count(row["sentence"]) == 1, "the sentence must be found once"
    assert count(row["trigger"], row["sentence"]) == 1, "the trigger must be found once in its sentence"
    for mention in (*row["actor"], *row["recipient"]):
        assert count(mention["text"], row["sentence"]) >= 1, mention
    if row["place"] is not None:
        assert row["place"]["text"] in text, row["place"]


@every_row
def test_codes_are_known(row: dict[str, Any]) -> None:
    ontology = load_ontology()
    ontology.check_modes(row["event_type"], row["mode"])
    assert set(row["auxiliary"]) <= set(ontology.auxiliaries)
    assert set(row["context"]) <= set(ontology.contexts)
    assert ontology.shifted(row["event_type"], row["auxiliary"]) == row["event_type"], "a future act not shifted"
    for mention in (*row["actor"], *row["recipient"]):
        assert set(mention) <= {"text", "code", "sector"}
        assert mention["code"] is None or CODE.fullmatch(mention["code"]), mention
        assert set(mention.get("sector", ())) <= set(ontology.sectors), mention
    if row["place"] is not None:
        assert set(row["place"]) == {"text", "country"}
        assert CODE.fullmatch(row["place"]["country"]), row["place"]


@every_row
def test_dates_are_iso_and_fit_the_report(row: dict[str, Any]) -> None:
    if row["date"] is None:
        return
    parts = DATE.fullmatch(row["date"])
    assert parts, row["date"]
    year, month, day = (int(part or 1) for part in parts.groups())
    earliest = date(year, month, day)
    published = date.fromisoformat(report(row["document"])[0]["published"])
    assert earliest <= published or "future" in row["auxiliary"], "after the report, and not future"


def test_no_row_twice() -> None:
    keys = [(row["document"], row["sentence"], row["trigger"]) for row in rows()]
    assert len(keys) == len(set(keys))


def test_every_report_has_events_and_there_are_enough() -> None:
    assert len(rows()) >= LEAST_ROWS
    assert {row["document"] for row in rows()} == set(names())
    assert [name.rsplit("-", 1)[0] for name in names()] == [story for story in STORIES for _ in range(PER_STORY)]


@pytest.mark.parametrize("name", names())
def test_report_is_well_formed(name: str) -> None:
    head, text = report(name)
    assert list(head) == ["id", "title", "published", "publisher", "language"]
    assert head["id"] == name
    assert head["publisher"].startswith("written for Dotterel (")
    assert head["language"] == "en"
    assert ": " not in head["title"], "a title must stay plain YAML"
    assert date.fromisoformat(head["published"]) < date(2017, 1, 1) or name.startswith("ethiopia")
    assert 120 <= len(text.split()) <= 400


def test_about_half_of_the_reports_begin_with_their_headline() -> None:
    headed = [name for name in names() if report(name)[1].splitlines()[0] == report(name)[0]["title"]]
    assert 0.4 <= len(headed) / len(names()) <= 0.6


@pytest.mark.parametrize("path", sorted((HERE / "no_events").glob("*.txt")), ids=lambda path: path.stem)
def test_reports_without_events_have_a_proper_length(path: Path) -> None:
    assert 120 <= len(path.read_text(encoding="utf-8").split()) <= 220
