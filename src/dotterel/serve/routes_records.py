"""Statements, occasions, documents, entities and issues: listings, their files, and one of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dotterel.errors import InputError
from dotterel.export import Item, event_object, occasion_object, statement_object
from dotterel.model import Occasion
from dotterel.pipeline.reasons import why_one_occasion
from dotterel.serve.desk import Desk, Given
from dotterel.serve.filters import Text, day, occasions_asked, statements_asked
from dotterel.serve.formats import Row, answer, as_file
from dotterel.serve.problems import NotThere
from dotterel.serve.routes_events import Cursor, Limit
from dotterel.serve.rows import event_row
from dotterel.store import OccasionFilter, StatementFilter
from dotterel.store.details import entity, events_of, layers_of, occasions_with, statements_of
from dotterel.store.listing import documents_page, entities_page, event_number, read_document, shown_events
from dotterel.store.listing_told import occasions_page, read_statements, statements_page
from dotterel.store.paging import MOST, Page, every_row
from dotterel.store.same_quotes import group_quotes

router = APIRouter()
Said = Annotated[StatementFilter, Depends(statements_asked)]
Met = Annotated[OccasionFilter, Depends(occasions_asked)]
STATEMENT_COLUMNS = (
    "id", "document", "published", "publisher", "quotation", "tone", "speaker.name", "speaker.text",
    "speaker.code", "cue.text",
    "content.text", "addressee.name", "via.name", "confidence", "sentence.text",
)  # fmt: skip
OCCASION_COLUMNS = (
    "id", "occasion_type", "number", "participant.name", "participant.code", "date", "end_date", "place.name",
    "place.country",
    "place.latitude", "place.longitude", "status", "contested", "reports", "publishers", "first_report", "last_report",
)  # fmt: skip
DOCUMENT_COLUMNS = ("id", "title", "published", "publisher", "url", "language", "characters", "events", "statements")


# --- statements


@router.get("/statements", tags=["statements"], summary="Who said what")
def statements(desk: Given, wanted: Said, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Return a page of statements; those that match `q` best come first, else those of the latest reports."""
    page = statements_page(desk.ask, wanted, cursor=cursor or None, limit=limit)
    return answer({"rows": desk.statements(page.rows), "next": page.next, "total": page.total})


def statements_file(form: str, desk: Given, wanted: Said) -> Response:
    """Return all statements that fit as a file: json, jsonl, csv, parquet or rss."""
    return as_file(
        form,
        _every_statement(desk, wanted),
        name="statements",
        columns=STATEMENT_COLUMNS,
        item=_said,
        title="Statements",
        address="/statements",
    )


def _every_statement(desk: Desk, wanted: StatementFilter) -> Iterator[dict[str, Any]]:
    def page_at(cursor: str | None) -> Page:
        page = statements_page(desk.ask, wanted, cursor=cursor, limit=MOST, count=False)
        return Page(desk.statements(page.rows), page.next)

    return every_row(page_at)


def _said(row: Row) -> Item:
    who = " and ".join(str(p["name"] or p["text"]) for p in row["speaker"]) or "somebody"
    words = " … ".join(str(part["text"]) for part in row["content"])
    return Item(str(row["id"]), f"{who}: {words[:120]}", f"/article/{row['document']}", words, row["published"])


@router.get("/statements/{identity}", tags=["statements"], summary="One statement")
def statement(identity: str, desk: Given) -> Response:
    """Return a statement with its sentence and the same words in other reports.

    Raises:
        NotThere: there is none.
    """
    found = desk.ask("SELECT document FROM statements WHERE id = ?", [identity])
    if not found:
        raise NotThere("statement", identity, "list statements at /api/statements")
    mine = next(one for one in statements_of(desk.ask, found[0]["document"]) if one.id == identity)
    words = " ".join(passage.text for passage in mine.content)
    try:
        near = read_statements(desk.ask, StatementFilter(text=" ".join(words.split()[:12])), limit=200)
    except InputError:
        near = []
    same = next((group.statements for group in group_quotes([mine, *(one for one in near if one.id != identity)])
                 if mine in group.statements), ())  # fmt: skip
    row = desk.statements([mine])[0]
    return answer(row | {"same": desk.statements([one for one in same if one.id != identity])})


# --- occasions


@router.get("/occasions", tags=["occasions"], summary="Planned and held meetings with their history")
def occasions(desk: Given, wanted: Met, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Return a page of occasions, those of the latest dates first."""
    page = occasions_page(desk.ask, wanted, cursor=cursor or None, limit=limit)
    return answer({"rows": [occasion_object(one) for one in page.rows], "next": page.next, "total": page.total})


def occasions_file(form: str, desk: Given, wanted: Met) -> Response:
    """Return all occasions that fit as a file: json, jsonl, csv, parquet, geojson, ics or rss."""
    records: list[Occasion] = list(
        every_row(lambda cursor: occasions_page(desk.ask, wanted, cursor=cursor, limit=MOST))
    )
    rows: Iterator[dict[str, Any]] = (occasion_object(one) for one in records)
    return as_file(
        form, rows, name="occasions", columns=OCCASION_COLUMNS, item=_met, title="Occasions", address="/occasions",
        occasions=records,
    )  # fmt: skip


def _met(row: Row) -> Item:
    who = ", ".join(str(p["name"] or p["text"]) for p in row["participant"])
    place = f" in {row['place']['name']}" if row["place"] else ""
    last = row["history"][-1] if row["history"] else {"text": ""}
    title = f"{row['status']}: {row['occasion_type']} of {who}{place}, {row['date'] or 'no date'}"
    return Item(
        f"{row['id']}-{len(row['history'])}", title, f"/occasions#{row['id']}", str(last["text"]), row["last_report"]
    )


@router.get("/occasions/{identity}", tags=["occasions"], summary="One occasion")
def occasion(identity: str, desk: Given) -> Response:
    """Return an occasion with the events about it and why its mentions are one.

    Raises:
        NotThere: there is none.
    """
    found = occasions_with(desk.ask, identity=identity)
    if not found:
        raise NotThere("occasion", identity, "list occasions at /api/occasions")
    with desk.served.lock:
        links, seen = why_one_occasion(desk.served.store, found[0])
    numbers = [n for one in found[0].mention if (n := event_number(desk.ask, one, "corrected")) is not None]
    rows = [event_row(shown) for shown in shown_events(desk.ask, list(dict.fromkeys(numbers)))]
    why = [
        {
            "one": link.one, "other": link.other, "weight": link.weight,
            "documents": [seen[one].document for one in (link.one, link.other) if one in seen],
            "reasons": [{"feature": r.feature, "found": r.found, "weight": r.weight} for r in link.reasons],
        }
        for link in links
    ]  # fmt: skip
    return answer(occasion_object(found[0]) | {"events": rows, "why": why})


# --- documents


@router.get("/documents", tags=["documents"], summary="The reports")
def documents(
    desk: Given, publisher: Text = None, since: str | None = None, until: str | None = None, language: Text = None,
    q: Text = None, cursor: Cursor = None, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Return a page of documents without their texts, the latest first."""
    page = documents_page(
        desk.ask, publisher=publisher or None, since=day(since, "since"), until=day(until, "until"),
        language=language or None, q=q or None, cursor=cursor or None, limit=limit,
    )  # fmt: skip
    return answer({"rows": page.rows, "next": page.next, "total": page.total})


def documents_file(form: str, desk: Given, publisher: Text = None, since: str | None = None, until: str | None = None,
                   language: Text = None, q: Text = None) -> Response:  # fmt: skip
    """Return all documents that fit as a file: json, jsonl, csv, parquet or rss."""
    first, last = day(since, "since"), day(until, "until")
    rows = every_row(lambda cursor: documents_page(
        desk.ask, publisher=publisher or None, since=first, until=last, language=language or None, q=q or None,
        cursor=cursor, limit=MOST,
    ))  # fmt: skip
    return as_file(
        form, rows, name="documents", columns=DOCUMENT_COLUMNS, item=_printed, title="Documents", address="/documents"
    )


def _printed(row: Row) -> Item:
    return Item(
        str(row["id"]),
        str(row["title"] or row["id"]),
        f"/article/{row['id']}",
        str(row["publisher"] or ""),
        row["published"],
    )


@router.get("/documents/{identity:path}", tags=["documents"], summary="One report with all that was found in it")
def document(identity: str, desk: Given) -> Response:
    """Return a document's text and every layer of spans over it.

    Raises:
        NotThere: there is none.
    """
    found = read_document(desk.ask, identity)
    if found is None:
        raise NotThere("document", identity, "list documents at /api/documents")
    [stored] = desk.ask("SELECT coder, digest FROM documents WHERE id = ?", [identity])
    about = {
        name: getattr(found, name)
        for name in ("id", "title", "published", "publisher", "url", "language", "origin", "text")
    }
    return answer({
        "document": about | stored,
        "events": [event_object(one) for one in events_of(desk.ask, identity)],
        "statements": [statement_object(one) for one in statements_of(desk.ask, identity)],
        **layers_of(desk.ask, identity),
    })  # fmt: skip


# --- entities, issues


@router.get("/entities", tags=["entities"], summary="Actors and recipients")
def entities(desk: Given, q: Text = None, code: Text = None, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Return a page of known actors, those with most events first."""
    page = entities_page(desk.ask, q=q or None, code=code or None, cursor=cursor or None, limit=limit)
    return answer({"rows": page.rows, "next": page.next, "total": page.total})


def entities_file(form: str, desk: Given, q: Text = None, code: Text = None) -> Response:
    """Return all actors that fit as a file, those with most events first: json, jsonl, csv or parquet."""
    rows = every_row(lambda cursor: entities_page(
        desk.ask, q=q or None, code=code or None, cursor=cursor, limit=MOST
    ))  # fmt: skip
    return as_file(form, rows, name="entities", columns=("entity", "name", "code", "events"))


@router.get("/entities/{identity:path}", tags=["entities"], summary="One actor")
def one_entity(identity: str, desk: Given) -> Response:
    """Return an actor with partners, activity, quotes by and about, and occasions.

    Raises:
        NotThere: no event has it.
    """
    found = entity(desk.served.charts, identity)
    if found is None:
        raise NotThere("entity", identity, "list actors at /api/entities")
    by = statements_page(desk.ask, StatementFilter(speaker=identity), limit=25, count=False).rows
    about = statements_page(desk.ask, StatementFilter(about=identity), limit=25, count=False).rows
    code = found["code"]
    found["code_name"] = desk.served.charts.name_of(code)
    return answer(found | {
        "quotes_by": desk.statements(by), "quotes_about": desk.statements(about),
        "occasions": [occasion_object(one) for one in occasions_with(desk.ask, entity=identity)],
    })  # fmt: skip


@router.get("/issues", tags=["documents"], summary="What went wrong with which input")
def issues(desk: Given, kind: Text = None, limit: Limit = 200) -> Response:
    """Return the newest issues and how many there are of each kind."""
    where, values = ("WHERE kind = ?", [kind]) if kind else ("", list[str]())
    rows = desk.ask(f"SELECT * FROM issues {where} ORDER BY severity, origin NULLS LAST, id LIMIT {int(limit)}", values)
    counts = desk.ask("SELECT kind, severity, count(*) AS count FROM issues GROUP BY ALL ORDER BY count DESC, kind")
    return answer({"rows": rows, "counts": counts, "next": None, "total": sum(row["count"] for row in counts)})


def issues_file(form: str, desk: Given) -> Response:
    """Return all issues as a file: json, jsonl, csv or parquet."""
    rows = desk.ask("SELECT * FROM issues ORDER BY severity, origin NULLS LAST, id")
    return as_file(form, iter(rows), name="issues", columns=("id", "kind", "severity", "origin", "document", "message"))
