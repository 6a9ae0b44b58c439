"""The tables of words hold what they say; sentences are read for the fate of a plan."""

from __future__ import annotations

from datetime import date

import pytest

from dotterel.consolidate.cues import find_cues, find_nouns
from dotterel.consolidate.lexicon import Entry, occasion_entries, status_entries
from dotterel.consolidate.plans import read_plan
from dotterel.model import Document, Span
from dotterel.model.days import period, written
from dotterel.pipeline.clues import WordClues


@pytest.mark.parametrize("entry", [*status_entries(), *occasion_entries()], ids=lambda entry: entry.example)
def test_each_row_finds_its_example_and_not_its_counterexample(entry: Entry) -> None:
    assert entry.pattern.search(entry.example)
    assert not entry.pattern.search(entry.counterexample)


@pytest.mark.parametrize("entry", status_entries(), ids=lambda entry: entry.example)
def test_each_example_is_read_as_its_status(entry: Entry) -> None:
    assert entry.meaning in {cue.status for cue in find_cues(entry.example)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Peru threatened to cancel the summit.", [("cancelled", "unreal")]),
        ("The visit has not been cancelled.", [("cancelled", "negated")]),
        ("The cancelled visit was discussed.", [("cancelled", "recalled")]),
        ("Lima had called off the meeting.", [("cancelled", "recalled")]),
        ("The talks could be postponed.", [("postponed", "unreal")]),
        ("Chile called the talks off.", [("cancelled", "news")]),
        ("The 17 May talks were cancelled.", [("cancelled", "news")]),
        ("The talks may be cancelled.", [("cancelled", "unreal")]),
        ("The talks it had cancelled would resume.", [("cancelled", "recalled"), ("revived", "news")]),
        ("China demanded on Friday that Japan and its allies call off the drill.", [("cancelled", "unreal")]),
        ("The talks will not go ahead.", [("cancelled", "news")]),
        ("If rain falls, the drill was put off.", [("postponed", "news")]),
    ],
)
def test_news_is_told_from_threats_denials_and_recollections(sentence: str, expected: list[tuple[str, str]]) -> None:
    changes = [cue for cue in find_cues(sentence) if cue.status in ("cancelled", "postponed", "revived")]
    assert [(cue.status, cue.kind) for cue in changes] == expected


def test_of_two_words_at_one_place_the_longest_counts() -> None:
    assert [noun.occasion_type for noun in find_nouns("a joint naval exercise")] == ["exercise"]


@pytest.mark.parametrize(
    ("text", "status", "old", "new"),
    [
        ("The visit was moved from 2 July to 16 July.", "rescheduled", "2024-07-02", "2024-07-16"),
        ("The vote, planned for 3 July, was postponed to 10 July.", "postponed", "2024-07-03", "2024-07-10"),
        ("Peru cancelled the 12 July summit.", "cancelled", "2024-07-12", None),
        ("They will meet in Lima on 12 July.", "scheduled", None, "2024-07-12"),
        ("Peru set 20 July as the new date of the talks.", "rescheduled", None, "2024-07-20"),
        ("Monday's talks were delayed by a week to 1 July.", "postponed", "2024-06-24", "2024-07-01"),
    ],
)
def test_old_and_new_dates(text: str, status: str, old: str | None, new: str | None) -> None:
    document = Document(text, published=date(2024, 6, 20))
    clues = WordClues()(document, Span(0, len(text)))
    plan = read_plan(text, 0, clues, published=date(2024, 6, 20).toordinal(), status=status)
    assert (written(plan.old), written(plan.new)) == (old, new)


def test_a_weekday_of_talking_is_not_the_plan() -> None:
    text = "Peru on Tuesday called off the talks."
    clues = WordClues()(Document(text, published=date(2024, 6, 20)), Span(0, len(text)))
    plan = read_plan(text, 0, clues, published=date(2024, 6, 20).toordinal(), status="cancelled")
    assert (plan.old, plan.new, written(plan.said)) == (None, None, "2024-06-18")


@pytest.mark.parametrize("text", ["2018", "2018-05", "2018-02", "2018-05-31"])
def test_periods_are_written_as_they_were_read(text: str) -> None:
    assert written(period(text)) == text


@pytest.mark.parametrize("text", ["P2D", "2018-13", "2018-02-30", "XXXX", "FUTURE_REF", ""])
def test_what_is_no_date_has_no_days(text: str) -> None:
    assert period(text) is None
