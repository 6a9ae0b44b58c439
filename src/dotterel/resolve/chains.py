"""Numbers the mentions of a document: those of one person, country or body share a chain."""

from __future__ import annotations

from dataclasses import replace

from dotterel.knowledge import Knowledge
from dotterel.model import Annotation, Mention
from dotterel.resolve.entities import EntityResolver


def build_chains(
    annotation: Annotation, knowledge: Knowledge, resolver: EntityResolver | None = None
) -> tuple[Mention, ...]:
    """Return the mentions of a document with `chain` set.

    Args:
        annotation: the document.
        knowledge: the tables.
        resolver: the document's resolver, where one was made already.

    Returns:
        The mentions in their order. Chains are numbered from 0 by first mention; a mention that stands for nothing
        known shares a chain only with mentions written the same.
    """
    resolver = resolver or EntityResolver(annotation, knowledge)
    numbers: dict[str, int] = {}
    chained = []
    for mention in annotation.mentions:
        known = resolver.resolve(mention.span, mention.sentence)
        words = " ".join(mention.span.slice(annotation.document.text).lower().split())
        key = known.entity or f"{mention.type}:{words}"
        chained.append(replace(mention, chain=numbers.setdefault(key, len(numbers))))
    return tuple(chained)
