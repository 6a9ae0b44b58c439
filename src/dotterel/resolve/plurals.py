"""Finds the noun phrase that "they" stands for: a plural or coordinated subject, here before it or a sentence or two back."""

from __future__ import annotations

from collections.abc import Iterator

from dotterel.model import Annotation, Sentence
from dotterel.resolve.titles import is_plural

_PARTS = frozenset("det amod compound flat nummod nmod case cc conj fixed goeswith punct appos".split())
_REACH = 2
_BODIES = frozenset("police group government party team delegation coalition council army military staff union".split())


def plural_subjects(annotation: Annotation, sentence: int, token: int) -> Iterator[tuple[int, int, int]]:
    """Yield candidates as sentence and first and last token, likeliest first.

    Args:
        annotation: the document; only parsed sentences are read.
        sentence: where "they" stands.
        token: its position.
    """
    for back in range(sentence, max(-1, sentence - _REACH - 1), -1):
        record = annotation.sentences[back]
        if not record.parsed:
            continue
        limit = token if back == sentence else len(record.tokens)
        for head in range(limit):
            one = record.tokens[head]
            if not one.deprel.startswith("nsubj") or one.upos not in ("NOUN", "PROPN"):
                continue
            if _is_several(record, head):
                yield back, *_extent(record, head, limit)


def _is_several(record: Sentence, head: int) -> bool:
    one = record.tokens[head]
    joined = any(other.head == head + 1 and other.deprel == "conj" for other in record.tokens)
    return (
        joined
        or is_plural(one.text, one.lemma)
        or one.lemma.lower() in _BODIES
        or one.text.isupper()
        or one.upos == "PROPN"
    )


def _extent(record: Sentence, head: int, limit: int) -> tuple[int, int]:
    """Return the first and last token of the phrase around a head, clauses left out."""
    inside = {head}
    grown = True
    while grown:
        grown = False
        for index in range(limit):
            one = record.tokens[index]
            if index not in inside and one.head - 1 in inside and one.deprel.split(":")[0] in _PARTS:
                inside.add(index)
                grown = True
    first, last = head, head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last
