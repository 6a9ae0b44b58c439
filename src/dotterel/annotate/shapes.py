"""Words of a sentence -> the case shape of each, which the uncased encoder cannot see for itself."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache


class Shape(IntEnum):
    """The way a word is written; the numbers are frozen, the model was trained on them."""

    SPECIAL = 0
    LOWER = 1
    TITLE = 2
    TITLE_INITIAL = 3
    UPPER = 4
    CAPITAL = 5
    MIXED = 6
    DIGIT = 7
    ALPHANUMERIC = 8
    OTHER = 9


def shape_of(word: str, *, initial: bool = False) -> Shape:
    """Say how one word is written; `initial` means that no word stands before it in its sentence.

    >>> [shape_of(word).name for word in ("Moon", "U.S.", "met", "2018", "McKay", "G20")]
    ['TITLE', 'UPPER', 'LOWER', 'DIGIT', 'MIXED', 'UPPER']
    """
    if word.islower():
        return Shape.ALPHANUMERIC if any(map(str.isdigit, word)) else Shape.LOWER
    if word.isupper():
        return Shape.CAPITAL if len(word) == 1 else Shape.UPPER
    if word[:1].isupper() and word[1:].islower():
        return Shape.TITLE_INITIAL if initial else Shape.TITLE
    if any(map(str.isalpha, word)):
        return Shape.MIXED
    return Shape.DIGIT if any(map(str.isdigit, word)) else Shape.OTHER


@lru_cache(maxsize=1 << 15)
def _number(word: str, initial: bool) -> int:
    return int(shape_of(word, initial=initial))


def shapes_of(words: Sequence[str]) -> list[int]:
    """Give the shape number of every word of one sentence.

    >>> shapes_of(["“", "Moon", "met", "Kim"])
    [9, 3, 1, 2]
    """
    found: list[int] = []
    initial = True
    for word in words:
        found.append(_number(word, initial))
        initial = initial and not any(map(str.isalnum, word))
    return found
