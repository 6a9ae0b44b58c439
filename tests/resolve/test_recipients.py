"""What an event's actor and the kind of a recipient settle."""

from __future__ import annotations

import pytest

from dotterel.model import EntityMention, Span
from dotterel.resolve.recipients import across, besides, is_reached, settled


def entity(text: str, code: str | None, *, inferred: bool = False, sector: tuple[str, ...] = ()) -> EntityMention:
    return EntityMention(Span(0, len(text)), text, code=code, inferred=inferred, sector=sector)


OBAMA = entity("Obama", "USA")
UN = entity("the UN", "IGO")


@pytest.mark.parametrize(
    ("text", "head", "code", "expected"),
    [
        ("the accord", "accord", "CHE", None),
        ("parts of the draft", "part", "IRN", None),
        ("the Israeli plan", "plan", "ISR", "ISR"),
        ("rebels", "rebel", "COL", "COL"),
    ],
)
def test_things_have_no_country_but_the_one_named(text: str, head: str, code: str, expected: str | None) -> None:
    (found,) = settled([(entity(text, code, inferred=True), head)], [OBAMA])
    assert found.code == expected


def test_a_parliament_without_a_country_is_the_actors() -> None:
    congress = entity("Congress", "IRN", inferred=True, sector=("LEG",))
    assert settled([(congress, "congress")], [OBAMA])[0].code == "USA"
    assert settled([(congress, "congress")], [UN])[0].code == "IRN"
    assert settled([(congress, "congress")], [OBAMA, entity("Moscow", "RUS")])[0].code == "IRN"
    state = EntityMention(Span(0, 5), "Spain", code="ESP", entity="country:ESP")
    assert settled([(congress, "congress")], [state], spoken=True)[0].code == "IRN"
    assert settled([(congress, "congress")], [state])[0].code == "ESP"
    told = entity("the Iranian parliament", "IRN", sector=("LEG",))
    assert settled([(told, "parliament")], [OBAMA])[0].code == "IRN"


def test_an_inferred_actor_is_not_of_the_state_that_it_praises() -> None:
    uganda = EntityMention(Span(0, 6), "Uganda", code="UGA", entity="country:UGA")
    assert across([entity("the minister", "UGA", inferred=True)], [uganda])[0].code is None
    assert across([entity("the minister", "KEN", inferred=True)], [uganda])[0].code == "KEN"
    assert across([entity("the Ugandan minister", "UGA")], [uganda])[0].code == "UGA"
    assert across([entity("the minister", "UGA", inferred=True)], [entity("Museveni", "UGA")])[0].code == "UGA"


def test_whom_a_person_accuses_is_somebody_else_of_his_country() -> None:
    banda = EntityMention(Span(0, 5), "Banda", "Moses Banda", "person:moses banda", "ZMB", ("GOV",), "minister")
    him = EntityMention(Span(14, 17), "him", "Moses Banda", "person:moses banda", "ZMB", ("GOV",), "minister")
    (found,) = besides([him], [banda])
    assert (found.text, found.entity, found.name, found.code) == ("him", None, None, "ZMB")
    lungu = EntityMention(Span(14, 19), "Lungu", "Ed Lungu", "person:ed lungu", "ZMB")
    assert besides([lungu], [banda]) == (lungu,)


def test_a_state_is_no_recipient_of_its_own_act_but_for_each_other() -> None:
    chad = EntityMention(Span(0, 4), "Chad", "Chad", "country:TCD", "TCD")
    assert besides([EntityMention(Span(9, 20), "the country", "Chad", "country:TCD", "TCD")], [chad]) == ()
    (found,) = besides([EntityMention(Span(9, 19), "each other", "Chad", "country:TCD", "TCD")], [chad])
    assert found.code == "TCD"


@pytest.mark.parametrize(
    ("before", "event_type", "expected"),
    [
        ("the envoy flew to", "CONSULT", True),
        ("troops moved into the", "MOBILIZE", True),
        ("doctors landed in", "AID", True),
        ("ministers will meet in", "AGREE", False),
        ("they stopped arming the rebels of", "CONCEDE", False),
        ("", "AID", False),
    ],
)
def test_a_country_is_a_host_only_where_the_act_goes(before: str, event_type: str, expected: bool) -> None:
    assert is_reached(before.split(), event_type) is expected
