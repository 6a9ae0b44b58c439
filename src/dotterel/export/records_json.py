"""Records come in; the JSON objects of the contract go out, keys in a fixed order, `kind` first.

The contract is in docs/records.md. Keys that it does not name stand behind those that it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from dotterel.model import (
    Annotation,
    EntityMention,
    Event,
    EventMention,
    Mention,
    Place,
    Sentence,
    Span,
    Statement,
    TimexValue,
)
from dotterel.version import CODER


def json_line(value: object) -> str:
    """Return a value as one line of JSON, without its line end; text stays readable, nothing is escaped needlessly.

    >>> json_line({"kind": "event", "date": None})
    '{"kind":"event","date":null}'
    """
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def event_codes(event: EventMention | Event) -> dict[str, Any]:
    """Return what an event mention and a merged event have in common: its id, its date and its codes."""
    return {
        "kind": "event",
        "id": event.id,
        "document": event.document,
        "date": event.date,
        "end_date": event.end_date,
        "event_type": event.event_type,
        "mode": list(event.mode),
        "context": list(event.context),
        "auxiliary": list(event.auxiliary),
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
    }


def event_object(event: EventMention) -> dict[str, Any]:
    """Return an event mention as the object that the contract describes."""
    return {
        **event_codes(event),
        "actor": [_entity(item) for item in event.actor],
        "recipient": [_entity(item) for item in event.recipient],
        "place": _place(event.place) if event.place else None,
        "trigger": _words(event.trigger_text, event.trigger),
        "timex": _timex(event.timex) if event.timex else None,
        "sentence": {"index": event.sentence, **_offsets(event.sentence_span)},
        "statement": event.statement,
        "attribution": [_entity(item) for item in event.attribution],
        "confidence": event.confidence,
        "rule": event.provenance.rule,
        "coder": CODER,
        "date_basis": event.date_basis,
        "speech_act": event.speech_act,
    }


def statement_object(statement: Statement) -> dict[str, Any]:
    """Return a statement as the object that the contract describes."""
    return {
        "kind": "statement",
        "id": statement.id,
        "document": statement.document,
        "quotation": statement.quotation,
        "speaker": [_entity(item) for item in statement.speaker],
        "cue": _words(statement.cue.text, statement.cue.span) if statement.cue else None,
        "content": [_words(passage.text, passage.span) for passage in statement.content],
        "addressee": [_entity(item) for item in statement.addressee],
        "via": [_entity(item) for item in statement.via],
        "confidence": statement.confidence,
        "tone": statement.tone,
        "auxiliary": list(statement.auxiliary),
        "parent": statement.parent,
        "about": [_entity(item) for item in statement.about],
        "sentence": statement.sentence,
        "rule": statement.provenance.rule,
        "coder": CODER,
    }


def annotation_object(
    annotation: Annotation,
    *,
    entities: Mapping[Span, EntityMention],
    timexes: Iterable[TimexValue],
    places: Iterable[Place],
) -> dict[str, Any]:
    """Return what the model saw in a document, with what the names, times and places were resolved to.

    Args:
        annotation: the document with sentences, mentions and chains.
        entities: the known things behind mentions, by the span of the mention.
        timexes: the time expressions with their values.
        places: the toponyms with their coordinates.
    """
    text = annotation.document.text
    return {
        "kind": "annotation",
        "document": annotation.document.id,
        "sentences": [_sentence(sentence) for sentence in annotation.sentences],
        "mentions": [_mention(mention, text, entities.get(mention.span)) for mention in annotation.mentions],
        "timexes": [
            {"text": item.text, **_offsets(item.span), "type": item.type, "value": item.value} for item in timexes
        ],
        "places": [_place(place) for place in places],
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"start_char": span.start_char, "end_char": span.end_char}


def _words(text: str, span: Span) -> dict[str, Any]:
    return {"text": text, **_offsets(span)}


def _entity(entity: EntityMention) -> dict[str, Any]:
    return {
        **_words(entity.text, entity.span),
        "name": entity.name,
        "entity": entity.entity,
        "code": entity.code,
        "sector": list(entity.sector),
        "office": entity.office,
        "inferred": entity.inferred,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        **_words(place.text, place.span),
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonameid": place.geonameid,
        "admin1": place.admin1,
        "feature": place.feature,
        "precision": place.precision,
    }


def _timex(timex: TimexValue) -> dict[str, Any]:
    return {**_words(timex.text, timex.span), "value": timex.value, "type": timex.type}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "index": sentence.index,
        **_offsets(sentence.span),
        "parsed": sentence.parsed,
        "tokens": [
            {
                "text": token.text,
                "start_char": token.start_char,
                "end_char": token.end_char,
                "lemma": token.lemma,
                "upos": token.upos,
                "head": token.head,
                "deprel": token.deprel,
            }
            for token in sentence.tokens
        ],
    }


def _mention(mention: Mention, text: str, entity: EntityMention | None) -> dict[str, Any]:
    return {
        **_words(mention.span.slice(text), mention.span),
        "type": mention.type,
        "chain": mention.chain,
        "entity": entity.entity if entity else None,
        "code": entity.code if entity else None,
        "name": entity.name if entity else None,
        "sentence": mention.sentence,
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
