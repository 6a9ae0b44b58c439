"""The tables of words for occasions and for what becomes of them, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dotterel.errors import DataError, unknown_value
from dotterel.model import OCCASION_TYPES, STATUSES

_STATUS_FIELDS = ["status", "words", "example", "counterexample"]
_LETTERS = re.compile(r"[a-z ]+")
_SHORTEST = 2
_OCCASION_FIELDS = ["form", "words", "type", "example", "counterexample"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what its words mean (a status or an occasion type), `form` noun or verb, and sentences that show it.

    `starts` are what its words begin with in lower case, None where that is not plain: a sentence without any of them
    need not be searched.
    """

    meaning: str
    pattern: re.Pattern[str]
    starts: tuple[str, ...] | None
    example: str
    counterexample: str
    form: str = ""

    def found_in(self, sentence: str, lowered: str) -> Iterable[re.Match[str]]:
        """Return where the words stand in a sentence, given in lower case as well."""
        if self.starts is None:
            return self.pattern.finditer(sentence)
        for start in self.starts:
            if start in lowered:
                return self.pattern.finditer(sentence)
        return ()


@cache
def status_entries() -> tuple[Entry, ...]:
    """Return the words for statuses.

    Raises:
        DataError: the table is malformed.
    """
    rows = _rows("statuses.tsv", _STATUS_FIELDS)
    for row in rows:
        if row["status"] not in STATUSES:
            raise DataError(unknown_value("status in statuses.tsv", row["status"], STATUSES))
    return tuple(Entry(row["status"], *_words(row["words"]), row["example"], row["counterexample"]) for row in rows)


@cache
def occasion_entries() -> tuple[Entry, ...]:
    """Return the nouns and verbs for occasions.

    Raises:
        DataError: the table is malformed.
    """
    rows = _rows("occasions.tsv", _OCCASION_FIELDS)
    for row in rows:
        if row["type"] not in OCCASION_TYPES:
            raise DataError(unknown_value("type in occasions.tsv", row["type"], OCCASION_TYPES))
    return tuple(
        Entry(row["type"], *_words(row["words"]), row["example"], row["counterexample"], row["form"]) for row in rows
    )


def _words(words: str) -> tuple[re.Pattern[str], tuple[str, ...] | None]:
    starts = _starts(words)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), tuple(sorted(starts)) if starts else None


def _starts(words: str) -> set[str] | None:
    """Return letters of which one set stands at the beginning of whatever a pattern matches, None where none is plain.

    >>> sorted(_starts("(?:state |official )?visit(?:s|ed)?|pay a visit|tours?") or ())
    ['official', 'pay a visit', 'state', 'tour', 'visit']
    """
    found: set[str] = set()
    for way in _ways(words):
        letters = _LETTERS.match(way)
        if letters:
            plain = letters[0][:-1] if way[letters.end() :].startswith(("?", "*", "{")) else letters[0]
            if len(plain.strip()) < _SHORTEST:
                return None
            found.add(plain.strip())
            continue
        if not way.startswith("(?:"):
            return None
        inside, rest = _group(way)
        deeper = _starts(inside)
        later = _starts(rest[1:]) if rest.startswith(("?", "*")) else set[str]()
        if deeper is None or later is None:
            return None
        found |= deeper | later
    return found


def _ways(words: str) -> list[str]:
    """Split a pattern at the bars outside of its groups."""
    ways, depth = [""], 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += letter
    return ways


def _group(way: str) -> tuple[str, str]:
    """Return what stands in the group that a pattern begins with, and what follows it."""
    depth = 0
    for place, letter in enumerate(way):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return way[3:place], way[place + 1 :]
    raise DataError(f"a group is not closed in the words {way!r}")


def _rows(name: str, fields: list[str]) -> list[dict[str, str]]:
    text = files("dotterel.consolidate").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if lines[0].split("\t") != fields:
        raise DataError(f"{name} must have the columns {', '.join(fields)}; it has {lines[0]!r}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(fields):
            raise DataError(f"row {number} of {name} has {len(cells)} columns, not {len(fields)}: {line!r}")
        rows.append(dict(zip(fields, cells, strict=True)))
    return rows
