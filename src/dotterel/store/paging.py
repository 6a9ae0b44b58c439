"""A query and its order come in, one page of its rows and the way to the next go out.

A cursor is the sort key of the last row of a page, the id in it, so that rows which arrive meanwhile neither repeat nor
get lost.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dotterel.errors import InputError
from dotterel.store.charts import Ask

_T = TypeVar("_T")
MOST = 500
_TYPES = {date: "DATE", int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}


@dataclass(frozen=True, slots=True)
class Key:
    """A column to sort by: its name, what a value of it is in Python, never null, and the direction."""

    column: str
    kind: type
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a listing, the cursor of the next page (None at the end), and how many rows there are in all."""

    rows: list[Any]
    next: str | None
    total: int | None = None


def keyset(
    ask: Ask,
    query: str,
    values: Sequence[object],
    keys: Sequence[Key],
    *,
    cursor: str | None,
    limit: int,
    count: bool = True,
) -> Page:
    """Return one page of a query's rows.

    Args:
        ask: runs a query.
        query: gives all rows in any order, with the columns to sort by.
        values: its parameters.
        keys: what to sort by; the last one is another for every row.
        cursor: `next` of the page before.
        limit: rows on a page.
        count: count all rows as well.

    Raises:
        InputError: a bad cursor or limit.
    """
    check_limit(limit)
    after, given = "", list(values)
    if cursor is not None:
        found = decode_cursor(cursor, keys)
        after = f"WHERE {' OR '.join(_beyond(keys[: number + 1]) for number in range(len(keys)))}"
        given += [value for number in range(len(keys)) for value in found[: number + 1]]
    order = ", ".join(f"{key.column} DESC" if key.descending else key.column for key in keys)
    rows = ask(f"SELECT * FROM ({query}) {after} ORDER BY {order} LIMIT ?", [*given, limit + 1])
    total = ask(f"SELECT count(*) AS total FROM ({query})", values)[0]["total"] if count else None
    following = encode_cursor([rows[limit - 1][key.column] for key in keys]) if len(rows) > limit else None
    return Page(rows[:limit], following, total)


def _beyond(keys: Sequence[Key]) -> str:
    """Return the condition that a row is as the cursor in all keys but the last, and behind it in that."""
    *same, last = [(key, f"CAST(? AS {_TYPES[key.kind]})") for key in keys]
    tests = [f"{key.column} = {value}" for key, value in same]
    return " AND ".join([*tests, f"{last[0].column} {'<' if last[0].descending else '>'} {last[1]}"])


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


def sliced(rows: Iterable[_T], key: Callable[[_T], tuple[float, str]], cursor: str | None, limit: int) -> Page:
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
        _, identity = decode_cursor(cursor, (Key("score", float), Key("id", str)))
        start = next((n + 1 for n, row in enumerate(listed) if key(row)[1] == identity), len(listed))
    page = listed[start : start + limit]
    following = encode_cursor(key(page[-1])) if start + limit < len(listed) and page else None
    return Page(page, following, len(listed))


def check_limit(limit: int) -> None:
    """Raise InputError for a number of rows that cannot be asked for."""
    if not 1 <= limit <= MOST:
        raise InputError(f"limit {limit} is not between 1 and {MOST}")


def encode_cursor(values: Sequence[object]) -> str:
    """Return a cursor: the values of a sort key, fit for a URL."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, keys: Sequence[Key]) -> list[Any]:
    """Return what a cursor holds.

    Raises:
        InputError: it is none of ours.
    """
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(found, list) and len(found) == len(keys):
            return [_read(value, key.kind) for value, key in zip(found, keys, strict=True)]
    except ValueError:
        pass
    raise InputError(f"cursor {cursor!r} is none that a listing gave; begin again without one")


def _read(value: object, kind: type) -> object:
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind in (int, str) and type(value) is kind and -(2**63) <= (value if isinstance(value, int) else 0) < 2**63:
        return value
    raise ValueError(value)
