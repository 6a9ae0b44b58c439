"""Rules for days named without a date: weekdays, yesterday, the 12th, parts of the day, clock times, holidays."""

from __future__ import annotations

import re

from dotterel.annotate.timex_grammar import (
    Meaning,
    RuleBook,
    at_part,
    mod_of,
    shift_of,
    which_of,
    words_after,
    words_before,
)
from dotterel.annotate.timex_words import CLOCK, PART, PARTS_OF_DAY, WEEKDAY, clock_time, weekday_number

DAYS = RuleBook()

_WHICH = r"(?:last|next|this(?:\ (?:past|coming))?|past|coming|the\ following|the\ previous|previous|following)"
_HOLIDAYS = {"christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "new year's eve": "12-31",
             "new year's day": "01-01", "new year's": "01-01", "valentine's day": "02-14", "may day": "05-01",
             "boxing day": "12-26", "halloween": "10-31", "armistice day": "11-11"}  # fmt: skip


@DAYS.rule(
    rf"(?P<edge>(?:early|late)\ (?:on\ )?)?(?:(?P<which>{_WHICH}|the)\ )?(?P<day>{WEEKDAY})(?:\ (?P<part>{PART}))?"
    rf"(?:(?:\ of|,)?\ (?P<week>last|this|next)\ week)?"
)
def _weekday(found: re.Match[str], text: str) -> Meaning | None:
    which = found["which"]
    if which and which.lower() == "the" and not found["part"]:
        return "DATE", f"weekday:{weekday_number(found['day'])}"
    tail = f";of={shift_of(found['week']):+d}w" if found["week"] else ""
    if which and which.lower() in ("the following", "following", "the previous", "previous"):
        tail += which_of(which) + ";from=ref"
    elif which and which.lower() != "the":
        tail += which_of(which)
    part = at_part(found["part"])
    return "TIME" if part else "DATE", f"weekday:{weekday_number(found['day'])}{part}{mod_of(found['edge'])}{tail}"


@DAYS.rule(r"(?:the\ )?(?P<nth>[1-9]|[12]\d|3[01])(?P<suffix>st|nd|rd|th)(?:\ of\ (?P<rel>last|this|next|the)\ month)?")
def _month_day_alone(found: re.Match[str], text: str) -> Meaning | None:
    day = int(found["nth"])
    if found["rel"]:
        return "DATE", f"monthday:{day};of={shift_of(found['rel']):+d}m"
    before, after = words_before(found, text), words_after(found, text)
    if not found[0].lower().startswith("the ") or not re.search(
        r"\b(?:on|until|by|since|from|before|after)\ $", before, re.I
    ):
        return None
    return (
        None
        if re.match(r"[-\ ][a-z]", after)
        and not re.match(
            r"\ (?:and|to|that|when|but|after|before|at|in|with|for|as|while|or|the|he|she|it|they)\b", after
        )
        else ("DATE", f"monthday:{day}")
    )


@DAYS.rule(
    rf"(?P<mod>late|early)?\ ?(?P<word>today|yesterday|tomorrow)(?:['’]s)?(?:\ (?P<part>{PART}))|(?P<mod2>"
    r"(?:late|early)\ )?(?P<word2>today|yesterday|tomorrow)"
)
def _deictic(found: re.Match[str], text: str) -> Meaning | None:
    word = (found["word"] or found["word2"]).lower()
    if re.search(r"[A-Z][A-Za-z]+\ $", words_before(found, text)) and found[0][:1].isupper() and not found[0].isupper():
        return None  # "Russia Today", "USA Today"
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[word]
    part = at_part(found["part"])
    return "TIME" if part else "DATE", f"offset:{days:+d}d{part}{mod_of(found['mod'] or found['mod2'])}"


@DAYS.rule(
    r"(?:the\ )?(?P<which>last|this|that|earlier\ this|later\ this|the\ same|the\ previous|the\ following"
    r"|the\ next)\ (?P<part>morning|afternoon|evening|night)|tonight|overnight|the\ early\ hours\ of\ (?:"
    rf"(?P<day>{WEEKDAY})|(?P<other>today|yesterday))"
)
def _part_of_day(found: re.Match[str], text: str) -> Meaning | None:
    if found["day"]:
        return "TIME", f"weekday:{weekday_number(found['day'])}@MO"
    word = (found["part"] or "night").lower()
    which = (found["which"] or "this").lower().replace("the ", "").split()[0]
    if found["other"]:
        return "TIME", f"offset:{-1 if found['other'].lower() == 'yesterday' else 0:+d}d@MO"
    if which in ("that", "same", "previous", "following", "next"):
        return "TIME", f"offset:{shift_of(which):+d}d@{PARTS_OF_DAY[word]};from=ref"
    return "TIME", f"offset:{-1 if which == 'last' else 0:+d}d@{PARTS_OF_DAY[word]}"


@DAYS.rule(rf"(?P<clock>{CLOCK})|(?P<word>noon|midday|midnight|daybreak|dawn|dusk|nightfall|sunset|sunrise)")
def _clock(found: re.Match[str], text: str) -> Meaning | None:
    if found["word"]:
        if found["word"].lower() not in ("noon", "midday", "midnight") and not re.search(
            r"\b(?:at|by|until|before|after)\ $", words_before(found, text)
        ):
            return None
        time = PARTS_OF_DAY[found["word"].lower()]
        return "TIME", f"offset:+0d@{time}"
    time_of_day = clock_time(found["clock"])
    bare = re.fullmatch(r"[\d:]+", found["clock"])
    if time_of_day is None or (
        bare and not re.search(r"\b(?:at|by|from|until|before|after|around|about)\ $", words_before(found, text))
    ):
        return None
    return "TIME", f"offset:+0d@T{time_of_day}"


@DAYS.rule(
    "|".join(sorted((name.replace(" ", r"\ ").replace("'", "['’]") for name in _HOLIDAYS), key=len, reverse=True))
)
def _holiday(found: re.Match[str], text: str) -> Meaning | None:
    return ("DATE", f"day:{_HOLIDAYS[found[0].lower().replace('’', chr(39))]}") if found[0][0].isupper() else None
