"""Pages of events, documents and entities of a served store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dotterel.errors import InputError, unknown_value
from dotterel.model import Document, Event, EventMention, Party, Site
from dotterel.store.charts import Ask
from dotterel.store.flat import DOCUMENTS, ENTITIES, FLAT, MENTIONS, TWINS, holds, unpacked
from dotterel.store.flat_query import Asked, flat_from
from dotterel.store.paging import Key, Page, keyset
from dotterel.store.schema import from_row

SORTS = {
    "-date": Key("sort_day", date, descending=True),
    "date": Key("sort_day", date),
    "-reports": Key("reports", int, descending=True),
    "confidence": Key("confidence", float),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One event as a page shows it.

    `lead` is the leading mention, `title`, `publisher` and `published` are those of its report, `sentence` its
    sentence's text; `after` is what a person put in place of the machine's values, where the view is the corrected one.
    """

    event: Event
    lead: EventMention | None
    review: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    sentence: str = ""
    after: dict[str, Any] | None = None


def events_page(
    ask: Ask, asked: Asked, *, sort: str = "-date", cursor: str | None = None, limit: int = 50, count: bool = True
) -> Page:
    """Return a page of events.

    Args:
        ask: runs a query.
        asked: which events.
        sort: one of `SORTS`.
        cursor: `next` of the page before.
        limit: rows on a page, 1 to 500.
        count: count all rows as well.

    Raises:
        InputError: an unknown order, a bad cursor or limit.
    """
    if sort not in SORTS:
        raise InputError(unknown_value("sort", sort, SORTS))
    source, values = flat_from(asked)
    order = SORTS[sort]
    page = keyset(
        ask, f"SELECT n, id, {order.column} {source}", values, (order, Key("id", str)), cursor=cursor, limit=limit,
        count=count,
    )  # fmt: skip
    return Page(shown_events(ask, [row["n"] for row in page.rows]), page.next, page.total)


def shown_events(ask: Ask, numbers: Sequence[int]) -> list[Shown]:
    """Return events by their numbers in the flat table, in the order given, without those that are gone meanwhile."""
    if not numbers:
        return []
    rows = {
        row["n"]: row
        for row in ask(
            f"""
            SELECT n, id, review, "after", mention
            FROM {FLAT} flat LEFT JOIN {TWINS} twin ON twin."new" = n
            JOIN (SELECT n, list(mention ORDER BY place) AS mention FROM {MENTIONS} WHERE n IN (SELECT unnest($1))
                GROUP BY n) told USING (n)
            WHERE n IN (SELECT unnest($1))
            """,
            [list(numbers)],
        )
    }
    merged = {
        row["id"]: row
        for row in ask(_ALL.format("* EXCLUDE (mention)", "merged_events"), [[row["id"] for row in rows.values()]])
    }
    leads = {
        row["id"]: from_row(EventMention, row)
        for row in ask(_ALL.format("*", "events"), [[row["mention"][0] for row in rows.values()]])
    }
    reports = _reports(ask, list(leads.values()))
    shown = []
    for row in (rows[number] for number in numbers if number in rows):
        lead = leads.get(row["mention"][0])
        meta = reports.get(row["mention"][0], {})
        if row["id"] in merged:
            event = from_row(Event, merged[row["id"]] | {"mention": row["mention"]})
        elif lead is not None:
            event = alone(lead, meta.get("published"))
        else:
            continue
        shown.append(
            Shown(
                event, lead, row["review"], meta.get("title"), meta.get("publisher"), meta.get("published"),
                meta.get("sentence") or "", json.loads(row["after"]) if row["after"] else None,
            )
        )  # fmt: skip
    return shown


def _reports(ask: Ask, leads: Sequence[EventMention]) -> dict[str, dict[str, Any]]:
    """Return, by mention, title, publisher and day of its report, and its sentence's text."""
    rows = ask(
        "SELECT mention, title, publisher, published, text[first + 1 : last] AS sentence "
        "FROM (SELECT unnest(?) AS mention, unnest(?) AS document, unnest(?) AS first, unnest(?) AS last) "
        "JOIN documents ON id = document",
        [
            [lead.id for lead in leads],
            [lead.document for lead in leads],
            [lead.sentence_span.start_char for lead in leads],
            [lead.sentence_span.end_char for lead in leads],
        ],
    )
    return {row["mention"]: row for row in rows}


_ALL = "SELECT {} FROM {} WHERE id IN (SELECT unnest(?))"


def alone(mention: EventMention, published: date | None) -> Event:
    """Return an event mention that was not consolidated yet as an event of its own."""
    parties = [
        tuple(Party(one.text, one.name, one.entity, one.code, one.sector, one.office) for one in role)
        for role in (mention.actor, mention.recipient)
    ]
    place = mention.place
    site = (
        Site(place.name or place.text, place.country, place.latitude, place.longitude, place.geonameid, place.precision)
        if place
        else None
    )
    return Event(
        mention.id, mention.event_type, mention.mode, mention.context, mention.auxiliary, mention.quad_code,
        mention.event_scale, parties[0], parties[1], site, mention.date, mention.end_date, mention.date_basis,
        (mention.id,), mention.document, 1, 1, 1, published, published, (), mention.confidence,
    )  # fmt: skip


def event_number(ask: Ask, prefix: str, view: str) -> int | None:
    """Return the number of an event in the flat table by its id or that of a mention; None if there is none."""
    keep = "(0, 2)" if view == "corrected" else "(0, 1)"
    rows = ask(
        f"""
        SELECT n, "view" FROM {FLAT} flat WHERE id = ? OR n IN (SELECT n FROM {MENTIONS} WHERE mention = ?)
        ORDER BY "view" IN {keep} DESC, n
        """,
        [prefix, prefix],
    )
    return rows[0]["n"] if rows else None


def neighbours(ask: Ask, number: int, *, limit: int = 10) -> list[Shown]:
    """Return the events between the same two parties that are nearest in time."""
    sides = ("actor_code", "recipient_code")
    columns = ", ".join(f"{unpacked(side)} AS {side}" for side in sides)
    found = ask(f"SELECT sort_day, id, {columns} FROM {FLAT} WHERE n = ?", [number])
    if not found or not all(found[0][side] for side in sides):
        return []
    [me] = found
    same = " AND ".join(f"({' OR '.join([holds(side)] * len(me[side]))})" for side in sides)
    rows = ask(
        f"""
        SELECT n FROM {FLAT} WHERE id <> ? AND "view" IN (0, 2) AND {same}
        ORDER BY abs(date_diff('day', sort_day, CAST(? AS DATE))), id LIMIT ?
        """,
        [me["id"], *(code for side in sides for code in me[side]), me["sort_day"], limit],
    )
    return shown_events(ask, [row["n"] for row in rows])


def entities_page(
    ask: Ask, *, q: str | None = None, code: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page:
    """Return the known actors and recipients, those with most events first.

    Args:
        ask: runs a query.
        q: part of a name.
        code: a country or other code.
        cursor: `next` of the page before.
        limit: rows on a page.
    """
    conditions, values = ["entity IS NOT NULL"], list[object]()
    if q:
        conditions.append("contains(lower(name), ?)")
        values.append(q.lower())
    if code:
        conditions.append("code = ?")
        values.append(code.upper())
    query = f"SELECT entity, name, code, events FROM {ENTITIES} WHERE {' AND '.join(conditions)}"
    keys = (Key("events", int, descending=True), Key("entity", str))
    return keyset(ask, query, values, keys, cursor=cursor, limit=limit)


def documents_page(
    ask: Ask,
    *,
    publisher: str | None = None,
    since: date | None = None,
    until: date | None = None,
    language: str | None = None,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page:
    """Return documents without their texts, the latest first.

    Args:
        ask: runs a query.
        publisher: who printed it.
        since: published on or after this day.
        until: published on or before this day.
        language: a code such as `en`.
        q: part of the title or the id.
        cursor: `next` of the page before.
        limit: rows on a page.
    """
    conditions, values = ["true"], list[object]()
    for condition, value in (
        ("publisher = ?", publisher), ("published >= ?", since), ("published <= ?", until), ("language = ?", language),
    ):  # fmt: skip
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if q:
        conditions.append("(contains(lower(coalesce(title, '')), ?) OR contains(lower(id), ?))")
        values += [q.lower()] * 2
    query = f"SELECT * FROM {DOCUMENTS} WHERE {' AND '.join(conditions)}"
    keys = (Key("day", date, descending=True), Key("id", str))
    page = keyset(ask, query, values, keys, cursor=cursor, limit=limit)
    more = {
        row["id"]: row for row in ask(_ALL.format("id, url, origin", "documents"), [[row["id"] for row in page.rows]])
    }
    names = "id title published publisher url language origin characters events statements".split()
    full = [row | more.get(row["id"], {"url": None, "origin": None}) for row in page.rows]
    return Page([{name: row[name] for name in names} for row in full], page.next, page.total)


def read_document(ask: Ask, identity: str) -> Document | None:
    """Return a document with its text, None if there is none."""
    rows = ask("SELECT * FROM documents WHERE id = ?", [identity])
    return from_row(Document, rows[0]) if rows else None
