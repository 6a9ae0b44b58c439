"""Parties and places of a document in, the country its story plays in at each point out, for actors that name none."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dotterel.model import Annotation, Place, Sentence
from dotterel.resolve.cast import Cast
from dotterel.resolve.memory import Party
from dotterel.resolve.owners import CIRCLES

_LOCATIVE = frozenset("in at near across outside inside around throughout within on over into through off".split())
_MISSIONS = frozenset("embassy consulate mission ambassador envoy consul".split())
_SOURCES = frozenset({"from"})
# Weights chosen on the training part of the corpus reports; half and double of each changed accuracy by under a point.
_NAMED = 1.0  # a state or a people named
_PLACED = 1.5  # a town or region, or a state behind "in"
_WEAK = 0.4  # an adjective
_SEAT = 0.7  # a capital that stands for its government
_PERSON = 0.8  # a known office-holder
_DATELINE = 2.0  # where the reporter sits, which may be abroad
_FROM = 0.5  # "a man from Raxaul": where someone comes from or goes to is not where the story is
_LEAD = 2.0  # headline and first sentence say what the story is about
_HERE = 3.0  # evidence in the actor's own sentence, and how fast it fades
_FADE = 0.5
_REACH = 4
_WHOLE = 3.0  # the document as a whole against the neighbourhood
_VENUE = 0.7  # a country of which nothing but places is named: a venue of talks rather than a party to them
_BESIDE = 0.3  # a party named before in the actor's own sentence
_MARGIN = 1.0  # how much better than the second the best country must be


# Countries without an army of their own: "the army" in a report from Gaza or Panama is another's (CIA World Factbook).
_WITHOUT_ARMY = frozenset(
    "AND CRI DMA FSM GRD ISL KIR LCA LIE MCO MHL MUS NRU PAN PLW PSE SLB SMR TUV VAT VCT WSM".split()
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that points to a country: where, how strongly, and whether it says where something happened."""

    sentence: int
    token: int
    code: str
    weight: float
    place: bool


class Frame:
    """The countries a document is about, point by point.

    Args:
        annotation: the document.
        parties: its countries, bodies and people.
        cast: its people; a town inside a person's name is none.
        places: its toponyms, where they were resolved.
    """

    def __init__(
        self, annotation: Annotation, parties: Iterable[Party], cast: Cast, places: Sequence[Place] = ()
    ) -> None:
        self._annotation = annotation
        self._signs: list[list[Sign]] = [[] for _ in annotation.sentences]
        taken: set[tuple[int, int]] = set()
        for party in parties:
            taken.add((party.sentence, party.token))
            code = party.known.code
            if code is None or code in CIRCLES:
                continue
            if party.weak and self._is_mission(party.sentence, party.token):
                continue  # "outside the Japanese embassy" says nothing of where that is
            place = self._locative(party.sentence, party.token)
            weight = _PERSON if party.figure is not None else _PLACED if place else _NAMED
            weight *= _WEAK if party.weak and not place else 1.0
            weight *= _SEAT if party.known.kind == "country" and party.known.sector and not place else 1.0
            weight *= _FROM if self._before(party.sentence, party.token) in _SOURCES else 1.0
            if self._in_dateline(party.sentence, party.token):
                weight, place = _DATELINE, True
            self._signs[party.sentence].append(Sign(party.sentence, party.token, code, weight, place))
        self._names = {
            (m.sentence, t): m.type for m in annotation.mentions for t in range(m.first_token, m.last_token + 1)
        }
        self._town: dict[tuple[int, int], str] = {}
        for sign in self._towns(places, cast, taken):
            self._signs[sign.sentence].append(sign)
        self._total: dict[str, float] = defaultdict(float)
        self._acts: dict[str, float] = defaultdict(float)
        for number, signs in enumerate(self._signs):
            for sign in signs:
                weight = sign.weight * (_LEAD if number < 2 else 1.0)
                self._total[sign.code] += weight
                if not sign.place:
                    self._acts[sign.code] += weight

    def country(self, sentence: int, token: int, travels: bool = False, armed: bool = False) -> str | None:
        """Return the country an actor at a token belongs to if no word says another; None where none is spoken of.

        Args:
            sentence: where the actor stands.
            token: its first token.
            travels: the actor may well act abroad, as ministers do.
            armed: the actor is an army, which some countries do not have.
        """
        here = self._here(sentence, token) if not travels else None
        if here is not None and not (armed and here in _WITHOUT_ARMY):
            return here
        scores: dict[str, float] = defaultdict(float)
        whole = sum(self._total.values())
        for code, weight in self._total.items():
            scores[code] = _WHOLE * weight / whole * (1.0 if code in self._acts else _VENUE)
        for number in range(max(0, sentence - _REACH), min(len(self._signs), sentence + 1)):
            for sign in self._signs[number]:
                scores[sign.code] += _HERE * _FADE ** (sentence - number) * sign.weight / 4
        for code in {s.code for s in self._signs[sentence] if not s.place and s.token < token}:
            scores[code] += _BESIDE
        able = scores.keys() - _WITHOUT_ARMY if armed else scores.keys()
        if not able:
            return None
        best, *rest = sorted(able, key=lambda code: (-scores[code], code))
        return best if not rest or scores[best] >= _MARGIN * scores[rest[0]] else None

    def _here(self, sentence: int, token: int) -> str | None:
        """Return the one country in which the clause of a token says something happens ("in Washington, senators ...")."""
        record = self._annotation.sentences[sentence]
        if not record.parsed:
            return None
        verb = _verb(record, token)
        codes = {
            sign.code
            for sign in self._signs[sentence]
            if sign.place and not self._in_dateline(sentence, sign.token) and _verb(record, sign.token) == verb
        }
        return codes.pop() if len(codes) == 1 else None

    def place_before(self, sentence: int, token: int) -> str | None:
        """Return the country of the last place named before a token, in its sentence or up to three before."""
        for number in range(sentence, max(-1, sentence - _REACH), -1):
            before = [s for s in self._signs[number] if s.place and (number < sentence or s.token < token)]
            if before:
                return max(before, key=lambda sign: sign.token).code
        return None

    def town(self, sentence: int, token: int) -> str | None:
        """Return the country of the town or region named at a token."""
        return self._town.get((sentence, token))

    def name(self, sentence: int, token: int) -> str | None:
        """Return what kind of name the model took a token for: PER, ORG, LOC, NORP, TITLE; None for no name."""
        return self._names.get((sentence, token))

    def main(self) -> str | None:
        """Return the country of the whole document."""
        return max(sorted(self._total), key=lambda code: self._total[code], default=None)

    def share(self, code: str | None, acting: bool = False) -> float:
        """Return how much of the whole document one country is, from 0 to 1; with `acting`, its places left out."""
        total = self._acts if acting else self._total
        return total.get(code or "", 0.0) / (sum(total.values()) or 1.0)

    def _towns(self, places: Sequence[Place], cast: Cast, taken: set[tuple[int, int]]) -> Iterable[Sign]:
        starts = [sentence.span.start_char for sentence in self._annotation.sentences]
        for place in places:
            if place.country is None or place.precision == "country" or place.country in CIRCLES:
                continue
            number = max(0, bisect_left(starts, place.span.start_char + 1) - 1)
            tokens = self._annotation.sentences[number].tokens
            token = next((i for i, t in enumerate(tokens) if t.end_char > place.span.start_char), None)
            if token is None or (number, token) in taken or cast.at(number, token) is not None:
                continue
            if self._names.get((number, token)) in ("PER", "NORP", "ORG", "TITLE"):
                continue
            dateline = self._in_dateline(number, token) or place.span.end_char <= tokens[token].start_char
            for index in range(token, len(tokens)):
                if tokens[index].start_char >= place.span.end_char:
                    break
                self._town[number, index] = place.country
            origin = _FROM if self._before(number, token) in _SOURCES else 1.0
            yield Sign(number, token, place.country, _DATELINE if dateline else _PLACED * origin, True)

    def _locative(self, sentence: int, token: int) -> bool:
        return self._before(sentence, token) in _LOCATIVE

    def _is_mission(self, sentence: int, token: int) -> bool:
        """Return whether an adjective stands before an embassy, which lies abroad."""
        tokens = self._annotation.sentences[sentence].tokens
        return token + 1 < len(tokens) and tokens[token + 1].text.lower() in _MISSIONS

    def _before(self, sentence: int, token: int) -> str:
        return _preposition(self._annotation.sentences[sentence], token) if token else ""

    def _in_dateline(self, sentence: int, token: int) -> bool:
        line = self._annotation.dateline
        return line is not None and self._annotation.sentences[sentence].tokens[token].start_char < line.end_char


def _preposition(sentence: Sentence, token: int) -> str:
    before = token - 1
    while before > 0 and sentence.tokens[before].text.lower() in ("the", "northern", "southern", "eastern", "western"):
        before -= 1
    return sentence.tokens[before].text.lower()


def _verb(sentence: Sentence, token: int) -> int:
    """Return the verb a word depends on, itself or another's clause left aside."""
    for _ in range(8):
        one = sentence.tokens[token]
        if not one.head:
            return token
        token = one.head - 1
        if sentence.tokens[token].upos in ("VERB", "AUX"):
            return token
    return token
