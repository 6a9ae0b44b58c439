"""Time expressions of a document -> their values, and the date of each event told in it.

The anchor is the day the report was published, or else the full date of its dateline. Where there is neither, what is
relative stays None: a report without a date is never coded with today's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from dotterel.model import Annotation, Span, Timex, TimexValue
from dotterel.resolve.timex_values import Expression, days_of, value_of

EventDate = tuple[str | None, str | None, str | None]
_DATELINE_REACH = 400
_NOT_THE_DATE = ("until", "before", "after")


def resolve_timex(
    timex: Timex, text: str, *, anchor: date | None, tense: str | None = "past", reference: date | None = None
) -> TimexValue:
    """Give a time expression its TIMEX3 value.

    Args:
        timex: the expression as found.
        text: the document's text.
        anchor: the day the report was written, None when unknown.
        tense: past, present, future, or None; decides for days and months named without week or year. A weekday in
            the past is the last one up to and including the anchor, otherwise the first one from the anchor on.
        reference: the day the story is at, for "the day before" and "a day after the summit".
    """
    expression = Expression.parse(timex.expression)
    value = value_of(expression, anchor=anchor, tense=tense, reference=reference)
    kind = "DATE" if "shift" in expression.attributes and value and not value.startswith("P") else timex.type
    return TimexValue(timex.span, timex.span.slice(text), kind, value)


def event_date(
    timex: Timex | None,
    *,
    anchor: date | None,
    tense: str | None = "past",
    reference: date | None = None,
    narrative: tuple[str, str | None] | None = None,
) -> EventDate:
    """Return an event's date, last date and basis (`timex`, `narrative`, `publication`, None).

    Args:
        timex: the time expression of the event's clause, if any.
        anchor: the day the report was written, None when unknown.
        tense: of the event's clause.
        reference: the day the story is at.
        narrative: date and last date of the event before it in the same narrative, if this one goes on from it.

    >>> weekday = Timex(Span(0, 6), "DATE", "weekday:1", 0)
    >>> event_date(weekday, anchor=date(2018, 5, 31))
    ('2018-05-28', None, 'timex')
    >>> event_date(None, anchor=date(2018, 5, 31)), event_date(weekday, anchor=None)
    (('2018-05-31', None, 'publication'), (None, None, None))
    """
    if timex is not None:
        found = _dates_of(Expression.parse(timex.expression), anchor, tense, reference)
        if found:
            return found[0], found[1], "timex"
    if narrative is not None:
        return narrative[0], narrative[1], "narrative"
    if anchor is not None:
        return anchor.isoformat(), None, "publication"
    return None, None, None


def _dates_of(
    expression: Expression, anchor: date | None, tense: str | None, reference: date | None
) -> tuple[str, str | None] | None:
    attributes = expression.attributes
    if expression.base == "duration":
        return _window(expression, anchor, tense, reference)
    if attributes.get("relation") in _NOT_THE_DATE:
        return None
    value = value_of(expression, anchor=anchor, tense=tense, reference=reference)
    covered = days_of(value) if value else None
    if covered is None or not value:
        return None
    if other := attributes.get("until") or attributes.get("since"):
        return _range(covered, Expression.parse(other), anchor, tense, forward="until" in attributes)
    first, last = covered
    if anchor and tense == "past" and first <= anchor.isoformat()[: len(first)] and last and len(last) == 10:
        last = min(last, anchor.isoformat())  # "this week" in the past tense reaches to the day of the report
    return first, last if last != first else None


def _range(
    covered: tuple[str, str | None], other: Expression, anchor: date | None, tense: str | None, *, forward: bool
) -> tuple[str, str | None]:
    """Place the other end of a range next to the one that is known."""
    near = _as_day(covered[0] if forward else covered[1] or covered[0], last=not forward) or anchor
    value = value_of(other, anchor=near, tense="future" if forward else "past")
    far = days_of(value) if value else None
    if far is None:
        return covered
    first, last = (covered[0], far[1] or far[0]) if forward else (far[0], covered[1] or covered[0])
    return (first, last if last != first else None) if first <= last else covered


def _window(
    expression: Expression, anchor: date | None, tense: str | None, reference: date | None
) -> tuple[str, str | None] | None:
    attributes = expression.attributes
    if "shift" in attributes:
        value = value_of(expression, anchor=anchor, tense=tense, reference=reference) if reference else None
        return days_of(value) if value else None
    found = re.fullmatch(r"P(\d+)([DWMY])", expression.argument)
    if not found or anchor is None:
        return None
    count, unit = int(found[1]), found[2].lower()
    if attributes.get("lead") == "in" and tense == "future":
        value = value_of(Expression("offset", f"+{count}{unit}"), anchor=anchor)
        return days_of(value) if value else None
    window = attributes.get("window")
    if window not in ("-", "+"):
        return None
    days = count * {"d": 1, "w": 7, "m": 30, "y": 365}[unit]
    try:
        other = anchor + timedelta(days=days if window == "+" else -days)
    except OverflowError:
        return None
    first, last = sorted((anchor, other))
    width = {"d": 10, "w": 10, "m": 7, "y": 4}[unit]
    return first.isoformat()[:width], last.isoformat()[:width]


def _as_day(text: str, *, last: bool = False) -> date | None:
    parts = [int(part) for part in text.split("-")]
    try:
        return date(parts[0], *(parts[1:] + ([12, 28] if last else [1, 1])[len(parts) - 1 :]))
    except ValueError:
        return None


def document_anchor(annotation: Annotation) -> date | None:
    """Return the day relative expressions count from: `published`, else a full date in the dateline or heading.

    A dateline without a year ("PYONGYANG, May 31 —") does not say which year it was, so it is no anchor unless the same
    day stands in the text with its year.
    """
    document = annotation.document
    if document.published:
        return document.published
    reach = min(_DATELINE_REACH, len(document.text))
    for timex in annotation.timexes:
        if timex.span.start_char >= reach:
            break
        near_dateline = annotation.dateline is not None and (
            annotation.dateline.overlaps(timex.span) or 0 <= timex.span.start_char - annotation.dateline.end_char < 12
        )
        if not near_dateline and not _alone_on_its_line(timex.span, document.text):
            continue
        expression = Expression.parse(timex.expression)
        day = _full_day(expression)
        if day is None and expression.base == "day":
            day = _same_day_with_year(expression.argument, annotation.timexes)
        if day:
            return day
    return None


def _full_day(expression: Expression) -> date | None:
    if expression.base != "date" or not re.fullmatch(r"\d{4}-\d\d-\d\d", expression.argument):
        return None
    return _as_day(expression.argument)


def _same_day_with_year(month_day: str, timexes: Iterable[Timex]) -> date | None:
    days = {day for timex in timexes if (day := _full_day(Expression.parse(timex.expression)))}
    same = [day for day in days if day.isoformat()[5:] == month_day]
    return same[0] if len(same) == 1 else None


def _alone_on_its_line(span: Span, text: str) -> bool:
    line_start = text.rfind("\n", 0, span.start_char) + 1
    line_end = text.find("\n", span.end_char)
    rest = text[line_start : span.start_char] + text[span.end_char : line_end if line_end >= 0 else len(text)]
    return len(rest) < 40 and bool(
        re.fullmatch(r"(?:\W|\b(?:published|updated|posted|date|on|GMT|UTC)\b)*", rest, re.IGNORECASE)
    )
