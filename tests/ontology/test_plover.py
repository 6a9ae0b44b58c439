"""PLOVER as the manual has it: counts, scores, quads and shifts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dotterel.errors import DataError
from dotterel.ontology import Ontology, load_ontology

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


OWN = """[event_types.ELECT]
definition = "An election held, won or annulled."
quad = "verbal_cooperation"
score = 0.0
requires_recipient = false
modes = { hold = 0.0, annul = -3.0 }
"""


def own_ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Ontology:
    path = tmp_path / "own.toml"
    path.write_text(text)
    monkeypatch.setenv("DOTTEREL_ONTOLOGY", str(path))
    load_ontology.cache_clear()
    try:
        return load_ontology()
    finally:
        load_ontology.cache_clear()


def test_a_type_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ontology = own_ontology(tmp_path, monkeypatch, OWN)
    assert list(ontology.event_types)[-1] == "ELECT"
    assert ontology.event_scale("ELECT", ["annul"]) == -3.0


def test_a_mode_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ontology = own_ontology(tmp_path, monkeypatch, OWN.replace("ELECT", "PROTEST"))
    assert {"annul", "demo"} <= set(ontology.event_types["PROTEST"].modes)
    assert ontology.event_types["PROTEST"].quad == "material_conflict"


@pytest.mark.parametrize("text", ["", "not toml", OWN.replace("score = 0.0\n", ""), OWN.replace("ELECT", "elect")])
def test_a_bad_file_of_types_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with pytest.raises(DataError, match=r"own\.toml"):
        own_ontology(tmp_path, monkeypatch, text)
