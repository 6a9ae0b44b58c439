"""A sentence and its marked stretches come in; lines of text with named brackets beneath go out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A named stretch of a sentence, half-open."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sentence, or brackets beneath one; `marks` lie in it."""

    text: str
    marks: tuple[Mark, ...] = ()
    is_text: bool = True


def underline(sentence: str, marks: Iterable[Mark], width: int) -> list[Line]:
    """Return the sentence broken into lines of at most `width`, each with as many lines of brackets as it needs.

    Marks that overlap go on lines of their own, in the order given; a mark that runs over the end of a line is
    continued on the next.

    >>> for line in underline("Abiy flew to Asmara", [Mark(0, 4, "actor"), Mark(13, 19, "place")], 40): print(line.text)
    Abiy flew to Asmara
    ╰──╯         ╰────╯
    actor        place
    """
    flat = "".join(" " if letter.isspace() else letter for letter in sentence)
    wanted = list(marks)
    lines: list[Line] = []
    for start, end in _breaks(flat, width):
        here = [
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.name)
            for mark in wanted
            if mark.start < end and start < mark.end
        ]
        lines.append(Line(flat[start:end], tuple(here)))
        for layer in _layers(here):
            lines += [Line(_brackets(layer), tuple(layer), False), Line(_names(layer), tuple(layer), False)]
    return lines


def _breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Return start and end of each line; the blank at a line break belongs to neither line."""
    breaks: list[tuple[int, int]] = []
    at = 0
    for piece in textwrap.wrap(text, width, break_on_hyphens=False, drop_whitespace=True, replace_whitespace=False):
        start = text.index(piece, at)
        at = start + len(piece)
        breaks.append((start, at))
    return breaks


def _layers(marks: list[Mark]) -> list[list[Mark]]:
    """Spread marks over lines so that neither brackets nor names touch."""
    layers: list[list[Mark]] = []
    for mark in marks:
        for layer in layers:
            if all(_apart(mark, other) for other in layer):
                layer.append(mark)
                break
        else:
            layers.append([mark])
    return [sorted(layer, key=lambda mark: mark.start) for layer in layers]


def _apart(one: Mark, other: Mark) -> bool:
    first, second = sorted((one, other), key=lambda mark: mark.start)
    return max(first.end, first.start + len(first.name) + 1) <= second.start


def _brackets(marks: list[Mark]) -> str:
    line = ""
    for mark in marks:
        size = mark.end - mark.start
        drawn = "╰" + "─" * (size - 2) + "╯" if size > 1 else "┴"
        line = line.ljust(mark.start) + drawn
    return line


def _names(marks: list[Mark]) -> str:
    line = ""
    for mark in marks:
        line = line.ljust(mark.start) + mark.name
    return line
