"""One thing of a served store comes out with what belongs to it: an event's reports, an actor's partners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dotterel.model import EventMention, Occasion, Statement
from dotterel.store.charts import Ask, Charts, Rows
from dotterel.store.flat import ENTITIES, FLAT, PARTIES
from dotterel.store.flat_query import Asked
from dotterel.store.query import EventFilter
from dotterel.store.schema import from_row

_MOST = 200


def about_mentions(ask: Ask, mentions: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return, by mention, its sentence's text and what is known of its report, and whose copy the report is."""
    rows = ask(
        "SELECT e.id AS mention, d.title, d.publisher, d.published, d.url, g.lead AS copy_of, "
        "d.text[e.sentence_span.start_char + 1 : e.sentence_span.end_char] AS sentence "
        "FROM events e JOIN documents d ON d.id = e.document "
        "LEFT JOIN (SELECT lead, unnest(document) AS copy FROM report_groups) g ON g.copy = d.id AND g.lead <> d.id "
        "WHERE e.id IN (SELECT unnest(?))",
        [list(mentions)],
    )
    return {row["mention"]: row for row in rows}


def mentions(ask: Ask, identities: Sequence[str]) -> list[EventMention]:
    """Return event mentions in the order of their ids given."""
    rows = ask("SELECT * FROM events WHERE id IN (SELECT unnest(?))", [list(identities)])
    found = {row["id"]: from_row(EventMention, row) for row in rows}
    return [found[identity] for identity in identities if identity in found]


def about_statements(ask: Ask, statements: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return, by statement, the text from the first to the last sentence it stands in, and its report."""
    if not statements:
        return {}
    rows = ask(
        """
        WITH wanted AS (
            SELECT id, document, sentence,
                least(list_min(list_transform(content, lambda p: p.start_char)), coalesce(cue.start_char,
                2147483647)) AS low,
                greatest(list_max(list_transform(content, lambda p: p.end_char)), coalesce(cue.end_char, 0)) AS high
            FROM statements WHERE id IN (SELECT unnest(?))
        ), spread AS (
            SELECT w.id, w.document, min(s.start_char) AS start_char, max(s.end_char) AS end_char
            FROM wanted w JOIN sentences s ON s.document = w.document
                AND (s.sentence = w.sentence OR (s.start_char < w.high AND s.end_char > w.low))
            GROUP BY ALL
        )
        SELECT x.id, x.start_char, x.end_char, d.text[x.start_char + 1 : x.end_char] AS text, d.title, d.publisher,
        d.published
        FROM spread x JOIN documents d ON d.id = x.document
        """,
        [list(statements)],
    )
    return {row["id"]: row for row in rows}


def statements_of(ask: Ask, document: str) -> list[Statement]:
    """Return the statements of a document in text order."""
    query = "SELECT * FROM statements WHERE document = ? ORDER BY coalesce(cue.start_char, content[1].start_char), id"
    return [from_row(Statement, row) for row in ask(query, [document])]


def events_of(ask: Ask, document: str) -> list[EventMention]:
    """Return the event mentions of a document in text order."""
    rows = ask('SELECT * FROM events WHERE document = ? ORDER BY "trigger".start_char, id', [document])
    return [from_row(EventMention, row) for row in rows]


def layers_of(ask: Ask, document: str) -> dict[str, Rows]:
    """Return the sentences of a document, its places in occasions, its copies and its issues."""
    return {
        "sentences": ask(
            'SELECT sentence AS "index", start_char, end_char FROM sentences WHERE document = ? ORDER BY sentence',
            [document],
        ),
        "occasions": ask(
            "SELECT id, occasion_type, entry.status, entry.text, entry.start_char, entry.end_char FROM "
            "(SELECT id, occasion_type, unnest(history) AS entry FROM occasions WHERE list_contains(document, ?)) "
            "WHERE entry.document = ? ORDER BY entry.start_char",
            [document, document],
        ),
        "copies": ask(
            "SELECT other AS id, d.title, d.publisher, d.published FROM (SELECT unnest(document) AS other FROM "
            "report_groups "
            "WHERE list_contains(document, ?)) JOIN documents d ON d.id = other WHERE other <> ? ORDER BY "
            "d.published, other",
            [document, document],
        ),
        "issues": ask("SELECT * FROM issues WHERE document = ? ORDER BY id", [document]),
    }


def occasions_with(ask: Ask, *, entity: str | None = None, identity: str | None = None) -> list[Occasion]:
    """Return the occasions that an actor takes part in (an id or a code), or the one of an id."""
    if identity is not None:
        rows = ask("SELECT * FROM occasions WHERE id = ?", [identity])
    else:
        rows = ask(
            "SELECT * FROM occasions WHERE list_bool_or(list_transform(participant, lambda p: coalesce(p.entity = ? OR "
            f'p.code = ?, false))) ORDER BY "date" DESC NULLS LAST, id LIMIT {_MOST}',
            [entity, (entity or "").removeprefix("country:")],
        )
    return [from_row(Occasion, row) for row in rows]


def entity(charts: Charts, identity: str) -> dict[str, Any] | None:
    """Return who an actor is, by what names, with whom and when it acted; None where nothing is known.

    Args:
        charts: runs the queries.
        identity: an entity id (`country:KEN`, `person:…`, `org:…`) or a bare code.
    """
    column = "entity" if ":" in identity else "code"
    names = charts.ask(
        f"SELECT name AS text, any_value(code) AS code, any_value(entity) AS entity, count(DISTINCT n)::BIGINT AS "
        f"count "
        f"FROM {PARTIES} WHERE {column} = ? GROUP BY name ORDER BY count DESC, name LIMIT 40",
        [identity],
    )
    if not names:
        return None
    partners = charts.ask(
        f"""
        WITH mine AS MATERIALIZED (
            SELECT n, role, event_scale FROM (SELECT DISTINCT n, role FROM {PARTIES} WHERE {column} = ?)
            JOIN {FLAT} flat USING (n) WHERE "view" IN (0, 2)
        ), most AS (
            SELECT p.entity, count(DISTINCT p.n)::BIGINT AS events, round(avg(m.event_scale), 2) AS score
            FROM {PARTIES} p JOIN mine m ON p.n = m.n AND p.role <> m.role
            WHERE p.entity IS NOT NULL AND p.{column} IS DISTINCT FROM ? GROUP BY p.entity
            ORDER BY events DESC, p.entity LIMIT 25
        )
        SELECT entity, known.name, known.code, most.events, most.score FROM most JOIN {ENTITIES} known USING (entity)
        ORDER BY most.events DESC, entity
        """,
        [identity, identity],
    )
    mine = Asked(EventFilter(party=identity))
    return {
        "entity": names[0]["entity"] if column == "entity" else identity, "name": names[0]["text"],
        "code": names[0]["code"],
        "names": [{"text": row["text"], "count": row["count"]} for row in names], "events": charts.count(mine),
        "partners": partners, "timeline": charts.scores(mine, bin="month"),
    }  # fmt: skip
