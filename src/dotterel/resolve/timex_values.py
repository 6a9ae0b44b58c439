"""The expression of a time expression + an anchor -> its TIMEX3 value, and a value -> the days it covers.

The expression language is described in `dotterel.annotate.timexes`. Without an anchor whatever depends on one is None.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY_SLACK = 2  # "June 1" in the past tense may be a day ahead of the report's date across time zones
# Days; one so long ago, or so far ahead, would be named with its year, one so near on the other side would not.
_LONG_AGO, _SOON = 270, 95
_MONTHS, _SOON_MONTHS = 12, 3
_FUTURE_WEIGHT = 1.3  # where no verb decides, a past day is likelier than a coming one as far away
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: `base:argument`, time of day ("MO", "T10:00") and attributes."""

    base: str
    argument: str
    time: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Expression:
        """Read an expression.

        >>> Expression.parse("weekday:4@MO;which=last")
        Expression(base='weekday', argument='4', time='MO', attributes={'which': 'last'})
        """
        head, *rest = text.split(";")
        head, _, time = head.partition("@")
        base, _, argument = head.partition(":")
        return cls(base, argument, time or None, dict(part.split("=", 1) for part in rest))


def value_of(
    expression: Expression, *, anchor: date | None, tense: str | None = "past", reference: date | None = None
) -> str | None:
    """Return the TIMEX3 value of an expression, None where it hangs on a date that is not known.

    Args:
        expression: what the words say.
        anchor: the day the report was written.
        tense: past, present, future, or None where no verb decides.
        reference: the day the story is at, for "the day before"; the anchor stands in for it, except for
            distances from another event ("a day after the summit"), which need it.

    >>> thursday = date(2018, 5, 31)
    >>> value_of(Expression.parse("weekday:1"), anchor=thursday)
    '2018-05-28'
    >>> value_of(Expression.parse("month:12"), anchor=thursday), value_of(Expression.parse("month:12"), anchor=None)
    ('2017-12', None)
    """
    source = expression.attributes.get("from")
    if expression.base in ("duration", "set", "ref"):
        shift = expression.attributes.get("shift")
        return (_distant(shift, reference) if shift else None) or expression.argument
    if expression.base == "date":
        return _timed(_week_of_month(expression.argument, expression), expression.time)
    origin = reference if source == "event" else (reference or anchor) if source == "ref" else anchor
    if origin is None:
        return None
    return _timed(_relative(expression, origin, tense), expression.time)


def other_event(expression: Expression, told: date | None) -> str | None:
    """Return the day of the event a distance counts from: "he left on Tuesday, a day after the vote" gives Monday.

    Args:
        expression: a duration with a `shift`.
        told: the day of what happened that long after (or before) it.

    >>> other_event(Expression.parse("duration:P1D;shift=+1d"), date(2018, 5, 29))
    '2018-05-28'
    """
    return _distant(expression.attributes["shift"].translate(str.maketrans("+-", "-+")), told)


def _distant(shift: str, origin: date | None) -> str | None:
    return None if shift[1] == "X" else _offset(shift, origin)


def _timed(value: str | None, time: str | None) -> str | None:
    if not value or not time or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    return value + ("" if time.startswith("T") else "T") + time


def _relative(expression: Expression, origin: date, tense: str | None) -> str | None:
    argument, which, of = expression.argument, expression.attributes.get("which"), expression.attributes.get("of")
    match expression.base:
        case "weekday":
            return _weekday(int(argument), origin, tense, which, of)
        case "day":
            month, day = (int(part) for part in argument.split("-"))
            return _month_day(month, day, origin, tense, of)
        case "month":
            year, month = _year_for(int(argument), origin.month, origin.year, tense, which, of), int(argument)
            return _week_of_month(f"{year}-{month:02d}", expression)
        case "monthday":
            return _monthday(int(argument), origin, tense, of)
        case "quarter":
            number, here = int(argument), (origin.month + 2) // 3
            return f"{_year_for(number, here, origin.year, tense, which, of, 4)}-Q{number}"
        case "half":
            return f"{origin.year + _years(of)}-H{argument}"
        case "season":
            return _season(argument, origin, tense, which, of)
        case "period":
            return _period(argument, origin, tense)
        case "easter":
            days = {
                year: easter(year) + timedelta(days=int(argument))
                for year in (origin.year - 1, origin.year, origin.year + 1)
            }
            best = min(days.values(), key=lambda one: _distance((one - origin).days))
            return best.isoformat()
        case "offset":
            months = argument == "-1y" and not expression.attributes  # "a year ago" is said of the month
            return _offset("-12m" if months else argument, origin)
    return None


def _years(of: str | None) -> int:
    return int(of[:-1]) if of else 0


def _weekday(number: int, origin: date, tense: str | None, which: str | None, of: str | None) -> str:
    monday = origin - timedelta(days=origin.weekday())
    if of:
        return (monday + timedelta(weeks=_years(of), days=number - 1)).isoformat()
    back = (origin.isoweekday() - number) % 7
    if which == "last":
        return (origin - timedelta(days=back or 7)).isoformat()
    if which == "next":
        return (origin + timedelta(days=7 - back)).isoformat()
    ahead = (number - origin.isoweekday()) % 7
    if which == "week":
        return (origin + timedelta(days=ahead + 7)).isoformat()
    if which == "this" and (tense is None or (tense == "past") == (number <= origin.isoweekday())):
        return (monday + timedelta(days=number - 1)).isoformat()
    if tense in ("future", "present"):
        return (origin + timedelta(days=ahead)).isoformat()
    return (origin - timedelta(days=back)).isoformat()


def _month_day(month: int, day: int, origin: date, tense: str | None, of: str | None) -> str | None:
    years = [origin.year + _years(of)] if of else [origin.year - 1, origin.year, origin.year + 1]
    if month == 2 and day == 29 and not of:
        years = [origin.year + step for step in range(-4, 5)]
    days = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    if not days:
        return None
    if tense == "past":
        fitting = [one for one in days if (one - origin).days <= _DAY_SLACK] or days
        ahead = min(days, key=lambda one: abs((one - origin).days))
        if (origin - max(fitting)).days > _LONG_AGO and 0 < (ahead - origin).days < _SOON:
            return ahead.isoformat()  # "suspended the tariffs until 2 April", in March
        return max(fitting).isoformat()
    if tense == "future":
        fitting = [one for one in days if (one - origin).days >= -_DAY_SLACK] or days
        behind = max((one for one in days if one < origin), default=days[0])
        if (min(fitting) - origin).days > _LONG_AGO and 0 < (origin - behind).days < _SOON:
            return behind.isoformat()  # "a meeting set for 11 April was called off", in May
        return min(fitting).isoformat()
    return min(days, key=lambda one: _distance((one - origin).days)).isoformat()


def _distance(steps: int) -> float:
    return steps * _FUTURE_WEIGHT if steps > 0 else -steps


def _year_for(
    number: int, here: int, year: int, tense: str | None, which: str | None, of: str | None, of_year: int = _MONTHS
) -> int:
    """Return the year for a month or quarter named without one.

    Args:
        number: the month or quarter.
        here: the anchor's own month or quarter.
        year: the anchor's year.
        tense: past, present, future, None.
        which: "last", "this", "next", None.
        of: the years that are added to the anchor's, where the words say so.
        of_year: how many there are in a year.
    """
    if of:
        return year + _years(of)
    if which == "last":
        return year if number < here else year - 1
    if which == "next":
        return year if number > here else year + 1
    if which == "this":
        return year
    if tense == "past":
        return year if number <= here else year - 1
    if tense == "future":
        just_over = of_year == _MONTHS and 0 < here - number <= _SOON_MONTHS
        return year if number >= here or just_over else year + 1
    return min((year, year - 1, year + 1), key=lambda one: _distance((one - year) * of_year + number - here))


def _monthday(day: int, origin: date, tense: str | None, of: str | None) -> str | None:
    if of:
        first = _add_months(origin.replace(day=1), int(of[:-1]))
        return first.replace(day=day).isoformat() if day <= calendar.monthrange(first.year, first.month)[1] else None
    if tense is None:
        near = [one for step in (-1, 0, 1) if (one := _in_month(_add_months(origin.replace(day=1), step), day))]
        return min(near, key=lambda one: _distance((one - origin).days)).isoformat()
    for step in (0, 1, 2) if tense in ("future", "present") else (0, -1, -2):
        first = _add_months(origin.replace(day=1), step)
        if day <= calendar.monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if (found >= origin) if tense in ("future", "present") else (found <= origin):
                return found.isoformat()
    return None


def _in_month(first: date, day: int) -> date | None:
    return first.replace(day=day) if day <= calendar.monthrange(first.year, first.month)[1] else None


def _season(season: str, origin: date, tense: str | None, which: str | None, of: str | None) -> str:
    first = _SEASON_MONTHS[season][0]
    # A winter is named after the year of its December; in January and February "this winter" began last year.
    here = origin.month if origin.month > 2 or season != "WI" else 14
    year = origin.year if here == origin.month else origin.year - 1
    inside = first <= here <= _SEASON_MONTHS[season][1]
    if not of and inside:
        return f"{year + {'last': -1, 'next': 1}.get(which or '', 0)}-{season}"
    return f"{_year_for(first, origin.month, origin.year, tense, which, of)}-{season}"


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = max(1, index // 12), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches (Meeus, Jones and Butcher's rule).

    >>> easter(2025).isoformat()
    '2025-04-20'
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + last - 7 * ((a + 11 * h + 22 * last) // 451) + 114, 31)
    return date(year, month, day + 1)


def _period(argument: str, origin: date, tense: str | None = "past") -> str | None:
    found = re.fullmatch(r"([+-]\d+)([a-z]+)", argument)
    if not found:
        return None
    count, unit = int(found[1]), found[2]
    match unit:
        case "d":
            return (origin + timedelta(days=count)).isoformat()
        case "w":
            return _week(origin + timedelta(weeks=count))
        case "we":
            # On Monday to Wednesday "the weekend" is the one just past, later in the week the coming one is said so.
            back = origin.isoweekday() <= 5 and not count and tense != "future"
            return _week(origin + timedelta(weeks=-1 if back else count)) + "-WE"
        case "m":
            return _add_months(origin, count).isoformat()[:7]
        case "q":
            moved = _add_months(origin, 3 * count)
            return f"{moved.year}-Q{(moved.month + 2) // 3}"
        case "y":
            return f"{origin.year + count:04d}"
        case "fy":
            return f"FY{origin.year + count:04d}"
        case "de":
            return f"{origin.year + 10 * count:04d}"[:3]
        case "ce":
            return f"{origin.year + 100 * count:04d}"[:2]
    return None


def _week_of_month(value: str, expression: Expression) -> str:
    """Return the ISO week of "the second week of March", a month as it is where the words name no week."""
    week = expression.attributes.get("week")
    if week is None:
        return value
    first = date.fromisoformat(f"{value}-01")
    middle = 7 * int(week) - 3 if week != "last" else calendar.monthrange(first.year, first.month)[1] - 3
    return _week(first.replace(day=middle))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _offset(argument: str, origin: date | None) -> str | None:
    found = re.fullmatch(r"([+-])(X|\d+(?:\.\d+)?)([A-Za-z]+)", argument)
    if not found or origin is None:
        return None
    if found[2] == "X":
        if found[3] in ("S", "M", "H"):
            return origin.isoformat()  # "hours later" is mostly the same day
        return "FUTURE_REF" if found[1] == "+" else "PAST_REF"
    count, unit = float(found[1] + found[2]), found[3]
    try:
        if unit in ("S", "M", "H"):
            return (origin + timedelta(hours=count / {"S": 3600, "M": 60, "H": 1}[unit])).isoformat()
        if unit == "y":
            return (
                f"{origin.year + int(count):04d}"
                if count.is_integer()
                else _add_months(origin, round(count * 12)).isoformat()[:7]
            )
        if unit == "m":
            return _add_months(origin, round(count)).isoformat()[:7]
        if unit in ("w", "we"):
            moved = origin + timedelta(days=round(count * 7))
            return moved.isoformat() if unit == "w" else f"{_week(moved)}-WE"
        return (origin + timedelta(days=round(count))).isoformat() if unit == "d" else None
    except (OverflowError, ValueError):
        return None


def days_of(value: str) -> tuple[str, str | None] | None:
    """Return first and last date a value covers, as a day, month or year; the last is None when they are the same.

    >>> [days_of(value)  # doctest: +NORMALIZE_WHITESPACE
    ...  for value in ("2018-05-31T10:00", "2018-05", "2018-W22", "2018-Q3", "199", "P3D")]
    [('2018-05-31', None), ('2018-05', None), ('2018-05-28', '2018-06-03'), ('2018-07', '2018-09'), ('1990', '1999'),
     None]
    """
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}(?:T[\w:]+)?", value):
        day = value.partition("T")[0]
        return (day, None) if _is_date(day) else None
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(days=5 if found[3] else 0)).isoformat(), (monday + timedelta(days=6)).isoformat()
    if found := re.fullmatch(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))", value):
        year = int(found[1])
        if found[4]:
            first, last = _SEASON_MONTHS[found[4]]
        else:
            width = 3 if found[2] else 6
            last = width * int(found[2] or found[3])
            first = last - width + 1
        return f"{year}-{first:02d}", f"{year + (last > 12)}-{(last - 1) % 12 + 1:02d}"
    if found := re.fullmatch(r"FY(\d{4})", value):
        return found[1], None
    if re.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "0"), value.ljust(4, "9")
    return None


def _is_date(text: str) -> bool:
    parts = [int(part) for part in text.split("-")]
    try:
        date(parts[0], *[*parts[1:], 1, 1][:2])
    except ValueError:
        return False
    return True
