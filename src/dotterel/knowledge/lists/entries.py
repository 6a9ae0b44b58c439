"""A user's own list: one entry for each name, as JSON Lines on disk; every complaint names file, line and field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dotterel.errors import DataError
from dotterel.knowledge.load import CIRCLES, SECTORS

KINDS = ("person", "body", "noun")
_FIELDS = ("name", "aliases", "kind", "code", "sector", "office", "start", "end", "source")


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be read: where, what, and what was expected."""

    file: str
    line: int
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, field {self.field}: {self.value!r}; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a user's list. `kind` is person, body (organisation, group, place) or noun ("policeman").

    `code` is ISO alpha-3, IGO, NGO, MNC or None; `start` and `end` are the first and last day it holds; `source` is
    file and line.
    """

    name: str
    kind: str
    source: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None
    start: date | None = None
    end: date | None = None

    def as_json(self) -> str:
        """Return the entry as one line of a list file, fields that say nothing left out."""
        row = {name: value for name, value in asdict(self).items() if value not in (None, ())}
        for field in ("start", "end"):
            if field in row:
                row[field] = row[field].isoformat()
        return json.dumps({name: row[name] for name in _FIELDS if name in row}, ensure_ascii=False)


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Read a list that `dotterel entities import` wrote, or one written by hand in the same form.

    Raises:
        DataError: the file cannot be read or a row is malformed; the text names line, field and what was expected.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the list of entities {str(path)!r} cannot be read: {error}") from None
    return tuple(_entry(line, path.name, number) for number, line in enumerate(lines, 1) if line.strip())


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write a list; the file is replaced as a whole."""
    fresh = path.with_name(path.name + ".tmp")
    fresh.write_text("".join(entry.as_json() + "\n" for entry in entries), encoding="utf-8")
    fresh.replace(path)


def _entry(line: str, file: str, number: int) -> Entry:
    try:
        row = json.loads(line)
    except ValueError:
        raise DataError(f"{file}, line {number}: not JSON; expected one object a line") from None
    if not isinstance(row, dict):
        raise DataError(f"{file}, line {number}: {type(row).__name__}; expected an object")
    for fault in _faults(row, file, number):
        raise DataError(str(fault))
    return Entry(
        row["name"],
        row.get("kind", "body"),
        row.get("source", f"{file}:{number}"),
        tuple(row.get("aliases", ())),
        row.get("code"),
        tuple(row.get("sector", ())),
        row.get("office"),
        date.fromisoformat(row["start"]) if row.get("start") else None,
        date.fromisoformat(row["end"]) if row.get("end") else None,
    )


def _faults(row: dict[str, Any], file: str, number: int) -> Iterator[Fault]:
    def fault(field: str, expected: str) -> Fault:
        return Fault(file, number, field, str(row.get(field, "")), expected)

    unknown = next((field for field in row if field not in _FIELDS), None)
    if unknown is not None:
        yield fault(unknown, f"one of {', '.join(_FIELDS)}")
    if not isinstance(row.get("name"), str) or not row["name"].strip():
        yield fault("name", "some text")
    if row.get("kind", "body") not in KINDS:
        yield fault("kind", f"one of {', '.join(KINDS)}")
    if not isinstance(row.get("aliases", []), list):
        yield fault("aliases", "a list of names")
    sector = row.get("sector", [])
    if not isinstance(sector, list) or not set(sector) <= SECTORS:
        yield fault("sector", "a list of PLOVER sectors such as GOV or MIL")
    code = row.get("code")
    if code is not None and not (isinstance(code, str) and (code in CIRCLES or (len(code) == 3 and code.isupper()))):
        yield fault("code", "an ISO alpha-3 country, IGO, NGO, MNC or nothing")
    for field in ("start", "end"):
        try:
            date.fromisoformat(row.get(field) or "2000-01-01")
        except (ValueError, TypeError):
            yield fault(field, "YYYY-MM-DD")
