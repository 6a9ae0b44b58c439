"""The tables behind consolidation: block keys and links of reports, event mentions and sightings, and their joins.

Three levels share one shape: an item has keys, items that share a key are compared, a comparison that speaks for one
thing is a link. The joins are plain SQL, so that the same can be asked of Parquet files in Spark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import duckdb
import msgspec

LEVELS = ("report", "event", "occasion")
# New items compared per query: each query reads all keys, and the pairs of 10,000 mentions are some million rows.
SLICE = 10_000
_ROWS = 50_000
_ITEMS = 5_000
_KEY_TYPES = ('"VARCHAR"', '"VARCHAR"', '["BIGINT"]', '["BOOLEAN"]', '"BOOLEAN"')
_LINK_TYPES = ('"VARCHAR"', '"VARCHAR"', '"DOUBLE"')

Keyed = tuple[str, str, list[int], list[bool], bool]
"""Item, its document, its keys, whether each is a coarse one, whether the item is known by coarse keys only."""

LINKAGE = (
    *(
        f'CREATE TABLE IF NOT EXISTS "{level}_keys" ("item" VARCHAR, "document" VARCHAR, "block" BIGINT, '
        '"coarse" BOOLEAN, "vague" BOOLEAN)'
        for level in LEVELS
    ),
    *(
        f'CREATE TABLE IF NOT EXISTS "{level}_links" ("one" VARCHAR, "other" VARCHAR, "weight" DOUBLE)'
        for level in LEVELS
    ),
    'CREATE TABLE IF NOT EXISTS "sightings" ("id" VARCHAR, "document" VARCHAR, "sentence" INTEGER, "body" VARCHAR)',
    'CREATE TABLE IF NOT EXISTS "consolidated" ("document" VARCHAR PRIMARY KEY, "digest" VARCHAR)',
)


class Linkage:
    """Keys and links of one level.

    Args:
        connection: to the store.
        level: `report`, `event` or `occasion`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, level: str) -> None:
        self._connection = connection
        self._keys, self._links = f"{level}_keys", f"{level}_links"

    def add_keys(self, items: Iterable[Keyed]) -> None:
        """Write block keys of new items."""
        some = (one for one in items if one[2])
        while batch := list(islice(some, _ITEMS)):
            self._insert(self._keys, _KEY_TYPES, batch, "c0, c1, unnest(c2), unnest(c3), c4")

    def add_links(self, links: Iterable[tuple[float, str, str]]) -> None:
        """Write links: weight, smaller id, larger id."""
        some = ((one, other, weight) for weight, one, other in links)
        while batch := list(islice(some, _ROWS)):
            self._insert(self._links, _LINK_TYPES, batch, "*")

    def items(self, documents: Sequence[str]) -> list[str]:
        """Return the items of documents that have any key."""
        query = f'SELECT DISTINCT item FROM "{self._keys}" WHERE list_contains(?, document) ORDER BY item'
        return [row[0] for row in self._connection.execute(query, [list(documents)]).fetchall()] if documents else []

    def documents(self, items: Sequence[str]) -> dict[str, str]:
        """Return the document of each item."""
        query = f'SELECT DISTINCT item, document FROM "{self._keys}" WHERE item IN (SELECT unnest(?))'
        return dict(self._connection.execute(query, [list(items)]).fetchall()) if items else {}

    def forget(self, items: Sequence[str]) -> None:
        """Delete keys and links of items."""
        if items:
            given = [list(items)]
            self._connection.execute(f'DELETE FROM "{self._keys}" WHERE item IN (SELECT unnest(?))', given)
            self._connection.execute(
                f'DELETE FROM "{self._links}" WHERE one IN (SELECT unnest($1)) OR other IN (SELECT unnest($1))', given
            )

    def near(self, new: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield each new item with those that share a key with it, every pair once, in order of id."""
        self._connection.execute('CREATE OR REPLACE TEMP TABLE "fresh" AS SELECT unnest(?) AS item', [sorted(new)])
        query = (
            "SELECT a.item, list_sort(list_distinct(list(b.item))) "
            f'FROM "{self._keys}" a JOIN "{self._keys}" b ON a.block = b.block '
            "WHERE a.item IN (SELECT unnest(?)) AND b.item <> a.item AND (NOT a.coarse OR a.vague OR b.vague) "
            "AND (b.item > a.item OR b.item NOT IN (SELECT item FROM fresh)) GROUP BY a.item ORDER BY a.item"
        )
        ordered = sorted(new)
        for first in range(0, len(ordered), SLICE):
            yield from self._connection.execute(query, [ordered[first : first + SLICE]]).fetchall()
        self._connection.execute('DROP TABLE "fresh"')

    def neighbours(self, items: Sequence[str]) -> list[str]:
        """Return the items that have a link with any of those given."""
        query = (
            f'SELECT other FROM "{self._links}" WHERE one IN (SELECT unnest($1)) UNION '
            f'SELECT one FROM "{self._links}" WHERE other IN (SELECT unnest($1))'
        )
        return [row[0] for row in self._connection.execute(query, [list(items)]).fetchall()] if items else []

    def links(self, items: Sequence[str]) -> list[tuple[float, str, str]]:
        """Return the links among items: weight, smaller id, larger id."""
        query = (
            f'SELECT weight, one, other FROM "{self._links}" WHERE one IN (SELECT unnest($1)) '
            "AND other IN (SELECT unnest($1)) ORDER BY ALL"
        )
        return self._connection.execute(query, [list(items)]).fetchall() if items else []

    def _insert(self, table: str, types: Sequence[str], rows: Sequence[tuple[object, ...]], taken: str) -> None:
        """Write rows, each column handed over as one JSON list: a fifth of the time of Python lists."""
        marks = ", ".join(f"unnest(from_json_strict(?, '[{kind}]')) AS c{place}" for place, kind in enumerate(types))
        columns = [msgspec.json.encode(list(column)).decode() for column in zip(*rows, strict=True)]
        self._connection.execute(f'INSERT INTO "{table}" SELECT {taken} FROM (SELECT {marks})', columns)
