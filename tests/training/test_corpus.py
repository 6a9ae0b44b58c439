"""The corpus format: what is read, what is refused, and that the shipped corpus is clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.corpus import Report, overlaps, read_corpus, read_file, split_of

GOOD = """S a-1 story
T Kenya met Uganda and Kenya left Rome on Friday.
N Kenya=LOC | Uganda=LOC | Kenya#2=LOC | Rome=LOC
E CONSULT.visit +negation: met | A: Kenya#2 | R: Uganda | P: Rome | W: Friday
C diplomatic
"""


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "part.txt"
    path.write_text(text, encoding="utf-8")
    report = Report()
    read_file(path, report)
    return report


def test_a_block_is_read(tmp_path: Path) -> None:
    report = read(tmp_path, GOOD)
    assert not report.errors
    (sentence,) = report.sentences
    (event,) = sentence.events
    assert (event.event_type, event.mode, event.auxiliary) == ("CONSULT", ("visit",), ("negation",))
    assert event.actor[0].start == sentence.text.index("Kenya left")
    assert (event.recipient[0].text, event.place[0].text, event.when[0].text) == ("Uganda", "Rome", "Friday")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("CONSULT.visit", "CONSULT.picnic", "unknown mode of CONSULT 'picnic'"),
        ("CONSULT.visit", "MEET", "unknown event type 'MEET'"),
        ("+negation", "+maybe", "unknown auxiliary 'maybe'"),
        ("R: Uganda", "R: Ugandan", "does not stand in the sentence"),
        ("Kenya#2=LOC", "Kenya#3=LOC", "does not stand in the sentence"),
        ("Rome=LOC", "Rome=CITY", "unknown name type 'CITY'"),
        ("C diplomatic", "C diplomacy", "unknown context 'diplomacy'"),
        ("C diplomatic", "X sport", "either E lines or an X line"),
        ("S a-1 story", "Q a-1 story", "unknown line letter 'Q'"),
        ("| P: Rome", "| L: Rome", "unknown role 'L: Rome'"),
    ],
)
def test_a_bad_block_says_where_and_why(tmp_path: Path, old: str, new: str, message: str) -> None:
    report = read(tmp_path, "# a comment\n\n" + GOOD.replace(old, new))
    assert not report.sentences
    assert report.errors[0].startswith("part.txt:3: ")
    assert message in report.errors[0]


def test_a_story_stays_on_one_side_and_the_sides_are_80_10_10() -> None:
    sides = [split_of(f"story-{n}") for n in range(2000)]
    assert split_of("omamo-kampala") == split_of("omamo-kampala")
    assert 0.76 < sides.count("train") / 2000 < 0.84
    assert 0.07 < sides.count("dev") / 2000 < 0.13


def test_shared_word_runs_are_found(tmp_path: Path) -> None:
    text = "The old man walked to the sea with his dog and two cats."
    block = "S {0} {0}\nT {1}\nX culture\n\n"
    report = read(tmp_path, block.format("a", text) + block.format("b", "Later " + text.lower()))
    assert list(overlaps(report.sentences))


def test_the_shipped_corpus_is_clean() -> None:
    report = read_corpus()
    assert report.errors == []
    assert len(report.sentences) >= 500
