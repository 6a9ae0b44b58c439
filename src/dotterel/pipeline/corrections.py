"""What people decided comes in with the mentions of today; the pairs to be joined and to be kept apart go out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import msgspec

from dotterel.consolidate import Sighting
from dotterel.errors import InputError
from dotterel.model import Correction, content_id
from dotterel.store import Store
from dotterel.store.consolidated import Consolidated

Pair = tuple[str, str]


@dataclass
class Level:
    """Decisions about mentions or about sightings: pairs with the smaller id first."""

    join: set[Pair] = field(default_factory=set)
    split: set[Pair] = field(default_factory=set)

    @property
    def touched(self) -> set[str]:
        """Every item a decision is about."""
        return {item for pair in self.join | self.split for item in pair}

    def neighbours(self, items: Iterable[str]) -> list[str]:
        """Return what is joined to any of the items."""
        wanted = set(items)
        return [other for one, other in self._both() if one in wanted]

    def joined(self, present: Collection[str]) -> list[Pair]:
        """Return the pairs to be joined of which both are present."""
        return sorted(pair for pair in self.join if pair[0] in present and pair[1] in present)

    def _both(self) -> Iterable[Pair]:
        for one, other in sorted(self.join):
            yield one, other
            yield other, one


@dataclass
class Decisions:
    """Decisions by level; `unfit` are the ids of corrections whose words are no mention any more."""

    events: Level = field(default_factory=Level)
    occasions: Level = field(default_factory=Level)
    unfit: tuple[str, ...] = ()


def decisions(tables: Consolidated) -> Decisions:
    """Return the corrections of a store, tied to the mentions that stand at their words today."""
    made = Decisions()
    unfit = []
    for one in tables.corrections():
        level, find = (
            (made.events, tables.mention_at) if one.level == "event" else (made.occasions, tables.sightings_at)
        )
        here = find(one.document, one.start_char, one.end_char)
        there = find(one.other_document, one.other_start_char, one.other_end_char)
        pairs = {(min(a, b), max(a, b)) for a in here[:1] for b in there[:1] if a != b}
        (level.join if one.kind == "join" else level.split).update(pairs)
        if not pairs:
            unfit.append(one.id)
    made.unfit = tuple(unfit)
    return made


def correct(store: Store, kind: str, one: str, other: str) -> Correction:
    """Keep a decision: two mentions, events or occasions are one (`join`) or are not (`split`).

    Args:
        store: open for writing.
        kind: join or split.
        one: the id, or its beginning, of an event mention (`ev_`), an event (`hap_`) or an occasion (`occ_`).
        other: the same.

    Raises:
        InputError: an id is not known, or a mention is paired with itself.
    """
    tables = store.consolidated
    level = "occasion" if "occ_" in (one[:4], other[:4]) else "event"
    places = [_place(store, tables, identity, level) for identity in (one, other)]
    if places[0] == places[1]:
        raise InputError(f"{one!r} and {other!r} stand at the same words; give two different ones to {kind}")
    first, second = sorted(places)
    for before in tables.corrections():
        if (
            (before.document, before.start_char, before.end_char) == first
            and before.level == level
            and ((before.other_document, before.other_start_char, before.other_end_char) == second)
        ):
            tables.remove_correction(before.id)  # the later word counts
    made = Correction(content_id("fix", kind, level, *first, *second), kind, level, *first, *second)
    tables.add_correction(made)
    return made


def uncorrect(store: Store, one: str, other: str) -> bool:
    """Delete the decision that two event mentions or events are one, or are not; return whether there was any.

    Args:
        store: open for writing; consolidate it wholly afterwards.
        one: the id of a mention or an event.
        other: the same.

    Raises:
        InputError: an id is not known.
    """
    tables = store.consolidated
    first, second = sorted(_place(store, tables, identity, "event") for identity in (one, other))
    found = [
        before.id
        for before in tables.corrections()
        if (before.document, before.start_char, before.end_char) == first
        and (before.other_document, before.other_start_char, before.other_end_char) == second
    ]
    for identity in found:
        tables.remove_correction(identity)
    return bool(found)


def _place(store: Store, tables: Consolidated, identity: str, level: str) -> tuple[str, int, int]:
    """Return the document and characters that an id stands for: of an event or occasion, those of its first mention."""
    if identity.startswith("occ_"):
        seen = [
            msgspec.json.decode(body, type=Sighting)
            for body in tables.sightings(tables.one_occasion(identity).sighting)
        ]
        lead = min(seen, key=lambda one: (one.published or 0, one.document, one.start_char, one.id))
        return lead.document, lead.start_char, lead.end_char
    if identity.startswith("hap_"):
        identity = tables.one_event(identity).mention[0]
    mention = store.event(identity)
    return mention.document, mention.trigger.start_char, mention.trigger.end_char
