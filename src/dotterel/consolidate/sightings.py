"""One document with its event mentions comes in; every place where it speaks of an occasion goes out, with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dotterel.consolidate.clues import ClueReader, Clues
from dotterel.consolidate.cues import Cue, Noun, find_cues, find_nouns
from dotterel.consolidate.days import Period, period
from dotterel.consolidate.merge import party, party_key, site
from dotterel.consolidate.plans import Plan, read_plan
from dotterel.consolidate.sites import Spot, spot
from dotterel.model import Coded, EventMention, Party, Site, Span, content_id

_CHANGES = ("postponed", "rescheduled", "cancelled", "revived", "denied")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBER = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|\d+(?:st|nd|rd|th))\s+(?:\w+\s+){{0,2}}?(?:round|summit|meeting|session|talks)",
    re.IGNORECASE,
)
# "at the summit", "during the visit": where something else happened
_CIRCUMSTANCE = re.compile(
    r"\b(?:at|during|after|following|before|ahead of|on the (?:edge|sidelines|margins) of|since|until|in)\s+(?:\w+['’]?s?\s+){0,3}\Z",
    re.IGNORECASE,
)
_WHILE = re.compile(
    r"\b(?:at|during|on the (?:edge|sidelines|margins) of)\s+(?:[\w-]+['’]?s?\s+){0,3}\Z", re.IGNORECASE
)
_WILL = re.compile(r"\b(?:will|is to|are to)\s+(?:\w+\s+){0,2}?\Z", re.IGNORECASE)
_DOUBTED = re.compile(
    r"\b(?:not|never|no|if|unless|whether|may|might|could|would|had|who|which|that|refus\w+|den\w+)\b[^,.;]{0,40}\Z",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"met\b|sat down|shook hands|held |began |opened |arrived|visited|received|signed|voted|went to the polls",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"agree|announc|confirm|accept", re.IGNORECASE)
_PLANNED_VERB = re.compile(r"\b(?:to|will|would|shall|may|might|could)\s+(?:\w+\s+){0,2}?\Z", re.IGNORECASE)
_NEAR = 75
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
        return tuple(days for days in (self.plan.old, self.plan.new, self.held) if days)


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
        if nouns:
            reader = _Sentence(coded, number, sentence, nouns, read(coded.document, sentence))
            found += reader.sightings(mentions.get(number, []))
    return tuple(_with_parties(one, found, coded) for one in found)


def _with_parties(one: Sighting, found: Sequence[Sighting], coded: Coded) -> Sighting:
    """Give words that name no party those of the report: of what it said before of an occasion, or all if they are few."""
    if one.codes:
        return one
    before = [other for other in found if other.codes and other.start_char < one.start_char]
    parties = before[-1].parties if before else _distinct(
        party(entity) for event in coded.events for entity in (*event.actor, *event.recipient) if entity.code
    )  # fmt: skip
    codes = frozenset(_code(other) for other in parties if other.code)
    return replace(one, parties=parties, codes=codes, sure=False) if 0 < len(codes) <= _FEW else one


class _Sentence:
    """Reads one sentence."""

    def __init__(self, coded: Coded, number: int, span: Span, nouns: Sequence[Noun], clues: Clues) -> None:
        self._document = coded.document
        self._number = number
        self._span = span
        self._text = span.slice(coded.document.text)
        self._nouns = nouns
        self._clues = clues
        self._cues = find_cues(self._text)
        self._published = coded.document.published.toordinal() if coded.document.published else None

    def sightings(self, mentions: Sequence[EventMention]) -> Iterator[Sighting]:
        told: list[Sighting] = []
        for mention in mentions:
            noun = self._occasion_of(mention)
            if noun is None:
                continue
            status, cue = self._status(mention)
            told.append(self._sighting(mention, noun, status, cue))
        yield from _once(told)
        taken = {one.occasion_type for one in told}
        if not told or not taken & {"meeting", "talks", "visit", "summit"}:
            yield from self._bare(taken)

    def _occasion_of(self, mention: EventMention) -> Noun | None:
        """Return the word for the occasion that an event is about, None if it is about none."""
        if "phone" in mention.mode or "third-party" in mention.mode:
            return None
        start = mention.trigger.start_char - self._span.start_char
        stop = mention.trigger.end_char - self._span.start_char
        at = [noun for noun in self._nouns if noun.start < stop and start < noun.stop]
        near = [noun for noun in self._nouns if self._is_about(noun, start, stop)]
        if mention.event_type == "CONSULT":
            kind = "visit" if "visit" in mention.mode else "meeting"
            return _best(at) or _best([noun for noun in near if noun.form == "noun"]) or Noun(start, stop, kind, "verb")
        if mention.event_type in ("SUPPORT", "COOPERATE") and not mention.auxiliary:
            return _best([noun for noun in at if noun.occasion_type in ("signing", "vote", "exercise")]) or _best(
                [noun for noun in near if noun.occasion_type == "exercise" and mention.event_type == "COOPERATE"]
            )
        if mention.event_type == "REQUEST" and "meet" not in mention.mode:
            return None
        if mention.event_type in ("AGREE", "REQUEST", "SUPPORT", "COOPERATE"):
            own = [noun for noun in at if noun.occasion_type not in ("meeting", "talks")]
            return _best(own) or _best([*at, *near])
        if mention.event_type in ("REJECT", "SANCTION", "THREATEN"):
            return _best([noun for noun in (*at, *near) if noun.form == "noun"]) or (
                _best(near) if mention.event_type == "REJECT" and "meet" in mention.mode else None
            )
        return None

    def _is_about(self, noun: Noun, start: int, stop: int) -> bool:
        """Whether a word for an occasion belongs to a trigger: its subject or object, not where something else happened."""
        gap = noun.start - stop if noun.start >= stop else start - noun.stop
        before = self._text[: noun.start]
        if noun.form == "noun":
            return gap <= 2 * _NEAR and not _CIRCUMSTANCE.search(before)
        return gap <= _NEAR and noun.start >= stop and bool(_PLANNED_VERB.search(before))

    def _status(self, mention: EventMention) -> tuple[str | None, Cue | None]:
        start = mention.trigger.start_char - self._span.start_char
        stop = mention.trigger.end_char - self._span.start_char
        at = [cue for cue in self._cues if cue.start < stop and start < cue.stop]
        news = [cue for cue in self._cues if cue.kind == "news" and cue.status in _CHANGES]
        match mention.event_type:
            case "CONSULT":
                return self._met(mention, start, stop, news)
            case "THREATEN":
                # "will begin a naval exercise" may be coded as a threat; the exercise is planned all the same.
                own_word = any(noun.start < stop and start < noun.stop for noun in self._nouns)
                return ("scheduled" if own_word and "future" in mention.auxiliary else None), None
            case "REJECT":
                return self._refused(mention, at)
            case "SANCTION":
                if any(cue.kind == "negated" for cue in at):
                    return "scheduled", None
                own = next((cue for cue in at if cue.status in _CHANGES and cue.kind != "unreal"), None)
                chosen = own or next((cue for cue in at if cue.status in _CHANGES), None) or _last(news)
                return (_moved(chosen, news), chosen) if chosen else (None, None)
            case "SUPPORT" | "COOPERATE":
                return self._met(mention, start, stop, news)
        return self._agreed(mention, at, news)

    def _met(self, mention: EventMention, start: int, stop: int, news: Sequence[Cue]) -> tuple[str | None, Cue | None]:
        """CONSULT: it was held, unless it lay ahead; "the meeting has been delayed" names one and says what became of it."""
        if self._is_ahead(mention):
            return "scheduled", None
        if {"hypothetical", "negation"}.intersection(mention.auxiliary):
            return None, None
        named = any(noun.form == "noun" and noun.start < stop and start < noun.stop for noun in self._nouns)
        if named and news:
            chosen = _last(news)
            return chosen.status if chosen else None, chosen
        return "held", None

    def _is_ahead(self, mention: EventMention) -> bool:
        days = period(mention.date, mention.end_date)
        return bool(days and self._published is not None and days[0] > self._published + 1)

    def _refused(self, mention: EventMention, at: Sequence[Cue]) -> tuple[str | None, Cue | None]:
        put_off = next((cue for cue in at if cue.status == "postponed" and cue.kind == "news"), None)
        if put_off:
            return "postponed", put_off
        denied = next((cue for cue in (*at, *self._cues) if cue.status == "denied"), None)
        if denied and any(noun.form == "noun" for noun in self._nouns):
            return "denied", denied
        cancelled = next(
            (cue for cue in (*at, *self._cues) if cue.status == "cancelled" and cue.kind != "unreal"), None
        )
        if "meet" in mention.mode or (cancelled and cancelled in at):
            return "cancelled", cancelled
        return None, None

    def _agreed(self, mention: EventMention, at: Sequence[Cue], news: Sequence[Cue]) -> tuple[str, Cue | None]:
        """AGREE and REQUEST: a plan made or offered, unless the sentence says that it changed."""
        if news:
            chosen = _last(news)
            assert chosen is not None
            return _moved(chosen, news) or "scheduled", chosen
        if any(cue.status == "scheduled" for cue in at):
            return "scheduled", None
        proposed = [cue for cue in at if cue.status == "proposed"]
        if mention.event_type == "REQUEST" or proposed or "hypothetical" in mention.auxiliary:
            return "proposed", proposed[0] if proposed else None
        return "scheduled", None

    def _bare(self, taken: Iterable[str]) -> Iterator[Sighting]:
        """Yield what the sentence says of an occasion without an event: a status, or a date or number that names it."""
        nouns = [noun for noun in self._nouns if noun.form == "noun" and noun.occasion_type not in taken]
        changes = [cue for cue in self._cues if cue.kind == "news" and cue.status in _CHANGES]
        cue = _last(changes)
        status = _moved(cue, changes) if cue else None
        if not cue and (acted := self._acted(taken)):
            yield acted
            return
        if not nouns:
            return
        noun = nouns[0]
        before = self._text[: noun.start]
        if status not in _CHANGES:
            status, cue = self._label(before)
        if status is None and not _DEFINITE.search(before):
            return
        yield self._sighting(None, noun, status, cue)

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
            if _WILL.search(before):
                sighting = self._sighting(None, verb, "scheduled", None)
                return sighting if sighting.plan.new else None
            if _PAST.match(words) and not _PLANNED_VERB.search(before):
                return self._sighting(None, verb, "held", None)
        return None

    def _label(self, before: str) -> tuple[str | None, Cue | None]:
        """Return what a mere label says: "the planned visit" is scheduled, "at Monday's summit" was held."""
        if _WHILE.search(before):
            told = any(
                clue.past and self._published is not None and clue.past[0] <= self._published
                for clue in self._clues.dates
            )
            return ("held" if told else None), None
        if _CIRCUMSTANCE.search(before) or not (self._clues.dates or self._clues.places):
            return None, None
        cue = next((one for one in self._cues if one.status in ("scheduled", "held") and one.kind != "negated"), None)
        label = cue and not _REPORTING.match(self._text[cue.start : cue.stop])
        return (cue.status, cue) if cue and label and cue.kind != "unreal" else (None, None)

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
        where = (site(mention.place) if mention else None) or plan.new_site
        if status == "rescheduled" and plan.new_site:
            where = plan.new_site
        parties, sure = self._parties(mention)
        people = frozenset(one.entity for one in parties if one.entity and one.entity.startswith("person:"))
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
            recalled=bool(cue and cue.kind == "recalled" and not mention),
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
        if mention.date_basis == "timex" and days and self._is_ahead(mention) and plan.new is None and status not in (
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
        ):
            return days[0]
        return self._published

    def _parties(self, mention: EventMention | None) -> tuple[tuple[Party, ...], bool]:
        if mention and (mention.actor or mention.recipient):
            named = [party(one) for one in (*mention.actor, *mention.recipient)]
            if len({_code(one) for one in named if one.code}) < 2:
                # "Algeria cancelled the summit with Morocco": the other side may be no recipient
                named += [clue.party for clue in self._clues.parties]
                return _distinct(named), True
            return _distinct(named), True
        return _distinct(clue.party for clue in self._clues.parties), False

    def _round(self) -> int | None:
        found = _NUMBER.search(self._text)
        if not found:
            return None
        word = found[1].lower()
        return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(re.sub(r"\D", "", word))


def _best(nouns: Sequence[Noun]) -> Noun | None:
    """Return the most telling word: a noun before a verb, a kind of its own before "meeting" and "talks"."""
    rank = {"meeting": 2, "talks": 1}
    return min(nouns, key=lambda noun: (noun.form != "noun", rank.get(noun.occasion_type, 0), noun.start), default=None)


def _last(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that tells the latest state: a revival after a cancellation, else the first that is told."""
    rank = {"revived": 0, "rescheduled": 1}
    return min(cues, key=lambda cue: (rank.get(cue.status, 2), cue.start), default=None)


def _moved(cue: Cue | None, news: Sequence[Cue]) -> str | None:
    if cue is None:
        return None
    return cue.status


def _code(one: Party) -> str:
    """Return what stands for a party among participants: its country, its side there, or the organisation's own id."""
    if one.code in ("IGO", "NGO", "MNC") and one.entity:
        return one.entity
    if one.code and _OPPOSED.intersection(one.sector):
        return f"{one.code}+"  # talks of a government with its own rebels have two sides
    return one.code or party_key(one)


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for one in parties:
        found.setdefault(party_key(one), one)
    return tuple(found.values())


def _once(told: Sequence[Sighting]) -> Iterator[Sighting]:
    """Yield sightings, of two in one sentence with one status and type the first: "accepted" and "will visit"."""
    seen: set[tuple[str | None, str, frozenset[str]]] = set()
    for one in told:
        key = (one.status, one.occasion_type, one.codes)
        if key not in seen:
            seen.add(key)
            yield one
