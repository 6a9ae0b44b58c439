"""Hand-made events and coded documents come in; precision, recall and F1 at several strictnesses go out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dotterel.errors import DataError, unknown_value
from dotterel.evaluate.matching import maximum_matching
from dotterel.evaluate.rows import field, read_rows
from dotterel.evaluate.score import Score, bootstrap
from dotterel.model import Coded, EventMention, Span
from dotterel.ontology import load_ontology


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One expected event. `actor` and `recipient` are sets of codes; `trigger_span` is None where it was not found."""

    document: str
    event_type: str
    mode: frozenset[str]
    auxiliary: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]
    date: str | None
    place: str | None
    country: str | None
    sentence: str
    trigger: str
    trigger_span: Span | None = None


@dataclass(frozen=True, slots=True)
class EventReport:
    """Scores by name of the criterion, and what was missed or is false by the main one, `event`."""

    documents: int
    scores: dict[str, Score]
    types: dict[str, Score]
    matched: tuple[tuple[GoldEvent, EventMention], ...]
    missed: tuple[GoldEvent, ...]
    false: tuple[EventMention, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {
            "kind": "event_scores",
            "documents": self.documents,
            "scores": {name: score.as_dict() for name, score in self.scores.items()},
            "types": {name: score.as_dict() for name, score in self.types.items()},
        }


def read_gold_events(path: Path) -> list[GoldEvent]:
    """Return the events of a gold file; the form of its rows is in docs/evaluate.md.

    Raises:
        InputError: the file cannot be read.
        DataError: a row has another form, or names an unknown type or mode.
    """
    known = load_ontology().event_types
    found: list[GoldEvent] = []
    for where, row in read_rows(path):
        name = field(row, "event_type", str, where)
        if name not in known:
            raise DataError(f"{where}: {unknown_value('event type', name, known)}")
        place = row.get("place")
        place = {"text": place} if isinstance(place, str) else place or {}
        found.append(
            GoldEvent(
                document=field(row, "document", str, where),
                event_type=name,
                mode=frozenset(row.get("mode", ())),
                auxiliary=frozenset(row.get("auxiliary", ())),
                actor=_codes(field(row, "actor", list, where)),
                recipient=_codes(field(row, "recipient", list, where)),
                date=row.get("date"),
                place=place.get("text"),
                country=place.get("country"),
                sentence=row.get("sentence", ""),
                trigger=row.get("trigger", ""),
            )
        )
    if not found:
        raise DataError(f"{path} holds no rows")
    return found


def score_events(gold: Iterable[GoldEvent], coded: Sequence[Coded]) -> EventReport:
    """Match expected and coded events one to one within each document and count.

    `event` asks for the same document, type, actor codes and recipient codes, as sets; parties without a code
    count as none. The other criteria are in `CRITERIA`. Intervals are drawn over documents.

    Args:
        gold: the expected events; all documents of `coded` count as searched for events by the gold's maker.
        coded: the documents, coded; gold for other documents is left aside.
    """
    by_document: dict[str, list[GoldEvent]] = {item.document.id: [] for item in coded}
    for event in gold:
        if event.document in by_document:
            by_document[event.document].append(event)
    pairs = [(located_events(by_document[item.document.id], item), list(item.events)) for item in coded]
    scores: dict[str, Score] = {}
    for name, criterion in CRITERIA.items():
        counts = [_count(expected, found, criterion) for expected, found in pairs]
        scores[name] = _total(counts, with_interval=name in _WITH_INTERVAL)
    matched: list[tuple[GoldEvent, EventMention]] = []
    missed: list[GoldEvent] = []
    false: list[EventMention] = []
    for expected, found in pairs:
        matching = _match(expected, found, CRITERIA["event"])
        taken = set(matching.values())
        matched += [(expected[one], found[other]) for one, other in matching.items()]
        missed += [event for place, event in enumerate(expected) if place not in matching]
        false += [event for place, event in enumerate(found) if place not in taken]
    names = sorted(
        {event.event_type for _, event in matched}
        | {event.event_type for event in missed}
        | {event.event_type for event in false}
    )
    types = {name: _type_score(name, matched, missed, false) for name in names}
    return EventReport(len(coded), scores, types, tuple(matched), tuple(missed), tuple(false))


def codes_of(event: EventMention) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of an event's actors and of its recipients."""
    return (
        frozenset(entity.code for entity in event.actor if entity.code),
        frozenset(entity.code for entity in event.recipient if entity.code),
    )


Criterion = Callable[[GoldEvent, EventMention], bool]


def _same_event(gold: GoldEvent, found: EventMention) -> bool:
    return gold.event_type == found.event_type and (gold.actor, gold.recipient) == codes_of(found)


def _shared_codes(gold: GoldEvent, found: EventMention) -> bool:
    actor, recipient = codes_of(found)
    return (
        gold.event_type == found.event_type
        and bool(gold.actor & actor or gold.actor == actor)
        and bool(gold.recipient & recipient or gold.recipient == recipient)
    )


def _same_trigger(gold: GoldEvent, found: EventMention) -> bool:
    return gold.trigger_span is not None and gold.trigger_span.overlaps(found.trigger)


def _same_mode(gold: GoldEvent, found: EventMention) -> bool:
    return gold.mode == frozenset(found.mode)


def date_of(event: EventMention) -> str | None:
    """Return an event's date as gold files write it: a day, month or year, or `first/last`."""
    return f"{event.date}/{event.end_date}" if event.end_date else event.date


def _same_date(gold: GoldEvent, found: EventMention) -> bool:
    return gold.date in (found.date, date_of(found))


def same_place(gold: GoldEvent, found: EventMention) -> bool:
    """Return whether both have no place, or places of one country of whose names one lies within the other."""
    if found.place is None or gold.place is None:
        return found.place is None and gold.place is None
    names = {found.place.text.casefold(), (found.place.name or "").casefold()}
    same_country = gold.country is None or gold.country == found.place.country
    return same_country and any(
        name and (name in gold.place.casefold() or gold.place.casefold() in name) for name in names
    )


def _all_of(*criteria: Criterion) -> Criterion:
    return lambda gold, found: all(criterion(gold, found) for criterion in criteria)


CRITERIA: dict[str, Criterion] = {
    "event": _same_event,
    "event, a code shared": _shared_codes,
    "trigger": _same_trigger,
    "trigger and type": _all_of(_same_trigger, lambda gold, found: gold.event_type == found.event_type),
    "event and mode": _all_of(_same_event, _same_mode),
    "event and date": _all_of(_same_event, _same_date),
    "event and place": _all_of(_same_event, same_place),
    "event and auxiliary": _all_of(_same_event, lambda gold, found: gold.auxiliary == frozenset(found.auxiliary)),
    "event, mode, date, place": _all_of(_same_event, _same_mode, _same_date, same_place),
}
_WITH_INTERVAL = ("event", "event, a code shared")

Counts = tuple[int, int, int]


def _match(gold: Sequence[GoldEvent], found: Sequence[EventMention], criterion: Criterion) -> dict[int, int]:
    def preference(one: GoldEvent, other: EventMention) -> float | None:
        if not criterion(one, other):
            return None
        return 2.0 * _same_trigger(one, other) + (one.date == other.date) + 0.5 * _same_mode(one, other)

    return maximum_matching(gold, found, preference)


def pair_triggers(gold: Sequence[GoldEvent], found: Sequence[EventMention]) -> list[tuple[GoldEvent, EventMention]]:
    """Pair the events of a document whose triggers overlap, one to one; the same type is preferred."""

    def preference(one: GoldEvent, other: EventMention) -> float | None:
        return 1.0 + (one.event_type == other.event_type) if _same_trigger(one, other) else None

    return [(gold[one], found[other]) for one, other in maximum_matching(gold, found, preference).items()]


def _count(gold: Sequence[GoldEvent], found: Sequence[EventMention], criterion: Criterion) -> Counts:
    return len(_match(gold, found, criterion)), len(gold), len(found)


def _total(counts: Sequence[Counts], *, with_interval: bool = False) -> Score:
    def score(draw: Sequence[Counts]) -> Score:
        return Score(sum(c[0] for c in draw), sum(c[1] for c in draw), sum(c[2] for c in draw))

    total = score(counts)
    if not with_interval:
        return total
    return Score(total.right, total.gold, total.predicted, bootstrap(counts, lambda draw: score(draw).f1))


def _type_score(
    name: str,
    matched: Sequence[tuple[GoldEvent, EventMention]],
    missed: Sequence[GoldEvent],
    false: Sequence[EventMention],
) -> Score:
    right = sum(gold.event_type == name for gold, _ in matched)
    return Score(
        right,
        right + sum(event.event_type == name for event in missed),
        right + sum(event.event_type == name for event in false),
    )


def _codes(parties: list[Any]) -> frozenset[str]:
    codes = (party.get("code") if isinstance(party, dict) else party for party in parties)
    return frozenset(code for code in codes if code)


def located_events(gold: Sequence[GoldEvent], coded: Coded) -> list[GoldEvent]:
    """Give each gold event the place of its trigger in the document."""
    text = coded.document.text
    located: list[GoldEvent] = []
    for event in gold:
        sentence = text.find(event.sentence) if event.sentence else -1
        start = _find_word(text, event.trigger, sentence) if sentence >= 0 and event.trigger else -1
        span = Span(start, start + len(event.trigger)) if start >= 0 else None
        located.append(replace(event, trigger_span=span))
    return located


def _find_word(text: str, words: str, start: int) -> int:
    """Return where `words` first stand from `start` on, not inside a longer word; -1 if nowhere."""
    match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start)
    return match.start() if match else -1
