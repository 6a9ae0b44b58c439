"""What is known of single words: case shape, word pieces, lemma."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from dotterel.annotate.lemmas import Lemmas
from dotterel.annotate.shapes import Shape, shape_of, shapes_of
from dotterel.annotate.wordpieces import MOST_PIECES, UNKNOWN, WordPieces

DATA = Path(str(files("dotterel.annotate") / "data"))


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(DATA / "vocabulary.txt")


@pytest.fixture(scope="module")
def lemmas(pieces: WordPieces) -> Lemmas:
    return Lemmas.load(DATA / "lemmas.json.gz", pieces)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", Shape.LOWER), ("Moon", Shape.TITLE), ("NATO", Shape.UPPER), ("A", Shape.CAPITAL),
        ("McKay", Shape.MIXED), ("2018", Shape.DIGIT), ("16th", Shape.ALPHANUMERIC), ("—", Shape.OTHER), ("U.S.", Shape.UPPER),
        ("日本", Shape.MIXED), ("", Shape.OTHER),
    ],
)  # fmt: skip
def test_shape(word: str, shape: Shape) -> None:
    assert shape_of(word) is shape


def test_the_first_word_of_a_sentence_has_a_shape_of_its_own() -> None:
    assert shapes_of(["“", "Moon", "Kim"]) == [Shape.OTHER, Shape.TITLE_INITIAL, Shape.TITLE]


def test_pieces_are_those_of_bert(pieces: WordPieces) -> None:
    assert pieces("talks") == (7566,)
    assert pieces("Embassy") == pieces("embassy")
    assert pieces("Yaoundé") == pieces("yaounde")
    assert len(pieces("antidisestablishmentarianism" * 3)) <= MOST_PIECES
    assert pieces("x" * 200) == pieces("\u200b") == (UNKNOWN,)


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("met", "VERB", "meet"), ("said", "VERB", "say"), ("condemned", "VERB", "condemn"),
        ("vetoed", "VERB", "veto"), ("shelled", "VERB", "shell"), ("provoking", "VERB", "provoke"),
        ("mediated", "VERB", "mediate"), ("freed", "VERB", "free"), ("raped", "VERB", "rape"), ("lobbing", "VERB", "lob"),
        ("postponing", "VERB", "postpone"), ("applauded", "VERB", "applaud"), ("extraditing", "VERB", "extradite"), ("denies", "VERB", "deny"),
        ("was", "AUX", "be"), ("countries", "NOUN", "country"), ("children", "NOUN", "child"), ("clashes", "NOUN", "clash"),
        ("better", "ADJ", "good"), ("Kenyans", "PROPN", "Kenyan"), ("Lavrov", "PROPN", "Lavrov"), ("n't", "PART", "not"),
        ("Russian", "ADJ", "Russian"),
    ],
)  # fmt: skip
def test_lemma(lemmas: Lemmas, word: str, upos: str, lemma: str) -> None:
    assert lemmas(word, upos) == lemma
