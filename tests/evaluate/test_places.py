"""Scoring of places: a small corpus in LGL's form, and what each kind of answer counts for."""

from pathlib import Path

import pytest

from dotterel.errors import DataError
from dotterel.evaluate.places import GoldArticle, kilometres, read_lgl, score_places
from dotterel.model import Place, Span

XML = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="7"><title>T</title><domain>example.org</domain><dltime>2018-05-31 10:00:00-05</dltime>
<text><![CDATA[From Asmara to Bure and Main Street.]]></text><toponyms count="3">
<toponym><start>5</start><end>11</end><phrase>Asmara</phrase><gaztag geonameid="343300"><lat>15.34</lat><lon>38.93</lon>
<country geonameid="338010">Eritrea</country></gaztag></toponym>
<toponym><start>15</start><end>19</end><phrase>Bure</phrase><gaztag geonameid="1"><lat>12.63</lat><lon>42.32</lon></gaztag></toponym>
<toponym><start>24</start><end>35</end><phrase>Main Street</phrase></toponym>
</toponyms></article></articles>"""


@pytest.fixture
def articles(tmp_path: Path) -> tuple[GoldArticle, ...]:
    path = tmp_path / "gold.xml"
    path.write_text(XML, encoding="utf-8")
    return read_lgl(path)


def place(start: int, end: int, latitude: float | None = None, longitude: float | None = None) -> Place:
    return Place(Span(start, end), "", latitude=latitude, longitude=longitude)


def test_reads_spans_and_coordinates(articles: tuple[GoldArticle, ...]) -> None:
    (article,) = articles
    assert [one.span.slice(article.document.text) for one in article.toponyms] == ["Asmara", "Bure", "Main Street"]
    assert [one.latitude for one in article.toponyms] == [15.34, 12.63, None]
    assert str(article.document.published) == "2018-05-31"


def test_perfect_answers(articles: tuple[GoldArticle, ...]) -> None:
    scores = score_places(articles, lambda _: [place(5, 11, 15.3, 38.9), place(15, 19, 12.6, 42.3), place(24, 35)])
    assert (scores.detection_f1, scores.accuracy, scores.accuracy_found) == (1.0, 1.0, 1.0)
    assert scores.misses == ()
    assert scores.country is None  # the corpus names no countries


def test_far_missing_and_extra_answers(articles: tuple[GoldArticle, ...]) -> None:
    scores = score_places(articles, lambda _: [place(5, 11, 9.0, 38.7), place(0, 4, 1.0, 1.0)])
    assert scores.precision == pytest.approx(0.5)
    assert scores.recall == pytest.approx(1 / 3)
    assert (scores.accuracy, scores.end_to_end) == (0.0, 0.0)
    assert [miss.text for miss in scores.misses] == ["Asmara", "Bure"]
    assert scores.misses[1].kilometres is None


def test_no_answers(articles: tuple[GoldArticle, ...]) -> None:
    scores = score_places(articles, lambda _: [])
    assert (scores.precision, scores.recall, scores.detection_f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "content", ["", "not xml", "<articles/>", "<a><article><toponym><start>x</start></toponym></article></a>"]
)
def test_unreadable_gold(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.xml"):
        read_lgl(path)


def test_kilometres() -> None:
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert kilometres(51.5, -0.1, 51.5, -0.1) == 0
