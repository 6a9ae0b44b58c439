"""Tellings and judged pairs come in, groups of mentions that are one event go out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping

from dotterel.consolidate.blocks import Key, keys, pairs
from dotterel.consolidate.cluster import FIRST, Edge, cluster
from dotterel.consolidate.judge import contradicts, weigh
from dotterel.consolidate.telling import Telling

# Above this two mentions are joined: even odds.
JOINED = 0.0


def event_edges(tellings: Mapping[str, Telling], new: Iterable[str] | None = None) -> list[Edge]:
    """Return the pairs of tellings that are one event by their weight, of those that share a block.

    Args:
        tellings: all of them, by id.
        new: compare only these with all; every pair when left out.
    """
    blocked: dict[str, list[Key]] = {identity: keys(one) for identity, one in tellings.items()}
    return [edge for one, others in pairs(blocked, new) for edge in edges_of(tellings, one, others)]


def edges_of(tellings: Mapping[str, Telling], one: str, others: Iterable[str]) -> Iterable[Edge]:
    """Yield the pairs of one telling with others that speak for being one event."""
    first = tellings[one]
    for other in others:
        weight = weigh(first, tellings[other])
        if weight is not None and weight > JOINED:
            yield weight, min(one, other), max(one, other)


def group_events(
    tellings: Mapping[str, Telling],
    edges: Iterable[Edge],
    *,
    joined: Collection[tuple[str, str]] = (),
    split: Collection[tuple[str, str]] = (),
) -> list[list[str]]:
    """Return the groups of mentions that are one event each.

    Args:
        tellings: what is grouped.
        edges: judged pairs.
        joined: pairs that a person has said are one, smaller id first; they hold against any contradiction.
        split: pairs that a person has said are not.
    """
    decided = [(FIRST, one, other) for one, other in joined]
    return cluster(tellings, [*decided, *edges], clash=_clash, sort=_look, apart=frozenset(split))


def _clash(ones: Collection[Telling], others: Collection[Telling]) -> bool:
    return any(contradicts(one, other) is not None for one in ones for other in others)


def _look(one: Telling) -> Hashable:
    """Return what `contradicts` looks at."""
    days = one.days if one.told else None
    told = (one.sentence, one.document, one.trigger) if days else None
    return one.event_type, one.negated, one.coming, days, one.spot, told
