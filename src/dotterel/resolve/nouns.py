"""Resolves actors named by a common noun: "police in Nairobi", "the ministry", "opposition supporters", "Israeli jets"."""

from __future__ import annotations

from dataclasses import replace

from dotterel.knowledge import Knowledge, Role
from dotterel.resolve.known import NOTHING, Known, of_country
from dotterel.resolve.memory import Memory
from dotterel.resolve.phrases import Phrase
from dotterel.resolve.titles import spelled

# Sectors that a noun keeps whatever body it belongs to: "Hamas supporters" are civilians.
_OWN_SECTOR = frozenset(
    {"CVL", "JRN", "LEG", "BUS", "LAB", "EDU", "MED", "REF", "REL", "JUD", "COP", "SPY", "SOC", "AGR"}
)
_GROUP_WORDS = frozenset(
    "group organisation organization movement militia rebel militant guerrilla insurgent fighter faction front gang network "
    "party alliance coalition bloc union agency body watchdog company firm council terrorist separatist extremist jihadist "
    "rebels militants fighters guerrillas insurgents terrorists separatists".split()
)
_ANY_GROUP = frozenset({"group", "organisation", "organization", "movement", "body", "faction"})
_COUNTRY_WORDS = frozenset("country nation republic kingdom state island federation emirate".split())
# "Iran's allies" and "its neighbours" are anyone but Iran.
_RELATIVES = frozenset(
    "ally neighbour neighbor rival enemy foe partner critic opponent counterpart victim target successor predecessor power "
    "superpower adversary backer supporter".split()
)
# Sectors of actors that belong to the country a story plays in, where nothing else is said.
_DOMESTIC = frozenset({"GOV", "COP", "MIL", "LEG", "JUD", "SPY", "CVL", "PTY", "OPP", "REB", "LAB"})
_SIDES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"rebel", "insurgent", "guerrilla", "separatist", "jihadist", "militant", "secessionist"}), "REB"),
    (frozenset({"paramilitary"}), "PRM"),
    (frozenset({"intelligence", "spy"}), "SPY"),
    (frozenset({"military", "army", "naval", "navy"}), "MIL"),
    (frozenset({"police"}), "COP"),
    (frozenset({"court", "judicial"}), "JUD"),
    (frozenset({"union"}), "LAB"),
    (frozenset({"parliamentary", "congressional"}), "LEG"),
)
_OPEN = frozenset({(), ("GOV",), ("MIL",), ("REB",), ("UAF",)})


class Nouns:
    """Resolves common nouns in one document.

    Args:
        knowledge: the tables.
        memory: the document's parties in order.
    """

    def __init__(self, knowledge: Knowledge, memory: Memory) -> None:
        self._knowledge = knowledge
        self._memory = memory

    def known(self, phrase: Phrase, first: int, role: Role, owner: Known | None) -> Known:
        """Return what a noun for an actor stands for.

        Args:
            phrase: the noun phrase.
            first: the noun's first token.
            role: what the tables say of the noun.
            owner: whose actor it is, where the phrase says so.
        """
        if owner is None:
            again = self._again(phrase, role)
            if again is not None:
                return again
        sector = self._sector(phrase, first, role, owner)
        if role.word in _RELATIVES and role.kind != "person":
            return Known("role", None, None, None, sector)
        if owner is None or owner.code is None:
            known = Known("role", None, None, None, sector)
            return known if role.kind == "thing" else self.placed(phrase, known, owner)
        if owner.kind == "body" and owner.entity and not set(role.sector) & _OWN_SECTOR:
            several = phrase.plural and role.kind == "person"
            if role.kind != "thing" and (several or role.word in _GROUP_WORDS):
                return replace(owner, sector=sector)
        if role.kind == "country" or role.word in _COUNTRY_WORDS:
            country = self._knowledge.countries.get(owner.code)
            return of_country(country) if country is not None else Known("role", None, None, owner.code)
        if owner.kind == "person" and role.kind == "institution" and owner.code in self._knowledge.countries:
            owner = of_country(self._knowledge.countries[owner.code])
        if role.kind == "institution" and owner.entity and not phrase.quantity:
            name = f"{role.word} of {owner.name}" if owner.name else None
            entity = f"{owner.entity}:{role.word}"
            return Known("institution", name, entity, owner.code, sector, None, owner.inferred)
        return Known("role", None, None, owner.code, sector, None, owner.inferred)

    def _sector(self, phrase: Phrase, first: int, role: Role, owner: Known | None) -> tuple[str, ...]:
        sector = role.sector
        before = {token.text.lower() for token in phrase.sentence.tokens[phrase.core_first : first]}
        former = before & {"former", "ex", "ousted", "deposed"} or any(word.startswith("ex-") for word in before)
        if former and set(sector) & {"GOV", "LEG", "MIL"}:
            sector = ("ELI",)
        sector = side(phrase, first, sector)
        if owner is not None and owner.sector and owner.kind in ("body", "institution", "role", "person"):
            weak = not set(sector) & _OWN_SECTOR
            if weak and (owner.kind != "person" or set(owner.sector) & {"REB", "PTY"}):
                return owner.sector
        return sector

    def _again(self, phrase: Phrase, role: Role) -> Known | None:
        """Resolve "the group", "the country", "the rebels" by what was named before."""
        if not phrase.definite or phrase.quantity:
            return None
        place = phrase.sentence.index, phrase.first
        if role.word in _RELATIVES:
            return None
        if role.word in _COUNTRY_WORDS or role.kind == "country":
            if phrase.plural or phrase.core_last - phrase.core_first > 1:
                return NOTHING
            code = self._memory.near_country(*place)
            return of_country(self._knowledge.countries[code]) if code is not None else NOTHING
        if role.word in _GROUP_WORDS:
            wanted = set(role.sector)
            return self._memory.body(
                *place,
                lambda body: bool(wanted & set(body.sector)) or role.word in _ANY_GROUP or not (wanted or body.sector),
            )
        return None

    def placed(self, phrase: Phrase, known: Known, owner: Known | None) -> Known:
        """Give an actor without an owner the one country its document is about, marked as inferred."""
        if known.code is not None or (owner is not None and owner.kind == "body") or not set(known.sector) & _DOMESTIC:
            return known
        tokens = phrase.sentence.tokens
        before = range(phrase.core_first, phrase.core_last)
        for token in (tokens[i] for i in before if i > 0 or tokens[i].upos == "PROPN"):
            if token.text[:1].isupper() and not self._knowledge.role(token.text):
                return known
        if any(tail.link in ("of", "for") and tokens[tail.first].text[:1].isupper() for tail in phrase.tails):
            return known
        near = self._memory.near_country(phrase.sentence.index, phrase.first)
        if near is None or (not phrase.definite and near != self._memory.main_country()):
            return known
        return replace(known, code=near, inferred=True)

    def settled(self, known: Known) -> Known:
        """Give an official of no stated country the one the document is clearly about, marked as inferred."""
        if known.code is not None or not set(known.sector) & (_DOMESTIC - {"CVL", "REB", "LAB"} | {"ELI"}):
            return known
        main = self._memory.main_country(2)
        return replace(known, code=main, inferred=True) if main is not None else known

    def unknown(self, phrase: Phrase, owner: Known | None) -> Known:
        """Resolve a head that no table knows: only its owner, or a known noun before it, tells something."""
        tokens = phrase.sentence.tokens
        proper = tokens[phrase.head].text[:1].isupper() and phrase.head > 0
        first = phrase.core_first
        while first < phrase.core_last and tokens[first].text.lower() in ("the", "a", "an"):
            first += 1
        name = spelled(phrase.sentence, first, phrase.core_last) if proper else None
        if owner is None:
            return Known("role", name)
        if owner.kind == "body" and not proper:
            return owner
        sector = owner.sector if owner.kind == "body" else ()
        return Known("role", name, None, owner.code, sector, None, owner.inferred)


def side(phrase: Phrase, first: int, sector: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sectors of a noun after the words before it: "opposition lawmakers", "rebel fighters", "police chief"."""
    before = {token.text.lower() for token in phrase.sentence.tokens[phrase.core_first : first]}
    if before & {"opposition", "dissident"} and "OPP" not in sector:
        return (*sector, "OPP") if sector and sector != ("GOV",) else ("PTY", "OPP")
    if sector in _OPEN:
        for words, told in _SIDES:
            if before & words:
                return (told,)
    return sector
