"""Counts: the summary line, timeline, choices, pairs, network, map, trends, comparison, coverage and search."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query
from starlette.responses import Response

from dotterel.errors import InputError
from dotterel.serve.desk import Given
from dotterel.serve.filters import asked
from dotterel.serve.formats import answer, as_file
from dotterel.serve.routes_events import Filter
from dotterel.store import StatementFilter
from dotterel.store.flat_query import Asked
from dotterel.store.listing_told import read_statements
from dotterel.store.search import search_query, words_of
from dotterel.store.trends import trends

router = APIRouter(tags=["charts"])
_HITS = 50
_FIELDS = frozenset(
    "actor recipient party type quad context auxiliary since until country publisher document confidence q review "
    "view unit".split()
)


@router.get("/summary", summary="How much there is")
def summary(desk: Given, wanted: Filter) -> Response:
    """Return counts of events, reports, publishers, documents, statements and occasions, and the first and last day."""
    return answer(desk.served.charts.summary(wanted))


@router.get("/timeline", summary="Counts over time")
def timeline(desk: Given, wanted: Filter, bin: str | None = None, by: str = "quad") -> Response:
    """Return counts by bar and by quad or type."""
    return answer(desk.served.charts.timeline(wanted, bin=bin or None, by=by))


@router.get("/facets", summary="What could be chosen")
def facets(desk: Given, wanted: Filter) -> Response:
    """Return the most frequent values of each field with counts."""
    return answer(desk.served.charts.facets(wanted))


@router.get("/dyads", summary="Who acts on whom")
def dyads(
    desk: Given, wanted: Filter, limit: Annotated[int, Query(ge=1, le=500)] = 100,
    least: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:  # fmt: skip
    """Return pairs of codes with counts and mean score, the most frequent first."""
    return answer({"rows": desk.served.charts.dyads(wanted, limit=limit, least=least), "next": None})


def dyads_file(form: str, desk: Given, wanted: Filter) -> Response:
    """Return all pairs as a file, the most frequent first: json, jsonl, csv or parquet."""
    rows = desk.served.charts.dyads(wanted, limit=None)
    columns = ("actor", "actor_name", "recipient", "recipient_name", "count", "score", "cooperation", "conflict")
    return as_file(form, iter(rows), name="dyads", columns=columns)


@router.get("/dyads/{one}/{other}", summary="One pair over time")
def dyad(one: str, other: str, desk: Given, wanted: Filter, bin: str = "month") -> Response:
    """Return counts and mean scores of what one did to the other (`there`) and the other way (`back`)."""
    found = desk.served.charts.dyad(wanted, one, other, bin=bin)
    name_of = desk.served.charts.name_of
    names = {"actor_name": name_of(one), "recipient_name": name_of(other)}
    return answer({"actor": one, "recipient": other, **names, **found})


@router.get("/network", summary="Actors and the ties between them")
def network(
    desk: Given, wanted: Filter, least: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    nodes: Annotated[int, Query(ge=2, le=300)] = 60,
) -> Response:  # fmt: skip
    """Return the actors with most events and the ties between them."""
    return answer(desk.served.charts.network(wanted, least=least, nodes=nodes))


@router.get("/map", summary="Where it happened")
def map_points(desk: Given, wanted: Filter, limit: Annotated[int, Query(ge=1, le=10_000)] = 2000) -> Response:
    """Return places and countries with counts and mean scores."""
    return answer(desk.served.charts.map(wanted, limit=limit))


@router.get("/trends", summary="What changed most")
def what_changed(
    desk: Given, wanted: Filter, by: str = "dyad", weeks: Annotated[int, Query(ge=1, le=52)] = 4
) -> Response:
    """Return counts of the last weeks against the year before, the most surprising first, and new actors."""
    return answer(trends(desk.served.charts, wanted, by=by, weeks=weeks))


@router.get("/compare", summary="Two questions side by side")
def compare(
    desk: Given,
    a: Annotated[str, Query(max_length=2000, description="A query string of filters.", examples=["actor=KEN"])] = "",
    b: Annotated[str, Query(max_length=2000)] = "",
    bin: str | None = None,
) -> Response:
    """Return summary, timeline, types and partners of two filters on one axis."""
    charts = desk.served.charts
    sides = {"a": _asked(a), "b": _asked(b)}
    width = bin or max((charts.bin_of(one) for one in sides.values()), key=["day", "week", "month", "year"].index)
    found: dict[str, Any] = {"bin": width}
    for name, one in sides.items():
        facets_of = charts.facets(one, ("type", "actor", "recipient"))
        found[name] = {
            "summary": charts.summary(one), "timeline": charts.timeline(one, bin=width)["rows"],
            "scores": charts.scores(one, bin=width), "types": facets_of["type"], "actors": facets_of["actor"],
            "recipients": facets_of["recipient"],
        }  # fmt: skip
    return answer(found)


def _asked(query: str) -> Asked:
    given = parse_qs(query.lstrip("?"), keep_blank_values=False)
    one = {name: values[0] for name, values in given.items() if name in _FIELDS - {"type", "quad"}}
    try:
        return asked(**one, type=given.get("type"), quad=given.get("quad"))
    except TypeError as problem:
        raise InputError(f"query {query!r} cannot be read: {problem}") from None


@router.get("/coverage", summary="Documents over time by publisher")
def coverage(desk: Given, bin: str = "month") -> Response:
    """Return documents and events by bar and publisher, and the publishers that have fallen silent."""
    return answer(desk.served.charts.coverage(bin=bin))


@router.get("/search", summary="Full-text search")
def search(desk: Given, q: Annotated[str, Query(max_length=300)] = "") -> Response:
    """Return the sentences and statements that have every word, best first, with the words marked."""
    if not q.strip():
        raise InputError("q is empty; give words to search for")
    query, values = search_query(q, "sentence", _HITS)
    hits = desk.ask(
        "SELECT h.document, CAST(h.item AS INTEGER) AS index, h.score, d.title, d.publisher, d.published, "
        "s.start_char, s.end_char, "
        f"d.text[s.start_char + 1 : s.end_char] AS text FROM ({query}) h JOIN documents d ON d.id = h.document "
        "JOIN sentences s ON s.document = h.document AND s.sentence = CAST(h.item AS INTEGER) ORDER BY h.score "
        "DESC, h.document, index",
        values,
    )
    wanted = set(words_of(q))
    for row in hits:
        row["marks"] = _marked(row["text"], wanted)
    return answer(
        {
            "q": q,
            "sentences": hits,
            "statements": desk.statements(read_statements(desk.ask, StatementFilter(text=q), limit=_HITS)),
        }
    )


def _marked(text: str, wanted: set[str]) -> list[dict[str, int]]:
    marks = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        if wanted & set(words_of(word)):
            marks.append({"start_char": at, "end_char": at + len(word)})
        at += len(word)
    return marks
