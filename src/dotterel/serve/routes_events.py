"""Events: the listing with its files, one event with its reports, and why a mention was coded as it was."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from dotterel.export import Item
from dotterel.model import EventMention, Span
from dotterel.pipeline.reasons import why_one_event
from dotterel.serve.desk import Desk, Given
from dotterel.serve.filters import asked
from dotterel.serve.formats import Row, answer, as_file
from dotterel.serve.problems import NotThere
from dotterel.serve.rows import event_row, mention_row
from dotterel.serve.why import fields_of
from dotterel.store.details import about_mentions, mentions
from dotterel.store.flat_query import Asked
from dotterel.store.listing import event_number, events_page, neighbours, shown_events
from dotterel.store.reviews import list_reviews
from dotterel.version import CODER

router = APIRouter(tags=["events"])
COLUMNS = (
    "id", "date", "end_date", "event_type", "mode", "context", "auxiliary", "quad_code", "event_scale", "actor.name",
    "actor.code", "actor.sector", "recipient.name", "recipient.code", "recipient.sector", "place.name", "place.country",
    "place.latitude", "place.longitude", "place.geonameid", "reports", "independent_reports", "publishers",
    "first_report",
    "last_report", "confidence", "review", "document", "title", "publisher", "sentence.text",
)  # fmt: skip
Filter = Annotated[Asked, Depends(asked)]
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before.")]


@router.get("/events", summary="Events, each told once")
def listing(desk: Given, wanted: Filter, sort: str = "-date", cursor: Cursor = None, limit: Limit = 50) -> Response:
    """Return a page of events with the sentence of their leading mention."""
    page = events_page(desk.ask, wanted, sort=sort, cursor=cursor or None, limit=limit)
    rows = [event_row(shown, corrected=wanted.view == "corrected") for shown in page.rows]
    return answer({"rows": rows, "next": page.next, "total": page.total})


def listing_file(form: str, desk: Given, wanted: Filter, sort: str = "-date") -> Response:
    """Return all events that fit as a file: json, jsonl, csv, parquet, geojson or rss."""
    return as_file(
        form, desk.events(wanted, sort), name="events", columns=COLUMNS, item=_item, title="Events", address="/events"
    )


def _item(row: Row) -> Item:
    sides = [" and ".join(str(p["name"] or p["text"]) for p in row[role]) for role in ("actor", "recipient")]
    place = f", {row['place']['name']}" if row["place"] else ""
    what = f"{row['event_type']}{'/' + row['mode'][0] if row['mode'] else ''}"
    title = (
        f"{row['date'] or 'no date'}: {sides[0] or 'somebody'} – {what}{' – ' + sides[1] if sides[1] else ''}{place}"
    )
    text = row["sentence"]["text"] if row["sentence"] else ""
    return Item(str(row["id"]), title, f"/event/{row['id']}", text, row["last_report"])


@router.get("/events/{identity}", summary="One event with all its reports")
def one(identity: str, desk: Given, view: str = "corrected") -> Response:
    """Return an event by its id or that of one of its mentions.

    Raises:
        NotThere: there is none.
    """
    number = event_number(desk.ask, identity, view)
    if number is None:
        raise NotThere("event", identity, "list events at /api/events")
    [shown] = shown_events(desk.ask, [number])
    row = event_row(shown, corrected=view == "corrected")
    about = about_mentions(desk.ask, shown.event.mention)
    told = mentions(desk.ask, shown.event.mention)
    row["mentions"] = [mention_row(mention, about.get(mention.id, {})) for mention in told]
    row["why"] = _why(desk, shown.event) if shown.event.id.startswith("hap_") and len(told) > 1 else []
    row["reviews"] = list_reviews(desk.ask, item=shown.event.mention[0])
    row["neighbours"] = [event_row(near) for near in neighbours(desk.ask, number)]
    return answer(row)


def _why(desk: Desk, event: Any) -> list[dict[str, Any]]:
    with desk.served.lock:
        links = why_one_event(desk.served.store, event)
    return [
        {
            "one": link.one, "other": link.other, "weight": link.weight,
            "reasons": [{"feature": r.feature, "found": r.found, "weight": r.weight} for r in link.reasons],
        }
        for link in links
    ]  # fmt: skip


@router.get("/mentions/{identity}/why", summary="Why a mention was coded so")
def why(identity: str, desk: Given) -> Response:
    """Return what each field of an event mention rests on.

    Raises:
        NotThere: there is no such mention.
    """
    found = mentions(desk.ask, [identity])
    if not found:
        raise NotThere("mention", identity, "the ids are in 'mention' of an event")
    about = about_mentions(desk.ask, [identity])[identity]
    row = mention_row(found[0], about)
    fields = fields_of(found[0], _chances(desk, found[0], str(row["sentence"]["text"])))
    return answer({"mention": identity, "document": found[0].document, "sentence": row["sentence"], "fields": fields})


def _chances(desk: Desk, mention: EventMention, sentence: str) -> dict[str, float] | None:
    """Return what the model sees at a mention's trigger; None where another version of it made the mention."""
    made_by = desk.ask("SELECT coder FROM documents WHERE id = ?", [mention.document])
    if desk.event_types is None or not made_by or made_by[0]["coder"] != CODER:
        return None
    start = mention.sentence_span.start_char
    trigger = Span(mention.trigger.start_char - start, mention.trigger.end_char - start)
    return desk.event_types(sentence, trigger)
