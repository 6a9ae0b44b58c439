"""Stories are read exactly, scores are what they say, and consolidation keeps its floors on the stories held out."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from dotterel.errors import DataError, InputError
from dotterel.evaluate import LinkingReport, OccasionReport, b_cubed, read_scenarios, score_linking, score_occasions
from dotterel.pipeline.consolidate import consolidate_coded

SCENARIOS = Path(__file__).parents[1] / "gold" / "scenarios"


@cache
def scores(half: str) -> tuple[LinkingReport, OccasionReport]:
    stories = read_scenarios(SCENARIOS, half=half)
    made = consolidate_coded([coded for story in stories for coded in story.coded])
    return (
        score_linking(stories, [event.mention for event in made.events], made.copies),
        score_occasions(stories, made.occasions, made.places()),
    )


def test_there_are_enough_stories() -> None:
    stories = read_scenarios(SCENARIOS)
    assert len(stories) >= 60
    assert sum(bool(story.occasions) for story in stories) >= len(stories) / 2
    assert all(3 <= len(story.coded) <= 12 for story in stories)
    assert Counter(len(story.coded) for story in stories)[3] < 10


# Measured 2026-11-26 on the even stories, which no rule was made for; floors a little below.
def test_events_are_told_once() -> None:
    linking, _ = scores("even")
    assert linking.events.f1 >= 0.95
    assert 0.9 <= linking.ratio <= 1.1
    assert linking.copies.precision >= 0.98
    assert linking.copies.recall >= 0.95


def test_occasions() -> None:
    _, report = scores("even")
    assert report.identity.f1 >= 0.88
    assert report.history >= 0.80
    assert report.status >= 0.88
    assert report.per_occasion <= 1.3


def test_b_cubed() -> None:
    score = b_cubed({"a": 1, "b": 1, "c": 2, "d": 2}, {"a": 1, "b": 1, "c": 1})
    assert score.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert score.recall == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert b_cubed({}, {}).f1 == 0.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no heading", "must be '## NUMBER TITLE'"),
        ("## 1 A\n! o1 visit | KEN | 2020 | - | arranged", "unknown statuses arranged"),
        (
            "## 1 A\n@ a 2020-01-01 Desk\nKenya met Uganda.\n- h1 CONSULT | KEN > UGA | saw | - | - | -",
            "not in the report",
        ),
        ("## 1 A\n- h1 CONSULT | KEN > UGA | saw", "before any report"),
        ("## 1 A\n@ a 2020-01-01 Desk\nKenya met Uganda.\n- h1 CONSULT | Kenya > | met | - | -", "no CODE.SECTOR"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "1.txt").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_scenarios(tmp_path)


def test_no_stories(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no stories"):
        read_scenarios(tmp_path / "none")


def test_every_span_of_a_story_slices_to_its_words() -> None:
    for story in read_scenarios(SCENARIOS):
        for coded in story.coded:
            for event in coded.events:
                assert event.trigger.slice(coded.document.text) == event.trigger_text
                assert event.sentence_span.covers(event.trigger)
