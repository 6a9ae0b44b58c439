"""The toponyms of a document -> places: GeoNames id, coordinates, country and region.

One meaning is chosen for each name, once per document: by what stands beside it ("Alexandria, Louisiana"), by the
countries, regions and neighbourhoods the other names point to, by importance and population. Each name first spreads
its vote over its meanings by importance; a few rounds of voting later the meanings that support each other have won.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dotterel.knowledge.gazetteer import Gazetteer, GazetteerEntry, place_key
from dotterel.model import Annotation, Mention, Place, Span
from dotterel.resolve.places_around import Surroundings
from dotterel.resolve.toponyms import SpanSet, Toponym, candidates_of, container_after, find_toponyms, inside

# Weights in units of log10(population). Chosen by reasoning; each was tried at half and double on LGL with gold spans.
_COUNTRY = 2.0  # a state outranks towns of its name
_CAPITAL = 1.5
_RARE = -3.0  # "Parys" for Paris, "White House" for Casablanca
_SECOND = -0.2
_FAME = 0.02  # per way of writing the name: Geneva in Switzerland has 60, Geneva in Illinois 11
_FAME_LIMIT = 100
_REGION = -1.0  # a region with a town of its name in it is mostly the town
_COUNTY = -1.5
_COUNTRY_SHARE = 3.0  # the part of the document's other names that lie in the same country
_REGION_SUPPORT = 4.5
_NEAR_SUPPORT = 3.0
_HALF = 1.0  # so many other names in the same region give half of the full support
_SHARPNESS = 1.5  # how fast votes move to the best meaning, per unit of score
_ROUNDS = 4
_CELL = 1.5  # degrees; a neighbourhood is the cell of a place and the eight around it
_LOCAL = 50_000  # places of this size or less say that a report is about their region
_WORLD = 1_000_000  # places of this size or more hardly do: what happens in New York is not local news
_WORLD_WEIGHT = 0.2
_STATE_VOTE = 0.5  # a state or its capital is named wherever its government acts, not only where it lies
_PEOPLE_VOTE = 0.5  # an adjective ("Kenyan") says less about where than a name


@dataclass(slots=True)
class _Name:
    """One name of the document with its meanings and their votes."""

    key: str
    candidates: tuple[GazetteerEntry, ...]
    weight: float
    prior: tuple[float, ...]
    local: tuple[float, ...]
    votes: list[float] = field(default_factory=list)


class _Votes:
    """What the names of a document say together: weight by country, region and neighbourhood."""

    def __init__(self) -> None:
        self.total = 0.0
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.regions: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.cells: defaultdict[tuple[int, int], float] = defaultdict(float)

    def lean(self, country: str | None, weight: float) -> None:
        """Count a word that points to a country without naming it."""
        if country:
            self.total += weight
            self.countries[country] += weight

    def add(self, entry: GazetteerEntry, weight: float, local: float) -> None:
        """Count a vote for a place; a negative weight takes it back, `local` is how far it speaks for its region."""
        self.total += weight
        if entry.country:
            state = entry.precision == "country" or entry.feature == "P.PPLC"
            self.countries[entry.country] += weight * (_STATE_VOTE if state else 1.0)
            if entry.admin1:
                self.regions[entry.country, entry.admin1] += weight * local
        if entry.precision in ("city", "site") or entry.feature == "A.ADM2":
            self.cells[_cell(entry)] += weight * local

    def fit(self, entry: GazetteerEntry) -> float:
        """Score how well a place goes with the rest."""
        score = 0.0
        if entry.country and self.total > 0:
            score += _COUNTRY_SHARE * max(0.0, self.countries.get(entry.country, 0.0)) / max(1.0, self.total)
            if entry.admin1:
                score += _REGION_SUPPORT * _saturated(self.regions.get((entry.country, entry.admin1), 0.0))
        if entry.precision != "country":
            east, north = _cell(entry)
            around = sum(self.cells.get((east + i, north + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))
            score += _NEAR_SUPPORT * _saturated(around)
        return score


class PlaceResolver:
    """Resolves the places of one document.

    Args:
        annotation: the document with its mentions.
        gazetteer: the places known.
        country_hint: ISO alpha-3 code of the country the report is from, where known.
    """

    def __init__(self, annotation: Annotation, gazetteer: Gazetteer, *, country_hint: str | None = None) -> None:
        self._annotation = annotation
        self._gazetteer = gazetteer
        self._hint = country_hint

    def toponyms(self, *, adjectives: bool = False) -> tuple[Place, ...]:
        """Return every toponym of the document, in text order; those not known have no country and coordinates.

        Args:
            adjectives: count "Kenyan" and "Kenyans" as toponyms too, as some corpora do.
        """
        if not adjectives:
            return self._places
        places = list(self._places)
        taken = SpanSet(place.span for place in places)
        for mention in self._annotation.mentions:
            country = self._people(mention) if mention.type == "NORP" else None
            if country and not taken.overlaps(mention.span):
                places.append(self._place(mention.span, country))
        return tuple(sorted(places, key=lambda one: one.span))

    def resolve(self, span: Span, sentence: int) -> Place:
        """Return the place that words stand for.

        Args:
            span: the words: a toponym, a phrase that holds one, or a country's adjective.
            sentence: the index of their sentence.
        """
        at = bisect_left(self._toponyms, span, key=lambda one: one.span)
        near = self._toponyms[max(0, at - 1) : at + 8]  # a phrase holds few toponyms
        known = [one for one in near if one.span == span] or [
            one for one in near if span.covers(one.span) and one.candidates
        ]
        if known and known[0].candidates:
            return self._place(span, self._choice(known[0]))
        words = span.slice(self._annotation.document.text)
        name, candidates = candidates_of(words, self._gazetteer)
        if not candidates and (country := self._gazetteer.country_of(words)):
            return self._place(span, country)
        container = container_after(self._annotation.document.text, span.end_char, candidates, self._gazetteer)
        return self._place(span, self._choice(Toponym(span, sentence, name, candidates, container)))

    def resolve_text(self, name: str) -> GazetteerEntry | None:
        """Return what a name that is not in the text would stand for in this document."""
        known, candidates = candidates_of(name, self._gazetteer)
        return self._choice(Toponym(Span(0, 1), -1, known, candidates))

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        return tuple(self._place(one.span, self._choice(one)) for one in self._toponyms)

    @cached_property
    def _toponyms(self) -> tuple[Toponym, ...]:
        return find_toponyms(self._annotation, self._gazetteer)

    @cached_property
    def _around(self) -> Surroundings:
        places = [(one, self._choice(one)) for one in self._toponyms if one.candidates]
        return Surroundings(self._annotation, [(one.span, entry) for one, entry in places if entry])

    @cached_property
    def _contained(self) -> dict[str, GazetteerEntry]:
        """What was said once of a name ("Alexandria, Louisiana") holds for the document."""
        found: dict[str, GazetteerEntry] = {}
        for toponym in self._toponyms:
            if toponym.container:
                found.setdefault(place_key(toponym.name), toponym.container)
        return found

    @cached_property
    def _chosen(self) -> dict[str, GazetteerEntry]:
        """Settle every name of the document together."""
        names = list(self._names())
        votes = self._outright_votes()
        for name in names:
            name.votes = _spread(name.prior)
            _cast(votes, name, 1.0)
        for _ in range(_ROUNDS):
            for name in names:
                _cast(votes, name, -1.0)
                name.votes = _spread(_scores(name, votes))
                _cast(votes, name, 1.0)
        chosen = {}
        for name in names:
            best = max(range(len(name.votes)), key=lambda n, name=name: (name.votes[n], -n))  # type: ignore[misc]
            chosen[name.key] = name.candidates[best]
        self._votes = votes
        return chosen

    def _names(self) -> Iterator[_Name]:
        counted: Counter[str] = Counter()
        found: dict[str, tuple[GazetteerEntry, ...]] = {}
        for toponym in self._toponyms:
            if toponym.candidates:
                key = place_key(toponym.name)
                counted[key] += 1
                found.setdefault(key, self._narrowed(toponym))
        for key, candidates in found.items():
            prior = tuple(_prior(one, candidates) for one in candidates)
            local = tuple(_locality(one, candidates) for one in candidates)
            yield _Name(key, candidates, math.sqrt(min(counted[key], 4)), prior, local)

    def _narrowed(self, toponym: Toponym) -> tuple[GazetteerEntry, ...]:
        container = toponym.container or self._contained.get(place_key(toponym.name))
        within = tuple(one for one in toponym.candidates if container and inside(one, container))
        return within or toponym.candidates

    def _outright_votes(self) -> _Votes:
        """Count what needs no choice: the hint, containers and adjectives."""
        votes = _Votes()
        if self._hint:
            votes.lean(self._hint, 2.0)
        for container in self._contained.values():
            votes.add(container, 1.0, 1.0)
        for mention in self._annotation.mentions:
            if mention.type == "NORP" and (country := self._people(mention)):
                votes.lean(country.country, _PEOPLE_VOTE)
        return votes

    def _people(self, mention: Mention) -> GazetteerEntry | None:
        """Return the country of an adjective or people; "US" may be taken for one as well."""
        words = mention.span.slice(self._annotation.document.text)
        named = [one for one in self._gazetteer.lookup(words) if one.precision == "country" and one.kind != "rare"]
        return self._gazetteer.country_of(words) or (named[0] if named else None)

    def _choice(self, toponym: Toponym) -> GazetteerEntry | None:
        if not toponym.candidates:
            return None
        chosen = self._chosen.get(place_key(toponym.name))
        candidates = self._narrowed(toponym)
        if chosen in candidates:
            return chosen
        scores = [_prior(one, candidates) + self._votes.fit(one) for one in candidates]
        return candidates[max(range(len(scores)), key=lambda n: (scores[n], -n))]

    def _place(self, span: Span, entry: GazetteerEntry | None) -> Place:
        text = span.slice(self._annotation.document.text)
        if entry is None:
            country = self._around.country(span)
            return Place(span, text, country=country, precision="country" if country else None)
        return Place(
            span,
            text,
            entry.name,
            entry.country,
            entry.latitude,
            entry.longitude,
            entry.geonameid,
            entry.admin1,
            entry.feature,
            entry.precision,
        )


def _cast(votes: _Votes, name: _Name, sign: float) -> None:
    for entry, share, local in zip(name.candidates, name.votes, name.local, strict=True):
        if share > 0.01:
            votes.add(entry, sign * share * name.weight, local)


def _scores(name: _Name, votes: _Votes) -> tuple[float, ...]:
    return tuple(prior + votes.fit(entry) for entry, prior in zip(name.candidates, name.prior, strict=True))


def _spread(scores: tuple[float, ...]) -> list[float]:
    """Turn scores into shares of one vote."""
    top = max(scores)
    raw = [math.exp(_SHARPNESS * (score - top)) for score in scores]
    total = sum(raw)
    return [one / total for one in raw]


def _locality(entry: GazetteerEntry, rivals: tuple[GazetteerEntry, ...]) -> float:
    """Return how far a place speaks for its neighbourhood; a region does like the city of its name in it."""
    if entry.feature in ("A.ADM1", "A.ADM2"):
        home = (entry.country, entry.admin1)
        cities = [one for one in rivals if one.feature[0] == "P" and (one.country, one.admin1) == home]
        return min((_locality(one, ()) for one in cities), default=1.0)
    if entry.feature == "P.PPLC" or entry.precision == "site":
        return _WORLD_WEIGHT
    step = math.log(max(entry.population, _LOCAL) / _LOCAL) / math.log(_WORLD / _LOCAL)
    return max(_WORLD_WEIGHT, 1.0 - (1.0 - _WORLD_WEIGHT) * step)


def _saturated(support: float) -> float:
    return support / (support + _HALF) if support > 0 else 0.0


def _cell(entry: GazetteerEntry) -> tuple[int, int]:
    return math.floor(entry.longitude / _CELL), math.floor(entry.latitude / _CELL)


def _prior(entry: GazetteerEntry, rivals: tuple[GazetteerEntry, ...]) -> float:
    """Score a candidate without its document: its size and rank, and how it bears the name."""
    score = math.log10(entry.population + 100) + _FAME * min(entry.fame, _FAME_LIMIT)
    if entry.precision == "country":
        score += _COUNTRY
    elif entry.feature == "P.PPLC":
        score += _CAPITAL
    elif entry.feature == "A.ADM1" and any(
        one.feature[0] == "P"
        and one.country == entry.country
        and one.kind != "rare"
        and (one.admin1 == entry.admin1 or one.feature == "P.PPLC")
        for one in rivals
    ):
        score += _REGION
    elif entry.feature == "A.ADM2":
        score += _COUNTY
    return score + {"rare": _RARE, "second": _SECOND}.get(entry.kind, 0.0)
