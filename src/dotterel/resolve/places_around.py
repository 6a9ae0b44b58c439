"""A place no gazetteer knows, among places that are known -> the country it must lie in.

A village, a square or a prison is in the country that its own sentence, the dateline and the rest of the report speak of,
unless they speak of several alike.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from dotterel.knowledge.gazetteer import GazetteerEntry
from dotterel.model import Annotation, Span

_NEAR = 120.0  # characters over which a place says something of the one beside it
_FAR_WEIGHT = 0.25  # of a place anywhere in the report
_NEAR_WEIGHT = 2.0
_DATELINE_WEIGHT = 1.5
_STATE_WEIGHT = 0.5  # a state is named for what its government does as often as for where something happens
_HELD = 6.0  # "Kuriga in northern Nigeria"
_SURE = 0.53  # the share of all weight that the country must have
_HOLDS = re.compile(r"(?:\s\w+){0,2}(?:,|\sin|\sof)\s(?:\w+\s){0,2}$")


class Surroundings:
    """The known places of a report.

    Args:
        annotation: the report.
        places: where its known places stand, and what they are.
    """

    def __init__(self, annotation: Annotation, places: Sequence[tuple[Span, GazetteerEntry]]) -> None:
        self._text = annotation.document.text
        self._places = [(span, entry) for span, entry in places if entry.country]
        self._dateline = annotation.dateline

    def country(self, span: Span) -> str | None:
        """Return the ISO alpha-3 code of the country around a stretch of text, None where no country stands out."""
        weights: defaultdict[str, float] = defaultdict(float)
        for other, entry in self._places:
            if other.overlaps(span) or entry.country is None:
                continue
            weight = _STATE_WEIGHT if entry.precision == "country" else 1.0
            gap = other.start_char - span.end_char if other > span else span.start_char - other.end_char
            weight *= _FAR_WEIGHT + _NEAR_WEIGHT * math.exp(-gap / _NEAR)
            if self._dateline and self._dateline.overlaps(other):
                weight += _DATELINE_WEIGHT
            if other > span and _HOLDS.fullmatch(self._text[span.end_char : other.start_char]):
                weight += _HELD
            weights[entry.country] += weight
        if not weights:
            return None
        best = min(weights, key=lambda country: (-weights[country], country))
        return best if weights[best] >= _SURE * sum(weights.values()) else None
