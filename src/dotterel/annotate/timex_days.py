"""Rules for days named without a date: weekdays, yesterday, the 12th, parts of the day, clock times, holidays."""

from __future__ import annotations

import re

from dotterel.annotate.timex_grammar import (
    CLOCKS,
    DEICTICS,
    DIGITS,
    HOURS,
    LIGHTS,
    NIGHTS,
    PARTS,
    WEEKDAY_NAMES,
    Meaning,
    Needs,
    RuleBook,
    at_part,
    mod_of,
    shift_of,
    tells_of_something,
    which_of,
    words_after,
    words_before,
)
from dotterel.annotate.timex_words import (
    CLOCK,
    HOUR_WORD,
    MONTH,
    NUMBERS,
    ORDINAL_DAY,
    PART,
    PARTS_OF_DAY,
    WEEKDAY,
    clock_time,
    hour_in,
    likely_hour,
    weekday_number,
)

DAYS = RuleBook()

_AT_HOUR = "|".join(
    f"(?<={words} )".replace(" ", r"\ ")
    for words in ("at", "at about", "until", "shortly before", "shortly after", "just before", "just after")
)
_STAMPED_DAY = re.compile(rf"^{WEEKDAY},?$")

_NAMED_DAY = re.compile(r"\b(?:Good|Palm|Ash|Black|Bloody|Super|Whit|Maundy) $")
_WHICH = (
    r"(?:last|next|this(?:\ (?:past|coming))?|past|coming|the\ next|the\ following|the\ previous|previous|following)"
)
_HOLIDAYS = {"christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "new year's eve": "12-31",
             "new year's day": "01-01", "new year's": "01-01", "valentine's day": "02-14", "may day": "05-01",
             "boxing day": "12-26", "halloween": "10-31", "armistice day": "11-11"}  # fmt: skip
_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "maundy thursday": -3,
           "ascension day": 39, "whit sunday": 49, "whit monday": 50}  # fmt: skip
_HOLIDAY_NAMES = Needs(tuple(sorted({"new year", *_EASTER, *(name.partition("'")[0] for name in _HOLIDAYS)})))


@DAYS.rule(
    rf"(?P<edge>(?:early|late)\ (?:on\ )?)?(?:(?P<which>{_WHICH}|the)\ )?(?P<day>{WEEKDAY})(?:\ (?P<part>{PART}))?"
    rf"(?:(?:\ of|,)?\ (?P<week>last|this|next)\ week|(?P<later>\ week)(?=[.,;]|\ (?:and|at|in|for|to|when|after)\b|$))?",
    needs=WEEKDAY_NAMES,
)
def _weekday(found: re.Match[str], text: str) -> Meaning | None:
    if _NAMED_DAY.search(words_before(found, text)):
        return None  # "the Good Friday Agreement", "Bloody Sunday"
    which = found["which"]
    if which and which.lower() == "the" and not found["part"]:
        return "DATE", f"weekday:{weekday_number(found['day'])}"
    tail = f";of={shift_of(found['week']):+d}w" if found["week"] else ""
    if which and which.lower() in ("the next", "the following", "following", "the previous", "previous"):
        tail += which_of(which) + ";from=ref"
    elif which and which.lower() != "the":
        tail += which_of(which)
    elif found["later"]:
        tail = ";which=week"
    part = at_part(found["part"]) or _late_part(found["edge"])
    return "TIME" if part else "DATE", f"weekday:{weekday_number(found['day'])}{part}{mod_of(found['edge'])}{tail}"


def _late_part(edge: str | None) -> str:
    """Return the part of the day of "late on Friday" (its night) and "early on Friday" (its morning)."""
    return ("@NI" if edge.lower().startswith("late") else "@MO") if edge else ""


@DAYS.rule(
    r"(?:the\ )?(?P<nth>[1-9]|[12]\d|3[01])(?P<suffix>st|nd|rd|th)(?:\ of\ (?P<rel>last|this|next|the|that|the\ same)\ month)?",
    needs=DIGITS,
)
def _month_day_alone(found: re.Match[str], text: str) -> Meaning | None:
    day = int(found["nth"])
    if found["rel"] and found["rel"].lower() in ("that", "the same"):
        return "DATE", f"monthday:{day};of=+0m;from=ref"
    if found["rel"]:
        return "DATE", f"monthday:{day};of={shift_of(found['rel']):+d}m"
    before, after = words_before(found, text), words_after(found, text)
    if not found[0].lower().startswith("the ") or not re.search(
        r"\b(?:on|until|by|since|from|before|after|for)\ $", before, re.I
    ):
        return None
    return (
        None
        if re.match(r"[-\ ][a-z]", after)
        and not re.match(
            r"\ (?:and|to|that|when|but|after|before|at|in|with|for|as|while|or|the|he|she|it|they|by|if|unless|because"
            r"|where|which|an?|his|their|its)\b",
            after,
        )
        else ("DATE", f"monthday:{day}")
    )


@DAYS.rule(
    rf"(?P<mod>late|early)?\ ?(?P<word>today|yesterday|tomorrow)(?:['’]s)?(?:\ (?P<part>{PART}))|(?P<mod2>"
    r"(?:late|early)\ )?(?P<word2>today|yesterday|tomorrow)",
    needs=DEICTICS,
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
    r"|the\ next|that\ (?:very|same)|late\ last)\ (?P<part>morning|afternoon|evening|night)|tonight|overnight",
    needs=NIGHTS,
)
def _part_of_day(found: re.Match[str], text: str) -> Meaning | None:
    word = (found["part"] or "night").lower()
    which = (found["which"] or "this").lower().replace("the ", "").replace("late ", "").split()[0]
    if which in ("that", "same", "previous", "following", "next"):
        return "TIME", f"offset:{shift_of(which):+d}d@{PARTS_OF_DAY[word]};from=ref"
    return "TIME", f"offset:{-1 if which == 'last' else 0:+d}d@{PARTS_OF_DAY[word]}"


@DAYS.rule(
    rf"the\ (?P<part>morning|afternoon|evening|night|(?:early|small)\ hours)\ of(?=\ (?:the\ )?(?:\d\d?\b|{MONTH}|{WEEKDAY}|today"
    r"|yesterday))|(?<=in\ )the\ (?:early|small)\ hours(?!\ of)",
    needs=NIGHTS,
)
def _part_of(found: re.Match[str], text: str) -> Meaning | None:
    """Read the first words of "the night of June 3", which are joined with the day, and "in the small hours"."""
    part = (found["part"] or "small hours").lower()
    return "TIME", f"offset:+0d@{PARTS_OF_DAY.get(part, 'MO')};from=ref"


@DAYS.rule(
    rf"(?:(?:the|a)\ )?(?:{ORDINAL_DAY}|\d{{1,2}}(?:st|nd|rd|th))\ (?:straight\ |consecutive\ |successive\ |full\ )?day"
    r"(?:\ running|(?!\ on\b))",
    needs=Needs(("st day", "nd day", "rd day", "th day", "ht day", "ive day", "ull day")),
)
def _day_of_event(found: re.Match[str], text: str) -> Meaning | None:
    """Read "the third day of a strike", "for a second day": the day the story is at; not "from the first day"."""
    words, before = found[0].lower(), words_before(found, text)
    if re.search(r"\b(?:last|final)\ ", words) or re.search(r"\b(?:its|his|her|their|our|my|very)\ $", before, re.I):
        return None
    if "first" in words and not before.endswith(", "):
        return None
    return "DATE", "period:+0d;from=ref"


@DAYS.rule(
    r"(?:(?P<lead>towards?|late\ in|early\ in|all)\ )?(?:the\ )?(?P<edge>(?:early|late|mid)[-\ ])?(?P<part>morning"
    r"|afternoon|evening|night)(?P<beside>\ (?:before|after)(?=\b(?!-)))?",
    needs=PARTS,
)
def _bare_part(found: re.Match[str], text: str) -> Meaning | None:
    """Read "in the evening", "by early evening", "all night", "the night before": parts of the day the story is at."""
    the = " the " in f" {found[0].lower()}"
    leads = re.search(r"\b(by|during|through|in|for|spent|spend|spending)\ $", words_before(found, text), re.IGNORECASE)
    lead = (found["lead"] or (leads[1] if leads else "")).lower()
    beside = (found["beside"] or "").strip()
    if beside and not the:
        return None
    if not beside and not (lead in ("all", "by", "toward", "towards") or (lead and (the or found["edge"]))):
        return None
    if not beside and re.match(
        r"['’\-]|\ (?:of|prayers?|shift|sky|session|news|show|raids?|shows)\b", words_after(found, text)
    ):
        return None
    days = {"before": -1, "after": 1}.get(beside, 0)
    source = "event" if beside and tells_of_something(found, text) else "ref"  # "the morning after the vote"
    return "TIME", f"offset:{days:+d}d@{PARTS_OF_DAY[found['part'].lower()]};from={source}"


@DAYS.rule(
    rf"(?:{_AT_HOUR})(?P<hour>{HOUR_WORD})(?=[.,;]|\ (?:sharp|on\ (?:the\ )?{WEEKDAY}|yesterday|tomorrow|today|that|this|last"
    r"\ night|the\ (?:next|same|following|previous))\b)"
    r"|(?<=at\ )(?P<point>(?:[01]?\d|2[0-3])\.[0-5]\d)(?=[.,;]?(?:\ |$))"
    r"|(?P<stamp>(?:[01]\d|2[0-3])[:.][0-5]\d)(?=:\ |\ (?-i:[A-Z“\"‘]))",
    needs=HOURS,
)
def _hour(found: re.Match[str], text: str) -> Meaning | None:
    """Read hours in words and the time stamps at the head of an entry of a live blog, after its day or alone."""
    if found["stamp"]:
        if _STAMPED_DAY.sub("", words_before(found, text).strip()):
            return None
        return "TIME", f"offset:+0d@T{found['stamp'].replace('.', ':')}"
    if found["point"]:
        return "TIME", f"offset:+0d@T{found['point'].replace('.', ':').zfill(5)};from=ref"
    return "TIME", f"offset:+0d@T{likely_hour(NUMBERS[found['hour'].lower()]):02d}:00;from=ref"


@DAYS.rule(
    rf"(?P<minutes>half\ past|(?:a\ )?quarter\ (?:past|to)|(?:five|ten|twenty|twenty-five)(?:\ minutes)?\ past)\ "
    rf"(?P<hour>{HOUR_WORD})(?:\ (?:in\ the|at)\ (?P<part>{PART}))?",
    needs=Needs((" past ", "quarter to")),
)
def _past_the_hour(found: re.Match[str], text: str) -> Meaning | None:
    """Read "half past ten", "a quarter to six in the evening"."""
    words, hour = found["minutes"].lower(), NUMBERS[found["hour"].lower()]
    minutes = 30 if "half" in words else 15 if "quarter" in words else NUMBERS.get(words.split()[0], 25)
    minutes += 60 * likely_hour(hour)
    minutes = minutes - 30 if words.endswith("to") else minutes
    time = f"T{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    if found["part"]:
        time = hour_in(PARTS_OF_DAY[found["part"].lower()], time)
    return "TIME", f"offset:+0d@{time};from=ref"


@DAYS.rule(rf"(?P<clock>{CLOCK})|(?P<word>noon|midday|midnight)(?:\ (?-i:[A-Z]\w+)\ time)?", needs=CLOCKS)
def _clock(found: re.Match[str], text: str) -> Meaning | None:
    """Read clock times; midnight ends the day it is named with, "after midnight" begins it."""
    before = words_before(found, text)
    if found["word"]:
        word = found["word"].lower()
        time = "T24:00" if word == "midnight" and not re.search(r"\bafter\ $", before) else PARTS_OF_DAY[word]
        return "TIME", f"offset:+0d@{time};from=ref"
    time_of_day = clock_time(found["clock"])
    bare = re.fullmatch(r"[\d:]+", found["clock"])
    if time_of_day is None or (bare and not re.search(r"\b(?:at|by|from|until|before|after|around|about)\ $", before)):
        return None
    return "TIME", f"offset:+0d@T{time_of_day};from=ref"


@DAYS.rule(
    r"(?P<before>before\ (?=[a-z]+(?:\ light)?\ (?:on|today|yesterday)\b))?(?P<word>daybreak|dawn|sunrise|first\ light)|(?P<late>dusk|nightfall|sunset)"
    r"|(?P<dark>after\ dark)(?=[\ ,.])",
    needs=LIGHTS,
)
def _light(found: re.Match[str], text: str) -> Meaning | None:
    word = "dark" if found["dark"] else (found["word"] or found["late"]).lower()
    if not (found["before"] or found["dark"]) and not re.search(
        r"\b(?:at|by|until|before|after|around)\ $", words_before(found, text), re.IGNORECASE
    ):
        return None
    return "TIME", f"offset:+0d@{PARTS_OF_DAY[word]};from=ref"


@DAYS.rule(
    "|".join(
        sorted(
            (name.replace(" ", r"\ ").replace("'", "['’]") for name in (*_EASTER, *_HOLIDAYS)), key=len, reverse=True
        )
    )
    + r"|(?<!in\ )(?P<new>(?:the\ )?new\ year)(?=[.,;:]|\ (?:and|but|unless|when|while)\b)",
    needs=_HOLIDAY_NAMES,
)
def _holiday(found: re.Match[str], text: str) -> Meaning | None:
    name = found[0].lower().replace("’", "'")
    if found["new"]:
        return "DATE", "day:01-01"
    if not found[0][0].isupper() or re.match(r"\ [A-Z]", words_after(found, text)):
        return None  # "Christmas Island"
    return "DATE", f"easter:{_EASTER[name]:+d}" if name in _EASTER else f"day:{_HOLIDAYS[name]}"
