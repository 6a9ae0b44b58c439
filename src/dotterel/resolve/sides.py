"""The parties of a document in, the pair that "the two sides", "both countries" or "the two leaders" stands for out.

The sides are those that act on or with each other near the words: named in one sentence, best joined ("Kenya and
Uganda", "between ..."). Where a party is only the place of something ("talks in Jeddah", "the Cuban capital") it is
none; hosts and mediators are named with the sides, but less often with one of them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from dotterel.model import Annotation, Sentence
from dotterel.resolve.known import Known
from dotterel.resolve.memory import Memory, Party

_LOCATIVE = frozenset("in at near outside inside across around within throughout over via".split())
_SITES = frozenset(
    "capital city town port resort village island airport territory soil hotel palace embassy coast border peninsula "
    "lakeside seaside district province region desert border".split()
)
_JOINS = frozenset({"and", ",", "both", "the", "-", "–", "of"})
# Who brings others together is no side of theirs.
_HELPING = frozenset(
    "mediate host broker thank praise welcome urge congratulate facilitate sponsor guarantee invite commend call applaud "
    "hail encourage offer observe witness chair convene appeal implore".split()
)
_HOSTING = frozenset("mediate host broker facilitate sponsor chair convene".split())
_HELPERS = frozenset(
    "guarantor mediator host facilitator broker sponsor observer witness intermediary invitation presence auspices "
    "mediation request behest initiative hospitality".split()
)
_APPOSED = 8  # an apposition begins so many words after what it names again, at most
_FADE = 0.75
_AFTER = 0.15  # what is said later in the document
_FLOOR = 0.2  # what was said long before
_LEAD = 0.5  # whom headline and first sentence name, the story is about
_JOINED = 3.0
_HERE = 2.5  # joined in the same paragraph: the paragraph is about them
_ABROAD = 1.5
_STATE = 0.5  # a rebel group named speaks of its state too
_STATE_NAMED = 1.2  # all the more where "the army" or "the government" stands in the same sentence
_STATE_NOUNS = frozenset("army government military junta regime authority".split())
_CIRCLE = 0.8  # organisations between states mediate more often than they quarrel


@dataclass(frozen=True, slots=True)
class _Voice:
    """A party as a possible side at one place: how much it acts there."""

    sentence: int
    token: int
    weight: float


class Sides:
    """The sides of one document.

    Args:
        annotation: the document.
        memory: its parties in order.
    """

    def __init__(self, annotation: Annotation, memory: Memory) -> None:
        self._sentences = annotation.sentences
        self._memory = memory
        self._paragraphs = _paragraphs(annotation)
        self._weights = {id(party): self._weight(party) for party in memory.parties}

    def pair(
        self, sentence: int, token: int, kind: str, rank: Callable[[Known], bool] | None = None
    ) -> tuple[Known, ...]:
        """Return the two that a set of two stands for at a token, in the order of the text; none where there are none.

        Args:
            sentence: where the expression stands.
            token: its first token.
            kind: country, person or side.
            rank: says of a person whether the noun can mean that one; all can when left out.
        """
        known: dict[str, Known] = {}
        voices: dict[str, list[_Voice]] = defaultdict(list)
        above = self._subject_above(sentence, token)
        for party in self._memory.parties:
            weight = self._weights[id(party)]
            member = self._memory.member(party, kind) if weight > 0 else None
            if member is None or (rank is not None and not rank(member[1])):
                continue
            if party.sentence == sentence and party.token in above:
                continue
            circle = member[1].code in ("IGO", "NGO", "MNC")
            known.setdefault(member[0], member[1])
            voices[member[0]].append(_Voice(party.sentence, party.token, weight * (_CIRCLE if circle else 1.0)))
            if kind == "side" and party.body is not None and party.body.kind == "armed":
                state = self._memory.state(party)
                if state is not None:
                    known.setdefault(state[0], state[1])
                    weight = _STATE_NAMED if self._names_state(party) else _STATE
                    voices[state[0]].append(_Voice(party.sentence, party.token + 1, weight))
        countries = self._countries(sentence, token) if kind == "person" else {}
        best: tuple[str, str] | None = None
        score = 0.0
        for one, other in combinations(voices, 2):
            if known[one].code == known[other].code == "IGO":
                continue
            value = self._together(voices[one], voices[other], sentence, token)
            if kind == "person" and known[one].code != known[other].code:
                value = value * _ABROAD + countries.get(frozenset((known[one].code, known[other].code)), 0.0)
            if value > score:
                best, score = (one, other), value
        return (known[best[0]], known[best[1]]) if best is not None else ()

    def _is_helper_again(self, party: Party) -> bool:
        """Say whether a party is but another name of a helper before it ("At the invitation of the host, | King S., ...")."""
        tokens = self._sentences[party.sentence].tokens
        member = self._memory.member(party, "country")
        for other in self._memory.parties:
            if other.sentence != party.sentence or not 0 < party.token - other.token <= _APPOSED or member is None:
                continue
            same = self._memory.member(other, "country")
            between = [token.text for token in tokens[other.token + 1 : party.token]]
            if same is not None and same[0] == member[0] and "," in between and "and" not in between:
                return _helps(self._sentences[party.sentence], other.token, other.subject)
        return party.figure is not None and self._is_titled_before(party)

    def _is_titled_before(self, party: Party) -> bool:
        """Say whether a person only names whom a helper's title means ("At the invitation of the Custodian, | King S.")."""
        tokens = self._sentences[party.sentence].tokens
        before = range(max(0, party.token - 2 * _APPOSED), party.token)
        helper = next((index for index in reversed(before) if tokens[index].lemma.lower() in _HELPERS), None)
        if helper is None:
            return False
        between = tokens[helper + 1 : party.token]
        named = any(
            other.sentence == party.sentence and helper < other.token < party.token for other in self._memory.parties
        )
        titled = any(token.text[:1].isupper() for token in between)
        return titled and not named and [token.text for token in between].count(",") == 1

    def _names_state(self, rebels: Party) -> bool:
        """Say whether a noun for the state stands in the sentence of a rebel group, other than in its name."""
        return any(
            token.lemma.lower() in _STATE_NOUNS and token.text.islower()
            for token in self._sentences[rebels.sentence].tokens
        )

    def _subject_above(self, sentence: int, token: int) -> frozenset[int]:
        """Return the tokens of the subject whose verb has the set as its object: who urges both sides is neither."""
        record = self._sentences[sentence]
        tokens = record.tokens
        if not record.parsed:
            return frozenset()
        head = token
        while tokens[head].head and tokens[head].deprel.split(":")[0] in ("det", "nummod", "amod", "compound"):
            head = tokens[head].head - 1
        if tokens[head].deprel.split(":")[0] not in ("obj", "iobj", "obl", "nmod") or not tokens[head].head:
            return frozenset()
        verb = tokens[head].head - 1
        subjects = [i for i, t in enumerate(tokens) if t.head - 1 == verb and t.deprel.startswith("nsubj")]
        inside = set(subjects)
        for _ in range(4):
            inside |= {i for i, t in enumerate(tokens) if t.head - 1 in inside}
        return frozenset(inside)

    def _countries(self, sentence: int, token: int) -> dict[frozenset[str | None], float]:
        """Return how much each two countries have to do with each other as seen from a token."""
        voices: dict[str, list[_Voice]] = defaultdict(list)
        for party in self._memory.parties:
            member = self._memory.member(party, "country")
            if member is not None and self._weights[id(party)] > 0:
                voices[member[0]].append(_Voice(party.sentence, party.token, self._weights[id(party)]))
        return {
            frozenset((one, other)): self._together(voices[one], voices[other], sentence, token)
            for one, other in combinations(voices, 2)
        }

    def other(self, sentence: int, token: int, code: str) -> Known | None:
        """Return the country on the other side of one: whose guest, neighbour or rival it is at a token."""
        scores: dict[str, float] = defaultdict(float)
        known: dict[str, Known] = {}
        for party in self._memory.parties:
            member = self._memory.member(party, "country")
            weight = self._weights[id(party)]
            if member is None or member[0] == code or weight <= 0:
                continue
            known.setdefault(member[0], member[1])
            scores[member[0]] += weight * self._near(party.sentence, party.token, sentence, token)
        best = max(scores, key=lambda one: (scores[one], one), default=None)
        return known[best] if best is not None else None

    def _together(self, one: list[_Voice], other: list[_Voice], sentence: int, token: int) -> float:
        """Return how much two parties act together as seen from a token."""
        here: dict[int, list[_Voice]] = defaultdict(list)
        for voice in other:
            here[voice.sentence].append(voice)
        total = 0.0
        seen: set[int] = set()
        for voice in one:
            for partner in here.get(voice.sentence, ()):
                value = voice.weight * partner.weight * self._near(voice.sentence, voice.token, sentence, token)
                joined = self._joined(voice.sentence, *sorted((voice.token, partner.token)))
                if voice.sentence not in seen or joined:
                    before = (voice.sentence, voice.token) < (sentence, token)
                    here_too = before and self._paragraphs[voice.sentence] == self._paragraphs[sentence]
                    total += value * ((_JOINED * _HERE if here_too else _JOINED) if joined else 1.0)
                seen.add(voice.sentence)
        alone = sum(v.weight for v in one) * sum(v.weight for v in other)
        return total + 0.02 * alone

    @staticmethod
    def _near(at: int, token: int, sentence: int, asked: int) -> float:
        if (at, token) >= (sentence, asked):
            return _AFTER
        return max(_LEAD if at < 2 else _FLOOR, _FADE ** (sentence - at))

    def _joined(self, sentence: int, first: int, last: int) -> bool:
        """Say whether "and" joins two parties, and no third one with them."""
        tokens = self._sentences[sentence].tokens[first + 1 : last]
        texts = [token.text.lower() for token in tokens]
        if "and" not in texts or len(texts) > 9 or "," in texts:
            return False
        if _preposition(self._sentences[sentence], first) in (",", "and"):
            return False
        return not any(token.upos in ("VERB", "AUX", "SCONJ", "ADP") and token.text != "of" for token in tokens)

    def _weight(self, party: Party) -> float:
        """Return how much a party acts where it is named; nothing where it is only a place."""
        sentence = self._sentences[party.sentence]
        tokens = sentence.tokens
        if party.figure is None:
            if self._memory.in_dateline(party.sentence, party.token):
                return 0.0
            before = _preposition(sentence, party.token)
            last = party.token
            while last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper() and tokens[last].deprel != "punct":
                last += 1
            following = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
            if before in _LOCATIVE and following not in ("'s", "’s") and not party.weak:
                return 0.0
            if party.weak and _modified(sentence, party.token) in _SITES:
                return 0.0
        if _helps(sentence, party.token, party.subject) or self._is_helper_again(party):
            return 0.2
        return 1.0 if party.subject else 0.8


def _paragraphs(annotation: Annotation) -> list[int]:
    """Return the paragraph of each sentence, counted from 0."""
    numbers: list[int] = []
    end = 0
    for sentence in annotation.sentences:
        new = bool(numbers) and "\n" in annotation.document.text[end : sentence.span.start_char]
        numbers.append(numbers[-1] + new if numbers else 0)
        end = sentence.span.end_char
    return numbers


def _preposition(sentence: Sentence, token: int) -> str:
    index = token - 1
    while index > 0 and sentence.tokens[index].text.lower() in ("the", "northern", "southern", "eastern", "western"):
        index -= 1
    return sentence.tokens[index].text.lower() if index >= 0 else ""


def _modified(sentence: Sentence, token: int) -> str:
    """Return the noun that an adjective describes."""
    head = sentence.tokens[token].head - 1
    return sentence.tokens[head].lemma.lower() if head >= 0 else ""


def _helps(sentence: Sentence, token: int, subject: bool) -> bool:
    """Say whether the verb above a token is one of mediating, hosting or praising, or the noun is a mediator."""
    for _ in range(5):
        one = sentence.tokens[token]
        if one.lemma.lower() in _HELPERS:
            return True
        if one.upos == "VERB":
            word = one.lemma.lower()
            return word in _HOSTING if one.deprel.startswith("acl") else subject and word in _HELPING
        if not one.head or one.deprel.startswith("conj"):
            return False
        token = one.head - 1
    return False
