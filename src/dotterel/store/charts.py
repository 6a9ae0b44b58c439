"""What is asked comes in, counts go out: the numbers behind every chart and list of choices of a served store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dotterel.errors import InputError, unknown_value
from dotterel.knowledge import Knowledge
from dotterel.store.flat import CODES, DAYS, FLAT, NOWHEN, SOURCES, TIES, TOTALS
from dotterel.store.flat_query import Asked, flat_from

Rows = list[dict[str, Any]]


class Ask(Protocol):
    """Runs a query on a cursor of its own and returns its rows as dicts."""

    def __call__(self, query: str, values: Sequence[object] = ()) -> Rows:
        """Run one query with its parameters."""


BINS = ("day", "week", "month", "year")
KEYS = {"quad": "quad_code", "type": "event_type"}
MOST_BARS = 400
_FACET = 30
# name -> value and weight of each event that is kept; grouped early, so that strings are few
_PLAIN = "SELECT CAST({0} AS VARCHAR) AS value, sum(w) AS w FROM kept GROUP BY {0}"
_SIDE = "SELECT code AS value, sum(w) AS w FROM {0} JOIN kept USING (n) WHERE role = '{1}' GROUP BY code"
_FACETS = {
    "type": _PLAIN.format("event_type"), "quad": _PLAIN.format("quad_code"), "country": _PLAIN.format("country"),
    "review": _PLAIN.format("review"),
    "actor": _SIDE.format(CODES, "actor"), "recipient": _SIDE.format(CODES, "recipient"),
    "publisher": f"SELECT publisher AS value, sum(w) AS w FROM {SOURCES} JOIN kept USING (n) WHERE publisher <> '' "
    "GROUP BY publisher",
    "context": "SELECT unnest(context) AS value, w FROM (SELECT context, sum(w) AS w FROM kept GROUP BY context)",
}  # fmt: skip
FACETS = tuple(_FACETS)
_NAMED = 40
_COOPERATION = "flat.quad_code <= 2"


@dataclass(frozen=True, slots=True)
class Charts:
    """Answers questions that count.

    Args:
        ask: runs a query.
        knowledge: names of countries.
    """

    ask: Ask
    knowledge: Knowledge

    def name_of(self, code: str | None) -> str | None:
        """Return the name of a country or the code itself."""
        country = self.knowledge.countries.get(code or "")
        return country.name if country is not None else code

    def summary(self, asked: Asked) -> dict[str, Any]:
        """Return how much there is: events, reports, publishers, days; documents, statements, occasions."""
        source, values = flat_from(asked)
        [row] = self.ask(
            f"""
            WITH kept AS MATERIALIZED (SELECT flat.n, flat.reports, sort_day, last_day {source})
            SELECT count(*) AS events, coalesce(sum(reports), 0)::BIGINT AS reports,
                min(CASE WHEN sort_day > {NOWHEN} THEN sort_day END) AS first, max(last_day) AS last,
                (SELECT count(DISTINCT publisher) FROM {SOURCES} SEMI JOIN kept USING (n) WHERE publisher <> '')
                    AS publishers
            FROM kept
            """,
            values,
        )
        [whole] = self.ask(f"SELECT * FROM {TOTALS}", ())
        return {**row, **whole}

    def timeline(self, asked: Asked, *, bin: str | None = None, by: str = "quad") -> dict[str, Any]:
        """Return counts by day, week, month or year and by quad or type.

        Args:
            asked: which events; for the unit `share` a count is a share of all reports of the bar.
            bin: width of a bar; the narrowest that gives at most 400 bars if left out.
            by: quad or type.
        """
        _check("bin", bin, (*BINS, None))
        _check("by", by, KEYS)
        source, values = flat_from(asked)
        bin = bin or self.bin_of(asked)
        rows = self.ask(
            f"SELECT date_trunc('{bin}', sort_day)::DATE AS date, {KEYS[by]} AS key, sum({asked.weight})::BIGINT "
            f"AS value "
            f"{source} AND sort_day > {NOWHEN} GROUP BY ALL ORDER BY ALL",
            values,
        )
        if asked.unit == "share":
            whole = self.ask(
                f"SELECT date_trunc('{bin}', sort_day)::DATE AS date, sum(flat.reports)::BIGINT AS value FROM {FLAT} "
                f'WHERE "view" IN (0, 2) AND sort_day > {NOWHEN} GROUP BY ALL',
                (),
            )
            total = {row["date"]: row["value"] for row in whole}
            rows = [row | {"value": round(row["value"] / max(1, total.get(row["date"], 1)), 4)} for row in rows]
        return {"bin": bin, "by": by, "unit": asked.unit, "rows": rows}

    def bin_of(self, asked: Asked) -> str:
        """Return the narrowest width that gives at most 400 bars."""
        source, values = flat_from(asked)
        [span] = self.ask(
            f"SELECT min(sort_day) AS first, max(sort_day) AS last {source} AND sort_day > {NOWHEN}", values
        )
        days = (span["last"] - span["first"]).days if span["first"] else 0
        return next(
            (name for name, width in zip(BINS, (1, 7, 30, 365), strict=True) if days / width <= MOST_BARS), "year"
        )

    def facets(self, asked: Asked, names: Collection[str] = FACETS) -> dict[str, Rows]:
        """Return the most frequent values of each field with counts; a field's own condition is left out for it.

        Args:
            asked: which events.
            names: the fields that are wanted.
        """
        found: dict[str, Rows] = {name: [] for name in names}
        groups: dict[Asked, list[str]] = {}
        for name in names:
            groups.setdefault(asked.without(name), []).append(name)
        # Finding the events once is quicker where that is hard; where it is easy, keeping a million rows is slower.
        asking = [
            (wanted, part)
            for wanted, together in groups.items()
            for part in ([together] if wanted.narrow else [[name] for name in together])
        ]
        for wanted, together in asking:
            source, values = flat_from(wanted)
            parts = " UNION ALL ".join(f"SELECT '{name}' AS facet, * FROM ({_FACETS[name]})" for name in together)
            rows = self.ask(
                f"""
                WITH kept AS {"MATERIALIZED" if len(together) > 1 else "NOT MATERIALIZED"} (
                    SELECT flat.n, event_type, quad_code, country, review, context, {wanted.weight} AS w {source}
                )
                SELECT facet, value, sum(w)::BIGINT AS count FROM ({parts}) WHERE value IS NOT NULL
                GROUP BY facet, value
                QUALIFY row_number() OVER (PARTITION BY facet ORDER BY count DESC, value) <= {_FACET}
                ORDER BY facet, count DESC, value
                """,
                values,
            )
            for row in rows:
                value = int(row["value"]) if row["facet"] == "quad" else row["value"]
                found[row["facet"]].append({"value": value, "count": row["count"]})
        for name in ("country", "actor", "recipient"):
            for row in found.get(name, ()):
                row["label"] = self.name_of(row["value"])
        return found

    def dyads(self, asked: Asked, *, limit: int = 100, least: int = 1) -> Rows:
        """Return who acted on whom, by country or other code, the most frequent pair first, with the mean score."""
        source, values = flat_from(asked)
        rows = self.ask(
            f"""
            SELECT actor, recipient, sum(w)::BIGINT AS count, round(avg(event_scale), 2) AS score,
                count(*) FILTER (quad_code <= 2) AS cooperation, count(*) FILTER (quad_code > 2) AS conflict
            FROM {TIES} tie JOIN (SELECT flat.n, event_scale, quad_code, {asked.weight} AS w {source}) kept USING (n)
            GROUP BY ALL HAVING sum(w) >= ? ORDER BY count DESC, actor, recipient LIMIT ?
            """,
            [*values, least, limit],
        )
        return [
            row | {"actor_name": self.name_of(row["actor"]), "recipient_name": self.name_of(row["recipient"])}
            for row in rows
        ]

    def dyad(self, asked: Asked, actor: str, recipient: str, *, bin: str | None = None) -> dict[str, Any]:
        """Return counts and mean score over time of what one did to the other, both ways."""
        found: dict[str, Any] = {}
        for name, one, other in (("there", actor, recipient), ("back", recipient, actor)):
            found[name] = self.scores(_between(asked, one, other), bin=bin or "month")
        return found

    def scores(self, asked: Asked, *, bin: str) -> Rows:
        """Return count and mean score of each bar."""
        _check("bin", bin, BINS)
        source, values = flat_from(asked)
        return self.ask(
            f"SELECT date_trunc('{bin}', sort_day)::DATE AS date, count(*) AS events, round(avg(event_scale), 2) "
            f"AS score "
            f"{source} AND sort_day > {NOWHEN} GROUP BY ALL ORDER BY ALL",
            values,
        )

    def network(self, asked: Asked, *, least: int = 1, nodes: int = 60) -> dict[str, Any]:
        """Return the actors with most events and the ties between them; `left_out` counts those that are not shown."""
        ties = self.dyads(asked, limit=5000, least=least)
        weight: dict[str, int] = {}
        for tie in ties:
            for side in ("actor", "recipient"):
                weight[tie[side]] = weight.get(tie[side], 0) + tie["count"]
        kept = sorted(weight, key=lambda code: (-weight[code], code))[:nodes]
        shown = set(kept)
        edges = [
            {
                "source": tie["actor"], "target": tie["recipient"], "count": tie["count"], "score": tie["score"],
                "cooperation": tie["cooperation"], "conflict": tie["conflict"],
            }
            for tie in ties
            if tie["actor"] in shown and tie["recipient"] in shown
        ]  # fmt: skip
        listed = [{"id": code, "name": self.name_of(code), "count": weight[code]} for code in kept]
        return {"nodes": listed, "edges": edges, "left_out": len(weight) - len(kept)}

    def map(self, asked: Asked, *, limit: int = 2000) -> dict[str, Any]:
        """Return places with counts and mean scores, and the countries; centres of countries are no places."""
        source, values = flat_from(asked)
        exact = "latitude IS NOT NULL AND coalesce(\"precision\", 'city') <> 'country'"
        points = self.ask(
            f"SELECT place AS name, country, round(latitude, 3) AS latitude, round(longitude, 3) AS longitude, "
            f'any_value("precision") AS "precision", sum({asked.weight})::BIGINT AS count, '
            f"round(avg(event_scale), 2) AS score, "
            f"mode(quad_code) AS quad {source} AND {exact} GROUP BY place, country, round(latitude, 3), "
            f"round(longitude, 3) "
            f"ORDER BY count DESC, name LIMIT {int(limit)}",
            values,
        )
        countries = self.ask(
            f"SELECT country AS code, sum({asked.weight})::BIGINT AS count, round(avg(event_scale), 2) AS score "
            f"{source} AND country IS NOT NULL GROUP BY ALL ORDER BY count DESC, code",
            values,
        )
        [hidden] = self.ask(f"SELECT count(*) FILTER (NOT ({exact})) AS hidden {source} AND place IS NOT NULL", values)
        for row in countries:
            row["name"] = self.name_of(row["code"])
            found = self.knowledge.countries.get(row["code"])
            row["numeric"] = found.numeric if found is not None else None
        return {"points": points, "countries": countries, "hidden": hidden["hidden"]}

    def coverage(self, *, bin: str = "month") -> dict[str, Any]:
        """Return documents and events by bar and publisher, and the publishers that have fallen silent.

        The 40 publishers with most documents are named, the others counted together as `other publishers`. One is
        silent when it printed on five days or more and has since been still for four times its usual gap and three
        days.
        """
        _check("bin", bin, BINS)
        rows = self.ask(
            f"""
            WITH large AS (SELECT publisher FROM {DAYS} GROUP BY ALL ORDER BY sum(documents) DESC,
            publisher LIMIT {_NAMED})
            SELECT date_trunc('{bin}', published)::DATE AS date,
                CASE WHEN publisher IN (FROM large) THEN publisher ELSE 'other publishers' END AS publisher,
                sum(documents)::BIGINT AS documents, sum(events)::BIGINT AS events
            FROM {DAYS} GROUP BY ALL ORDER BY ALL
            """,
            (),
        )
        silent = self.ask(
            f"""
            SELECT publisher, max(published) AS last, median(gap)::INTEGER AS usual_gap FROM (
                SELECT publisher, published,
                    published - lag(published) OVER (PARTITION BY publisher ORDER BY published) AS gap
                FROM {DAYS} WHERE publisher <> ''
            ) GROUP BY publisher
            HAVING count(*) >= 5 AND (SELECT max(published) FROM {DAYS}) - max(published) > 4 * median(gap) + 3
            ORDER BY publisher
            """,
            (),
        )
        return {"bin": bin, "rows": rows, "silent": silent}


def _between(asked: Asked, actor: str, recipient: str) -> Asked:
    return replace(asked, events=replace(asked.events, actor=actor, recipient=recipient))


def _check(name: str, value: object, known: Sequence[object] | dict[str, str]) -> None:
    if value not in known:
        raise InputError(unknown_value(name, value, [one for one in known if one is not None]))
