"""Dates as the records write them come in; the days they cover, as ordinals, go out."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

Period = tuple[int, int]
"""First and last day, both included, as ordinals (`date.toordinal`)."""

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_YEAR = re.compile(r"(\d{4})")


@lru_cache(maxsize=65536)
def period(first: str | None, last: str | None = None) -> Period | None:
    """Return the days that a date covers, None where it is no calendar date.

    >>> span = period("2018-05")
    >>> span[1] - span[0]
    30
    """
    begin = _covers(first) if first else None
    if begin is None:
        return None
    finish = _covers(last) if last else None
    return begin[0], max(begin[1], finish[1]) if finish else begin[1]


def written(days: Period | None) -> str | None:
    """Return the first day of a period as the records write it: a day, or the month or year it covers.

    >>> written(period("2018-05")), written(period("2018-05-31"))
    ('2018-05', '2018-05-31')
    """
    if days is None:
        return None
    first, last = date.fromordinal(days[0]), date.fromordinal(days[1])
    if first.day == 1 and first.month == 1 and (last.month, last.day, last.year) == (12, 31, first.year):
        return f"{first.year:04d}"
    if first.day == 1 and last == first.replace(day=calendar.monthrange(first.year, first.month)[1]):
        return f"{first.year:04d}-{first.month:02d}"
    return first.isoformat()


def _covers(text: str) -> Period | None:
    try:
        if found := _DAY.match(text):
            day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
            return day, day
        if found := _WEEK.match(text):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1).toordinal()
            return monday, monday + 6
        if found := _MONTH.match(text):
            year, month = int(found[1]), int(found[2])
            first = date(year, month, 1)
            return first.toordinal(), first.toordinal() + calendar.monthrange(year, month)[1] - 1
        if found := _YEAR.fullmatch(text):
            year = int(found[1])
            return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    except ValueError:
        return None
    return None
