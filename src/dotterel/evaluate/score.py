"""Counts come in; precision, recall, F1 and bootstrap intervals go out."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Unit = TypeVar("_Unit")

Interval = tuple[float, float]
ROUNDS = 1000
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the gold and of the predicted items were right; `interval` is of F1, 95 %, where it was asked for."""

    right: int
    gold: int
    predicted: int
    interval: Interval | None = None

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right; 0 when there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found; 0 when there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> round(Score(right=3, gold=4, predicted=6).f1, 3)
        0.6
        """
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else 0.0

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON, shares rounded to four digits."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "f1_interval": [round(end, 4) for end in self.interval] if self.interval else None,
            "right": self.right,
            "gold": self.gold,
            "predicted": self.predicted,
        }


def bootstrap(units: Sequence[_Unit], statistic: Callable[[Sequence[_Unit]], float], rounds: int = ROUNDS) -> Interval:
    """Return the 95 % percentile interval of a statistic, drawing units with replacement (Efron 1979); seeded.

    Args:
        units: what was sampled: documents or rows.
        statistic: the figure for a draw of units.
        rounds: draws; 1,000 fix the ends to about a third of a point.

    >>> bootstrap([1, 1, 1], lambda draw: sum(draw) / len(draw))
    (1.0, 1.0)
    """
    if not units:
        return 0.0, 0.0
    chance = random.Random(_SEED)
    values = sorted(statistic(chance.choices(units, k=len(units))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]
