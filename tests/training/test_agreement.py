"""Agreement of two annotations."""

from __future__ import annotations

import pytest
from training.agreement import agreement, alpha, read_second
from training.corpus import read_corpus


def test_alpha_of_a_worked_example() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example A: two coders, binary, ten units.
    one, other = "0100000000", "1110010010"
    assert alpha(zip(one, other, strict=True)) == pytest.approx(0.095, abs=0.001)


def test_alpha_at_its_ends() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "b"), ("b", "a")]) < 0


def test_a_text_agrees_with_itself() -> None:
    sentences = read_corpus().sentences[:60]
    assert set(agreement(sentences, sentences).values()) == {60, 1.0}


def test_the_second_annotation_is_whole() -> None:
    second = read_second()
    first = {sentence.id: sentence.text for sentence in read_corpus().sentences}
    assert len(second) >= 300
    assert all(first[sentence.id] == sentence.text for sentence in second)
