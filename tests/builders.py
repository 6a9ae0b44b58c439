"""Records with defaults, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dotterel.model import (
    Coded,
    Document,
    EntityMention,
    EventMention,
    Issue,
    Place,
    Provenance,
    Span,
    TimexValue,
    content_id,
)

TEXT = (
    "Russian Foreign Minister Sergei Lavrov arrived in Pyongyang on Thursday for talks with North Korean leader "
    "Kim Jong Un. South Korea welcomed the visit."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def document(text: str = TEXT, **fields: Any) -> Document:
    return Document(text, **{"published": date(2018, 5, 31), "publisher": "Desk", **fields})


def entity(words: str, text: str = TEXT, **fields: Any) -> EntityMention:
    return EntityMention(span(words, text), words, **fields)


LAVROV = entity(
    "Russian Foreign Minister Sergei Lavrov",
    name="Sergei Lavrov",
    entity="person:sergei lavrov",
    code="RUS",
    sector=("GOV",),
    office="foreign minister",
)
KIM = entity(
    "North Korean leader Kim Jong Un", name="Kim Jong Un", entity="person:kim jong un", code="PRK", sector=("GOV",)
)
SEOUL = entity("South Korea", name="South Korea", entity="country:KOR", code="KOR")
PYONGYANG = Place(span("Pyongyang"), "Pyongyang", "Pyongyang", "PRK", 39.03385, 125.75432, 1871859)
THURSDAY = TimexValue(span("Thursday"), "Thursday", "DATE", "2018-05-31")


def event(report: Document | None = None, **fields: Any) -> EventMention:
    report = report or document()
    first_end = report.text.index(".") + 1
    values: dict[str, Any] = {
        "document": report.id,
        "sentence": 0,
        "sentence_span": Span(0, first_end),
        "trigger": span("arrived", report.text),
        "trigger_text": "arrived",
        "event_type": "CONSULT",
        "mode": ("visit",),
        "context": ("diplomatic",),
        "auxiliary": (),
        "quad_code": 1,
        "event_scale": 4.0,
        "actor": (LAVROV,),
        "recipient": (KIM,),
        "attribution": (),
        "place": PYONGYANG,
        "timex": THURSDAY,
        "date": "2018-05-31",
        "end_date": None,
        "date_basis": "timex",
        "confidence": 0.912,
        "provenance": Provenance("extract.events", "0.1.0", "verb.arrive"),
    } | fields
    identity = content_id("ev", values["document"], values["trigger"], values["event_type"], values["date"])
    return EventMention(**{"id": identity, **values})


def coded(
    report: Document | None = None, events: Iterable[EventMention] | None = None, issues: Iterable[Issue] = ()
) -> Coded:
    report = report or document()
    first_end = report.text.index(".") + 1
    sentences = [Span(0, first_end)]
    if report.text[first_end:].strip():
        sentences.append(Span(first_end + 1, len(report.text)))
    return Coded(report, tuple([event(report)] if events is None else events), tuple(issues), tuple(sentences))
