"""Scores of time expressions, places in JSON Lines, and dates and places of events, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dotterel.errors import DataError
from dotterel.evaluate.events import GoldEvent
from dotterel.evaluate.places import read_gold_places, score_places
from dotterel.evaluate.times import GoldTimex, read_gold_times, score_times
from dotterel.evaluate.times_events import score_when_where
from dotterel.model import Place, Span, TimexValue
from tests.builders import PYONGYANG, TEXT, coded, document


def gold(start: int, end: int, value: str, kind: str | None = None) -> GoldTimex:
    return GoldTimex("r", Span(start, end), "", value, kind)


def given(start: int, end: int, value: str | None, kind: str = "DATE") -> TimexValue:
    return TimexValue(Span(start, end), "", kind, value)


def test_times_are_counted_by_how_much_agrees() -> None:
    report = score_times(
        {"r": [gold(0, 6, "2018-05-28", "DATE"), gold(20, 30, "P2W"), gold(40, 45, "2018")], "quiet": []},
        {"r": [given(0, 6, "2018-05-28"), given(23, 30, "P2W", "DURATION"), given(60, 65, "2019")]},
    )
    assert report.documents == 2
    counts = {name: (score.right, score.gold, score.predicted) for name, score in report.scores.items()}
    assert counts == {
        "strict": (1, 3, 3), "overlap": (2, 3, 3), "type": (2, 3, 3), "value": (2, 3, 3), "strict and value": (1, 3, 3),
    }  # fmt: skip
    assert [one.value for one in report.missed] == ["2018"]
    assert [(name, one.value) for name, one in report.false] == [("r", "2019")]
    assert [one.value for one, _ in report.misread] == ["P2W"]


def test_false_times_of_a_document_without_any_count() -> None:
    report = score_times({"quiet": []}, {"quiet": [given(0, 3, None)]})
    assert (report.scores["overlap"].predicted, len(report.false)) == (1, 1)


def test_reads_times(tmp_path: Path) -> None:
    path = tmp_path / "times.jsonl"
    path.write_text(
        '{"document": "a", "start_char": 5, "end_char": 9, "text": "2018", "value": "2018", "type": "DATE"}\n'
        '{"document": "a", "start_char": 0, "end_char": 4, "value": "2017"}\n{"document": "b"}\n',
        encoding="utf-8",
    )
    found = read_gold_times(path)
    assert [(one.span.start_char, one.value, one.type) for one in found["a"]] == [
        (0, "2017", None),
        (5, "2018", "DATE"),
    ]
    assert found["b"] == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "holds no rows"),
        ('{"start_char": 0}', "no field 'document'"),
        ('{"document": "a", "start_char": 4, "end_char": 4, "value": "2018"}', "no stretch of text"),
        ('{"document": "a", "start_char": 0, "end_char": 4}', "no field 'value'"),
        ('{"document": "a", "start_char": "0", "end_char": 4, "value": "2018"}', "of type int"),
    ],
)
def test_bad_times_name_their_line(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "times.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=words):
        read_gold_times(path)


def test_places_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "places.jsonl"
    path.write_text(
        '{"document": "r", "start_char": 50, "end_char": 59, "country": "PRK"}\n'
        '{"document": "r", "start_char": 120, "end_char": 131, "country": "KOR"}\n{"document": "elsewhere"}\n',
        encoding="utf-8",
    )
    articles = read_gold_places(path, {"r": document(id="r")})
    assert [one.span.slice(TEXT) for one in articles[0].toponyms] == ["Pyongyang", "South Korea"]
    wrong = Place(Span(120, 131), "South Korea", "North Korea", "PRK")
    scores = score_places(articles, lambda _: [PYONGYANG, wrong, Place(Span(0, 7), "Russian")])
    assert (scores.articles, scores.gold, scores.found, scores.country) == (1, 2, 3, 0.5)
    assert scores.overlap_f1 == pytest.approx(0.8)
    assert [miss.text for miss in scores.misses] == ["South Korea"]
    assert scores.as_dict()["median_km"] is None


def told(trigger: str, date: str | None, place: str | None, country: str | None) -> GoldEvent:
    none: frozenset[str] = frozenset()
    sentence = TEXT[: TEXT.index(".") + 1]
    return GoldEvent("r", "AID", none, none, none, none, date, place, country, sentence, trigger)


def test_dates_and_places_are_scored_once_the_trigger_is_found() -> None:
    report = coded(document(id="r"))
    right = score_when_where(
        [told("arrived", "2018-05-31", "Pyongyang", "PRK"), told("talks", "2018", None, None)], [report]
    )
    assert (right.events, right.date_accuracy, right.place_accuracy) == (1, 1.0, 1.0)
    assert right.bases == {"timex": (1, 1)}
    wrong = score_when_where([told("arrived", "2018-05", None, None)], [report])
    assert (wrong.date_accuracy, wrong.place_accuracy, wrong.placed) == (0.0, 0.0, 1)
    assert wrong.date_within_accuracy == 1.0  # the day lies in the month
    for elsewhere in ("2018-06", "2017", "2018-05-01/2018-05-30", None):
        assert score_when_where([told("arrived", elsewhere, None, None)], [report]).date_within_accuracy == 0.0
    for around in ("2018", "2018-05-31", "2018-04/2018-05"):
        assert score_when_where([told("arrived", around, None, None)], [report]).date_within_accuracy == 1.0
