"""Weighted pairs come in, groups that hold no contradiction go out, the same whatever order the pairs come in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Edge = tuple[float, str, str]
"""Weight and the ids of two items, the smaller id first."""

_Item = TypeVar("_Item")
FIRST = 1e9


def cluster(
    items: Mapping[str, _Item],
    edges: Iterable[Edge],
    *,
    clash: Callable[[Collection[_Item], Collection[_Item]], bool],
    sort: Callable[[_Item], Hashable] | None = None,
    apart: Collection[tuple[str, str]] = (),
) -> list[list[str]]:
    """Return groups of item ids, each sorted, in order of their first.

    The strongest pair is joined first; two groups are joined only if they do not clash.
    A group depends on the pairs within its connected part alone, so that new items change only the parts they touch.

    Args:
        items: what is grouped, by id.
        edges: pairs that speak for being one; pairs decided by a person have the weight `FIRST`.
        clash: whether two groups can never be one, given items of each.
        sort: what `clash` looks at, as a key: of items with equal keys it is given one. The id when left out.
        apart: pairs of ids, smaller first, that a person has said are not one.
    """
    home = {identity: identity for identity in items}
    members: dict[str, list[str]] = {identity: [identity] for identity in items}
    kinds: dict[str, dict[Hashable, _Item]] = {
        identity: {sort(item) if sort else identity: item} for identity, item in items.items()
    }

    def kept_apart(one: str, other: str) -> bool:
        if not apart:
            return False
        return any(
            (min(first, second), max(first, second)) in apart for first in members[one] for second in members[other]
        )

    for weight, first, second in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        one, other = home[first], home[second]
        if (
            one == other
            or kept_apart(one, other)
            or (weight < FIRST and clash(kinds[one].values(), kinds[other].values()))
        ):
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        for identity in members[other]:
            home[identity] = one
        members[one] += members.pop(other)
        kinds[one] |= kinds.pop(other)
    return sorted(sorted(group) for group in members.values())


def components(start: Iterable[str], neighbours: Callable[[Sequence[str]], Iterable[str]]) -> set[str]:
    """Return every item that can be reached from `start`.

    Args:
        start: where to begin.
        neighbours: gives the items that share a pair with any of those given.
    """
    found = set(start)
    edge = sorted(found)
    while edge:
        edge = sorted(set(neighbours(edge)) - found)
        found.update(edge)
    return found
