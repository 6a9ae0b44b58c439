"""A report -> the day its story stands on, and which of its words are spoken.

A report printed on Wednesday tells of Tuesday: the day named first, in the past tense, near the top of the report, is the
day of everything in it that is told without a day of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from dotterel.model import Annotation, Timex

_TOP = 4  # sentences of the body in which the day of the story may be named
_AGE = timedelta(days=4)  # what lies further back is background even when it stands at the top
_ASIDE = re.compile(
    r"\b(?:had|who|which|whose|since|(?<!more )(?<!less )(?<!fewer )than|until|before|after|following|despite|scheduled|planned|due|set)\b"
    r"[^,;:—–]*$",
    re.IGNORECASE,
)
_NO_DAY = (";shift=", ";from=", ";relation=since", ";relation=until")
_BESIDE_A_DAY = (";relation=before", ";relation=after")
_OPEN, _CLOSE = "“«", "”»"


class Speech:
    """The stretches of a text between quotation marks; a paragraph ends what was never closed.

    >>> speech = Speech('He said: "We go today." They went today.')
    >>> speech.covers(17), speech.covers(35)
    (True, False)
    """

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        opened: int | None = None
        for mark in re.finditer(r"[\"“”«»]|\n\s*\n", text):
            sign = mark[0]
            closing = sign in _CLOSE or (sign == '"' and opened is not None) or sign.startswith("\n")
            if opened is not None and closing:
                self._starts.append(opened)
                self._ends.append(mark.start())
                opened = None
            elif sign in _OPEN or (sign == '"' and opened is None):
                opened = mark.end()
        if opened is not None:
            self._starts.append(opened)
            self._ends.append(len(text))

    def covers(self, at: int) -> bool:
        """Return whether a character stands between quotation marks."""
        place = bisect_right(self._starts, at) - 1
        return place >= 0 and at < self._ends[place]


def story_day(
    annotation: Annotation, days: Iterable[tuple[Timex, date, str | None]], anchor: date | None, speech: Speech
) -> date | None:
    """Return the day the story of a report stands on, None where the report does not say.

    Args:
        annotation: the report.
        days: its time expressions that name one day, with that day and the tense of their clause, in text order.
        anchor: the day the report was written.
        speech: its quoted words.
    """
    if anchor is None:
        return None
    body = [sentence.index for sentence in annotation.sentences if not sentence.headline][:_TOP]
    sentences = {sentence.index: sentence for sentence in annotation.sentences}
    ranked: dict[int, date] = {}
    reached = 0
    for timex, day, tense in days:
        if timex.sentence not in body or tense == "future" or not timedelta(0) <= anchor - day <= _AGE:
            continue
        if any(mark in timex.expression for mark in _NO_DAY) or speech.covers(timex.span.start_char):
            continue
        if timex.type == "DATE" and any(mark in timex.expression for mark in _BESIDE_A_DAY):
            continue  # "before dawn on Friday" is on Friday, "before Friday" is not
        if annotation.dateline and annotation.dateline.overlaps(timex.span):
            continue
        begin = max(reached, sentences[timex.sentence].span.start_char)
        reached = timex.span.end_char
        ranked.setdefault(_rank(begin, timex, annotation.document.text), day)
    return ranked[min(ranked)] if ranked else None


def _rank(begin: int, timex: Timex, text: str) -> int:
    """Return how far a day stands from the main clause: in it 0, in a clause of its own 1, a mere attribute 2.

    Args:
        begin: where its sentence begins, or the last day named in it ends: "the man who fled on Monday died on Friday".
        timex: the day.
        text: the document's text.
    """
    if re.search(r"['’]s", text[timex.span.end_char - 2 : timex.span.end_char + 2]):
        return 2  # "today's planned march" says when the march is, not when it was called off
    return int(bool(_ASIDE.search(text[begin : timex.span.start_char])))
