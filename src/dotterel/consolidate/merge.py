"""The mentions of one happening come in; the `Event` goes out, with what the reports do not agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dotterel.consolidate.sites import compare, spot
from dotterel.model import Claim, Document, EntityMention, Event, EventMention, Party, Place, Site, content_id
from dotterel.model.days import period


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report comes from: its day, who printed it, and the report it is a copy of (itself if of none)."""

    published: date | None
    publisher: str | None
    original: str


def source(document: Document, originals: Mapping[str, str]) -> Source:
    """Return the source of a report.

    Args:
        document: the report.
        originals: the lead of each report that is a copy.
    """
    return Source(document.published, document.publisher, originals.get(document.id, document.id))


def merge(mentions: Sequence[EventMention], sources: Mapping[str, Source]) -> Event:
    """Return the event that several mentions tell of.

    Type, date, place and parties are what most independent reports say, the most precise of what fits together first;
    whatever some say otherwise is kept in `disagreement`.

    Args:
        mentions: at least one.
        sources: of the mentions' documents.
    """
    ordered = sorted(mentions, key=lambda one: _order(one, sources))
    lead = ordered[0]
    votes = _Votes(ordered, sources)
    event_type = votes.most(one.event_type for one in ordered)
    typed = [one for one in ordered if one.event_type == event_type]
    best = max(typed, key=lambda one: (one.confidence, one.id))
    day, end_day, basis = _date(ordered, votes)
    documents = sorted({one.document for one in ordered})
    published = sorted(out for one in documents if (out := sources[one].published))
    place = _place(ordered, votes)
    return Event(
        id=content_id("hap", lead.id),
        event_type=event_type,
        mode=_supported(typed, "mode"),
        context=_supported(ordered, "context"),
        auxiliary=best.auxiliary,
        quad_code=best.quad_code,
        event_scale=best.event_scale,
        actor=_parties([one.actor for one in ordered]),
        recipient=_parties([one.recipient for one in ordered]),
        place=place,
        date=day,
        end_date=end_day,
        date_basis=basis,
        mention=(lead.id, *sorted(one.id for one in ordered[1:])),
        document=lead.document,
        reports=len(documents),
        independent_reports=len({sources[one].original for one in documents}),
        publishers=len({sources[one].publisher for one in documents if sources[one].publisher}) or 1,
        first_report=published[0] if published else None,
        last_report=published[-1] if published else None,
        disagreement=tuple(_disagreement(ordered, votes)),
        confidence=round(1 - _product(1 - one.confidence for one in _one_a_report(ordered, sources)), 3),
    )


class _Votes:
    """Counts what mentions say, each independent report once for each thing it says."""

    def __init__(self, mentions: Sequence[EventMention], sources: Mapping[str, Source]) -> None:
        self._originals = [sources[one.document].original for one in mentions]

    def count(self, values: Iterable[str | None]) -> Counter[str]:
        said = {(value, report) for value, report in zip(values, self._originals, strict=True) if value}
        return Counter(value for value, _ in said)

    def most(self, values: Iterable[str]) -> str:
        counted = self.count(values)
        return min(counted, key=lambda value: (-counted[value], value))


def _order(mention: EventMention, sources: Mapping[str, Source]) -> tuple[date, str, int, str]:
    return sources[mention.document].published or date.max, mention.document, mention.trigger.start_char, mention.id


def _date(mentions: Sequence[EventMention], votes: _Votes) -> tuple[str | None, str | None, str | None]:
    """Return the day that most reports tell; of months and years the narrowest; the first report's own day last."""
    told = [one.date if one.date_basis == "timex" else None for one in mentions]
    counted = votes.count(told)
    if not counted:
        first = next((one for one in mentions if one.date), None)
        return (first.date, first.end_date, first.date_basis) if first else (None, None, None)
    longest = max(len(value) for value in counted)
    day = min((value for value in counted if len(value) == longest), key=lambda value: (-counted[value], value))
    ends = sorted(one.end_date for one in mentions if one.date == day and one.end_date)
    return day, (ends[-1] if ends else None), "timex"


def _place(mentions: Sequence[EventMention], votes: _Votes) -> Site | None:
    sites = [site(one.place) for one in mentions]
    counted = votes.count(None if one is None else f"{one.name}|{one.country}" for one in sites)
    known = [one for one in sites if one is not None]
    if not known:
        return None
    exact = [one for one in known if (looked := spot(one)) and looked.exact] or known
    return min(exact, key=lambda one: (-counted[f"{one.name}|{one.country}"], one.name, one.country or ""))


def site(place: Place | None) -> Site | None:
    """Return a place without its words, None where it has no name."""
    if place is None or not (place.name or place.text):
        return None
    return Site(
        place.name or place.text, place.country, place.latitude, place.longitude, place.geonameid, place.precision
    )


def party(mention: EntityMention) -> Party:
    """Return an actor or recipient without its place in a text."""
    return Party(mention.text, mention.name, mention.entity, mention.code, mention.sector, mention.office)


def party_key(one: Party) -> str:
    """Return what tells one party from another: the known thing, else its code, else its words."""
    return one.entity or one.code or (one.name or one.text).casefold()


def _parties(sides: Sequence[tuple[EntityMention, ...]]) -> tuple[Party, ...]:
    """Return who is named on one side: each known thing once; a bare country gives way to its people and bodies."""
    found: dict[str, Party] = {}
    for side in sides:
        for mention in side:
            one = party(mention)
            found.setdefault(party_key(one), one)
    named = [one for one in found.values() if one.entity or one.code]
    narrow = {one.code for one in named if one.entity and not one.entity.startswith("country:")}
    kept = [one for one in named or found.values() if one.code not in narrow or not _bare_country(one)]
    return tuple(sorted(kept, key=lambda one: (one.code or "~", party_key(one))))


def _bare_country(one: Party) -> bool:
    return not one.entity or one.entity.startswith("country:")


def _supported(mentions: Sequence[EventMention], field: str) -> tuple[str, ...]:
    """Return the modes or contexts that at least a third of the mentions that name any give."""
    named = [values for one in mentions if (values := getattr(one, field))]
    counted = Counter(value for values in named for value in values)
    return tuple(sorted(value for value, count in counted.items() if 3 * count >= len(named)))


def _disagreement(mentions: Sequence[EventMention], votes: _Votes) -> Iterable[Claim]:
    """Yield the claims about each field on which reports differ, the most supported one first."""
    days = [
        one.date if one.date_basis == "timex" or (one.date and one.date_basis == "narrative") else None
        for one in mentions
    ]
    told = votes.count(days)
    periods = [period(value) for value in told]
    if any(one and other and (one[0] > other[1] or other[0] > one[1]) for one in periods for other in periods):
        yield from _claims("date", told)
    sites = [site(one.place) for one in mentions]
    spots = [spot(one) for one in sites if one]
    if any(one and other and compare(one, other) in ("near", "apart") for one in spots for other in spots):
        yield from _claims("place", votes.count(one.name if one else None for one in sites))
    for field in ("actor", "recipient"):
        said = votes.count(
            "+".join(sorted({party.code for party in getattr(one, field) if party.code})) or None for one in mentions
        )
        if len(said) > 1:
            yield from _claims(field, said)
    types = votes.count(one.event_type for one in mentions)
    if len(types) > 1:
        yield from _claims("event_type", types)


def _claims(field: str, said: Counter[str]) -> Iterable[Claim]:
    for value in sorted(said, key=lambda value: (-said[value], value)):
        yield Claim(field, value, said[value])


def _one_a_report(mentions: Sequence[EventMention], sources: Mapping[str, Source]) -> Iterable[EventMention]:
    best: dict[str, EventMention] = {}
    for one in mentions:
        original = sources[one.document].original
        if original not in best or (one.confidence, one.id) > (best[original].confidence, best[original].id):
            best[original] = one
    return [best[original] for original in sorted(best)]


def _product(values: Iterable[float]) -> float:
    product = 1.0
    for value in values:
        product *= value
    return product
