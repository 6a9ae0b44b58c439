"""An event mention and the words of its sentence come in; the occasion it is about, and what became of it, go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dotterel.consolidate.clues import Clues, DateClue
from dotterel.consolidate.cues import Cue, Noun
from dotterel.model import EventMention
from dotterel.model.days import period

CHANGES = ("postponed", "rescheduled", "cancelled", "revived", "denied")
# "at the summit", "during the visit": where something else happened
CIRCUMSTANCE = re.compile(
    r"\b(?:at|during|after|following|before|ahead of|on the (?:edge|sidelines|margins) of|since|until|"
    r"(?<!part )(?<!participate )(?<!participating )(?<!participated )in|because of|"
    r"owing to|due to|amid|despite|in spite of|over)\s+(?:\w+['’]?s?\s+){0,3}\Z",
    re.IGNORECASE,
)
WHILE = re.compile(
    r"\b(?:at|during|on the (?:edge|sidelines|margins) of|told|addressed|attended)\s+(?:[\w-]+['’]?s?\s+){0,3}\Z",
    re.IGNORECASE,
)
PLANNED_VERB = re.compile(r"\b(?:to|will|would|shall|(?-i:may)|might|could)\s+(?:\w+\s+){0,2}?\Z", re.IGNORECASE)
# What a request must ask for to be an invitation: "asked the king to come to Pretoria".
_COMING = re.compile(r"\A(?:visit|travel|come to|meet|attend|sit down)", re.IGNORECASE)
_NOT_TO = re.compile(r"\bnot to\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
# A side that stays away ends a meeting of two, not a vote: "a referendum that the opposition boycotted".
_ENDS_ALL = re.compile(
    r"cancel|call|scrap|scuttl|axed|shelv|abandon|won['’]t|\w+ (?:not|no longer|never) (?!attend|meet|take part|go|travel|visit|come)",
    re.IGNORECASE,
)
_INVITED = re.compile(r"invit", re.IGNORECASE)
_NEAR = 75
_MONTH = 31


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as far as the fate of a plan is read from it: its text, where it starts, the words found in it.

    `published` is the day of the report as an ordinal.
    """

    text: str
    start: int
    nouns: tuple[Noun, ...]
    cues: tuple[Cue, ...]
    clues: Clues
    published: int | None

    def news(self, occasion_type: str) -> list[Cue]:
        """Return the words that tell a change of an occasion of some type as news."""
        return [
            cue for cue in self.cues if cue.kind == "news" and cue.status in CHANGES and self.ends(cue, occasion_type)
        ]

    def ends(self, cue: Cue, occasion_type: str) -> bool:
        """Return whether words for an end can be said of a type: who rejects a text, or denies fraud, in a vote ends no vote."""
        if cue.status not in ("cancelled", "denied") or occasion_type not in ("vote", "deadline"):
            return True
        return bool(_ENDS_ALL.match(self.text[cue.start : cue.stop]))

    def place(self, mention: EventMention) -> tuple[int, int]:
        """Return the first and last character of a trigger within the sentence."""
        return mention.trigger.start_char - self.start, mention.trigger.end_char - self.start


def occasion_of(words: Words, mention: EventMention) -> Noun | None:
    """Return the word for the occasion that an event is about, None if it is about none."""
    if "phone" in mention.mode or "third-party" in mention.mode:
        return None
    start, stop = words.place(mention)
    at = [noun for noun in words.nouns if noun.start < stop and start < noun.stop]
    near = [noun for noun in words.nouns if _is_about(words, noun, start, stop)]
    match mention.event_type:
        case "CONSULT":
            kind = "visit" if "visit" in mention.mode else "meeting"
            return _best(at) or _best([noun for noun in near if noun.form == "noun"]) or Noun(start, stop, kind, "verb")
        case "SUPPORT" | "COOPERATE" if not mention.auxiliary:
            return _best([noun for noun in at if noun.occasion_type in ("signing", "vote", "exercise")]) or _best(
                [noun for noun in near if noun.occasion_type == "exercise" and mention.event_type == "COOPERATE"]
            )
        case "REQUEST" if "meet" not in mention.mode:
            return _best([noun for noun in near if _is_invitation(words, mention, noun)])
        case "AGREE" | "REQUEST" | "SUPPORT" | "COOPERATE":
            if any(_is_how(words, noun) for noun in at):
                return None
            own = [noun for noun in at if noun.occasion_type not in ("meeting", "talks")]
            return _best(own) or _best([*at, *near])
        case "REJECT" | "SANCTION" | "THREATEN":
            return _best([noun for noun in (*at, *near) if noun.form == "noun"]) or (
                _best(near) if mention.event_type == "REJECT" and "meet" in mention.mode else None
            )
    return None


def status_of(words: Words, mention: EventMention, noun: Noun) -> tuple[str | None, Cue | None]:
    """Return what an event says became of its occasion, with the words that say so."""
    start, stop = words.place(mention)
    kind = noun.occasion_type
    at = [cue for cue in words.cues if cue.start < stop and start < cue.stop and words.ends(cue, kind)]
    newest = latest(words.news(kind))
    match mention.event_type:
        case "CONSULT" | "SUPPORT" | "COOPERATE":
            return _met(words, mention, at, newest)
        case "THREATEN":
            return _threatened(words, mention, newest)
        case "REJECT":
            return _refused(words, mention, at, kind)
        case "SANCTION":
            return _given_up(at, newest)
    return _agreed(mention, at, newest)


def latest(cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that tells the latest state: a revival after a cancellation, else the first that is told."""
    rank = {"revived": 0, "rescheduled": 1}
    return min(cues, key=lambda cue: (rank.get(cue.status, 2), cue.start), default=None)


def is_ahead(mention: EventMention, published: int | None) -> bool:
    """Return whether an event lay ahead when it was reported."""
    days = period(mention.date, mention.end_date)
    return bool(days and published is not None and days[0] > published + 1)


def has_day_ahead(words: Words) -> bool:
    """Return whether a sentence names a day that lies ahead: in every reading, or in the one that lies much nearer."""
    return words.published is not None and any(_lies_ahead(clue, words.published) for clue in words.clues.dates)


def _lies_ahead(clue: DateClue, published: int) -> bool:
    if clue.coming is None or clue.coming[0] <= published + 1:
        return False
    if clue.past is None or clue.past == clue.coming:
        return True
    ahead, behind = clue.coming[0] - published, published - clue.past[1]
    return ahead < behind and behind > _MONTH


def _is_about(words: Words, noun: Noun, start: int, stop: int) -> bool:
    """Whether a word for an occasion belongs to a trigger: its subject or object, not where something else happened."""
    gap = noun.start - stop if noun.start >= stop else start - noun.stop
    before = words.text[: noun.start]
    if noun.form == "noun":
        return gap <= 2 * _NEAR and not CIRCUMSTANCE.search(before)
    return gap <= _NEAR and noun.start >= stop and bool(PLANNED_VERB.search(before))


def _is_how(words: Words, noun: Noun) -> bool:
    """Whether an invitation is only how a visit came about: "will visit Denmark at the queen's invitation"."""
    return bool(_INVITED.match(words.text[noun.start : noun.stop]) and WHILE.search(words.text[: noun.start]))


def _is_invitation(words: Words, mention: EventMention, noun: Noun) -> bool:
    """Whether a request asks somebody abroad to come: "asked Britain's king to come to Pretoria"."""
    parties = (*mention.actor, *mention.recipient)
    sides = {party.entity if party.inferred else party.code for party in parties} - {None}
    return (
        noun.form == "verb"
        and len(sides) > 1
        and bool(_COMING.match(words.text[noun.start : noun.stop]))
        and not _NOT_TO.search(words.text[: noun.start])
    )


def _met(words: Words, mention: EventMention, at: Sequence[Cue], newest: Cue | None) -> tuple[str | None, Cue | None]:
    """CONSULT: it was held, unless it lay ahead; "the meeting has been delayed" names one and says what became of it."""
    if is_ahead(mention, words.published):
        return "scheduled", None
    if {"hypothetical", "negation"}.intersection(mention.auxiliary):
        return None, None
    start, stop = words.place(mention)
    own = [noun for noun in words.nouns if noun.start < stop and start < noun.stop]
    named = any(noun.form == "noun" and not WHILE.search(words.text[: noun.start]) for noun in own)
    # "have settled on 20 March as the new date for their talks": no word of meeting, and the day lies ahead
    other = not own and has_day_ahead(words)
    if newest and (named or other or newest in at):
        return newest.status, newest
    return "held", None


def _threatened(words: Words, mention: EventMention, newest: Cue | None) -> tuple[str | None, Cue | None]:
    """THREATEN: "will begin a naval exercise", "set a deadline of 30 June"; the exercise, the deadline is planned all the same."""
    start, stop = words.place(mention)
    own = [noun for noun in words.nouns if noun.start < stop and start < noun.stop]
    if not own:
        return None, None
    if newest:
        return newest.status, newest
    dated = any(noun.occasion_type == "deadline" for noun in own) and has_day_ahead(words)
    return ("scheduled" if dated or "future" in mention.auxiliary else None), None


def _given_up(at: Sequence[Cue], newest: Cue | None) -> tuple[str | None, Cue | None]:
    """SANCTION: what its own word says, unless that is told as known and the news is another."""
    if any(cue.kind == "negated" for cue in at):
        return "scheduled", None
    changes = [cue for cue in at if cue.status in CHANGES]
    own = next((cue for cue in changes if cue.kind != "unreal"), None)
    if own and own.kind == "recalled" and newest:
        own = newest
    chosen = own or next(iter(changes), None) or newest
    return (chosen.status, chosen) if chosen else (None, None)


def _refused(words: Words, mention: EventMention, at: Sequence[Cue], kind: str) -> tuple[str | None, Cue | None]:
    put_off = next((cue for cue in at if cue.status == "postponed" and cue.kind == "news"), None)
    if put_off:
        return "postponed", put_off
    told = [cue for cue in (*at, *words.cues) if words.ends(cue, kind)]
    denied = next((cue for cue in told if cue.status == "denied"), None)
    if denied and any(noun.form == "noun" for noun in words.nouns):
        return "denied", denied
    cancelled = next((cue for cue in told if cue.status == "cancelled" and cue.kind in ("news", "recalled")), None)
    if "meet" in mention.mode or (cancelled and cancelled in at):
        return "cancelled", cancelled
    return None, None


def _agreed(mention: EventMention, at: Sequence[Cue], newest: Cue | None) -> tuple[str, Cue | None]:
    """AGREE and REQUEST: a plan made or offered, unless the sentence says that it changed."""
    if newest is not None:
        return newest.status, newest
    if any(cue.status == "scheduled" for cue in at):
        return "scheduled", None
    proposed = [cue for cue in at if cue.status == "proposed"]
    if mention.event_type == "REQUEST" or proposed or "hypothetical" in mention.auxiliary:
        return "proposed", proposed[0] if proposed else None
    return "scheduled", None


def _best(nouns: Sequence[Noun]) -> Noun | None:
    """Return the most telling word: a noun before a verb, a kind of its own before "meeting" and "talks"."""
    rank = {"meeting": 2, "talks": 1}
    return min(nouns, key=lambda noun: (noun.form != "noun", rank.get(noun.occasion_type, 0), noun.start), default=None)
