"""What was read from the sentences of one document: frames of events and statements whose parts are still words."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.model.annotation import Annotation
from dotterel.model.span import Span

TONES = ("say", "hope", "praise", "warn", "pledge", "deny", "demand", "accuse")
QUOTATIONS = ("direct", "indirect", "mixed")


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
    speakers to whom the clause is attributed. `untimed` says that it is told without a time, as done at
    some time before. `confidence` is a probability, rounded to three digits.
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
    untimed: bool = False


@dataclass(frozen=True, slots=True)
class StatementFrame:
    """One statement before names are resolved.

    `content` are the words said, in text order, without the cue inside them and without the marks around them. `cue` is
    None where a headline's colon or a quotation that runs on stands for it; `sentence` is the sentence of the cue, else
    of the content. `parent` is the position, in the list this frame stands in, of the statement it is part of.
    """

    sentence: int
    quotation: str
    tone: str
    content: tuple[Span, ...]
    rule: str
    cue: Span | None = None
    auxiliary: tuple[str, ...] = ()
    speaker: tuple[Argument, ...] = ()
    addressee: tuple[Argument, ...] = ()
    via: tuple[Argument, ...] = ()
    parent: int | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Extraction:
    """All event frames of one document, in text order."""

    annotation: Annotation
    events: tuple[EventFrame, ...] = ()
