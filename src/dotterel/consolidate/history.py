"""The sightings of one occasion come in, in any order; its log of statuses goes out.

A sighting becomes an entry only where it changes something: what is said again is evidence, not history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dotterel.consolidate.sightings import Sighting
from dotterel.consolidate.sites import compare, spot
from dotterel.model import Site, StatusReport
from dotterel.model.days import Period, written

# The order of a life: what several reports of one day say is read in this order.
_RANK = {
    "proposed": 0, "denied": 1, "scheduled": 2, "postponed": 3, "rescheduled": 4, "cancelled": 5, "revived": 6, "held": 7,
}  # fmt: skip
_OFF = frozenset(("postponed", "cancelled", "denied"))
_ON = frozenset(("scheduled", "rescheduled", "revived"))


@dataclass
class _Plan:
    """Where the life of an occasion stands while its sightings are read one after another."""

    status: str | None = None
    date: Period | None = None
    site: Site | None = None
    entries: list[tuple[Sighting, StatusReport]] = field(default_factory=list)
    denied_by: set[frozenset[str]] = field(default_factory=set)


def history(sightings: Iterable[Sighting]) -> tuple[StatusReport, ...]:
    """Return the log of an occasion, oldest entry first.

    Args:
        sightings: those of one occasion; their order makes no difference.
    """
    told = [one for one in sightings if one.status]
    plan = _Plan()
    for day in _by_day(told):
        start = plan.status
        for one in day:
            if _repeats(one, start, day):
                continue
            _take(plan, one)
    if not plan.entries and told:
        # Only recollections: the last of them says how it stands.
        _note(plan, told[-1], told[-1].status or "scheduled")
    return tuple(entry for _, entry in plan.entries)


def _by_day(told: Sequence[Sighting]) -> list[list[Sighting]]:
    days: dict[int, list[Sighting]] = {}
    first: dict[str | None, int] = {}
    for one in told:
        if not one.recalled:
            first[_family(one)] = min(first.get(_family(one), one.day or 0), one.day or 0)
    for one in told:
        # "Chile regretted that Peru had called off the meeting" is news where nobody told it as such before.
        if not one.recalled or (one.event and (one.day or 0) < first.get(_family(one), (one.day or 0) + 1)):
            days.setdefault(one.day if one.day is not None else 0, []).append(one)
    return [sorted(days[day], key=_order) for day in sorted(days)]


def _family(one: Sighting) -> str | None:
    """Return what a recollection repeats: a delay is often recalled as an end, "a trip he had called off"."""
    return "cancelled" if one.status == "postponed" else one.status


def _order(one: Sighting) -> tuple[int, int, str, int, str]:
    return _RANK[one.status or "proposed"], one.published or 0, one.document, one.start_char, one.id


def _repeats(one: Sighting, start: str | None, day: Sequence[Sighting]) -> bool:
    """Whether a sighting only says how things stood that morning while another of the day tells a change."""
    if one.status != start or start is None:
        return False
    return any(other.status != start for other in day)


def _take(plan: _Plan, one: Sighting) -> None:
    """Read one sighting; the state decides whether and as what it is an entry."""
    status = one.status or "scheduled"
    if plan.status == "held":
        return
    steps = {
        "proposed": _proposed, "scheduled": _scheduled, "revived": _scheduled, "rescheduled": _rescheduled,
        "postponed": _postponed, "cancelled": _cancelled, "held": _held, "denied": _denied,
    }  # fmt: skip
    entry = steps[status](plan, one)
    if entry:
        _note(plan, one, entry)
    elif plan.status not in _OFF or status in _ON:
        _fill(plan, one)


def _proposed(plan: _Plan, one: Sighting) -> str | None:
    return "proposed" if plan.status is None else None


def _scheduled(plan: _Plan, one: Sighting) -> str | None:
    new = one.plan.new
    if plan.status in (None, "proposed", "denied"):
        return "scheduled"
    if plan.status == "postponed":
        if _differs(plan.date, new):
            return "rescheduled"
        return "revived" if one.status == "revived" else None
    if plan.status == "cancelled":
        # "The visit, planned for Monday" may be old news; a revival says so, or has a date or day of its own.
        stated = one.status == "revived" or (one.event is not None and new is not None)
        return "revived" if stated else None
    return "rescheduled" if _differs(plan.date, new) else None


def _rescheduled(plan: _Plan, one: Sighting) -> str | None:
    if plan.status == "cancelled":
        return "revived" if one.plan.new else None
    moved = one.site is not None and plan.site is not None and _elsewhere(plan.site, one.site)
    if plan.status == "rescheduled" and not _differs(plan.date, one.plan.new) and not moved:
        return None
    if plan.status == "revived" and plan.date and not _differs(plan.date, one.plan.new) and not moved:
        return None
    if (
        plan.date
        and one.plan.new
        and not _differs(plan.date, one.plan.new)
        and not moved
        and plan.status != "postponed"
    ):
        return None if plan.status in _ON and one.plan.old is None else "rescheduled"
    return "rescheduled"


def _postponed(plan: _Plan, one: Sighting) -> str | None:
    if plan.status in ("postponed", "cancelled"):
        return None
    if plan.status == "rescheduled" and one.plan.old and plan.date and not _overlap(one.plan.old, plan.date):
        return None  # a slow report of the change that led to the new date
    return "postponed"


def _cancelled(plan: _Plan, one: Sighting) -> str | None:
    return None if plan.status == "cancelled" else "cancelled"


def _held(plan: _Plan, one: Sighting) -> str | None:
    return "held"


def _denied(plan: _Plan, one: Sighting) -> str | None:
    side = frozenset(party.code or party.text for party in one.said_by)
    if side in plan.denied_by or plan.status == "denied":
        return None
    plan.denied_by.add(side)
    return "denied"


def _differs(old: Period | None, new: Period | None) -> bool:
    return old is not None and new is not None and not _overlap(old, new)


def _overlap(one: Period, other: Period) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _elsewhere(one: Site, other: Site) -> bool:
    first, second = spot(one), spot(other)
    return bool(first and second and compare(first, second) == "apart")


def _fill(plan: _Plan, one: Sighting) -> None:
    """Take a narrower date or a place from a report that changes nothing."""
    new = one.plan.new
    if new and (plan.date is None or (_overlap(plan.date, new) and new[1] - new[0] < plan.date[1] - plan.date[0])):
        plan.date = new
    plan.site = plan.site or one.site


def _note(plan: _Plan, one: Sighting, status: str) -> None:
    old, old_site = plan.date, plan.site
    new = one.held if status == "held" else one.plan.new
    if status in ("postponed", "cancelled", "denied"):
        old, new = old or one.plan.old, None if status != "postponed" else one.plan.new
    elif status == "rescheduled":
        old = old or one.plan.old
    moved = one.site is not None and (old_site is None or _elsewhere(old_site, one.site))
    changed = status in ("rescheduled", "revived", "held", "postponed", "cancelled", "denied")
    plan.entries.append(
        (
            one,
            StatusReport(
                status=status,
                date=written((one.day, one.day)) if one.day is not None else None,
                document=one.document,
                event=one.event,
                start_char=one.start_char,
                end_char=one.end_char,
                text=one.text,
                said_by=one.said_by,
                old_date=written(old) if changed else None,
                new_date=written(new),
                old_place=old_site.name if changed and moved and old_site else None,
                new_place=one.site.name if moved and one.site else None,
            ),
        )
    )
    plan.status = status
    if new:
        plan.date = new
    elif status == "postponed":
        plan.date = plan.date or one.plan.old
    if one.site and (moved or plan.site is None):
        plan.site = one.site
