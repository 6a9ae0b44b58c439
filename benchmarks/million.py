"""A store of a million plausible events, made by the database itself in minutes: what `serve` is measured on.

    python benchmarks/million.py FILE.duckdb [--events 1000000]

No report is coded: parties, places, types and days are drawn by hashes with a few frequent and many rare values, as in
news. For every five events there are two reports of three sentences each, with the full-text index, a statement in
every second report and an occasion for every 500 events; one event in ten is told in three reports.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dotterel.knowledge import Knowledge
from dotterel.model import STATUSES, Event, EventMention, Occasion, Statement
from dotterel.ontology import load_ontology
from dotterel.store import Store, open_store
from dotterel.store.schema import Structure, sql_type, structure
from dotterel.store.search import term_number

WIDTH = 120
DAYS = 3650
LAST = date(2026, 11, 20)
PERSONS = 5000
WORDS = (
    "border talks aid ceasefire election visit sanctions troops summit minister protest court police rebels grain "
    "pipeline treaty ambassador embargo refugees parliament budget airline fishing river dam port railway islands vaccine"
).split()


def spelled(shape: dict[str, Structure], values: dict[str, str]) -> str:
    """Return the columns of a record as SQL, NULL where no value is given."""
    return ", ".join(
        f'CAST({values.get(name, "NULL")} AS {sql_type(kind)}) AS "{name}"' for name, kind in shape.items()
    )


def struct(shape: Any, values: dict[str, str]) -> str:
    """Return a struct of the wanted shape as SQL."""
    inner = ", ".join(f'"{name}": CAST({values.get(name, "NULL")} AS {sql_type(kind)})' for name, kind in shape.items())
    return f"{{{inner}}}"


def draw(what: str, count: int, power: float = 3.0) -> str:
    """Return SQL for a whole number from 0, small ones far more often."""
    return f"CAST(floor({count} * pow((hash(i, '{what}') % 1000003) / 1000003.0, {power})) AS INTEGER)"


def fill(store: Store, events: int) -> None:
    """Fill an empty store."""
    con = store.connection
    documents = max(2, events * 2 // 5)
    tables(store)
    con.execute(f"""
        CREATE TEMP TABLE plan AS
        SELECT i, i % {documents} AS doc, CAST((i // {documents}) % 3 AS INTEGER) AS sentence, {draw("type", 16, 1.5)} AS t,
            {draw("a", 190)} AS a, {draw("r", 190)} AS r, {draw("pa", PERSONS)} AS pa, {draw("pl", 900)} AS pl,
            hash(i, 'named') % 10 AS named, 30 + CAST(hash(i, 'c') % 70 AS INTEGER) AS sure
        FROM range({events}) x(i)
    """)
    con.execute(f"""
        CREATE TEMP TABLE happening AS
        SELECT p.*, k.name AS event_type, k.quad, k.scale, k.mode, ac.code AS acode, ac.name AS aname, rc.code AS rcode,
            rc.name AS rname, s.name AS site, s.country, s.latitude, s.longitude, s.geonameid,
            DATE '{LAST}' - CAST({DAYS} * pow((hash(doc, 'day') % 1000003) / 1000003.0, 1.3) AS INTEGER) AS day,
            'person:p ' || pa AS person, 'P' || pa || ' Name' AS pname, 'd' || doc AS document
        FROM plan p JOIN kinds k ON k.n = t JOIN codes ac ON ac.n = a JOIN codes rc ON rc.n = r JOIN sites s ON s.n = pl
    """)
    sentence = (
        f"rpad(left(pname || ' of ' || aname || ' met ' || rname || ' in ' || site || ' on ' || w1 || ' and ' || w2, {WIDTH - 1}),"
        f" {WIDTH - 1}, ' ') || '.'"
    )
    con.execute(f"""
        CREATE TEMP TABLE told AS
        SELECT document, sentence, any_value({sentence}) AS text, any_value(day) AS day, any_value(w1) AS w1,
            any_value(w2) AS w2, any_value(a) AS a, any_value(r) AS r
        FROM (SELECT h.*, v1.word AS w1, v2.word AS w2 FROM happening h
              JOIN vocabulary v1 ON v1.n = CAST(hash(i, 'w1') % {len(WORDS)} AS INTEGER)
              JOIN vocabulary v2 ON v2.n = CAST(hash(i, 'w2') % {len(WORDS)} AS INTEGER))
        GROUP BY document, sentence
    """)
    con.execute("""
        INSERT INTO documents BY NAME
        SELECT document AS id, string_agg(text, '' ORDER BY sentence) AS text, 'Report ' || document AS title,
            any_value(day) AS published, 'Paper ' || CAST(floor(200 * pow((hash(document) % 9973) / 9973.0, 3)) AS INTEGER)
            AS publisher, 'en' AS language, 'million' AS origin, 'generated' AS coder, document AS digest
        FROM told GROUP BY document
    """)
    con.execute(
        f"INSERT INTO sentences SELECT document, sentence, sentence * {WIDTH}, (sentence + 1) * {WIDTH} FROM told"
    )
    write_mentions(con)
    write_events(con, events)
    write_statements(con)
    write_occasions(con, events)
    index(con)
    con.execute("INSERT INTO consolidated SELECT id, digest FROM documents")
    con.execute("CHECKPOINT store")


def tables(store: Store) -> None:
    """Make the tables of values that are drawn from."""
    con = store.connection
    ontology = load_ontology()
    kinds = [
        {"n": n, "name": name, "quad": ontology.quad_code(name), "scale": ontology.event_scale(name, ()),
         "mode": list(kind.modes)[:1]}
        for n, (name, kind) in enumerate(ontology.event_types.items())
    ]  # fmt: skip
    countries = [one for one in Knowledge.load().countries.values() if len(one.code) == 3][:190]
    codes = [{"n": n, "code": one.code, "name": one.name} for n, one in enumerate(countries)]
    sites = [
        {"n": n, "name": f"Town {n}", "country": countries[n % 190].code, "latitude": (n * 37 % 1300) / 10 - 60,
         "longitude": (n * 91 % 3500) / 10 - 175, "geonameid": 100_000 + n}
        for n in range(900)
    ]  # fmt: skip
    vocabulary = [{"n": n, "word": word} for n, word in enumerate(WORDS)]
    shapes: dict[str, tuple[dict[str, Any], list[Any]]] = {
        "kinds": ({"n": "INTEGER", "name": "VARCHAR", "quad": "INTEGER", "scale": "DOUBLE", "mode": ["VARCHAR"]}, kinds),
        "codes": ({"n": "INTEGER", "code": "VARCHAR", "name": "VARCHAR"}, codes),
        "sites": ({"n": "INTEGER", "name": "VARCHAR", "country": "VARCHAR", "latitude": "DOUBLE", "longitude": "DOUBLE",
                   "geonameid": "INTEGER"}, sites),
        "vocabulary": ({"n": "INTEGER", "word": "VARCHAR"}, vocabulary),
        "terms": ({"word": "VARCHAR", "term": "BIGINT"},
                  [{"word": w, "term": term_number(w.rstrip("s"), "sentence")} for w in WORDS]),
        "said_terms": ({"word": "VARCHAR", "term": "BIGINT"},
                       [{"word": w, "term": term_number(w.rstrip("s"), "statement")} for w in WORDS]),
    }  # fmt: skip
    for name, (shape, rows) in shapes.items():
        con.execute(
            f"CREATE TEMP TABLE {name} AS SELECT row.* FROM (SELECT unnest(from_json_strict(?, ?)) AS row)",
            [json.dumps(rows), json.dumps([shape])],
        )


def parties(shape: Any, role: str) -> str:
    """Return the list of one party as SQL: a person in four of ten events, else a country."""
    letter = role[0]
    named = "named < 4" if role == "actor" else "false"
    return "[" + struct(shape[0], {
        "start_char": f"sentence * {WIDTH}", "end_char": f"sentence * {WIDTH} + 8",
        "text": f"CASE WHEN {named} THEN pname ELSE {letter}name END",
        "name": f"CASE WHEN {named} THEN pname ELSE {letter}name END",
        "entity": f"CASE WHEN {named} THEN person ELSE 'country:' || {letter}code END", "code": f"{letter}code",
        "sector": "['GOV']",
    }) + "]"  # fmt: skip


def write_mentions(con: Any) -> None:
    """Write one mention for each event."""
    shape = structure(EventMention)
    span = {"start_char": f"sentence * {WIDTH}", "end_char": f"(sentence + 1) * {WIDTH}"}
    trigger = {"start_char": f"sentence * {WIDTH} + 10", "end_char": f"sentence * {WIDTH} + 13"}
    place = {
        "start_char": f"sentence * {WIDTH} + 20", "end_char": f"sentence * {WIDTH} + 24", "text": "site", "name": "site",
        "country": "country", "latitude": "latitude", "longitude": "longitude", "geonameid": "geonameid",
        "precision": "'city'",
    }  # fmt: skip
    con.execute("INSERT INTO events SELECT " + spelled(shape, {
        "id": "'ev_' || lpad(i::VARCHAR, 9, '0')", "document": "document", "sentence": "sentence",
        "sentence_span": struct(shape["sentence_span"], span), "trigger": struct(shape["trigger"], trigger),
        "trigger_text": "'met'", "event_type": "event_type", "mode": "mode", "context": "['diplomatic']", "auxiliary": "[]",
        "quad_code": "quad", "event_scale": "scale", "actor": parties(shape["actor"], "actor"),
        "recipient": parties(shape["recipient"], "recipient"), "attribution": "[]",
        "place": f"CASE WHEN hash(i, 'placed') % 3 > 0 THEN {struct(shape['place'], place)} END", "date": "day::VARCHAR",
        "date_basis": "'publication'", "confidence": "sure / 100.0",
        "provenance": struct(shape["provenance"], {"component": "'million'", "version": "'1'", "rule": "'head'"}),
    }) + " FROM happening")  # fmt: skip


def write_events(con: Any, events: int) -> None:
    """Write the merged events, every tenth with two mentions more than its own."""
    shape = structure(Event)
    site = {"name": "site", "country": "country", "latitude": "latitude", "longitude": "longitude",
            "geonameid": "geonameid", "precision": "'city'"}  # fmt: skip
    many = "i % 10 = 0"
    told = (
        f"CASE WHEN {many} THEN ['ev_' || lpad(i::VARCHAR, 9, '0'), 'ev_' || lpad(((i + 7) % {events})::VARCHAR, 9, '0'), "
        f"'ev_' || lpad(((i + 13) % {events})::VARCHAR, 9, '0')] ELSE ['ev_' || lpad(i::VARCHAR, 9, '0')] END"
    )
    counts = dict.fromkeys(("reports", "independent_reports", "publishers"), f"CASE WHEN {many} THEN 3 ELSE 1 END")
    con.execute("INSERT INTO merged_events SELECT " + spelled(shape, {
        "id": "'hap_' || lpad(i::VARCHAR, 9, '0')", "event_type": "event_type", "mode": "mode",
        "context": "['diplomatic']", "auxiliary": "[]", "quad_code": "quad", "event_scale": "scale",
        "actor": parties(shape["actor"], "actor"), "recipient": parties(shape["recipient"], "recipient"),
        "place": f"CASE WHEN hash(i, 'placed') % 3 > 0 THEN {struct(shape['place'], site)} END", "date": "day::VARCHAR",
        "date_basis": "'publication'", "mention": told, "document": "document", "first_report": "day", "last_report": "day",
        "disagreement": "[]", "confidence": "sure / 100.0", **counts,
    }) + " FROM happening")  # fmt: skip


def write_statements(con: Any) -> None:
    """Write a statement for the first sentence of every second report."""
    shape = structure(Statement)
    passage = struct(shape["content"][0], {"start_char": "0", "end_char": str(WIDTH), "text": "told.text"})  # type: ignore[index]
    con.execute("INSERT INTO statements SELECT " + spelled(shape, {
        "id": "'st_' || document", "document": "document", "sentence": "0", "quotation": "'indirect'", "tone": "'say'",
        "content": f"[{passage}]", "speaker": parties(shape["speaker"], "actor"), "addressee": "[]", "via": "[]",
        "auxiliary": "[]", "about": "[]", "confidence": "sure / 100.0",
        "provenance": struct(shape["provenance"], {"component": "'million'", "version": "'1'", "rule": "'head'"}),
    }) + " FROM happening JOIN told USING (document, sentence) WHERE sentence = 0 AND doc % 2 = 0 AND i = doc")  # fmt: skip


def write_occasions(con: Any, events: int) -> None:
    """Write an occasion for every 500 events."""
    shape = structure(Occasion)
    party: Any = shape["participant"]
    listed = parties(party, "actor")[:-1] + ", " + parties(party, "recipient")[1:]
    history: Any = shape["history"]
    entry = struct(history[0], {
        "status": "status", "date": "day::VARCHAR", "document": "document", "event": "'ev_' || lpad(i::VARCHAR, 9, '0')",
        "start_char": "0", "end_char": "20", "text": "'talks'", "said_by": "[]",
    })  # fmt: skip
    con.execute("INSERT INTO occasions SELECT " + spelled(shape, {
        "id": "'occ_' || i", "occasion_type": "'summit'", "participant": listed, "date": "(day + 30)::VARCHAR",
        "status": "status", "contested": "false", "history": f"[{entry}]",
        "mention": "['ev_' || lpad(i::VARCHAR, 9, '0')]", "sighting": "[]", "document": "[document]", "reports": "1",
        "independent_reports": "1", "publishers": "1", "first_report": "day", "last_report": "day", "disagreement": "[]",
    }) + f" FROM (SELECT *, {list(STATUSES)!r}[1 + CAST(hash(i, 's') % {len(STATUSES)} AS INTEGER)] AS status "
         "FROM happening WHERE i % 500 = 0)")  # fmt: skip


def index(con: Any) -> None:
    """Write the full-text index of the drawn words."""
    con.execute("CREATE TEMP TABLE units AS SELECT row_number() OVER () AS unit, *, 12 AS words FROM told")
    con.execute("INSERT INTO search_units SELECT unit, 'sentence', document, sentence::VARCHAR, words FROM units")
    for column in ("w1", "w2"):
        con.execute(
            f"INSERT INTO search_postings SELECT term, unit, 1, words FROM units JOIN terms ON terms.word = units.{column}"
        )
    con.execute("CREATE TEMP TABLE said AS SELECT (SELECT max(unit) FROM units) + row_number() OVER () AS unit, s.id, "
                "s.document, u.w1 FROM statements s JOIN units u ON u.document = s.document AND u.sentence = 0")  # fmt: skip
    con.execute("INSERT INTO search_units SELECT unit, 'statement', document, id, 12 FROM said")
    con.execute("INSERT INTO search_postings SELECT term, unit, 1, 12 FROM said JOIN said_terms ON word = w1")


def main() -> None:
    """Make the store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    given = parser.parse_args()
    if given.path.exists():
        parser.error(f"{given.path} is there already; delete it or name another file")
    started = time.perf_counter()
    with open_store(given.path) as store:
        fill(store, given.events)
        counts = {name: store.count(name) for name in ("documents", "merged_events", "statements", "occasions")}
    print(f"{given.path}: {counts} in {time.perf_counter() - started:.0f} s, since {LAST - timedelta(days=DAYS)}")


if __name__ == "__main__":
    main()
