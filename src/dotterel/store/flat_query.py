"""A filter comes in, conditions on the flat tables go out: what every listing and chart of a served store rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dotterel.errors import InputError, unknown_value
from dotterel.store.flat import FLAT, MENTIONS, holds
from dotterel.store.query import CODE, Condition, EventFilter, all_of, kinds
from dotterel.store.search import units_query

VIEWS = ("corrected", "machine")
UNITS = ("events", "reports", "share")
REVIEWS = ("machine", "accepted", "corrected", "rejected", "reviewed")
_SHOWN = {"corrected": "(0, 2)", "machine": "(0, 1)"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for: the filter of events, the view, the state of review, and what is counted.

    Args:
        events: the filter.
        view: `corrected` (reviews applied) or `machine`.
        review: a state of review, or `reviewed` for any decision; None for all that the view shows.
        unit: `events`, `reports` or `share`.
    """

    events: EventFilter = field(default_factory=EventFilter)
    view: str = "corrected"
    review: str | None = None
    unit: str = "events"

    def __post_init__(self) -> None:
        """Raise InputError for a value that cannot be."""
        for name, value, known in (("view", self.view, VIEWS), ("unit", self.unit, UNITS)):
            if value not in known:
                raise InputError(unknown_value(name, value, known))
        if self.review is not None and self.review not in REVIEWS:
            raise InputError(unknown_value("review", self.review, REVIEWS))

    def without(self, *names: str) -> Asked:
        """Return the same with some fields of the filter left out: a facet shows what else could be chosen."""
        empty: dict[str, Any] = {name: () if name == "quad" else None for name in names if name != "review"}
        review = None if "review" in names else self.review
        return replace(self, events=replace(self.events, **empty), review=review)

    @property
    def narrow(self) -> bool:
        """Whether the filter takes long and leaves few events."""
        wanted = self.events
        return any((wanted.actor, wanted.recipient, wanted.party, wanted.q, wanted.publisher, wanted.document))

    @property
    def weight(self) -> str:
        """The expression that is summed: 1 for an event, its reports for `reports` and `share`."""
        return "1" if self.unit == "events" else "flat.reports"


def flat_where(asked: Asked) -> tuple[str, list[object]]:
    """Return the WHERE clause of what is asked, for a query on `flat`, and its parameters."""
    shown = "(0, 1)" if asked.review == "rejected" else _SHOWN[asked.view]
    found: list[Condition] = [(f'flat."view" IN {shown}', ())]
    found += [*_sides(asked.events), *kinds(asked.events), *_plain(asked.events), *_told(asked.events)]
    if asked.review == "reviewed":
        found.append(("review <> 'machine'", ()))
    elif asked.review:
        found.append(("review = ?", (asked.review,)))
    return all_of(found)


def _sides(wanted: EventFilter) -> Iterator[Condition]:
    for roles, value in (
        (("actor",), wanted.actor), (("recipient",), wanted.recipient), (("actor", "recipient"), wanted.party),
    ):  # fmt: skip
        if value:
            test, given = _party(value)
            yield f"({' OR '.join(test.format(role) for role in roles)})", (given,) * len(roles)


def _plain(wanted: EventFilter) -> Iterator[Condition]:
    country = wanted.country.upper() if wanted.country else None
    for condition, value in (
        (holds("context"), wanted.context), (holds("auxiliary"), wanted.auxiliary),
        (holds("publisher"), wanted.publisher or None),
        ("last_day >= ?", wanted.since), ("day <= ?", wanted.until), ("country = ?", country),
        ("confidence >= ?", wanted.confidence), ("starts_with(flat.id, ?)", wanted.id),
    ):  # fmt: skip
        if value is not None:
            yield condition, (value,)


def _told(wanted: EventFilter) -> Iterator[Condition]:
    if wanted.document:
        yield f"flat.n IN (SELECT n FROM {MENTIONS} WHERE document = ?)", (wanted.document,)
    if wanted.q:
        yield f"flat.n IN (SELECT n FROM {MENTIONS} WHERE unit IN ({units_query(wanted.q, 'sentence')}))", ()


def _party(value: str) -> tuple[str, str]:
    """Return the condition on a role's parties, and its parameter."""
    if CODE.fullmatch(value):
        return holds("{0}_code"), value
    if ":" in value:
        return holds("{0}_entity"), value
    return "contains({0}_name, ?)", value.lower()


def flat_from(asked: Asked) -> tuple[str, list[object]]:
    """Return `FROM flat WHERE ...` of what is asked, and its parameters."""
    where, values = flat_where(asked)
    return f"FROM {FLAT} {where}", values
