"""What many reports add up to: an event told once, why two tellings are one, and copies of one report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Who took part, without the words of any one report; fields as in `EntityMention`."""

    text: str
    name: str | None = None
    entity: str | None = None
    code: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Where something took place, without the words of any one report; fields as in `Place`."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What some reports say about a field where others say otherwise.

    `field` is `date`, `place`, `actor`, `recipient` or `event_type`; `reports` counts the independent reports that
    say so.
    """

    field: str
    value: str
    reports: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a comparison: what was found, and its weight (natural log-odds; above 0 speaks for one event)."""

    feature: str
    found: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions compared: the sum of the weights and what they are made of. Above zero they are one event."""

    one: str
    other: str
    weight: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, however often it was reported.

    `mention` are the ids of its event mentions, the leading one first; `document` is the report of that one. Date,
    place and parties are the most precise ones that the reports agree on, `disagreement` holds what others say.
    `reports` counts documents, `independent_reports` counts copies of one report once, `publishers` who printed them.
    """

    id: str
    event_type: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    auxiliary: tuple[str, ...]
    quad_code: int
    event_scale: float
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: Site | None
    date: str | None
    end_date: str | None
    date_basis: str | None
    mention: tuple[str, ...]
    document: str
    reports: int
    independent_reports: int
    publishers: int
    first_report: datetime.date | None
    last_report: datetime.date | None
    disagreement: tuple[Claim, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Copies, updates and shortened forms of one report.

    `lead` is the earliest, `latest` the one that supersedes the others (the last to appear; of those the longest).
    """

    id: str
    lead: str
    latest: str
    document: tuple[str, ...]
    publishers: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided: two mentions are one (`join`) or are not (`split`), for `event` or `occasion`.

    A mention is named by its place in its document, so that the decision outlives a new version of the coder.
    """

    id: str
    kind: str
    level: str
    document: str
    start_char: int
    end_char: int
    other_document: str
    other_start_char: int
    other_end_char: int
