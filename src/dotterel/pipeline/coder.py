"""`Document` in, `Coded` out: the one place where annotate, extract and resolve are joined."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from dotterel.annotate import Annotator
from dotterel.extract import can_hold_event, can_hold_statement, extract_events, extract_statements
from dotterel.knowledge import Gazetteer, Knowledge
from dotterel.model import (
    Annotation,
    Argument,
    Coded,
    Document,
    EntityMention,
    EventFrame,
    EventMention,
    Issue,
    Place,
    Provenance,
    Span,
    Statement,
    StatementFrame,
    TimexValue,
    content_id,
)  # fmt: skip
from dotterel.ontology import load_ontology
from dotterel.pipeline.statements import attribute_events, resolve_statements
from dotterel.resolve import DateContext, EntityResolver, PlaceResolver
from dotterel.resolve.places_scene import Scene
from dotterel.resolve.recipients import across, besides, is_reached, settled
from dotterel.resolve.retold import retold
from dotterel.version import VERSION

# A dated event this long before the report is background, not news (PLOVER's auxiliary `historical`).
HISTORICAL_DAYS = 183
_WITHOUT_PARTIES = frozenset({"CONSULT", "PROTEST"})
# Quads of what is said: verbal cooperation and verbal conflict.
_SPOKEN = (1, 3)
_AT_HOME = frozenset({"PROTEST", "COERCE", "ASSAULT", "MOBILIZE"})
"""Acts that a state suffers at home: its own people and soldiers do them."""
_TALK = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes how documents are coded.

    Args:
        floor: events below this confidence are not kept. F1 is flat near 0.45, on the bundled gold (67.6; 67.8 at 0.4,
            67.3 at 0.5) as on the corpus's dev reports (50.7; 50.9, 50.3). In 7.6 % of the corpus's sentences without
            an event (test part) one is seen, in 8.2 % at 0.4, in 6.8 % at 0.5.
    """

    floor: float = 0.45


# Forces, goods and guests that go to a country or leave it concern that country.
_ABROAD = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "AID", "AGREE", "SANCTION"})


def _says_where(place: Place, parties: Iterable[EntityMention]) -> bool:
    """Return whether a place without a toponym says where: "arrested five men" and "drove into a" do not."""
    said = " " in place.text or place.text[:1].isupper()
    return said and not any(place.span.overlaps(party.span) for party in parties)


class Coder:
    """Codes news reports: `Coder.default()(document)` gives a `Coded`.

    Args:
        annotator: the language model.
        knowledge: countries, organisations, groups and office-holders.
        gazetteer: places.
        settings: thresholds.
    """

    def __init__(
        self, annotator: Annotator, knowledge: Knowledge, gazetteer: Gazetteer, *, settings: Settings | None = None
    ) -> None:
        self._annotator = annotator
        self._knowledge = knowledge
        self._gazetteer = gazetteer
        self._settings = settings or Settings()

    def __reduce__(self) -> tuple[Callable[[], Coder], tuple[()]]:
        """Pickle as "the default coder": a worker process loads its own models."""
        return Coder.default, ()

    @classmethod
    @cache
    def default(cls) -> Coder:
        """Return the coder with the model and tables shipped with the program; loaded once."""
        return cls(Annotator.load(), Knowledge.load(), Gazetteer.load())

    def __call__(self, document: Document) -> Coded:
        """Code one document.

        Args:
            document: the report; `published` anchors relative dates.

        Returns:
            Its events in text order, and an `Issue` for anything that went wrong.
        """
        collecting = gc.isenabled()
        gc.disable()  # little is garbage before the document is done: looking for it on the way takes 3 % of the time
        try:
            return self._code(document)
        finally:
            if collecting:
                gc.enable()

    def _code(self, document: Document) -> Coded:
        annotation = self._annotator(document, parse=_worth_reading)
        extraction = extract_events(annotation)
        resolution = _Resolution(annotation, self._knowledge, self._gazetteer)
        frames = [frame for frame in extraction.events if frame.confidence >= self._settings.floor]
        events = [event for event in resolution.events(frames) if _has_a_party(event)]
        unique = {event.id: event for event in events}
        issues = () if document.text.strip() else (Issue("empty", "the document has no text", document=document.id),)
        statements = resolution.statements(extract_statements(annotation))
        return Coded(
            document,
            attribute_events(unique.values(), statements),
            issues,
            tuple(s.span for s in annotation.sentences),
            statements,
        )

    def pipe(self, documents: Iterable[Document], *, jobs: int = 1) -> Iterator[Coded]:
        """Code many documents in the order given.

        Args:
            documents: the reports.
            jobs: worker processes; the result is the same for any number.
        """
        from dotterel.pipeline.parallel import pipe

        return pipe(self, documents, jobs=jobs)

    def code_pair(self, text: str, actor: Span, recipient: Span) -> tuple[str, float]:
        """Return the event type between two parties of a sentence, and its probability; there always is one.

        Args:
            text: the sentence.
            actor: the characters of the doer.
            recipient: the characters of the party it is done to.

        Raises:
            SpanError: a span covers no word of the text.
        """
        scores = self._annotator.pair_type(text, actor, recipient)
        best = max(scores, key=lambda name: (scores[name], name))
        return best, round(scores[best], 3)

    def event_types(self, text: str, trigger: Span) -> dict[str, float]:
        """Return the chance of each event type at a trigger of a sentence, and of none (`O`).

        Args:
            text: the sentence.
            trigger: the characters of the trigger.

        Raises:
            SpanError: the span covers no word of the text.
        """
        return self._annotator.event_types(text, trigger)

    def annotate(self, document: Document) -> Annotation:
        """Return sentences, trees, names and time expressions of a document, every sentence parsed."""
        return self._annotator(document)

    def places(self, annotation: Annotation, *, adjectives: bool = False) -> tuple[Place, ...]:
        """Return every toponym of an annotated document with its place; with `adjectives`, "Kenyan" is one too."""
        return PlaceResolver(annotation, self._gazetteer).toponyms(adjectives=adjectives)

    def timexes(self, annotation: Annotation) -> tuple[TimexValue, ...]:
        """Return every time expression of an annotated document with its value."""
        dates = DateContext(annotation)
        return dates.values()

    def entities(self, annotation: Annotation) -> tuple[EntityMention, ...]:
        """Return what each name of an annotated document stands for."""
        places = PlaceResolver(annotation, self._gazetteer).toponyms()
        resolver = EntityResolver(annotation, self._knowledge, places)
        return tuple(resolver.resolve(mention.span, mention.sentence) for mention in annotation.mentions)


def _are_two(parties: tuple[EntityMention, ...]) -> bool:
    """Whether those who take part are two, each a single country or person."""
    return len(parties) == 2 and all((one.entity or "").startswith(("country:", "person:")) for one in parties)


def _once(parties: Iterable[EntityMention]) -> tuple[EntityMention, ...]:
    """Leave out a known thing that stands in the role already, in other words ("we", "Colonel Amadou Abdramane")."""
    found: dict[object, EntityMention] = {}
    for party in parties:
        found.setdefault(party.entity or (party.name, party.code) if party.name or party.entity else party, party)
    return tuple(found.values())


def _has_a_party(event: EventMention) -> bool:
    """Return whether anybody known does it or has it done to him; talks and marches stand by themselves.

    "A late attack down the left" is no assault.
    """
    parties = (*event.actor, *event.recipient)
    return (
        event.event_type in _WITHOUT_PARTIES
        or not parties
        or any(party.code or party.sector or party.entity for party in parties)
    )


def _worth_reading(text: str) -> bool:
    return can_hold_event(text) or can_hold_statement(text)


class _Resolution:
    """Resolves the frames of one document."""

    def __init__(self, annotation: Annotation, knowledge: Knowledge, gazetteer: Gazetteer) -> None:
        self._annotation = annotation
        places = PlaceResolver(annotation, gazetteer)
        toponyms = places.toponyms()
        self._towns = {place.span for place in toponyms if place.precision == "city"}
        self._entities = EntityResolver(annotation, knowledge, toponyms)
        self._scene = Scene(annotation, places)
        self._dates = DateContext(annotation)
        self._published = annotation.document.published

    def events(self, frames: Iterable[EventFrame]) -> list[EventMention]:
        """Return the event mentions of frames in text order."""
        return retold([self._event(frame) for frame in frames], self._annotation)

    def _event(self, frame: EventFrame) -> EventMention:
        document = self._annotation.document
        frame = self._with_town(frame)
        span = self._annotation.sentences[frame.sentence].span
        day, end_day, basis = self._dates.event(
            frame.timex,
            frame.sentence,
            frame.tense,
            trigger=frame.trigger,
            negated="negation" in frame.auxiliary,
            untimed=frame.untimed,
        )
        auxiliary = self._auxiliary(frame, day, basis)
        ontology = load_ontology()
        actor = self._resolve(frame.actor)
        spoken = ontology.quad_code(frame.event_type) in _SPOKEN
        recipient = settled(self._with_heads(frame.recipient), actor, spoken=spoken)
        actor = across(actor, recipient) if frame.event_type not in _AT_HOME else actor
        recipient = besides(recipient, actor)
        mode = frame.mode
        if _are_two((*actor, *recipient)):
            mode = tuple(one for one in mode if one != "multilateral")  # three sides or more
        place = self._scene.place(frame, day)
        if place and place.name is None and not _says_where(place, (*actor, *recipient)):
            place = None
        reaches = "visit" in frame.mode or frame.event_type in _ABROAD
        country = frame.place if place and place.precision == "country" else None
        if reaches and not recipient and country and is_reached(self._words_before(country), frame.event_type):
            host = self._resolve((country,))  # a town that is visited is a place, a country the host
            recipient = tuple(one for one in host if one.code not in {party.code for party in actor})
        elif place and frame.event_type in _TALK and any(place.span == party.span for party in (*actor, *recipient)):
            place = None  # "talks between Egypt and Sudan" are not in Egypt
        identity = content_id(
            "ev", document.id, frame.trigger.start_char, frame.trigger.end_char, frame.event_type,
            *(a.span.start_char for a in actor), "/", *(r.span.start_char for r in recipient),
        )  # fmt: skip
        return EventMention(
            id=identity,
            document=document.id,
            sentence=frame.sentence,
            sentence_span=span,
            trigger=frame.trigger,
            trigger_text=frame.trigger.slice(document.text),
            event_type=frame.event_type,
            mode=mode,
            context=frame.context,
            auxiliary=auxiliary,
            quad_code=ontology.quad_code(frame.event_type),
            event_scale=ontology.event_scale(frame.event_type, mode),
            actor=actor,
            recipient=recipient,
            attribution=self._resolve(frame.attribution),
            place=place,
            timex=self._timex(frame.timex),
            date=day,
            end_date=end_day,
            date_basis=basis,
            confidence=frame.confidence,
            provenance=Provenance("extract.events", VERSION, frame.rule),
        )

    def _with_town(self, frame: EventFrame) -> EventFrame:
        """Return the frame of a visit with a town that it names as host as its place: nobody is met by a town."""
        towns = (
            [a for a in frame.recipient if any(a.span.overlaps(town) for town in self._towns)]
            if "visit" in frame.mode
            else []
        )
        if not towns:
            return frame
        hosts = tuple(a for a in frame.recipient if a not in towns)
        return replace(frame, recipient=hosts, place=frame.place or towns[0])

    def _words_before(self, argument: Argument) -> list[str]:
        tokens = self._annotation.sentences[argument.sentence].tokens
        return [token.text.lower() for token in tokens if token.end_char <= argument.span.start_char]

    def statements(self, frames: tuple[StatementFrame, ...]) -> tuple[Statement, ...]:
        """Return the statements of the document."""
        return resolve_statements(frames, self._annotation, self._entities)

    def _resolve(self, arguments: tuple[Argument, ...]) -> tuple[EntityMention, ...]:
        return tuple(entity for entity, _ in self._with_heads(arguments))

    def _with_heads(self, arguments: tuple[Argument, ...]) -> list[tuple[EntityMention, str]]:
        """Resolve the fillers of a role, each known thing once, with the lemma of its head."""
        found: dict[EntityMention, str] = {}
        for argument in arguments:
            lemma = self._annotation.sentences[argument.sentence].tokens[argument.head].lemma.lower()
            for entity in self._entities.resolve_all(argument.span, argument.sentence):
                found.setdefault(entity, lemma)
        kept = _once(found)
        return [(entity, lemma) for entity, lemma in found.items() if entity in kept]

    def _timex(self, span: Span | None) -> TimexValue | None:
        return self._dates.value(span) if span else None

    def _auxiliary(self, frame: EventFrame, day: str | None, basis: str | None) -> tuple[str, ...]:
        """Add `historical` where the event's own date lies half a year or more before the report."""
        if basis != "timex" or not day or not self._published or "historical" in frame.auxiliary:
            return frame.auxiliary
        limit = (self._published - timedelta(days=HISTORICAL_DAYS)).isoformat()
        return ("historical", *frame.auxiliary) if day < limit[: len(day)] else frame.auxiliary
