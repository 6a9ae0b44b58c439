"""Documents and phrases of them in, what each phrase stands for and the chain it is in out: for `evaluate entities`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from dotterel.errors import DataError

if TYPE_CHECKING:
    from dotterel.evaluate import GoldPhrase
    from dotterel.model import Document, EntityMention, Span

Answers = dict[str, dict["Span", tuple["EntityMention", ...]]]
Chains = dict[str, dict["Span", Hashable]]


def resolve_phrases(documents: Iterable[Document], phrases: Sequence[GoldPhrase]) -> tuple[Answers, Chains]:
    """Return what the phrases of each document stand for, and the chain of each.

    Args:
        documents: the reports.
        phrases: stretches of their text.

    Raises:
        DataError: a phrase is not what the text has at its place.
    """
    from dotterel.knowledge import Knowledge
    from dotterel.pipeline import Coder
    from dotterel.resolve import EntityResolver

    coder = Coder.default()
    by_document: dict[str, list[GoldPhrase]] = {}
    for phrase in phrases:
        by_document.setdefault(phrase.document, []).append(phrase)
    answers: Answers = {}
    chains: Chains = {}
    for document in documents:
        annotation = coder.annotate(document)
        resolver = EntityResolver(annotation, Knowledge.load(), coder.places(annotation))
        found = answers.setdefault(document.id, {})
        for phrase in by_document.get(document.id, ()):
            span = phrase.span
            if span.end_char > len(document.text) or span.slice(document.text) != phrase.text:
                raise DataError(f"document {document.id!r} has no {phrase.text!r} at character {span.start_char}")
            inside = (s.index for s in annotation.sentences if s.span.end_char > span.start_char)
            sentence = next(inside, len(annotation.sentences) - 1)
            found[span] = resolver.resolve_all(span, sentence)
            chains.setdefault(document.id, {})[span] = resolver.chain(span, sentence)
    return answers, chains
