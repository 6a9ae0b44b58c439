"""The grammar of time expressions: (pattern, meaning) pairs; `timexes` runs them and settles overlaps.

A meaning is `(TIMEX3 type, expression)`. The expression language is described in `timexes`. Patterns have no nested
repetition, so matching is linear in the length of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dotterel.annotate.timex_guards import bare_year_is_date, month_is_name, season_is_time
from dotterel.annotate.timex_words import (
    CALENDAR_UNIT,
    CLOCK,
    DAY,
    DECADES,
    EXACT_NUMBER,
    FULL_MONTH,
    MONTH,
    NUMBER,
    PART,
    PARTS_OF_DAY,
    SEASON,
    SEASONS,
    SHORT_WEEKDAY,
    UNIT,
    WEEKDAY,
    YEAR,
    clock_time,
    month_number,
    number_value,
    ordinal_value,
    unit_code,
    weekday_number,
)

Meaning = tuple[str, str]
Reader = Callable[[re.Match[str], str], Meaning | None]
RULES: list[tuple[re.Pattern[str], Reader]] = []

_ISO_UNIT = {"S": "TS", "M": "TM", "H": "TH", "d": "D", "n": "D", "w": "W", "fn": "W", "m": "M", "q": "Q", "hy": "H",
             "y": "Y", "de": "DE", "ce": "CE", "we": "WE"}  # fmt: skip
_MODS = {"early": "START", "beginning": "START", "start": "START", "mid": "MID", "middle": "MID", "late": "END",
         "end": "END", "earlier": "START", "later": "END", "turn": "START"}  # fmt: skip
_ORDINAL = r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_EDGE = r"(?:(?:early|late|mid|the\ (?:beginning|start|end|middle|turn)\ of|(?:beginning|start|end|middle)\ of)[-\ ])"
_WHICH = r"(?:last|next|this(?:\ (?:past|coming))?|past|coming|the\ following|the\ previous|previous|following)"
_OF_YEAR = rf"(?:,?\ (?P<year>{YEAR})|,?\ of\ (?P<year2>{YEAR})|\ (?:of\ )?(?P<rel>last|this|next)\ year)"
_HOLIDAYS = {"christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "new year's eve": "12-31",
             "new year's day": "01-01", "new year's": "01-01", "valentine's day": "02-14", "may day": "05-01",
             "boxing day": "12-26", "halloween": "10-31", "armistice day": "11-11"}  # fmt: skip


def rule(pattern: str) -> Callable[[Reader], Reader]:
    """Register a reader for a pattern (verbose, any case, at a word border)."""
    compiled = re.compile(rf"(?<![\w$€£-])(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE)

    def register(reader: Reader) -> Reader:
        RULES.append((compiled, reader))
        return reader

    return register


def duration_value(amount: float | None, unit: str) -> str:
    """Write a TIMEX3 duration.

    >>> [duration_value(3, "d"), duration_value(None, "y"), duration_value(30, "M"), duration_value(0.5, "H")]
    ['P3D', 'PXY', 'PT30M', 'PT30M']
    """
    if amount == 0.5 and unit in ("H", "y"):
        amount, unit = (30, "M") if unit == "H" else (6, "m")
    if unit == "fn" and amount:
        amount *= 2
    code = _ISO_UNIT[unit]
    number = "X" if amount is None else f"{amount:g}" if isinstance(amount, float) else str(amount)
    return f"PT{number}{code[1:]}" if code[0] == "T" and len(code) == 2 else f"P{number}{code}"


def _mod(edge: str | None) -> str:
    word = next((word for word in re.findall(r"[a-z]+", (edge or "").lower()) if word in _MODS), None)
    return f";mod={_MODS[word]}" if word else ""


def _year(found: re.Match[str]) -> str | None:
    return found["year"] or found["year2"]


def _shift(which: str) -> int:
    return {"last": -1, "past": -1, "previous": -1, "the previous": -1, "next": 1, "coming": 1, "following": 1,
            "the following": 1}.get(which.lower(), 0)  # fmt: skip


def _which(which: str) -> str:
    shift = _shift(which.split()[-1]) if which.lower().startswith("this ") else _shift(which)
    return f";which={'last' if shift < 0 else 'next' if shift > 0 else 'this'}"


def _at(part: str | None) -> str:
    return f"@{PARTS_OF_DAY[part.lower()]}" if part else ""


# --- full dates -------------------------------------------------------------------------------------------------


@rule(r"(?P<y>\d{4})-(?P<m>0\d|1[0-2])-(?P<d>[0-2]\d|3[01])")
def _iso(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", f"date:{found[0]}"


@rule(rf"(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{YEAR}|\d\d(?![\d.,]))")
def _numeric(found: re.Match[str], text: str) -> Meaning | None:
    first, second = int(found["a"]), int(found["b"])
    if len(found["y"]) == 2 and found["sep"] == ".":
        return None
    year = int(found["y"]) if len(found["y"]) == 4 else 2000 + int(found["y"])
    if found["sep"] == "." or first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return "DATE", f"date:{year}"  # 03/04/2018: the continents disagree, so only the year is sure
    return ("DATE", f"date:{year}-{month:02d}-{day:02d}") if 1 <= month <= 12 and 1 <= day <= 31 else None


@rule(r"9/11|(?-i:Sept(?:ember|\.)?)\ 11(?=\ (?:attack|terror|hijack))")
def _september_11(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", "date:2001-09-11"


@rule(
    rf"(?:{SHORT_WEEKDAY},?\ )?(?:the\ (?:night|evening|morning)\ of\ )?(?P<month>{MONTH})\ (?:the\ )?(?P<day>{DAY})"
    rf"(?:\ ?(?:-|–|—|to|and|through|until)\ ?(?P<to>{DAY})(?!\ (?-i:[A-Z][a-z]+\ )?(?:people|troops|soldiers)))?"
    rf"(?:,?\ (?P<year>{YEAR}),?|\ (?:of\ )?(?P<rel>last|this|next)\ year)?"
)
def _month_day(found: re.Match[str], text: str) -> Meaning | None:
    return _day_of(found)


@rule(
    rf"(?:{SHORT_WEEKDAY},?\ (?:the\ )?)?(?:the\ )?(?P<day>{DAY})(?:\ ?(?:-|–|—|to|and)\ ?(?P<to>{DAY}))?(?:\ of)?\ "
    rf"(?P<month>{MONTH})(?:,?\ (?P<year>{YEAR})|\ (?:of\ )?(?P<rel>last|this|next)\ year)?"
)
def _day_month(found: re.Match[str], text: str) -> Meaning | None:
    return _day_of(found)


def _day_of(found: re.Match[str]) -> Meaning | None:
    month = month_number(found["month"])
    day = int(re.sub(r"\D", "", found["day"]))
    if day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    tail = ""
    if found["to"]:
        tail = f";until=day:{month:02d}-{int(re.sub(r'[^0-9]', '', found['to'])):02d}"
    if found["rel"]:
        return "DATE", f"day:{month:02d}-{day:02d};of={_shift(found['rel']):+d}y{tail}"
    if found["year"]:
        return (
            "DATE",
            f"date:{found['year']}-{month:02d}-{day:02d}{tail.replace('day:', 'date:' + found['year'] + '-')}",
        )
    return "DATE", f"day:{month:02d}-{day:02d}{tail}"


# --- months, quarters, seasons, years ---------------------------------------------------------------------------


@rule(rf"(?P<edge>{_EDGE})?(?P<month>{MONTH}){_OF_YEAR}")
def _month_year(found: re.Match[str], text: str) -> Meaning | None:
    month = month_number(found["month"])
    if year := _year(found):
        return "DATE", f"date:{year}-{month:02d}{_mod(found['edge'])}"
    return "DATE", f"month:{month};of={_shift(found['rel']):+d}y{_mod(found['edge'])}"


@rule(rf"(?P<edge>{_EDGE})?(?:(?P<which>last|next|this)\ )?(?P<month>{FULL_MONTH})(?!\ {DAY})")
def _month(found: re.Match[str], text: str) -> Meaning | None:
    sure = bool(found["edge"] or found["which"])
    if not sure and not month_is_name(found["month"], text, found.start("month"), found.end("month")):
        return None
    which = _which(found["which"]) if found["which"] else ""
    return "DATE", f"month:{month_number(found['month'])}{which}{_mod(found['edge'])}"


@rule(
    rf"(?:the\ )?(?P<nth>{_ORDINAL})[-\ ]quarter(?P<of>{_OF_YEAR}|\ of\ the\ year)?|(?-i:Q)(?P<q>[1-4])(?:\ (?P<y>{YEAR}))?"
)
def _quarter(found: re.Match[str], text: str) -> Meaning | None:
    if found["q"]:
        return "DATE", f"date:{found['y']}-Q{found['q']}" if found["y"] else f"quarter:{found['q']}"
    if found["nth"].lower() == "last" and not found["of"]:
        return "DATE", "period:-1q"
    number = 4 if found["nth"].lower() in ("last", "final") else ordinal_value(found["nth"])
    if year := _year(found):
        return "DATE", f"date:{year}-Q{number}"
    if found["rel"]:
        return "DATE", f"quarter:{number};of={_shift(found['rel']):+d}y"
    return "DATE", f"quarter:{number}"


@rule(rf"(?:the\ )?(?P<nth>first|second)[-\ ]half\ of\ (?:(?P<year>{YEAR})|(?P<rel>last|this|next|the)\ year)")
def _half(found: re.Match[str], text: str) -> Meaning | None:
    number = ordinal_value(found["nth"])
    if found["year"]:
        return "DATE", f"date:{found['year']}-H{number}"
    return "DATE", f"half:{number};of={_shift(found['rel']):+d}y"


@rule(
    rf"(?P<lead>{_EDGE}|(?P<which>last|next|this|this\ past|this\ coming)\ |the\ )?(?P<edge>(?:early|late|mid)[-\ ])?"
    rf"(?P<season>{SEASON})(?P<of>(?:\ of)?\ (?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?|(?:\ of)?\ (?P<rel>last|this|next)\ year)?"
)
def _season(found: re.Match[str], text: str) -> Meaning | None:
    season, mod = SEASONS[found["season"].lower()], _mod(found["edge"] or found["lead"])
    if found["year"]:
        return "DATE", f"date:{found['year']}-{season}{mod}"
    if found["rel"]:
        return "DATE", f"season:{season};of={_shift(found['rel']):+d}y{mod}"
    if found["which"]:
        return "DATE", f"season:{season}{_which(found['which'])}{mod}"
    if mod or season_is_time(found["season"], text, found.start(), found.end()):
        return "DATE", f"season:{season}{mod}"
    return None


@rule(rf"(?P<edge>{_EDGE})?(?P<year>{YEAR})(?:(?P<dash>-|–|/)(?P<to>\d\d(?:\d\d)?)(?![\d-]))?")
def _bare_year(found: re.Match[str], text: str) -> Meaning | None:
    if not found["edge"] and not bare_year_is_date(text, found.start(), found.end()):
        return None
    until = ""
    if found["to"]:
        last = found["to"] if len(found["to"]) == 4 else found["year"][:2] + found["to"]
        if int(last) <= int(found["year"]):
            return None
        until = f";until=date:{last}"
    return "DATE", f"date:{found['year']}{_mod(found['edge'])}{until}"


@rule(
    rf"(?:(?P<edge>{_EDGE})|the\ )?(?:the\ )?(?:(?P<edge2>early|late|mid)[-\ ])?(?:(?P<full>1[5-9]|20)(?P<ten>\d)0['’]?s|['’](?P<short>\d)0s)"
)
def _decade(found: re.Match[str], text: str) -> Meaning | None:
    mod = _mod(found["edge"] or found["edge2"])
    if found["full"]:
        return "DATE", f"date:{found['full']}{found['ten']}{mod}"
    return "DATE", f"date:{'20' if found['short'] in '012' else '19'}{found['short']}{mod}"


@rule(rf"(?:the\ )?(?:(?P<edge>early|late|mid)[-\ ])?(?P<word>{'|'.join(DECADES)})(?<!-)")
def _decade_word(found: re.Match[str], text: str) -> Meaning | None:
    if not found[0].lower().startswith("the ") or re.search(r"\b(?:his|her|their)\ $", text[: found.start()]):
        return None
    return "DATE", f"date:19{DECADES[found['word'].lower()]}{_mod(found['edge'])}"


@rule(
    r"(?:the\ )?(?:(?P<edge>early|late|mid)[-\ ])?(?P<nth>\d{1,2}(?:st|nd|rd|th)|[a-z]+teenth|twent(?:ieth|y-first)|twelfth)[-\ ]century"
)
def _century(found: re.Match[str], text: str) -> Meaning | None:
    number = ordinal_value(found["nth"])
    return ("DATE", f"date:{number - 1:02d}{_mod(found['edge'])}") if number else None


@rule(
    rf"(?:the\ (?P<half>first|second)\ half\ of\ )?(?:fiscal(?:\ year)?|financial\ year|(?-i:FY)\ ?)\ ?(?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?|(?:the\ )?(?P<w>last|this|current|next|previous)\ (?:fiscal|financial)\ year|(?:the\ )?(?:fiscal|financial)\ year"
)
def _fiscal(found: re.Match[str], text: str) -> Meaning | None:
    if found["year"]:
        return "DATE", f"date:FY{found['year']}"
    return "DATE", f"period:{_shift(found['w'] or 'this'):+d}fy"


# --- weekdays, parts of days, words for days --------------------------------------------------------------------


@rule(
    rf"(?P<edge>(?:early|late)\ (?:on\ )?)?(?:(?P<which>{_WHICH}|the)\ )?(?P<day>{WEEKDAY})(?:\ (?P<part>{PART}))?"
    rf"(?:(?:\ of|,)?\ (?P<week>last|this|next)\ week)?"
)
def _weekday(found: re.Match[str], text: str) -> Meaning | None:
    which = found["which"]
    if which and which.lower() == "the" and not found["part"]:
        return "DATE", f"weekday:{weekday_number(found['day'])}"
    tail = f";of={_shift(found['week']):+d}w" if found["week"] else ""
    if which and which.lower() in ("the following", "following", "the previous", "previous"):
        tail += _which(which) + ";from=ref"
    elif which and which.lower() != "the":
        tail += _which(which)
    part = _at(found["part"])
    return "TIME" if part else "DATE", f"weekday:{weekday_number(found['day'])}{part}{_mod(found['edge'])}{tail}"


@rule(r"(?:the\ )?(?P<nth>[1-9]|[12]\d|3[01])(?P<suffix>st|nd|rd|th)(?:\ of\ (?P<rel>last|this|next|the)\ month)?")
def _month_day_alone(found: re.Match[str], text: str) -> Meaning | None:
    day = int(found["nth"])
    if found["rel"]:
        return "DATE", f"monthday:{day};of={_shift(found['rel']):+d}m"
    before, after = text[: found.start()], text[found.end() :]
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


@rule(
    rf"(?P<mod>late|early)?\ ?(?P<word>today|yesterday|tomorrow)(?:['’]s)?(?:\ (?P<part>{PART}))|(?P<mod2>(?:late|early)\ )?(?P<word2>today|yesterday|tomorrow)"
)
def _deictic(found: re.Match[str], text: str) -> Meaning | None:
    word = (found["word"] or found["word2"]).lower()
    if re.search(r"[A-Z][A-Za-z]+\ $", text[: found.start()]) and found[0][:1].isupper() and not found[0].isupper():
        return None  # "Russia Today", "USA Today"
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[word]
    part = _at(found["part"])
    return "TIME" if part else "DATE", f"offset:{days:+d}d{part}{_mod(found['mod'] or found['mod2'])}"


@rule(
    rf"(?:the\ )?(?P<which>last|this|that|earlier\ this|later\ this|the\ same|the\ previous|the\ following|the\ next)\ (?P<part>morning|afternoon|evening|night)|tonight|overnight|the\ early\ hours\ of\ (?:(?P<day>{WEEKDAY})|(?P<other>today|yesterday))"
)
def _part_of_day(found: re.Match[str], text: str) -> Meaning | None:
    if found["day"]:
        return "TIME", f"weekday:{weekday_number(found['day'])}@MO"
    word = (found["part"] or "night").lower()
    which = (found["which"] or "this").lower().replace("the ", "").split()[0]
    if found["other"]:
        return "TIME", f"offset:{-1 if found['other'].lower() == 'yesterday' else 0:+d}d@MO"
    if which in ("that", "same", "previous", "following", "next"):
        return "TIME", f"offset:{_shift(which):+d}d@{PARTS_OF_DAY[word]};from=ref"
    return "TIME", f"offset:{-1 if which == 'last' else 0:+d}d@{PARTS_OF_DAY[word]}"


@rule(rf"(?P<clock>{CLOCK})|(?P<word>noon|midday|midnight|daybreak|dawn)")
def _clock(found: re.Match[str], text: str) -> Meaning | None:
    if found["word"]:
        if found["word"].lower() in ("dawn", "daybreak") and not re.search(
            r"\b(?:at|before|after)\ $", text[: found.start()]
        ):
            return None
        time = PARTS_OF_DAY[found["word"].lower()]
        return "TIME", f"offset:+0d@{time}"
    time_of_day = clock_time(found["clock"])
    bare = re.fullmatch(r"[\d:]+", found["clock"])
    if time_of_day is None or (
        bare and not re.search(r"\b(?:at|by|from|until|before|after|around|about)\ $", text[: found.start()])
    ):
        return None
    return "TIME", f"offset:+0d@T{time_of_day}"


@rule("|".join(sorted((name.replace(" ", r"\ ").replace("'", "['’]") for name in _HOLIDAYS), key=len, reverse=True)))
def _holiday(found: re.Match[str], text: str) -> Meaning | None:
    return ("DATE", f"day:{_HOLIDAYS[found[0].lower().replace('’', chr(39))]}") if found[0][0].isupper() else None


# --- relative periods and offsets -------------------------------------------------------------------------------


@rule(
    rf"(?:(?P<edge>earlier|later|early|late|mid|(?:the\ )?(?:beginning|start|end|middle)\ of)[-\ ])?(?P<which>last|this|next|the\ coming|the\ past|this\ past|this\ coming|the\ current)\ (?P<unit>{CALENDAR_UNIT})"
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
    return "DATE", f"period:{_shift(which.split()[-1]):+d}{unit}{_mod(found['edge'])}"


@rule(
    r"(?P<edge>(?:the\ )?(?:beginning|start|end|middle)\ of|late\ in|early\ in)\ the\ (?P<unit>week|month|year|decade|century)"
)
def _edge_of_period(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", f"period:+0{unit_code(found['unit'])}{_mod(found['edge'])}"


@rule(r"the\ weekend|(?:earlier|later)\ in\ the\ (?P<unit>day|week|month|year)")
def _within(found: re.Match[str], text: str) -> Meaning | None:
    if found["unit"]:
        return "DATE", f"period:+0{unit_code(found['unit'])}{_mod(found[0])};from=ref"
    return "DATE", "period:+0we"


@rule(
    rf"(?:the|a)\ (?P<which>previous|following|next|same|preceding)\ (?P<unit>{CALENDAR_UNIT})|that\ (?:same\ |very\ )?(?P<that>day|week|month|year|weekend)"
)
def _narrative_period(found: re.Match[str], text: str) -> Meaning | None:
    if found["that"]:
        return "DATE", f"period:+0{unit_code(found['that'])};from=ref"
    which = found["which"].lower()
    if found[0][0] in "aA" and which != "previous":
        return None
    shift = -1 if which == "preceding" else _shift(which)
    unit = unit_code(found["unit"])
    return "DATE", f"period:{shift:+d}{'d' if unit == 'n' else 'w' if unit == 'fn' else unit};from=ref"


@rule(
    rf"(?P<approx>(?:more\ than|less\ than|nearly|almost|about|around|some|over|at\ least|just\ over)\ )?(?P<number>{NUMBER})(?P<half>\ and\ a\ half)?[-\ ](?P<unit>{UNIT})\ (?P<word>ago|from\ now|hence)"
)
def _ago(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", _offset(found, -1 if found["word"].lower() == "ago" else 1)


@rule(
    rf"(?:(?:only|just|barely|exactly|less\ than)\ )?(?P<number>{NUMBER})(?P<half>\ and\ a\ half)?[-\ ](?P<unit>{UNIT})\ (?P<word>earlier|later|before|after|beforehand|afterwards?|previously|prior|(?:following|since))"
)
def _later(found: re.Match[str], text: str) -> Meaning | None:
    word, after = found["word"].lower(), text[found.end() :]
    sign = 1 if word in ("later", "after", "afterward", "afterwards", "following", "since") else -1
    if word in ("earlier", "later", "beforehand", "afterward", "afterwards", "previously", "prior"):
        if word in ("earlier", "later") and re.match(r"\ than\b", after):
            return "DATE", f"{_offset(found, sign)};from=event"
        return "DATE", f"{_offset(found, sign)};from=ref"
    if word in ("following", "since") and not re.match(r"\ (?:the|a|his|her|its|their|[A-Z])", after):
        return None
    if not re.match(r"\ [\w'‘\"“]", after):
        return ("DATE", f"{_offset(found, sign)};from=ref") if word in ("before", "after") else None
    return None  # "two days after the summit": the words are a duration, see `_duration_then_event`


@rule(
    rf"(?P<number>{NUMBER})(?P<half>\ and\ a\ half)?[-\ ](?P<unit>{UNIT})(?=\ (?P<word>before|after|following|since)\ [\w'‘\"“])"
)
def _duration_then_event(found: re.Match[str], text: str) -> Meaning | None:
    unit, amount = unit_code(found["unit"]), number_value(found["number"])
    if unit in ("S", "q") and amount == 1:
        return None
    sign = -1 if found["word"].lower() == "before" else 1
    if found["half"] and amount is not None:
        amount += 0.5
    return "DURATION", f"duration:{duration_value(amount, unit)};shift={_offset(found, sign).removeprefix('offset:')}"


@rule(r"the\ day\ (?P<a>before\ yesterday|after\ tomorrow|before|after)")
def _day_before(found: re.Match[str], text: str) -> Meaning | None:
    word = found["a"].lower()
    if " " in word:
        return "DATE", f"offset:{-2 if word.startswith('before') else 2:+d}d"
    source = "event" if re.match(r"\ [\w'‘\"“]", text[found.end() :]) else "ref"
    return "DATE", f"offset:{-1 if word == 'before' else 1:+d}d;from={source}"


def _offset(found: re.Match[str], sign: int) -> str:
    amount, unit = number_value(found["number"]), unit_code(found["unit"])
    if amount is not None and found["half"]:
        amount += 0.5
    unit = "d" if unit == "n" else unit
    if amount is not None and unit in ("fn", "de", "ce", "q"):
        amount, unit = amount * {"fn": 2, "de": 10, "ce": 100, "q": 3}[unit], {"fn": "w", "q": "m"}.get(unit, "y")
    return f"offset:{'-' if sign < 0 else '+'}{'X' if amount is None else format(amount, 'g')}{unit}"


# --- durations, sets, references --------------------------------------------------------------------------------


@rule(rf"(?P<age>(?P<n>{EXACT_NUMBER})[-\ ](?P<u>years?|months?|days?|weeks?)[-\ ]olds?)")
def _age(found: re.Match[str], text: str) -> Meaning | None:
    return "DURATION", f"duration:{duration_value(number_value(found['n']), unit_code(found['u']))};age=1"


@rule(
    rf"(?P<window>(?:the\ |these\ )?(?:past|last|previous|next|coming|first|final|recent|following)\ )?"
    rf"(?P<number>{NUMBER})(?:(?P<half>\ and\ a\ half)|\ (?:more|additional|full|whole|straight|consecutive|further|long))?[-\ ]"
    rf"(?P<unit>{UNIT})(?:\ and\ a\ half)?(?:['’]|-long)?"
)
def _duration(found: re.Match[str], text: str) -> Meaning | None:
    amount, unit, number = number_value(found["number"]), unit_code(found["unit"]), found["number"].lower()
    before = text[: found.start()]
    after = text[found.end() :]
    if unit in ("S", "q", "M", "n", "we") and number in ("a", "an"):
        return None  # "a second round", "a quarter of", "a minute"
    if found["half"] or found[0].lower().endswith("and a half"):
        amount = (amount or 0) + 0.5
    if number in ("a", "an") and not found["window"]:
        rate = re.search(
            r"(?:\b(?:times|once|twice|percent|dollars|euros|barrels|tons|tonnes|people|million|billion|hours|days|cases|flights|deaths|visas)|%|\$[\d.,]+)\ $",
            before,
            re.I,
        )
        if rate:
            return "SET", f"set:{duration_value(1, unit)}"
    if number in ("some", "few", "many") and not found["unit"].lower().endswith("s"):
        return None
    if unit == "S" and not found["unit"].endswith("s"):
        return None
    if re.match(r"[-\ ]?old\b", after) or (
        unit == "d" and number == "one" and re.match(r"\ (?:he|she|they|it)\b", after)
    ):
        return None
    tail = ""
    if window := (found["window"] or "").lower():
        tail = (
            ";window=-"
            if re.search(r"past|last|previous|recent", window)
            else ";window=+"
            if re.search(r"next|coming", window)
            else ""
        )
    elif re.search(r"\b(?:in|within)\ (?:just\ |about\ |around\ |only\ |less\ than\ )?$", before, re.I):
        tail = ";lead=in"
    return "DURATION", f"duration:{duration_value(amount, unit)}{tail}"


@rule(
    r"(?P<recent>(?:the\ )?(?:past|last|recent|coming|next|following)\ )?(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)(?P<long>-long)?"
)
def _bare_plural(found: re.Match[str], text: str) -> Meaning | None:
    unit, lead = unit_code(found["unit"]), (found["recent"] or "").lower()
    if re.search(r"recent", lead):
        return "DATE", "ref:PAST_REF"
    if lead:
        return (
            "DURATION",
            f"duration:PX{_ISO_UNIT[unit].replace('T', '')};window={'-' if re.search('past|last', lead) else '+'}",
        )
    before = text[: found.start()]
    if re.search(
        r"\b(?:for|in|over|after|within|of|the|last(?:ed|ing)?|took|take|these|spent)\ $", before, re.I
    ) or re.match(r"\ (?:ago|later|earlier|after|before|of)\b", text[found.end() :]):
        if re.search(r"\b(?:the|of)\ $", before, re.I) and not re.match(
            r"\ (?:of|since|before|after)\b", text[found.end() :]
        ):
            if not re.search(r"\bafter\ $|\b\w+s\ of\ $|\bin\ the\ $", before, re.I):
                return None
        amount = "PTX" + _ISO_UNIT[unit][1:] if unit in "MH" else f"PX{_ISO_UNIT[unit]}"
        if later := re.match(r"\ (ago|later|earlier)\b", text[found.end() :]):
            return "DATE", f"ref:{'FUTURE_REF' if later[1] == 'later' else 'PAST_REF'}"
        return "DURATION", f"duration:{amount}"
    return None


@rule(
    rf"(?:every|each)\ (?:(?P<number>other|two|three|four|five|six|ten|second|third|\d+)\ )?(?:(?P<day>{WEEKDAY})|(?P<month>{FULL_MONTH})|(?P<part>morning|afternoon|evening|night)|(?P<season>{SEASON})|(?P<unit>{UNIT}))"
)
def _set(found: re.Match[str], text: str) -> Meaning | None:
    number = (found["number"] or "one").lower()
    amount = 2 if number in ("other", "second") else 3 if number == "third" else number_value(number)
    if found["day"]:
        return "SET", f"set:XXXX-WXX-{weekday_number(found['day'])}"
    if found["month"]:
        return "SET", f"set:XXXX-{month_number(found['month']):02d}"
    if found["part"]:
        return "SET", f"set:XXXX-XX-XXT{PARTS_OF_DAY[found['part'].lower()]}"
    if found["season"]:
        return "SET", f"set:XXXX-{SEASONS[found['season'].lower()]}"
    return "SET", f"set:{duration_value(amount, unit_code(found['unit']))}"


@rule(r"(?-i:Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays)")
def _weekdays(found: re.Match[str], text: str) -> Meaning | None:
    return "SET", f"set:XXXX-WXX-{weekday_number(found[0])}"


@rule(
    r"daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|biannual|hourly|(?:per|a)\ (?P<per>day|week|month|year)|twice-weekly|bimonthly"
)
def _adverbial_set(found: re.Match[str], text: str) -> Meaning | None:
    word = found[0].lower()
    if found["per"]:
        return ("SET", f"set:{duration_value(1, unit_code(found['per']))}") if word.startswith("per") else None
    if found[0][0].isupper() and found.start() > 0 and not text.isupper():
        return None  # a newspaper: "China Daily"
    if word.startswith("annual"):
        return "SET", "set:P1Y"
    return "SET", "set:" + {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
                            "quarterly": "P3M", "yearly": "P1Y", "biannual": "P6M", "hourly": "PT1H",
                            "twice-weekly": "P1W", "bimonthly": "P2M"}[word]  # fmt: skip


@rule(
    r"(?:right\ |until\ |by\ )?now|nowadays|currently|presently|at\ present|at\ the\ moment|these\ days|(?P<past>recently|lately|(?<=in\ )the\ past(?!\ [a-z0-9]))|(?P<future>(?<=in\ )the\ (?:near\ |immediate\ |foreseeable\ )?future|the\ (?:near|immediate|foreseeable)\ future)"
)
def _reference(found: re.Match[str], text: str) -> Meaning | None:
    word = found[0].lower()
    if word == "now" and re.match(r"(?:-|\ that\b)", text[found.end() :]):
        return None
    return "DATE", f"ref:{'PAST_REF' if found['past'] else 'FUTURE_REF' if found['future'] else 'PRESENT_REF'}"


def candidates(text: str) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield every reading of every rule: start, end, rule number, TIMEX3 type, expression; they may overlap."""
    for number, (pattern, reader) in enumerate(RULES):
        for found in pattern.finditer(text):
            if meaning := reader(found, text):
                yield found.start(), found.end(), number, *meaning
