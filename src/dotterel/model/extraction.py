"""What was read from the sentences of one document: event frames whose parts are still words."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.model.annotation import Annotation
from dotterel.model.span import Span


@dataclass(frozen=True, slots=True)
class Argument:
    """The words that fill a role. `head` is the 0-based position of their head token in the sentence."""

    span: Span
    sentence: int
    head: int


@dataclass(frozen=True, slots=True)
class EventFrame:
    """One event as the sentence tells it, before names are resolved.

    `event_type`, `mode`, `auxiliary` and `context` are PLOVER's, after PLOVER's shifts (a future CONSULT is
    already AGREE). `place` and `timex` are the words linked to this event, if any. `attribution` are the
    speakers to whom the clause is attributed. `confidence` is a probability, rounded to three digits.
    """

    sentence: int
    trigger: Span
    trigger_head: int
    event_type: str
    rule: str
    mode: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    actor: tuple[Argument, ...] = ()
    recipient: tuple[Argument, ...] = ()
    place: Argument | None = None
    timex: Span | None = None
    attribution: tuple[Argument, ...] = ()
    tense: str = "past"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Extraction:
    """All event frames of one document, in text order."""

    annotation: Annotation
    events: tuple[EventFrame, ...] = ()
