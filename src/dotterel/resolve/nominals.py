"""A parsed sentence in, its noun phrases and pronouns out, with kind, number, gender and how prominent each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dotterel.knowledge import Knowledge
from dotterel.model import Sentence, Token
from dotterel.resolve.cast import Cast, Figure
from dotterel.resolve.sightings import Sighting
from dotterel.resolve.titles import is_plural, lowered, role_ending, title_ending

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
}
RELATIVE = frozenset({"who", "which", "that"})
POSSESSIVE = frozenset("his her its their theirs hers my mine our ours".split())
REFLEXIVE = frozenset("himself herself itself themselves myself ourselves".split())
_FEMALE = frozenset(
    "woman girl mother wife widow daughter sister queen princess spokeswoman chairwoman congresswoman businesswoman "
    "councilwoman actress aunt grandmother nun waitress policewoman schoolgirl saleswoman laywoman headmistress".split()
)
_MALE = frozenset(
    "man boy father husband son brother king prince spokesman chairman congressman businessman councilman uncle "
    "grandfather priest monk imam bishop pope policeman widower sheikh mullah schoolboy fisherman headmaster".split()
)
# Nouns that are "it" when one acts and "they" when its members do.
_EITHER = frozenset("police group government party team delegation council army military staff union crowd family band "
                    "gang couple pair side force company committee cabinet parliament board crew public".split())  # fmt: skip
_PARTS = frozenset("det amod compound flat nummod nmod case fixed goeswith punct nmod:poss nmod:desc".split())
_HEADS = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "DET"))
_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"))
# How prominent a place in the sentence makes its phrase; the order is that of Lappin and Leass (1994).
_PROMINENCE = {"nsubj": 4.0, "root": 3.0, "csubj": 3.0, "obj": 2.5, "iobj": 2.4, "appos": 1.0, "obl": 1.8, "nmod": 1.0}
_AGENT = 3.0


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase or pronoun at 0-based tokens `first` to `last`, ends included.

    `kind` is person, body (states, organisations, institutions, groups), place, thing, pronoun or relative; `gender` is m, f or
    empty; `words` are the nouns that describe it, for "the envoy"; `several` where it joins two or more.
    """

    sentence: int
    first: int
    last: int
    head: int
    kind: str
    plural: bool
    single: bool
    gender: str
    prominence: float
    words: frozenset[str]
    key: str | None = None
    several: bool = False
    definite: bool = False


class NominalFinder:
    """Finds the nominals of the sentences of one document.

    Args:
        knowledge: the tables.
        cast: the people.
        seen: the known names of each sentence.
        names: tokens that the model took for part of the name of an organisation (ORG) or a place (LOC), by sentence.
        times: tokens of time expressions, which nothing goes back to ("on Friday", "eleven months").
    """

    def __init__(
        self,
        knowledge: Knowledge,
        cast: Cast,
        seen: tuple[tuple[Sighting, ...], ...],
        names: Mapping[tuple[int, int], str],
        times: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self._knowledge = knowledge
        self._cast = cast
        self._seen = seen
        self._names = names
        self._times = times

    def find(self, sentence: Sentence) -> list[Nominal]:
        """Return the nominals of a parsed sentence in the order of their heads, joined ones after their members."""
        children: dict[int, list[int]] = {}
        for index, token in enumerate(sentence.tokens):
            children.setdefault(token.head - 1, []).append(index)
        found: list[Nominal] = []
        for index, token in enumerate(sentence.tokens):
            if token.text.lower() in PRONOUNS and token.text not in ("US", "IT"):
                found.append(self._pronoun(sentence, index))
            elif token.text.lower() in RELATIVE and token.deprel.startswith("nsubj"):
                rank = prominence(sentence.tokens, index)
                found.append(
                    Nominal(sentence.index, index, index, index, "relative", True, True, "", rank, frozenset())
                )
            elif (sentence.index, index) not in self._times and self._is_head(sentence, index):
                found.append(self._phrase(sentence, index, children))
                joined = self._joined(sentence, found[-1], children)
                if joined is not None:
                    found.append(joined)
        return found

    def _is_head(self, sentence: Sentence, index: int) -> bool:
        token = sentence.tokens[index]
        if token.upos not in _HEADS:
            return False
        relation = token.deprel.split(":")[0]
        if token.deprel in ("nmod:desc", "nmod:unmarked", "obl:unmarked", "obl:npmod", "nmod:npmod"):
            return False
        if relation in ("compound", "flat", "fixed", "goeswith", "amod", "det", "case", "punct", "nummod"):
            return False
        return token.upos in ("NOUN", "PROPN") or relation in ("nsubj", "obj", "iobj", "obl")

    def _pronoun(self, sentence: Sentence, index: int) -> Nominal:
        low = sentence.tokens[index].text.lower()
        plural = PRONOUNS[low] in ("they", "we")
        gender = {"he": "m", "she": "f"}.get(PRONOUNS[low], "")
        rank = prominence(sentence.tokens, index)
        return Nominal(sentence.index, index, index, index, "pronoun", plural, not plural, gender, rank, frozenset())

    def _phrase(self, sentence: Sentence, index: int, children: dict[int, list[int]]) -> Nominal:
        tokens = sentence.tokens
        first, last = extent(tokens, index, children)
        figure = self._figure(sentence.index, index, last)
        kind, key = self._kind(sentence, first, index, figure)
        low = tokens[index].lemma.lower() or tokens[index].text.lower()
        plural = is_plural(tokens[index].text, tokens[index].lemma) and figure is None
        plural = plural or any(s.form == "plural" and s.last == index for s in self._seen[sentence.index])
        plural = plural or (kind == "person" and tokens[index].upos == "NUM" and low not in ("one", "1"))
        words = {low}
        for child in (*children.get(index, ()), *(c for a in children.get(index, ()) for c in children.get(a, ()))):
            if tokens[child].deprel in ("compound", "nmod:desc", "appos") or tokens[child].deprel.startswith("flat"):
                words.add(tokens[child].lemma.lower())
        gender = figure.gender if figure is not None else ""
        for word in words:
            gender = gender or ("f" if word in _FEMALE else "m" if word in _MALE else "")
        definite = tokens[first].text.lower() in ("the", "this", "that", "these", "those")
        single = not plural or tokens[index].text.lower() in _EITHER
        either = plural or low in _EITHER or (kind == "body" and low not in ("country", "state", "ministry", "court"))
        rank = prominence(tokens, index)
        return Nominal(
            sentence.index,
            first,
            last,
            index,
            kind,
            either,
            single,
            gender,
            rank,
            frozenset(words),
            key,
            False,
            definite,
        )

    def _figure(self, sentence: int, index: int, last: int) -> Figure | None:
        for token in range(index, last + 1):
            figure = self._cast.at(sentence, token)
            if figure is not None:
                return figure if token - index < 4 and token == index else None
        return None

    def _kind(self, sentence: Sentence, first: int, index: int, figure: Figure | None) -> tuple[str, str | None]:
        if figure is not None:
            return "person", f"figure:{figure.name}"
        sighting = next((s for s in self._seen[sentence.index] if s.first <= index <= s.last), None)
        if sighting is not None:
            record = sighting.meanings[0].record
            if sighting.form in ("plural", "demonym"):
                return "person", None
            kind = "body" if sighting.form != "region" else "place"
            return kind, getattr(record, "entity", None)
        if (sentence.index, index) in self._names:
            kind = "body" if self._names[sentence.index, index] == "ORG" else "place"
            return kind, f"name:{lowered(sentence, index, index)}"
        role = role_ending(sentence, self._knowledge, index, first)
        title = title_ending(sentence, self._knowledge, index, first)
        if title is not None and (role is None or title.first <= role[0]):
            return "person", None
        if role is not None:
            return {"person": "person", "thing": "thing"}.get(role[1].kind, "body"), None
        token = sentence.tokens[index]
        if token.upos == "NUM" or (token.upos in ("ADJ", "DET") and token.text.lower() not in ("this", "that")):
            return "person", None
        return "thing", None

    @staticmethod
    def _joined(sentence: Sentence, one: Nominal, children: dict[int, list[int]]) -> Nominal | None:
        """Return the coordination that a phrase begins ("Kenya and Uganda"), None where it stands alone."""
        tokens = sentence.tokens
        members = [c for c in children.get(one.head, ()) if tokens[c].deprel.startswith("conj") and c > one.head]
        members = [c for c in members if tokens[c].upos in ("NOUN", "PROPN")]
        if not members:
            return None
        last = extent(tokens, members[-1], children)[1]
        kind = one.kind
        return Nominal(
            one.sentence,
            one.first,
            last,
            one.head,
            kind,
            True,
            False,
            "",
            one.prominence + 0.1,
            frozenset(),
            None,
            True,
        )


def prominence(tokens: tuple[Token, ...], index: int) -> float:
    """Return how prominent a phrase stands by its relation; parts of another phrase count less."""
    steps = 0
    while tokens[index].deprel.split(":")[0] == "conj" and tokens[index].head and steps < 4:
        index = tokens[index].head - 1
        steps += 1
    relation = tokens[index].deprel
    if relation == "obl:agent":
        return _AGENT
    if relation in ("nmod:poss",):
        return 1.5
    return _PROMINENCE.get(relation.split(":")[0], 1.0)


def extent(tokens: tuple[Token, ...], head: int, children: dict[int, list[int]]) -> tuple[int, int]:
    """Return first and last token of the phrase around a head, without clauses, appositions and other members."""
    inside = {head}
    stack = [head]
    while stack:
        parent = stack.pop()
        for child in children.get(parent, ()):
            relation = tokens[child].deprel.split(":")[0]
            # "the leaders of Ethiopia and Eritrea" is one phrase, "the leaders and the people" two
            joined = parent != head and relation in ("conj", "cc")
            if joined or tokens[child].deprel in _PARTS or relation in _PARTS:
                inside.add(child)
                stack.append(child)
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while last > head and tokens[last].deprel == "punct":
        last -= 1
    while first < head and tokens[first].deprel in ("punct", "case"):
        first += 1
    return first, last


__all__ = ["POSSESSIVE", "PRONOUNS", "REFLEXIVE", "RELATIVE", "Nominal", "NominalFinder", "extent", "prominence"]
