"""A status of ours comes in; the nearest values of schema.org and IPTC go out, None where they have none.

schema.org `eventStatus`: https://schema.org/EventStatusType. IPTC NewsCodes `eventoccurstatus`:
https://cv.iptc.org/newscodes/eventoccurstatus/. Neither knows a plan that was revived or denied, nor one that was held.
"""

from __future__ import annotations

_SCHEMA = "https://schema.org/"
_IPTC = "http://cv.iptc.org/newscodes/eventoccurstatus/"

# `revived` is scheduled again: schema.org has no word for its past. A held occasion keeps "scheduled" there, because
# schema.org's status is about plans alone ("if an event is not cancelled or postponed, it is scheduled").
_SCHEMA_VALUES = {
    "scheduled": "EventScheduled",
    "revived": "EventScheduled",
    "held": "EventScheduled",
    "rescheduled": "EventRescheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
# eos1 planned, no more is known; eos2 highly uncertain; eos5 planned and certain; eos6 planned, then cancelled.
_IPTC_VALUES = {
    "proposed": "eos1",
    "denied": "eos2",
    "postponed": "eos2",
    "scheduled": "eos5",
    "rescheduled": "eos5",
    "revived": "eos5",
    "cancelled": "eos6",
}
# RFC 5545 knows three values for an event.
_ICALENDAR_VALUES = {"proposed": "TENTATIVE", "denied": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


def schema_org(status: str) -> str | None:
    """Return schema.org's value for a status, None where it has none.

    >>> schema_org("postponed"), schema_org("denied")
    ('https://schema.org/EventPostponed', None)
    """
    value = _SCHEMA_VALUES.get(status)
    return f"{_SCHEMA}{value}" if value else None


def iptc(status: str) -> str | None:
    """Return IPTC's value for a status, None where it has none.

    >>> iptc("cancelled")
    'http://cv.iptc.org/newscodes/eventoccurstatus/eos6'
    """
    value = _IPTC_VALUES.get(status)
    return f"{_IPTC}{value}" if value else None


def icalendar_status(status: str) -> str:
    """Return iCalendar's value for a status: TENTATIVE, CONFIRMED or CANCELLED."""
    return _ICALENDAR_VALUES.get(status, "CONFIRMED")
