"""What a document has spoken of so far: its parties in order, for pronouns, "the ministry" and "the two sides"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from dotterel.knowledge import Body, Knowledge, Office
from dotterel.model import Annotation
from dotterel.resolve.cast import Cast, Figure
from dotterel.resolve.known import Known, body_of, of_body, of_country, of_figure, of_named
from dotterel.resolve.sightings import Sighting, detached

_REACH = 12
_MAIN_SHARE = 0.55
_TOP = 3  # sentences of a report in which a post may be told before its holder is named
_SEATS = {"Brussels": ("org:eu", "org:nato")}
_ARMED = frozenset({"armed", "opposition", "government", "party"})


@dataclass(frozen=True, slots=True)
class Party:
    """Something that can act, where it is named; `weak` when only an adjective names it."""

    known: Known
    sentence: int
    token: int
    subject: bool
    weak: bool
    figure: Figure | None = None
    body: Body | None = None


class Memory:
    """The parties of one document in the order of the text.

    Args:
        annotation: the document.
        knowledge: the tables.
        seen: the known names of each sentence.
        cast: its people.
    """

    def __init__(
        self, annotation: Annotation, knowledge: Knowledge, seen: tuple[tuple[Sighting, ...], ...], cast: Cast
    ) -> None:
        self._annotation = annotation
        self._knowledge = knowledge
        self._day = annotation.document.published
        self._bodies: dict[str, Body] = {}
        self._as_members: dict[tuple[int, str], tuple[str, Known] | None] = {}
        self.parties: list[Party] = []
        for sentence, names in zip(annotation.sentences, seen, strict=True):
            for sighting in names:
                if cast.at(sentence.index, sighting.last) is not None or detached(sentence, sighting):
                    continue
                known = of_named(sighting.meanings, self._day)
                if known is not None and known.entity is not None:
                    weak = sighting.form == "adjective" or self.in_dateline(sentence.index, sighting.first)
                    subject = self._is_subject(sentence.index, sighting.last)
                    body = body_of(sighting.meanings, self._day)
                    if body is not None:
                        self._bodies.setdefault(body.entity, body)
                    self.parties.append(Party(known, sentence.index, sighting.first, subject, weak, None, body))
        self._countries = Counter(code for party in self.parties if (code := self._country(party)) is not None)
        self._add_halves(annotation, seen)
        for figure in cast.figures:
            known = of_figure(figure, knowledge, self._day)
            for place in figure.appearances:
                subject = self._is_subject(place.sentence, place.first) or self._is_subject(place.sentence, place.last)
                self.parties.append(Party(known, place.sentence, place.first, subject, False, figure))
        self.parties.sort(key=lambda party: (party.sentence, party.token))
        self._countries = Counter(code for party in self.parties if (code := self._country(party)) is not None)

    def _add_halves(self, annotation: Annotation, seen: tuple[tuple[Sighting, ...], ...]) -> None:
        """Enter "the North" and "the South" where they are countries."""
        for sentence, names in zip(annotation.sentences, seen, strict=True):
            for index, token in enumerate(sentence.tokens):
                if token.text not in ("North", "South") or any(s.first <= index <= s.last for s in names):
                    continue
                following = sentence.tokens[index + 1].text if index + 1 < len(sentence.tokens) else ""
                known = self.half(token.text) if not following[:1].isupper() else None
                if known is not None:
                    subject = self._is_subject(sentence.index, index)
                    self.parties.append(Party(known, sentence.index, index, subject, False))

    def in_dateline(self, sentence: int, token: int) -> bool:
        """Say whether a token is part of the dateline."""
        line = self._annotation.dateline
        return line is not None and self._annotation.sentences[sentence].tokens[token].start_char < line.end_char

    def _is_subject(self, sentence: int, token: int) -> bool:
        """Say whether a token stands in the subject; without a tree, whether it opens the sentence."""
        record = self._annotation.sentences[sentence]
        if not record.parsed:
            return token < 6
        steps = 0
        while steps < 6:
            one = record.tokens[token]
            if one.deprel.startswith("nsubj"):
                return True
            if one.head == 0 or one.deprel.split(":")[0] in ("obl", "obj", "nmod", "acl", "advcl"):
                return False
            token = one.head - 1
            steps += 1
        return False

    @staticmethod
    def _country(party: Party) -> str | None:
        code = party.known.code
        return code if code is not None and code not in ("IGO", "NGO", "MNC") else None

    def before(self, sentence: int, token: int) -> list[Party]:
        """Return the parties named before a token, the nearest sentence first, subjects first within one."""
        earlier = [p for p in self.parties if (p.sentence, p.token) < (sentence, token)]
        return sorted(earlier, key=lambda p: (-p.sentence, not p.subject, p.token if p.subject else -p.token))

    def main_country(self, floor: int = 1) -> str | None:
        """Return the country most of the document is about, if one stands out and is named `floor` times."""
        if not self._countries:
            return None
        (code, count), *_ = self._countries.most_common(1)
        return code if count >= floor and count / sum(self._countries.values()) >= _MAIN_SHARE else None

    def mentions(self, code: str | None, but: Collection[str] = ()) -> bool:
        """Say whether a country is spoken of other than by the bodies that belong to it, and by other words than `but`."""
        return any(
            party.known.code == code
            and party.known.kind != "body"
            and self._annotation.sentences[party.sentence].tokens[party.token].text not in but
            for party in self.parties
        )

    def near_country(self, sentence: int, token: int) -> str | None:
        """Return the only country spoken of in this sentence and the two before, else the document's main one."""
        near = [self._country(p) for p in self.before(sentence, token) if p.sentence >= sentence - 2]
        codes = list(dict.fromkeys(code for code in near if code is not None))
        if len(codes) == 1:
            return codes[0]
        main = self.main_country()
        return main if main is not None and (main in codes or not codes) else None

    def acting(self, sentence: int, token: int) -> str | None:
        """Return the country of the subject nearest before a token in its sentence, else of the nearest party."""
        here = [p for p in self.before(sentence, token) if p.sentence == sentence and self._country(p) is not None]
        subjects = [p for p in here if p.subject]
        return self._country((subjects or here)[0]) if here else self.near_country(sentence, token)

    def half(self, word: str) -> Known | None:
        """Return the country that "the North" or "the South" stands for where the document speaks of one so named.

        "Brussels" is likewise the European Union or NATO where the document speaks of one of them, and the Union where
        nothing in it is Belgian.
        """
        for entity in _SEATS.get(word, ()):
            if entity in self._bodies:
                return of_body(self._bodies[entity])
        if word in _SEATS and not self.mentions("BEL"):
            return of_body(self._knowledge.body(_SEATS[word][0]))
        if word not in ("North", "South"):
            return None
        other = "South" if word == "North" else "North"
        for code, _ in self._countries.most_common():
            name = self._knowledge.countries[code].name
            first, _, rest = name.partition(" ")
            if first in (word, other):
                country = self._knowledge.country(f"{word} {rest}")
                return of_country(country) if country is not None else None
        return None

    def person(self, sentence: int, token: int, gender: str) -> Figure | None:
        """Return whom "he" or "she" stands for: the nearest fitting person, subjects first, two sentences back."""
        same: list[Figure] = []
        for party in self.before(sentence, token):
            if party.figure is None or party.figure.gender not in ("", gender) or party.sentence < sentence - 3:
                continue
            if party.sentence == sentence and not party.subject:
                same.append(party.figure)
                continue
            return party.figure
        return same[0] if same else None

    def thing(self, sentence: int, token: int) -> Known | None:
        """Return what "it" stands for: the nearest country or body in the subject, else the nearest at all."""
        near = [
            p for p in self.before(sentence, token) if p.figure is None and not p.weak and p.sentence >= sentence - 2
        ]
        subjects = [p for p in near if p.subject]
        return (subjects or near)[0].known if near else None

    def with_office(self, sentence: int, token: int, fits: Callable[[Known], bool]) -> Known | None:
        """Return the nearest person before a token whose office fits, else the first after it, soon or at the top."""
        for party in self.before(sentence, token):
            if party.figure is not None and fits(party.known):
                return party.known
        later = (p for p in self.parties if (p.sentence, p.token) >= (sentence, token) and p.figure is not None)
        near = (party for party in later if party.sentence <= max(sentence + 1, _TOP))
        return next((party.known for party in near if fits(party.known)), None)

    def body(self, sentence: int, token: int, fits: Callable[[Body], bool]) -> Known | None:
        """Return the nearest organisation or group before a token that fits."""
        for party in self.before(sentence, token):
            if party.body is not None and fits(party.body):
                return party.known
        return None

    def members(
        self, sentence: int, token: int, kind: str, number: int | None, rank: Callable[[Known], bool] | None = None
    ) -> tuple[Known, ...]:
        """Return the set that "the two sides", "both countries" or "they" stands for, in the order of the text.

        Args:
            sentence: where the expression stands.
            token: its first token.
            kind: country, person or side.
            number: how many there must be; None takes those of the nearest sentence that names two or more.
            rank: says of a person whether the noun can mean that one ("ministers"); all can when left out.
        """
        wanted = number or 2
        nearest: dict[str, tuple[Party, Known]] = {}
        for back in range(sentence, max(-1, sentence - _REACH), -1):
            here: dict[str, tuple[Party, Known]] = {}
            for party in self.parties:
                if party.sentence != back or (back == sentence and party.token >= token):
                    continue
                member = self.member(party, kind)
                if member is not None and (rank is None or rank(member[1])):
                    here.setdefault(member[0], (party, member[1]))
            if len(here) == wanted or (number is None and len(here) > wanted):
                return self._ordered(here)
            if len(here) > wanted:
                return self._ordered(self._most_named(here, kind, wanted))
            for key, value in here.items():
                nearest.setdefault(key, value)
            if len(nearest) >= wanted and back < sentence:
                return self._ordered(nearest if len(nearest) == wanted else self._most_named(nearest, kind, wanted))
        return self._ordered(nearest) if len(nearest) == wanted else ()

    def member(self, party: Party, kind: str) -> tuple[str, Known] | None:
        """Return a party as a member of a set of that kind, under the key that makes members one."""
        asked = id(party), kind
        if asked not in self._as_members:
            self._as_members[asked] = self._as_member(party, kind)
        return self._as_members[asked]

    def _as_member(self, party: Party, kind: str) -> tuple[str, Known] | None:
        if kind == "person":
            return (party.known.entity or "", party.known) if party.figure is not None else None
        record = party.body or self._armed_body(party)
        if record is not None and kind == "side" and record.kind in _ARMED:
            return record.entity, of_body(record)
        code = self._country(party)
        if record is not None and kind == "side" and record.kind == "organisation":
            return (record.entity, of_body(record)) if record.code == "IGO" else None
        if code is None:
            return None
        country = self._knowledge.countries[code]
        return code, Known("country", country.name, country.entity, code, ())

    def state(self, party: Party) -> tuple[str, Known] | None:
        """Return the country an armed group belongs to, under its key."""
        code = self._country(party)
        if code is None:
            return None
        country = self._knowledge.countries[code]
        return code, Known("country", country.name, country.entity, code, ())

    def _armed_body(self, party: Party) -> Body | None:
        """Return the armed group a person belongs to."""
        person = party.figure.person if party.figure is not None else None
        if person is None or not set(party.known.sector) & {"REB"}:
            return None
        terms = [term.body for term in person.terms if term.body is not None]
        return self._bodies.get(terms[-1]) if terms else None

    def _most_named(
        self, found: dict[str, tuple[Party, Known]], kind: str, number: int
    ) -> dict[str, tuple[Party, Known]]:
        counts: Counter[str] = Counter()
        for party in self.parties:
            member = self.member(party, kind)
            if member is not None:
                counts[member[0]] += 1
        order = sorted(found, key=lambda key: (-counts[key], list(found).index(key)))
        return {key: found[key] for key in order[:number]}

    @staticmethod
    def _ordered(found: dict[str, tuple[Party, Known]]) -> tuple[Known, ...]:
        return tuple(known for _, known in sorted(found.values(), key=lambda v: (v[0].sentence, v[0].token)))


def shares(known: Known, office: Office, knowledge: Knowledge) -> bool:
    """Say whether a person's office is one that "the president", "the minister" or "the leader" can mean."""
    have = knowledge.offices.get(known.office or "")
    if have is None:
        return False
    if office.name == "minister":
        return have.rank < 3 and ("minister" in have.function or "minister" in have.name)
    if office.name == "leader":
        return have.rank == 3 or have.function in ("rebel leader", "opposition leader", "party leader")
    if office.name in ("diplomat", "top diplomat"):
        return have.function in ("foreign minister", "ambassador", "envoy", "deputy foreign minister")
    if office.rank == 3 and office.name != "head of state":
        return have.name == office.name
    return have.function == office.function
