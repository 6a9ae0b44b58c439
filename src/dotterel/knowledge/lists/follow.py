"""FollowTheMoney and OpenSanctions entities, one JSON object a line -> entries of a user's list.

Persons take country, positions and the terms of `Occupancy` entities; organisations, companies and public bodies take
their jurisdiction. Other schemas (addresses, ownerships, sanctions) hold no names of actors and are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dotterel.knowledge.lists.entries import Entry, Fault

_BODIES = {
    "Organization": (), "PublicBody": ("GOV",), "Company": ("BUS",), "LegalEntity": (), "Airline": ("BUS",),
}  # fmt: skip
_TOPICS = {
    "role.pep": ("GOV",), "gov.national": ("GOV",), "gov.state": ("GOV",), "gov.igo": (), "mil": ("MIL",),
    "pol.party": ("PTY",), "crime": ("CRM",), "crime.terror": ("UAF",), "role.judge": ("JUD",), "role.spy": ("SPY",),
    "gov.security": ("COP",), "rel": ("REL",), "role.journo": ("JRN",), "role.oligarch": ("BUS",), "fin.bank": ("BUS",),
}  # fmt: skip


@dataclass
class _Store:
    """What a file holds, until positions can be tied to persons."""

    persons: dict[str, Entry] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    held: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    passed: int = 0


def looks_like_follow(first: Mapping[str, Any]) -> bool:
    """Say whether an object is an entity of this form."""
    return isinstance(first.get("schema"), str) and isinstance(first.get("properties"), dict)


def read_follow(text: str, file: str, iso2: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Yield the entries of a file, and a fault for every row that cannot be read.

    Args:
        text: the file.
        file: its name, for sources and faults.
        iso2: ISO alpha-2 in lower case -> alpha-3.
    """
    store = _Store()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            yield Fault(file, number, "row", line[:40], "one JSON object")
            continue
        if not isinstance(row, dict) or not looks_like_follow(row):
            yield Fault(file, number, "schema", str(row)[:40], "an entity with schema and properties")
            continue
        yield from _take(row, number, file, iso2, store)
    yield from _terms(store, file)


def _take(
    row: dict[str, Any], number: int, file: str, iso2: Mapping[str, str], store: _Store
) -> Iterator[Entry | Fault]:
    schema, told = row["schema"], row["properties"]
    if schema == "Position":
        store.posts[str(row.get("id"))] = _first(told, "name") or ""
    elif schema == "Occupancy":
        store.held.append((number, told))
    elif schema == "Person" or schema in _BODIES:
        name = _first(told, "name")
        if not name:
            yield Fault(file, number, "name", "", "a name among the properties")
            return
        entry = _named(row, name, f"{file}:{number}", iso2)
        if schema == "Person":
            store.persons[str(row.get("id"))] = entry
        else:
            yield entry
    else:
        store.passed += 1


def _named(row: dict[str, Any], name: str, source: str, iso2: Mapping[str, str]) -> Entry:
    told, schema = row["properties"], row["schema"]
    aliases = [str(one) for key in ("name", "alias") for one in told.get(key, ()) if str(one) != name]
    states = ("nationality", "citizenship") if schema == "Person" else ("jurisdiction", "mainCountry")
    keys = (*states, "country")
    codes = (iso2.get(str(one).lower()) for key in keys for one in told.get(key, ()))
    code = next((one for one in codes if one), None)
    topics = [sector for topic in told.get("topics", ()) for sector in _TOPICS.get(str(topic), ())]
    sector = tuple(dict.fromkeys(topics)) or _BODIES.get(schema, ())
    if "gov.igo" in told.get("topics", ()):
        code, sector = "IGO", ()
    kind = "person" if schema == "Person" else "body"
    office = _first(told, "position")
    return Entry(name, kind, source, tuple(dict.fromkeys(aliases)), code, sector, office)


def _terms(store: _Store, file: str) -> Iterator[Entry | Fault]:
    """Yield the persons, one entry for each post they hold or held."""
    held: dict[str, list[Entry]] = {}
    for number, told in store.held:
        person = store.persons.get(_first(told, "holder") or "")
        post = store.posts.get(_first(told, "post") or "")
        if person is None or not post:
            yield Fault(file, number, "holder", str(_first(told, "holder")), "a Person and a Position of this file")
            continue
        days = []
        for key in ("startDate", "endDate"):
            written = _first(told, key)
            day = _day(written, last=key == "endDate") if written else None
            if written and day is None:
                yield Fault(file, number, key, written, "YYYY, YYYY-MM or YYYY-MM-DD")
            days.append(day)
        entry = replace(person, office=post, sector=person.sector or ("GOV",), start=days[0], end=days[1])
        held.setdefault(_first(told, "holder") or "", []).append(entry)
    for ident, person in store.persons.items():
        yield from held.get(ident, (person,))


def _first(told: Mapping[str, Any], key: str) -> str | None:
    values = told.get(key) or ()
    return str(values[0]) if isinstance(values, list) and values else None


def _day(text: str, last: bool) -> date | None:
    from dotterel.knowledge.lists.table import day_of

    return day_of(text, last=last)
