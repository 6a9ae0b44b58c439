"""What is asked comes in, counts go out: the numbers behind every chart and list of choices of a served store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dotterel.errors import InputError, unknown_value
from dotterel.knowledge import Knowledge
from dotterel.store.flat import DOCUMENTS, NOWHEN, unpacked
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
# name -> column and the values in it; counted by column first, so that texts are few when they are taken apart
_FACETS = {
    "type": ("event_type", "event_type"), "quad": ("quad_code", "CAST(quad_code AS VARCHAR)"),
    "country": ("country", "country"), "review": ("review", "review"),
    **{name: (column, f"unnest({unpacked(column)})") for name, column in (
        ("actor", "actor_code"), ("recipient", "recipient_code"), ("publisher", "publisher"), ("context", "context"))},
}  # fmt: skip
FACETS = tuple(_FACETS)
_NAMED = 40
_COOPERATION = "quad_code <= 2"


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

    def count(self, asked: Asked) -> int:
        """Return how many events there are."""
        source, values = flat_from(asked)
        [row] = self.ask(f"SELECT count(*) AS count {source}", values)
        return int(row["count"])

    def summary(self, asked: Asked) -> dict[str, Any]:
        """Return how much there is: events, reports, publishers, days; documents, statements, occasions."""
        source, values = flat_from(asked)
        [row] = self.ask(
            f"""
            WITH kept AS {_kept(asked)} (SELECT flat.reports, sort_day, last_day, publisher {source})
            SELECT count(*) AS events, coalesce(sum(reports), 0)::BIGINT AS reports,
                min(CASE WHEN sort_day > {NOWHEN} THEN sort_day END) AS first, max(last_day) AS last,
                (SELECT count(DISTINCT one) FROM (SELECT unnest({unpacked("publisher")}) AS one
                    FROM (SELECT DISTINCT publisher FROM kept))) AS publishers
            FROM kept
            """,
            values,
        )
        [whole] = self.ask(
            f"""
            SELECT count(*) AS documents, (SELECT count(*) FROM statements) AS statements,
                (SELECT count(*) FROM occasions) AS occasions, count(*) FILTER (events = 0) AS without_events
            FROM {DOCUMENTS}
            """,
            (),
        )
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
            _binned(
                bin, "key, sum(value)::BIGINT AS value",
                f"SELECT sort_day, {KEYS[by]} AS key, sum({asked.weight}) AS value {source}",
            ),
            values,
        )  # fmt: skip
        if asked.unit == "share":
            every, shown = flat_from(Asked())
            whole = self.ask(
                _binned(bin, "sum(value)::BIGINT AS value", f"SELECT sort_day, sum(flat.reports) AS value {every}"),
                shown,
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
        for wanted, together in groups.items():
            source, values = flat_from(wanted)
            parts = " UNION ALL ".join(
                f"SELECT '{name}' AS facet, {value} AS value, w "
                f"FROM (SELECT {column}, sum(w) AS w FROM kept GROUP BY ALL)"
                for name in together
                for column, value in (_FACETS[name],)
            )
            rows = self.ask(
                f"""
                WITH kept AS {_kept(wanted)} (
                    SELECT {", ".join(_FACETS[name][0] for name in together)}, {wanted.weight} AS w {source}
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

    def dyads(self, asked: Asked, *, limit: int | None = 100, least: int = 1) -> Rows:
        """Return who acted on whom, by country or other code, the most frequent pair first, with the mean score."""
        source, values = flat_from(asked)
        rows = self.ask(
            f"""
            WITH told AS (
                SELECT actor_code, recipient_code, sum({asked.weight}) AS w, count(*) AS events,
                    sum(event_scale) AS scale, count(*) FILTER ({_COOPERATION}) AS cooperation {source} GROUP BY ALL
            ), tie AS (
                SELECT actor, unnest({unpacked("recipient_code")}) AS recipient, * EXCLUDE (actor)
                FROM (SELECT *, unnest({unpacked("actor_code")}) AS actor FROM told)
            )
            SELECT actor, recipient, sum(w)::BIGINT AS count, round(sum(scale) / sum(events), 2) AS score,
                sum(cooperation)::BIGINT AS cooperation, sum(events - cooperation)::BIGINT AS conflict
            FROM tie WHERE actor <> recipient
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
            _binned(
                bin, "sum(events)::BIGINT AS events, round(sum(scale) / sum(events), 2) AS score",
                f"SELECT sort_day, count(*) AS events, sum(event_scale) AS scale {source}",
            ),
            values,
        )  # fmt: skip

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
        quads = ", ".join(f"sum(events) FILTER (quad_code = {quad})" for quad in (1, 2, 3, 4))
        [found] = self.ask(
            f"""
            WITH told AS MATERIALIZED (
                SELECT place, country, latitude, longitude, "precision", quad_code, sum({asked.weight}) AS w,
                    count(*) AS events, sum(event_scale) AS scale {source} AND coalesce(place, country) IS NOT NULL
                GROUP BY ALL
            ), points AS (
                SELECT place AS name, country, round(latitude, 3) AS latitude, round(longitude, 3) AS longitude,
                    any_value("precision") AS "precision", sum(w)::BIGINT AS count,
                    round(sum(scale) / sum(events), 2) AS score,
                    list_position([{quads}], list_max([{quads}])) AS quad
                FROM told WHERE {exact} GROUP BY place, country, round(latitude, 3), round(longitude, 3)
                ORDER BY count DESC, name LIMIT {int(limit)}
            ), countries AS (
                SELECT country AS code, sum(w)::BIGINT AS count, round(sum(scale) / sum(events), 2) AS score
                FROM told WHERE country IS NOT NULL GROUP BY country
            )
            SELECT (SELECT list(p ORDER BY p.count DESC, p.name) FROM points p) AS points,
                (SELECT list(c ORDER BY c.count DESC, c.code) FROM countries c) AS countries,
                (SELECT coalesce(sum(events) FILTER (NOT ({exact})), 0)::BIGINT FROM told WHERE place IS NOT NULL)
                    AS hidden
            """,
            values,
        )
        countries = []
        for row in found["countries"] or ():
            known = self.knowledge.countries.get(row["code"])
            more = {"name": self.name_of(row["code"]), "numeric": known.numeric if known is not None else None}
            countries.append(row | more)
        return {"points": found["points"] or [], "countries": countries, "hidden": found["hidden"]}

    def coverage(self, *, bin: str = "month") -> dict[str, Any]:
        """Return documents and events by bar and publisher, and the publishers that have fallen silent.

        The 40 publishers with most documents are named, the others counted together as `other publishers`. One is
        silent when it printed on five days or more and has since been still for four times its usual gap and three
        days.
        """
        _check("bin", bin, BINS)
        rows = self.ask(
            f"""
            WITH large AS (
                SELECT coalesce(publisher, '') AS publisher FROM {DOCUMENTS} WHERE published IS NOT NULL
                GROUP BY ALL ORDER BY count(*) DESC, publisher LIMIT {_NAMED}
            ), small AS (
                SELECT date_trunc('{bin}', published)::DATE AS date, coalesce(publisher, '') AS publisher,
                    count(*) AS documents, sum(events) AS events
                FROM {DOCUMENTS} WHERE published IS NOT NULL GROUP BY ALL
            )
            SELECT date, CASE WHEN publisher IN (FROM large) THEN publisher ELSE 'other publishers' END AS publisher,
                sum(documents)::BIGINT AS documents, sum(events)::BIGINT AS events
            FROM small GROUP BY ALL ORDER BY ALL
            """,
            (),
        )
        silent = self.ask(
            f"""
            SELECT publisher, max(published) AS last, median(gap)::INTEGER AS usual_gap FROM (
                SELECT publisher, published,
                    published - lag(published) OVER (PARTITION BY publisher ORDER BY published) AS gap
                FROM (SELECT DISTINCT publisher, published FROM {DOCUMENTS}
                    WHERE publisher <> '' AND published IS NOT NULL)
            ) GROUP BY publisher
            HAVING count(*) >= 5 AND (SELECT max(published) FROM {DOCUMENTS}) - max(published) > 4 * median(gap) + 3
            ORDER BY publisher
            """,
            (),
        )
        return {"bin": bin, "rows": rows, "silent": silent}


def _between(asked: Asked, actor: str, recipient: str) -> Asked:
    return replace(asked, events=replace(asked.events, actor=actor, recipient=recipient))


def _kept(asked: Asked) -> str:
    return "MATERIALIZED" if asked.narrow else "NOT MATERIALIZED"


def _binned(bin: str, values: str, days: str) -> str:
    """Return a query for bars: counted by day first, days put together then, a third of the time."""
    return (
        f"SELECT date_trunc('{bin}', sort_day)::DATE AS date, {values} "
        f"FROM ({days} AND sort_day > {NOWHEN} GROUP BY ALL) GROUP BY ALL ORDER BY ALL"
    )


def _check(name: str, value: object, known: Sequence[object] | dict[str, str]) -> None:
    if value not in known:
        raise InputError(unknown_value(name, value, [one for one in known if one is not None]))
