"""What an event's actor and the kind of a recipient settle."""

from __future__ import annotations

import pytest

from dotterel.model import EntityMention, Span
from dotterel.resolve.recipients import across, settled


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
