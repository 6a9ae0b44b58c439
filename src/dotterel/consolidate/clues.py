"""What else a sentence says, read by others and handed in: its dates, places and parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dotterel.model import Document, Party, Site, Span
from dotterel.model.days import Period


@dataclass(frozen=True, slots=True)
class DateClue:
    """A time expression with its days, read as past and as still to come ("on Thursday" is either)."""

    span: Span
    text: str
    past: Period | None
    coming: Period | None


@dataclass(frozen=True, slots=True)
class PlaceClue:
    """A toponym and the place it most likely is."""

    span: Span
    site: Site


@dataclass(frozen=True, slots=True)
class PartyClue:
    """The name of a country or an organisation."""

    span: Span
    party: Party


@dataclass(frozen=True, slots=True)
class Clues:
    """The clues of one sentence, each in text order."""

    dates: tuple[DateClue, ...] = ()
    places: tuple[PlaceClue, ...] = ()
    parties: tuple[PartyClue, ...] = ()


ClueReader = Callable[[Document, Span], Clues]
"""Reads the clues of a sentence of a document; `pipeline` joins one from the other rooms."""


def no_clues(document: Document, sentence: Span) -> Clues:
    """Read nothing: only what event mentions hold is used."""
    return Clues()
