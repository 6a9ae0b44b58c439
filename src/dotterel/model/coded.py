"""What goes out: resolved actors and places, event mentions, statements, and the harvest of one document, `Coded`."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.model.document import Document, Issue
from dotterel.model.span import Provenance, Span


@dataclass(frozen=True, slots=True)
class EntityMention:
    """Words in the text and the known thing they stand for.

    `name` is the best name known ("Sergei Lavrov"), `entity` a stable id ("country:RUS", "org:un",
    "person:sergei lavrov"), `code` an ISO 3166-1 alpha-3 country or IGO / NGO / MNC, `sector` PLOVER sector
    codes, `office` the post held on the document's day. `inferred` is true when a name not in the text was
    filled in from knowledge. Unknown fields are None or empty.
    """

    span: Span
    text: str
    name: str | None = None
    entity: str | None = None
    code: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym and where it is: ISO alpha-3 country, WGS84 degrees, GeoNames id.

    `admin1` is the first-level region's name; `feature` GeoNames class and code ("P.PPLC"); `precision` is
    city, region, country or site.
    """

    span: Span
    text: str
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    admin1: str | None = None
    feature: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class TimexValue:
    """A time expression and its TIMEX3 value ("2018-05-31", "2018-04", "2018-W22", "P2D"), None if unanchored."""

    span: Span
    text: str
    type: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One report of a happening: who did what to whom, when and where, with the words for each.

    `date` is of the event, written as a day, month (`2018-04`) or year; `date_basis` says where it came from
    (`timex`, `narrative`, `publication`, or None when nothing is known). `statement` is the id of the innermost
    statement the event is told in, `attribution` its speakers and those around it; `speech_act` is the id of the
    statement that the event consists in (a demand, an accusation). Everything else is as in DESIGN's contract.
    """

    id: str
    document: str
    sentence: int
    sentence_span: Span
    trigger: Span
    trigger_text: str
    event_type: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    auxiliary: tuple[str, ...]
    quad_code: int
    event_scale: float
    actor: tuple[EntityMention, ...]
    recipient: tuple[EntityMention, ...]
    attribution: tuple[EntityMention, ...]
    place: Place | None
    timex: TimexValue | None
    date: str | None
    end_date: str | None
    date_basis: str | None
    confidence: float
    provenance: Provenance
    statement: str | None = None
    speech_act: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the text where they stand."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, with the words for each part and the known things behind them.

    `quotation` is direct, indirect or mixed; `tone` one of say, hope, praise, warn, pledge, deny, demand, accuse;
    `auxiliary` PLOVER's (`future`: "is expected to say"). No speaker means that the report names none. `via` are the
    outlets, papers and spokespeople through whom the words came; `about` are the things named in the words. `parent` is
    the id of the statement this one is reported in.
    """

    id: str
    document: str
    sentence: int
    quotation: str
    tone: str
    auxiliary: tuple[str, ...]
    speaker: tuple[EntityMention, ...]
    cue: Passage | None
    content: tuple[Passage, ...]
    addressee: tuple[EntityMention, ...]
    via: tuple[EntityMention, ...]
    parent: str | None
    confidence: float
    provenance: Provenance
    about: tuple[EntityMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """One document's harvest: the unit of work, of retry and of storage."""

    document: Document
    events: tuple[EventMention, ...] = ()
    issues: tuple[Issue, ...] = ()
    sentences: tuple[Span, ...] = ()
    statements: tuple[Statement, ...] = ()
