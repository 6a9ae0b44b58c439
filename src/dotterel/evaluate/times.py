"""Gold time expressions + those a program found -> detection, type and value F1 as in TempEval-3 (UzZaman et al. 2013).

`strict` counts the same characters, `overlap` any shared character. `type` and `value` count overlapping pairs whose
type or TIMEX3 value agrees too, so that both reward detection and reading at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dotterel.errors import DataError
from dotterel.evaluate.matching import maximum_matching
from dotterel.evaluate.rows import field, read_rows
from dotterel.evaluate.score import Score, bootstrap
from dotterel.model import Span, TimexValue


@dataclass(frozen=True, slots=True)
class GoldTimex:
    """A time expression by hand; `type` is None where the gold does not say."""

    document: str
    span: Span
    text: str
    value: str | None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class TimesReport:
    """Scores by name of the criterion; what was missed, what is false, and what was given another value."""

    documents: int
    scores: dict[str, Score]
    missed: tuple[GoldTimex, ...]
    false: tuple[tuple[str, TimexValue], ...]
    misread: tuple[tuple[GoldTimex, TimexValue], ...]

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {
            "kind": "time_scores",
            "documents": self.documents,
            "scores": {name: score.as_dict() for name, score in self.scores.items()},
        }


def read_gold_times(path: Path) -> dict[str, tuple[GoldTimex, ...]]:
    """Return the time expressions of a gold file by document; the form of its rows is in docs/evaluate.md.

    A row with a document and nothing else says that the document was read and has none.

    Raises:
        InputError: the file cannot be read.
        DataError: a row has another form.
    """
    found: dict[str, list[GoldTimex]] = {}
    for where, row in read_rows(path):
        document = field(row, "document", str, where)
        here = found.setdefault(document, [])
        if "start_char" in row:
            span = span_of(row, where)
            value = field(row, "value", str, where)
            here.append(GoldTimex(document, span, row.get("text", ""), value, row.get("type")))
    if not found:
        raise DataError(f"{path} holds no rows")
    return {document: tuple(sorted(rows, key=lambda one: one.span)) for document, rows in found.items()}


def span_of(row: dict[str, object], where: str) -> Span:
    """Return the characters a gold row stands for.

    Raises:
        DataError: they are missing or no stretch of text.
    """
    start, end = field(row, "start_char", int, where), field(row, "end_char", int, where)
    if not 0 <= start < end:
        raise DataError(f"{where}: characters {start}-{end} are no stretch of text; start_char must be below end_char")
    return Span(start, end)


Criterion = Callable[[GoldTimex, TimexValue], bool]


def _overlap(gold: GoldTimex, found: TimexValue) -> bool:
    return gold.span.overlaps(found.span)


def _strict(gold: GoldTimex, found: TimexValue) -> bool:
    return gold.span == found.span


def _type(gold: GoldTimex, found: TimexValue) -> bool:
    return _overlap(gold, found) and gold.type in (None, found.type)


def _value(gold: GoldTimex, found: TimexValue) -> bool:
    return _overlap(gold, found) and gold.value == found.value


CRITERIA: dict[str, Criterion] = {
    "strict": _strict,
    "overlap": _overlap,
    "type": _type,
    "value": _value,
    "strict and value": lambda gold, found: _strict(gold, found) and _value(gold, found),
}
_Pair = tuple[Sequence[GoldTimex], Sequence[TimexValue]]


def score_times(gold: Mapping[str, Sequence[GoldTimex]], found: Mapping[str, Sequence[TimexValue]]) -> TimesReport:
    """Match expected and found time expressions one to one within each document and count.

    Args:
        gold: the expected expressions by document.
        found: those of the program; documents that are not in the gold are left aside.
    """
    pairs: list[_Pair] = [(rows, found.get(document, ())) for document, rows in gold.items()]
    scores = {name: _score(pairs, criterion) for name, criterion in CRITERIA.items()}
    missed: list[GoldTimex] = []
    false: list[tuple[str, TimexValue]] = []
    misread: list[tuple[GoldTimex, TimexValue]] = []
    for document, (rows, values) in zip(gold, pairs, strict=True):
        matching = _match(rows, values, _overlap)
        missed += [one for place, one in enumerate(rows) if place not in matching]
        taken = set(matching.values())
        false += [(document, one) for place, one in enumerate(values) if place not in taken]
        matched = [(rows[one], values[other]) for one, other in matching.items()]
        misread += [(one, other) for one, other in matched if not _value(one, other) or not _strict(one, other)]
    return TimesReport(len(gold), scores, tuple(missed), tuple(false), tuple(misread))


def _match(gold: Sequence[GoldTimex], found: Sequence[TimexValue], criterion: Criterion) -> dict[int, int]:
    def preference(one: GoldTimex, other: TimexValue) -> float | None:
        return 1.0 + _strict(one, other) + 0.5 * _value(one, other) if criterion(one, other) else None

    return maximum_matching(gold, found, preference)


def _score(pairs: Iterable[_Pair], criterion: Criterion) -> Score:
    counts = [(len(_match(rows, values, criterion)), len(rows), len(values)) for rows, values in pairs]

    def total(draw: Sequence[tuple[int, int, int]]) -> Score:
        return Score(sum(c[0] for c in draw), sum(c[1] for c in draw), sum(c[2] for c in draw))

    score = total(counts)
    return Score(score.right, score.gold, score.predicted, bootstrap(counts, lambda draw: total(draw).f1))
