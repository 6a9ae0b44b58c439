"""A filter comes in, SQL and its parameters go out: every question that can be asked of a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dotterel.errors import InputError, unknown_value
from dotterel.ontology import load_ontology

_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are asked for; all given conditions must hold.

    Args:
        actor: a code (`KEN`, `IGO`), an entity id (`country:KEN`) or part of a name; of any actor.
        recipient: the same, of any recipient.
        type: an event type, with or without a mode: `CONSULT`, `CONSULT/visit`.
        since: events on or after this day; an event known by month or year counts if it may be.
        until: events on or before this day.
        country: alpha-3 code of the country the event took place in.
        document: a document's id.
        id: the start of an event's id.
    """

    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None
    country: str | None = None
    document: str | None = None
    id: str | None = None


def events_query(wanted: EventFilter) -> tuple[str, list[object]]:
    """Return the query for events, in order of date, document and place in the text, and its parameters.

    Raises:
        InputError: a type, mode or country code that cannot be.
    """
    where, values = event_conditions(wanted)
    return f'SELECT * FROM events {where}ORDER BY "date" NULLS LAST, document, "trigger".start_char, id', values


def event_conditions(wanted: EventFilter) -> tuple[str, list[object]]:
    """Return the WHERE clause of a filter, which fits event mentions and merged events alike, and its parameters.

    Raises:
        InputError: a type, mode or country code that cannot be.
    """
    conditions: list[str] = []
    values: list[object] = []
    for column, value in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if value:
            condition, parameters = party(column, value)
            conditions.append(condition)
            values += parameters
    if wanted.type:
        event_type, mode = _type_and_mode(wanted.type)
        conditions.append("event_type = ?")
        values.append(event_type)
        if mode:
            conditions.append("list_contains(mode, ?)")
            values.append(mode)
    if wanted.since:
        conditions.append('coalesce(end_date, "date") >= left(?, length(coalesce(end_date, "date")))')
        values.append(wanted.since.isoformat())
    if wanted.until:
        conditions.append('"date" <= left(?, length("date"))')
        values.append(wanted.until.isoformat())
    if wanted.country:
        if not _CODE.fullmatch(wanted.country.upper()):
            raise InputError(f"country {wanted.country!r} is not a code of three letters, such as KEN or ETH")
        conditions.append("place.country = ?")
        values.append(wanted.country.upper())
    if wanted.document:
        conditions.append("document = ?")
        values.append(wanted.document)
    if wanted.id:
        conditions.append("starts_with(id, ?)")
        values.append(wanted.id)
    return f"WHERE {' AND '.join(conditions)} " if conditions else "", values


def party(column: str, value: str) -> tuple[str, list[object]]:
    """Return the condition that a column of parties holds one with a code, an entity id or part of a name."""
    if _CODE.fullmatch(value):
        test, values = "party.code = ?", [value]
    elif ":" in value:
        test, values = "party.entity = ?", [value]
    else:
        test, values = "contains(lower(party.name), ?) OR contains(lower(party.text), ?)", [value.lower()] * 2
    return f"list_bool_or(list_transform({column}, lambda party: coalesce({test}, false)))", list(values)


def _type_and_mode(value: str) -> tuple[str, str]:
    ontology = load_ontology()
    name, _, mode = value.partition("/")
    name = name.upper()
    if name not in ontology.event_types:
        raise InputError(unknown_value("event type", name, ontology.event_types))
    known = ontology.event_types[name].modes
    if mode and mode not in known:
        raise InputError(unknown_value(f"mode of {name}", mode, known))
    return name, mode
