"""Sightings come in, groups of sightings that speak of one occasion go out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from dotterel.consolidate.blocks import key_number
from dotterel.consolidate.cluster import FIRST, Edge, cluster
from dotterel.consolidate.days import Period
from dotterel.consolidate.sightings import Sighting
from dotterel.consolidate.sites import compare
from dotterel.model import Link, Reason

# Before anything is known; most reports of two sides within a season are about different meetings.
PRIOR = -3.0
# Sightings farther apart than this in print are of two occasions unless both name one date.
REACH_DAYS = 400
_CONTACTS = frozenset(("summit", "meeting", "talks", "visit"))
_CHANGED = frozenset(("postponed", "rescheduled", "revived", "cancelled"))
# A conference lasts some days; two reports may call the first or the last of them its day.
_LASTS = 3


def block_keys(sighting: Sighting) -> list[int]:
    """Return the keys under which a sighting is compared with others: its document, and its parties by quarter.

    A quarter and the one before it, so that any two reports within three months share a key.
    """
    found = {f"d|{sighting.document}"}
    if sighting.published is None:
        quarters: Iterable[int] = ()
    else:
        quarter = sighting.published // 91
        quarters = range(quarter - 1, quarter + 1)
    kind = "contact" if sighting.occasion_type in _CONTACTS else sighting.occasion_type
    codes = sorted(sighting.codes)
    sets = [*combinations(codes, 2)] if len(codes) > 1 else [(code,) for code in codes]
    for quarter in quarters:
        found.update(f"q|{kind}|{'+'.join(pair)}|{quarter}" for pair in sets)
        if sighting.site:
            found.update(f"s|{kind}|{code}|{sighting.site.name}|{quarter}" for code in codes)
    for days in sighting.days:
        if days[1] - days[0] <= _LASTS:
            found.update(f"o|{kind}|{code}|{days[0]}" for code in codes)
    return sorted(key_number(name) for name in found)


def clashes(one: Sighting, other: Sighting) -> str | None:
    """Return why two sightings cannot be of one occasion, None where they can.

    Of two dates or places one may be the old plan and one the new: that is for `groups_clash` to say.
    """
    if one.occasion_type != other.occasion_type and not _CONTACTS.issuperset((one.occasion_type, other.occasion_type)):
        return "kind"
    if one.number and other.number and one.number != other.number:
        return "number"
    if one.sure and other.sure and _foreign(one.codes, other.codes):
        return "participants"
    if one.held and other.held and _gap(one.held, other.held) > _LASTS:
        return "both held, on other days"
    for held, planned in ((one, other), (other, one)):
        if held.held and _after_the_fact(held, planned):
            return "planned for after it was held"
    return None


def groups_clash(ones: Collection[Sighting], others: Collection[Sighting]) -> bool:
    """Return whether two groups cannot be of one occasion: two dates or two places, and no word of a change."""
    if any(clashes(one, other) for one in ones for other in others):
        return True
    statuses = {one.status for group in (ones, others) for one in group}
    places = [(one.spot, other.spot) for one in ones for other in others if one.spot and other.spot]
    if places and "rescheduled" not in statuses and all(compare(one, other) == "apart" for one, other in places):
        return True
    dated = [(one, other) for one in ones for other in others if one.days and other.days]
    return bool(dated) and not statuses & _CHANGED and not any(_share_a_day(one, other) for one, other in dated)


def judge_sightings(one: Sighting, other: Sighting) -> Link | None:
    """Return the comparison of two sightings with its reasons, None where they clash; order makes no difference."""
    if other.id < one.id:
        one, other = other, one
    weight = _weigh(one, other)
    if weight is None:
        return None
    reasons = tuple(
        Reason(feature, found if isinstance(found, str) else ", ".join(sorted(found)), worth)
        for feature, found, worth in _reasons(one, other)
    )
    return Link(one.id, other.id, weight, reasons)


def _weigh(one: Sighting, other: Sighting) -> float | None:
    if clashes(one, other) or (not _changed(one, other) and groups_clash((one,), (other,))):
        return None
    weight = PRIOR
    for _, _, worth in _reasons(one, other):
        weight += worth
    return round(weight, 3)


def sighting_edges(sightings: Mapping[str, Sighting]) -> list[Edge]:
    """Return the pairs of sightings that are of one occasion by their weight, of those that share a block."""
    blocks: dict[int, list[str]] = {}
    keyed = {identity: block_keys(sightings[identity]) for identity in sorted(sightings)}
    for identity, keys in keyed.items():
        for key in keys:
            blocks.setdefault(key, []).append(identity)
    return [
        edge
        for identity, keys in keyed.items()
        for edge in edges_near(
            sightings, identity, sorted({other for key in keys for other in blocks[key] if other > identity})
        )
    ]


def edges_near(sightings: Mapping[str, Sighting], one: str, others: Iterable[str]) -> Iterator[Edge]:
    """Yield the pairs of one sighting with others that speak for being one occasion."""
    for other in others:
        weight = _weigh(sightings[one], sightings[other])
        if weight is not None and weight > 0:
            yield weight, min(one, other), max(one, other)


def group_sightings(
    sightings: Mapping[str, Sighting],
    edges: Iterable[Edge],
    *,
    joined: Collection[tuple[str, str]] = (),
    split: Collection[tuple[str, str]] = (),
) -> list[list[str]]:
    """Return the groups of sightings that are of one occasion each; arguments as in `group_events`."""
    decided = [(FIRST, one, other) for one, other in joined]
    return cluster(
        sightings,
        [*decided, *edges],
        clash=groups_clash,
        sort=_look,
        apart=frozenset(split),
    )


def _look(one: Sighting) -> Hashable:
    """Return what `clashes` looks at."""
    return (
        one.occasion_type, one.number, one.codes if one.sure else None, one.held, one.plan.old, one.plan.new,
        one.spot, one.status, one.published,
    )  # fmt: skip


def _foreign(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of participants are those of two meetings: none shared, or one of each two."""
    shared = one & other
    if not one or not other:
        return False
    if not shared:
        return True
    return len(shared) == 1 and len(one) > 1 and len(other) > 1


def _gap(one: Period, other: Period) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _share_a_day(one: Sighting, other: Sighting) -> bool:
    return any(_gap(first, second) <= 1 for first in one.days for second in other.days)


def _changed(one: Sighting, other: Sighting) -> bool:
    """Whether a plan was changed between the two: the one without its new date, or the later one as a new plan."""
    early, late = sorted((one, other), key=lambda item: (item.published or 0, item.id))
    if early.status in _CHANGED and not early.plan.new:
        return True
    return (late.status in _CHANGED and not late.plan.old) or early.status in ("postponed", "rescheduled", "revived")


def _after_the_fact(held: Sighting, planned: Sighting) -> bool:
    """Whether a plan lies ahead at a time when the other had been held already."""
    if not held.held or planned.held:
        return False
    if planned.published is None or planned.published < held.held[0]:
        return False  # a plan that was changed since
    if planned.plan.new and planned.plan.new[0] > held.held[1] + _LASTS:
        return True
    later = planned.published > held.held[1] + _LASTS
    return (
        later
        and planned.status in ("proposed", "scheduled", "postponed", "cancelled", "revived")
        and not planned.plan.old
    )


def _reasons(one: Sighting, other: Sighting) -> Iterator[tuple[str, str | frozenset[str], float]]:
    same = one.occasion_type == other.occasion_type
    yield ("kind", f"{one.occasion_type}, {other.occasion_type}", 0.8 if same else 0.3)
    shared = one.codes & other.codes
    if len(shared) > 1:
        yield ("participants", shared, 2.5)
    elif shared:
        # A vote, a deadline has one side; of two countries' meetings one name is half of it.
        whole = one.codes == other.codes and one.occasion_type not in _CONTACTS
        yield ("participants", shared, 2.0 if whole else 1.2)
    elif one.codes and other.codes:
        yield ("participants", "none shared", -2.0)
    if one.people and other.people:
        met = one.people & other.people
        yield ("people", met or "others", 0.8 if met else -1.0)
    if one.days and other.days:
        if _share_a_day(one, other):
            exact = any(_gap(a, b) == 0 and a[1] - a[0] <= 1 and b[1] - b[0] <= 1 for a in one.days for b in other.days)
            yield ("date", "the same" if exact else "one within the other", 2.5 if exact else 1.2)
        else:
            awaited = any(item.status == "postponed" and not item.plan.new for item in (one, other))
            yield ("date", "another, after a change of plan", 0.5 if awaited else -0.3)
    if one.spot and other.spot:
        how = compare(one.spot, other.spot)
        if how != "unknown":
            moved = how == "apart" and "rescheduled" in (one.status, other.status)
            weight = 0.0 if moved else {"same": 1.5, "near": 0.5, "within": 0.3, "apart": -1.0}[how]
            yield ("place", "moved" if moved else how, weight)
    if one.number and other.number:
        yield ("number", str(one.number), 1.5)
    if one.document == other.document:
        yield ("report", "the same", 1.7)
    elif one.published is not None and other.published is not None:
        gap = abs(one.published - other.published)
        weight = 1.0 if gap <= 3 else 0.6 if gap <= 14 else 0.2 if gap <= 60 else -0.5 if gap <= 200 else -2.0
        yield ("report", f"{gap} days apart", weight)
