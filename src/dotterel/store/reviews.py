"""What people decide about events, kept row upon row: nothing is overwritten, and undoing is a row as well."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb

from dotterel.errors import InputError, unknown_value
from dotterel.store.charts import Ask, Rows
from dotterel.store.flat import FLAT, MENTIONS
from dotterel.store.flat_query import Asked, flat_from

DECISIONS = ("accept", "reject", "edit", "split", "merge", "undo")
ORDERS = ("uncertain", "random", "new")
CREATE = (
    'CREATE TABLE IF NOT EXISTS "reviews" ("number" BIGINT PRIMARY KEY, "at" TIMESTAMP, "reviewer" VARCHAR, '
    '"item" VARCHAR, "mention" VARCHAR, "decision" VARCHAR, "before" JSON, "after" JSON, "other" VARCHAR, "why" '
    "VARCHAR, "
    '"queue" VARCHAR, "undone" BOOLEAN)'
)
SEARCHES = 'CREATE TABLE IF NOT EXISTS "searches" ("name" VARCHAR PRIMARY KEY, "path" VARCHAR, "made" TIMESTAMP)'
# Two-sided 95 % of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on its way into the table.

    `item` is the id of the event judged, `mention` that of its leading mention, which outlives a new consolidation;
    `before` and `after` are the event's fields as the machine and the person have them; `queue` is how the event came
    up (`random` counts for precision); `mentions` are all of the event's, by which an older decision is found.
    """

    item: str
    mention: str
    decision: str
    reviewer: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    other: str | None = None
    why: str | None = None
    queue: str | None = None
    mentions: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise InputError for an unknown decision, no reviewer's name, an edit of nothing, or no other event."""
        if self.decision not in DECISIONS:
            raise InputError(unknown_value("decision", self.decision, DECISIONS))
        if not self.reviewer.strip():
            raise InputError("reviewer is empty; say who decides")
        if self.decision == "edit" and not self.after:
            raise InputError("edit needs 'after': the fields as they should be")
        if self.decision in ("split", "merge") and not self.other:
            raise InputError(f"{self.decision} needs 'other': the id of the other event or mention")


def last_decision(ask: Ask, made: Decision) -> dict[str, Any]:
    """Return the reviewer's last decision on an event or any of its mentions that was not taken back.

    Raises:
        InputError: there is none.
    """
    rows = ask(
        "SELECT * FROM reviews WHERE reviewer = ? AND (item = ? OR mention IN (SELECT unnest(?))) AND NOT undone "
        "AND decision <> 'undo' ORDER BY number DESC LIMIT 1",
        [made.reviewer, made.item, [made.mention, *made.mentions]],
    )
    if not rows:
        raise InputError(f"{made.reviewer} has decided nothing on {made.item} that could be undone")
    return plain(rows[0])


def add_review(connection: duckdb.DuckDBPyConnection, made: Decision, undone: int | None = None) -> dict[str, Any]:
    """Write a decision and return its row.

    Args:
        connection: a cursor whose schema in use is the store.
        made: the decision.
        undone: the number of the decision that an `undo` takes back.

    Raises:
        InputError: the decision cannot be.
    """
    made.check()
    if undone is not None:
        connection.execute("UPDATE reviews SET undone = true WHERE number = ?", [undone])
    cursor = connection.execute(
        "INSERT INTO reviews SELECT (SELECT coalesce(max(number), 0) + 1 FROM reviews), ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, false "
        "RETURNING *",
        [
            datetime.now(UTC).replace(tzinfo=None, microsecond=0), made.reviewer, made.item, made.mention,
            made.decision,
            json.dumps(made.before) if made.before is not None else None,
            json.dumps(made.after) if made.after is not None else None,
            made.other, made.why, made.queue,
        ],
    )  # fmt: skip
    names = [str(column[0]) for column in cursor.description or ()]
    [row] = cursor.fetchall()
    return plain(dict(zip(names, row, strict=True)))


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the table with its JSON read."""
    return {
        name: json.loads(value) if name in ("before", "after") and isinstance(value, str) else value
        for name, value in row.items()
    }


def list_reviews(ask: Ask, *, item: str | None = None, limit: int = 200) -> Rows:
    """Return decisions, the newest first; those on one event or on any of its mentions where `item` is given."""
    where = "WHERE item = ? OR mention = ?" if item else ""
    rows = ask(f"SELECT * FROM reviews {where} ORDER BY number DESC LIMIT {int(limit)}", [item, item] if item else ())
    return [plain(row) for row in rows]


def queue(
    ask: Ask, asked: Asked, *, order: str = "uncertain", reviewer: str | None = None, limit: int = 20
) -> tuple[list[int], int]:
    """Return the numbers of the next events to judge, and how many are left.

    Args:
        ask: runs a query.
        asked: which events.
        order: uncertain (least confident first), random (by a hash of the id: a sample that stays the same), new.
        reviewer: leave out what this person has judged; what anybody has where it is left out.
        limit: how many.

    Raises:
        InputError: an unknown order.
    """
    if order not in ORDERS:
        raise InputError(unknown_value("order", order, ORDERS))
    source, values = flat_from(asked)
    by = {"uncertain": "confidence, id", "random": "hash(id), id", "new": "n DESC"}[order]
    who = "AND reviewer = ?" if reviewer else ""
    judged = (
        f"SELECT m.n FROM {MENTIONS} m JOIN reviews r USING (mention) "
        f"WHERE NOT undone AND decision IN ('accept', 'reject', 'edit') {who}"
    )
    given = [*values, *([reviewer] if reviewer else [])]
    rows = ask(f"SELECT n {source} AND n NOT IN ({judged}) ORDER BY {by} LIMIT {int(limit)}", given)
    [left] = ask(f"SELECT count(*) AS count {source} AND n NOT IN ({judged})", given)
    return [row["n"] for row in rows], left["count"]


def quality(ask: Ask) -> dict[str, Any]:
    """Return measured precision by type, from the random sample alone, and how far two reviewers agree.

    An accepted event counts as right, a rejected or corrected one as wrong; the interval is Wilson's (1927) at 95 %.
    Agreement is over events that two people judged: Cohen's kappa of the two with most in common, Krippendorff's alpha
    (nominal) of all.
    """
    rows = ask(
        f"""
        SELECT r.reviewer, r.mention, r.decision, r.queue, any_value(flat.event_type) AS event_type,
        max(r.number) AS number
        FROM reviews r LEFT JOIN {MENTIONS} m USING (mention) LEFT JOIN {FLAT} flat ON flat.n = m.n AND flat."view" <> 2
        WHERE NOT undone AND decision IN ('accept', 'reject', 'edit')
        GROUP BY r.reviewer, r.mention, r.decision, r.queue ORDER BY number
        """,
        (),
    )
    last: dict[tuple[str, str], dict[str, Any]] = {(row["mention"], row["reviewer"]): row for row in rows}
    newest = {row["mention"]: row for row in rows if row["queue"] == "random"}
    judged: dict[str | None, list[bool]] = defaultdict(list)
    for row in newest.values():
        for kind in (None, row["event_type"]):
            judged[kind].append(row["decision"] == "accept")
    precision = [
        {"type": kind, "accepted": sum(good), "judged": len(good), **wilson(sum(good), len(good))}
        for kind, good in sorted(judged.items(), key=lambda item: (item[0] is not None, item[0] or ""))
        if kind is not None or good
    ]
    units: dict[str, dict[str, str]] = defaultdict(dict)
    for (mention, reviewer), row in last.items():
        units[mention][reviewer] = row["decision"]
    return {"precision": precision, "agreement": agreement(units)}


def wilson(right: int, count: int) -> dict[str, float | None]:
    """Return a share and its 95 % interval (Wilson, Journal of the American Statistical Association 22, 1927).

    >>> wilson(8, 10)
    {'value': 0.8, 'low': 0.4902, 'high': 0.9433}
    """
    if not count:
        return {"value": None, "low": None, "high": None}
    share, square = right / count, _Z**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return {
        "value": round(share, 4),
        "low": round(max(0.0, middle - half), 4),
        "high": round(min(1.0, middle + half), 4),
    }


def agreement(units: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return how far reviewers agree on what several of them judged.

    Args:
        units: event -> reviewer -> decision.

    >>> agreement({"a": {"x": "accept", "y": "accept"}, "b": {"x": "reject", "y": "accept"}})["alpha"]
    0.0
    """
    shared = {unit: said for unit, said in units.items() if len(said) > 1}
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for said in shared.values():
        people = sorted(said)
        for number, one in enumerate(people):
            for other in people[number + 1 :]:
                pairs[one, other].append((said[one], said[other]))
    if not pairs:
        return {"items": 0, "reviewers": [], "kappa": None, "alpha": None}
    most = max(sorted(pairs), key=lambda pair: len(pairs[pair]))
    return {
        "items": len(shared), "reviewers": list(most), "kappa": _kappa(pairs[most]),
        "alpha": _alpha(list(shared.values())),
    }  # fmt: skip


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    count = len(pairs)
    values = {value for pair in pairs for value in pair}
    observed = sum(one == other for one, other in pairs) / count
    expected = sum(
        sum(one == value for one, _ in pairs) * sum(other == value for _, other in pairs) for value in values
    ) / (count**2)
    return round((observed - expected) / (1 - expected), 4) if expected < 1 else (1.0 if observed == 1 else None)


def _alpha(units: Sequence[Mapping[str, str]]) -> float | None:
    totals: dict[str, float] = defaultdict(float)
    disagreed = 0.0
    count = 0
    for said in units:
        values = list(said.values())
        count += len(values)
        for value in values:
            totals[value] += 1
        differing = sum(one != other for one in values for other in values)
        disagreed += differing / (len(values) - 1)
    expected = sum(totals[one] * totals[other] for one in totals for other in totals if one != other) / max(
        1, count - 1
    )
    return round(1 - disagreed / expected, 4) if expected else 1.0
