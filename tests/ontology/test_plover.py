"""PLOVER as the manual has it: counts, scores, quads and shifts."""

from __future__ import annotations

import pytest

from dotterel.errors import DataError
from dotterel.ontology import load_ontology

PLOVER = load_ontology()


def test_sixteen_types_and_their_quads() -> None:
    quads: dict[int, set[str]] = {1: set(), 2: set(), 3: set(), 4: set()}
    for name in PLOVER.event_types:
        quads[PLOVER.quad_code(name)].add(name)
    assert quads == {
        1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        2: {"COOPERATE", "AID", "RETREAT"},
        3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
    }
    assert len(PLOVER.contexts) == 37
    assert len(PLOVER.sectors) == 25
    assert PLOVER.auxiliaries == ("historical", "future", "hypothetical", "negation")


@pytest.mark.parametrize(
    ("name", "modes", "scale"),
    [
        ("CONSULT", ("visit",), 4.0),
        ("CONSULT", (), 2.5),
        ("ACCUSE", (), -3.0),
        ("PROTEST", ("vandalize",), -5.0),
        ("PROTEST", ("demo", "riot"), -7.0),
        ("ASSAULT", ("unconventional",), -10.0),
        ("AID", (), 10.0),
    ],
)
def test_event_scale(name: str, modes: tuple[str, ...], scale: float) -> None:
    assert PLOVER.event_scale(name, modes) == scale


@pytest.mark.parametrize(
    ("name", "auxiliary", "becomes"),
    [
        ("CONSULT", ("future",), "AGREE"),
        ("AID", ("future",), "AGREE"),
        ("RETREAT", ("future", "hypothetical"), "CONCEDE"),
        ("RETREAT", ("negation",), "RETREAT"),
        ("ASSAULT", ("future",), "ASSAULT"),
    ],
)
def test_shifts_of_the_manual(name: str, auxiliary: tuple[str, ...], becomes: str) -> None:
    assert PLOVER.shifted(name, auxiliary) == becomes


def test_unknown_values_are_named_with_the_known_ones() -> None:
    with pytest.raises(DataError, match="unknown event type 'DEMAND'; known: ACCUSE, AGREE"):
        PLOVER.event_type("DEMAND")
    with pytest.raises(DataError, match="unknown mode of CONSULT 'picnic'; known: multilateral, phone"):
        PLOVER.check_modes("CONSULT", ["picnic"])


def test_every_definition_is_written() -> None:
    assert all(len(kind.definition) > 20 and kind.definition.endswith(".") for kind in PLOVER.event_types.values())
