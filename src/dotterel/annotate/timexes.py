"""A sentence -> the time expressions in it, each with a meaning that does not yet know today's date.

The expression language, read by `resolve.dates`: a base, an optional time of day, then attributes.

    base        meaning
    date:V      an absolute value: 2018-06-12, 2018-06, 2018, 2018-Q3, 2018-H1, 2018-SU, FY2018, 199 (1990s), 19 (1900s)
    day:06-12   a month and day, year unknown          month:5     a month, year unknown
    monthday:12 a day, month unknown                   weekday:4   an ISO weekday, Monday is 1
    quarter:3   half:1   season:SU                     the same, year unknown
    easter:-2   a day counted from Easter Sunday, year unknown
    period:-1w  the calendar unit that lies so many units from the anchor's ("last week"; +0m is "this month")
    offset:-2w  so far from the anchor ("two weeks ago"); units M H d w m y, we (weekend), q, de, ce, fy; X is "some"
    duration:P3D, set:P1W, ref:PRESENT_REF             TIMEX3 values that need no anchor

    @MO @AF @EV @NI @T10:00     part of the day or time of day
    ;which=last|this|next       the word before a weekday, month or season; week after it ("Sunday week")
    ;of=-1y                     "of last year", "last week" after a weekday
    ;from=ref|event             counted from the date of the narrative, or from another event in the text
    ;mod=START|MID|END          "early", "mid", "late"
    ;week=2|3|last              a week of a month
    ;relation=since|until|by|before|after|between
    ;until=BASE ;since=BASE     the other end of a range that this is the first (second) part of
    ;shift=+1d                  a duration that is a distance from another event ("a day after the summit")
    ;window=-|+ ;lead=in            a duration that ends now, starts now, stands after "in"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dotterel.annotate.timex_amounts import AMOUNTS
from dotterel.annotate.timex_calendar import CALENDAR
from dotterel.annotate.timex_days import DAYS
from dotterel.annotate.timex_guards import may_is_month, names_may
from dotterel.annotate.timex_relative import RELATIVE
from dotterel.annotate.timex_words import hour_in
from dotterel.model import Sentence, Span, Timex

_SPACE = re.compile(r"\s")
_RELATION = re.compile(
    r"\b(since|until|till|by|before|after|from|between)\s(?:the\send\sof\s|the\s|about\s|around\s|at\s)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:and|to)\s(?:on\s|the\s|in\s)?|\s?[-–—]\s?")
_TO = re.compile(r"\s(?:to|until|till|through)\s(?:on\s|the\s|in\s)?|\s?[-–—]\s?")
_JOINT = re.compile(r",?\s(?:at\s|on\s|in\sthe\s)?|,?\sat\s(?:about|around)\s", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"offset:\+0d@(?:T\d.*|.*;from=ref)")
_DAY = re.compile(
    r"(?P<base>weekday:\d|day:[\d-]+|date:\d{4}-\d\d-\d\d|monthday:\d+|(?:offset|period):[-+]\dd)(?:@(?P<part>MO|AF|EV|NI))?(?=;|$)"
)
_BARE_DAY = re.compile(r"(?:month:(?P<month>\d+)|day:(?P<day>\d\d-\d\d))(?P<rest>(?:;mod=\w+)?)")
_DATED = re.compile(r"date:(?P<year>\d{4})-(?P<month>\d\d)(?:-\d\d)?(?:;|$)")
_LISTED = re.compile(r"\s(?:and|or|to|until|through)\s(?:(?:in|on)\s)?|\s?[-–—]\s?")
_Found = tuple[int, int, str, str]
_RULES = (*CALENDAR.rules, *DAYS.rules, *RELATIVE.rules, *AMOUNTS.rules)
_NEEDS = tuple({id(needs): needs for _, _, needs in _RULES}.values())


def find_timexes(sentence: Sentence, text: str) -> tuple[Timex, ...]:
    """Find the time expressions of one sentence, left to right, none overlapping.

    Args:
        sentence: where to look; only its span is needed.
        text: the document's text.

    >>> line = "They met on Monday and will meet again in two weeks."
    >>> found = find_timexes(Sentence(0, Span(0, len(line))), line)
    >>> [(timex.span.slice(line), timex.type, timex.expression) for timex in found]
    [('Monday', 'DATE', 'weekday:1'), ('two weeks', 'DURATION', 'duration:P2W;lead=in')]
    """
    words = text[sentence.span.start_char : sentence.span.end_char]
    # Line breaks and no-break spaces inside a sentence count as blanks; one for one, so offsets stay.
    words = _SPACE.sub(" ", words)
    found = _longest(words)
    if not found:
        return ()
    found = _ranges(_shared_years(_clock_times(found, words), words), words)
    if any(item[3].partition(";relation")[0] == "month:5" for item in found) and names_may(text):
        # "criticised by May": a bare name of the month, in a report about someone called May
        found = [one for one in found if one[3].partition(";relation")[0] != "month:5" or may_is_month(words, one[0])]
    start = sentence.span.start_char
    return tuple(
        Timex(Span(start + first, start + last), kind, expression, sentence.index)
        for first, last, kind, expression in found
    )


def dateline_timexes(dateline: Span, following: int, text: str) -> tuple[Timex, ...]:
    """Find the date of a dateline ("PYONGYANG, May 31 (Agency) —"), which is part of no sentence.

    Args:
        dateline: its characters.
        following: the index of the sentence after it, to which its time expressions are counted.
        text: the document's text.
    """
    return find_timexes(Sentence(following, dateline), text)


def _candidates(words: str) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield every reading of every rule: start, end, number of the rule, TIMEX3 type, expression; they may overlap."""
    lowered = words.lower()
    unmet = {id(needs) for needs in _NEEDS if not needs.met(words, lowered)}
    for number, (pattern, reader, needs) in enumerate(_RULES):
        if id(needs) in unmet:
            continue
        for found in pattern.finditer(words):
            if meaning := reader(found, words):
                yield found.start(), found.end(), number, *meaning


def _longest(words: str) -> list[_Found]:
    """Settle overlaps: leftmost first, then longest, then the order of the rules."""
    chosen: list[_Found] = []
    reached = 0
    for first, last, _, kind, expression in sorted(_candidates(words), key=lambda one: (one[0], -one[1], one[2])):
        if first < reached:
            continue
        reached = last
        blanks = len(words[first:last]) - len(words[first:last].lstrip())
        chosen.append((first + blanks, first + len(words[first:last].rstrip(" ,")), kind, expression))
    return chosen


def _clock_times(found: list[_Found], words: str) -> list[_Found]:
    """Join a date and a time of day beside it: "10 a.m. on Monday", "June 3 at noon", "six on Tuesday evening"."""
    joined: list[_Found] = []
    for item in found:
        gap = words[joined[-1][1] : item[0]] if joined else ""
        if _JOINT.fullmatch(gap) and not gap.strip().istitle():
            day, time = sorted((joined[-1], item), key=_exactness)
            dated = _DAY.match(day[3])
            if dated and _TIME_OF_DAY.match(time[3]):
                hour = time[3].partition("@")[2].partition(";")[0]
                if dated["part"] and hour.startswith("T"):
                    hour = hour_in(dated["part"], hour)
                if not dated["part"] or hour.startswith("T"):
                    expression = f"{dated['base']}@{hour}{day[3][dated.end() :]}"
                    joined[-1] = (joined[-1][0], item[1], "TIME", expression)
                    continue
        joined.append(item)
    return joined


def _exactness(one: _Found) -> int:
    """Return 2 for a time by the clock, 1 for a part of the day, 0 for a day."""
    return 2 if "@T" in one[3] else 1 if _TIME_OF_DAY.match(one[3]) else 0


def _shared_years(found: list[_Found], words: str) -> list[_Found]:
    """Give a month or day the year that is said after the next: "in July and August 2024", "June 5 to July 9, 2019"."""
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        first, last, kind, expression = shared[index]
        after = shared[index + 1]
        bare, dated = _BARE_DAY.fullmatch(expression), _DATED.match(after[3])
        if bare and dated and _LISTED.fullmatch(words[last : after[0]]):
            month = (bare["month"] or bare["day"][:2]).zfill(2)
            year = int(dated["year"]) - (month > dated["month"])
            day = bare["day"][2:] if bare["day"] else ""
            shared[index] = (first, last, kind, f"date:{year}-{month}{day}{bare['rest']}")
    return shared


def _ranges(found: list[_Found], words: str) -> list[_Found]:
    """Note "since", "until" and the like before an expression, and the two ends of a range on both of them."""
    out: list[_Found] = []
    skip = False
    for index, (first, last, kind, expression) in enumerate(found):
        if skip:
            skip = False
            continue
        lead = _RELATION.search(words[max(0, first - 24) : first])
        relation = lead[1].lower() if lead else ""
        following = found[index + 1] if index + 1 < len(found) else None
        gap = words[last : following[0]] if following else ""
        opened = (relation == "between" and _AND.fullmatch(gap)) or (relation == "from" and _TO.fullmatch(gap))
        closed = (
            following
            and kind == following[2] in ("DATE", "TIME")
            and (opened or re.fullmatch(r"\s?[-–—]\s?|\s(?:through|until)\s", gap))
        )
        if following and closed:
            second = following[3]
            left, right = _base(expression), _base(second)
            out.append((first, last, kind, f"{expression};relation=between;until={right}"))
            out.append((following[0], following[1], following[2], f"{second};relation=between;since={left}"))
            skip = True
        elif relation in ("since", "until", "till", "by", "before", "after") and kind in ("DATE", "TIME"):
            word = "until" if relation == "till" else relation
            out.append((first, last, kind, f"{expression};relation={word}"))
        else:
            out.append((first, last, kind, expression))
    return out


def _base(expression: str) -> str:
    return expression.partition(";")[0].partition("@")[0]
