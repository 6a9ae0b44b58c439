"""A coder without a model, importable by worker processes, for tests of what stands around a coder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator

from dotterel.errors import ModelError
from dotterel.model import Coded, Document, Issue, Span
from tests.builders import TEXT, coded, event


class FakeCoder:
    """Codes nothing; obeys orders in the text."""

    def __call__(self, document: Document) -> Coded:
        if "CRASH" in document.text:
            os._exit(3)
        if "RAISE" in document.text:
            raise ValueError("tripped")
        if "SLOW" in document.text:
            time.sleep(0.3)
        if "STUCK" in document.text:
            time.sleep(60)
        return Coded(document, sentences=(Span(0, len(document.text)),))


class BrokenCoder(FakeCoder):
    """Cannot be made in a worker."""

    def __reduce__(self) -> tuple[object, ...]:
        return _no_model, ()


class DyingCoder(FakeCoder):
    """Ends a worker before it is ready."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (4,)


def _no_model() -> FakeCoder:
    raise ModelError("no model file")


class FakeEventCoder:
    """Stands in for `dotterel.pipeline.Coder`: one event in each report of the builders' text."""

    @classmethod
    def default(cls) -> FakeEventCoder:
        return cls()

    def __call__(self, document: Document) -> Coded:
        if "RAISE" in document.text:
            return Coded(
                document, issues=(Issue("failed", "could not be coded: tripped", document.origin, document.id),)
            )
        return coded(document, [event(document)] if document.text.startswith(TEXT) else [])

    def pipe(self, documents: Iterable[Document], *, jobs: int = 1) -> Iterator[Coded]:
        for document in documents:
            if "INTERRUPT" in document.text:
                raise KeyboardInterrupt
            yield self(document)

    def code_pair(self, text: str, actor: Span, recipient: Span) -> tuple[str, float]:
        return ("RETREAT" if "yield" in text else "AID"), 0.5
