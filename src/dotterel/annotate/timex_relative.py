"""Rules for times counted from another: last week, two years ago, the following day, a day after the summit."""

from __future__ import annotations

import re

from dotterel.annotate.timex_grammar import (
    AGO,
    ASIDE,
    EVES,
    SIDES,
    SOMETHING,
    UNITS,
    Meaning,
    Needs,
    RuleBook,
    duration_value,
    mod_of,
    offset_of,
    shift_of,
    tells_of_something,
    words_after,
    words_before,
)
from dotterel.annotate.timex_words import APPROXIMATE, CALENDAR_UNIT, NUMBER, UNIT, number_value, unit_code

RELATIVE = RuleBook()

_PLURAL = "(?:minutes|hours|days|weeks|months|years|decades)"
_COUNTED = re.compile(rf"(?<!\w)(?:{NUMBER}|quarters)[-\ ]$", re.IGNORECASE | re.VERBOSE)


@RELATIVE.rule(
    r"(?:(?P<edge>earlier|later|early|late|mid|(?:the\ )?(?:beginning|start|end|middle)\ of)[-\ ])?"
    r"(?P<which>last|this|next|the\ coming|the\ past|this\ past|this\ coming|the\ current)\ "
    rf"(?P<unit>{CALENDAR_UNIT})",
    needs=UNITS,
)
def _period(found: re.Match[str], text: str) -> Meaning | None:
    which, unit = found["which"].lower(), unit_code(found["unit"])
    if unit == "n":
        return None
    if which in ("the past", "the coming", "this past") and unit != "we":
        window = "+" if which == "the coming" else "-"
        return "DURATION", f"duration:{duration_value(1, unit)};window={window}"
    if unit == "fn":
        unit = "w"
    if unit == "d" and which == "next":
        return "DATE", "period:+1d;from=ref"  # "they left next day"
    return "DATE", _month_at(found["edge"], unit, shift_of(which.split()[-1])) or (
        f"period:{shift_of(which.split()[-1]):+d}{unit}{mod_of(found['edge'])}"
    )


def _month_at(edge: str | None, unit: str, shift: int) -> str | None:
    """Return the month of "the end of the year" and "the start of next year"; None for other edges and units."""
    which = re.search(r"(end)|beginning|start|turn", (edge or "").lower()) if unit == "y" else None
    return f"month:{12 if which[1] else 1};of={shift:+d}y" if which else None


@RELATIVE.rule(
    r"(?P<edge>(?:the\ )?(?:beginning|start|turn|end|middle)\ of|late\ in|early\ in)\ the\ (?P<unit>week|month"
    r"|year|decade|century)",
    needs=UNITS,
)
def _edge_of_period(found: re.Match[str], text: str) -> Meaning | None:
    unit = unit_code(found["unit"])
    return "DATE", _month_at(found["edge"], unit, 0) or f"period:+0{unit}{mod_of(found['edge'])}"


@RELATIVE.rule(r"the\ weekend|(?:earlier|later)\ in\ the\ (?P<unit>day|week|month|year)", needs=UNITS)
def _within(found: re.Match[str], text: str) -> Meaning | None:
    if found["unit"]:
        return "DATE", f"period:+0{unit_code(found['unit'])}{mod_of(found[0])};from=ref"
    return "DATE", "period:+0we"


@RELATIVE.rule(
    rf"(?:the|a)\ (?P<which>previous|following|next|same|preceding)\ (?P<unit>{CALENDAR_UNIT})|that\ (?:same\ "
    r"|very\ )?(?P<that>day|week|month|year|weekend)",
    needs=UNITS,
)
def _narrative_period(found: re.Match[str], text: str) -> Meaning | None:
    if found["that"]:
        return "DATE", f"period:+0{unit_code(found['that'])};from=ref"
    which = found["which"].lower()
    if found[0][0] in "aA" and which != "previous":
        return None
    shift = -1 if which == "preceding" else shift_of(which)
    unit = unit_code(found["unit"])
    return "DATE", f"period:{shift:+d}{'d' if unit == 'n' else 'w' if unit == 'fn' else unit};from=ref"


@RELATIVE.rule(
    r"(?P<approx>(?:more\ than|less\ than|nearly|almost|about|around|some|over|at\ least|just\ over)\ )?"
    rf"(?P<number>{NUMBER})(?P<half>\ and\ a\ half)?[-\ ](?P<unit>{UNIT})\ (?P<word>ago|from\ now|hence)",
    needs=AGO,
)
def _ago(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", offset_of(found, -1 if found["word"].lower() == "ago" else 1)


@RELATIVE.rule(
    rf"(?:(?:only|just|barely|exactly|less\ than|more\ than)\ )?(?P<number>{NUMBER})(?P<half>\ and\ a\ half)?[-\ ]"
    rf"(?P<unit>{UNIT})\ (?P<word>earlier|later|before|after|beforehand|afterwards?|previously|prior)",
    needs=ASIDE,
)
def _later(found: re.Match[str], text: str) -> Meaning | None:
    word = found["word"].lower()
    sign = 1 if word in ("later", "after", "afterward", "afterwards") else -1
    if word in ("earlier", "later", "beforehand", "afterward", "afterwards", "previously", "prior"):
        if word in ("earlier", "later") and re.match(r"\ than\b", words_after(found, text)):
            return "DATE", f"{offset_of(found, sign)};from=event"
        return "DATE", f"{offset_of(found, sign)};from=ref"
    if tells_of_something(found, text):
        return None  # "two days after the summit", see `_distance`
    return "DATE", f"{offset_of(found, sign)};from=ref"


@RELATIVE.rule(
    rf"(?:{APPROXIMATE})?(?P<number>{NUMBER})(?P<half>\ and\ a\ half)?[-\ ](?P<unit>{UNIT})"
    rf"(?=\ (?P<word>before|after|following){SOMETHING})",
    needs=SIDES,
)
def _distance(found: re.Match[str], text: str) -> Meaning | None:
    """Read how long before or after something: of "two days after the vote" the time is "two days", "after" is a signal."""
    unit, amount = unit_code(found["unit"]), number_value(found["number"])
    if (unit in ("S", "q") and amount == 1) or re.search(r"\bfor\ (?:the\ )?$", words_before(found, text), re.I):
        return None  # "besieged the town for two months before they came" is how long, not when
    sign = -1 if found["word"].lower() == "before" else 1
    if found["half"] and amount is not None:
        amount += 0.5
    return "DURATION", f"duration:{duration_value(amount, unit)};shift={offset_of(found, sign).removeprefix('offset:')}"


@RELATIVE.rule(
    rf"(?P<unit>{_PLURAL})\ (?P<word>ago|earlier|later|before|after|beforehand|afterwards?)",
    needs=ASIDE,
)
def _some_later(found: re.Match[str], text: str) -> Meaning | None:
    word, unit = found["word"].lower(), unit_code(found["unit"])
    if word == "ago":
        return "DATE", "ref:PAST_REF"
    if _COUNTED.search(words_before(found, text)) or (word in ("before", "after") and tells_of_something(found, text)):
        return None
    return "DATE", f"offset:{'+' if word in ('later', 'after', 'afterward', 'afterwards') else '-'}X{unit};from=ref"


@RELATIVE.rule(rf"(?P<unit>{_PLURAL})(?=\ (?P<word>before|after){SOMETHING})", needs=SIDES)
def _some_distance(found: re.Match[str], text: str) -> Meaning | None:
    """Read "hours" in "hours after the vote"."""
    if _COUNTED.search(words_before(found, text)):
        return None
    unit, sign = unit_code(found["unit"]), "-" if found["word"].lower() == "before" else "+"
    return "DURATION", f"duration:{duration_value(None, unit)};shift={sign}X{unit}"


@RELATIVE.rule(
    r"the\ (?P<unit>night|weekend|week|month|year)\ (?:before\ (?P<last>last)|after\ next)(?!\ [a-z]+day)",
    needs=Needs(("before last", "after next")),
)
def _second_next(found: re.Match[str], text: str) -> Meaning | None:
    """Read "the year before last", "the week after next"."""
    away, unit = -2 if found["last"] else 2, unit_code(found["unit"])
    return ("TIME", f"offset:{away:+d}d@NI") if unit == "n" else ("DATE", f"period:{away:+d}{unit}")


@RELATIVE.rule(
    r"(?:(?<=by\ )|(?<=before\ )|(?<=until\ )|(?<=at\ ))year[-\ ]end(?!\ [a-z])", needs=Needs(("year-end", "year end"))
)
def _year_end(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", "month:12;of=+0y"


@RELATIVE.rule(r"the\ (?P<unit>weekend|week|month|year)\ (?P<word>before|after)", needs=SIDES)
def _period_before(found: re.Match[str], text: str) -> Meaning | None:
    if tells_of_something(found, text):
        return None
    return "DATE", f"period:{-1 if found['word'].lower() == 'before' else 1:+d}{unit_code(found['unit'])};from=ref"


@RELATIVE.rule(
    r"(?:the\ )?(?P<nth>first|last|final)\ day\ of\ (?P<which>the|last|this|next)\ (?P<unit>month|year)", needs=UNITS
)
def _edge_day(found: re.Match[str], text: str) -> Meaning | None:
    mod = ";mod=START" if found["nth"].lower() == "first" else ";mod=END"
    return "DATE", f"period:{shift_of(found['which']):+d}{unit_code(found['unit'])}{mod}"


@RELATIVE.rule(r"the\ eve(?=\ of\ [\w'‘\"“])", needs=EVES)
def _eve(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", "offset:-1d;from=event"


@RELATIVE.rule(r"the\ day\ (?P<a>before\ yesterday|after\ tomorrow|before|after)", needs=SIDES)
def _day_before(found: re.Match[str], text: str) -> Meaning | None:
    word = found["a"].lower()
    if " " in word:
        return "DATE", f"offset:{-2 if word.startswith('before') else 2:+d}d"
    source = "event" if tells_of_something(found, text) else "ref"
    return "DATE", f"offset:{-1 if word == 'before' else 1:+d}d;from={source}"
