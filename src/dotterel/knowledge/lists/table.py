"""Comma- or tab-separated lists, plain or in the manner of WhoGov -> entries of a user's list."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dotterel.knowledge.lists.entries import Entry, Fault
from dotterel.knowledge.load import CIRCLES, SECTORS

# Our field -> headers that mean it, in lower case.
HEADERS: dict[str, tuple[str, ...]] = {
    "name": ("name", "person", "leader", "full_name", "fullname", "actor", "entity", "organisation", "organization"),
    "aliases": ("aliases", "alias", "other_names", "also", "variants"),
    "kind": ("kind", "type"),
    "code": ("code", "country", "country_isocode", "country_name", "iso3", "iso", "iso3c"),
    "sector": ("sector", "sectors"),
    "office": ("office", "position", "title", "post", "portfolio"),
    "start": ("start", "start_date", "startdate", "from", "begin", "since", "first_day"),
    "end": ("end", "end_date", "enddate", "to", "until", "last_day"),
    "year": ("year",),
}
_KINDS = {
    "person": "person", "body": "body", "organisation": "body", "organization": "body", "group": "body",
    "party": "body", "company": "body", "noun": "noun", "role": "noun", "agent": "noun",
}  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_OPEN_ENDS = frozenset({"", "present", "incumbent", "now", "na", "null", "-"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands, for its source and its faults."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fault(self, field: str, expected: str) -> Fault:
        return Fault(self.file, self.line, field, self.cells.get(field, ""), expected)


def day_of(text: str, *, last: bool = False) -> date | None:
    """Return a day; a year or month gives its first day, or its last if `last`; None for what is no date.

    >>> day_of("2017-02", last=True)
    datetime.date(2017, 2, 28)
    """
    match = _DAY.fullmatch(text.strip()[:10])
    if match is None:
        return None
    year = int(match[1])
    try:
        month = int(match[2]) if match[2] else (12 if last else 1)
        day = int(match[3]) if match[3] else (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def read_csv(text: str, file: str, country: Callable[[str], str | None]) -> Iterator[Entry | Fault]:
    """Yield the entries of a table with a header, and a fault for every row that cannot be read.

    Args:
        text: the file.
        file: its name, for sources and faults.
        country: country name or code -> ISO alpha-3.
    """
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    header = [cell.strip().lower() for cell in next(rows, [])]
    at: dict[str, int] = {}
    for field, names in HEADERS.items():
        place = next((header.index(name) for name in names if name in header), None)
        if place is not None:
            at[field] = place
    if "name" not in at:
        yield Fault(file, 1, "header", ",".join(header)[:60], f"a column {' or '.join(HEADERS['name'][:4])}")
        return
    yearly: list[Entry] = []
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        got = {field: cells[place].strip() if place < len(cells) else "" for field, place in at.items()}
        read = _row(_Place(file, rows.line_num, got), country)
        if isinstance(read, Entry) and "year" in at and "start" not in at:
            yearly.append(read)
        else:
            yield read
    yield from _joined(yearly)


def _row(place: _Place, country: Callable[[str], str | None]) -> Entry | Fault:
    got = place.cells
    if not got["name"]:
        return place.fault("name", "some text")
    written = got.get("code", "")
    code = written if written in CIRCLES else country(written) if written else None
    if written and code is None:
        return place.fault("code", "a country's name or ISO alpha-3 code, IGO, NGO or MNC")
    sector = tuple(one.strip().upper() for one in re.split(r"[|;/ ]", got.get("sector", "")) if one.strip())
    if not set(sector) <= SECTORS:
        return place.fault("sector", "PLOVER sectors such as GOV or MIL, separated by |")
    kind = _KINDS.get(got.get("kind", "").lower() or ("person" if got.get("office") else "body"))
    if kind is None:
        return place.fault("kind", f"one of {', '.join(_KINDS)}")
    days: list[date | None] = []
    for field in ("start", "end"):
        text = got.get(field, "") or got.get("year", "")
        day = day_of(text, last=field == "end") if text.lower() not in _OPEN_ENDS else None
        if day is None and text.lower() not in _OPEN_ENDS:
            return place.fault(field if got.get(field) else "year", "YYYY, YYYY-MM, YYYY-MM-DD or nothing")
        days.append(day)
    if days[0] and days[1] and days[1] < days[0]:
        return place.fault("end", "a day after the start")
    aliases = tuple(one.strip() for one in got.get("aliases", "").split("|") if one.strip())
    source = f"{place.file}:{place.line}"
    return Entry(got["name"], kind, source, aliases, code, sector, got.get("office") or None, days[0], days[1])


def _joined(entries: list[Entry]) -> Iterator[Entry]:
    """Join rows of one person and office in years that follow each other, as WhoGov's yearly rows do."""
    runs: dict[tuple[str, str | None, str | None], list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.start or date.min):
        found = runs.setdefault((entry.name, entry.code, entry.office), [])
        last = found[-1] if found else None
        if last is not None and last.end and entry.start and (entry.start - last.end).days <= 1:
            found[-1] = replace(last, end=entry.end)
        else:
            found.append(entry)
    for found in runs.values():
        yield from found
