"""Pages of statements and of occasions of a served store."""

from __future__ import annotations

from datetime import date

from dotterel.model import Occasion, Statement
from dotterel.store.charts import Ask
from dotterel.store.flat import STATEMENTS
from dotterel.store.paging import Key, Page, keyset, sliced
from dotterel.store.query_merged import OccasionFilter, occasions_query
from dotterel.store.query_statements import StatementFilter, statement_conditions, statements_query
from dotterel.store.schema import from_row
from dotterel.store.search import search_query


def statements_page(
    ask: Ask, wanted: StatementFilter, *, cursor: str | None = None, limit: int = 50, count: bool = True
) -> Page:
    """Return a page of statements: those of the latest reports first, or the best matches where a text is asked for.

    Args:
        ask: runs a query.
        wanted: which statements.
        cursor: `next` of the page before.
        limit: rows on a page.
        count: count all rows as well.

    Raises:
        InputError: a value of the filter that cannot be, a bad cursor or limit.
    """
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
    query = f"SELECT * FROM {STATEMENTS}"
    if where:
        query += f" WHERE id IN (SELECT id FROM statements {where})"
    keys = (Key("day", date, descending=True), Key("document", str), Key("place", int), Key("id", str))
    page = keyset(ask, query, values, keys, cursor=cursor, limit=limit, count=count)
    return Page(_read(ask, [row["id"] for row in page.rows]), page.next, page.total)


def read_statements(ask: Ask, wanted: StatementFilter, *, limit: int) -> list[Statement]:
    """Return the first statements that fit: best match first where a text is asked for, else in text order."""
    query, values = statements_query(wanted)
    return [from_row(Statement, row) for row in ask(f"{query} LIMIT {int(limit)}", values)]


def _read(ask: Ask, identities: list[str]) -> list[Statement]:
    if not identities:
        return []
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
    query, values = occasions_query(wanted)
    keys = (Key("sort_key", str, descending=True), Key("id", str))
    page = keyset(
        ask, f"SELECT *, coalesce(\"date\", '') AS sort_key FROM ({query})", values, keys, cursor=cursor, limit=limit
    )
    return Page([from_row(Occasion, row) for row in page.rows], page.next, page.total)
