"""Short reports with one event each, for tests of consolidation."""

from __future__ import annotations

from datetime import date
from typing import Any

from dotterel.consolidate import Sighting, block_keys
from dotterel.consolidate.blocks import pairs
from dotterel.model import (
    Coded,
    Document,
    EntityMention,
    EventMention,
    Place,
    Provenance,
    Span,
    TimexValue,
    content_id,
)


def meet(one: Sighting, other: Sighting) -> bool:
    """Return whether two sightings are compared at all."""
    return dict(pairs({sighting.id: block_keys(sighting) for sighting in (one, other)}))[min(one.id, other.id)] != []


def party(code: str, name: str | None = None, **fields: Any) -> EntityMention:
    entity = f"person:{name.lower()}" if name else f"country:{code}"
    return EntityMention(Span(0, 1), name or code, name or code, entity, code, **fields)


def place(name: str, country: str, latitude: float | None = None, longitude: float | None = None) -> Place:
    return Place(Span(0, 1), name, name, country, latitude, longitude, precision="city")


def report(
    text: str,
    trigger: str,
    event_type: str = "CONSULT",
    *,
    published: str = "2020-03-10",
    name: str = "",
    actor: tuple[str, ...] = ("KEN",),
    recipient: tuple[str, ...] = ("UGA",),
    told: str | None = None,
    **fields: Any,
) -> Coded:
    """Return a report with an event at its trigger; `told` is the day the text tells."""
    document = Document(
        text,
        name or content_id("doc", text, published),
        None,
        date.fromisoformat(published),
        fields.pop("publisher", "Desk"),
    )
    start = text.index(trigger)
    span = Span(start, start + len(trigger))
    end = text.find(". ", start)
    begin = text.rfind(". ", 0, start)
    sentence = Span(begin + 2 if begin >= 0 else 0, end + 1 if end >= 0 else len(text))
    values: dict[str, Any] = {
        "sentence": 0, "sentence_span": sentence, "trigger": span, "trigger_text": trigger, "event_type": event_type,
        "mode": (), "context": (), "auxiliary": (), "quad_code": 1, "event_scale": 2.5,
        "actor": tuple(party(code) for code in actor), "recipient": tuple(party(code) for code in recipient),
        "attribution": (), "place": None, "timex": TimexValue(span, trigger, "DATE", told) if told else None,
        "date": told or published, "end_date": None, "date_basis": "timex" if told else "publication",
        "confidence": 0.8, "provenance": Provenance("test", "1", "by hand"),
    } | fields  # fmt: skip
    event = EventMention(id=content_id("ev", document.id, start, event_type), document=document.id, **values)
    return Coded(document, (event,), (), (sentence,))
