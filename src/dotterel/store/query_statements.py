"""A filter for statements comes in, SQL and its parameters go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dotterel.errors import InputError, unknown_value
from dotterel.model import QUOTATIONS, TONES
from dotterel.store.query import party
from dotterel.store.search import search_query


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements are asked for; all given conditions must hold.

    Args:
        speaker: a code (`KEN`, `IGO`), an entity id (`country:KEN`) or part of a name; of any speaker.
        about: the same, of anything named in what is said, or of a party to an event told in it.
        text: words that all stand in what is said; the best match comes first.
        addressee: as `speaker`, of whom it was said to.
        via: as `speaker`, of the outlet, paper or spokesman it came through.
        tone: say, hope, praise, warn, pledge, deny, demand or accuse.
        quotation: direct, indirect or mixed.
        document: a document's id.
        publisher: who printed it.
        since: published on or after this day.
        until: published on or before this day.
    """

    speaker: str | None = None
    about: str | None = None
    text: str | None = None
    addressee: str | None = None
    via: str | None = None
    tone: str | None = None
    quotation: str | None = None
    document: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None


def statements_query(wanted: StatementFilter) -> tuple[str, list[object]]:
    """Return the query for statements and its parameters; without a text they come by document and place.

    Raises:
        InputError: a tone or kind of quotation that cannot be, or a text without a word.
    """
    where, values = statement_conditions(wanted)
    place = "statements.document, coalesce(cue.start_char, content[1].start_char), id"
    if wanted.text:
        hits, terms = search_query(wanted.text, "statement")
        source = f"statements JOIN ({hits}) hits ON hits.item = statements.id"
        return f"SELECT statements.* FROM {source} {where}ORDER BY hits.score DESC, {place}", [*terms, *values]
    return f"SELECT * FROM statements {where}ORDER BY {place}", values


def statement_conditions(wanted: StatementFilter) -> tuple[str, list[object]]:
    """Return the WHERE clause of a filter, all but its text, and its parameters.

    Raises:
        InputError: a tone or kind of quotation that cannot be.
    """
    conditions: list[str] = []
    values: list[object] = []
    for column, value in (("speaker", wanted.speaker), ("addressee", wanted.addressee), ("via", wanted.via)):
        if value:
            condition, parameters = party(column, value)
            conditions.append(condition)
            values += parameters
    if wanted.about:
        condition, parameters = _about(wanted.about)
        conditions.append(condition)
        values += parameters
    for column, name, known in (("tone", wanted.tone, TONES), ("quotation", wanted.quotation, QUOTATIONS)):
        if name:
            if name not in known:
                raise InputError(unknown_value(column, name, known))
            conditions.append(f"{column} = ?")
            values.append(name)
    if wanted.document:
        conditions.append("statements.document = ?")
        values.append(wanted.document)
    for condition, given in (
        ("d.publisher = ?", wanted.publisher),
        ("d.published >= ?", wanted.since),
        ("d.published <= ?", wanted.until),
    ):
        if given:
            conditions.append(f"statements.document IN (SELECT d.id FROM documents d WHERE {condition})")
            values.append(given)
    return f"WHERE {' AND '.join(conditions)} " if conditions else "", values


def _about(value: str) -> tuple[str, list[object]]:
    named, parameters = party("about", value)
    told = [party(column, value)[0] for column in ("events.actor", "events.recipient")]
    inside = f"id IN (SELECT events.statement FROM events WHERE events.statement IS NOT NULL AND ({' OR '.join(told)}))"
    words = " OR list_bool_or(list_transform(content, lambda part: contains(lower(part.text), ?)))"
    loose = not (value.isupper() and len(value) == 3) and ":" not in value
    condition = f"({named} OR {inside}{words if loose else ''})"
    return condition, [*parameters * 3, *([value.lower()] if loose else [])]
