"""The log of an occasion follows from what was said of it, in whatever order the reports come."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from dotterel.consolidate import Sighting
from dotterel.consolidate.history import history
from dotterel.consolidate.meetings import clashes, groups_clash, judge_sightings
from dotterel.consolidate.plans import Plan
from dotterel.model import Party
from dotterel.model.days import period
from tests.consolidate.reports import meet

NAMES = iter(range(10_000))


def said(status: str | None, day: str, *, new: str | None = None, old: str | None = None, **fields: object) -> Sighting:
    ordinal = date.fromisoformat(day).toordinal()
    number = next(NAMES)
    base = Sighting(
        id=f"sg_{number:05}", document=f"d{number:05}", published=ordinal, sentence=0, start_char=0, end_char=5,
        text="words", event=f"ev_{number}", occasion_type="summit", number=None, status=status, recalled=False,
        day=ordinal, plan=Plan(period(old), period(new)), held=period(day) if status == "held" else None, spot=None,
        site=None, codes=frozenset(("KEN", "UGA")), people=frozenset(), parties=(Party("Kenya", "Kenya", code="KEN"),),
        sure=True, said_by=(Party("Kenya", "Kenya", code="KEN"),),
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]


def statuses(*sightings: Sighting) -> list[str]:
    shuffled = list(sightings)
    random.Random(3).shuffle(shuffled)
    log = history(shuffled)
    assert log == history(sightings)
    return [entry.status for entry in log]


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ([said("scheduled", "2020-01-01", new="2020-02-01"), said("scheduled", "2020-01-02", new="2020-02-01")], ["scheduled"]),
        ([said("scheduled", "2020-01-01", new="2020-02-01"), said("scheduled", "2020-01-05", new="2020-02-09")],
         ["scheduled", "rescheduled"]),
        ([said("scheduled", "2020-01-01"), said("postponed", "2020-01-05"), said("scheduled", "2020-01-09", new="2020-03-01")],
         ["scheduled", "postponed"]),
        ([said("scheduled", "2020-01-01", new="2020-02-01"), said("postponed", "2020-01-05"),
          said("scheduled", "2020-01-09", new="2020-03-01")], ["scheduled", "postponed", "rescheduled"]),
        ([said("scheduled", "2020-01-01"), said("cancelled", "2020-01-05"), said("cancelled", "2020-01-06"),
          said("scheduled", "2020-01-06")], ["scheduled", "cancelled"]),
        ([said("cancelled", "2020-01-05"), said("revived", "2020-01-07")], ["cancelled", "revived"]),
        ([said("proposed", "2020-01-01"), said("denied", "2020-01-02"), said("scheduled", "2020-01-08")],
         ["proposed", "denied", "scheduled"]),
        ([said("held", "2020-02-01"), said("scheduled", "2020-02-02"), said("cancelled", "2020-02-03")], ["held"]),
        ([said(None, "2020-02-01")], []),
        ([said("revived", "2020-02-01", new="2020-02-09")], ["scheduled"]),
        ([said("scheduled", "2020-01-01"), said("scheduled", "2020-01-05"), said("cancelled", "2020-01-05")],
         ["scheduled", "cancelled"]),
        ([said("postponed", "2020-01-05", recalled=True, event=None), said("held", "2020-02-01")], ["held"]),
        ([said("scheduled", "2020-01-01"), said("cancelled", "2020-01-05", recalled=True)], ["scheduled", "cancelled"]),
        ([said("cancelled", "2020-01-05"), said("revived", "2020-01-09"), said("cancelled", "2020-02-01", recalled=True),
          said("held", "2020-02-01")], ["cancelled", "revived", "held"]),
    ],
)  # fmt: skip
def test_histories(sightings: list[Sighting], expected: list[str]) -> None:
    assert statuses(*sightings) == expected


def test_an_entry_says_what_it_changed() -> None:
    log = history(
        [said("scheduled", "2020-01-01", new="2020-02-01"), said("rescheduled", "2020-01-05", new="2020-02-09")]
    )
    assert [(entry.date, entry.old_date, entry.new_date) for entry in log] == [
        ("2020-01-01", None, "2020-02-01"),
        ("2020-01-05", "2020-02-01", "2020-02-09"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (said("scheduled", "2020-01-01"), said("scheduled", "2020-01-01", occasion_type="vote"), "kind"),
        (said("scheduled", "2020-01-01", number=2), said("scheduled", "2020-01-01", number=3), "number"),
        (
            said("scheduled", "2020-01-01"),
            said("scheduled", "2020-01-02", codes=frozenset(("KEN", "ETH"))),
            "participants",
        ),
        (said("held", "2020-01-01"), said("held", "2020-01-09"), "both held, on other days"),
        (
            said("held", "2020-01-05"),
            said("scheduled", "2020-01-06", new="2020-01-28"),
            "planned for after it was held",
        ),
        (said("held", "2020-01-28"), said("scheduled", "2020-01-06", new="2020-02-15"), None),
    ],
)
def test_what_can_never_be_one_occasion(one: Sighting, other: Sighting, why: str | None) -> None:
    assert clashes(one, other) == clashes(other, one) == why


def test_two_dates_are_one_occasion_only_where_a_change_was_told() -> None:
    first = said("scheduled", "2020-01-01", new="2020-02-01")
    second = said("scheduled", "2020-01-09", new="2020-03-01")
    put_off = said("postponed", "2020-01-05", old="2020-02-01")
    assert groups_clash([first], [second])
    assert judge_sightings(first, second) is None
    assert not groups_clash([first, put_off], [second])
    link = judge_sightings(put_off, second)
    assert link is not None
    assert link.weight > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("scheduled", "2020-01-01"), said("held", "2020-03-01")),
        (said("postponed", "2020-01-01", old="2020-01-10"), said("scheduled", "2020-06-20", new="2020-07-01")),
        (said("scheduled", "2020-01-01", new="2020-08-01"), said("rescheduled", "2020-06-20", new="2020-07-10")),
        (said("scheduled", "2020-01-01", new="2020-08"), said("scheduled", "2020-07-01", new="2020-08-03")),
        (said("scheduled", "2020-01-01", number=3), said("scheduled", "2020-03-30", number=3)),
    ],
)
def test_what_may_be_one_occasion_shares_a_block(one: Sighting, other: Sighting) -> None:
    assert meet(one, other)


def test_whatever_is_not_compared_weighs_too_little() -> None:
    """Pairs of sightings of one side, without a day or a place, within two months."""
    draw = random.Random(5)
    apart = 0
    for _ in range(2000):
        kind = draw.choice(("summit", "meeting", "visit", "vote", "vote", "deadline", "deadline"))
        first = date(2020, 1, 1).toordinal() + draw.randrange(100)
        one, other = (
            said(
                draw.choice((None, None, "proposed", "scheduled", "postponed", "rescheduled", "revived", "cancelled")),
                date.fromordinal(day).isoformat(),
                occasion_type=kind,
                number=draw.choice((None, None, 2)),
                people=draw.choice((frozenset[str](), frozenset(("person:jo coale",)))),
                codes=frozenset(("KEN",)),
                sure=draw.random() < 0.3,
            )
            for day in (first, first + draw.randrange(60))
        )
        if not meet(one, other):
            apart += 1
            link = judge_sightings(one, other)
            assert link is None or link.weight <= 0, (one, other)
    assert apart > 500


def test_two_sentences_that_only_name_a_vote_months_apart_are_not_one() -> None:
    vote = {"occasion_type": "vote", "codes": frozenset(("KEN",))}
    named = said(None, "2020-01-01", sure=False, **vote)
    soon, late = (said(None, day, sure=False, **vote) for day in ("2020-01-10", "2020-02-20"))
    planned = said("scheduled", "2020-02-20", sure=True, **vote)
    weights = [link.weight for other in (soon, late, planned) if (link := judge_sightings(named, other))]
    assert [weight > 0 for weight in weights] == [True, False, True]
