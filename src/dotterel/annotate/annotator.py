"""A document -> its annotation: sentences, tokens, trees and names."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Self

from dotterel.annotate.encoder import Encoder, Reading
from dotterel.annotate.event_reader import EventReader
from dotterel.annotate.lemmas import Lemmas
from dotterel.annotate.names import Name
from dotterel.annotate.sentences import Stretch, split
from dotterel.annotate.timexes import find_timexes
from dotterel.annotate.tokens import tokenize
from dotterel.errors import ModelError, SpanError
from dotterel.model import Annotation, Document, EventTag, Mention, Sentence, Span, Timex, Token

# A sentence is parsed where the event model sees an event with this probability or more.
PARSED_FLOOR = 0.2


class Annotator:
    """Reads documents with the language model.

    The same sentence always gets the same reading, whatever stands around it.

    Args:
        encoder: the language model.
        lemmas: the lemma table.
        events: the event model; without it no event tags are given.
    """

    def __init__(self, encoder: Encoder, lemmas: Lemmas, events: EventReader | None = None) -> None:
        self._encoder = encoder
        self._lemmas = lemmas
        self._events = events

    @classmethod
    def load(cls) -> Self:
        """Load the model and tables that came with the package.

        Raises:
            ModelError: they are missing or do not fit together.
        """
        encoder = Encoder.load()
        lemmas = Lemmas.load(Path(str(files("dotterel.annotate") / "data" / "lemmas.json.gz")), encoder.pieces)
        return cls(encoder, lemmas, EventReader.load(encoder.pieces))

    def __call__(self, document: Document, *, parse: Callable[[str], bool] | None = None) -> Annotation:
        """Annotate one document.

        Args:
            document: its `text` is read; a `title` kept apart from the text is not.
            parse: says by a sentence's text whether the models should look at it at all. Of those, only the ones in
                which the event model sees a possible event are parsed; the others have tokens and names, but no
                tree. When left out, every sentence is parsed.

        Returns:
            The annotation; an empty text has no sentences.
        """
        text = document.text
        stretches, dateline = split(text)
        sentences: list[Sentence] = []
        mentions: list[Mention] = []
        timexes: list[Timex] = []
        tags: list[EventTag] = []
        for index, stretch in enumerate(stretches):
            cuts = tokenize(text, stretch.start_char, stretch.end_char)
            words = [text[first:last] for first, last in cuts]
            wanted = bool(words) and (parse is None or parse(text[stretch.start_char : stretch.end_char]))
            seen = self._events.read(index, words) if wanted and self._events else None
            eventful = seen is None or any(tag.probability >= PARSED_FLOOR for tag in seen.tags)
            reading = self._encoder.read(words) if wanted and (parse is None or eventful) else None
            sentence = self._sentence(index, stretch, cuts, words, reading)
            sentences.append(sentence)
            timexes += find_timexes(sentence, text)
            if seen:
                tags += seen.tags
            if found := reading or seen:
                mentions += _mentions(index, cuts, found.names)
        return Annotation(document, tuple(sentences), tuple(mentions), tuple(timexes), dateline, tuple(tags))

    def pair_type(self, text: str, actor: Span, recipient: Span) -> dict[str, float]:
        """Return the probability of each event type between two parties marked in a sentence.

        Raises:
            SpanError: a span covers no word of the text, or both begin at the same word.
            ModelError: there is no event model.
        """
        if self._events is None:
            raise ModelError("this annotator has no event model; use Annotator.load()")
        cuts = tokenize(text)
        marked: list[tuple[int, int]] = []
        for span in (actor, recipient):
            inside = [i for i, (first, last) in enumerate(cuts) if first < span.end_char and last > span.start_char]
            if not inside:
                raise SpanError(f"span ({span.start_char}, {span.end_char}) covers no word of {text[:60]!r}")
            marked.append((inside[0], inside[-1]))
        return self._events.pair_type([text[first:last] for first, last in cuts], *marked)

    def _sentence(
        self, index: int, stretch: Stretch, cuts: list[tuple[int, int]], words: list[str], reading: Reading | None
    ) -> Sentence:
        """Build the record of one sentence."""
        span = Span(stretch.start_char, stretch.end_char)
        lemma = self._lemmas
        if reading is None:
            bare = (Token(word, first, last, word.lower()) for word, (first, last) in zip(words, cuts, strict=True))
            return Sentence(index, span, tuple(bare), False, stretch.headline)
        rows = zip(words, cuts, reading.upos, reading.heads, reading.deprels, strict=True)
        tokens = (
            Token(word, first, last, lemma(word, upos), upos, head, deprel)
            for word, (first, last), upos, head, deprel in rows
        )
        return Sentence(index, span, tuple(tokens), True, stretch.headline)


def _mentions(index: int, cuts: list[tuple[int, int]], names: list[Name]) -> list[Mention]:
    """Turn a sentence's names into mentions with their characters."""
    return [
        Mention(
            Span(cuts[name.first][0], cuts[name.last][1]),
            name.type,
            index,
            name.first,
            name.last,
            None,
            name.confidence,
        )
        for name in names
    ]
