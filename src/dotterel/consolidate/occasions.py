"""The sightings of one occasion come in; the `Occasion` with its history goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dotterel.consolidate.history import history
from dotterel.consolidate.merge import Source, party_key
from dotterel.consolidate.sightings import Sighting
from dotterel.model import Claim, Occasion, Party, Site, StatusReport, content_id
from dotterel.model.days import Period, written

_GENERAL = {"meeting": 2, "talks": 1}
_OFF = frozenset(("cancelled", "denied"))
_ON = frozenset(("scheduled", "rescheduled", "revived", "held"))


def occasion(sightings: Sequence[Sighting], sources: Mapping[str, Source]) -> Occasion | None:
    """Return the occasion that sightings speak of, None where none says how it stands.

    Args:
        sightings: those of one occasion.
        sources: of their documents.
    """
    ordered = sorted(sightings, key=lambda one: (one.published or 0, one.document, one.start_char, one.id))
    log = history(ordered)
    known = any(party.code or party.entity for one in ordered for party in one.parties)
    if not log or not (known or any(one.days and one.site for one in ordered)):
        return None
    status = log[-1].status
    days = _days(ordered, log)
    documents = tuple(sorted({one.document for one in ordered}))
    published = sorted(day for one in documents if (day := sources[one].published))
    site = _site(ordered, status)
    return Occasion(
        id=content_id("occ", ordered[0].id),
        occasion_type=_kind(ordered),
        number=next((one.number for one in ordered if one.number), None),
        participant=_participants(ordered),
        date=written(days),
        end_date=written((days[1], days[1])) if days and 0 < days[1] - days[0] <= 10 else None,
        place=site,
        status=status,
        contested=_contested(ordered),
        history=log,
        mention=tuple(sorted({one.event for one in ordered if one.event})),
        sighting=tuple(sorted(one.id for one in ordered)),
        document=documents,
        reports=len(documents),
        independent_reports=len({sources[one].original for one in documents}),
        publishers=len({sources[one].publisher for one in documents if sources[one].publisher}) or 1,
        first_report=published[0] if published else None,
        last_report=published[-1] if published else None,
        disagreement=tuple(_disagreement(ordered, sources)),
    )


def _kind(sightings: Sequence[Sighting]) -> str:
    """Return the type most reports give; "meeting" and "talks" are said of any contact and count only by themselves."""
    counted = Counter(one.occasion_type for one in sightings)
    return min(counted, key=lambda kind: (_GENERAL.get(kind, 0), -counted[kind], kind))


def _days(sightings: Sequence[Sighting], log: Sequence[StatusReport]) -> Period | None:
    """Return when it was held; else when it is planned for, or was when it was given up."""
    held = Counter(one.held for one in sightings if one.held and one.status == "held")
    if log[-1].status == "held" and held:
        return min(held, key=lambda days: (days[1] - days[0], -held[days], days))
    for entry in reversed(log):
        days = _told(sightings, entry)
        if days:
            return days
    return None


def _told(sightings: Sequence[Sighting], entry: StatusReport) -> Period | None:
    plans = [
        days
        for one in sightings
        for days in (one.plan.new, one.plan.old)
        if days and written(days) in (entry.new_date, entry.old_date if not entry.new_date else None)
    ]
    return min(plans, key=lambda days: (days[1] - days[0], days), default=None)


def _site(sightings: Sequence[Sighting], status: str) -> Site | None:
    """Return where: of what was moved or held the latest told, else the place most reports give."""
    told = [one for one in sightings if one.site]
    if status == "held":
        told = [one for one in told if one.held] or told
    moved = [one for one in told if one.status == "rescheduled"]
    counted = Counter(one.site for one in (moved[-1:] if moved and status != "held" else told) if one.site)
    return min(counted, key=lambda site: (-counted[site], site.name, site.country or ""), default=None)


def _participants(sightings: Sequence[Sighting]) -> tuple[Party, ...]:
    """Return who takes part: those whom a third of the reports that name any name."""
    sure = [one for one in sightings if one.sure and one.parties] or [one for one in sightings if one.parties]
    # "a bill", "the Government" of a state not known: only where no party is known at all
    known = any(party.code or party.entity for one in sure for party in one.parties)
    counted: Counter[str] = Counter()
    named: dict[str, Party] = {}
    for one in sure:
        kept_here = [party for party in one.parties if party.code or party.entity or not known]
        for party in kept_here:
            named.setdefault(party_key(party), party)
        counted.update({party.code or party_key(party) for party in kept_here})
    most = max(counted.values(), default=0)
    kept = [one for one in named.values() if 3 * counted[one.code or party_key(one)] >= most]
    narrow = {one.code for one in kept if one.entity and not one.entity.startswith("country:")}
    kept = [one for one in kept if one.code not in narrow or not (one.entity or "country:").startswith("country:")]
    return tuple(sorted(kept, key=lambda one: (one.code or "~", party_key(one))))


def _contested(sightings: Iterable[Sighting]) -> bool:
    """Whether at the last word of each side one says that it is on and another that it is not."""
    last: dict[str, str] = {}
    for one in sightings:
        if one.status and not one.recalled:
            for code in {party.code for party in one.said_by if party.code}:
                last[code] = one.status
    said = set(last.values())
    return bool(said & _OFF and said & _ON) and "held" not in said


def _disagreement(sightings: Sequence[Sighting], sources: Mapping[str, Source]) -> Iterable[Claim]:
    """Yield what reports say of the day it was held, where they differ."""
    said = {(one.held, sources[one.document].original) for one in sightings if one.held and one.status == "held"}
    counted = Counter(written(days) or "" for days, _ in said)
    if len(counted) > 1:
        for value in sorted(counted, key=lambda value: (-counted[value], value)):
            yield Claim("date", value, counted[value])
