"""What a phrase turned out to stand for, before it is tied to its words: from a country, a body or a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dotterel.knowledge import Body, Country, Knowledge, Named
from dotterel.knowledge.candidates import as_of
from dotterel.knowledge.lists import LISTED
from dotterel.model import EntityMention, Span
from dotterel.resolve.cast import Figure
from dotterel.resolve.titles import OFFICERS

_STALE_DAYS = 60
_DECIDED = 0.55
# Titles that say less than the tables: they do not overrule an office known there.
_RANKS = OFFICERS | {"general", "admiral"}
_VAGUE = _RANKS | {"leader", "official", "minister", "diplomat", "party leader", "politician", "candidate", "envoy",
                   "adviser", "governor", "lawmaker", "deputy minister", "secretary-general"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """An actor without its words; fields as in `EntityMention`. `kind` is country, body, person, institution or role."""

    kind: str
    name: str | None = None
    entity: str | None = None
    code: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None
    inferred: bool = False

    def at(self, span: Span, text: str) -> EntityMention:
        """Return the mention of it at `span`."""
        return EntityMention(span, text, self.name, self.entity, self.code, self.sector, self.office, self.inferred)

    def guessed(self) -> Known:
        """Return the same, marked as filled in rather than read."""
        return replace(self, inferred=True)


NOTHING = Known("role")


def of_country(country: Country, form: str = "name") -> Known:
    """Return a country; a capital or seat of government stands for its government."""
    sector = ("GOV",) if form in ("capital", "metonym") else ()
    return Known("country", country.name, country.entity, country.code, sector)


def of_body(body: Body) -> Known:
    """Return an organisation or group."""
    return Known("body", body.name, body.entity, body.code, body.sector)


def of_named(meanings: tuple[Named, ...], on: date | None) -> Known | None:
    """Return the likeliest country or body among the meanings of a name on a day; None when there is none.

    Where two are equally likely the result has no id and only the code they share.
    """
    best = _weighed(meanings, on)
    if not best:
        return None
    weight, record, known = best[0]
    rivals = [one for one in best[1:] if one[0] == weight and one[1].entity != record.entity]
    if rivals:
        return Known("body", None, None, known.code if all(one[2].code == known.code for one in rivals) else None)
    return known if weight >= _DECIDED or len(best) > 1 else Known(known.kind)


def body_of(meanings: tuple[Named, ...], on: date | None) -> Body | None:
    """Return the body a name stands for on a day, None where it stands for a country or nothing."""
    best = _weighed(meanings, on)
    return best[0][1] if best and isinstance(best[0][1], Body) else None


def _weighed(meanings: tuple[Named, ...], on: date | None) -> list[tuple[float, Country | Body, Known]]:
    found: list[tuple[float, Country | Body, Known]] = []
    for named in meanings:
        record = named.record
        if isinstance(record, Country):
            found.append((named.weight, record, of_country(record, named.form)))
        elif isinstance(record, Body):
            out = on is not None and ((record.start and on < record.start) or (record.end and on > record.end))
            weight = min(named.weight, 1.0) - 0.5 if out else named.weight
            found.append((weight, record, of_body(record)))
    return sorted(found, key=lambda one: -one[0])


def of_figure(figure: Figure, knowledge: Knowledge, on: date | None) -> Known:
    """Return a person as of a day: the tables decide the office, the text where they are silent."""
    said = figure.sector if not figure.former else ("ELI",)
    office = figure.office.name if figure.office is not None and not figure.former else None
    if figure.person is None:
        body = knowledge.body(figure.body.entity, on) if figure.body is not None else None
        sector = said or (body.sector if body is not None else ())
        if body is not None and figure.office is not None and inherits(figure.office.name, sector) and body.sector:
            sector = body.sector if not figure.former else ("ELI",)
        if office == "leader" and not sector:
            sector = ("GOV",) if figure.code not in (None, "IGO", "NGO", "MNC") else ()
        return Known("person", figure.name, f"person:{figure.name.lower()}", figure.code, sector, office)
    person = figure.person
    term, state = as_of(knowledge, person, on)
    code: str | None = term.code or None
    if state == "in office":
        sector = term.sector
        held: str | None = term.office if term.office != LISTED else None
        if figure.former:
            sector, held = ("ELI",), None
        elif figure.office is not None:
            told = [t for t in person.terms if knowledge.offices[t.office].function == figure.office.function]
            current = next((t for t in told if on is None or t.holds(on)), None)
            if current is not None:
                code, sector, held = current.code, current.sector, current.office
            elif figure.office.name not in _VAGUE and figure.code in (None, code):
                sector, held = figure.sector, figure.office.name
        return Known("person", person.name, person.entity, code, sector, held)
    if state == "former":
        recent = on is not None and term.end is not None and (on - term.end).days <= _STALE_DAYS
        if (recent and figure.office is not None and not figure.former) or (said and not _left(figure, knowledge)):
            return Known("person", person.name, person.entity, figure.code or code, said, office)
        sector = term.sector if set(term.sector) & {"REB", "PTY"} else ("ELI",)
        return Known("person", person.name, person.entity, code, sector)
    return Known("person", person.name, person.entity, figure.code or code, said, office)


def _left(figure: Figure, knowledge: Knowledge) -> bool:
    """Say whether the office the text gives is one the person has left, or the text gives none."""
    if figure.former or figure.office is None or figure.person is None:
        return True
    return any(knowledge.offices[term.office].function == figure.office.function for term in figure.person.terms)


def inherits(office: str, sector: tuple[str, ...]) -> bool:
    """Say whether an office takes its sector from the body it belongs to ("Hamas official", "Taliban spokesman")."""
    generic = _RANKS | {"leader", "official", "spokesman", "rebel spokesman", "adviser", "envoy", "diplomat", "army chief",
                        "secretary-general", "deputy minister", "minister", "governor", "executive", "party leader",
                        "politician", "candidate"}  # fmt: skip
    return office in generic or not sector
