"""Which tellings are one event, and which never are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotterel.consolidate import contradicts, event_edges, group_events, judge, merge, source, telling
from dotterel.consolidate.blocks import keys, pairs
from dotterel.consolidate.cluster import FIRST, cluster
from dotterel.consolidate.sites import Spot, compare
from dotterel.model import Coded, Link
from tests.consolidate.reports import party, place, report

MET = report("Kenya's president met his Ugandan colleague in Gulu on Monday.", "met", told="2020-03-09")
HOMS = place("Homs", "SYR", 34.73, 36.71)
IDLIB = place("Idlib", "SYR", 35.93, 36.63)


def link(one: Coded, other: Coded) -> Link | None:
    return judge(telling(one.events[0], one.document), telling(other.events[0], other.document))


def against(one: Coded, other: Coded) -> str | None:
    return contradicts(telling(one.events[0], one.document), telling(other.events[0], other.document))


def grouped(*reports: Coded, **decided: Any) -> list[int]:
    """Return the sizes of the groups."""
    tellings = {one.events[0].id: telling(one.events[0], one.document) for one in reports}
    return sorted(len(group) for group in group_events(tellings, event_edges(tellings), **decided))


def test_two_reports_of_one_meeting_are_one_event() -> None:
    other = report(
        "Uganda and Kenya held talks on Monday.", "talks", told="2020-03-09", actor=("UGA", "KEN"), recipient=()
    )
    found = link(MET, other)
    assert found is not None
    assert found.weight > 0
    assert {reason.feature for reason in found.reasons} >= {"type", "parties", "date"}


def test_a_guess_at_a_country_does_not_stand_against_the_person_named() -> None:
    fields: dict[str, Any] = {"mode": ("visit",), "actor": (), "recipient": (), "told": "2020-03-09", "place": HOMS}
    full = report("Kenya's Jo Coale visited Homs on Monday.", "visited", **fields)
    short = report("Coale, on a visit to Homs on Monday, spoke.", "visit", **fields)
    named, guessed = party("KEN", "Jo Coale"), replace(party("SYR", "Coale"), text="Coale", inferred=True)
    other = replace(short, events=(replace(short.events[0], actor=(guessed,)),))
    told = replace(short, events=(replace(short.events[0], actor=(replace(guessed, inferred=False),)),))
    one = replace(full, events=(replace(full.events[0], actor=(named,)),))
    found, without = link(one, other), link(one, told)
    assert found is not None
    assert without is not None
    assert found.weight > 0 > without.weight


def test_the_order_of_the_two_makes_no_difference() -> None:
    other = report("The Kenyan president met Uganda's leader.", "met", published="2020-03-11")
    assert link(MET, other) == link(other, MET)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (report("Kenya and Uganda met on Friday.", "met", told="2020-03-06"), "date"),
        (report("Kenya accused Uganda on Monday.", "accused", "ACCUSE", told="2020-03-09"), "event type"),
        (
            report("Kenya did not meet Uganda on Monday.", "meet", told="2020-03-09", auxiliary=("negation",)),
            "negation",
        ),
        (
            report("Kenya meets Uganda on 20 March.", "meets", told="2020-03-20", published="2020-03-01"),
            "plan and deed",
        ),
    ],
)
def test_contradictions(other: Coded, why: str) -> None:
    assert against(MET, other) == why
    assert grouped(MET, other) == [1, 1]


def test_places_apart_are_two_events() -> None:
    one, other = (
        report(f"Jets struck {name} today.", "struck", "ASSAULT", actor=("RUS",), recipient=(), place=where)
        for name, where in (("Homs", HOMS), ("Idlib", IDLIB))
    )
    assert against(one, other) == "place"
    country = report(
        "Jets struck Syria.", "struck", "ASSAULT", actor=("RUS",), recipient=(), place=place("Syria", "SYR")
    )
    assert against(one, country) is None


def test_who_did_it_to_whom_is_not_turned_round() -> None:
    one = report("India accused Pakistan of shelling.", "accused", "ACCUSE", actor=("IND",), recipient=("PAK",))
    other = report("Pakistan accused India of shelling.", "accused", "ACCUSE", actor=("PAK",), recipient=("IND",))
    assert grouped(one, other) == [1, 1]


def test_one_sentence_printed_twice_is_one_whatever_monday_is_read_as() -> None:
    text = "Kenya's president met his Ugandan colleague in Gulu on Monday to talk about milk."
    first = report(text, "met", told="2020-03-09", name="a")
    late = report(text, "met", told="2020-03-16", name="b", published="2020-03-17")
    assert grouped(first, late) == [2]


def test_a_person_decides_against_the_weights() -> None:
    other = report("Kenya and Uganda met on Friday.", "met", told="2020-03-06")
    one, two = sorted((MET.events[0].id, other.events[0].id))
    assert grouped(MET, other, joined=[(one, two)]) == [2]
    same = report("Kenya's president met Uganda's in Gulu on Monday.", "met", told="2020-03-09")
    one, two = sorted((MET.events[0].id, same.events[0].id))
    assert grouped(MET, same) == [2]
    assert grouped(MET, same, split=[(one, two)]) == [1, 1]


def test_every_pair_above_zero_shares_a_block() -> None:
    late = report("Last week's talks between Kenya and Uganda went well.", "talks", published="2020-03-12")
    month = report("Kenya met Uganda in March.", "met", told="2020-03", published="2020-05-01")
    tellings = {one.events[0].id: telling(one.events[0], one.document) for one in (MET, late, month)}
    found = {
        frozenset((one, other))
        for one, others in pairs({name: keys(item) for name, item in tellings.items()})
        for other in others
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Spot("homs", "SYR", 34.7, 36.7, True), Spot("homs city", "SYR", 34.8, 36.7, True), "same"),
        (Spot("homs", "SYR", 34.7, 36.7, True), Spot("syria", "SYR", None, None, False), "within"),
        (Spot("homs", "SYR", 34.7, 36.7, True), Spot("tyre", "LBN", 33.3, 35.2, True), "apart"),
        (Spot("galsar", "IND", None, None, True), Spot("pangtso", "IND", 33.7, 78.7, True), "unknown"),
    ],
)
def test_places(one: Spot, other: Spot, expected: str) -> None:
    assert compare(one, other) == compare(other, one) == expected


def merged(*reports: Coded) -> Any:
    sources = {one.document.id: source(one.document, {}) for one in reports}
    return merge([one.events[0] for one in reports], sources)


def test_an_event_takes_the_best_told_and_keeps_what_others_say() -> None:
    first = report("Kenya met Uganda on Tuesday.", "met", told="2020-03-10", name="a", publisher="A")
    second = report("Kenya and Uganda talked on Tuesday.", "talked", told="2020-03-10", name="b", publisher="B")
    third = report(
        "Kenya met Uganda on Wednesday.", "met", told="2020-03-11", name="c", publisher="B", published="2020-03-12"
    )
    vague = report("Kenya met Uganda.", "met", name="d", place=place("Gulu", "UGA", 2.7, 32.3), published="2020-03-13")
    event = merged(third, vague, first, second)
    assert (event.date, event.date_basis, event.place.name) == ("2020-03-10", "timex", "Gulu")
    assert [(claim.value, claim.reports) for claim in event.disagreement] == [("2020-03-10", 2), ("2020-03-11", 1)]
    assert (event.reports, event.independent_reports, event.publishers) == (4, 4, 3)
    assert (event.first_report, event.last_report) == (date(2020, 3, 10), date(2020, 3, 13))
    assert event.mention[0] == first.events[0].id
    assert event == merged(first, second, third, vague)


def test_a_country_gives_way_to_its_people() -> None:
    one = report("Kenya met Uganda.", "met", name="a")
    other = report("Omondi met Uganda.", "met", name="b")
    person = replace(other.events[0], actor=(party("KEN", "James Omondi"),))
    assert [actor.name for actor in merged(one, replace(other, events=(person,))).actor] == ["James Omondi"]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 9)), max_size=20), st.randoms())
@settings(max_examples=60, deadline=None)
def test_groups_do_not_depend_on_the_order_of_pairs_and_hold_no_clash(
    edges: list[tuple[int, int, int]], chance: Any
) -> None:
    items = {f"i{number}": number for number in range(8)}
    weighted = [(float(weight), f"i{min(a, b)}", f"i{max(a, b)}") for a, b, weight in edges if a != b]

    def clash(ones: Sequence[int], others: Sequence[int]) -> bool:
        return any(abs(one - other) == 3 for one in ones for other in others)

    groups = cluster(items, weighted, clash=clash)
    chance.shuffle(weighted)
    assert cluster(items, weighted, clash=clash) == groups
    assert sorted(item for group in groups for item in group) == sorted(items)
    assert not any(abs(items[a] - items[b]) == 3 for group in groups for a in group for b in group)


def test_a_decision_of_a_person_joins_what_clashes() -> None:
    assert cluster({"a": 1, "b": 2}, [(FIRST, "a", "b")], clash=lambda ones, others: True) == [["a", "b"]]
