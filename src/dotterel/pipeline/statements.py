"""Statement frames of a document in, resolved statements out; and events told in a statement learn who says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from dotterel.model import (
    Annotation,
    Argument,
    EntityMention,
    EventMention,
    Passage,
    Provenance,
    Span,
    Statement,
    StatementFrame,
    content_id,
)
from dotterel.resolve import EntityResolver
from dotterel.version import VERSION

# Words by which a speaker means himself; in an event he tells of they stand for him.
_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())


def resolve_statements(
    frames: Sequence[StatementFrame], annotation: Annotation, entities: EntityResolver
) -> tuple[Statement, ...]:
    """Return the statements of a document with speakers, addressees and go-betweens resolved.

    Args:
        frames: the statements as words.
        annotation: the document.
        entities: its resolver of names, roles and pronouns.
    """
    text = annotation.document.text
    ids = [_identity(annotation.document.id, frame) for frame in frames]

    def parties(arguments: tuple[Argument, ...]) -> tuple[EntityMention, ...]:
        found: dict[EntityMention, None] = {}
        for argument in arguments:
            found |= dict.fromkeys(entities.resolve_all(argument.span, argument.sentence))
        return tuple(found)

    about = _About(annotation, entities)
    statements = [
        Statement(
            id=identity,
            document=annotation.document.id,
            sentence=frame.sentence,
            quotation=frame.quotation,
            tone=frame.tone,
            auxiliary=frame.auxiliary,
            speaker=parties(frame.speaker),
            cue=Passage(frame.cue, frame.cue.slice(text)) if frame.cue else None,
            content=tuple(Passage(span, span.slice(text)) for span in frame.content),
            addressee=parties(frame.addressee),
            via=parties(frame.via),
            about=about.named_in(frame.content),
            parent=ids[frame.parent] if frame.parent is not None else None,
            confidence=frame.confidence,
            provenance=Provenance("extract.statements", VERSION, frame.rule),
        )
        for identity, frame in zip(ids, frames, strict=True)
    ]
    return tuple({statement.id: statement for statement in statements}.values())


class _About:
    """Looks up the names that stand in stretches of a document; each is resolved once."""

    def __init__(self, annotation: Annotation, entities: EntityResolver) -> None:
        self._mentions = sorted((m for m in annotation.mentions if m.type != "TITLE"), key=lambda m: m.span)
        self._starts = [mention.span.start_char for mention in self._mentions]
        self._entities = entities
        self._known: dict[int, EntityMention] = {}

    def named_in(self, content: Sequence[Span]) -> tuple[EntityMention, ...]:
        """Return the known things named in what is said, each by its first mention."""
        found: dict[str, EntityMention] = {}
        for span in content:
            for number in range(bisect_left(self._starts, span.start_char), bisect_left(self._starts, span.end_char)):
                entity = self._resolved(number)
                found.setdefault(entity.entity or (entity.name or entity.text).lower(), entity)
        return tuple(found.values())

    def _resolved(self, number: int) -> EntityMention:
        if number not in self._known:
            mention = self._mentions[number]
            self._known[number] = self._entities.resolve(mention.span, mention.sentence)
        return self._known[number]


def _identity(document: str, frame: StatementFrame) -> str:
    anchor = (frame.cue.start_char, frame.cue.end_char) if frame.cue else ("",)
    return content_id("st", document, *anchor, "/", *(f"{s.start_char}-{s.end_char}" for s in frame.content))


def attribute_events(events: Iterable[EventMention], statements: Sequence[Statement]) -> tuple[EventMention, ...]:
    """Return the events with the statements they are told in, and those they consist in.

    An event told in a statement is attributed to its speakers and to those of the statements around it, innermost
    first; a first person among its parties is the speaker.

    Args:
        events: the events of a document.
        statements: the statements of the same document.
    """
    index = _Told(statements)
    return tuple(index.attributed(event) for event in events)


class _Told:
    """Looks up which statement of a document a stretch of its text is told in."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_id = {statement.id: statement for statement in statements}
        self._passages = sorted(
            ((p.span, s) for s in statements for p in s.content), key=lambda pair: (pair[0], pair[1].id)
        )
        self._starts = [span.start_char for span, _ in self._passages]
        self._reach = list(accumulate((span.end_char for span, _ in self._passages), max))
        self._cues = {at: s for s in statements if s.cue for at in range(s.cue.span.start_char, s.cue.span.end_char)}

    def attributed(self, event: EventMention) -> EventMention:
        """Return an event with its statement, its speech act and its attribution."""
        told = self._innermost(event.trigger)
        act = self._cues.get(event.trigger.start_char)
        if told is None:
            return replace(event, speech_act=act.id) if act else event
        voices: dict[EntityMention, None] = {}
        around: Statement | None = told
        while around is not None:
            voices |= dict.fromkeys(around.speaker)
            around = self._by_id.get(around.parent) if around.parent else None
        return replace(
            event,
            actor=_in_person(event.actor, told),
            recipient=_in_person(event.recipient, told),
            attribution=tuple(voices) or event.attribution,
            statement=told.id,
            speech_act=act.id if act else None,
        )

    def _innermost(self, trigger: Span) -> Statement | None:
        best: tuple[int, Statement] | None = None
        number = bisect_right(self._starts, trigger.start_char) - 1
        while number >= 0 and self._reach[number] > trigger.start_char:
            span, statement = self._passages[number]
            size = span.end_char - span.start_char
            if span.covers(trigger) and (best is None or size < best[0]):
                best = size, statement
            number -= 1
        return best[1] if best else None


def _in_person(parties: tuple[EntityMention, ...], told: Statement) -> tuple[EntityMention, ...]:
    """Return parties with "we" and "I" standing for the speaker, where there is one and nothing better is known."""
    if len(told.speaker) != 1:
        return parties
    speaker = told.speaker[0]
    return tuple(
        replace(
            party,
            name=speaker.name,
            entity=speaker.entity,
            code=speaker.code,
            sector=speaker.sector,
            office=speaker.office,
        )
        if party.text.lower() in _FIRST_PERSON and party.code is None and party.entity is None
        else party
        for party in parties
    )
