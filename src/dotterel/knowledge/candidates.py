"""Scores what a name may stand for on a day, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dotterel.knowledge.names import words
from dotterel.knowledge.records import Body, Candidate, Country, Named, Office, Person, Term

if TYPE_CHECKING:
    from dotterel.knowledge.base import Knowledge

# Who left the last office so long before is seldom meant: the news of 2020 that says Kennedy speaks of somebody else.
# Without a day it is who left before 2000.
_LONG_AGO = timedelta(days=30 * 365)
_WITHOUT_A_DAY = date(2030, 1, 1)
_FADED = 0.2
_FORMS = {"name": 1.0, "capital": 0.8, "metonym": 0.95, "adjective": 0.7, "demonym": 0.8, "plural": 0.8, "region": 0.5}


def candidates(knowledge: Knowledge, name: str, on: date | None) -> tuple[Candidate, ...]:
    """Return the candidates of `Knowledge.lookup`, best first."""
    found = [candidate(knowledge, one, on) for one in knowledge.named(name)]
    if not found:
        found = list(_by_parts(knowledge, words(name), on))
    best: dict[str, Candidate] = {}
    for one in found:
        if one.entity not in best or one.score > best[one.entity].score:
            best[one.entity] = one
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.entity)))


def candidate(knowledge: Knowledge, named: Named, on: date | None) -> Candidate:
    """Return one meaning of a name as a candidate on a day."""
    record = named.record
    if isinstance(record, Country):
        sector = ("GOV",) if named.form in ("capital", "metonym") else ()
        score = round(named.weight * _FORMS[named.form], 3)
        return Candidate(
            "country", record.entity, record.name, record.code, sector, None, score, f"{named.form} of {record.name}"
        )
    if isinstance(record, Body):
        in_force = on is None or (
            (record.start is None or record.start <= on) and (record.end is None or on <= record.end)
        )
        listed = f"your list {named.source}" if named.source else f"listed {record.kind}"
        reason = listed if in_force else f"{listed}, but of another time"
        score = (0.99 if named.source else 0.95) if in_force else 0.3
        return Candidate(named.kind, record.entity, record.name, record.code, record.sector, None, score, reason)
    found = person_candidate(knowledge, record, on, named.weight)
    return replace(found, reason=f"{found.reason}; your list {named.source}") if named.source else found


def person_candidate(knowledge: Knowledge, person: Person, on: date | None, weight: float = 1.0) -> Candidate:
    """Return a person as of a day: in office, out of office (sector ELI), or not yet in any."""
    term, state = as_of(knowledge, person, on)
    rank = knowledge.offices[term.office].rank
    if state == "in office":
        score, sector, office = 0.7 + 0.1 * rank, term.sector, term.office
        reason = f"{term.office} of {term.code}" + (f" on {on}" if on else "")
    elif state == "former":
        score, sector, office = 0.5 + 0.08 * rank, ("ELI",), None
        reason = f"{term.office} of {term.code} until {term.end}"
    else:
        score, sector, office = 0.3, (), None
        reason = f"{term.office} of {term.code} only from {term.start}"
    if term.end and (on or _WITHOUT_A_DAY) - term.end > _LONG_AGO:
        score -= _FADED
    score = min(1.0, round(score * weight, 3))
    return Candidate("person", person.entity, person.name, term.code or None, sector, office, score, reason)


def as_of(knowledge: Knowledge, person: Person, on: date | None) -> tuple[Term, str]:
    """Return the term that matters on a day, and "in office", "former" or "not yet"."""
    if on is None:
        return person.terms[-1], "in office"
    holding = [term for term in person.terms if term.holds(on)]
    if holding:
        return max(holding, key=lambda term: (knowledge.offices[term.office].rank, term.start or date.min)), "in office"
    past = [term for term in person.terms if term.end and term.end < on]
    if past:
        armed = past[-1].sector == ("REB",)
        return past[-1], "in office" if armed and past[-1].end is None else "former"
    return person.terms[0], "not yet"


def _by_parts(knowledge: Knowledge, parts: Sequence[str], on: date | None) -> list[Candidate]:
    """Read a name that is not listed by its parts: country or body, then title and person or institution."""
    if parts and parts[0].lower() in ("the", "a", "an"):
        parts = parts[1:]
    owner: Named | None = None
    rest: list[str] = []
    index = 0
    while index < len(parts):
        length = knowledge.longest(parts, index)
        meanings = knowledge.named(" ".join(parts[index : index + length])) if length else ()
        owners = [one for one in meanings if one.kind in ("country", "organisation", "group")]
        if owners and owner is None:
            owner = max(owners, key=lambda one: one.weight)
            index += length
            continue
        if parts[index] not in ("'s", "'"):
            rest.append(parts[index])
        index += 1
    while rest and rest[-1] in ("of", "in"):
        rest.pop()
    if not rest:
        return []
    return _titled(knowledge, owner, rest, on) or _institution(knowledge, owner, rest)


def _titled(knowledge: Knowledge, owner: Named | None, rest: list[str], on: date | None) -> list[Candidate]:
    for length in range(len(rest), 0, -1):
        office = knowledge.title(" ".join(rest[:length]))
        if office is None:
            continue
        name = " ".join(rest[length:])
        if not name:
            return _holders(knowledge, owner, office, on)
        people = [one for one in knowledge.named(name) if isinstance(one.record, Person)]
        found = []
        for one in people:
            scored = person_candidate(knowledge, one.record, on)  # type: ignore[arg-type]
            fits = _fits(knowledge, one.record, owner, office)  # type: ignore[arg-type]
            reason = f"{scored.reason}; title {'fits' if fits else 'does not fit'}"
            score = min(1.0, scored.score * (1.0 if fits else 0.4))
            found.append(
                Candidate(
                    "person",
                    scored.entity,
                    scored.name,
                    scored.code,
                    scored.sector,
                    scored.office,
                    round(score, 3),
                    reason,
                )
            )
        return found
    return []


def _fits(knowledge: Knowledge, person: Person, owner: Named | None, office: Office) -> bool:
    of_owner = [
        term
        for term in person.terms
        if owner is None
        or (isinstance(owner.record, Country) and term.code == owner.record.code)
        or (isinstance(owner.record, Body) and term.body == owner.record.entity)
    ]
    return any(knowledge.offices[term.office].function == office.function for term in of_owner)


def _holders(knowledge: Knowledge, owner: Named | None, office: Office, on: date | None) -> list[Candidate]:
    if owner is None or on is None or isinstance(owner.record, Person):
        return []
    code = owner.record.code if isinstance(owner.record, Country) else owner.record.entity
    holders = knowledge.holders(code or "", office.name, on) or knowledge.holders(code or "", office.function, on)
    return [
        Candidate(
            "person", person.entity, person.name, owner.record.code, office.sector, office.name,
            round(0.9 / len(holders), 3), f"{office.name} of {owner.record.name} on {on}",
        )
        for person in holders
    ]  # fmt: skip


def _institution(knowledge: Knowledge, owner: Named | None, rest: list[str]) -> list[Candidate]:
    role = knowledge.role(" ".join(rest)) or knowledge.role(" ".join(_turned(rest))) or knowledge.role(rest[-1])
    if owner is None or role is None or isinstance(owner.record, Person):
        return []
    record = owner.record
    exact = role.word == " ".join(rest).lower()
    entity = f"{record.entity}:{' '.join(rest).lower()}"
    name = f"{' '.join(rest)} of {record.name}"
    score = 0.85 if exact else 0.6
    return [
        Candidate("institution", entity, name, record.code, role.sector, None, score, f"{role.word} of {record.name}")
    ]


def _turned(rest: list[str]) -> list[str]:
    """Turn "Ministry of Finance" into "finance ministry"."""
    lowered = [word.lower() for word in rest]
    if len(lowered) > 2 and lowered[0] == "ministry" and lowered[1] in ("of", "for"):
        return [*[word for word in lowered[2:] if word != "the"], "ministry"]
    return lowered
