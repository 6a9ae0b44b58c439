"""What is left: status, ontology, methods, new documents, the stream of news, saved searches, SQL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from dotterel.errors import InputError
from dotterel.ingest import parse_date
from dotterel.ingest.clean import clean
from dotterel.model import Document
from dotterel.ontology import load_ontology
from dotterel.serve.desk import Given
from dotterel.serve.formats import answer
from dotterel.serve.problems import NotThere
from dotterel.version import CODER, VERSION

router = APIRouter()
MOST_DOCUMENTS = 200
LONGEST_TEXT = 500_000


class NewDocument(BaseModel):
    """A report as it is sent."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"text": "Kenya's president met his Ugandan counterpart in Kampala on Monday.",
                                       "published": "2024-05-07", "publisher": "The Example"}},
    )  # fmt: skip

    text: str = Field(max_length=LONGEST_TEXT)
    title: str | None = Field(None, max_length=1000)
    published: str | None = Field(None, max_length=10, description="YYYY-MM-DD")
    publisher: str | None = Field(None, max_length=300)
    url: str | None = Field(None, max_length=3000)
    id: str | None = Field(None, max_length=300)


class NewDocuments(BaseModel):
    """Several reports."""

    model_config = ConfigDict(extra="forbid")

    documents: list[NewDocument] = Field(max_length=MOST_DOCUMENTS)


class Search(BaseModel):
    """A search to keep: the page with its filters."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"name": "Kenya abroad", "path": "/events?actor=KEN"}}
    )

    name: str = Field(min_length=1, max_length=120)
    path: str = Field(max_length=2000, pattern=r"^/(?:events|statements|occasions|documents)(?:\?[^\s]*)?$")


class Sql(BaseModel):
    """A query of the SQL page."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"query": "SELECT count(*) FROM events"}})

    query: str = Field(max_length=20_000)


@router.get("/status", tags=["status"], summary="The store and the server")
def status(desk: Given) -> Response:
    """Return what is served: store, coder, counts, last ingest."""
    [counts] = desk.ask(
        "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM events) AS mentions, "
        "(SELECT count(*) FROM merged_events) AS events, (SELECT count(*) FROM statements) AS statements, "
        "(SELECT count(*) FROM occasions) AS occasions, (SELECT count(*) FROM issues) AS issues, "
        "(SELECT count(*) FROM reviews) AS reviews, (SELECT max(finished) FROM runs) AS last_ingest, "
        "(SELECT count(*) FROM documents d WHERE d.id NOT IN (SELECT document FROM consolidated)) AS unconsolidated"
    )
    return answer({
        "store": desk.served.store.path.name, "coder": CODER, "loopback": desk.guard.loopback,
        "sql": desk.guard.loopback,
        "token": desk.guard.token is not None, "watching": desk.live.watching, **counts,
    })  # fmt: skip


@router.get("/ontology", tags=["status"], summary="Types, modes, contexts")
def ontology() -> Response:
    """Return the ontology with definitions, quads and scores."""
    found = load_ontology()
    return answer({
        "event_types": [
            {
                "name": name, "definition": kind.definition, "quad_code": found.quad_code(name),
                "event_scale": found.event_scale(name, ()), "modes": list(kind.modes),
            }
            for name, kind in found.event_types.items()
        ],
        "contexts": list(found.contexts), "auxiliaries": list(found.auxiliaries), "sectors": list(found.sectors),
        "quads": {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict",
        "4": "material conflict"},
    })  # fmt: skip


@cache
def _card() -> dict[str, Any]:
    source = files("dotterel.annotate") / "data" / "model_card.json"
    card: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return card


@router.get("/methods", tags=["status"], summary="How it was made and how good it is")
def methods(desk: Given) -> Response:
    """Return versions, measured figures, licences, known limits and how to cite."""
    runs = desk.ask("SELECT * FROM runs ORDER BY run DESC LIMIT 50")
    coders = desk.ask(
        "SELECT coder, count(*) AS documents FROM documents GROUP BY coder ORDER BY documents DESC, coder"
    )
    return answer({
        "version": VERSION, "coder": CODER, "coders": coders, "runs": runs, "model": _card(),
        "licences": [
            {"what": "program", "licence": "Apache-2.0"},
            {"what": "corpus", "licence": "CC0-1.0"},
            {"what": "model weights", "licence": "CC BY-SA 4.0 (UD English EWT, UD English GUM, Universal NER EWT)"},
            {"what": "gazetteer", "licence": "CC BY 4.0, GeoNames, https://www.geonames.org"},
            {"what": "country facts", "licence": "CC0, CIA World Factbook"},
            {"what": "ontology", "licence": "PLOVER, https://github.com/openeventdata/PLOVER; definitions are our own"},
        ],
        "limits": [
            "English only; written news. Other text gives false events.",
            "The date of an event told without one is that of the narrative or of the report; date_basis says which.",
            "Recipients and the parties of noun phrases are its weakest part; see the figures.",
            "Who an unnamed actor is of is inferred from the report around it and marked as inferred.",
            "Counts of events follow what is reported, which is not what happens.",
        ],
        "cite": f"The Dotterel developers (2026): Dotterel {VERSION}. Political events, statements and occasions "
        f"from news text.",
    })  # fmt: skip


@router.post("/documents", tags=["documents"], summary="Code and store reports", status_code=201)
def add(given: NewDocument | NewDocuments, desk: Given) -> Response:
    """Code one or several reports, store and consolidate them."""
    listed = given.documents if isinstance(given, NewDocuments) else [given]
    if not listed:
        raise InputError("documents is empty; send at least one")
    documents = []
    for one in listed:
        day = parse_date(one.published, what="published") if one.published else None
        documents.append(
            Document(
                clean(one.text), id=one.id or "", title=one.title, published=day, publisher=one.publisher, url=one.url,
                origin="POST /api/documents",
            )
        )  # fmt: skip
    return answer(desk.live.take(documents), 201)


@router.get(
    "/stream", tags=["status"], summary="News of the store, as server-sent events", response_class=Response,
    responses={200: {"description": "A line for each news.", "content": {"text/event-stream": {}}}},
)  # fmt: skip
async def stream(request: Request, desk: Given) -> Response:
    """Send a line whenever something was stored, and a comment now and then."""

    async def lines() -> AsyncIterator[str]:
        yield ": open\n\n"
        source: Iterator[dict[str, Any] | None] = desk.live.listen()
        while not await request.is_disconnected():
            news = await asyncio.to_thread(next, source, {"closing": True})
            if news is not None and "closing" in news:
                return
            yield f"data: {json.dumps(news)}\n\n" if news is not None else ": still here\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"cache-control": "no-store"})


@router.get("/searches", tags=["searches"], summary="Saved searches")
def searches(desk: Given) -> Response:
    """Return the searches that were kept; each is a feed at its path with `.rss` before the question mark."""
    rows = desk.ask("SELECT name, path, made FROM searches ORDER BY name")
    for row in rows:
        page, mark, query = row["path"].partition("?")
        row["feed"] = f"{page}.rss{mark}{query}"
    return answer({"rows": rows})


@router.post("/searches", tags=["searches"], summary="Keep a search", status_code=201)
def keep(search: Search, desk: Given) -> Response:
    """Keep a search under a name; the same name again replaces it."""
    desk.served.execute("DELETE FROM searches WHERE name = ?", [search.name])
    made = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    desk.served.execute("INSERT INTO searches VALUES (?, ?, ?)", [search.name, search.path, made])
    return answer({"name": search.name, "path": search.path}, 201)


@router.delete("/searches/{name}", tags=["searches"], summary="Forget a search")
def forget(name: str, desk: Given) -> Response:
    """Forget a search.

    Raises:
        NotThere: there is none of that name.
    """
    if not desk.ask("SELECT 1 AS there FROM searches WHERE name = ?", [name]):
        raise NotThere("search", name, "list searches at /api/searches")
    desk.served.execute("DELETE FROM searches WHERE name = ?", [name])
    return answer({"forgotten": name})


@router.post("/sql", tags=["sql"], summary="One read-only query")
def sql(query: Sql, desk: Given) -> Response:
    """Run one SELECT, with a limit of rows and of time; only where the server is on loopback.

    Raises:
        NotThere: the server can be reached from other machines.
    """
    if not desk.guard.loopback:
        raise NotThere("page", "/api/sql", "SQL is off unless the server is on 127.0.0.1")
    return answer(desk.served.sql(query.query))
