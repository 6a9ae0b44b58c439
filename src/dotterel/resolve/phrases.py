"""Cuts a noun phrase into what names the actor and what only describes it: core, head, of-phrases, appositions."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.knowledge import Knowledge
from dotterel.model import Sentence
from dotterel.resolve.sightings import Sighting
from dotterel.resolve.titles import is_plural, lowered

PREPOSITIONS = frozenset(
    "of in from at for with by on against to near under over between among amongst inside outside across through including "
    "during after before since without within around toward towards into as like about behind amid alongside along upon "
    "until despite per via throughout onto off".split()
)
_RELATIVE = frozenset("who which that whose whom where when while".split())
_STOPS = frozenset(', ( ) ; : — – -- … " “ ” [ ] !'.split())
_STOPS_BEHIND = _STOPS | {"'s", "’s", ".", "'"}
QUANTITIES = frozenset(
    "hundred hundreds thousand thousands dozen dozens score scores ten tens million millions number numbers group groups "
    "crowd crowds majority most many some several few all handful couple pair series lot lots rest half both each any one "
    "two three four five six seven eight nine ten eleven twelve part coalition team contingent convoy force round "
    "remnants bulk column waves wave throng throngs mass masses mob estimated wing branch faction section"
    " elements units unit family families bodies body ranks generation alliance network delegation".split()
)
_COUNTING = QUANTITIES - frozenset("coalition force delegation alliance network family families unit units mob".split())
_LINKS = frozenset({"and", "or", "&", "nor", "plus"})
_AFTERWORDS = frozenset(
    "himself herself itself themselves alike today yesterday too also alone abroad there here".split()
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows the core: the word that joins it (a preposition, ",", "(" or "and") and its tokens."""

    link: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of a sentence; all positions are 0-based tokens, ends included."""

    sentence: Sentence
    first: int
    last: int
    core_first: int
    core_last: int
    head: int
    tails: tuple[Tail, ...]
    quantity: bool
    definite: bool
    plural: bool

    def words(self) -> list[str]:
        """Return the core's words in lower case."""
        return [token.text.lower() for token in self.sentence.tokens[self.core_first : self.core_last + 1]]

    def tail(self, *links: str) -> Tail | None:
        """Return the first tail joined by one of the links."""
        return next((tail for tail in self.tails if tail.link in links), None)


class Cutter:
    """Cuts the phrases of one sentence.

    Args:
        sentence: the sentence.
        knowledge: the tables, for titles and nouns that hold an "of" ("secretary of state").
        seen: the known names of the sentence.
        named: says whether a token is part of a person's name.
    """

    def __init__(
        self, sentence: Sentence, knowledge: Knowledge, seen: tuple[Sighting, ...], named: frozenset[int] = frozenset()
    ) -> None:
        self._sentence = sentence
        self._knowledge = knowledge
        self._seen = seen
        self._named = named
        self._whole = {token for s in seen for token in range(s.first + 1, s.last + 1)}

    def cut(self, first: int, last: int) -> Phrase:
        """Return the phrase at tokens `first` to `last`."""
        tokens = self._sentence.tokens
        while first < last and (tokens[first].text in _STOPS or tokens[first].text.lower() in ("both", "even", "also")):
            if tokens[first].text.lower() == "both" and first + 1 == last:
                break
            if tokens[first].text.lower() == "both" and not _has_link(self._sentence, first, last):
                break
            first += 1
        while last > first and tokens[last].text in _STOPS_BEHIND:
            last -= 1
        core_first, end = first, self._end(first, last)
        quantity = False
        while end < last and tokens[end].text.lower() in QUANTITIES and tokens[end + 1].text.lower() == "of":
            if tokens[end].text.lower() not in _COUNTING and self._owned(core_first, end):
                break
            quantity = quantity or tokens[end].text.lower() in _COUNTING
            core_first = end + 2 if end + 2 <= last else last
            end = self._end(core_first, last)
        core_last = end
        while core_last > core_first and (
            tokens[core_last].text.lower() in _AFTERWORDS or tokens[core_last].text in ("'s", "’s", "-")
        ):
            core_last -= 1
        head = self._head(core_first, core_last)
        opener = tokens[core_first].text.lower()
        return Phrase(
            self._sentence,
            first,
            last,
            core_first,
            core_last,
            head,
            tuple(self._tails(end + 1, last)),
            quantity or opener in _COUNTING or opener.isdigit(),
            opener in ("the", "this", "that", "these", "those", "his", "her", "its", "their", "our"),
            is_plural(tokens[head].text, tokens[head].lemma) or tokens[head].text.lower().endswith("s"),
        )

    def _end(self, first: int, last: int) -> int:
        """Return the last token of the core that begins at `first`."""
        for index in range(first + 1, last + 1):
            if index in self._whole and index - 1 >= first:
                continue
            token = self._sentence.tokens[index]
            low = token.text.lower()
            if low in _LINKS or (low == "," and self._adjectives(first, index - 1)):
                if self._shared(first, index, last):
                    continue
                return index - 1
            if token.text in _STOPS or (low in _RELATIVE and token.text != "WHO"):
                return index - 1
            if low in PREPOSITIONS and not self._inside_title(first, index, last):
                return index - 1
            begun = any(t.upos in ("NOUN", "PROPN", "PRON") for t in self._sentence.tokens[first:index])
            if (
                begun
                and token.upos in ("VERB", "AUX", "SCONJ")
                and token.deprel.split(":")[0]
                in (
                    "acl",
                    "advcl",
                    "aux",
                    "mark",
                    "cop",
                )
            ):
                return index - 1
        return last

    def _inside_title(self, first: int, index: int, last: int) -> bool:
        """Say whether a preposition belongs to a title or noun such as "minister of foreign affairs"."""
        if self._sentence.tokens[index].text.lower() not in ("of", "for", "to", "in", "at", "from"):
            return False
        for end in range(min(last, index + 5), index, -1):
            for start in range(first, index):
                phrase = lowered(self._sentence, start, end)
                if self._knowledge.title(phrase) is not None or self._knowledge.role(phrase) is not None:
                    return True
        return False

    def _adjectives(self, first: int, last: int) -> bool:
        """Say whether only articles and national adjectives stand at these tokens."""
        tokens = self._sentence.tokens
        covered = {t for s in self._seen if _can_describe(s) for t in range(s.first, s.last + 1)}
        some = any(index in covered for index in range(first, last + 1))
        return some and all(
            index in covered or tokens[index].text.lower() in ("the", "both", "and", ",", "top", "senior", "of")
            for index in range(first, last + 1)
        )

    def _shared(self, first: int, index: int, last: int) -> bool:
        """Say whether a link joins adjectives before one noun: "Russian and Iranian officials"."""
        if not self._adjectives(first, index - 1):
            return False
        following = next((s for s in self._seen if s.first == index + 1 and _can_describe(s)), None)
        if (
            following is None
            or following.last >= last
            or any(t in self._named for t in range(following.last + 1, last + 1))
        ):
            return False
        after = self._sentence.tokens[following.last + 1].text.lower()
        if after in _LINKS or after == ",":
            return self._shared(first, following.last + 1, last)
        return after not in _STOPS and after not in PREPOSITIONS and (after.isalpha() or after == "-")

    def _owned(self, first: int, end: int) -> bool:
        """Say whether a country or body stands before a noun: "the Saudi coalition of ..."."""
        return any(first <= s.first and s.last < end for s in self._seen)

    def _head(self, first: int, last: int) -> int:
        tokens = self._sentence.tokens
        if last in self._named or any(s.last == last for s in self._seen):
            return last
        if self._sentence.parsed:
            for index in range(first, last + 1):
                token = tokens[index]
                possessor = index < last and tokens[index + 1].text in ("'s", "’s", "'", "’")
                inside = possessor or first <= token.head - 1 <= last
                if (
                    not inside
                    and token.upos not in ("PUNCT", "DET", "ADP", "CCONJ", "PART")
                    and (index == last or token.upos != "ADJ")
                ):
                    return index
        return last

    def _tails(self, first: int, last: int) -> list[Tail]:
        tokens = self._sentence.tokens
        found: list[Tail] = []
        index = first
        while index <= last:
            low = tokens[index].text.lower()
            if low in PREPOSITIONS or low in _LINKS or low in (",", "(", "—", "–", "who", "which", "loyal", "opposed"):
                start = index + 1
                if low == "," and start <= last and tokens[start].text.lower() in _LINKS:
                    low, start = tokens[start].text.lower(), start + 1
                end = self._tail_end(start, last, low)
                if start <= end:
                    found.append(Tail(low, start, end))
                index = max(end, index) + 1
            else:
                index += 1
        return found

    def _tail_end(self, start: int, last: int, link: str) -> int:
        tokens = self._sentence.tokens
        for index in range(start, last + 1):
            if index in self._whole:
                continue
            low = tokens[index].text.lower()
            if low in PREPOSITIONS and index > start and not self._inside_title(start, index, last):
                return index - 1
            if low in _LINKS and (link in _LINKS or link == "," or self._closes(start, index, last)):
                return index - 1
            if (low in _RELATIVE and tokens[index].text != "WHO") or tokens[index].text in _STOPS:
                return index - 1
        return last

    def _closes(self, start: int, index: int, last: int) -> bool:
        """Say whether a link after an of-phrase starts a new member rather than a second owner."""
        owners = [s for s in self._seen if s.first == start or s.first == start + 1]
        following = [s for s in self._seen if s.first in (index + 1, index + 2)]
        return not (owners and following and owners[0].last == index - 1 and following[0].last <= last)


def _can_describe(sighting: Sighting) -> bool:
    return any(
        one.form == "adjective" or one.kind in ("organisation", "group") or one.form == "name"
        for one in sighting.meanings
    )


def _has_link(sentence: Sentence, first: int, last: int) -> bool:
    return any(token.text.lower() in _LINKS for token in sentence.tokens[first : last + 1])
