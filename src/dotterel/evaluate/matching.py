"""Two lists and a test of what fits come in; a largest set of one-to-one pairs goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

_Left = TypeVar("_Left")
_Right = TypeVar("_Right")


def maximum_matching(
    left: Sequence[_Left], right: Sequence[_Right], preference: Callable[[_Left, _Right], float | None]
) -> dict[int, int]:
    """Return positions on the left with the positions on the right they are paired with.

    The number of pairs is the largest possible (Kuhn's augmenting paths); among possible partners the
    preferred ones are tried first.

    Args:
        left: items of one side.
        right: items of the other.
        preference: how well two items fit, larger is better; None if they do not.

    >>> maximum_matching("ab", "ba", lambda one, other: 1.0 if one == other else None)
    {0: 1, 1: 0}
    """
    edges: list[list[int]] = []
    for item in left:
        fits = [(-value, place) for place, other in enumerate(right) if (value := preference(item, other)) is not None]
        edges.append([place for _, place in sorted(fits)])
    partner: dict[int, int] = {}

    def place_left(one: int, tried: set[int]) -> bool:
        for other in edges[one]:
            if other in tried:
                continue
            tried.add(other)
            if other not in partner or place_left(partner[other], tried):
                partner[other] = one
                return True
        return False

    # Those with the best partner first, so that preferred pairs are broken up only where the count asks for it.
    best = [
        max((preference(item, right[place]) or 0.0 for place in edges[one]), default=0.0)
        for one, item in enumerate(left)
    ]
    for one in sorted(range(len(left)), key=lambda index: (-best[index], index)):
        place_left(one, set())
    return dict(sorted((one, other) for other, one in partner.items()))
