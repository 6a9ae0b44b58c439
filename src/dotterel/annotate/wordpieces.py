"""A word -> the numbers of its word pieces in the encoder's vocabulary (uncased BERT)."""

import unicodedata
from pathlib import Path

UNKNOWN, CLS, SEP = 100, 101, 102
MOST_PIECES = 12
"""Pieces kept of one word; the model was trained with the same limit."""

_KEPT_WORDS = 100_000


def _is_sign(letter: str) -> bool:
    """Say whether BERT cuts a word at this character."""
    code = ord(letter)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(letter).startswith("P") or 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF


class WordPieces:
    """BERT's word-piece vocabulary, with a memory of the words already cut.

    Args:
        path: `vocabulary.txt`, one piece a line, in the order of their numbers.
    """

    def __init__(self, path: Path) -> None:
        pieces = path.read_text("utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Give the piece numbers of one word: at least one, at most `MOST_PIECES`."""
        found = self._known.get(word)
        if found is None:
            found = tuple(self._cut(word)[:MOST_PIECES]) or (UNKNOWN,)
            if len(self._known) >= _KEPT_WORDS:
                self._known.clear()
            self._known[word] = found
        return found

    def __contains__(self, word: object) -> bool:
        """Say whether the vocabulary knows a whole word, in small letters."""
        return word in self._numbers

    def _cut(self, word: str) -> list[int]:
        """Lower the case, drop accents and control characters, part at signs, then take the longest pieces."""
        lowered = unicodedata.normalize("NFD", word.lower())
        parts = [""]
        for letter in lowered:
            category = unicodedata.category(letter)
            if category == "Mn" or (category[0] == "C" and letter not in "\t\n\r"):
                continue
            if letter.isspace():
                parts.append("")
            elif _is_sign(letter):
                parts += letter, ""
            else:
                parts[-1] += letter
        return [number for part in parts if part for number in self._longest(part)]

    def _longest(self, part: str) -> list[int]:
        """Take the longest known piece again and again; a part with an unknown rest is unknown as a whole."""
        if len(part) > 100:
            return [UNKNOWN]
        found: list[int] = []
        start = 0
        while start < len(part):
            stop = len(part)
            mark = "##" if start else ""
            while stop > start and mark + part[start:stop] not in self._numbers:
                stop -= 1
            if stop == start:
                return [UNKNOWN]
            found.append(self._numbers[mark + part[start:stop]])
            start = stop
        return found
