"""The tables of words for occasions and for what becomes of them, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dotterel.errors import DataError, unknown_value
from dotterel.model import OCCASION_TYPES, STATUSES

_STATUS_FIELDS = ["status", "words", "example", "counterexample"]
_OCCASION_FIELDS = ["form", "words", "type", "example", "counterexample"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what its words mean (a status or an occasion type), `form` noun or verb, and sentences that show it."""

    meaning: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str
    form: str = ""


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
    return tuple(Entry(row["status"], _pattern(row["words"]), row["example"], row["counterexample"]) for row in rows)


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
        Entry(row["type"], _pattern(row["words"]), row["example"], row["counterexample"], row["form"]) for row in rows
    )


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


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
