"""Pages of statements and of occasions of a served store."""

from __future__ import annotations

from typing import Any

from dotterel.model import Occasion, Statement
from dotterel.store.charts import Ask
from dotterel.store.listing import Page, check_limit, decode_cursor, encode_cursor, sliced
from dotterel.store.query_merged import OccasionFilter, occasions_query
from dotterel.store.query_statements import StatementFilter, statement_conditions, statements_query
from dotterel.store.schema import from_row
from dotterel.store.search import search_query

_NEVER = "DATE '0001-01-01'"
_AT = "coalesce(cue.start_char, content[1].start_char, 0)"


def statements_page(ask: Ask, wanted: StatementFilter, *, cursor: str | None = None, limit: int = 50) -> Page:
    """Return a page of statements: those of the latest reports first, or the best matches where a text is asked for.

    Args:
        ask: runs a query.
        wanted: which statements.
        cursor: `next` of the page before.
        limit: rows on a page.

    Raises:
        InputError: a value of the filter that cannot be, a bad cursor or limit.
    """
    check_limit(limit)
    where, values = statement_conditions(wanted)
    if wanted.text:
        hits, terms = search_query(wanted.text, "statement")
        ranked = ask(
            f"SELECT statements.id, hits.score FROM statements JOIN ({hits}) hits ON hits.item = statements.id {where}"
            "ORDER BY hits.score DESC, id",
            [*terms, *values],
        )
        page = sliced(ranked, lambda row: (row["score"], row["id"]), cursor, limit)
        return Page(_read(ask, [row["id"] for row in page.rows]), page.next, page.total)
    kept = f"SELECT id, document, {_AT} AS place FROM statements {where}"
    after = ""
    given = list(values)
    if cursor is not None:
        day, document, place, identity = decode_cursor(cursor, 4)
        after = (
            "WHERE day < CAST(? AS DATE) OR (day = CAST(? AS DATE) AND (document > ? OR (document = ? AND "
            "(place > ? OR (place = ? AND id > ?)))))"
        )
        given += [day, day, document, document, place, place, identity]
    rows = ask(
        f"SELECT * FROM (SELECT kept.*, coalesce(d.published, {_NEVER}) AS day FROM ({kept}) kept JOIN documents d "
        f"ON d.id = kept.document) {after} ORDER BY day DESC, document, place, id LIMIT ?",
        [*given, limit + 1],
    )
    [count] = ask(f"SELECT count(*) AS total FROM statements {where}", values)
    last = rows[limit - 1] if len(rows) > limit else None
    following = encode_cursor([last["day"], last["document"], last["place"], last["id"]]) if last else None
    return Page(_read(ask, [row["id"] for row in rows[:limit]]), following, count["total"])


def read_statements(ask: Ask, wanted: StatementFilter, *, limit: int) -> list[Statement]:
    """Return the first statements that fit: best match first where a text is asked for, else in text order."""
    query, values = statements_query(wanted)
    return [from_row(Statement, row) for row in ask(f"{query} LIMIT {int(limit)}", values)]


def _read(ask: Ask, identities: list[str]) -> list[Statement]:
    rows = ask("SELECT * FROM statements WHERE id IN (SELECT unnest(?))", [identities])
    found = {row["id"]: from_row(Statement, row) for row in rows}
    return [found[identity] for identity in identities if identity in found]


def occasions_page(ask: Ask, wanted: OccasionFilter, *, cursor: str | None = None, limit: int = 50) -> Page:
    """Return a page of occasions, those of the latest dates first.

    Args:
        ask: runs a query.
        wanted: which occasions.
        cursor: `next` of the page before.
        limit: rows on a page.

    Raises:
        InputError: a value of the filter that cannot be, a bad cursor or limit.
    """
    check_limit(limit)
    query, values = occasions_query(wanted)
    whole = f"SELECT *, coalesce(\"date\", '') AS sort_key FROM ({query})"
    after, given = "", list[Any](values)
    if cursor is not None:
        day, identity = decode_cursor(cursor)
        after = "WHERE sort_key < ? OR (sort_key = ? AND id > ?)"
        given += [str(day), str(day), identity]
    rows = ask(f"SELECT * FROM ({whole}) {after} ORDER BY sort_key DESC, id LIMIT ?", [*given, limit + 1])
    [count] = ask(f"SELECT count(*) AS total FROM ({query})", values)
    last = rows[limit - 1] if len(rows) > limit else None
    following = encode_cursor([last["sort_key"], last["id"]]) if last else None
    return Page([from_row(Occasion, row) for row in rows[:limit]], following, count["total"])
