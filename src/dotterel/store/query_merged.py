"""A filter for merged events or occasions comes in, SQL and its parameters go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dotterel.errors import InputError, unknown_value
from dotterel.model import OCCASION_TYPES, STATUSES
from dotterel.store.query import CODE, EventFilter, event_conditions, party


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionFilter:
    """Which occasions are asked for; all given conditions must hold.

    Args:
        status: how they stand now: proposed, scheduled, postponed, rescheduled, cancelled, revived, held or denied.
        participant: a code (`KEN`, `IGO`), an entity id (`country:KEN`) or part of a name.
        type: summit, visit, talks, meeting, signing, exercise, vote or deadline.
        since: occasions whose status was last changed on or after this day.
        until: occasions whose status was last changed on or before this day.
        country: alpha-3 code of the country they take place in.
        contested: only those of which one side says that they are on and another that they are not.
        id: the start of an occasion's id.
    """

    status: str | None = None
    participant: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None
    country: str | None = None
    contested: bool = False
    id: str | None = None


def merged_events_query(wanted: EventFilter) -> tuple[str, list[object]]:
    """Return the query for merged events in order of date, and its parameters."""
    where, values = event_conditions(wanted, merged=True)
    return f'SELECT * FROM merged_events {where}ORDER BY "date" NULLS LAST, first_report NULLS LAST, id', values


def occasions_query(wanted: OccasionFilter) -> tuple[str, list[object]]:
    """Return the query for occasions in order of date, and its parameters.

    Raises:
        InputError: a status, type or country code that cannot be.
    """
    conditions: list[str] = []
    values: list[object] = []
    for column, value, known in (("status", wanted.status, STATUSES), ("occasion_type", wanted.type, OCCASION_TYPES)):
        if value is None:
            continue
        if value.lower() not in known:
            raise InputError(unknown_value(column.replace("_", " "), value, known))
        conditions.append(f"{column} = ?")
        values.append(value.lower())
    if wanted.participant:
        condition, parameters = party("participant", wanted.participant)
        conditions.append(condition)
        values += parameters
    for day, sign in ((wanted.since, ">="), (wanted.until, "<=")):
        if day:
            conditions.append(f'coalesce(history[-1]."date", CAST(last_report AS VARCHAR)) {sign} ?')
            values.append(day.isoformat())
    if wanted.country:
        if not CODE.fullmatch(wanted.country.upper()):
            raise InputError(f"country {wanted.country!r} is not a code of three letters, such as KEN or ETH")
        conditions.append("place.country = ?")
        values.append(wanted.country.upper())
    if wanted.contested:
        conditions.append("contested")
    if wanted.id:
        conditions.append("starts_with(id, ?)")
        values.append(wanted.id)
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    return f'SELECT * FROM occasions {where}ORDER BY "date" NULLS LAST, id', values
