"""Rules for the calendar: full dates, months, quarters, seasons, years, decades, centuries, fiscal years."""

from __future__ import annotations

import re

from dotterel.annotate.timex_grammar import (
    CENTURY,
    DECADE_NAMES,
    DIGITS,
    FISCAL,
    HALVES,
    MONTH_NAMES,
    QUARTERS,
    SEASON_NAMES,
    Meaning,
    Needs,
    RuleBook,
    mod_of,
    shift_of,
    which_of,
    words_before,
)
from dotterel.annotate.timex_guards import bare_year_is_date, month_is_name, season_is_time
from dotterel.annotate.timex_words import (
    DAY,
    DECADES,
    FULL_MONTH,
    MONTH,
    ORDINAL_DAY,
    SEASON,
    SEASONS,
    SHORT_WEEKDAY,
    YEAR,
    month_number,
    ordinal_value,
)

CALENDAR = RuleBook()

_ORDINAL = r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_EDGE = (
    r"(?:(?:early|late|mid|(?:the\ )?(?:beginning|start|end|middle|turn)\ of|the\ (?:first|last)\ days\ of"
    r"|the\ (?:first|second)\ half\ of)[-\ ])"
)
_WEEK = r"(?:the\ (?P<week>first|second|third|last|final)\ week\ of\ )"
_OF_YEAR = (
    rf"(?:,?\ (?P<year>{YEAR})|,?\ of\ (?P<year2>{YEAR})|\ (?:of\ )?(?P<rel>last|this|next|that|the\ same)\ year)"
)


# What follows the verbs in "goods that fall under the pact", "parties that spring up".
_FALLING = re.compile(r"\s(?:of|in|on|from|to|up|short|apart|under|into|off|behind|below|back|within|outside|victim)\b")


def _year(found: re.Match[str]) -> str | None:
    return found["year"] or found["year2"]


@CALENDAR.rule(r"(?P<y>\d{4})-(?P<m>0\d|1[0-2])-(?P<d>[0-2]\d|3[01])", needs=DIGITS)
def _iso(found: re.Match[str], text: str) -> Meaning | None:
    return ("DATE", f"date:{found[0]}") if _is_day(int(found["m"]), int(found["d"])) else None


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


@CALENDAR.rule(rf"(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{YEAR}|\d\d(?![\d.,]))", needs=DIGITS)
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
    return ("DATE", f"date:{year}-{month:02d}-{day:02d}") if _is_day(month, day) else None


@CALENDAR.rule(r"9/11|(?-i:Sept(?:ember|\.)?)\ 11(?=\ (?:attack|terror|hijack))", needs=Needs(("9/11", "sept")))
def _september_11(found: re.Match[str], text: str) -> Meaning | None:
    return "DATE", "date:2001-09-11"


@CALENDAR.rule(
    rf"(?:{SHORT_WEEKDAY},?\ )?(?P<month>{MONTH})\ (?:the\ )?(?P<day>{DAY})"
    rf"(?:\ ?(?:-|–|—|to|and|through|until)\ ?(?P<to>{DAY})(?!\ (?-i:[A-Z][a-z]+\ )?(?:people|troops|soldiers)))?"
    rf"(?:,?\ (?P<year>{YEAR}),?|\ (?:of\ )?(?P<rel>last|this|next)\ year)?",
    needs=MONTH_NAMES,
)
def _month_day(found: re.Match[str], text: str) -> Meaning | None:
    return _day_of(found)


@CALENDAR.rule(
    rf"(?:{SHORT_WEEKDAY},?\ (?:the\ )?)?(?:the\ )?(?P<day>{DAY})(?:\ ?(?:-|–|—|to|and)\ ?(?P<to>{DAY}))?(?:\ of)?\ "
    rf"(?P<month>{MONTH})(?:,?\ (?P<year>{YEAR})|\ (?:of\ )?(?P<rel>last|this|next)\ year)?",
    needs=MONTH_NAMES,
)
@CALENDAR.rule(
    rf"the\ (?P<day>{ORDINAL_DAY})(?:\ (?:and|to)\ (?:the\ )?(?P<to>{ORDINAL_DAY}))?(?:\ day)?\ of\ (?P<month>{FULL_MONTH})"
    rf"(?:,?\ (?P<year>{YEAR})|\ (?:of\ )?(?P<rel>last|this|next)\ year)?",
    needs=MONTH_NAMES,
)
def _day_month(found: re.Match[str], text: str) -> Meaning | None:
    return _day_of(found)


def _day_number(words: str, month: int) -> int:
    """Return the day of "12th", "twelfth" or "last"; 0 when it is none."""
    if words.lower() in ("last", "final"):
        return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return ordinal_value(words) or 0


def _day_of(found: re.Match[str]) -> Meaning | None:
    month = month_number(found["month"])
    day = _day_number(found["day"], month)
    if not _is_day(month, day):
        return None
    tail = ""
    if found["to"]:
        tail = f";until=day:{month:02d}-{_day_number(found['to'], month):02d}"
    if found["rel"]:
        return "DATE", f"day:{month:02d}-{day:02d};of={shift_of(found['rel']):+d}y{tail}"
    if found["year"]:
        return (
            "DATE",
            f"date:{found['year']}-{month:02d}-{day:02d}{tail.replace('day:', 'date:' + found['year'] + '-')}",
        )
    return "DATE", f"day:{month:02d}-{day:02d}{tail}"


def _within_month(found: re.Match[str]) -> str:
    """Return the attribute for "early", or for "the last week of"; the first week of a month is its start."""
    week = (found["week"] or "first").lower()
    if week == "first":
        return mod_of(found["edge"]) if found["edge"] else ";mod=START" if found["week"] else ""
    return f";week={ordinal_value(week) or 'last'}"


@CALENDAR.rule(rf"(?:(?P<edge>{_EDGE})|{_WEEK})?(?P<month>{MONTH}){_OF_YEAR}", needs=MONTH_NAMES)
def _month_year(found: re.Match[str], text: str) -> Meaning | None:
    month = month_number(found["month"])
    if year := _year(found):
        return "DATE", f"date:{year}-{month:02d}{_within_month(found)}"
    if found["rel"].lower() in ("that", "the same"):
        return "DATE", f"month:{month};which=this;from=ref{_within_month(found)}"
    return "DATE", f"month:{month};of={shift_of(found['rel']):+d}y{_within_month(found)}"


@CALENDAR.rule(
    rf"(?:(?P<edge>{_EDGE})|{_WEEK})?(?:(?P<which>last|next|this|that)\ )?(?P<month>{FULL_MONTH})(?!\ {DAY})",
    needs=MONTH_NAMES,
)
def _month(found: re.Match[str], text: str) -> Meaning | None:
    sure = bool(found["edge"] or found["week"] or found["which"])
    if not sure and not month_is_name(found["month"], text, found.start("month"), found.end("month")):
        return None
    which = which_of(found["which"]) if found["which"] else ""
    if (found["which"] or "").lower() == "that":
        which = ";which=this;from=ref"
    return "DATE", f"month:{month_number(found['month'])}{which}{_within_month(found)}"


@CALENDAR.rule(
    rf"(?:the\ )?(?P<nth>{_ORDINAL})[-\ ]quarter(?P<of>{_OF_YEAR}|\ of\ the\ year|\ of\ (?:fiscal|financial)(?:\ year)?\ "
    rf"(?P<fiscal>{YEAR}))?|(?-i:Q)(?P<q>[1-4])(?:\ "
    rf"(?P<y>{YEAR}))?",
    needs=QUARTERS,
)
def _quarter(found: re.Match[str], text: str) -> Meaning | None:
    if found["q"]:
        return "DATE", f"date:{found['y']}-Q{found['q']}" if found["y"] else f"quarter:{found['q']}"
    if found["nth"].lower() == "last" and not found["of"]:
        return "DATE", "period:-1q"
    number = 4 if found["nth"].lower() in ("last", "final") else ordinal_value(found["nth"])
    if year := _year(found) or found["fiscal"]:
        return "DATE", f"date:{year}-Q{number}"
    if found["rel"]:
        return "DATE", f"quarter:{number};of={shift_of(found['rel']):+d}y"
    return "DATE", f"quarter:{number}"


@CALENDAR.rule(
    rf"(?:the\ )?(?P<nth>first|second)[-\ ]half\ of\ (?:(?P<year>{YEAR})|(?P<rel>last|this|next|the)\ year)",
    needs=HALVES,
)
def _half(found: re.Match[str], text: str) -> Meaning | None:
    number = ordinal_value(found["nth"])
    if found["year"]:
        return "DATE", f"date:{found['year']}-H{number}"
    return "DATE", f"half:{number};of={shift_of(found['rel']):+d}y"


@CALENDAR.rule(
    rf"(?P<lead>{_EDGE}|(?P<which>last|next|this|that|all|this\ past|this\ coming)\ |the\ )?(?P<edge>(?:early|late|mid)[-\ ])?"
    rf"(?P<season>{SEASON})(?P<of>(?:\ of)?\ (?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?|(?:\ of)?\ (?P<rel>last"
    r"|this|next)\ year)?",
    needs=SEASON_NAMES,
)
def _season(found: re.Match[str], text: str) -> Meaning | None:
    season, mod = SEASONS[found["season"].lower()], mod_of(found["edge"] or ("" if found["which"] else found["lead"]))
    if found["year"]:
        return "DATE", f"date:{found['year']}-{season}{mod}"
    if found["rel"]:
        return "DATE", f"season:{season};of={shift_of(found['rel']):+d}y{mod}"
    which = (found["which"] or "").lower()
    if which == "that":
        verb = found["season"].lower() in ("fall", "spring") and _FALLING.match(text, found.end())
        return None if verb else ("DATE", f"season:{season};which=this;from=ref{mod}")
    if which:
        return "DATE", f"season:{season}{which_of(which) if which != 'all' else ''}{mod}"
    if mod or season_is_time(found["season"], text, found.start(), found.end()):
        return "DATE", f"season:{season}{mod}"
    return None


@CALENDAR.rule(rf"(?P<edge>{_EDGE})?(?P<year>{YEAR})(?:(?P<dash>-|–|/)(?P<to>\d\d(?:\d\d)?)(?![\d-]))?", needs=DIGITS)
def _bare_year(found: re.Match[str], text: str) -> Meaning | None:
    if not found["edge"] and not bare_year_is_date(text, found.start(), found.end()):
        return None
    until = ""
    if found["to"]:
        last = found["to"] if len(found["to"]) == 4 else found["year"][:2] + found["to"]
        if int(last) <= int(found["year"]):
            return None
        until = f";until=date:{last}"
    return "DATE", f"date:{found['year']}{mod_of(found['edge'])}{until}"


@CALENDAR.rule(
    rf"(?:(?P<edge>{_EDGE})|the\ )?(?:the\ )?(?:(?P<edge2>early|late|mid)[-\ ])?(?:(?P<full>1[5-9]|20)"
    r"(?P<ten>\d)0['’]?s|['’](?P<short>\d)0s)",
    needs=DIGITS,
)
def _decade(found: re.Match[str], text: str) -> Meaning | None:
    mod = mod_of(found["edge"] or found["edge2"])
    if found["full"]:
        return "DATE", f"date:{found['full']}{found['ten']}{mod}"
    return "DATE", f"date:{'20' if found['short'] in '012' else '19'}{found['short']}{mod}"


@CALENDAR.rule(rf"(?:the\ )?(?:(?P<edge>early|late|mid)[-\ ])?(?P<word>{'|'.join(DECADES)})(?<!-)", needs=DECADE_NAMES)
def _decade_word(found: re.Match[str], text: str) -> Meaning | None:
    if not found[0].lower().startswith("the ") or re.search(r"\b(?:his|her|their)\ $", words_before(found, text)):
        return None
    return "DATE", f"date:19{DECADES[found['word'].lower()]}{mod_of(found['edge'])}"


@CALENDAR.rule(
    r"(?:the\ )?(?:(?P<edge>early|late|mid)[-\ ])?(?P<nth>\d{1,2}(?:st|nd|rd|th)|[a-z]+teenth|twent(?:ieth"
    r"|y-first)|twelfth)[-\ ]century",
    needs=CENTURY,
)
def _century(found: re.Match[str], text: str) -> Meaning | None:
    number = ordinal_value(found["nth"])
    return ("DATE", f"date:{number - 1:02d}{mod_of(found['edge'])}") if number else None


@CALENDAR.rule(
    r"(?:the\ (?P<half>first|second)\ half\ of\ )?(?:fiscal(?:\ year)?|financial\ year|(?-i:FY)\ ?)\ ?"
    rf"(?P<year>{YEAR})(?:[-/]\d\d(?:\d\d)?)?|(?:the\ )?(?P<w>last|this|current|next|previous)\ (?:fiscal"
    r"|financial)\ year|(?:the\ )?(?:fiscal|financial)\ year",
    needs=FISCAL,
)
def _fiscal(found: re.Match[str], text: str) -> Meaning | None:
    if found["year"]:
        return "DATE", f"date:FY{found['year']}"
    return "DATE", f"period:{shift_of(found['w'] or 'this'):+d}fy"
