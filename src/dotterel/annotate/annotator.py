"""A document -> its annotation: sentences, tokens, trees and names."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Self

from dotterel.annotate.encoder import Encoder, Reading
from dotterel.annotate.lemmas import Lemmas
from dotterel.annotate.sentences import Stretch, split
from dotterel.annotate.tokens import tokenize
from dotterel.model import Annotation, Document, Mention, Sentence, Span, Token


class Annotator:
    """Reads documents with the language model.

    The same sentence always gets the same reading, whatever stands around it.

    Args:
        encoder: the language model.
        lemmas: the lemma table.
    """

    def __init__(self, encoder: Encoder, lemmas: Lemmas) -> None:
        self._encoder = encoder
        self._lemmas = lemmas

    @classmethod
    def load(cls) -> Self:
        """Load the model and tables that came with the package.

        Raises:
            ModelError: they are missing or do not fit together.
        """
        encoder = Encoder.load()
        return cls(encoder, Lemmas.load(Path(str(files("dotterel.annotate") / "data" / "lemmas.json.gz")), encoder.pieces))

    def __call__(self, document: Document, *, parse: Callable[[str], bool] | None = None) -> Annotation:
        """Annotate one document.

        Args:
            document: its `text` is read; a `title` kept apart from the text is not.
            parse: says by a sentence's text whether the model should read it; all are read when left out.
                A sentence that is not read has tokens, but no parts of speech, tree or mentions.

        Returns:
            The annotation; an empty text has no sentences.
        """
        text = document.text
        stretches, dateline = split(text)
        sentences: list[Sentence] = []
        mentions: list[Mention] = []
        for index, stretch in enumerate(stretches):
            cuts = tokenize(text, stretch.start_char, stretch.end_char)
            words = [text[first:last] for first, last in cuts]
            wanted = parse is None or parse(text[stretch.start_char : stretch.end_char])
            reading = self._encoder.read(words) if wanted and words else None
            sentences.append(self._sentence(index, stretch, cuts, words, reading))
            if reading:
                mentions += _mentions(index, cuts, reading)
        return Annotation(document, tuple(sentences), tuple(mentions), (), dateline)

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


def _mentions(index: int, cuts: list[tuple[int, int]], reading: Reading) -> list[Mention]:
    """Turn a sentence's names into mentions with their characters."""
    return [
        Mention(Span(cuts[name.first][0], cuts[name.last][1]), name.type, index, name.first, name.last, None, name.confidence)
        for name in reading.names
    ]
