"""Corpus sentences -> word-level event labels, and sentences with one pair of parties marked."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from dotterel.annotate.shapes import Shape
from dotterel.annotate.tokens import tokenize
from dotterel.ontology import load_ontology
from training.corpus import CorpusEvent, CorpusSentence, CorpusSpan
from training.data import NAME_TAGS, Encoder, Example, encode
from training.treebank import Sentence

_PLOVER = load_ontology()
EVENT_TYPES = ("O", *_PLOVER.event_types)
MODES = tuple(f"{name}.{mode}" for name, kind in _PLOVER.event_types.items() for mode in kind.modes)
AUXILIARIES = _PLOVER.auxiliaries
CONTEXTS = _PLOVER.contexts
ROLES = ("none", "actor", "recipient", "place", "when", "trigger")
# Markers around the two parties of a pair: four pieces of the vocabulary that no text uses.
MARKERS = {"⟦": 1, "⟧": 2, "⟪": 3, "⟫": 4}
_INTENT_WORDS = ("agree", "pledg", "promis", "offer", "vow", "willing", "ready", "undert", "commit")
_SANCTION_WORDS = ("sanction", "embargo", "blacklist", "blockade", "tariff")


@dataclass(slots=True)
class EventLabels:
    """One event on words: `roles` has one number per word, an index into ROLES."""

    trigger: int
    event_type: int
    modes: list[int]
    auxiliary: list[int]
    roles: list[int]


@dataclass(slots=True)
class EventExample(Example):
    """A sentence with its events, or with one marked pair (`pair` is its type, `marks` the opening markers)."""

    events: list[EventLabels] = field(default_factory=list)
    contexts: list[int] | None = None
    pair: int = -1
    marks: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A corpus sentence cut into words."""

    source: CorpusSentence
    cuts: tuple[tuple[int, int], ...]
    sentence: Sentence

    def inside(self, span: CorpusSpan) -> list[int]:
        """Return the words a span covers."""
        return [i for i, (a, b) in enumerate(self.cuts) if a < span.end and b > span.start]


def cut(source: CorpusSentence) -> Annotated:
    """Cut a corpus sentence into words and tag its names."""
    cuts = tuple(tokenize(source.text))
    tags = ["O"] * len(cuts)
    for span, kind in source.names:
        covered = [i for i, (a, b) in enumerate(cuts) if a < span.end and b > span.start]
        for i in covered:
            tags[i] = ("B-" if i == covered[0] else "I-") + kind
    words = [source.text[a:b] for a, b in cuts]
    return Annotated(source, cuts, Sentence(source.id, words, names=tags))


def event_example(annotated: Annotated, sentence: Sentence, encoder: Encoder) -> EventExample:
    """Encode a sentence (`sentence` may be a restyled copy with as many words) with all its events."""
    plain = encode(sentence, encoder, ())
    labels = [_labels(annotated, event, len(sentence.words)) for event in annotated.source.events]
    return EventExample(
        plain.pieces, plain.shapes, None, None, None, plain.names, sentence,
        events=[label for label in labels if label.trigger < len(sentence.words)],
        contexts=[CONTEXTS.index(c) for c in annotated.source.contexts],
    )  # fmt: skip


def _labels(annotated: Annotated, event: CorpusEvent, count: int) -> EventLabels:
    roles = [0] * count
    for name in ("when", "place", "recipient", "actor"):
        for span in getattr(event, name):
            for i in annotated.inside(span):
                if i < count:
                    roles[i] = ROLES.index(name)
    covered = annotated.inside(event.trigger)
    for i in covered:
        if i < count:
            roles[i] = ROLES.index("trigger")
    return EventLabels(
        covered[0],
        EVENT_TYPES.index(event.event_type),
        [MODES.index(f"{event.event_type}.{mode}") for mode in event.mode],
        [AUXILIARIES.index(a) for a in event.auxiliary],
        roles,
    )


def pair_type(event: CorpusEvent) -> str:
    """Return the type of a relation as the CAMEO conversion table has it.

    The table files convictions under ACCUSE (116), imposed sanctions or embargoes under COERCE (163) and a stated intent to
    yield, release or withdraw under AGREE (035), where the manual says SANCTION and CONCEDE; `Coder.code_pair` follows the
    table, which the published relation sets were made with.
    """
    said = event.trigger.text.lower()
    if event.event_type == "SANCTION":
        if "convict" in event.mode:
            return "ACCUSE"
        if not event.mode and any(word in said for word in _SANCTION_WORDS):
            return "COERCE"
    if event.event_type == "CONCEDE" and ("future" in event.auxiliary or said.startswith(_INTENT_WORDS)):
        return "AGREE"
    return event.event_type


def pairs(annotated: Annotated) -> list[tuple[CorpusSpan, CorpusSpan, str]]:
    """Return every (actor, recipient, type) of a sentence; two actors who meet are a pair as well."""
    found = []
    for event in annotated.source.events:
        if event.recipient:
            couples: Iterable[tuple[CorpusSpan, CorpusSpan]] = product(event.actor, event.recipient)
        else:
            couples = zip(event.actor, event.actor[1:], strict=False)
        found.extend((actor, recipient, pair_type(event)) for actor, recipient in couples)
    return found


def mark(words: Sequence[str], actor: Sequence[int], recipient: Sequence[int]) -> tuple[list[str], tuple[int, int]]:
    """Put markers around the words of actor and recipient; also return where the opening markers stand."""
    out: list[str] = []
    opens = {actor[0]: "⟦", recipient[0]: "⟪"}
    closes = {actor[-1]: "⟧", recipient[-1]: "⟫"}
    where: dict[str, int] = {}
    for i, word in enumerate(words):
        if i in opens:
            where[opens[i]] = len(out)
            out.append(opens[i])
        out.append(word)
        if i in closes:
            out.append(closes[i])
    return out, (where["⟦"], where["⟪"])


def pair_example(
    annotated: Annotated, sentence: Sentence, encoder: Encoder, draw: random.Random
) -> EventExample | None:
    """Encode a sentence with one of its pairs marked, None where it has none."""
    found = pairs(annotated)
    if not found:
        return None
    actor, recipient, kind = draw.choice(found)
    left, right = annotated.inside(actor), annotated.inside(recipient)
    if not left or not right or left[0] == right[0] or max(left[-1], right[-1]) >= len(sentence.words):
        return None
    words, marks = mark(sentence.words, left, right)
    return marked(words, marks, EVENT_TYPES.index(kind) - 1, encoder, sentence.ident)


def marked(words: list[str], marks: tuple[int, int], kind: int, encoder: Encoder, ident: str) -> EventExample:
    """Encode words that carry markers."""
    plain = encode(Sentence(ident, words), encoder, ())
    pieces = [[MARKERS[w]] if w in MARKERS else p for w, p in zip(words, plain.pieces, strict=True)]
    shapes = [int(Shape.SPECIAL) if w in MARKERS else s for w, s in zip(words, plain.shapes, strict=True)]
    return EventExample(pieces, shapes, None, None, None, None, Sentence(ident, words), pair=kind, marks=marks)


def shortened(sentence: Sentence, words: list[str]) -> Sentence:
    """Return the sentence with other words of the same number, as an augmentation gives them."""
    return replace(sentence, words=words)


__all__ = ["AUXILIARIES", "CONTEXTS", "EVENT_TYPES", "MODES", "NAME_TAGS", "ROLES", "Annotated", "EventExample"]
