"""Occasions become a calendar that other programs read, and values that other vocabularies know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dotterel.export import icalendar, iptc, merged_event_object, occasion_object, schema_org
from dotterel.model import STATUSES, Event, Occasion, Party, Site, StatusReport

SUMMIT = Occasion(
    id="occ_1", occasion_type="summit", number=None,
    participant=(Party("Algeria", "Algeria", "country:DZA", "DZA"), Party("Morocco", "Morocco; the kingdom", "country:MAR", "MAR")),
    date="2019-06-20", end_date="2019-06-21", place=Site("Tunis", "TUN", 36.82, 10.17), status="cancelled", contested=False,
    history=(
        StatusReport("scheduled", "2019-05-14", "d1", "ev_1", 0, 5, "agreed", new_date="2019-06-20"),
        StatusReport("cancelled", "2019-06-04", "d2", "ev_2", 0, 5, "off", old_date="2019-06-20"),
    ),
    mention=("ev_1", "ev_2"), sighting=("sg_1", "sg_2"), document=("d1", "d2"), reports=2, independent_reports=2, publishers=1,
    first_report=date(2019, 5, 14), last_report=date(2019, 6, 4), disagreement=(),
)  # fmt: skip


def test_a_calendar() -> None:
    lines = list(icalendar([SUMMIT]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    expected = ["UID:occ_1@dotterel", "SEQUENCE:1", "DTSTART;VALUE=DATE:20190620", "DTEND;VALUE=DATE:20190622"]
    assert [line for line in lines if line in (*expected, "STATUS:CANCELLED")] == [*expected, "STATUS:CANCELLED"]
    assert "SUMMARY:Summit: Algeria\\, Morocco\\; the kingdom (cancelled)" in lines
    assert list(icalendar([SUMMIT])) == lines


def test_long_lines_are_folded_within_characters() -> None:
    long = replace(SUMMIT, participant=(Party("é" * 90, "é" * 90),))
    lines = list(icalendar([long]))
    assert max(len(line.encode()) for line in lines) <= 75
    start = next(number for number, line in enumerate(lines) if line.startswith("SUMMARY"))
    folded = [line for line in lines[start : start + 4] if line.startswith((" ", "SUMMARY"))]
    assert "".join(line.removeprefix(" ") for line in folded).count("é") == 90


@pytest.mark.parametrize("day", [None, "2019-06", "2019"])
def test_what_has_no_day_is_in_no_calendar(day: str | None) -> None:
    assert "BEGIN:VEVENT" not in list(icalendar([replace(SUMMIT, date=day)]))


def test_every_status_is_mapped_or_known_to_have_no_value() -> None:
    assert {status for status in STATUSES if schema_org(status) is None} == {"proposed", "denied"}
    assert {status for status in STATUSES if iptc(status) is None} == {"held"}


def test_the_object_of_an_occasion_has_the_keys_of_the_contract() -> None:
    row = occasion_object(SUMMIT)
    assert list(row)[:9] == [
        "kind", "id", "occasion_type", "participant", "date", "end_date", "place", "status", "history",
    ]  # fmt: skip
    assert (
        row["history"][1] | {"status": "cancelled", "date": "2019-06-04", "document": "d2", "event": "ev_2"}
        == row["history"][1]
    )
    assert row["schema_org"] == "https://schema.org/EventCancelled"


def test_the_object_of_a_merged_event() -> None:
    event = Event(
        id="hap_1", event_type="CONSULT", mode=("visit",), context=(), auxiliary=(), quad_code=1, event_scale=4.0,
        actor=SUMMIT.participant[:1], recipient=(), place=SUMMIT.place, date="2019-06-20", end_date=None, date_basis="timex",
        mention=("ev_1",), document="d1", reports=1, independent_reports=1, publishers=1, first_report=None, last_report=None,
        disagreement=(), confidence=0.9,
    )  # fmt: skip
    row = merged_event_object(event)
    assert (row["kind"], row["actor"][0]["code"], row["place"]["country"], row["mention"]) == (
        "event",
        "DZA",
        "TUN",
        ["ev_1"],
    )
