"""Spans and provenance: where a value stands in its text and what put it there."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of `Document.text`, in Unicode code points.

    Args:
        start_char: index of the first character.
        end_char: index one past the last character; larger than `start_char`.

    Raises:
        SpanError: the stretch is empty, negative or reversed.

    >>> Span(0, 5).slice("Kenya and Uganda")
    'Kenya'
    """

    start_char: int
    end_char: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_char < self.end_char:
            raise SpanError(
                f"span ({self.start_char}, {self.end_char}) is not a stretch of text; "
                "start_char must be 0 or more and end_char larger than it"
            )

    def slice(self, text: str) -> str:
        """Return the characters of `text` the span covers.

        Raises:
            SpanError: the span runs past the end of `text`.
        """
        if self.end_char > len(text):
            raise SpanError(f"span ({self.start_char}, {self.end_char}) runs past a text of {len(text)} characters")
        return text[self.start_char : self.end_char]

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies inside this span."""
        return self.start_char <= other.start_char and other.end_char <= self.end_char

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start_char < other.end_char and other.start_char < self.end_char


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a value: the component (`extract.events`), its version, and the rule or model head."""

    component: str
    version: str
    rule: str
