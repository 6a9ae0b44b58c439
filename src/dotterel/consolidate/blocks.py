"""A telling comes in, its block keys go out; only tellings that share a key are compared.

Keys are rows, so that the same join runs here, in DuckDB and in Spark: equal `key`, and of a `coarse` key one of the
two must itself be known by week, month or year only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple

from dotterel.consolidate.telling import Telling

# A report that names no day may tell of what happened up to three days before it. Older recollections mostly name the
# day ("last Tuesday"); seven days cost three times the comparisons and found two pairs more in the scenarios.
RECALL_DAYS = 3
# Periods up to a week are compared day by day, longer ones by their months.
_WEEK = 7
_MOST_MONTHS = 12


class Key(NamedTuple):
    """A block key as a number of 63 bits; `coarse` for keys by month, `vague` if the telling is known no better."""

    key: int
    coarse: bool
    vague: bool


def keys(telling: Telling) -> list[Key]:
    """Return the block keys of a telling, each once, in a fixed order."""
    days, months, vague = _when(telling)
    names = {f"h|{telling.sentence}"}
    codes = sorted(telling.actor.codes | telling.recipient.codes)
    entities = sorted(telling.actor.entities | telling.recipient.entities)
    pairs = ["+".join(pair) for pair in combinations(codes, 2)]
    for day in days:
        names.update(f"c|{pair}|{day}" for pair in pairs)
        names.update(f"e|{entity}|{day}" for entity in entities)
        names.update(f"t|{code}|{telling.trigger}|{day}" for code in codes)
        names.update(f"o|{code}|{telling.event_type}|{day}" for code in codes)
        if telling.spot:
            where = telling.spot.name if telling.spot.exact else f"{telling.spot.name}|{telling.event_type}"
            # The day after as well: two reports may place one night's fighting on two days.
            names.update((f"s|{where}|{day}", f"s|{where}|{day + 1}"))
    coarse = {f"m|{pair}|{month}" for pair in pairs for month in months}
    coarse |= {f"m|{code}|{telling.event_type}|{month}" for code in codes for month in months}
    return numbered(names, coarse, vague=vague)


def numbered(fine: Iterable[str], coarse: Iterable[str], *, vague: bool) -> list[Key]:
    """Return the keys of one item from the names of its blocks, in a fixed order."""
    exact = [Key(key_number(name), False, vague) for name in sorted(fine)]
    return exact + [Key(key_number(name), True, vague) for name in sorted(coarse)]


def pairs(blocked: Mapping[str, list[Key]], new: Iterable[str] | None = None) -> Iterator[tuple[str, list[str]]]:
    """Yield each telling with those to compare it with, every pair once.

    Args:
        blocked: the keys of every telling.
        new: the ids that are to be compared with all; every id when left out.
    """
    blocks: dict[int, list[tuple[str, bool]]] = {}
    for identity in sorted(blocked):
        for key in blocked[identity]:
            blocks.setdefault(key.key, []).append((identity, key.vague))
    fresh = set(blocked) if new is None else set(new)
    for identity in sorted(fresh):
        found = {
            other
            for key in blocked[identity]
            for other, vague in blocks[key.key]
            if (other > identity or other not in fresh) and (not key.coarse or vague or key.vague)
        }
        yield identity, sorted(found)


def _when(telling: Telling) -> tuple[list[int], list[str], bool]:
    """Return the days and months a telling may be of, and whether it is known no better than by month."""
    days = telling.days
    if days is None or not telling.told:
        last = telling.published if telling.published is not None else (days[0] if days else None)
        if last is None:
            return [], [], False
        first = min(last - RECALL_DAYS, days[0]) if days and last - days[0] <= _WEEK else last - RECALL_DAYS
        extra = list(range(days[0], min(days[1], days[0] + 1) + 1)) if days else []
        return sorted({*range(first, last + 1), *extra}), _months(first, last), False
    if days[1] - days[0] < _WEEK:
        return list(range(days[0], days[1] + 1)), _months(*days), days[1] - days[0] > 1
    return [], _months(*days), True


def _months(first: int, last: int) -> list[str]:
    begin, finish = date.fromordinal(first), date.fromordinal(last)
    count = (finish.year - begin.year) * 12 + finish.month - begin.month + 1
    if count > _MOST_MONTHS:
        return [str(year) for year in range(begin.year, finish.year + 1)][:_MOST_MONTHS]
    months = [begin.year * 12 + begin.month - 1 + step for step in range(count)]
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]


@lru_cache(maxsize=1 << 15)
def key_number(name: str) -> int:
    """Return the name of a block as a whole number of 63 bits: joins over numbers are several times faster."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
