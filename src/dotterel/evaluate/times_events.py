"""Hand-made events and coded documents -> how often the date and the place of an event are right, once it is found.

Events are paired by their trigger words and nothing else, so that a wrong actor does not hide a right date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dotterel.evaluate.events import GoldEvent, date_of, located_events, pair_triggers, same_place
from dotterel.model import Coded, EventMention
from dotterel.model.days import Period, period


@dataclass(frozen=True, slots=True)
class WhenWhere:
    """Of `events` paired by their triggers: the date right, the place right; and the pairs with a wrong one.

    `date` asks for the same first and last day at the same precision, None for None. `date_within` also counts a
    day within the month, year or range that the gold gives, and the reverse: nothing speaks against it. `bases`
    counts the pairs by where the date was taken from, right ones and all. `placed` counts pairs that have a place
    in the gold or were given one.
    """

    events: int
    date_right: int
    date_within: int
    bases: dict[str, tuple[int, int]]
    placed: int
    place_right: int
    wrong_dates: tuple[tuple[GoldEvent, EventMention], ...]
    wrong_places: tuple[tuple[GoldEvent, EventMention], ...]

    @property
    def date_accuracy(self) -> float:
        """Share of the paired events with the right date; 0 when there are none."""
        return self.date_right / self.events if self.events else 0.0

    @property
    def date_within_accuracy(self) -> float:
        """Share of the paired events whose date is right or lies within the gold's, or the gold's within it."""
        return self.date_within / self.events if self.events else 0.0

    @property
    def place_accuracy(self) -> float:
        """Share of the paired events with the right place, none for none; 0 when there are no pairs."""
        return 1 - len(self.wrong_places) / self.events if self.events else 0.0

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {
            "events": self.events,
            "date_accuracy": round(self.date_accuracy, 4),
            "date_within_accuracy": round(self.date_within_accuracy, 4),
            "place_accuracy": round(self.place_accuracy, 4),
            "place_accuracy_placed": round(self.place_right / self.placed, 4) if self.placed else 0.0,
            "bases": {name: list(counts) for name, counts in self.bases.items()},
        }


def score_when_where(gold: Iterable[GoldEvent], coded: Sequence[Coded]) -> WhenWhere:
    """Pair events by trigger within each document and compare dates and places.

    Args:
        gold: the expected events.
        coded: the documents, coded; gold for other documents is left aside.
    """
    by_document: dict[str, list[GoldEvent]] = {item.document.id: [] for item in coded}
    for event in gold:
        if event.document in by_document:
            by_document[event.document].append(event)
    pairs = [
        pair
        for item in coded
        for pair in pair_triggers(located_events(by_document[item.document.id], item), item.events)
    ]
    wrong_dates = [(one, other) for one, other in pairs if one.date != date_of(other)]
    wrong_places = [(one, other) for one, other in pairs if not same_place(one, other)]
    placed = [(one, other) for one, other in pairs if one.place or other.place]
    every = Counter(str(other.date_basis) for _, other in pairs)
    right = Counter(str(other.date_basis) for one, other in pairs if one.date == date_of(other))
    return WhenWhere(
        events=len(pairs),
        date_right=len(pairs) - len(wrong_dates),
        date_within=sum(one.date == date_of(other) or _within(one.date, date_of(other)) for one, other in pairs),
        bases={name: (right[name], every[name]) for name in sorted(every)},
        placed=len(placed),
        place_right=sum(same_place(one, other) for one, other in placed),
        wrong_dates=tuple(wrong_dates),
        wrong_places=tuple(wrong_places),
    )


def _within(one: str | None, other: str | None) -> bool:
    """Say whether one date lies within the other.

    >>> _within("2024-02-13", "2024-02"), _within("2024-02/2024-03", "2024-02-13"), _within("2024-02-13", "2024-03")
    (True, True, False)
    """
    ours, theirs = (_days(value) if value else None for value in (one, other))
    if ours is None or theirs is None:
        return False
    first, last = max(ours[0], theirs[0]), min(ours[1], theirs[1])
    return (first, last) in (ours, theirs)


def _days(value: str) -> Period | None:
    first, _, last = value.partition("/")
    return period(first, last or None)
