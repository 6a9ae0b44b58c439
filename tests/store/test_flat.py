"""What is laid flat is what the store holds: after every write, correction and regrouping, one by one as all anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dotterel.knowledge import Knowledge
from dotterel.model import Coded
from dotterel.pipeline.consolidate import consolidate
from dotterel.pipeline.corrections import correct, uncorrect
from dotterel.store import EventFilter, Store, open_store
from dotterel.store.flat import DOCUMENTS, ENTITIES, FLAT, MENTIONS, PARTIES, STATEMENTS, TWINS
from dotterel.store.flat_query import Asked
from dotterel.store.listing import shown_events
from dotterel.store.reviews import Decision
from dotterel.store.serving import Served
from dotterel.store.touched import MOST, Touched
from tests.builders import TEXT, coded, document, entity, event

DAY = date(2018, 5, 31)


def report(number: int, *, day: int | None = None, **fields: Any) -> Coded:
    """Return a report of one visit, of a day and in words of its own."""
    told = DAY + timedelta(days=40 * (number if day is None else day))
    text = TEXT.replace("Kim Jong Un.", f"Kim Jong Un, the visit number {number} of its kind.")
    one = document(text, id=f"r{number}", published=told, publisher=f"Paper {number % 2}")
    return coded(one, [event(one, **({"date": told.isoformat()} | fields))])


def laid(served: Served) -> dict[str, list[Any]]:
    """Return the rows of the flat tables, with ids in place of numbers."""
    keyed = f"(SELECT n AS number, id || '/' || \"view\" AS key FROM {FLAT}) k"
    queries = {
        "events": f"SELECT * EXCLUDE (n) FROM {FLAT}",
        "parties": f"SELECT key, t.* EXCLUDE (n) FROM {PARTIES} t LEFT JOIN {keyed} ON number = n",
        "mentions": f"SELECT key, t.* EXCLUDE (n, unit), unit IS NULL FROM {MENTIONS} t LEFT JOIN {keyed} ON number = n",
        "twins": f'SELECT key, "after" FROM {TWINS} LEFT JOIN {keyed} ON number = "new"',
        "documents": f"SELECT * FROM {DOCUMENTS}", "statements": f"SELECT * FROM {STATEMENTS}",
        "entities": f"SELECT * EXCLUDE (code) FROM {ENTITIES}",
    }  # fmt: skip
    return {name: sorted(tuple(map(str, row.values())) for row in served.ask(query)) for name, query in queries.items()}


def numbers(served: Served) -> dict[str, int]:
    return {row["id"]: row["n"] for row in served.ask(f'SELECT id, n FROM {FLAT} WHERE "view" < 2')}


def check(served: Served) -> None:
    """Compare what is laid one by one with all laid anew, and with plain queries of the store."""
    served.refresh()
    before, named = laid(served), numbers(served)
    served.store.touched.add_all()
    served.refresh()
    assert laid(served) == before
    assert numbers(served) == named
    machine = Asked(view="machine")
    plain = {row["id"]: row for row in served.ask("SELECT * FROM merged_events")}
    assert served.charts.count(machine) == len(plain)
    for wanted in (
        EventFilter(actor="RUS"), EventFilter(party="country:PRK"), EventFilter(recipient="kim jong"), EventFilter(type="ACCUSE"),
        EventFilter(context="diplomatic"), EventFilter(publisher="Paper 1"), EventFilter(q="visit number 3"),
        EventFilter(document="r2"), EventFilter(since=DAY + timedelta(days=60)),
    ):  # fmt: skip
        assert (wanted, served.charts.count(Asked(wanted, view="machine"))) == (
            wanted, len(served.store.merged_events(wanted).fetchall()),
        )  # fmt: skip
    kinds = {row["value"]: row["count"] for row in served.charts.facets(machine)["type"]}
    assert kinds == {kind: sum(row["event_type"] == kind for row in plain.values()) for kind in kinds}
    ties = {(row["actor"], row["recipient"]): row["count"] for row in served.charts.dyads(machine, limit=None)}
    pairs = [
        (one, other)
        for row in plain.values()
        for one in {party["code"] for party in row["actor"]} - {None}
        for other in {party["code"] for party in row["recipient"]} - {None, one}
    ]
    assert ties == {pair: pairs.count(pair) for pair in set(pairs)}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with open_store(tmp_path / "s.duckdb") as store:
        store.write([report(number) for number in range(1, 6)])
        consolidate(store)
        yield Served(store, Knowledge.load())


def add(store: Store, *given: Coded) -> None:
    store.write(given)
    consolidate(store)


def decide(served: Served, event_id: str, decision: str, **more: Any) -> None:
    [row] = served.ask("SELECT mention FROM merged_events WHERE id = ?", [event_id])
    served.review(
        Decision(
            item=event_id,
            mention=row["mention"][0],
            decision=decision,
            reviewer="ana",
            mentions=tuple(row["mention"]),
            **more,
        )
    )


def test_what_is_written_meanwhile(served: Served) -> None:
    check(served)
    add(served.store, report(6), report(7, event_type="ACCUSE", mode=("allege",), quad_code=3))
    check(served)


def test_a_report_coded_anew_takes_the_place_of_its_rows(served: Served) -> None:
    kenyan = entity("Kim Jong Un", entity="person:x", name="Somebody Else", code="KEN")
    add(served.store, report(2, actor=(kenyan,)))
    check(served)
    one = report(3)
    add(served.store, coded(one.document, []))  # its event is gone
    check(served)
    assert served.charts.count(Asked()) == 4
    add(served.store, one)
    check(served)


def test_reports_of_one_event_come_together(served: Served) -> None:
    add(served.store, report(8, day=2), report(9, day=2))
    check(served)
    add(served.store, report(9, day=3))
    check(served)


def test_reports_that_were_not_consolidated_yet(served: Served) -> None:
    served.store.write([report(6)])
    served.refresh()
    before = laid(served)
    served.store.touched.add_all()
    served.refresh()
    assert laid(served) == before
    assert served.charts.count(Asked()) == 6
    consolidate(served.store)
    check(served)


def test_decisions(served: Served) -> None:
    first, second, third, *_ = [row["id"] for row in served.ask("SELECT id FROM merged_events ORDER BY date")]
    decide(
        served,
        first,
        "edit",
        after={"event_type": "AID", "actor": [{"code": "KEN", "name": "Kenya"}], "context": ["election"]},
    )
    decide(served, second, "reject")
    decide(served, third, "accept")
    check(served)
    assert [served.charts.count(Asked(wanted)) for wanted in (
        EventFilter(), EventFilter(actor="KEN"), EventFilter(context="election"), EventFilter(actor="RUS"),
    )] == [4, 1, 1, 3]  # fmt: skip
    add(served.store, report(1, day=1, confidence=0.4), report(6))  # the corrected one is coded anew
    check(served)
    decide(served, first, "edit", after={"recipient": []})
    decide(served, second, "undo")
    check(served)


def test_events_taken_apart_and_together(served: Served) -> None:
    one, other = (row["mention"][0] for row in served.ask("SELECT mention FROM merged_events ORDER BY date LIMIT 2"))
    correct(served.store, "join", one, other)
    consolidate(served.store)
    check(served)
    assert uncorrect(served.store, one, other)
    consolidate(served.store, full=True)
    check(served)


def test_an_event_gone_meanwhile_is_left_out(served: Served) -> None:
    known = sorted(numbers(served).values())
    served.store.connection.execute("DELETE FROM merged_events WHERE document = 'r1'")
    served.store.connection.execute("DELETE FROM events WHERE document = 'r1'")
    assert len(shown_events(served.ask, [*known, 999_999])) == len(known) - 1


def test_many_ids_are_not_kept_one_by_one() -> None:
    touched = Touched()
    touched.add(["a"])
    assert touched.ids is None  # nothing is laid yet
    touched.clear()
    touched.add(["a", "b"])
    assert touched.ids == {"a", "b"}
    touched.add(str(number) for number in range(MOST))
    assert touched.ids is None
