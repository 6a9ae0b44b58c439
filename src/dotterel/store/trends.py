"""What changed most against the usual: counts of the last weeks against those of the year before.

The usual is the mean number of events in as many weeks over the 52 weeks before. A Poisson rate with a gamma prior
(shape 0.5, the mean of all keys) says what counts would surprise nobody: the interval is that of the negative binomial
which follows from it (Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, section 2.6), and `surprise` is minus the
logarithm to base ten of the chance of a count at least as far out. Fewer than five events in both spans are no trend.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from statistics import NormalDist
from typing import Any

from dotterel.errors import InputError, unknown_value
from dotterel.store.charts import Charts, Rows
from dotterel.store.flat import ENTITIES, FLAT, NOWHEN, unpacked
from dotterel.store.flat_query import Asked, flat_from

BASELINE_WEEKS = 52
FEWEST = 5
_SHOWN = 50
_LEVEL = 0.05
_LARGE = 150.0
_ACTORS, _RECIPIENTS = unpacked("actor_code"), unpacked("recipient_code")
# key -> the columns it lies in, and the query that takes it out of their counts
_KEYS = {
    "type": ("event_type", "SELECT event_type AS key, * FROM told"),
    "actor": (
        "actor_code, recipient_code",
        f"SELECT unnest(list_distinct({_ACTORS} || {_RECIPIENTS})) AS key, * FROM told",
    ),
    "dyad": (
        "actor_code, recipient_code",
        "SELECT actor || '→' || recipient AS key, * FROM ("
        f"SELECT unnest({_RECIPIENTS}) AS recipient, * FROM (SELECT unnest({_ACTORS}) AS actor, * FROM told)"
        ") WHERE actor <> recipient",
    ),
}


def trends(charts: Charts, asked: Asked, *, by: str = "dyad", weeks: int = 4) -> dict[str, Any]:
    """Return what changed most, and the actors that were not seen before.

    Args:
        charts: runs the queries.
        asked: which events; `until` is the end of the window, the last day of the store if left out.
        by: dyad, actor or type.
        weeks: the length of the window.

    Raises:
        InputError: an unknown key, or a window of less than a week or more than a year.
    """
    if by not in _KEYS:
        raise InputError(unknown_value("by", by, _KEYS))
    if not 1 <= weeks <= BASELINE_WEEKS:
        raise InputError(f"weeks {weeks} is not between 1 and {BASELINE_WEEKS}")
    end = asked.events.until or _last_day(charts)
    if end is None:
        return {"window": None, "rows": [], "new": []}
    begin = end - timedelta(days=7 * weeks - 1)
    before = begin - timedelta(days=7 * BASELINE_WEEKS)
    whole = replace(asked, events=replace(asked.events, since=before, until=end))
    source, values = flat_from(whole)
    within = f"{source} AND sort_day BETWEEN ? AND ?"
    columns, taken = _KEYS[by]
    rows = charts.ask(
        f"WITH told AS (SELECT {columns}, count(*) FILTER (sort_day >= ?) AS count, count(*) FILTER (sort_day < ?) AS "
        f"earlier {within} GROUP BY ALL) "
        f"SELECT key, sum(count)::BIGINT AS count, sum(earlier)::BIGINT AS earlier FROM ({taken}) GROUP BY key",
        [begin, begin, *values, before, end],
    )
    shares = BASELINE_WEEKS / weeks
    mean = sum(row["earlier"] for row in rows) / max(1, len(rows)) / shares
    found = [_judged(row, shares, mean) for row in rows if row["count"] >= FEWEST or row["earlier"] / shares >= FEWEST]
    found.sort(key=lambda row: (-row["surprise"], row["key"]))
    for row in found:
        row["label"] = (
            " → ".join(str(charts.name_of(code)) for code in row["key"].split("→")) if by != "type" else row["key"]
        )
    return {
        "window": {"since": begin, "until": end, "baseline_since": before, "weeks": weeks},
        "rows": found[:_SHOWN],
        "new": _new(charts, begin, end),
    }


def _last_day(charts: Charts) -> date | None:
    """Return the last day on which something happened, as told by the reports: plans for later years do not count."""
    [row] = charts.ask("SELECT max(published) AS last FROM documents", ())
    if row["last"] is not None:
        return row["last"]  # type: ignore[no-any-return]
    [row] = charts.ask(f"SELECT max(sort_day) AS last FROM {FLAT} WHERE sort_day > {NOWHEN}", ())
    return row["last"]  # type: ignore[no-any-return]


def _judged(row: dict[str, Any], shares: float, mean: float) -> dict[str, Any]:
    """Add the usual count, its interval and the surprise to a key's counts."""
    shape = 0.5 + row["earlier"]
    rate = 0.5 / max(mean, 0.05) + shares
    low, high = _quantile(shape, rate, _LEVEL / 2), _quantile(shape, rate, 1 - _LEVEL / 2)
    count = row["count"]
    usual = row["earlier"] / shares
    below = _cumulative(shape, rate, count)
    above = 1 - (_cumulative(shape, rate, count - 1) if count else 0.0)
    chance = min(1.0, 2 * min(below, above))
    note = "as usual" if low <= count <= high else "more than usual" if count > high else "less than usual"
    return {
        "key": row["key"], "count": count, "usual": round(usual, 2), "ratio": round(count / usual,
        2) if usual else None,
        "low": low, "high": high, "surprise": round(min(99.0, -math.log10(max(chance, 1e-99))), 2), "note": note,
    }  # fmt: skip


def _mass(shape: float, rate: float, count: int) -> float:
    """Return the negative binomial chance of a count whose rate has a gamma distribution."""
    logarithm = (
        math.lgamma(shape + count) - math.lgamma(shape) - math.lgamma(count + 1)
        + shape * math.log(rate / (rate + 1)) - count * math.log(rate + 1)
    )  # fmt: skip
    return math.exp(logarithm)


def _cumulative(shape: float, rate: float, count: int) -> float:
    mean = shape / rate
    if mean > _LARGE:  # a normal curve is as good there, and a thousand times as fast
        spread = math.sqrt(mean * (1 + 1 / rate))
        return 0.5 * math.erfc((mean - count - 0.5) / spread / math.sqrt(2))
    return min(1.0, sum(_mass(shape, rate, number) for number in range(count + 1)))


def _quantile(shape: float, rate: float, level: float) -> int:
    mean = shape / rate
    if mean > _LARGE:
        return max(0, round(NormalDist(mean, math.sqrt(mean * (1 + 1 / rate))).inv_cdf(level)))
    total, count = 0.0, 0
    while True:
        total += _mass(shape, rate, count)
        if total >= level or count > 100_000:
            return count
        count += 1


def _new(charts: Charts, begin: date, end: date) -> Rows:
    """Return the known actors first seen in the window."""
    return charts.ask(
        f"""
        SELECT entity, name, code, events AS count, first FROM {ENTITIES}
        WHERE first BETWEEN ? AND ? AND events >= 2 ORDER BY count DESC, entity LIMIT 20
        """,
        [begin, end],
    )
