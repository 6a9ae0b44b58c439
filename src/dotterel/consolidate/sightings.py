"""One document with its event mentions comes in; every place where it speaks of an occasion goes out, with what it says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dotterel.consolidate.clues import ClueReader, Clues
from dotterel.consolidate.cues import Cue, Noun, find_cues, find_nouns
from dotterel.consolidate.fate import (
    CHANGES,
    CIRCUMSTANCE,
    PLANNED_VERB,
    WHILE,
    Words,
    has_day_ahead,
    is_ahead,
    latest,
    occasion_of,
    status_of,
)
from dotterel.consolidate.merge import party, party_key, site
from dotterel.consolidate.plans import Plan, read_plan, speaks_there
from dotterel.consolidate.sites import Spot, spot
from dotterel.consolidate.telling import country_is_guessed
from dotterel.model import Coded, EventMention, Party, Site, Span, content_id
from dotterel.model.days import Period, period

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBER = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|\d+(?:st|nd|rd|th))\s+(?:\w+\s+){{0,2}}?(?:round|summit|meeting|session|talks)",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|(?:is|are)(?: (?:due|set|scheduled|expected|slated|planning|preparing))? to|plans? to)\s+(?:\w+\s+){0,2}?\Z",
    re.IGNORECASE,
)
_ARRIVES = re.compile(r"land(?:s|ed|ing)?\b|touch\w* down|welcom|greet", re.IGNORECASE)
_DUE = re.compile(r"due|expected", re.IGNORECASE)
_DOUBTED = re.compile(
    r"\b(?:not|never|no|if|unless|whether|(?-i:may)|might|could|would|had|who|which|that|refus\w+|den\w+)\b[^,.;]{0,40}\Z",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"met\b|sat down|shook hands|held |began |opened |arrived|visited|received|signed|voted|went to the polls",
    re.IGNORECASE,
)
# Who is named behind these words gave cause for what is told, and takes no part in it.
_CAUSE = re.compile(r"\b(?:after|because|since|while|amid|following|in protest|in anger|citing)\b", re.IGNORECASE)
_REPORTING = re.compile(r"agree|announc|confirm|accept", re.IGNORECASE)
_FEW = 3
_OPPOSED = frozenset(("REB", "OPP"))
# A noun without an event is a sighting of its own where such a word or a date stands before it.
_DEFINITE = re.compile(r"\b(?:the|this|that|their|its|his|her|a|an|\w+['’]s?)\s+(?:[\w-]+\s+){0,5}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words of a report about one occasion.

    `status` is what they say became of it, None where they only name it; `recalled` where they tell it as known.
    `day` is the day it was said or done. `plan` has the dates, `codes` the countries and organisations, `people` the
    ids of persons, `parties` both with names. `sure` is false where parties were only named in the sentence.
    """

    id: str
    document: str
    published: int | None
    sentence: int
    start_char: int
    end_char: int
    text: str
    event: str | None
    occasion_type: str
    number: int | None
    status: str | None
    recalled: bool
    day: int | None
    plan: Plan
    held: Period | None
    spot: Spot | None
    site: Site | None
    codes: frozenset[str]
    people: frozenset[str]
    parties: tuple[Party, ...]
    sure: bool
    said_by: tuple[Party, ...]

    @property
    def days(self) -> tuple[Period, ...]:
        """Every day that the words give the occasion: planned, planned before, held."""
        plan = self.plan
        return tuple([days for days in (plan.old, plan.new, self.held) if days])


def sightings(coded: Coded, read: ClueReader) -> tuple[Sighting, ...]:
    """Return where a document speaks of occasions, in text order.

    Args:
        coded: the document with its event mentions and sentences.
        read: reads the dates, places and parties of a sentence.
    """
    text = coded.document.text
    mentions: dict[int, list[EventMention]] = {}
    for one in sorted(coded.events, key=lambda event: (event.trigger.start_char, event.id)):
        mentions.setdefault(one.sentence, []).append(one)
    found: list[Sighting] = []
    for number, sentence in enumerate(coded.sentences):
        nouns = find_nouns(sentence.slice(text))
        if nouns or any(_is_arrival(one) for one in mentions.get(number, ())):
            reader = _Sentence(coded, number, sentence, nouns, read(coded.document, sentence))
            found += reader.sightings(mentions.get(number, []))
    return tuple(_with_parties(one, found, coded) for one in found)


def _with_parties(one: Sighting, found: Sequence[Sighting], coded: Coded) -> Sighting:
    """Give words that name no party those of the report: of what it said before of an occasion, or all if they are few."""
    if one.codes:
        return one
    before = [other for other in found if other.codes and other.start_char < one.start_char]
    parties = before[-1].parties if before else _distinct(
        party(entity) for event in coded.events for entity in (*event.actor, *event.recipient)
        if entity.code and not country_is_guessed(entity)
    )  # fmt: skip
    codes = frozenset(_code(other) for other in parties if other.code)
    return replace(one, parties=parties, codes=codes, sure=False) if 0 < len(codes) <= _FEW else one


def _is_arrival(mention: EventMention) -> bool:
    """Whether an event is a visit that no word for one names: "the emir landed in Cairo"; nobody visits his own state."""
    at_home = {one.code for one in mention.actor} == {mention.place.country if mention.place else None}
    return "visit" in mention.mode and bool(_ARRIVES.match(mention.trigger_text)) and not at_home


class _Sentence:
    """Reads one sentence."""

    def __init__(self, coded: Coded, number: int, span: Span, nouns: tuple[Noun, ...], clues: Clues) -> None:
        self._document = coded.document
        self._number = number
        self._span = span
        self._text = span.slice(coded.document.text)
        self._nouns = nouns
        self._clues = clues
        self._cues = find_cues(self._text)
        self._published = coded.document.published.toordinal() if coded.document.published else None
        self._words = Words(self._text, span.start_char, nouns, self._cues, clues, self._published)

    def sightings(self, mentions: Sequence[EventMention]) -> Iterator[Sighting]:
        told: list[Sighting] = []
        held: set[Noun] = set()
        for mention in sorted(mentions, key=lambda one: one.event_type != "CONSULT"):
            noun = occasion_of(self._words, mention)
            if noun is None:
                continue
            status, cue = status_of(self._words, mention, noun)
            if status == "held":
                held.add(noun)
            elif noun in held and status in ("scheduled", "proposed"):
                continue  # "held a summit and agreed on a truce": what was agreed there is not the summit
            told.append(self._sighting(mention, noun, status, cue))
        told.sort(key=lambda one: (one.start_char, one.id))
        yield from _once(told)
        taken = {one.occasion_type for one in told if one.status}
        if not taken & {"meeting", "talks", "visit", "summit"}:
            yield from self._bare(taken, {one.occasion_type for one in told})

    def _bare(self, taken: Collection[str], named: Collection[str]) -> Iterator[Sighting]:
        """Yield what the sentence says of an occasion without an event: a status, or a date or number that names it."""
        nouns = [noun for noun in self._nouns if noun.form == "noun" and noun.occasion_type not in taken]
        # "dropped visas for Mexicans at a summit": what happened there became of something else
        free = [noun for noun in nouns if not WHILE.search(self._text[: noun.start])]
        kind = free[0].occasion_type if free else "meeting"
        cue = latest(self._words.news(kind)) if free or not nouns else None
        if not cue and (acted := self._acted(taken)):
            yield acted
            return
        if cue and cue.status == "denied" and not nouns:
            nouns = self._denied()
        if not nouns:
            return
        noun, status = (free or nouns)[0], cue.status if cue else None
        before = self._text[: noun.start]
        if status not in CHANGES:
            status, cue = self._label(noun)
        if status is None and (noun.occasion_type in named or not _DEFINITE.search(before)):
            return
        yield self._sighting(None, noun, status, cue)

    def _denied(self) -> list[Noun]:
        """Return the verbs of what two sides are said not to plan: "denied that he planned to meet the Israeli leader"."""
        if len({_code(clue.party) for clue in self._clues.parties if clue.party.code}) < 2:
            return []
        return [one for one in self._nouns if one.form == "verb" and PLANNED_VERB.search(self._text[: one.start])]

    def _acted(self, taken: Iterable[str]) -> Sighting | None:
        """Return what a verb alone tells where no event was coded: "will meet in Lima on 2 May", "met in Lima"."""
        if not self._clues.parties or not (self._clues.dates or self._clues.places):
            return None
        for verb in self._nouns:
            if verb.form != "verb" or verb.occasion_type in taken or verb.occasion_type == "exercise":
                continue
            words, before = self._text[verb.start : verb.stop], self._text[: verb.start]
            if _DOUBTED.search(before):
                continue
            if _WILL.search(before) or _DUE.match(words):
                sighting = self._sighting(None, verb, "scheduled", None)
                return sighting if sighting.plan.new else None
            if _PAST.match(words) and not PLANNED_VERB.search(before):
                return self._sighting(None, verb, "held", None)
        return None

    def _label(self, noun: Noun) -> tuple[str | None, Cue | None]:
        """Return what a mere label says: "the planned visit" is scheduled, "at Monday's summit" was held."""
        before = self._text[: noun.start]
        if noun.occasion_type == "deadline" and has_day_ahead(self._words):
            return "scheduled", None
        if WHILE.search(before):
            told = any(
                clue.past and self._published is not None and clue.past[0] <= self._published
                for clue in self._clues.dates
            )
            return ("held" if told else None), None
        if CIRCUMSTANCE.search(before) or not (self._clues.dates or self._clues.places):
            return None, None
        labels = (one for one in self._cues if one.status in ("scheduled", "held") and one.kind != "negated")
        # "announced that an election would be held on 3 May": the second says how it stands
        cue = next((one for one in labels if not _REPORTING.match(self._text[one.start : one.stop])), None)
        return (cue.status, cue) if cue and cue.kind != "unreal" else (None, None)

    def _sighting(self, mention: EventMention | None, noun: Noun, status: str | None, cue: Cue | None) -> Sighting:
        start, stop = (mention.trigger.start_char, mention.trigger.end_char) if mention else (
            self._span.start_char + noun.start, self._span.start_char + noun.stop,
        )  # fmt: skip
        plan = read_plan(
            self._document.text, self._span.start_char, self._clues, published=self._published, status=status
        )
        held = None
        if mention:
            plan, held = self._with_event(mention, plan, status)
        elif status == "held":
            held = plan.said or (self._published is not None and (self._published, self._published)) or None
        if status == "postponed" and plan.new:
            status = "rescheduled"
        scene = mention.place if mention else None
        if scene and speaks_there(self._document.text, self._span.start_char, scene.span):
            scene = None
        where = site(scene) or plan.new_site
        if status == "rescheduled" and plan.new_site:
            where = plan.new_site
        parties, sure = self._parties(mention, noun)
        people = frozenset(one.entity for one in parties if one.entity and _by_name(one))
        codes = frozenset(_code(one) for one in parties if one.code)
        return Sighting(
            id=content_id("sg", self._document.id, start, stop, noun.occasion_type, status or ""),
            document=self._document.id,
            published=self._published,
            sentence=self._number,
            start_char=start,
            end_char=stop,
            text=self._document.text[start:stop],
            event=mention.id if mention else None,
            occasion_type=noun.occasion_type,
            number=self._round(),
            status=status,
            recalled=bool(cue and cue.kind == "recalled"),
            day=self._day(mention, plan, status, held),
            plan=plan,
            held=held,
            spot=spot(where),
            site=where,
            codes=codes,
            people=people,
            parties=parties,
            sure=sure,
            said_by=tuple(party(one) for one in (mention.attribution or mention.actor)) if mention else (),
        )

    def _with_event(self, mention: EventMention, plan: Plan, status: str | None) -> tuple[Plan, Period | None]:
        """Put the event's own date where it belongs: the day it was held, or the day it is planned for."""
        days = period(mention.date, mention.end_date)
        if status == "held":
            return replace(plan, new=None), days
        if mention.date_basis == "timex" and days and is_ahead(mention, self._published) and plan.new is None and status not in (
            "cancelled", "postponed", "denied",
        ):  # fmt: skip
            plan = replace(plan, new=days)
        return plan, None

    def _day(self, mention: EventMention | None, plan: Plan, status: str | None, held: Period | None) -> int | None:
        """Return the day it was said or done; of what was held, the day it was held."""
        if status == "held" and held and held[1] - held[0] <= 1:
            return held[0]
        days = period(mention.date, mention.end_date) if mention and mention.date_basis == "timex" else plan.said
        if (
            days
            and days[0] == days[1]
            and (self._published is None or days[0] <= self._published)
            and days not in (plan.old, plan.new)
            and not (mention and self._plans(mention, plan))
        ):
            return days[0]
        return self._published

    def _plans(self, mention: EventMention, plan: Plan) -> bool:
        """Whether the event's date is read from the plan's words: "the talks, due on Monday, have been postponed"."""
        at = mention.timex.span if mention.timex else None
        days = {plan.old, plan.new} - {None}
        return at is not None and any(
            clue.span.overlaps(at) and {clue.past, clue.coming} & days for clue in self._clues.dates
        )

    def _parties(self, mention: EventMention | None, noun: Noun) -> tuple[tuple[Party, ...], bool]:
        if mention and (mention.actor or mention.recipient):
            named = _told(mention, noun)
            if len({_code(one) for one in named if one.code}) < 2:
                # "Algeria cancelled the summit with Morocco": the other side may be no recipient
                end = max(mention.trigger.end_char, self._span.start_char + noun.stop)
                cause = _CAUSE.search(self._document.text, end, self._span.end_char)
                last = cause.start() if cause else self._span.end_char
                named += [clue.party for clue in self._clues.parties if clue.span.start_char < last]
            return _distinct(named), True
        return _distinct(clue.party for clue in self._clues.parties), False

    def _round(self) -> int | None:
        found = _NUMBER.search(self._text)
        if not found:
            return None
        word = found[1].lower()
        return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(re.sub(r"\D", "", word))


def _code(one: Party) -> str:
    """Return what stands for a party among participants: its country, its side there, or the organisation's own id."""
    if one.code in ("IGO", "NGO", "MNC") and one.entity:
        return one.entity
    if one.code and _OPPOSED.intersection(one.sector):
        return f"{one.code}+"  # talks of a government with its own rebels have two sides
    return one.code or party_key(one)


def _told(mention: EventMention, noun: Noun) -> list[Party]:
    """Return the parties of an event; a person whose country is a guess is not of the country he calls on."""
    named = [(party(one), country_is_guessed(one)) for one in (*mention.actor, *mention.recipient)]
    sides = {_code(one) for one, guessed in named if one.code and not guessed}
    if noun.occasion_type == "visit" and mention.place and mention.place.country:
        sides.add(mention.place.country)
    return [replace(one, code=None) if guessed and _code(one) in sides else one for one, guessed in named]


def _by_name(one: Party) -> bool:
    """Whether a person is named: whom the tables give for "its president" may have left office since."""
    kind, _, name = (one.entity or "").partition(":")
    return kind == "person" and bool(name) and name.split()[-1] in one.text.casefold()


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for one in parties:
        found.setdefault(party_key(one), one)
    return tuple(found.values())


def _once(told: Sequence[Sighting]) -> Iterator[Sighting]:
    """Yield sightings, of two in one sentence with one status and type the one that names more parties, else the first.

    "Accepted" and "will visit" are told of one visit; of "wants a summit with Chile and has proposed Lima" the second
    may name fewer.
    """
    for place, one in enumerate(told):
        rivals = [
            (other, index)
            for index, other in enumerate(told)
            if index != place and (other.status, other.occasion_type) == (one.status, one.occasion_type)
        ]
        if not any(one.codes < other.codes or (one.codes == other.codes and index < place) for other, index in rivals):
            yield one
