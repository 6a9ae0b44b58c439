"""Files of users in, one list of entries out, with the rows that cannot be read and those that contradict our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dotterel.errors import InputError
from dotterel.knowledge.lists.entries import Entry, Fault, read_entries
from dotterel.knowledge.lists.follow import looks_like_follow, read_follow
from dotterel.knowledge.lists.petrarch import looks_like_petrarch, read_petrarch
from dotterel.knowledge.lists.table import read_csv
from dotterel.knowledge.records import Body, Country, Person

if TYPE_CHECKING:
    from dotterel.knowledge.base import Knowledge


@dataclass(frozen=True, slots=True)
class Conflict:
    """A name of which a list says something else than our tables; the list wins."""

    name: str
    source: str
    theirs: str
    ours: str

    def __str__(self) -> str:
        return f"{self.source}: {self.name!r} is {self.theirs} in the list, {self.ours} in our tables; the list wins"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What reading gave: `entries` in order, `known` of them say what our tables say; `forms` per file."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    conflicts: tuple[Conflict, ...]
    known: int
    forms: Mapping[str, str]


def gather(paths: Iterable[Path], knowledge: Knowledge) -> Gathered:
    """Read lists in any known form.

    Args:
        paths: PETRARCH dictionaries, FollowTheMoney JSON lines, CSV with a header, or lists we wrote.
        knowledge: our tables, for country names and to see where a list contradicts them.

    Raises:
        InputError: a file cannot be read or is of no known form.
        DataError: a list in our own form is malformed.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    forms: dict[str, str] = {}
    for path in paths:
        form, read = _reader(path, knowledge)
        forms[path.name] = form
        for one in read:
            if isinstance(one, Entry):
                entries.append(one)
            else:
                faults.append(one)
    entries = list(dict.fromkeys(entries))
    agreeing = [agrees(entry, knowledge) for entry in entries]
    conflicts = [c for entry in entries for c in contradictions(entry, knowledge)]
    return Gathered(tuple(entries), tuple(faults), tuple(conflicts), sum(agreeing), forms)


def _reader(path: Path, knowledge: Knowledge) -> tuple[str, Iterator[Entry | Fault]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="latin-1")  # many PETRARCH dictionaries are
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be read: {error.strerror}") from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    row: object = None
    if first.lstrip().startswith("{"):
        try:
            row = json.loads(first)
        except ValueError:
            row = {}
        if isinstance(row, dict) and "name" in row and "schema" not in row:
            return "list", iter(read_entries(path))
        return "FollowTheMoney", read_follow(text, path.name, _alpha2(knowledge))
    if looks_like_petrarch(text) and path.suffix.lower() not in (".csv", ".tsv"):
        return "PETRARCH", read_petrarch(text, path.name, frozenset(knowledge.countries))
    if any(mark in first for mark in ",;\t") or path.suffix.lower() in (".csv", ".tsv"):
        return "CSV", read_csv(text, path.name, _country(knowledge))
    raise InputError(
        f"{str(path)!r} is no list we know; expected a PETRARCH dictionary, FollowTheMoney JSON lines or CSV with a "
        "header"
    )


def _alpha2(knowledge: Knowledge) -> dict[str, str]:
    return {one.iso2.lower(): code for code, one in knowledge.countries.items() if one.iso2}


def _country(knowledge: Knowledge) -> Callable[[str], str | None]:
    two = _alpha2(knowledge)

    def find(name: str) -> str | None:
        if len(name) == 2 and name.lower() in two:
            return two[name.lower()]
        found = knowledge.country(name.upper() if len(name) == 3 else name)
        return found.code if found is not None else None

    return find


def agrees(entry: Entry, knowledge: Knowledge) -> bool:
    """Say whether our tables say the same of a name already, so that the entry adds nothing."""
    if entry.kind == "noun":
        role = knowledge.role(entry.name)
        return role is not None and role.sector == entry.sector
    if entry.start or entry.end or entry.office:
        return False
    said = [ours for ours in _ours(entry.name, entry, knowledge) if ours[0] == entry.code]
    return any(sector == entry.sector for _, sector, _ in said) and all(
        knowledge.named(alias) for alias in entry.aliases
    )


def contradictions(entry: Entry, knowledge: Knowledge) -> Iterator[Conflict]:
    """Yield where our tables say another country or another sector of a name on the same days."""
    theirs = _told(entry.code, entry.sector)
    if entry.kind == "noun":
        role = knowledge.role(entry.name)
        if role is not None and role.sector and entry.sector and not set(role.sector) & set(entry.sector):
            yield Conflict(entry.name, entry.source, theirs, _told(None, role.sector))
        return
    for name in (entry.name, *entry.aliases):
        for code, sector, label in _ours(name, entry, knowledge):
            other = code is not None and entry.code is not None and code != entry.code
            if other or (sector and entry.sector and not set(sector) & set(entry.sector)):
                yield Conflict(name, entry.source, theirs, f"{_told(code, sector)} ({label})")
                break


def _ours(name: str, entry: Entry, knowledge: Knowledge) -> Iterator[tuple[str | None, tuple[str, ...], str]]:
    for one in knowledge.named(name):
        record = one.record
        if isinstance(record, Country):
            yield record.code, (), record.name
        elif isinstance(record, Body) and _meet(record.start, record.end, entry):
            yield record.code, record.sector, record.name
        elif isinstance(record, Person) and one.form == "name":
            for term in record.terms:
                if _meet(term.start, term.end, entry):
                    yield term.code, term.sector, f"{term.office} of {term.code}"


def _meet(start: date | None, end: date | None, entry: Entry) -> bool:
    return not ((start and entry.end and start > entry.end) or (end and entry.start and end < entry.start))


def _told(code: str | None, sector: tuple[str, ...]) -> str:
    return " ".join([code or "without country", *sector])


__all__ = ["Conflict", "Gathered", "agrees", "contradictions", "gather", "looks_like_follow"]
