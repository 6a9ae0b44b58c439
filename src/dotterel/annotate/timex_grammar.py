"""The parts shared by the rules for time expressions: the rule book, and the small words that modify a time.

A rule is a pattern and a reader that turns a match into `(TIMEX3 type, expression)`; the expression language is
described in `timexes`. Patterns have no nested repetition, so matching is linear in the length of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dotterel.annotate.timex_words import PARTS_OF_DAY, number_value, unit_code

Meaning = tuple[str, str]
Reader = Callable[[re.Match[str], str], Meaning | None]

ISO_UNITS = {"S": "TS", "M": "TM", "H": "TH", "d": "D", "n": "D", "w": "W", "fn": "W", "m": "M", "q": "Q", "hy": "H",
             "y": "Y", "de": "DE", "ce": "CE", "we": "WE"}  # fmt: skip
_MODS = {"early": "START", "beginning": "START", "start": "START", "mid": "MID", "middle": "MID", "late": "END",
         "end": "END", "earlier": "START", "later": "END", "turn": "START", "first": "START", "second": "END",
         "last": "END"}  # fmt: skip


_WINDOW = 48  # characters around a match that readers look at; a fixed number keeps reading linear


def words_before(found: re.Match[str], text: str) -> str:
    """Return the characters just before a match."""
    return text[max(0, found.start() - _WINDOW) : found.start()]


def words_after(found: re.Match[str], text: str) -> str:
    """Return the characters just after a match."""
    return text[found.end() : found.end() + _WINDOW]


# "before" and "after" tell of something where its name or clause follows, not in "had left the day before and".
SOMETHING = (
    r"\ (?!(?:that|this)\b(?!\ \w)|(?:and|but|or|had|has|have|was|were|is|to|on|in|at|over|with|by|of|for|from|as|when|"
    r"while)\b)[\w'‘\"“]"
)
_SOMETHING = re.compile(SOMETHING, re.IGNORECASE)


def tells_of_something(found: re.Match[str], text: str) -> bool:
    """Return whether the "before" or "after" that a match ends with has an event behind it."""
    return bool(_SOMETHING.match(words_after(found, text)))


@dataclass(frozen=True, slots=True)
class Needs:
    """Words of which a sentence must hold one for a rule to be worth trying, in lower case unless `cased`.

    Looking for plain words costs a twentieth of looking for a pattern.
    """

    words: tuple[str, ...]
    cased: bool = False

    def met(self, text: str, lowered: str) -> bool:
        """Return whether a sentence, given as it is and in lower case, holds one of the words."""
        looked_at = text if self.cased else lowered
        for word in self.words:  # noqa: SIM110 - a third of the time of any()
            if word in looked_at:
                return True
        return False


# A bare "day" would be met by every "Monday".
UNITS = Needs(
    (
        *"second minute hour night week month quarter year decade centur".split(),
        *" day,-day,days,midday,‘day,“day,\"day,'day,–day,—day,(day,[day,/day".split(","),
    )
)
DIGITS = Needs(tuple("0123456789"))
MONTH_NAMES = Needs(
    (*"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), *"JA FE MA AP JU AU SE OC NO DE".split()), cased=True
)
WEEKDAY_NAMES = Needs((*"Mon Tue Wed Thu Fri Sat Sun".split(), *"MON TUE WED THU FRI SAT SUN".split()), cased=True)
PARTS = Needs(("morning", "afternoon", "evening", "night", "dawn", "noon", "midday"))
SEASON_NAMES = Needs(("spring", "summer", "autumn", "fall", "winter"))
QUARTERS = Needs(("quarter", "q1", "q2", "q3", "q4"))
HALVES = Needs(("half of",))
DECADE_NAMES = Needs(("ties",))
FISCAL = Needs(("fiscal", "financial", "fy"))
DEICTICS = Needs(("today", "yesterday", "tomorrow"))
NIGHTS = Needs(("morning", "afternoon", "evening", "night", "hours"))
CLOCKS = Needs((*DIGITS.words, "clock", "noon", "midday", "midnight", "morning", "afternoon", "evening", "night"))
HOURS = Needs((*DIGITS.words, "at ", "until ", "shortly ", "just "))
LIGHTS = Needs(("daybreak", "dawn", "sunrise", "first light", "dusk", "nightfall", "sunset", "after dark"))
AGO = Needs(("ago", "from now", "hence"))
SIDES = Needs(("before", "after", "following"))
ASIDE = Needs((*SIDES.words, "earlier", "later", "previously", "prior", "ago"))
EVES = Needs(("the eve",))
AGO = Needs(("ago", "from now", "hence"))
CENTURY = Needs(("century",))
REPEATED = Needs(("every", "each"))
REGULAR = Needs(
    (
        *"daily nightly weekly monthly quarterly yearly annually hourly".split(),
        *("per ", "a day", "a week", "a month", "a year"),
    )
)
REFERENCES = Needs(("now", "current", "present", "moment", "these days", "recent", "lately", "past", "future"))


class RuleBook:
    """A list of rules in the order in which they are tried.

    >>> book = RuleBook()
    >>> @book.rule("ides", needs=Needs(("ides",)))
    ... def ides(found, text):
    ...     return "DATE", "monthday:15"
    >>> len(book.rules)
    1
    """

    def __init__(self) -> None:
        self.rules: list[tuple[re.Pattern[str], Reader, Needs]] = []

    def rule(self, pattern: str, needs: Needs) -> Callable[[Reader], Reader]:
        """Add a reader for a pattern (verbose, any case, between word borders), tried where `needs` are met."""
        compiled = re.compile(rf"(?<![\w$€£-])(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE)

        def register(reader: Reader) -> Reader:
            self.rules.append((compiled, reader, needs))
            return reader

        return register


def duration_value(amount: float | None, unit: str) -> str:
    """Write a TIMEX3 duration.

    >>> [duration_value(3, "d"), duration_value(None, "y"), duration_value(30, "M"), duration_value(2.5, "H")]
    ['P3D', 'PXY', 'PT30M', 'PT2H30M']
    """
    if amount and unit in ("de", "ce"):
        amount, unit = amount * (10 if unit == "de" else 100), "y"
    if amount and amount % 1 == 0.5 and unit in ("H", "y"):
        whole = int(amount)
        return f"PT{f'{whole}H' if whole else ''}30M" if unit == "H" else f"P{f'{whole}Y' if whole else ''}6M"
    if unit == "fn" and amount:
        amount *= 2
    code = ISO_UNITS[unit]
    number = "X" if amount is None else f"{amount:g}" if isinstance(amount, float) else str(amount)
    return f"PT{number}{code[1:]}" if code[0] == "T" and len(code) == 2 else f"P{number}{code}"


def mod_of(edge: str | None) -> str:
    """Return the attribute for "early", "mid" or "late"; empty when there is none."""
    word = next((word for word in re.findall(r"[a-z]+", (edge or "").lower()) if word in _MODS), None)
    return f";mod={_MODS[word]}" if word else ""


def shift_of(which: str) -> int:
    """Return -1 for "last" and its like, 1 for "next" and its like, 0 otherwise."""
    return {"last": -1, "past": -1, "previous": -1, "the previous": -1, "next": 1, "coming": 1, "following": 1,
            "the following": 1, "the next": 1}.get(which.lower(), 0)  # fmt: skip


def which_of(which: str) -> str:
    """Return the attribute for the word before a weekday, month or season."""
    shift = shift_of(which.split()[-1]) if which.lower().startswith("this ") else shift_of(which)
    return f";which={'last' if shift < 0 else 'next' if shift > 0 else 'this'}"


def at_part(part: str | None) -> str:
    """Return the suffix for a part of the day; empty when there is none."""
    return f"@{PARTS_OF_DAY[part.lower()]}" if part else ""


def offset_of(found: re.Match[str], sign: int) -> str:
    """Return the offset expression of a match with the groups number, half and unit."""
    amount, unit = number_value(found["number"]), unit_code(found["unit"])
    if amount is not None and found["half"]:
        amount += 0.5
    unit = "d" if unit == "n" else unit
    if amount is not None and unit in ("fn", "de", "ce", "q"):
        amount, unit = amount * {"fn": 2, "de": 10, "ce": 100, "q": 3}[unit], {"fn": "w", "q": "m"}.get(unit, "y")
    return f"offset:{'-' if sign < 0 else '+'}{'X' if amount is None else format(amount, 'g')}{unit}"
