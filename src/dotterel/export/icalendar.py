"""Occasions come in, an iCalendar file (RFC 5545) goes out: one all-day VEVENT for each occasion whose day is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dotterel.export.event_status import icalendar_status
from dotterel.model import Occasion, StatusReport
from dotterel.version import CODER

_FOLD = 75
_DAY = 10


def icalendar(occasions: Iterable[Occasion]) -> Iterator[str]:
    """Yield the lines of a calendar, folded and without their line ends (which are CRLF).

    An occasion known by month or year only is left out: a calendar needs a day. The same occasion keeps its UID, and
    its SEQUENCE grows with its history, so that a calendar program takes a later file as an update.
    """
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield from _fold(f"PRODID:-//Dotterel//{CODER}//EN")
    yield "CALSCALE:GREGORIAN"
    for one in occasions:
        if one.date and len(one.date) == _DAY:
            for line in _event(one, date.fromisoformat(one.date)):
                yield from _fold(line)
    yield "END:VCALENDAR"


def _event(one: Occasion, first: date) -> Iterator[str]:
    last = date.fromisoformat(one.end_date) if one.end_date and len(one.end_date) == _DAY else first
    stamp = one.last_report or first
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@dotterel"
    # No clock: the same store gives the same file.
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{max(0, len(one.history) - 1)}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary(one))}"
    if one.place:
        yield f"LOCATION:{_text(', '.join(part for part in (one.place.name, one.place.country) if part))}"
        if one.place.latitude is not None and one.place.longitude is not None:
            yield f"GEO:{one.place.latitude:.5f};{one.place.longitude:.5f}"
    yield f"STATUS:{icalendar_status(one.status)}"
    yield f"DESCRIPTION:{_text(chr(10).join(_entry(entry) for entry in one.history))}"
    yield f"CATEGORIES:{one.occasion_type.upper()}"
    yield f"X-DOTTEREL-STATUS:{one.status.upper()}"
    yield "END:VEVENT"


def summary(one: Occasion) -> str:
    """Return an occasion in a few words: "Summit: Algeria, Morocco (cancelled)"."""
    names = ", ".join(dict.fromkeys(party.name or party.text for party in one.participant))
    kind = one.occasion_type.capitalize()
    return f"{kind}{': ' if names else ''}{names} ({one.status})"


def _entry(entry: StatusReport) -> str:
    change = f" from {entry.old_date}" if entry.old_date and entry.new_date else ""
    change += f" to {entry.new_date}" if entry.old_date and entry.new_date else ""
    return f"{entry.date or 'undated'}: {entry.status}{change}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of 75 octets, the later ones after a blank; no character is cut in two."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
