"""Statements in the making, and what keeps their words tidy: trimmed, joined, with quotation marks left whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dotterel.extract.quotes import Quote
from dotterel.model import Argument, Span

_OPENING = "“„‟\"«‹‘'`「『(["
_TRIMMED_BEFORE = frozenset(" \t\n\r\u00a0,;:.—–-…”’»'\"“„‘«‹›`)「」『』")
_TRIMMED_BEHIND = frozenset(" \t\n\r\u00a0,;:.—–-\"“”„‘’'«»‹›`(「」『』")


@dataclass(slots=True)
class Draft:
    """A statement while its parts are put together; spans are characters of the text.

    `weak` cues claim no quotation from afar; `guessed` words stand behind the cue without hanging on it; `toned` says
    that the model gave the tone, and no word need be asked.
    """

    sentence: int
    tone: str
    construction: str
    cue: Span | None = None
    clause: Span | None = None
    lemma: str = ""
    head: int | None = None
    content_head: int | None = None
    auxiliary: tuple[str, ...] = ()
    content: list[Span] = field(default_factory=list)
    speaker: tuple[Argument, ...] = ()
    addressee: tuple[Argument, ...] = ()
    via: tuple[Argument, ...] = ()
    quotes: list[Quote] = field(default_factory=list)
    confidence: float = 0.5
    origin: str = "tree"
    weak: bool = False
    guessed: bool = False
    toned: bool = False


class QuoteIndex:
    """The quotations of a text, looked up by place.

    Args:
        quotes: all quotations of the text, in text order.
    """

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.all = tuple(quotes)
        self.outermost = tuple(quote for quote in quotes if quote.depth == 0)
        self.inner = tuple(quote for quote in quotes if quote.depth == 1)
        self._inner_starts = [quote.outer.start_char for quote in self.inner]
        self._starts = [quote.outer.start_char for quote in self.outermost]

    def around(self, at: int) -> Quote | None:
        """Return the outermost quotation a character stands in."""
        number = bisect_right(self._starts, at) - 1
        if number >= 0 and self.outermost[number].outer.end_char > at:
            return self.outermost[number]
        return None

    def within(self, span: Span, *, inner: bool = False) -> list[Quote]:
        """Return the outermost quotations that share a character with a stretch; `inner`: those one level deeper."""
        quotes, starts = (self.inner, self._inner_starts) if inner else (self.outermost, self._starts)
        number = max(bisect_right(starts, span.start_char) - 1, 0)
        found = []
        while number < len(quotes) and starts[number] < span.end_char:
            if quotes[number].outer.overlaps(span):
                found.append(quotes[number])
            number += 1
        return found


def tidy(text: str, spans: Iterable[Span], index: QuoteIndex, cue: Span | None) -> tuple[Span, ...]:
    """Return content as it is kept: in order, joined where it overlaps, without the cue, with whole quotations.

    A stretch that cuts a quotation is stretched over it, unless the cue stands in that quotation; then it ends with it.
    """
    home = index.around(cue.start_char) if cue else None
    whole = [_with_quotes(text, span, index, home) for span in spans]
    joined: list[Span] = []
    for span in sorted(whole):
        if joined and span.start_char <= joined[-1].end_char:
            joined[-1] = Span(joined[-1].start_char, max(joined[-1].end_char, span.end_char))
        else:
            joined.append(span)
    parts = [part for span in joined for part in _without(span, cue)]
    return tuple(found for part in parts if (found := _trimmed(text, part, index)))


_JOINT = re.compile(r"(?:and that|but that|and|but|that)\s+(?=\S)", re.IGNORECASE)


def _with_quotes(text: str, span: Span, index: QuoteIndex, home: Quote | None) -> Span:
    start, end = span.start_char, span.end_char
    if home:
        start, end = max(start, home.inner.start_char), min(end, home.inner.end_char)
        return Span(start, end) if start < end else span
    for quote in index.within(Span(max(start - 1, 0), end + 2)):
        ahead, behind = text[quote.outer.end_char : start], text[end : quote.outer.start_char]
        touches = not (ahead + behind).strip(" ") and len(ahead) + len(behind) < 2
        if quote.closed and (quote.inner.overlaps(span) or touches):
            start, end = min(start, quote.outer.start_char), max(end, quote.outer.end_char)
    return Span(start, end)


def _without(span: Span, cue: Span | None) -> list[Span]:
    if cue is None or not span.overlaps(cue):
        return [span]
    found = []
    if span.start_char < cue.start_char:
        found.append(Span(span.start_char, cue.start_char))
    if cue.end_char < span.end_char:
        found.append(Span(cue.end_char, span.end_char))
    return found


def _trimmed(text: str, span: Span, index: QuoteIndex) -> Span | None:
    """Cut signs off both ends, but keep a mark whose partner is inside."""
    start, end = span.start_char, span.end_char
    while start < end and text[start] in _TRIMMED_BEFORE:
        start += 1
    while end > start and text[end - 1] in _TRIMMED_BEHIND:
        end -= 1
    if not (home := index.around(start)) or home.outer.start_char >= start:
        joint = _JOINT.match(text, start, end)
        start = joint.end() if joint and text[start].islower() else start
        while start < end and text[start] in _TRIMMED_BEFORE:
            start += 1
    if end - start < 1 or not any(sign.isalnum() for sign in text[start:end]):
        return None
    for quote in index.within(Span(start, end)):
        if quote.inner.start_char <= start < quote.inner.end_char < end:
            start = quote.outer.start_char
        if start < quote.inner.start_char and quote.inner.start_char < end <= quote.outer.end_char and quote.closed:
            end = quote.outer.end_char
            while end - 1 > quote.inner.start_char and text[end - 1] in " ,;:.":
                end -= 1
    return Span(start, end)
