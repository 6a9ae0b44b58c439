"""Corpus sentences -> word-level event labels, and sentences with one pair of parties marked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from dotterel.annotate.pairs import type_by_table
from dotterel.annotate.shapes import Shape
from dotterel.annotate.tokens import tokenize
from dotterel.ontology import load_ontology
from training.annotated import Annotated, roles_of
from training.corpus import CorpusEvent, CorpusSpan
from training.data import Encoder, Example, encode
from training.reports import TONES as _TONES
from training.treebank import Sentence

_PLOVER = load_ontology()
EVENT_TYPES = ("O", *_PLOVER.event_types)
MODES = tuple(f"{name}.{mode}" for name, kind in _PLOVER.event_types.items() for mode in kind.modes)
AUXILIARIES = _PLOVER.auxiliaries
CONTEXTS = _PLOVER.contexts
ROLES = ("none", "actor", "recipient", "place", "when", "trigger")
TONES = ("O", *_TONES)
STATEMENT_ROLES = ("none", "speaker", "content", "addressee", "via", "cue")
# Markers around the two parties of a pair: four pieces of the vocabulary that no text uses.
MARKERS = {"⟦": 1, "⟧": 2, "⟪": 3, "⟫": 4}
_LEXICON = Path(__file__).resolve().parent.parent / "src/dotterel/extract/data/lexicon.tsv"
_WITHOUT_EVENTS = "reviews-"
# How often a pair is shown with the name inside the party alone, or with the place of the event as the one acted upon.
SHRINK, PLACE_TOO = 0.25, 0.25


@dataclass(slots=True)
class EventLabels:
    """One event on words: `roles` has one number per word, an index into ROLES."""

    trigger: int
    event_type: int
    modes: list[int]
    auxiliary: list[int]
    roles: list[int]


@dataclass(slots=True)
class StatementLabels:
    """One statement on words: `cue` is the cue's first word, `roles` one index into STATEMENT_ROLES per word."""

    cue: int
    tone: int
    roles: list[int]


@dataclass(slots=True)
class EventExample(Example):
    """A sentence with its events, or with one marked pair (`pair` is its type, `marks` the opening markers).

    `statements` is None where none were looked for; `single` is one word with its type and mode (-1: unknown), all
    that an example of the lexicon tells.
    """

    events: list[EventLabels] = field(default_factory=list)
    contexts: list[int] | None = None
    statements: list[StatementLabels] | None = None
    single: tuple[int, int, int] | None = None
    pair: int = -1
    marks: tuple[int, int] = (0, 0)


def lexicon_examples(encoder: Encoder, share: float, draw: random.Random) -> list[EventExample]:
    """Return some of the lexicon's own examples: one starred word with its type; a counterexample has no event at all."""
    found = []
    for line in _LEXICON.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 10 or cells[2] not in EVENT_TYPES or draw.random() >= share:
            continue
        kind, mode, example, counterexample = cells[2], f"{cells[2]}.{cells[3]}", cells[8], cells[9]
        before, star, rest = example.partition("*")
        word, _, after = rest.partition("*")
        if star:
            text = before + word + after
            cuts = tokenize(text)
            node = next((i for i, (first, _) in enumerate(cuts) if first == len(before)), None)
            if node is not None:
                plain = encode(Sentence("", [text[a:b] for a, b in cuts]), encoder, ())
                single = (node, EVENT_TYPES.index(kind), MODES.index(mode) if mode in MODES else -1)
                found.append(_bare(plain, single))
        if counterexample:
            words = [counterexample[a:b] for a, b in tokenize(counterexample)]
            found.append(_bare(encode(Sentence("", words), encoder, ()), (-1, 0, -1)))
    return found


def _bare(plain: Example, single: tuple[int, int, int]) -> EventExample:
    return EventExample(plain.pieces, plain.shapes, None, None, None, None, plain.sentence, single=single)


def tree_example(plain: Example) -> EventExample:
    """Return a treebank sentence as an example of no event where it is sure to hold none: EWT's reviews of shops and hotels."""
    return EventExample(
        plain.pieces, plain.shapes, plain.upos, plain.heads, plain.deprels, plain.names, plain.sentence,
        single=(-1, 0, -1) if plain.sentence.ident.startswith(_WITHOUT_EVENTS) else None,
    )  # fmt: skip


def event_example(annotated: Annotated, sentence: Sentence, encoder: Encoder) -> EventExample:
    """Encode a sentence (`sentence` may be a restyled copy with as many words) with all its events."""
    plain = encode(sentence, encoder, ())
    labels = [_labels(annotated, event, len(sentence.words)) for event in annotated.source.events]
    return EventExample(
        plain.pieces, plain.shapes, None, None, None, plain.names, sentence,
        events=[label for label in labels if label.trigger < len(sentence.words)],
        contexts=[CONTEXTS.index(c) for c in annotated.source.contexts],
        statements=_statements(annotated, len(sentence.words)),
    )  # fmt: skip


def _statements(annotated: Annotated, count: int) -> list[StatementLabels] | None:
    if annotated.statements is None:
        return None
    number = int(annotated.source.id.rpartition("-")[2])
    found = []
    for statement in annotated.statements:
        cue = statement.cue
        if cue is None or cue.sentence != number:
            continue
        roles = [0] * count
        for name in ("content", "via", "addressee", "speaker"):
            for part in getattr(statement, name):
                if part.sentence == number:
                    for i in annotated.inside(part.span):
                        if i < count:
                            roles[i] = STATEMENT_ROLES.index(name)
        covered = [i for i in annotated.inside(cue.span) if i < count]
        for i in covered:
            roles[i] = STATEMENT_ROLES.index("cue")
        if covered:
            found.append(StatementLabels(covered[0], TONES.index(statement.tone), roles))
    return found


def _labels(annotated: Annotated, event: CorpusEvent, count: int) -> EventLabels:
    roles = [0] * count
    for name, spans in roles_of(annotated, event).items():
        for span in spans:
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


def pairs(annotated: Annotated, draw: random.Random) -> list[tuple[CorpusSpan, CorpusSpan, str]]:
    """Return (actor, recipient, type) of a sentence's events.

    Two actors who meet are a pair as well; where nobody is acted upon, or now and then anyway, the place is.
    """
    found = []
    source = annotated.source
    for event in source.events:
        if "negation" in event.auxiliary:
            continue
        couples: list[tuple[CorpusSpan, CorpusSpan]] = list(product(event.actor, event.recipient))
        if not event.recipient:
            couples += zip(event.actor, event.actor[1:], strict=False)
        if not couples or draw.random() < PLACE_TOO:
            couples += product(event.actor, event.place)
        kind = type_by_table(
            event.event_type, event.mode, event.auxiliary, source.contexts, event.trigger.text.lower(),
            source.text.lower(),
        )  # fmt: skip
        found.extend((actor, recipient, kind) for actor, recipient in couples)
    return found


def shrunk(annotated: Annotated, span: CorpusSpan, draw: random.Random) -> CorpusSpan:
    """Return now and then only a name inside a party, as other people's sets mark them."""
    inside = [
        s for s, kind in annotated.source.names if kind != "TITLE" and span.start <= s.start and s.end <= span.end
    ]
    return draw.choice(inside) if inside and draw.random() < SHRINK else span


def mark(words: Sequence[str], actor: Sequence[int], recipient: Sequence[int]) -> tuple[list[str], tuple[int, int]]:
    """Put markers around the words of actor and recipient; also return where the opening markers stand."""
    out: list[str] = []
    where: dict[str, int] = {}
    parties = [(actor, "⟦", "⟧"), (recipient, "⟪", "⟫")]
    parties.sort(key=lambda party: -len(party[0]))
    for i, word in enumerate(words):
        for inside, opening, _ in parties:
            if i == inside[0]:
                where[opening] = len(out)
                out.append(opening)
        out.append(word)
        out.extend(closing for inside, _, closing in reversed(parties) if i == inside[-1])
    return out, (where["⟦"], where["⟪"])


def pair_example(
    annotated: Annotated, sentence: Sentence, encoder: Encoder, draw: random.Random
) -> EventExample | None:
    """Encode a sentence with one of its pairs marked, None where it has none."""
    found = pairs(annotated, draw)
    if not found:
        return None
    actor, recipient, kind = draw.choice(found)
    actor, recipient = shrunk(annotated, actor, draw), shrunk(annotated, recipient, draw)
    left, right = annotated.inside(actor), annotated.inside(recipient)
    if not left or not right or left == right or max(left[-1], right[-1]) >= len(sentence.words):
        return None
    words, marks = mark(sentence.words, left, right)
    return marked(words, marks, EVENT_TYPES.index(kind) - 1, encoder, sentence.ident)


def marked(words: list[str], marks: tuple[int, int], kind: int, encoder: Encoder, ident: str) -> EventExample:
    """Encode words that carry markers."""
    plain = encode(Sentence(ident, words), encoder, ())
    pieces = [[MARKERS[w]] if w in MARKERS else p for w, p in zip(words, plain.pieces, strict=True)]
    shapes = [int(Shape.SPECIAL) if w in MARKERS else s for w, s in zip(words, plain.shapes, strict=True)]
    return EventExample(pieces, shapes, None, None, None, None, Sentence(ident, words), pair=kind, marks=marks)
