"""Sentences with actor and recipient marked come in, and the types a coder gave them; scores go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dotterel.errors import DataError, SpanError, unknown_value
from dotterel.evaluate.rows import field, read_rows
from dotterel.evaluate.score import Interval, Score, bootstrap
from dotterel.model import Span
from dotterel.ontology import load_ontology

# Gold sets of this kind do not tell CONCEDE from RETREAT.
YIELD = "YIELD"
_YIELDS = {"CONCEDE": YIELD, "RETREAT": YIELD}
# Of the two, the gold sets count YIELD with the material acts.
_QUAD_OF_YIELD = "RETREAT"


@dataclass(frozen=True, slots=True)
class RelationExample:
    """A text with two parties marked and the type of what one does to the other."""

    text: str
    actor: Span
    recipient: Span
    event_type: str


@dataclass(frozen=True, slots=True)
class RelationReport:
    """Scores over relation types.

    `accuracy` is over types, `quad_accuracy` over PLOVER's four quads, `binary_accuracy` over cooperation and
    conflict; `classes` are the types of the gold; `confusion` counts (gold, predicted), most frequent first.
    """

    rows: int
    macro_f1: float
    macro_f1_interval: Interval
    accuracy: float
    accuracy_interval: Interval
    quad_accuracy: float
    binary_accuracy: float
    classes: dict[str, Score]
    confusion: tuple[tuple[str, str, int], ...]

    def as_dict(self) -> dict[str, object]:
        """Return the report for JSON."""
        return {
            "kind": "relation_scores",
            "rows": self.rows,
            "macro_f1": round(self.macro_f1, 4),
            "macro_f1_interval": [round(end, 4) for end in self.macro_f1_interval],
            "accuracy": round(self.accuracy, 4),
            "accuracy_interval": [round(end, 4) for end in self.accuracy_interval],
            "quad_accuracy": round(self.quad_accuracy, 4),
            "binary_accuracy": round(self.binary_accuracy, 4),
            "classes": {name: score.as_dict() for name, score in self.classes.items()},
            "confusion": [list(cell) for cell in self.confusion],
        }


def read_relations(path: Path) -> list[RelationExample]:
    """Return the examples of a gold file: rows `{"text", "actor": {start_char, end_char}, "recipient", "event_type"}`.

    Raises:
        InputError: the file cannot be read.
        DataError: a row has another form, an unknown type or offsets outside its text.
    """
    known = {*load_ontology().event_types, YIELD}
    examples: list[RelationExample] = []
    for where, row in read_rows(path):
        text, name = field(row, "text", str, where), field(row, "event_type", str, where)
        if name not in known:
            raise DataError(f"{where}: {unknown_value('event type', name, known)}")
        examples.append(RelationExample(text, _span(row, "actor", where), _span(row, "recipient", where), name))
    if not examples:
        raise DataError(f"{path} holds no rows")
    return examples


def score_relations(gold: Sequence[str], predicted: Sequence[str]) -> RelationReport:
    """Compare types, CONCEDE and RETREAT counting as YIELD on both sides.

    Args:
        gold: the right types.
        predicted: the coder's, in the same order.

    >>> score_relations(["AID", "YIELD"], ["AID", "RETREAT"]).macro_f1
    1.0
    """
    pairs = [(_folded(right), _folded(given)) for right, given in zip(gold, predicted, strict=True)]
    quads = {name: _quad(name) for name in {name for pair in pairs for name in pair}}
    names = sorted({right for right, _ in pairs})
    return RelationReport(
        rows=len(pairs),
        macro_f1=_macro_f1(pairs),
        macro_f1_interval=bootstrap(pairs, _macro_f1),
        accuracy=_accuracy(pairs),
        accuracy_interval=bootstrap(pairs, _accuracy),
        quad_accuracy=_accuracy([(quads[right], quads[given]) for right, given in pairs]),
        binary_accuracy=_accuracy([(quads[right] > 2, quads[given] > 2) for right, given in pairs]),
        classes={name: _class_score(pairs, name) for name in names},
        confusion=tuple(
            (right, given, count)
            for (right, given), count in sorted(Counter(pairs).items(), key=lambda item: (-item[1], item[0]))
            if right != given
        ),
    )


def _span(row: dict[str, object], name: str, where: str) -> Span:
    value = field(row, name, dict, where)
    try:
        span = Span(field(value, "start_char", int, where), field(value, "end_char", int, where))
        span.slice(str(row["text"]))
    except SpanError as error:
        raise DataError(f"{where}: {name}: {error}") from None
    return span


def _folded(name: str) -> str:
    return _YIELDS.get(name, name)


def _quad(name: str) -> int:
    return load_ontology().quad_code(_QUAD_OF_YIELD if name == YIELD else name)


def _accuracy(pairs: Sequence[tuple[object, object]]) -> float:
    return sum(right == given for right, given in pairs) / len(pairs) if pairs else 0.0


def _class_score(pairs: Sequence[tuple[str, str]], name: str) -> Score:
    return Score(
        right=sum(right == given == name for right, given in pairs),
        gold=sum(right == name for right, _ in pairs),
        predicted=sum(given == name for _, given in pairs),
    )


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the types in the gold of `pairs`."""
    hits = Counter(right for right, given in pairs if right == given)
    gold, predicted = Counter(right for right, _ in pairs), Counter(given for _, given in pairs)
    scores = [Score(hits[name], gold[name], predicted[name]).f1 for name in gold]
    return sum(scores) / len(scores) if scores else 0.0
