"""A filter comes in, SQL and its parameters go out: every question that can be asked of a store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dotterel.errors import InputError, unknown_value
from dotterel.ontology import load_ontology
from dotterel.store.search import match_query, words_of

CODE = re.compile(r"[A-Z]{3}")
Condition = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are asked for; all given conditions must hold.

    Args:
        actor: a code (`KEN`, `IGO`), an entity id (`country:KEN`) or part of a name; of any actor.
        recipient: the same, of any recipient.
        party: the same, on either side.
        type: event types, with or without a mode, separated by commas: `CONSULT`, `CONSULT/visit,AID`.
        quad: quad codes, 1 to 4.
        context: a PLOVER context, such as `election`.
        auxiliary: `historical`, `future`, `hypothetical` or `negation`.
        since: events on or after this day; an event known by month or year counts if it may be.
        until: events on or before this day.
        country: alpha-3 code of the country the event took place in.
        document: a document's id.
        publisher: who printed a report of it.
        confidence: the least confidence, 0 to 1.
        q: words that all stand in a sentence that tells of it.
        id: the start of an event's id.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    type: str | None = None
    quad: tuple[int, ...] = ()
    context: str | None = None
    auxiliary: str | None = None
    since: date | None = None
    until: date | None = None
    country: str | None = None
    document: str | None = None
    publisher: str | None = None
    confidence: float | None = None
    q: str | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        """Raise InputError for a value that cannot be."""
        if self.since and self.until and self.since > self.until:
            raise InputError(f"since {self.since} is after until {self.until}; no day lies between them. Swap the two")
        if self.country and not CODE.fullmatch(self.country.upper()):
            raise InputError(f"country {self.country!r} is not a code of three letters, such as KEN or ETH")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise InputError(f"confidence {self.confidence} is not between 0 and 1")
        ontology = load_ontology()
        for one in self.quad:
            if one not in (1, 2, 3, 4):
                raise InputError(unknown_value("quad", one, (1, 2, 3, 4)))
        for name, value, known in (
            ("context", self.context, ontology.contexts),
            ("auxiliary", self.auxiliary, ontology.auxiliaries),
        ):
            if value and value not in known:
                raise InputError(unknown_value(name, value, known))
        if self.q and not words_of(self.q):
            raise InputError(f"{self.q!r} has no word to search for; common words such as 'the' are not indexed")
        self.types()

    def types(self) -> list[tuple[str, str]]:
        """Return the event types asked for, each with its mode or an empty string."""
        return [_type_and_mode(part.strip()) for part in (self.type or "").split(",") if part.strip()]


def events_query(wanted: EventFilter) -> tuple[str, list[object]]:
    """Return the query for events, in order of date, document and place in the text, and its parameters.

    Raises:
        InputError: a type, mode or country code that cannot be.
    """
    where, values = event_conditions(wanted)
    return f'SELECT * FROM events {where}ORDER BY "date" NULLS LAST, document, "trigger".start_char, id', values


def event_conditions(wanted: EventFilter, *, merged: bool = False) -> tuple[str, list[object]]:
    """Return the WHERE clause of a filter for event mentions, or for merged events, and its parameters."""
    where, values = all_of([*_sides(wanted), *kinds(wanted), *_plain(wanted), *_told(wanted, merged)])
    return f"{where} " if where else "", values


def all_of(found: Sequence[Condition]) -> tuple[str, list[object]]:
    """Return the WHERE clause that asks for all the conditions, empty if there are none, and its parameters."""
    where = f"WHERE {' AND '.join(condition for condition, _ in found)}" if found else ""
    return where, [one for _, given in found for one in given]


def kinds(wanted: EventFilter) -> Iterator[Condition]:
    """Yield the conditions on event type, mode and quad code, for any table that has these columns."""
    types = wanted.types()
    if types:
        tests = ["event_type = ? AND list_contains(mode, ?)" if mode else "event_type = ?" for _, mode in types]
        yield f"({' OR '.join(tests)})", tuple(part for kind in types for part in kind if part)
    if wanted.quad:
        yield f"quad_code IN ({', '.join(str(int(one)) for one in wanted.quad)})", ()


def _sides(wanted: EventFilter) -> Iterator[Condition]:
    for column, value in (("actor", wanted.actor), ("recipient", wanted.recipient)):
        if value:
            condition, given = party(column, value)
            yield condition, tuple(given)
    if wanted.party:
        (one, first), (other, second) = party("actor", wanted.party), party("recipient", wanted.party)
        yield f"({one} OR {other})", (*first, *second)


def _plain(wanted: EventFilter) -> Iterator[Condition]:
    since = wanted.since.isoformat() if wanted.since else None
    until = wanted.until.isoformat() if wanted.until else None
    last = 'coalesce(end_date, "date")'
    for condition, value in (
        ("list_contains(context, ?)", wanted.context), ("list_contains(auxiliary, ?)", wanted.auxiliary),
        (f"{last} >= left(?, length({last}))", since), ('"date" <= left(?, length("date"))', until),
        ("place.country = ?", wanted.country.upper() if wanted.country else None),
        ("confidence >= ?", wanted.confidence), ("starts_with(id, ?)", wanted.id),
    ):  # fmt: skip
        if value is not None:
            yield condition, (value,)


def _told(wanted: EventFilter, merged: bool) -> Iterator[Condition]:
    if wanted.document and not merged:
        yield "document = ?", (wanted.document,)
    elif wanted.document:
        yield _mentioned("SELECT id FROM events WHERE document = ?", merged), (wanted.document,)
    if wanted.publisher:
        printed = "SELECT e.id FROM events e JOIN documents d ON d.id = e.document WHERE d.publisher = ?"
        yield _mentioned(printed, merged), (wanted.publisher,)
    if wanted.q:
        at = "h.document = e.document AND h.item = CAST(e.sentence AS VARCHAR)"
        hits = match_query(wanted.q, "sentence")
        yield _mentioned(f"SELECT e.id FROM events e JOIN ({hits}) h ON {at}", merged), ()


def _mentioned(mentions: str, merged: bool) -> str:
    """Return the condition that an event is one of some mentions, or holds one of them."""
    return (
        f"list_has_any(mention, coalesce((SELECT list(id) FROM ({mentions})), []))" if merged else f"id IN ({mentions})"
    )


def party(column: str, value: str) -> tuple[str, list[object]]:
    """Return the condition that a column of parties holds one with a code, an entity id or part of a name."""
    if CODE.fullmatch(value):
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
