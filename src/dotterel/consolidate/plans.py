"""The dates and places of a sentence come in; which are the old plan, which the new one, and which the day of talking."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dotterel.consolidate.clues import Clues, DateClue, PlaceClue
from dotterel.model import Site, Span
from dotterel.model.days import Period

_FROM = re.compile(r"\bfrom\s+(?:the\s+)?\Z|\binstead of\s+(?:on\s+)?\Z|\brather than\s+(?:on\s+)?\Z", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|until|till)\s+(?:the\s+)?\Z", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:planned|scheduled|due|set|slated|expected|to (?:start|begin|open|be held|take place))\s+(?:for\s+|on\s+|in\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|would|is to|are to|shall|to (?:visit|travel|meet|go|come|hold|begin|open|start|sign|vote|resume|host|fly|send|receive))\s+(?:[\w’'-]+\s+){0,9}?(?:on\s+|in\s+|by\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_NEW = re.compile(r"\A\s*,?\s*(?:as|is|was) (?:the|its|their|a) new (?:date|day)|\A\s+after all", re.IGNORECASE)
_HAD = re.compile(r"\bhad\b[^.;]{0,40}\Z|\bwhich\b[^.;]{0,30}\Z", re.IGNORECASE)
_WEEKDAY = re.compile(r"\A\s*(?:on |last |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\A['’]s?\s")
_VAGUE = re.compile(
    r"\A(?:now|recently|currently|today|earlier|years?|decades?|a (?:week|day|month|year)|(?:\w+ )?(?:days|weeks|months|years|hours?|minutes?))\b",
    re.IGNORECASE,
)
# "officials in Kathmandu said": where somebody speaks, not where the occasion is
_SPEAKERS = re.compile(
    r"\b(?:officials?|diplomats?|ministr(?:y|ies)|governments?|spokes\w+|sources?|media|television|radio|reporters|"
    r"journalists|analysts?|authorities|palace|embassy|office|aides?|newspapers?)\s+in\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\b(?:to|in)\s+(?:the\s+)?\Z", re.IGNORECASE)
_FAR, _RECENT = 200, 100
_REACH = 70


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sentence says of when and where: `old` before a change, `new` as it is planned now, `said` the day of talking."""

    old: Period | None = None
    new: Period | None = None
    said: Period | None = None
    old_site: Site | None = None
    new_site: Site | None = None


def read_plan(text: str, start: int, clues: Clues, *, published: int | None, status: str | None) -> Plan:
    """Return the plan that a sentence tells.

    Args:
        text: the document's text.
        start: where the sentence begins.
        clues: the sentence's dates and places.
        published: the day of the report.
        status: what the sentence says became of the plan: after "cancelled", a date is that of the old plan.
    """
    told: dict[str, Period] = {}
    for clue in clues.dates:
        role, days = _role(text, start, clue, published, status)
        if days is None or not role:
            continue
        told[role] = days if role not in told else _better(told[role], days)
    old, new = _before_and_after(told, status)
    old_site, new_site = _sites(text, start, clues.places, status)
    return Plan(old, new, told.get("said"), old_site, new_site)


def _before_and_after(told: dict[str, Period], status: str | None) -> tuple[Period | None, Period | None]:
    """Return the old and the new plan; a date with neither "from" nor "to" is the old one of what was given up."""
    old, new, plain = told.get("old"), told.get("to"), told.get("new")
    if status in ("cancelled", "postponed", "denied"):
        return old or plain, new
    if status == "rescheduled":
        return old, new or plain
    return None, new or plain or old


def _better(one: Period, other: Period) -> Period:
    """Return the narrower of two plans; of two as narrow the first."""
    return other if other[1] - other[0] < one[1] - one[0] else one


def _role(
    text: str, start: int, clue: DateClue, published: int | None, status: str | None
) -> tuple[str, Period | None]:
    """Return what a date is in its sentence (`old`, `to`, `new`, `said`, `held` or empty) and its days in that reading."""
    if _VAGUE.match(clue.text):
        return "", None
    before = text[max(start, clue.span.start_char - _REACH) : clue.span.start_char]
    after = text[clue.span.end_char : clue.span.end_char + 30]
    coming, past = clue.coming or clue.past, clue.past or clue.coming
    if coming and past and published is not None and coming[0] - published > _FAR and published - past[1] < _RECENT:
        coming = past  # "in May", said in June, is the one just gone
    if _FROM.search(before):
        return "old", _nearest(clue, published)
    if _NEW.match(after) or (_TO.search(before) and status in ("rescheduled", "postponed")):
        return "to", coming
    if _PLANNED.search(before):
        return ("old" if status in ("rescheduled", "postponed", "cancelled", "denied") else "new"), _nearest(
            clue, published, ahead=True
        )
    if _WEEKDAY.match(clue.text) or (past and published is not None and past[0] == past[1] == published):
        return _weekday(clue, before, after, published, status)
    if published is not None and past and coming and past[1] < published - 1 and coming[1] < published - 1:
        return "", None
    if published is not None and coming and coming[1] >= published - 1:
        return "new", coming
    return ("held", past) if status == "held" else ("", None)


def _weekday(
    clue: DateClue, before: str, after: str, published: int | None, status: str | None
) -> tuple[str, Period | None]:
    """A weekday is the day of talking, unless it stands in the plan itself: "will meet on Monday", "Monday's talks"."""
    if _POSSESSIVE.match(after):
        if status in ("rescheduled", "postponed", "cancelled"):
            return "old", clue.coming
        return ("", None) if status == "held" else ("new", clue.coming)
    if _WILL.search(before) and status not in ("held", "cancelled", "postponed") and not re.search(r"\bsaid\b", before):
        ahead = clue.coming
        return ("new", ahead) if ahead and published is not None and ahead[0] > published else ("said", clue.past)
    return "said", clue.past


def speaks_there(text: str, start: int, place: Span) -> bool:
    """Return whether a place is where somebody speaks of the plan, not that of the occasion.

    >>> speaks_there("Nepal left the drill, officials in Kathmandu said.", 0, Span(36, 45))
    True
    """
    return bool(_SPEAKERS.search(text[max(start, place.start_char - _REACH) : place.start_char]))


def _nearest(clue: DateClue, published: int | None, *, ahead: bool = False) -> Period | None:
    """Return the reading of a date that lies nearer to the report; a plan may lie ahead, a plan given up just behind."""
    if clue.past is None or clue.coming is None or published is None:
        return clue.coming or clue.past
    behind, before = published - clue.past[1], clue.coming[0] - published
    return clue.coming if before <= (2 if ahead else 1) * max(1, behind) else clue.past


def _sites(text: str, start: int, places: tuple[PlaceClue, ...], status: str | None) -> tuple[Site | None, Site | None]:
    old = new = None
    for place in places:
        before = text[max(start, place.span.start_char - _REACH) : place.span.start_char]
        if speaks_there(text, start, place.span):
            continue
        if _FROM.search(before) and status == "rescheduled":
            old = old or place.site
        elif new is None or (status == "rescheduled" and old is not None and _MOVED_TO.search(before)):
            new = place.site
    return old, new
