"""Sightings come in, groups of sightings that speak of one occasion go out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import combinations

from dotterel.consolidate.blocks import Key, numbered, pairs
from dotterel.consolidate.cluster import FIRST, Edge, cluster
from dotterel.consolidate.sightings import Sighting
from dotterel.consolidate.sites import compare
from dotterel.model import Link, Reason
from dotterel.model.days import Period

# Before anything is known; most reports of two sides within a season are about different meetings.
PRIOR = -3.0
# Sightings farther apart than this in print are of two occasions unless both name one date.
REACH_DAYS = 400
_CONTACTS = frozenset(("summit", "meeting", "talks", "visit"))
_CHANGED = frozenset(("postponed", "rescheduled", "revived", "cancelled"))
_Found = str | int | frozenset[str] | tuple[str, str]
# A conference lasts some days; two reports may call the first or the last of them its day.
_LASTS = 3
# Reports whose windows, of 30 days each, are at most two apart are compared: any two within 60 days.
_WINDOW, _HALF_A_YEAR = 30, 6
_FORTNIGHT = 14
_MONTH = 31


def block_keys(sighting: Sighting) -> list[Key]:
    """Return the keys under which a sighting is compared with others, each once, in a fixed order.

    Its parties within two months: without a day, a place or a person in common later ones are joined only where a new
    plan is awaited or told. With one of those, or the number of a round, its parties by quarter. One side with no day and
    no place is never enough for a contact; a vote or deadline that two reports merely name is one within two weeks.
    """
    kind = "contact" if sighting.occasion_type in _CONTACTS else sighting.occasion_type
    codes = sorted(_with_host(sighting))
    sets = ["+".join(pair) for pair in combinations(codes, 2)] if len(codes) > 1 else codes
    bare = len(codes) == 1 and not sighting.days and not sighting.spot
    named = bare and not sighting.sure
    found, coarse = {f"d|{sighting.document}"}, set[str]()
    if sighting.published is not None:
        window = sighting.published // _WINDOW
        first = window - (_HALF_A_YEAR if sighting.status == "rescheduled" and not sighting.plan.old else 2)
        last = window + (_HALF_A_YEAR - 2 if sighting.status == "postponed" and not sighting.plan.new else 0)
        if not (bare and kind == "contact"):
            coarse.update(f"w|{kind}|{pair}|{step}" for pair in sets for step in range(first, last + 1))
            if named:
                fortnight = sighting.published // _FORTNIGHT
                found.update(f"v|{kind}|{codes[0]}|{step}" for step in (fortnight - 1, fortnight))
        quarter = sighting.published // 91
        later = 2 if sighting.status in ("postponed", "cancelled") else 1
        for step in range(quarter - 1, quarter + later):
            if sighting.site:
                found.update(f"s|{kind}|{code}|{sighting.site.name}|{step}" for code in codes)
            if sighting.number:
                found.update(f"n|{kind}|{pair}|{sighting.number}|{step}" for pair in sets)
            found.update(f"p|{kind}|{_surname(person)}|{step}" for person in sighting.people)
    for days in sighting.days:
        if days[1] - days[0] <= _LASTS:
            found.update(f"o|{kind}|{code}|{days[0]}" for code in codes)
        if days[1] - days[0] <= _MONTH:
            months = {date.fromordinal(day).strftime("%Y-%m") for day in days}
            found.update(f"m|{kind}|{pair}|{month}" for pair in sets for month in months)
    return numbered(found, coarse, vague=not named)


def clashes(one: Sighting, other: Sighting) -> str | None:
    """Return why two sightings cannot be of one occasion, None where they can.

    Of two dates or places one may be the old plan and one the new: that is for `groups_clash` to say.
    """
    kind, rival = one.occasion_type, other.occasion_type
    if kind != rival and not (kind in _CONTACTS and rival in _CONTACTS):
        return "kind"
    if one.number and other.number and one.number != other.number:
        return "number"
    if one.sure and other.sure and one.codes != other.codes and _strangers(one, other):
        return "participants"
    if one.held and other.held:
        return "both held, on other days" if _gap(one.held, other.held) > _LASTS else None
    if (one.held and _after_the_fact(one, other)) or (other.held and _after_the_fact(other, one)):
        return "planned for after it was held"
    return None


def groups_clash(ones: Collection[Sighting], others: Collection[Sighting]) -> bool:
    """Return whether two groups cannot be of one occasion: two dates or two places, and no word of a change."""
    for one in ones:
        for other in others:
            if clashes(one, other):
                return True
    statuses = {one.status for group in (ones, others) for one in group}
    places = [(one.spot, other.spot) for one in ones for other in others if one.spot and other.spot]
    if places and "rescheduled" not in statuses and all(compare(one, other) == "apart" for one, other in places):
        return True
    if statuses & _CHANGED:
        return False
    dated = [[days for one in group if (days := one.days)] for group in (ones, others)]
    return all(dated) and not any(_share_a_day(one, other) for one in dated[0] for other in dated[1])


def judge_sightings(one: Sighting, other: Sighting) -> Link | None:
    """Return the comparison of two sightings with its reasons, None where they clash; order makes no difference."""
    if other.id < one.id:
        one, other = other, one
    weight = _weigh(one, other)
    if weight is None:
        return None
    reasons = tuple(
        Reason(feature, _say(found), worth) for feature, found, worth in _reasons(one, other, one.days, other.days)
    )
    return Link(one.id, other.id, weight, reasons)


def _weigh(one: Sighting, other: Sighting) -> float | None:
    if clashes(one, other):
        return None
    days = one.days, other.days
    if _disagree(one, other, *days) and not _changed(one, other):
        return None
    weight = PRIOR
    for _, _, worth in _reasons(one, other, *days):
        weight += worth
    return round(weight, 3)


def _disagree(one: Sighting, other: Sighting, ones: tuple[Period, ...], others: tuple[Period, ...]) -> bool:
    """Whether two sightings name two places or two days, and neither tells of a change; as `groups_clash` of two."""
    if one.status in _CHANGED or other.status in _CHANGED:
        moved = "rescheduled" in (one.status, other.status)
    elif ones and others and not _share_a_day(ones, others):
        return True
    else:
        moved = False
    if moved or not one.spot or not other.spot:
        return False
    return compare(one.spot, other.spot) == "apart"


def _say(found: _Found) -> str:
    """Put what was found into words; left until a person asks, for millions of pairs are weighed."""
    if isinstance(found, int):
        return f"{found} days apart"
    return found if isinstance(found, str) else ", ".join(found if isinstance(found, tuple) else sorted(found))


def sighting_edges(sightings: Mapping[str, Sighting]) -> list[Edge]:
    """Return the pairs of sightings that are of one occasion by their weight, of those that share a block."""
    keyed = {identity: block_keys(one) for identity, one in sightings.items()}
    return [edge for one, others in pairs(keyed) for edge in edges_near(sightings, one, others)]


def edges_near(sightings: Mapping[str, Sighting], one: str, others: Iterable[str]) -> Iterator[Edge]:
    """Yield the pairs of one sighting with others that speak for being one occasion."""
    first = sightings[one]
    for other in others:
        weight = _weigh(first, sightings[other])
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


def _with_host(one: Sighting) -> frozenset[str]:
    """Return who takes part; of a visit of which one side is named, the country of the place is the other."""
    if one.occasion_type == "visit" and len(one.codes) == 1 and one.spot and one.spot.country:
        return one.codes | {one.spot.country}
    return one.codes


def _strangers(one: Sighting, other: Sighting) -> bool:
    """Whether two sightings name participants that cannot be of one occasion."""
    return (
        _foreign(one.codes, other.codes)
        and _foreign(_with_host(one), _with_host(other))
        and not _share_a_person(one, other)
    )


def _share_a_person(one: Sighting, other: Sighting) -> bool:
    """Whether both name a person; a surname is short for the full name."""
    if one.people & other.people:
        return True
    return any(
        _words_of(first) <= _words_of(second) or _words_of(second) <= _words_of(first)
        for first in one.people
        for second in other.people
    )


@lru_cache(maxsize=65536)
def _words_of(person: str) -> frozenset[str]:
    return frozenset(person.partition(":")[2].split())


def _surname(person: str) -> str:
    return person.split()[-1].removeprefix("person:")


def _gap(one: Period, other: Period) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _share_a_day(one: tuple[Period, ...], other: tuple[Period, ...]) -> bool:
    """Whether two sets of days meet or touch."""
    for first in one:
        for second in other:
            if first[0] - 1 <= second[1] and second[0] - 1 <= first[1]:
                return True
    return False


def _changed(one: Sighting, other: Sighting) -> bool:
    """Whether a plan was changed between the two: the one without its new date, or the later one as a new plan."""
    swap = (other.published or 0, other.id) < (one.published or 0, one.id)
    early, late = (other, one) if swap else (one, other)
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


def _reasons(
    one: Sighting, other: Sighting, ones: tuple[Period, ...], others: tuple[Period, ...]
) -> list[tuple[str, _Found, float]]:
    kinds = (one.occasion_type, other.occasion_type)
    reasons: list[tuple[str, _Found, float]] = [("kind", kinds, 0.8 if kinds[0] == kinds[1] else 0.3)]
    shared = _with_host(one) & _with_host(other)
    if len(shared) > 1:
        reasons.append(("participants", shared, 2.5))
    elif shared:
        # A vote, a deadline has one side; of two countries' meetings one name is half of it.
        whole = one.codes == other.codes and one.occasion_type not in _CONTACTS
        reasons.append(("participants", shared, (2.2 if one.sure or other.sure else 1.9) if whole else 1.2))
    elif one.codes and other.codes:
        reasons.append(("participants", "none shared", -2.0))
    if one.people and other.people:
        met = _share_a_person(one, other)
        reasons.append(("people", one.people if met else "others", 1.0 if met else -1.0))
    if ones and others:
        if _share_a_day(ones, others):
            exact = any(_gap(a, b) == 0 and a[1] - a[0] <= 1 and b[1] - b[0] <= 1 for a in ones for b in others)
            reasons.append(("date", "the same" if exact else "one within the other", 2.5 if exact else 1.2))
        else:
            awaited = any(item.status == "postponed" and not item.plan.new for item in (one, other))
            told = any(item.status == "rescheduled" and not item.plan.old for item in (one, other))
            reasons.append(("date", "another, after a change of plan", 0.5 if awaited else 0.3 if told else -0.3))
    if one.spot and other.spot:
        how = compare(one.spot, other.spot)
        if how != "unknown":
            moved = how == "apart" and "rescheduled" in (one.status, other.status)
            weight = 0.0 if moved else {"same": 1.5, "near": 0.5, "within": 0.3, "apart": -1.0}[how]
            reasons.append(("place", "moved" if moved else how, weight))
    if one.number and other.number:
        reasons.append(("number", str(one.number), 1.5))
    if one.document == other.document:
        reasons.append(("report", "the same", 1.7))
    elif one.published is not None and other.published is not None:
        gap = abs(one.published - other.published)
        weight = 1.0 if gap <= 3 else 0.6 if gap <= 14 else 0.2 if gap <= 60 else -0.5 if gap <= 200 else -2.0
        reasons.append(("report", gap, weight))
    return reasons
