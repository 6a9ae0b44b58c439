"""The resolved events of a report in, the same out: what is told twice has one date and one place.

A headline says what happened and leaves the day and the place to the lead; "the arrest" says nothing of the day on which
the sentences before had somebody arrested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotterel.model import Annotation, EntityMention, EventMention

# Of deeds a short report tells one of a kind; it may well tell two demands or two plans of the same parties.
_DEEDS = frozenset({"CONSULT", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_COMING = frozenset({"future", "hypothetical"})
_LEAD = 4  # sentences of the body that tell what the headline tells


def retold(events: Sequence[EventMention], annotation: Annotation) -> list[EventMention]:
    """Give events without a day of their own that of the same happening told with one, and headlines the place as well.

    Args:
        events: the events of the report, in text order.
        annotation: the report.
    """
    headlines = {sentence.index for sentence in annotation.sentences if sentence.headline}
    body = [sentence.index for sentence in annotation.sentences if not sentence.headline][:_LEAD]
    found = []
    for event in events:
        if event.sentence in headlines:
            twin = next((o for o in events if o.sentence in body and _same(event, o)), None)
        elif _is_noun(event, annotation):
            twin = next((o for o in events if o.sentence < event.sentence and _same(event, o) and _dated(o)), None)
        else:
            twin = None
        found.append(_as_told(event, twin, event.sentence in headlines) if twin else event)
    return found


def _dated(event: EventMention) -> bool:
    return event.date_basis == "timex" and event.date is not None


def _as_told(event: EventMention, twin: EventMention, headline: bool) -> EventMention:
    if _dated(twin) and not _dated(event):
        event = replace(event, date=twin.date, end_date=twin.end_date, date_basis="narrative")
    if headline and event.place is None and twin.place is not None:
        event = replace(event, place=twin.place)
    return event


def _same(one: EventMention, other: EventMention) -> bool:
    """Return whether two events of a report can be one happening: type, auxiliaries and parties do not speak against it."""
    if one is other or one.event_type != other.event_type or one.auxiliary != other.auxiliary:
        return False
    if one.event_type not in _DEEDS and one.trigger_text.lower() != other.trigger_text.lower():
        return False
    if _COMING & set(one.auxiliary):
        return False
    if one.mode and other.mode and not set(one.mode) & set(other.mode):
        return False
    pairs = [(one.actor, other.actor), (one.recipient, other.recipient)]
    shared = [_alike(left, right) for left, right in pairs if left and right]
    return bool(shared) and all(shared)


def _alike(left: Sequence[EntityMention], right: Sequence[EntityMention]) -> bool:
    return any(
        a.entity == b.entity if a.entity and b.entity else a.code == b.code and _same_kind(a, b)
        for a in left
        for b in right
    )


def _same_kind(one: EntityMention, other: EntityMention) -> bool:
    return not one.sector or not other.sector or bool(set(one.sector) & set(other.sector))


def _is_noun(event: EventMention, annotation: Annotation) -> bool:
    sentence = annotation.sentences[event.sentence]
    head = next((t for t in sentence.tokens if t.start_char <= event.trigger.start_char < t.end_char), None)
    return head is not None and head.upos == "NOUN"
