"""What resolving one phrase needs to know of the whole document: its parties, its sides, the country it plays in."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.resolve.frame import Frame
from dotterel.resolve.memory import Memory
from dotterel.resolve.sides import Sides


@dataclass(frozen=True, slots=True)
class Setting:
    """One document as a whole."""

    memory: Memory
    frame: Frame
    sides: Sides
