"""Inputs come in; documents go on to the coder, and what is none is collected as issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dotterel.ingest import read_inputs
from dotterel.model import Document, Issue


class Intake:
    """The documents behind the inputs, and the issues met so far."""

    def __init__(self, inputs: Sequence[str], published: date | None) -> None:
        self._inputs = inputs
        self._published = published
        self.issues: list[Issue] = []

    def documents(self) -> Iterator[Document]:
        """Yield the documents, one pass."""
        for item in read_inputs(self._inputs, published=self._published):
            if isinstance(item, Issue):
                self.issues.append(item)
            else:
                yield item
