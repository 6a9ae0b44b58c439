"""Puts a user's entries into the tables, over what we say of the same names on the same days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dotterel.knowledge.lists.entries import Entry
from dotterel.knowledge.lists.gather import agrees
from dotterel.knowledge.names import fold
from dotterel.knowledge.records import Body, Named, Office, Person, Role, Term

if TYPE_CHECKING:
    from dotterel.knowledge.base import Knowledge

OWN_WEIGHT = 2.0
"""Weight of a name from a user's list; ours have at most 1."""
LISTED = "listed person"
"""Office of a person of whom a list says no office."""


def apply(entries: Iterable[Entry], knowledge: Knowledge) -> None:
    """Add entries to tables; those that say what the tables say already are left out.

    Args:
        entries: the list, as `read_entries` gives it.
        knowledge: the tables, changed in place.
    """
    people: dict[str, list[Entry]] = {}
    for entry in entries:
        if agrees(entry, knowledge):
            continue
        if entry.kind == "noun":
            knowledge.add_role(Role(fold(entry.name).lower(), entry.sector, "person"))
        elif entry.kind == "person":
            people.setdefault(fold(entry.name).lower(), []).append(entry)
        else:
            _body(entry, knowledge)
    for key, held in people.items():
        _person(key, held, knowledge)


def _body(entry: Entry, knowledge: Knowledge) -> None:
    entity = f"own:{fold(entry.name).lower()}"
    body = Body(entity, entry.name, entry.code, entry.sector, "own", entry.start, entry.end)
    knowledge.bodies[entity] = (*knowledge.bodies.get(entity, ()), body)
    for name in (entry.name, *entry.aliases):
        knowledge.add_name(name, Named("group", "name", body, OWN_WEIGHT, entry.source))


def _person(key: str, held: list[Entry], knowledge: Knowledge) -> None:
    entity = f"person:{key}"
    known = knowledge.find_person(entity)
    terms = [_term(entry, knowledge) for entry in held]
    kept = [term for term in known.terms if not any(_meet(term, one) for one in terms)] if known is not None else []
    terms = sorted([*terms, *kept], key=lambda one: (f"{one.start or ''}", f"{one.end or '9999'}"))
    name = held[0].name
    gender, surname = (known.gender, known.surname) if known is not None else ("", name.split()[-1])
    person = Person(entity, name, surname, gender, tuple(terms))
    names = dict.fromkeys((name, *(alias for entry in held for alias in entry.aliases)))
    knowledge.put_person(tuple(names), person, OWN_WEIGHT, held[0].source)


def _term(entry: Entry, knowledge: Knowledge) -> Term:
    """Return one stay in an office; an office we do not know becomes one of its own."""
    written = entry.office or LISTED
    office = knowledge.title(written) or knowledge.offices.get(written)
    if office is None:
        office = Office(written, written, (), 1)
        knowledge.offices[written] = office
    sector = entry.sector or office.sector
    return Term(entry.code or "", None, office.name, sector, entry.start, entry.end)


def _meet(one: Term, other: Term) -> bool:
    before = one.end is not None and other.start is not None and one.end < other.start
    after = one.start is not None and other.end is not None and one.start > other.end
    return not before and not after
