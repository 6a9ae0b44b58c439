"""A text -> its quotations: where each opens and ends, what lies inside what, what runs on into the next paragraph.

One pass over the marks, paragraph by paragraph, each looked at a bounded number of times: the time taken is linear in
the text, whatever marks it holds. Which marks open and which close is told by the mark where its shape says so and by
the characters on both sides where it does not; apostrophes are left out by the same test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dotterel.extract.quotes_single import pair_singles
from dotterel.model import Span

# Marks of one family close each other. „ may be closed by “ (German) or ” (Polish, Romanian), » and « stand either way.
_FAMILY = {
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", '"': "straight", "＂": "straight", "«": "guillemet",
    "»": "guillemet", "‹": "angle", "›": "angle", "「": "corner", "」": "corner", "『": "white", "』": "white",
    "``": "penn", "''": "penn",
}  # fmt: skip
_OPENS = frozenset({"„", "‟", "「", "『", "``"})
_CLOSES = frozenset({"」", "』"})
_MARK = re.compile(r"``|''|[“”„‟\"＂«»‹›「」『』]")
_PARAGRAPH = re.compile(r"[^\S\n]*\n\s*")
_BEFORE_OPENING = frozenset("([{—–-/:“„«‹‘'`")
# Deeper than this nothing is nested: what opens more is noise.
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation, or the part of it that stands in one paragraph.

    Args:
        inner: the words between the marks, without white space at the ends.
        outer: the same with the marks that are there.
        depth: 0 for a quotation of the text's own, 1 for one inside it.
        closed: whether a closing mark was found.
        continues: whether it goes on from a quotation that the paragraph before left open.
    """

    inner: Span
    outer: Span
    depth: int = 0
    closed: bool = True
    continues: bool = False


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotations of a text in the order of their opening marks.

    >>> [q.inner.slice('He said “we will ‘never’ go”.') for q in find_quotes('He said “we will ‘never’ go”.')]
    ['we will ‘never’ go', 'never']
    """
    found: list[Quote] = []
    carried = ""  # the family of a quotation that the paragraph before left open
    for start, end in _paragraphs(text):
        pairs = _Paragraph(text, start, end, carried)
        pairs.read()
        found += pairs.quotes
        carried = pairs.left_open
    doubles = sorted(found, key=lambda quote: (quote.outer.start_char, -quote.outer.end_char))
    singles = [
        quote
        for start, end in _paragraphs(text)
        for first, last in pair_singles(text, start, end)
        if (quote := make_quote(text, first, first + 1, last, last + 1))
    ]
    return _nested(doubles, singles)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def make_quote(
    text: str, outer: int, first: int, last: int, end: int, *, closed: bool = True, continues: bool = False
) -> Quote | None:
    """Return the quotation between two marks, None where there is no word in it."""
    inside = text[first:last]
    if not any(sign.isalnum() for sign in inside):
        return None
    inner = Span(first + len(inside) - len(inside.lstrip()), first + len(inside.rstrip()))
    return Quote(inner, Span(outer, max(end, inner.end_char)), 0, closed, continues)


class _Paragraph:
    """Pairs the double marks of one paragraph."""

    def __init__(self, text: str, start: int, end: int, carried: str) -> None:
        self._text, self._start, self._end = text, start, end
        self._carried = carried
        self._open: list[tuple[str, str, int, int]] = []  # family, mark, outer and inner start
        self._opener = {"guillemet": "«", "angle": "‹"}
        for match in _MARK.finditer(text, start, end):
            if _FAMILY[match.group()] in self._opener:  # the first one tells which way they point here
                if not carried:
                    self._opener = {"guillemet": "»", "angle": "›"} if match.group() in "»›" else self._opener
                break
        self._nesting = self._balanced_families()
        self.quotes: list[Quote] = []
        self.left_open = ""

    def read(self) -> None:
        """Go through the marks once."""
        closes_first = self._carried and not self._reopens()
        if closes_first:
            self._open.append((self._carried, "", self._start, self._start))
        for match in _MARK.finditer(self._text, self._start, self._end):
            self._mark(match.group(), match.start(), match.end())
        if closes_first and self._open and self._open[0][1] == "":
            self._open.pop(0)  # the paragraph before was simply never closed
        if self._open:
            family, _, outer, inner = self._open[0]
            self._add(outer, inner, self._end, self._end, closed=False)
            self.left_open = family

    def _balanced_families(self) -> frozenset[str]:
        """Return the families whose marks, read by the signs around them, pair up like brackets: these may nest."""
        depth: dict[str, int] = {}
        crossed: set[str] = set()
        for match in _MARK.finditer(self._text, self._start, self._end):
            family = _FAMILY[match.group()]
            step = 1 if self._is_opening(match.group(), match.start(), match.end(), False) else -1
            depth[family] = depth.get(family, 0) + step
            if depth[family] < 0:
                crossed.add(family)
        return frozenset(family for family, left in depth.items() if left == 0 and family not in crossed)

    def _reopens(self) -> bool:
        match = _MARK.match(self._text, self._start)
        return bool(match) and _FAMILY[match.group()] == self._carried  # type: ignore[union-attr]

    def _mark(self, mark: str, first: int, last: int) -> None:
        family = _FAMILY[mark]
        depth = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == family), None)
        if self._is_opening(mark, first, last, depth is not None):
            if depth is not None and self._open[depth][1] == "":
                del self._open[depth:]  # what the paragraph before left open was never closed
            elif depth is not None and family not in self._nesting:
                self._close(depth, first, first, closed=False)
            if len(self._open) < _DEEPEST:
                self._open.append((family, mark, first, last))
        elif depth is not None or (depth := self._mixed(family)) is not None:
            self._close(depth, first, last, closed=True)

    def _mixed(self, family: str) -> int | None:
        """Return the open quotation of a writer who mixes straight and curly marks ("like this”)."""
        other = {"curly": "straight", "straight": "curly"}.get(family)
        return next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == other), None)

    def _close(self, depth: int, first: int, last: int, *, closed: bool) -> None:
        _, mark, outer, inner = self._open[depth]
        del self._open[depth:]
        self._add(outer, inner, first, last, closed=closed, carried=mark == "")

    def _add(self, outer: int, inner: int, first: int, last: int, *, closed: bool, carried: bool = False) -> None:
        continues = carried or (bool(self._carried) and outer == self._start)
        quote = make_quote(self._text, outer, inner, first, last, closed=closed, continues=continues)
        if quote:
            self.quotes.append(quote)

    def _is_opening(self, mark: str, first: int, last: int, inside: bool) -> bool:
        if mark in _OPENS or mark in _CLOSES:
            return mark in _OPENS
        if _FAMILY[mark] in self._opener:
            return mark == self._opener[_FAMILY[mark]]
        before = self._text[first - 1] if first > self._start else " "
        after = self._text[last] if last < self._end else " "
        if mark == "“" and inside and self._top_mark() in {"„", "‟"}:
            return False
        if mark in "“”":
            return mark == "“"
        free_before = before.isspace() or before in _BEFORE_OPENING
        if after.isspace() or not free_before:
            return False
        return not (inside and self._top_mark() == mark and not before.isspace() and not after.isalnum())

    def _top_mark(self) -> str:
        return self._open[-1][1] if self._open else ""


def _nested(doubles: list[Quote], singles: list[Quote]) -> tuple[Quote, ...]:
    """Put single and double quotations in order and count what each lies in; crossing single ones are dropped."""
    ordered = sorted([*doubles, *singles], key=lambda quote: (quote.outer.start_char, -quote.outer.end_char))
    stack: list[Quote] = []
    found: list[Quote] = []
    for quote in ordered:
        while stack and stack[-1].outer.end_char <= quote.outer.start_char:
            stack.pop()
        if stack and quote.outer.end_char > stack[-1].outer.end_char:
            continue
        found.append(Quote(quote.inner, quote.outer, len(stack), quote.closed, quote.continues) if stack else quote)
        if len(stack) < _DEEPEST:
            stack.append(quote)
    return tuple(found)
