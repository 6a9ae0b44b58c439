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
# Items compared per query: each query reads all shared keys, and the pairs of 15,000 mentions are some million rows.
SLICE = 15_000
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
        run = self._connection.execute
        run('CREATE OR REPLACE TEMP TABLE "fresh" AS SELECT unnest(?) AS item', [sorted(new)])
        # Only what shares a block with anything new, by number: joins over numbers are faster and lists of them small.
        shared = f'SELECT block FROM "{self._keys}" WHERE item IN (SELECT item FROM fresh)'
        run(
            'CREATE OR REPLACE TEMP TABLE "numbered" AS SELECT item, item IN (SELECT item FROM fresh) AS new, '
            "CAST(row_number() OVER (ORDER BY item) - 1 AS INTEGER) AS number "
            f'FROM (SELECT DISTINCT item FROM "{self._keys}" WHERE block IN ({shared}))'
        )
        # Of a coarse key one of the two must be vague: each row has a side on which it asks and those it answers to.
        run(
            'CREATE OR REPLACE TEMP TABLE "near" AS SELECT block, number, new, '
            "CASE WHEN NOT coarse THEN 0 WHEN vague THEN 1 ELSE 2 END AS asks, "
            "CASE WHEN NOT coarse THEN [0] WHEN vague THEN [1, 2] ELSE [1] END AS answers "
            f'FROM "{self._keys}" JOIN numbered USING (item) WHERE block IN ({shared})'
        )
        names = [row[0] for row in run("SELECT item FROM numbered ORDER BY number").fetchall()]
        run('DROP TABLE "fresh"')
        run('DROP TABLE "numbered"')
        query = (
            "SELECT a.number, list_sort(list_distinct(list(b.number))) FROM near a "
            "JOIN (SELECT block, number, new, unnest(answers) AS asks FROM near) b USING (block, asks) "
            "WHERE a.number >= $1 AND a.number < $2 AND a.new AND b.number <> a.number "
            "AND (b.number > a.number OR NOT b.new) GROUP BY a.number ORDER BY a.number"
        )
        for first in range(0, len(names), SLICE):
            for number, others in run(query, [first, first + SLICE]).fetchall():
                yield names[number], [names[other] for other in others]
        run('DROP TABLE "near"')

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
