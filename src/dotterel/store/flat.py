"""The events of a store laid flat in memory, so that a million of them are filtered and counted in milliseconds.

Lists of records are slow to look into; here each event is one row of plain columns, in order of day. What may be many
(codes, names, publishers, ...) is packed into one text, `␟KEN␟UGA␟`: texts that repeat are kept once, and looked into
and counted once. Parties, mentions, documents and statements have rows of their own. The tables live in memory beside
the attached store, are made when serving begins, and laid anew for what was written since. An event keeps its number
`n` as long as the store is served. An event that a person corrected has two rows: one as the machine has it (`view` 1),
one as corrected (`view` 2); one that was rejected has only the first; all others stand in both views (`view` 0).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import duckdb

# Compressed, texts that repeat are numbers into a dictionary: a third of the memory and a sixth of the time.
ATTACH = "ATTACH ':memory:' AS laid (COMPRESS)"
FLAT = "laid.main.flat"
PARTIES = "laid.main.party"
MENTIONS = "laid.main.mention"
DOCUMENTS = "laid.main.document"
STATEMENTS = "laid.main.statement"
ENTITIES = "laid.main.entity"
TWINS = "laid.main.twin"
NOWHEN = "DATE '0001-01-01'"

_TOUCHED, _FRESH, _KEPT, _CHANGED = (f"laid.main.{name}" for name in ("touched", "fresh", "kept", "changed"))
_JUDGED, _LAST = "laid.main.judged", "laid.main.last"
_MARK = "chr(31)"
_PACKED = ("actor_code", "recipient_code", "actor_entity", "recipient_entity", "actor_name", "recipient_name")
_COLUMNS = {
    "n": "INTEGER", "id": "VARCHAR", "sort_day": "DATE", "view": "TINYINT", "review": "VARCHAR", "day": "DATE",
    "last_day": "DATE", "event_type": "VARCHAR", "mode": "VARCHAR[]", "context": "VARCHAR", "auxiliary": "VARCHAR",
    "quad_code": "INTEGER", "event_scale": "DOUBLE", "country": "VARCHAR", "place": "VARCHAR", "latitude": "DOUBLE",
    "longitude": "DOUBLE", "precision": "VARCHAR", "confidence": "DOUBLE", "reports": "INTEGER",
    **dict.fromkeys(_PACKED, "VARCHAR"), "publisher": "VARCHAR",
}  # fmt: skip
_CREATE = {
    FLAT: ", ".join(f'"{name}" {kind}' for name, kind in _COLUMNS.items()),
    PARTIES: "n INTEGER, role VARCHAR, code VARCHAR, entity VARCHAR, name VARCHAR",
    MENTIONS: "n INTEGER, place INTEGER, mention VARCHAR, document VARCHAR, unit BIGINT",
    DOCUMENTS: "id VARCHAR, day DATE, published DATE, publisher VARCHAR, language VARCHAR, title VARCHAR, "
    "characters BIGINT, events BIGINT, statements BIGINT",
    STATEMENTS: "id VARCHAR, document VARCHAR, day DATE, place INTEGER",
    ENTITIES: 'entity VARCHAR, name VARCHAR, code VARCHAR, events BIGINT, "first" DATE',
    TWINS: '"old" INTEGER, "new" INTEGER, "after" JSON',
    _JUDGED: "n INTEGER, decision VARCHAR, after JSON",
}
_NUMBERED = (FLAT, PARTIES, MENTIONS, _JUDGED)


def packed(values: str) -> str:
    """Return SQL that packs a list of texts, each once, into one text; most lists are of one, which is quicker."""
    many = f"array_to_string(list_concat([''], list_sort(list_distinct({values})), ['']), {_MARK})"
    return f"CASE WHEN len({values}) > 1 THEN {many} ELSE {_MARK} || coalesce({values}[1] || {_MARK}, '') END"


def unpacked(column: str) -> str:
    """Return SQL for the list that was packed into a text."""
    return f"string_split({column}, {_MARK})[2:-2]"


def holds(column: str) -> str:
    """Return the condition that a packed text holds a value, given as a parameter."""
    return f"contains({column}, {_MARK} || ? || {_MARK})"


_NAME = "coalesce({0}.name, {0}.text, {0}.code)"


def _packed_parties(role: str, parties: str | None = None) -> dict[str, str]:
    """Return column and SQL of the packed codes, entities and names (lower case) of a list of parties."""
    given = parties or role
    each = {"code": "p.code", "entity": "p.entity", "name": f"lower({_NAME.format('p')})"}
    return {f"{role}_{what}": packed(f"list_transform({given}, lambda p: {value})") for what, value in each.items()}


_DAY = """
    try_cast(CASE length("date") WHEN 4 THEN "date" || '-01-01' WHEN 7 THEN "date" || '-01' ELSE "date" END AS DATE)
"""
_LAST_DAY = """
    CASE length(coalesce(end_date, "date"))
        WHEN 4 THEN try_cast(coalesce(end_date, "date") || '-12-31' AS DATE)
        WHEN 7 THEN last_day(try_cast(coalesce(end_date, "date") || '-01' AS DATE))
        ELSE try_cast(coalesce(end_date, "date") AS DATE) END
"""
# Columns as they follow from a merged event or a lone mention.
_VALUES = {
    "sort_day": f"coalesce({_DAY}, {NOWHEN})", "view": "0", "review": "'machine'", "day": _DAY, "last_day": _LAST_DAY,
    "context": packed("context"), "auxiliary": packed("auxiliary"), "country": "place.country", "place": "place.name",
    "latitude": "place.latitude", "longitude": "place.longitude", "precision": "place.precision",
    **_packed_parties("actor"), **_packed_parties("recipient"),
}  # fmt: skip
# Mentions of reports that consolidation has not seen yet stand for themselves.
_SOURCES = (
    ("merged_events", "true", "reports", "mention"),
    ("events", "document NOT IN (SELECT document FROM consolidated)", "1", "[id]"),
)


def _laid(select: str) -> str:
    """Return a query on all that is to be laid; {source}, {reports}, {mention} and {n} may stand in it."""
    return " UNION ALL ".join(
        select.format(source=f"{table} JOIN {_FRESH} USING (id)", reports=reports, mention=mention)
        for table, _, reports, mention in _SOURCES
    )


def _number(only: str) -> str:
    alone = " UNION ALL ".join(f"SELECT id FROM {table} WHERE {where} AND {only}" for table, where, _, _ in _SOURCES)
    return f"""
        CREATE OR REPLACE TABLE {_FRESH} AS
        SELECT id, coalesce(kept.n, (SELECT n FROM {_LAST}) + row_number() OVER ())::INTEGER AS n
        FROM ({alone}) LEFT JOIN {_KEPT} kept USING (id)
    """


_LAY_MENTIONS = f"""
    INSERT INTO {MENTIONS}
    SELECT told.n, told.place, told.mention, e.document, u.unit
    FROM (
        {_laid("SELECT n, unnest({mention}) AS mention, generate_subscripts({mention}, 1) AS place FROM {source}")}
    ) told LEFT JOIN events e ON e.id = told.mention
    LEFT JOIN search_units u ON u.kind = 'sentence' AND u.document = e.document AND u.item = CAST(e.sentence AS VARCHAR)
    ORDER BY told.n, told.place
"""
_LAY_FLAT = f"""
    INSERT INTO {FLAT}
    SELECT f.*, {packed("printed")}
    FROM (
        {_laid(
            "SELECT " + ", ".join(
                "{reports} AS reports" if name == "reports" else f'{_VALUES[name]} AS "{name}"' if name in _VALUES
                else f'"{name}"' for name in _COLUMNS if name != "publisher"
            ) + " FROM {source}"
        )}
    ) f LEFT JOIN (
        SELECT m.n, list(d.publisher) AS printed FROM {MENTIONS} m JOIN {_FRESH} USING (n) JOIN documents d
        ON d.id = m.document WHERE d.publisher <> '' GROUP BY m.n
    ) told USING (n) ORDER BY sort_day, id
"""  # fmt: skip
_PARTY = f"role, party.code, party.entity, {_NAME.format('party')} AS name"
_LAY_PARTIES = f"INSERT INTO {PARTIES} " + " UNION ALL ".join(
    _laid(f"SELECT n, {_PARTY} FROM (SELECT n, '{role}' AS role, unnest({role}) AS party FROM {{source}})")
    for role in ("actor", "recipient")
)
_LAY_DOCUMENTS = f"""
    INSERT INTO {DOCUMENTS}
    SELECT d.id, coalesce(d.published, {NOWHEN}), d.published, d.publisher, d.language, d.title, length(d.text),
        coalesce(e.count, 0), coalesce(s.count, 0)
    FROM documents d
    LEFT JOIN (SELECT document AS id, count(*) AS count FROM events WHERE {{of}} GROUP BY document) e USING (id)
    LEFT JOIN (SELECT document AS id, count(*) AS count FROM statements WHERE {{of}} GROUP BY document) s USING (id)
    WHERE {{only}} ORDER BY 2, 1
"""
_LAY_STATEMENTS = f"""
    INSERT INTO {STATEMENTS}
    SELECT s.id, s.document, d.day, coalesce(s.cue.start_char, s.content[1].start_char, 0)
    FROM statements s JOIN {DOCUMENTS} d ON d.id = s.document WHERE {{of}} ORDER BY d.day, s.document
"""
_LAY_ENTITIES = f"""
    INSERT INTO {ENTITIES}
    SELECT entity, mode(name), arg_min(p.code, n), count(DISTINCT n)::BIGINT,
        min(sort_day) FILTER (sort_day > {NOWHEN})
    FROM {PARTIES} p JOIN {FLAT} flat USING (n) WHERE "view" IN (0, 2) AND {{}} GROUP BY entity
"""
# The last decision on any mention of an event that was not taken back.
_JUDGE = f"""
    INSERT INTO {_JUDGED}
    SELECT n, arg_max(decision, number), arg_max(after, number)
    FROM (SELECT DISTINCT n, number, decision, after FROM reviews r JOIN {MENTIONS} m USING (mention)
          WHERE decision IN ('accept', 'reject', 'edit') AND NOT undone AND n IN (SELECT n FROM {_FRESH}))
    GROUP BY n
"""
_MARKED = f"""
    UPDATE {FLAT}
    SET review = CASE decision WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' ELSE 'corrected' END,
        "view" = CASE decision WHEN 'accept' THEN 0 ELSE 1 END
    FROM {_JUDGED} judged JOIN {_FRESH} USING (n) WHERE judged.n = flat.n
"""
_PAIR = f"""
    INSERT INTO {TWINS}
    SELECT n, (SELECT n FROM {_LAST}) + row_number() OVER (), after
    FROM {_JUDGED} JOIN {_FRESH} USING (n) WHERE decision = 'edit'
"""
_GIVEN = """from_json("after"->'$.{}', '[{}]')"""
_WORDS = {name: _GIVEN.format(name, '"VARCHAR"') for name in ("mode", "context", "auxiliary")}
_SIDES = {
    role: _GIVEN.format(role, '{"code":"VARCHAR","entity":"VARCHAR","name":"VARCHAR","text":"VARCHAR"}')
    for role in ("actor", "recipient")
}


def _told(path: str, kind: str = "VARCHAR") -> str:
    """Return SQL for a value that a correction gives, NULL where it leaves it as it was."""
    return f"""try_cast("after"->>'$.{path}' AS {kind})"""


_EDITED = {
    "n": '"new"', "view": "2", "sort_day": f"coalesce({_told('day', 'DATE')}, sort_day)",
    "mode": f"coalesce({_WORDS['mode']}, mode)",
    **{name: f"CASE WHEN {_WORDS[name]} IS NULL THEN {name} ELSE {packed(_WORDS[name])} END"
       for name in ("context", "auxiliary")},
    **{column: f"CASE WHEN {given} IS NULL THEN {column} ELSE {value} END"
       for role, given in _SIDES.items() for column, value in _packed_parties(role, given).items()},
    **{name: f"coalesce({_told(path, _COLUMNS[name])}, {name})" for name, path in (
        ("day", "day"), ("last_day", "last_day"), ("event_type", "event_type"), ("quad_code", "quad_code"),
        ("event_scale", "event_scale"), ("country", "place.country"), ("place", "place.name"))},
}  # fmt: skip
_FRESH_TWINS = f'{TWINS} JOIN {_FRESH} fresh ON fresh.n = "old"'
_EDIT = (
    f"INSERT INTO {FLAT} SELECT "
    + ", ".join(f'{_EDITED.get(name, f"flat.{name}")} AS "{name}"' for name in _COLUMNS)
    + f' FROM {_FRESH_TWINS} JOIN {FLAT} flat ON flat.n = "old"',
    f'INSERT INTO {MENTIONS} SELECT "new", place, mention, document, unit FROM {_FRESH_TWINS} JOIN {MENTIONS} m '
    'ON m.n = "old"',
    *(
        f'INSERT INTO {PARTIES} SELECT "new", role, code, entity, name FROM {_FRESH_TWINS} JOIN {PARTIES} p '
        f"ON p.n = \"old\" WHERE role = '{role}' AND {given} IS NULL"
        for role, given in _SIDES.items()
    ),
    *(
        f"INSERT INTO {PARTIES} SELECT n, {_PARTY} "
        f"FROM (SELECT \"new\" AS n, '{role}' AS role, unnest({given}) AS party FROM {_FRESH_TWINS})"
        for role, given in _SIDES.items()
    ),
)
_COUNT = f"""
    UPDATE {_LAST} SET n = greatest(
        n, coalesce((SELECT max(n) FROM {_FRESH}), 0), coalesce((SELECT max("new") FROM {TWINS}), 0)
    )
"""


def lay_flat(connection: duckdb.DuckDBPyConnection, touched: Collection[str] | None) -> None:
    """Make the flat tables those of what the store holds now.

    Args:
        connection: a cursor whose schema in use is the store; readers see the old rows until this is done.
        touched: ids of the documents, mentions and events that were written or deleted since it was last done; None
            for everything.
    """
    with _whole(connection):
        for table, columns in _CREATE.items():
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
        connection.execute(f"CREATE TABLE IF NOT EXISTS {_LAST} AS SELECT 0 AS n")
        if touched is None:
            connection.execute(f'CREATE OR REPLACE TABLE {_KEPT} AS SELECT n, id FROM {FLAT} WHERE "view" < 2')
            for table, columns in _CREATE.items():
                connection.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
        else:
            _take_out(connection, touched)
        only, of = (
            ("true", "true") if touched is None else (f"{name} IN (FROM {_TOUCHED})" for name in ("id", "document"))
        )
        for statement in (
            _number(only), _COUNT, _LAY_MENTIONS, _LAY_FLAT, _LAY_PARTIES, _JUDGE, _MARKED, _PAIR, _COUNT, *_EDIT,
            _LAY_DOCUMENTS.format(only=only, of=of), _LAY_STATEMENTS.format(of=of),
        ):  # fmt: skip
            connection.execute(statement)
        changed = "entity IS NOT NULL"
        if touched is not None:
            new = f'n IN (SELECT n FROM {_FRESH} UNION ALL SELECT "new" FROM {_FRESH_TWINS})'
            connection.execute(f"INSERT INTO {_CHANGED} SELECT entity FROM {PARTIES} WHERE {new} AND {changed}")
            changed = f"entity IN (SELECT entity FROM {_CHANGED})"
            connection.execute(f"DELETE FROM {ENTITIES} WHERE {changed}")
        connection.execute(_LAY_ENTITIES.format(changed))
    if touched is None:
        connection.execute("CHECKPOINT laid")


def _take_out(connection: duckdb.DuckDBPyConnection, touched: Collection[str]) -> None:
    """Delete the rows of what was touched, and keep the numbers."""
    connection.execute(f"CREATE OR REPLACE TABLE {_TOUCHED} AS SELECT unnest(?::VARCHAR[]) AS id", [list(touched)])
    for table, _, _, _ in _SOURCES:
        connection.execute(f"INSERT INTO {_TOUCHED} SELECT id FROM {table} WHERE document IN (FROM {_TOUCHED})")
    connection.execute(
        f'CREATE OR REPLACE TABLE {_KEPT} AS SELECT n, id FROM {FLAT} WHERE "view" < 2 AND (id IN (FROM {_TOUCHED}) '
        f"OR n IN (SELECT n FROM {MENTIONS} WHERE mention IN (FROM {_TOUCHED}) OR document IN (FROM {_TOUCHED})))"
    )
    connection.execute(f"INSERT INTO {_TOUCHED} SELECT id FROM {_KEPT}")
    twins = f'SELECT "new" FROM {TWINS} WHERE "old" IN (SELECT n FROM {_KEPT})'
    gone = f"n IN (SELECT n FROM {_KEPT} UNION ALL {twins})"
    connection.execute(
        f"CREATE OR REPLACE TABLE {_CHANGED} AS SELECT entity FROM {PARTIES} WHERE {gone} AND entity IS NOT NULL"
    )
    for table in _NUMBERED:
        connection.execute(f"DELETE FROM {table} WHERE {gone}")
    connection.execute(f'DELETE FROM {TWINS} WHERE "old" IN (SELECT n FROM {_KEPT})')
    connection.execute(f"DELETE FROM {DOCUMENTS} WHERE id IN (FROM {_TOUCHED})")
    connection.execute(f"DELETE FROM {STATEMENTS} WHERE document IN (FROM {_TOUCHED})")


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
