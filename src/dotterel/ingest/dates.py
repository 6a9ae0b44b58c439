"""A written date comes in, a `date` goes out: the form every `published` field and option must have."""

from __future__ import annotations

import re
from datetime import date

from dotterel.errors import DateError

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")


def parse_date(value: str, *, what: str = "published") -> date:
    """Return the day written in `value`.

    Args:
        value: `YYYY-MM-DD`; a time may follow (`2018-05-31T08:00:00Z`) and is dropped.
        what: the field or option the value came from, for the error.

    Raises:
        DateError: it is not such a date, or no such day exists.

    >>> parse_date("2018-05-31T08:00:00Z")
    datetime.date(2018, 5, 31)
    """
    match = _DAY.fullmatch(value.strip())
    try:
        if match:
            return date.fromisoformat(match.group(1))
    except ValueError:
        pass
    raise DateError(f"{what} {value!r} is not a date; write it as YYYY-MM-DD, for example 2018-05-31")
