"""A mention comes in; for each of its fields the words, the rule or head behind it, and how sure it is, go out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotterel.model import EntityMention, EventMention, Span

NONE = "O"
SHOWN = 0.02
"""Chances below this are not shown."""
_BASES = {
    "timex": "the words name the day",
    "narrative": "no day is told here; it is the day of the sentences around it",
    "publication": "no day is told; it is the day the report appeared",
    None: "no day is known",
}


def fields_of(mention: EventMention, chances: Mapping[str, float] | None = None) -> list[dict[str, Any]]:
    """Return the fields of a mention with what each rests on.

    Args:
        mention: the mention.
        chances: of each event type at its trigger, and of none (`O`), where they can be told.
    """
    head, _, rule = mention.provenance.rule.partition("+")
    kind = mention.event_type + (f"/{', '.join(mention.mode)}" if mention.mode else "")
    trigger = [_words(mention.trigger_text, mention.trigger)]
    told = f"the language model reads {mention.trigger_text!r} as {kind}"
    told += f"; the rule {rule} of the lexicon agrees" if rule else ""
    fields = [_field("event_type", kind, trigger, mention.provenance.rule, told, mention.confidence)]
    fields[0]["alternatives"] = alternatives(mention.event_type, chances or {})
    if mention.auxiliary:
        fields.append(
            _field(
                "auxiliary", ", ".join(mention.auxiliary), trigger, head, "the form of the verb and the words around it"
            )
        )
    if mention.context:
        fields.append(_field("context", ", ".join(mention.context), [], head, "what the whole sentence is about"))
    for role in ("actor", "recipient"):
        for party in getattr(mention, role):
            fields.append(_field(role, party.name or party.text, [_words(party.text, party.span)], head, _who(party)))
    basis = _BASES.get(mention.date_basis, "")
    words = [_words(mention.timex.text, mention.timex.span)] if mention.timex else []
    day = mention.date + (f" to {mention.end_date}" if mention.end_date else "") if mention.date else None
    if mention.timex and mention.timex.value:
        basis += f" ({mention.timex.text!r} is {mention.timex.value})"
    fields.append(_field("date", day, words, f"date:{mention.date_basis or 'none'}", basis))
    if mention.place:
        place = mention.place
        known = f"GeoNames {place.geonameid}" if place.geonameid else "no entry of GeoNames"
        about = f"{known}; {place.precision or 'unknown precision'}; {place.admin1 or place.country or ''}".rstrip("; ")
        fields.append(_field("place", place.name, [_words(place.text, place.span)], "gazetteer", about))
    return fields


def alternatives(event_type: str, chances: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return what else a trigger may be, the likeliest first, with the model's chance of each."""
    others = [(chance, name) for name, chance in chances.items() if name != event_type and chance >= SHOWN]
    return [
        {"value": "no event" if name == NONE else name, "score": round(chance, 3)}
        for chance, name in sorted(others, key=lambda other: (-other[0], other[1]))
    ]


def _who(party: EntityMention) -> str:
    parts = []
    if party.code:
        parts.append(f"{party.code}{' ' + ' '.join(party.sector) if party.sector else ''}")
    if party.office:
        parts.append(party.office)
    if party.entity:
        parts.append(f"known as {party.entity}")
    if party.inferred:
        parts.append(
            "inferred: the country or name is not in these words but in the report around them or in the tables"
        )
    return "; ".join(parts) or "nobody our tables know; the words stand for themselves"


def _words(text: str, span: Span) -> dict[str, Any]:
    return {"text": text, "start_char": span.start_char, "end_char": span.end_char}


def _field(
    name: str, value: str | None, words: list[dict[str, Any]], by: str, explanation: str, score: float | None = None
) -> dict[str, Any]:
    return {
        "field": name, "value": value, "words": words, "by": by, "score": score, "explanation": explanation,
        "alternatives": [],
    }  # fmt: skip
