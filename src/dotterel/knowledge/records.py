"""What is known: countries, regions, organisations, groups, offices, people in office, and words for roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. `code` is ISO 3166-1 alpha-3 (XKX for Kosovo, SUN and such for former states).

    `capital` are cities that stand for its government ("Addis Ababa said"), `metonyms` buildings that do.
    """

    code: str
    iso2: str
    numeric: str
    fips: str
    name: str
    official: str
    status: str
    capital: tuple[str, ...]

    @property
    def entity(self) -> str:
        """The stable id, "country:KEN"."""
        return f"country:{self.code}"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation between states, or a group, agency, party, court, company or medium.

    `code` is IGO, NGO, MNC or the country it belongs to; None where it belongs to none. `start` and `end`
    bound the days on which the row holds (a rebel group that became a party has two rows).
    """

    entity: str
    name: str
    code: str | None
    sector: tuple[str, ...]
    kind: str
    start: date | None = None
    end: date | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post. `function` is shared by posts that are counterparts (foreign minister, secretary of state).

    `rank` 3 leads a state or government, 2 a ministry or great body, 1 the rest.
    """

    name: str
    function: str
    sector: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Term:
    """One stay in one office; `start` and `end` are the first and last day, None where open.

    `body` is the id of an organisation ("org:un") where the office is not a country's.
    """

    code: str
    body: str | None
    office: str
    sector: tuple[str, ...]
    start: date | None
    end: date | None

    def holds(self, on: date) -> bool:
        """Return whether the office is held on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held office; `terms` in order of their start."""

    entity: str
    name: str
    surname: str
    gender: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A common noun for an actor. `kind` is person, group, institution or thing; `sector` may be empty."""

    word: str
    sector: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Named:
    """One meaning of a name. `form` says how: name, adjective, demonym, plural, capital, metonym, surname.

    `source` is file and line of a user's list, empty for our tables.
    """

    kind: str
    form: str
    record: Country | Body | Person
    weight: float = 1.0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known thing a name may stand for on a day, with a score between 0 and 1 and the reason for it."""

    kind: str
    entity: str
    name: str
    code: str | None
    sector: tuple[str, ...]
    office: str | None
    score: float
    reason: str
