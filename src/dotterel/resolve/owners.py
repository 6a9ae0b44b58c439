"""Finds whose an actor is: the country, body or person named before its head or in an of-phrase after it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from dotterel.knowledge import Knowledge
from dotterel.model import Annotation, Sentence
from dotterel.resolve.cast import Cast
from dotterel.resolve.known import Known, of_figure, of_named
from dotterel.resolve.phrases import Phrase, Tail
from dotterel.resolve.sightings import Sighting, detached
from dotterel.resolve.titles import title_ending

CIRCLES = frozenset({"IGO", "NGO", "MNC"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns, at which tokens, and how the name is written (name, adjective, capital, ... or person)."""

    known: Known
    first: int
    last: int
    form: str


class Owners:
    """Looks for owners in the phrases of one document.

    Args:
        annotation: the document.
        knowledge: the tables.
        seen: the known names of each sentence.
        cast: its people.
    """

    def __init__(
        self, annotation: Annotation, knowledge: Knowledge, seen: tuple[tuple[Sighting, ...], ...], cast: Cast
    ) -> None:
        self._day = annotation.document.published
        self._knowledge = knowledge
        self._seen = seen
        self._cast = cast
        self._found: dict[tuple[int, int, int], list[Owner]] = {}

    def within(self, phrase: Phrase, first: int, last: int) -> list[Owner]:
        """Return the owners named at some tokens of a phrase, in order."""
        place = phrase.sentence.index, first, last
        if place not in self._found:
            self._found[place] = self._look_within(phrase.sentence, first, last)
        return self._found[place]

    def _look_within(self, sentence: Sentence, first: int, last: int) -> list[Owner]:
        found: list[Owner] = []
        taken: set[int] = set()
        for sighting in self._seen[sentence.index]:
            part = self._part(sentence, sighting, first, last)
            if part is not None:
                found.append(part)
                taken.update(range(first, last + 1))
            if not (first <= sighting.first and sighting.last <= last):
                continue
            if detached(sentence, sighting) and (sighting.first, sighting.last) != (first, last):
                continue
            if self._cast.at(sentence.index, sighting.last) is not None:
                continue
            known = of_named(sighting.meanings, self._day)
            if known is not None and (known.code is not None or known.sector):
                found.append(Owner(known, sighting.first, sighting.last, sighting.form))
                taken.update(range(sighting.first, sighting.last + 1))
        for index in range(first, last + 1):
            figure = self._cast.at(sentence.index, index)
            if figure is None or index in taken or self._cast.at(sentence.index, index - 1) is figure:
                continue
            end = index
            while self._cast.at(sentence.index, end + 1) is figure:
                end += 1
            found.append(Owner(of_figure(figure, self._knowledge, self._day), index, end, "person"))
        return sorted(found, key=lambda owner: owner.first)

    def _part(self, sentence: Sentence, sighting: Sighting, first: int, last: int) -> Owner | None:
        """Return what words inside a longer name stand for: their own meaning, else that of the whole name."""
        if not (sighting.first <= first and last <= sighting.last) or (sighting.first, sighting.last) == (first, last):
            return None
        words = " ".join(token.text for token in sentence.tokens[first : last + 1])
        meanings = self._knowledge.named(words)
        own = of_named(meanings, self._day) if meanings else of_named(sighting.meanings, self._day)
        if own is None or self._cast.at(sentence.index, last) is not None or not words[:1].isupper():
            return None
        return Owner(own, first, last, meanings[0].form if meanings else sighting.form)

    def before(self, phrase: Phrase, head_first: int) -> Owner | None:
        """Return the owner named in the core before the head, None when there is none.

        The first of several counts ("US Syria envoy" is American, "Iran's UN ambassador" Iranian), except that a group
        beats its country ("Colombia's FARC rebels") and what stands after a possessive person beats what stands before.
        """
        owners = self.within(phrase, phrase.core_first, head_first - 1)
        if not owners:
            return None
        tokens = phrase.sentence.tokens
        for number in range(len(owners) - 1, 0, -1):
            between = range(owners[number - 1].last + 1, owners[number].first)
            possessive = next((i for i in between if tokens[i].text in ("'s", "’s", "'", "’")), None)
            if possessive is not None and possessive > owners[number - 1].last + 1:
                title = title_ending(phrase.sentence, self._knowledge, possessive - 1, phrase.core_first)
                if title is not None:
                    return owners[number]
        first = owners[0]
        for later in owners[1:]:
            if later.known.kind == "body" and later.known.code not in CIRCLES and first.known.kind == "country":
                return later
            if first.form == "person" and later.known.kind == "country":
                return later
        return first

    def joined(self, phrase: Phrase, first: int, last: int) -> list[Owner]:
        """Return two or more owners joined by "and", a comma or a hyphen, else none."""
        owners = self.within(phrase, first, last)
        tokens = phrase.sentence.tokens
        chain: list[Owner] = owners[:1]
        for before, after in itertools.pairwise(owners):
            between = [tokens[i].text.lower() for i in range(before.last + 1, after.first)]
            if between and all(word in ("and", ",", "-", "–", "or", "&", "both", "the", "of") for word in between):
                chain.append(after)
            elif len(chain) > 1:
                break
            else:
                chain = [after]
        return chain if len(chain) > 1 else []

    def place(self, phrase: Phrase, tail: Tail) -> Known | None:
        """Return the country of a place named in a tail ("in Harare")."""
        for owner in self.within(phrase, tail.first, tail.last):
            if owner.known.kind == "country":
                return owner.known
        return None
