"""Text comes in; the rows of a full-text index in plain tables, and queries of it ranked by BM25, go out.

DuckDB's own extension for this is a download at run time and is not kept in the transaction of the rows it indexes; two
tables of whole numbers are both. Ranking is Okapi BM25 (Robertson and Zaragoza 2009) over sentences or statements.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from dotterel.errors import InputError
from dotterel.model import Coded

KINDS = ("sentence", "statement")
# The usual parameters; sentences are short, so length counts less than in whole documents (0.75).
K1 = 1.2
B = 0.5
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_COMMON = frozenset(
    "a an and are as at be but by for from has have he in is it its of on or she that the their they this to was were "
    "which who will with".split()
)
_INSERT_UNITS = (
    'INSERT INTO "search_units" SELECT row.unit, row.kind, row.document, row.item, row.words FROM (SELECT unnest('
    "from_json_strict($rows, $shape)) AS row)"
)
_INSERT_POSTINGS = (
    'INSERT INTO "search_postings" SELECT unnest(row.terms) AS term, row.unit, unnest(row.frequencies) AS frequency, '
    "row.words "
    "FROM (SELECT unnest(from_json_strict($rows, $shape)) AS row)"
)
_SHAPE = json.dumps(
    [{"unit": "BIGINT", "kind": "VARCHAR", "document": "VARCHAR", "item": "VARCHAR", "words": "INTEGER",
      "terms": ["BIGINT"], "frequencies": ["INTEGER"]}]
)  # fmt: skip
DELETE = (
    'DELETE FROM "search_postings" WHERE "unit" IN '
    '(SELECT "unit" FROM "search_units" WHERE list_contains(?, "document"))',
    'DELETE FROM "search_units" WHERE list_contains(?, "document")',
)


def words_of(text: str, *, common: bool = False) -> list[str]:
    """Return the words of a text as they are searched for: lower case, no accents, no plural or possessive ending.

    Args:
        text: any text.
        common: keep words such as "the", which are not indexed.

    >>> words_of("The Ministers' talks in Yaoundé")
    ['minister', 'talk', 'yaounde']
    """
    found = []
    for match in _WORD.finditer(text):
        word = _folded(match.group())
        if word and (common or word not in _COMMON):
            found.append(word)
    return found


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("’", "'").partition("'")[0]
    if len(plain) > 3 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


@lru_cache(maxsize=65536)
def term_number(word: str, kind: str) -> int:
    """Return the number of a word in units of a kind: 63 bits of a hash of both."""
    key = f"{kind} {word}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big") >> 1


def unit_rows(coded: Coded, first: int) -> list[dict[str, Any]]:
    """Return the index rows of a document: one for each sentence and each statement, numbered from `first`."""
    rows: list[dict[str, Any]] = []
    for kind, item, text in _units(coded):
        words = words_of(text)
        if words:
            counts = Counter(term_number(word, kind) for word in words)
            rows.append({
                "unit": first + len(rows), "kind": kind, "document": coded.document.id, "item": item,
                "words": len(words), "terms": list(counts), "frequencies": list(counts.values()),
            })  # fmt: skip
    return rows


def _units(coded: Coded) -> Iterator[tuple[str, str, str]]:
    for number, span in enumerate(coded.sentences):
        yield "sentence", str(number), span.slice(coded.document.text)
    for statement in coded.statements:
        yield "statement", statement.id, " ".join(passage.text for passage in statement.content)


def insert_queries(rows: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return the queries that write index rows, given as a JSON list."""
    parameters = {"rows": rows, "shape": _SHAPE}
    return (_INSERT_UNITS, parameters), (_INSERT_POSTINGS, parameters)


def match_query(text: str, kind: str) -> str:
    """Return a query for (document, item) of the units that have every word of a text, in no order: for filters.

    Raises:
        InputError: as for `search_query`.
    """
    return f'SELECT "document", "item" FROM "search_units" SEMI JOIN ({units_query(text, kind)}) USING ("unit")'


def units_query(text: str, kind: str) -> str:
    """Return a query for the numbers of the units that have every word of a text.

    Raises:
        InputError: as for `search_query`.
    """
    terms = _terms(text, kind)
    return (
        f'SELECT "unit" FROM "search_postings" WHERE "term" IN ({", ".join(str(term) for term in terms)}) '
        f'GROUP BY "unit" HAVING count(*) = {len(terms)}'
    )


def _terms(text: str, kind: str) -> list[int]:
    if kind not in KINDS:
        raise InputError(f"kind {kind!r} cannot be searched; known: {', '.join(KINDS)}")
    terms = [term_number(word, kind) for word in dict.fromkeys(words_of(text))]
    if not terms:
        raise InputError(f"{text!r} has no word to search for; common words such as 'the' are not indexed")
    return terms


def search_query(text: str, kind: str, limit: int | None = None) -> tuple[str, list[object]]:
    """Return a query for (document, item, score) of the units that have every word of a text, best first.

    Args:
        text: words in any order; case, accents and plural endings do not count.
        kind: sentence or statement.
        limit: no more than this many, where it is given.

    Raises:
        InputError: the text has no word to search for, or there is no such kind.
    """
    terms = _terms(text, kind)
    best = f'ORDER BY score DESC, "unit" LIMIT {limit}' if limit is not None else ""
    query = f"""
        WITH hits AS MATERIALIZED (
            SELECT * FROM "search_postings" WHERE "term" IN ({", ".join(str(term) for term in terms)})
        ),
        spread AS (SELECT "term", count(*) AS containing FROM hits GROUP BY "term"),
        overall AS (SELECT count(*) AS units, avg("words") AS mean FROM "search_units" WHERE "kind" = ?),
        scored AS (
            SELECT "unit", sum(
                ln(1 + (units - containing + 0.5) / (containing + 0.5)) * "frequency" * {K1 + 1}
                / ("frequency" + {K1} * (1 - {B} + {B} * "words" / mean))
            ) AS score
            FROM hits JOIN spread USING ("term") CROSS JOIN overall
            GROUP BY "unit" HAVING count(*) = {len(terms)} {best}
        )
        SELECT "document", "item", score FROM scored JOIN "search_units" USING ("unit")
        ORDER BY score DESC, "unit"
    """
    return query, [kind]
