"""Reads `plover.toml` into a checked `Ontology`; everything that knows a type, mode or context asks it here."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dotterel.errors import DataError, unknown_value

EVENT_TYPES = 16
CONTEXTS = 37
OWN_TYPES = "DOTTEREL_ONTOLOGY"
"""Environment variable that names a TOML file with event types of the user's own."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen types.

    `score` and the values of `modes` are on PLOVER's scale, -10 (conflict) to 10 (cooperation); a mode the
    manual does not score has None and takes the score of its type.
    """

    name: str
    definition: str
    quad: str
    score: float
    requires_recipient: bool
    modes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Ontology:
    """PLOVER: what may be written in the fields `event_type`, `mode`, `context`, `auxiliary` and `sector`."""

    event_types: Mapping[str, EventType]
    contexts: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    sectors: Mapping[str, str]
    quads: Mapping[str, int]
    shifts: Mapping[str, str]

    def event_type(self, name: str) -> EventType:
        """Return a type by name.

        Raises:
            DataError: no such type; the text lists the known ones.
        """
        if name not in self.event_types:
            raise DataError(unknown_value("event type", name, self.event_types))
        return self.event_types[name]

    def check_modes(self, name: str, modes: Iterable[str]) -> None:
        """Raise DataError if a mode does not belong to the type."""
        known = self.event_type(name).modes
        for mode in modes:
            if mode not in known:
                raise DataError(unknown_value(f"mode of {name}", mode, known))

    def quad_code(self, name: str) -> int:
        """Return 1 verbal cooperation, 2 material cooperation, 3 verbal conflict or 4 material conflict.

        >>> load_ontology().quad_code("ASSAULT")
        4
        """
        return self.quads[self.event_type(name).quad]

    def event_scale(self, name: str, modes: Iterable[str] = ()) -> float:
        """Return the PLOVER score of a type with its modes: of several modes, the one farthest from zero.

        >>> load_ontology().event_scale("CONSULT", ["visit"])
        4.0
        """
        kind = self.event_type(name)
        scored = [score for mode in modes if (score := kind.modes.get(mode)) is not None]
        return max(scored, key=lambda score: (abs(score), score)) if scored else kind.score

    def shifted(self, name: str, auxiliary: Iterable[str]) -> str:
        """Return the type after PLOVER's shifts: a future CONSULT is AGREE, a future RETREAT is CONCEDE.

        >>> load_ontology().shifted("RETREAT", ["future"])
        'CONCEDE'
        """
        return self.shifts.get(name, name) if "future" in auxiliary else name


def _event_type(name: str, row: dict[str, Any], quads: Mapping[str, int]) -> EventType:
    if row["quad"] not in quads:
        raise DataError(unknown_value(f"quad of {name}", row["quad"], quads))
    modes = {mode: float(score) if score != "" else None for mode, score in row["modes"].items()}
    for score in (row["score"], *modes.values()):
        if score is not None and not -10 <= score <= 10:
            raise DataError(f"score {score} of {name} is outside -10 to 10; correct ontology/plover.toml")
    return EventType(name, row["definition"], row["quad"], float(row["score"]), row["requires_recipient"], modes)


def _own_types(path: Path, types: Mapping[str, EventType], quads: Mapping[str, int]) -> dict[str, EventType]:
    """Read the event types that a user adds; a type of PLOVER's may be given more modes, not taken away."""
    try:
        rows: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["event_types"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError(
            f"cannot read the event types in {path} ({OWN_TYPES}): {error!r}. It needs tables [event_types.NAME] as "
            "in ontology/plover.toml"
        ) from error
    found: dict[str, EventType] = {}
    for name, row in rows.items():
        missing = sorted({"definition", "quad", "score", "requires_recipient", "modes"} - row.keys())
        if missing or not name.isupper():
            raise DataError(f"event type {name!r} in {path} needs a name in capitals, and lacks {missing}")
        kind = _event_type(name, row, quads)
        old = types.get(name)
        found[name] = replace(old, modes={**kind.modes, **old.modes}) if old else kind
    return found


@cache
def load_ontology() -> Ontology:
    """Return the ontology shipped with the program, with the user's own types where `DOTTEREL_ONTOLOGY` names a file.

    Raises:
        DataError: a file is malformed or incomplete.
    """
    raw = tomllib.loads(files("dotterel.ontology").joinpath("plover.toml").read_text(encoding="utf-8"))
    quads: dict[str, int] = raw["quads"]
    types = {name: _event_type(name, row, quads) for name, row in raw["event_types"].items()}
    if len(types) != EVENT_TYPES or len(raw["contexts"]) != CONTEXTS:
        raise DataError(
            f"plover.toml has {len(types)} event types and {len(raw['contexts'])} contexts; "
            f"PLOVER has {EVENT_TYPES} and {CONTEXTS}"
        )
    own = os.environ.get(OWN_TYPES)
    if own:
        types |= _own_types(Path(own), types, quads)
    for old, new in raw["shifts"].items():
        if old not in types or new not in types:
            raise DataError(f"shift {old} -> {new} in plover.toml names an unknown event type")
    return Ontology(types, tuple(raw["contexts"]), tuple(raw["auxiliaries"]), raw["sectors"], quads, raw["shifts"])
