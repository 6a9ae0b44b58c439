"""Spans are checked when made, ids come from content, records cannot be changed."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotterel.errors import SpanError
from dotterel.model import Document, Span, content_id


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 0)])
def test_a_span_that_covers_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=str(start)):
        Span(start, end)


@given(st.text(min_size=1), st.data())
def test_a_span_slices_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).slice(text) == text[start:end]


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(SpanError, match="5 characters"):
        Span(2, 9).slice("Kenya")


@pytest.mark.parametrize(
    ("left", "right", "overlaps", "covers"),
    [((0, 5), (5, 9), False, False), ((0, 5), (4, 9), True, False), ((0, 9), (2, 3), True, True)],
)
def test_overlap_and_cover(left: tuple[int, int], right: tuple[int, int], overlaps: bool, covers: bool) -> None:
    assert Span(*left).overlaps(Span(*right)) is overlaps
    assert Span(*left).covers(Span(*right)) is covers


def test_same_content_same_id_and_the_date_counts() -> None:
    text = "Kenya's president flew to Juba."
    assert Document(text).id == Document(text).id
    assert Document(text).id != Document(text, published=date(2020, 1, 1)).id
    assert Document(text, id="mine").id == "mine"


def test_parts_of_an_id_do_not_run_together() -> None:
    assert content_id("ev", "a", "bc") != content_id("ev", "ab", "c")


def test_records_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Document("text").text = "other"  # type: ignore[misc]
