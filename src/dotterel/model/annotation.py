"""What the language model saw in a document: sentences, tokens, tree, names, time expressions, chains."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.model.document import Document
from dotterel.model.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a sentence, in the conventions of CoNLL-U.

    `head` is 1-based and counts tokens of the sentence; 0 is the root. In a sentence that was not
    parsed, `upos` is "X", `head` is 0 and `deprel` is "dep" throughout.
    """

    text: str
    start_char: int
    end_char: int
    lemma: str
    upos: str = "X"
    head: int = 0
    deprel: str = "dep"

    @property
    def span(self) -> Span:
        """The token's characters in `Document.text`."""
        return Span(self.start_char, self.end_char)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the document, its tokens, and whether the model parsed it."""

    index: int
    span: Span
    tokens: tuple[Token, ...] = ()
    parsed: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or title in the text.

    `type` is PER, ORG, LOC, NORP (nationality, religion, people) or TITLE. `first_token` and `last_token`
    are 0-based positions in the sentence, the last one included. `chain` numbers the mentions of one thing.
    """

    span: Span
    type: str
    sentence: int
    first_token: int
    last_token: int
    chain: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, not yet anchored.

    `type` is TIMEX3's DATE, TIME, DURATION or SET. `expression` says what the words mean in a form without
    an anchor (for example `weekday:3`, `offset:-2w`, `date:2018-05-31`, `month:5`), read by `resolve.dates`.
    """

    span: Span
    type: str
    expression: str
    sentence: int


Stretch = tuple[int, int]
"""First and last token of a stretch of words, 0-based positions in the sentence, the last one included."""


@dataclass(frozen=True, slots=True)
class EventTag:
    """What the event model sees at a word: an event, with the words of its roles.

    `probability` is that of any event at the word, `certainty` that of `event_type` given one, `confidence` how often
    such a tag was right on held-out text. `mode`, `auxiliary` and `context` are PLOVER's; types are after PLOVER's
    shifts. `untimed` is the chance that, where no words give a time, it is told as done at some time before:
    background, a state, what somebody reacts to. Tags of low probability are kept: `extract` decides.
    """

    sentence: int
    trigger: Stretch
    event_type: str
    probability: float
    certainty: float
    mode: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    actor: tuple[Stretch, ...] = ()
    recipient: tuple[Stretch, ...] = ()
    place: tuple[Stretch, ...] = ()
    when: tuple[Stretch, ...] = ()
    confidence: float = 0.5
    untimed: float = 0.0


@dataclass(frozen=True, slots=True)
class StatementTag:
    """What the language model sees at a word: the cue of a statement, with the words of its parts.

    `probability` is that of any statement at the word; `tone` is one of say, hope, praise, warn, pledge, deny, demand,
    accuse. Tags of low probability are kept: `extract` decides.
    """

    sentence: int
    cue: Stretch
    tone: str
    probability: float
    speaker: tuple[Stretch, ...] = ()
    content: tuple[Stretch, ...] = ()
    addressee: tuple[Stretch, ...] = ()
    via: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything seen in one document before anything is concluded from it."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    dateline: Span | None = None
    event_tags: tuple[EventTag, ...] = ()
    statement_tags: tuple[StatementTag, ...] = ()
