"""Pages of events, statements, occasions, documents and entities: keyset paging over what a served store holds.

A cursor is the sort key and the id of the last row of a page, so that rows which arrive meanwhile neither repeat nor
get lost.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dotterel.errors import InputError, unknown_value
from dotterel.model import Document, Event, EventMention, Party, Site
from dotterel.store.charts import Ask
from dotterel.store.flat import ENTITIES, FLAT, MENTIONS, PARTIES
from dotterel.store.flat_query import Asked, flat_from
from dotterel.store.schema import from_row

_T = TypeVar("_T")
MOST = 500
# name of the order -> expression, direction, and how a cursor's value is read back
SORTS: dict[str, tuple[str, str]] = {
    "-date": ("sort_day", "DESC"),
    "date": ("sort_day", "ASC"),
    "-reports": ("flat.reports", "DESC"),
    "confidence": ("confidence", "ASC"),
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


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a listing, the cursor of the next page (None at the end), and how many rows there are in all."""

    rows: list[Any]
    next: str | None
    total: int | None = None


def every_row(page_at: Callable[[str | None], Page]) -> Iterator[Any]:
    """Yield the rows of a listing, page after page.

    Args:
        page_at: returns the page at a cursor; the first one at None.
    """
    cursor: str | None = None
    while True:
        page = page_at(cursor)
        yield from page.rows
        cursor = page.next
        if cursor is None:
            return


def encode_cursor(values: Sequence[object]) -> str:
    """Return a cursor: a sort key and an id, fit for a URL."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, count: int = 2) -> list[Any]:
    """Return what a cursor holds.

    Raises:
        InputError: it is none of ours.
    """
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        found = None
    if not isinstance(found, list) or len(found) != count or not all(isinstance(v, str | int | float) for v in found):
        raise InputError(f"cursor {cursor!r} is none that a listing gave; begin again without one")
    return found


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
    check_limit(limit)
    column, direction = SORTS[sort]
    source, values = flat_from(asked)
    after, given = "", list(values)
    if cursor is not None:
        key, identity = decode_cursor(cursor)
        cast = "CAST(? AS DATE)" if column == "sort_day" else "CAST(? AS DOUBLE)"
        sign = "<" if direction == "DESC" else ">"
        after = f" AND ({column} {sign} {cast} OR ({column} = {cast} AND flat.id > ?))"
        given += [key, key, identity]
    rows = ask(
        f"SELECT n, flat.id, {column} AS key {source}{after} ORDER BY {column} {direction}, flat.id LIMIT ?",
        [*given, limit + 1],
    )
    total = ask(f"SELECT count(*) AS total {source}", values)[0]["total"] if count else None
    shown = shown_events(ask, [row["n"] for row in rows[:limit]])
    following = encode_cursor([rows[limit - 1]["key"], rows[limit - 1]["id"]]) if len(rows) > limit else None
    return Page(shown, following, total)


def check_limit(limit: int) -> None:
    """Raise InputError for a number of rows that cannot be asked for."""
    if not 1 <= limit <= MOST:
        raise InputError(f"limit {limit} is not between 1 and {MOST}")


def shown_events(ask: Ask, numbers: Sequence[int]) -> list[Shown]:
    """Return events by their numbers in the flat table, in the order given."""
    if not numbers:
        return []
    rows = ask(
        f'SELECT n, id, review, "view", j.after FROM {FLAT} flat LEFT JOIN memory.main.flat_twin j ON j.new = flat.n '
        "WHERE n IN (SELECT unnest(?))",
        [list(numbers)],
    )
    by_number = {row["n"]: row for row in rows}
    ids = [row["id"] for row in rows]
    merged = {row["id"]: from_row(Event, row) for row in ask(_ALL.format("merged_events"), [ids])}
    leads = {one.id: one.mention[0] for one in merged.values()}
    mentions = {
        row["id"]: from_row(EventMention, row)
        for row in ask(_ALL.format("events"), [[*leads.values(), *(one for one in ids if one not in merged)]])
    }
    told = {mention.id: mention for mention in mentions.values()}
    about = {
        row["mention"]: row
        for row in ask(
            "SELECT e.id AS mention, d.title, d.publisher, d.published, "
            "d.text[e.sentence_span.start_char + 1 : e.sentence_span.end_char] AS sentence "
            "FROM events e JOIN documents d ON d.id = e.document WHERE e.id IN (SELECT unnest(?))",
            [list(told)],
        )
    }
    shown = []
    for number in numbers:
        row = by_number[number]
        lead = told.get(str(leads.get(row["id"], row["id"])))
        event = merged.get(row["id"]) or (alone(lead, about[lead.id]["published"]) if lead else None)
        if event is None:
            continue
        meta = about.get(lead.id, {}) if lead else {}
        shown.append(
            Shown(
                event, lead, row["review"], meta.get("title"), meta.get("publisher"), meta.get("published"),
                meta.get("sentence") or "", json.loads(row["after"]) if row["after"] else None,
            )
        )  # fmt: skip
    return shown


_ALL = "SELECT * FROM {} WHERE id IN (SELECT unnest(?))"


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
    rows = ask(
        f"""
        WITH mine AS (SELECT DISTINCT role, code FROM {PARTIES} WHERE n = $n AND code IS NOT NULL),
        me AS (SELECT sort_day, id FROM {FLAT} WHERE n = $n)
        SELECT flat.n FROM {FLAT} flat, me
        WHERE flat.id <> me.id AND "view" IN (0, 2)
            AND n IN (SELECT p.n FROM {PARTIES} p JOIN mine USING (role, code) WHERE role = 'actor')
            AND n IN (SELECT p.n FROM {PARTIES} p JOIN mine USING (role, code) WHERE role = 'recipient')
        ORDER BY abs(date_diff('day', flat.sort_day, me.sort_day)), flat.id LIMIT $most
        """.replace("$n", str(int(number))).replace("$most", str(int(limit))),
        (),
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
    check_limit(limit)
    conditions, values = ["entity IS NOT NULL"], list[object]()
    if q:
        conditions.append("contains(lower(name), ?)")
        values.append(q.lower())
    if code:
        conditions.append("code = ?")
        values.append(code.upper())
    grouped = f"SELECT entity, name, code, events FROM {ENTITIES} WHERE {' AND '.join(conditions)}"
    after = ""
    given = list(values)
    if cursor is not None:
        after = "WHERE events < ? OR (events = ? AND entity > ?)"
        key, identity = decode_cursor(cursor)
        given += [key, key, identity]
    rows = ask(f"SELECT * FROM ({grouped}) {after} ORDER BY events DESC, entity LIMIT ?", [*given, limit + 1])
    [count] = ask(f"SELECT count(*) AS total FROM ({grouped})", values)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor([last["events"], last["entity"]]) if last else None, count["total"])


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
    check_limit(limit)
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
    key = "coalesce(published, DATE '0001-01-01')"
    given, after = list(values), ""
    if cursor is not None:
        day, identity = decode_cursor(cursor)
        after = f" AND ({key} < CAST(? AS DATE) OR ({key} = CAST(? AS DATE) AND id > ?))"
        given += [day, day, identity]
    where = " AND ".join(conditions)
    rows = ask(
        f"SELECT id, title, published, publisher, url, language, origin, length(text) AS characters, {key} AS key "
        f"FROM documents WHERE {where}{after} ORDER BY key DESC, id LIMIT ?",
        [*given, limit + 1],
    )
    [count] = ask(f"SELECT count(*) AS total FROM documents WHERE {where}", values)
    following = encode_cursor([rows[limit - 1]["key"], rows[limit - 1]["id"]]) if len(rows) > limit else None
    counted = _counts(ask, [row["id"] for row in rows[:limit]])
    return Page(
        [{k: v for k, v in row.items() if k != "key"} | counted.get(row["id"], {}) for row in rows[:limit]],
        following,
        count["total"],
    )


def _counts(ask: Ask, documents: Sequence[str]) -> dict[str, dict[str, int]]:
    rows = ask(
        "SELECT d AS document, (SELECT count(*) FROM events e WHERE e.document = d) AS events, "
        "(SELECT count(*) FROM statements s WHERE s.document = d) AS statements FROM (SELECT unnest(?) AS d)",
        [list(documents)],
    )
    return {row["document"]: {"events": row["events"], "statements": row["statements"]} for row in rows}


def sliced(rows: Iterable[_T], key: Callable[[_T], tuple[object, str]], cursor: str | None, limit: int) -> Page:
    """Return a page of rows that come in one order already, such as those a full-text search ranks.

    Args:
        rows: all of them.
        key: sort key and id of a row.
        cursor: `next` of the page before; the rows up to it are passed over.
        limit: rows on a page.
    """
    check_limit(limit)
    listed = list(rows)
    start = 0
    if cursor is not None:
        _, identity = decode_cursor(cursor)
        start = next((n + 1 for n, row in enumerate(listed) if key(row)[1] == identity), len(listed))
    page = listed[start : start + limit]
    following = encode_cursor(key(page[-1])) if start + limit < len(listed) and page else None
    return Page(page, following, len(listed))


def read_document(ask: Ask, identity: str) -> Document | None:
    """Return a document with its text, None if there is none."""
    rows = ask("SELECT * FROM documents WHERE id = ?", [identity])
    return from_row(Document, rows[0]) if rows else None
