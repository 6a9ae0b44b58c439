"""Resolves actors named by their post: "the Kenyan foreign minister", "the president", "his Ugandan counterpart"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dotterel.knowledge import Knowledge
from dotterel.resolve.cast import Figure
from dotterel.resolve.known import Known, inherits, of_figure
from dotterel.resolve.memory import Memory, shares
from dotterel.resolve.nominals import POSSESSIVE
from dotterel.resolve.nouns import Nouns, side
from dotterel.resolve.owners import CIRCLES, Owner, Owners
from dotterel.resolve.phrases import Phrase
from dotterel.resolve.titles import Title, is_plural

_INDEFINITE = frozenset({"a", "an", "some", "another", "any", "no", "every", "each"})
_SOLE = frozenset({"foreign minister", "defence minister"})


class Posts:
    """Resolves posts in one document.

    Args:
        knowledge: the tables.
        memory: the document's parties in order.
        owners: finds owners in phrases.
        nouns: resolves what is no single post.
        on: the document's day; without it no name is filled in from the tables.
    """

    def __init__(self, knowledge: Knowledge, memory: Memory, owners: Owners, nouns: Nouns, on: date | None) -> None:
        self._knowledge = knowledge
        self._memory = memory
        self._owners = owners
        self._nouns = nouns
        self._day = on

    def known(self, phrase: Phrase, title: Title, owner: Known | None, *, one_each: bool = False) -> Known:
        """Return what a title without a name stands for.

        Args:
            phrase: the noun phrase.
            title: the title in it.
            owner: whose post it is, where the phrase says so.
            one_each: a plural stands for one holder of this owner ("the presidents of Kenya and Uganda").
        """
        office = title.office
        token = phrase.sentence.tokens[title.last]
        sector = side(phrase, title.first, office.sector)
        if office.name == "diplomat" and self._only_placed(phrase):
            return Known("role", None, None, None, sector)
        code = owner.code if owner is not None else None
        if owner is not None and owner.sector and owner.kind != "country" and inherits(office.name, sector):
            sector = owner.sector
        if office.name == "leader" and not sector and code not in (None, "NGO", "MNC"):
            sector = ("GOV",)
        if title.former:
            return self._nouns.placed(phrase, Known("role", None, None, code, ("ELI",)), owner)
        several = is_plural(token.text, token.lemma) or token.text.lower().endswith("s")
        # A country has one president: "the presidents of Kenya" is what is left of "of Kenya and Uganda".
        sole = (office.rank == 3 or office.function in _SOLE) and token.text.lower() != "rulers"  # "its new rulers"
        one_each = one_each or (sole and owner is not None and owner.kind == "country" and not phrase.quantity)
        opener = phrase.sentence.tokens[phrase.core_first].text.lower()
        if (several and not one_each) or phrase.quantity or opener in _INDEFINITE:
            return self._nouns.placed(phrase, Known("role", None, None, code, sector), owner)
        holder = self._holder(phrase, title, owner)
        if holder is not None:
            return holder
        return self._nouns.placed(phrase, Known("role", None, None, code, sector, office.name), owner)

    def _only_placed(self, phrase: Phrase) -> bool:
        """Say whether of a diplomat only the post is told: "a diplomat in Cairo" is seldom an Egyptian."""
        if not phrase.tails or phrase.tails[0].link not in ("in", "at"):
            return False
        opener = phrase.sentence.tokens[phrase.core_first].text.lower()
        return opener not in POSSESSIVE and self._owners.before(phrase, phrase.head) is None

    def _holder(self, phrase: Phrase, title: Title, owner: Known | None) -> Known | None:
        """Return who holds a post: someone of the document, else whom the tables are certain of on its day."""
        office = title.office
        place = phrase.sentence.index, phrase.first

        def fits(known: Known) -> bool:
            mine = owner is None or owner.code is None or known.code == owner.code
            return mine and shares(known, office, self._knowledge)

        elsewhere = phrase.tail("of") is not None and (owner is None or owner.code is None)
        found = self._memory.with_office(*place, fits) if not elsewhere else None  # "the head of the junta"
        if found is not None and (owner is not None or phrase.definite or office.rank == 3):
            return found
        function, rank = office.name, office.rank
        if owner is not None and owner.kind == "body" and owner.code in CIRCLES and office.name == "leader":
            function, rank = "secretary-general", 2
        if self._day is None or rank < 2 or (owner is None and function in ("minister", "secretary-general")):
            return None
        if owner is not None:
            key = owner.entity if owner.kind == "body" and owner.code in CIRCLES else owner.code
        else:
            key = self._memory.near_country(*place) if phrase.definite else None
        holders = self._knowledge.holders(key or "", function, self._day)
        if len(holders) != 1:
            return None
        person = holders[0]
        figure = Figure(person.name, tuple(person.name.split()), person=person)
        return of_figure(figure, self._knowledge, self._day).guessed()

    def counterpart(self, phrase: Phrase) -> Known:
        """Resolve "his Ugandan counterpart": the same office in another country."""
        owners = self._owners.within(phrase, phrase.core_first, phrase.head - 1)
        owner = next((one for one in reversed(owners) if one.known.kind == "country"), None)
        office = self._office_of_other(phrase, owners)
        if owner is None or office is None:
            return Known("role", None, None, owner.known.code if owner is not None else None, ("GOV",))
        title = Title(phrase.head, phrase.head, self._knowledge.offices[office], False)
        return self.known(phrase, title, owner.known, one_each=not phrase.plural)

    def _office_of_other(self, phrase: Phrase, owners: list[Owner]) -> str | None:
        """Return the office of whom a counterpart is set against."""
        person = next((one.known for one in owners if one.form == "person"), None)
        if person is not None:
            return person.office
        place = phrase.sentence.index, phrase.first
        found = self._memory.with_office(*place, lambda known: known.office is not None)
        return found.office if found is not None else None

    def rank(self, noun: str) -> Callable[[Known], bool] | None:
        """Return a test for whom a plural noun can mean: "ministers", "presidents", "leaders"; None for all."""
        office = self._knowledge.title(noun)
        if office is None or office.name in ("official", "envoy", "diplomat", "executive"):
            return None
        return lambda known: shares(known, office, self._knowledge)
