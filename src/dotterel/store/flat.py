"""The events of a store laid flat in memory, so that a million of them are filtered and counted in milliseconds.

Lists of records are slow to look into; here each event is one row of plain columns, its parties, publishers and
mentions rows of their own. The tables live in memory beside the attached store, are made when serving begins and made
anew after something is written. An event that a person corrected has two rows: one as the machine has it (`view` 1),
one as corrected (`view` 2); one that was rejected has only the first; all others stand in both views (`view` 0).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

FLAT = "memory.main.flat"
PARTIES = "memory.main.flat_party"
SOURCES = "memory.main.flat_source"
MENTIONS = "memory.main.flat_mention"
CODES = "memory.main.flat_code"
TIES = "memory.main.flat_tie"
ENTITIES = "memory.main.flat_entity"
DAYS = "memory.main.flat_day"
TOTALS = "memory.main.flat_total"
NOWHEN = "DATE '0001-01-01'"

# What a merged event and a lone mention have in common; `n` numbers the rows of one layout.
_DAY = """
    try_cast(CASE length("date") WHEN 4 THEN "date" || '-01-01' WHEN 7 THEN "date" || '-01' ELSE "date" END AS DATE)
"""
_LAST = """
    CASE length(coalesce(end_date, "date"))
        WHEN 4 THEN try_cast(coalesce(end_date, "date") || '-12-31' AS DATE)
        WHEN 7 THEN last_day(try_cast(coalesce(end_date, "date") || '-01' AS DATE))
        ELSE try_cast(coalesce(end_date, "date") AS DATE) END
"""
_BOTH = f"""
    id, "date", end_date, {_DAY} AS day, {_LAST} AS last_day, event_type, mode, context, auxiliary, quad_code,
    event_scale, place.country AS country, place.name AS place, place.latitude AS latitude,
    place.longitude AS longitude,
    place.precision AS "precision", document, confidence
"""
# Mentions of reports that consolidation has not seen yet stand for themselves.
_ALONE = "document NOT IN (SELECT document FROM consolidated)"
_LAYOUT = f"""
    CREATE OR REPLACE TABLE {FLAT} AS
    SELECT CAST(row_number() OVER () AS INTEGER) AS n, coalesce(day, {NOWHEN}) AS sort_day, 'machine' AS review,
        CAST(0 AS TINYINT) AS "view", *
    FROM (
        SELECT {_BOTH}, reports, independent_reports, publishers FROM merged_events
        UNION ALL
        SELECT {_BOTH}, 1, 1, 1 FROM events WHERE {_ALONE}
    )
"""
_PARTY = (
    "party.code, party.entity, coalesce(party.name, party.text) AS name, lower(coalesce(party.name, party.text)) AS low"
)


def _parties(table: str, where: str) -> str:
    return " UNION ALL ".join(
        f"SELECT id, '{role}' AS role, unnest({role}) AS party FROM {table} {where}" for role in ("actor", "recipient")
    )


_LAY_PARTIES = f"""
    CREATE OR REPLACE TABLE {PARTIES} AS
    SELECT n, role, {_PARTY}
    FROM ({_parties("merged_events", "")} UNION ALL {_parties("events", f"WHERE {_ALONE}")}) JOIN {FLAT} USING (id)
"""
_LAY_MENTIONS = f"""
    CREATE OR REPLACE TABLE {MENTIONS} AS
    SELECT n, mention, e.document, CAST(e.sentence AS VARCHAR) AS item
    FROM (
        SELECT id, unnest(mention) AS mention FROM merged_events UNION ALL SELECT id, id FROM events WHERE {_ALONE}
    ) told JOIN {FLAT} USING (id) JOIN events e ON e.id = mention
"""
_LAY_SOURCES = f"""
    CREATE OR REPLACE TABLE {SOURCES} AS
    SELECT DISTINCT n, coalesce(d.publisher, '') AS publisher
    FROM {MENTIONS} m JOIN documents d ON d.id = m.document
"""

# Codes of each side once, and who acted on whom: what pairs, networks and trends are counted from.
_CODES = f"SELECT DISTINCT n, role, code FROM {PARTIES} WHERE code IS NOT NULL"
_TIES = f"""
    SELECT a.n, a.code AS actor, r.code AS recipient FROM {CODES} a JOIN {CODES} r
    ON r.n = a.n AND a.role = 'actor' AND r.role = 'recipient' AND a.code <> r.code
"""
_LAY_CODES = f"CREATE OR REPLACE TABLE {CODES} AS {_CODES}"
_LAY_TIES = f"CREATE OR REPLACE TABLE {TIES} AS {_TIES}"
_ENTITIES = f"""
    SELECT entity, mode(name) AS name, any_value(p.code) AS code, count(DISTINCT n)::BIGINT AS events,
        min(sort_day) FILTER (sort_day > {NOWHEN}) AS first
    FROM {PARTIES} p JOIN {FLAT} flat USING (n) WHERE "view" IN (0, 2) AND {{}} GROUP BY entity
"""
_LAY_DAYS = f"""
    CREATE OR REPLACE TABLE {DAYS} AS
    SELECT d.published, coalesce(d.publisher, '') AS publisher, count(*) AS documents,
        coalesce(sum(e.events), 0)::BIGINT AS events
    FROM documents d LEFT JOIN (SELECT document, count(*) AS events FROM events GROUP BY document) e
    ON e.document = d.id WHERE d.published IS NOT NULL GROUP BY ALL
"""
_LAY_TOTALS = f"""
    CREATE OR REPLACE TABLE {TOTALS} AS
    SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM statements) AS statements,
        (SELECT count(*) FROM occasions) AS occasions,
        (SELECT count(*) FROM documents ANTI JOIN events ON events.document = documents.id) AS without_events
"""
JUDGED = "memory.main.flat_judged"
TWINS = "memory.main.flat_twin"
# The last decision on any mention of an event that was not taken back.
_NO_JUDGED = f"CREATE OR REPLACE TABLE {JUDGED} (n INTEGER, decision VARCHAR, after JSON)"
_NO_TWINS = f"CREATE OR REPLACE TABLE {TWINS} (old INTEGER, new INTEGER, after JSON)"
_JUDGE = f"""
    INSERT INTO {JUDGED}
    SELECT n, arg_max(decision, number) AS decision, arg_max(after, number) AS after
    FROM (SELECT DISTINCT n, number, decision, after FROM reviews r JOIN {MENTIONS} m USING (mention)
          WHERE decision IN ('accept', 'reject', 'edit') AND NOT undone AND m.n IN (SELECT n FROM {{touched}}))
    GROUP BY n
"""
_MARK = f"""
    UPDATE {FLAT}
    SET review = CASE decision WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' ELSE 'corrected' END,
        "view" = CASE decision WHEN 'accept' THEN 0 ELSE 1 END
    FROM {JUDGED} judged WHERE judged.n = flat.n AND judged.n IN (SELECT n FROM {{touched}})
"""
_CORRECT = f"""
    INSERT INTO {FLAT}
    SELECT flat.* REPLACE (
        CAST((SELECT max(n) FROM {FLAT}) + row_number() OVER (ORDER BY flat.n) AS INTEGER) AS n,
        CAST(2 AS TINYINT) AS "view",
        coalesce(after->>'$.event_type', event_type) AS event_type,
        coalesce(from_json(after->'$.mode', '["VARCHAR"]'), mode) AS mode,
        coalesce(CAST(after->>'$.quad_code' AS INTEGER), quad_code) AS quad_code,
        coalesce(CAST(after->>'$.event_scale' AS DOUBLE), event_scale) AS event_scale,
        coalesce(after->>'$.date', "date") AS "date",
        coalesce(try_cast(after->>'$.day' AS DATE), day) AS day,
        coalesce(try_cast(after->>'$.last_day' AS DATE), last_day) AS last_day,
        coalesce(try_cast(after->>'$.day' AS DATE), sort_day) AS sort_day,
        coalesce(after->>'$.place.country', country) AS country,
        coalesce(after->>'$.place.name', place) AS place
    )
    FROM {FLAT} JOIN {JUDGED} judged ON judged.n = flat.n
    WHERE decision = 'edit' AND flat.n IN (SELECT n FROM {{touched}})
"""
_PAIR = f"""
    INSERT INTO {TWINS}
    SELECT machine.n AS old, corrected.n AS new, after
    FROM {FLAT} machine
    JOIN {FLAT} corrected ON machine.id = corrected.id AND machine."view" = 1 AND corrected."view" = 2
    JOIN {JUDGED} judged ON judged.n = machine.n
    WHERE machine.n IN (SELECT n FROM {{touched}})
"""
_TOUCHED = "memory.main.flat_touched"
_CHANGED = "memory.main.flat_changed"


def lay_flat(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the flat tables from what the store holds now.

    Args:
        connection: a cursor whose schema in use is the store; readers see the old tables until this is done.
    """
    with _whole(connection):
        for statement in (_LAYOUT, _LAY_PARTIES, _LAY_MENTIONS, _LAY_SOURCES, _LAY_CODES, _LAY_TIES, _LAY_DAYS,
                          _LAY_TOTALS, _NO_JUDGED, _NO_TWINS):  # fmt: skip
            connection.execute(statement)
        _apply(connection, FLAT)
        connection.execute(f"CREATE OR REPLACE TABLE {ENTITIES} AS {_ENTITIES.format('entity IS NOT NULL')}")


def lay_review(connection: duckdb.DuckDBPyConnection, mention: str) -> None:
    """Lay the events of one mention anew, after a decision on it.

    Args:
        connection: as for `lay_flat`.
        mention: the id of the event mention.
    """
    with _whole(connection):
        connection.execute(
            f"CREATE OR REPLACE TABLE {_TOUCHED} AS SELECT DISTINCT m.n FROM {MENTIONS} m JOIN {FLAT} f ON f.n = m.n "
            'WHERE m.mention = ? AND f."view" < 2',
            [mention],
        )
        gone = f"(SELECT new FROM {TWINS} WHERE old IN (SELECT n FROM {_TOUCHED}))"
        mine = f"n IN (SELECT n FROM {_TOUCHED}) OR n IN {gone}"
        connection.execute(f"CREATE OR REPLACE TABLE {_CHANGED} AS SELECT DISTINCT entity FROM {PARTIES} WHERE {mine}")
        for table in (FLAT, PARTIES, MENTIONS, SOURCES, CODES, TIES):
            connection.execute(f"DELETE FROM {table} WHERE n IN {gone}")
        connection.execute(f"DELETE FROM {TWINS} WHERE old IN (SELECT n FROM {_TOUCHED})")
        connection.execute(f"DELETE FROM {JUDGED} WHERE n IN (SELECT n FROM {_TOUCHED})")
        connection.execute(f"UPDATE {FLAT} SET review = 'machine', \"view\" = 0 WHERE n IN (SELECT n FROM {_TOUCHED})")
        _apply(connection, _TOUCHED)
        connection.execute(f"INSERT INTO {_CHANGED} SELECT DISTINCT entity FROM {PARTIES} WHERE n IN {gone}")
        changed = f"entity IN (SELECT entity FROM {_CHANGED} WHERE entity IS NOT NULL)"
        connection.execute(f"DELETE FROM {ENTITIES} WHERE {changed}")
        connection.execute(f"INSERT INTO {ENTITIES} {_ENTITIES.format(changed)}")


def _apply(connection: duckdb.DuckDBPyConnection, touched: str) -> None:
    """Apply the decisions on the events whose numbers stand in a table."""
    for statement in (_JUDGE, _MARK, _CORRECT, _PAIR):
        connection.execute(statement.format(touched=touched))
    if not connection.execute(f"SELECT 1 FROM {TWINS} LIMIT 1").fetchone():
        return
    only = f"old IN (SELECT n FROM {touched})"
    for role in ("actor", "recipient"):
        given = f"""json_extract(after, '$.{role}') IS NOT NULL"""
        connection.execute(
            f"INSERT INTO {PARTIES} SELECT new, role, code, entity, name, low FROM {PARTIES} "
            f"JOIN {TWINS} ON old = n WHERE role = '{role}' AND NOT {given} AND {only}"
        )
        connection.execute(
            f"INSERT INTO {PARTIES} SELECT new, '{role}', party->>'$.code', party->>'$.entity', "
            "coalesce(party->>'$.name', party->>'$.text', party->>'$.code'), "
            "lower(coalesce(party->>'$.name', party->>'$.text', party->>'$.code')) "
            f"FROM (SELECT new, unnest(from_json(after->'$.{role}', '[\"JSON\"]')) AS party "
            f"FROM {TWINS} WHERE {given} AND {only})"
        )
    new = f"n IN (SELECT new FROM {TWINS} WHERE {only})"
    connection.execute(f"INSERT INTO {CODES} {_CODES} AND {new}")
    connection.execute(f"INSERT INTO {TIES} {_TIES} WHERE a.{new}")
    for table in (MENTIONS, SOURCES):
        columns = "mention, document, item" if table == MENTIONS else "publisher"
        connection.execute(
            f"INSERT INTO {table} SELECT new, {columns} FROM {table} JOIN {TWINS} ON old = n WHERE {only}"
        )


@contextmanager
def _whole(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Do all of it or nothing."""
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
