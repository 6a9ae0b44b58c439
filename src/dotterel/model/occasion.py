"""A meeting, visit, summit, signing, exercise, vote or deadline that is planned or held, and what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dotterel.model.happening import Claim, Party, Site

STATUSES = ("proposed", "scheduled", "postponed", "rescheduled", "cancelled", "revived", "held", "denied")
OCCASION_TYPES = ("summit", "visit", "talks", "meeting", "signing", "exercise", "vote", "deadline")


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One entry of an occasion's log: what was said of it, when, by whom, and what that changed.

    `date` is the day it was said or done, `document` and the characters are where it stands, `event` the id of the
    event mention behind it (None where the words are no event of their own). `old_date` and `new_date`, `old_place`
    and `new_place` are the plan before and after, where this entry tells or changes it.
    """

    status: str
    date: str | None
    document: str
    event: str | None
    start_char: int
    end_char: int
    text: str
    said_by: tuple[Party, ...] = ()
    old_date: str | None = None
    new_date: str | None = None
    old_place: str | None = None
    new_place: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting of some kind with its history.

    `status` is computed from `history`, never stored apart from it. `number` is that of a round ("the third round").
    `contested` is true where one side says that it is on and another that it is not. `mention` are the event
    mentions about it, `sighting` the ids of all places in reports that speak of it (table `sightings`); counts and
    `disagreement` are as in `Event`.
    """

    id: str
    occasion_type: str
    number: int | None
    participant: tuple[Party, ...]
    date: str | None
    end_date: str | None
    place: Site | None
    status: str
    contested: bool
    history: tuple[StatusReport, ...]
    mention: tuple[str, ...]
    sighting: tuple[str, ...]
    document: tuple[str, ...]
    reports: int
    independent_reports: int
    publishers: int
    first_report: datetime.date | None
    last_report: datetime.date | None
    disagreement: tuple[Claim, ...]
