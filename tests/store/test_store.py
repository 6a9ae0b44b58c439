"""What is written comes back, once, and only our own files are opened."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dotterel.errors import InputError, StoreError, StoreLocked
from dotterel.model import Coded, Document, EventMention, Issue
from dotterel.store import EventFilter, Store, open_store
from dotterel.store.schema import from_row, sql_type, structure, to_row
from tests.builders import KIM, LAVROV, SEOUL, TEXT, coded, document, entity, event


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.duckdb") as opened:
        yield opened


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = ("documents", "sentences", "events", "issues", "statements", "occasions")
    return {name: store._connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall() for name in tables}


def test_an_event_comes_back_equal(store: Store) -> None:
    bare = event(place=None, timex=None, date=None, mode=(), actor=(), recipient=(), date_basis=None, event_type="AID")
    written = store.write(coded(events=[event(), bare]))
    assert (written.documents, written.events) == (1, 2)
    assert set(store.read_events()) == {event(), bare}
    assert store.document(document().id) == document()


def test_rows_and_records_are_inverse() -> None:
    assert from_row(EventMention, to_row(event())) == event()
    assert from_row(Document, to_row(document()) | {"published": date(2018, 5, 31), "extra": 1}) == document()


def test_columns_follow_the_record() -> None:
    columns = structure(EventMention)
    assert list(columns) == list(EventMention.__dataclass_fields__)
    assert sql_type(columns["trigger"]) == 'STRUCT("start_char" INTEGER, "end_char" INTEGER)'
    assert sql_type(columns["mode"]) == "VARCHAR[]"


def test_no_column_is_a_reserved_word(store: Store) -> None:
    rows = store._connection.execute(
        "SELECT DISTINCT column_name FROM duckdb_columns() WHERE database_name = 'store' AND lower(column_name) IN "
        "(SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved')"
    ).fetchall()
    assert rows == []


def test_writing_again_changes_nothing(store: Store) -> None:
    store.write(coded())
    before = contents(store)
    written = store.write([coded()], issues=[])
    assert (written.documents, written.unchanged) == (0, 1)
    assert contents(store) == before
    assert [row[4] for row in store.runs().fetchall()] == [1, 0]


def test_a_document_coded_anew_takes_the_place_of_the_old(store: Store) -> None:
    report = document(id="r")
    old_issue = Issue("failed", "tripped", document="r")
    store.write(coded(report, [event(report), event(report, event_type="AGREE")], [old_issue]))
    store.write([coded(document(id="other")), coded(report, [event(report, event_type="AGREE", confidence=0.5)])])
    found = list(store.read_events(EventFilter(document="r")))
    assert [(item.event_type, item.confidence) for item in found] == [("AGREE", 0.5)]
    assert store.count("issues") == 0
    assert store.count("sentences") == 4


def test_the_same_document_twice_in_one_write(store: Store) -> None:
    report = document(id="r")
    store.write([coded(report, []), coded(report)])
    assert store.count("events") == 1


def test_many_documents_and_reading_while_reading(store: Store) -> None:
    reports = [document(id=f"r{number:04}") for number in range(2300)]
    store.write(coded(report) for report in reports)
    assert [store.document(item.document).id for item in store.read_events()] == [report.id for report in reports]


def test_what_came_before_an_interruption_is_kept(store: Store) -> None:
    def interrupted() -> Iterator[Coded]:
        yield coded(document(id="a"))
        yield coded(document(id="b"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(interrupted(), issues=[Issue("missing", "no file", "x.txt")])
    assert [row[0] for row in store.documents().fetchall()] == ["a", "b"]
    assert store.count("issues") == 1


def test_odd_text_is_kept_exactly(store: Store) -> None:
    text = "'; DROP TABLE events; -- 🦤 “quoted” \\u0000 \x00 {\"a\": 1}\nCôte d'Ivoire."
    store.write(Coded(Document(text, id="odd'\"")))
    assert store.document("odd'\"").text == text


QUERIES: list[tuple[dict[str, object], int]] = [
    ({}, 3),
    ({"actor": "RUS"}, 2),
    ({"actor": "rus"}, 2),  # part of "Russian"
    ({"actor": "KOR"}, 1),
    ({"actor": "lavrov"}, 2),
    ({"actor": "country:KOR"}, 1),
    ({"recipient": "PRK"}, 2),
    ({"actor": "RUS", "recipient": "KOR"}, 0),
    ({"type": "CONSULT"}, 2),
    ({"type": "consult/visit"}, 2),
    ({"type": "CONSULT/phone"}, 0),
    ({"since": date(2018, 6, 1)}, 1),
    ({"since": date(2018, 6, 30)}, 1),  # known by month: it may have been that day
    ({"since": date(2018, 7, 1)}, 0),
    ({"until": date(2018, 5, 31)}, 1),
    ({"until": date(2018, 5, 30)}, 0),
    ({"until": date(2018, 6, 1)}, 2),
    ({"country": "prk"}, 2),
    ({"document": "none"}, 0),
]


@pytest.mark.parametrize(("conditions", "count"), QUERIES)
def test_query(store: Store, conditions: dict[str, object], count: int) -> None:
    events = [
        event(),
        event(date="2018-06", event_type="CONSULT", recipient=(KIM, SEOUL), actor=(LAVROV, KIM), id="ev_2"),
        event(date=None, event_type="SUPPORT", mode=(), actor=(SEOUL,), recipient=(), place=None, id="ev_3"),
    ]
    if conditions == {"actor": "RUS", "recipient": "KOR"}:
        events[1] = event(date="2018-06", actor=(KIM,), recipient=(KIM, SEOUL), id="ev_2")
    store.write(coded(events=events))
    assert len(store.events(**conditions).fetchall()) == count  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"type": "MEET"}, "unknown event type 'MEET'; known: ACCUSE"),
        ({"type": "CONSULT/dance"}, "unknown mode of CONSULT 'dance'"),
        ({"country": "Kenya"}, "three letters"),
    ],
)
def test_a_wrong_filter_says_what_would_be_right(store: Store, conditions: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        store.events(**conditions)  # type: ignore[arg-type]


def test_event_by_prefix(store: Store) -> None:
    store.write(coded(events=[event(id="ev_abc1"), event(id="ev_abd2", event_type="AGREE")]))
    assert store.event("ev_abc").id == "ev_abc1"
    assert store.event("abd").id == "ev_abd2"
    with pytest.raises(InputError, match="2 events begin with 'ev_ab': ev_abc1, ev_abd2"):
        store.event("ev_ab")
    with pytest.raises(InputError, match="no event 'zzz'"):
        store.event("zzz")


def test_the_empty_tables_have_the_columns_of_the_contract(store: Store) -> None:
    assert {"id", "document", "quotation", "speaker", "cue", "content", "addressee", "via", "confidence"} <= set(
        store.statements().columns
    )
    assert {"id", "occasion_type", "participant", "date", "end_date", "place", "status", "history"} <= set(
        store.occasions().columns
    )


def test_reopening_and_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "o'brien.duckdb"
    with open_store(path) as store:
        store.write(coded())
    with open_store(path, read_only=True) as store:
        assert store.count("events") == 1
        with pytest.raises(StoreError, match="cannot be written"):
            store.write(coded(document(id="new")))
    with pytest.raises(StoreError, match="no store at"):
        open_store(tmp_path / "none.duckdb", read_only=True)


def test_the_file_is_of_the_storage_version_that_duckdb_1_5_reads(store: Store) -> None:
    tags = store._connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'store'").fetchone()
    assert "v1.5.0" in str(tags)


@pytest.mark.parametrize("content", [b"a text file that is no database", b"short"])
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is not a DuckDB file"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_database_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t(a INTEGER)")
    with pytest.raises(StoreError, match="no store of Dotterel's"):
        open_store(path)


def test_a_store_of_another_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        store._connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(StoreError, match="has schema 99"):
        open_store(path)


def test_a_missing_folder_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no folder"):
        open_store(tmp_path / "no" / "s.duckdb")
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_a_held_store_names_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    open_store(path).close()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"from dotterel import open_store; s = open_store({str(path)!r}); print('open', flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreLocked, match=f"held by process {holder.pid} .*kill {holder.pid}"):
            open_store(path)
    finally:
        holder.kill()
        holder.communicate()


def test_a_store_open_here_already(store: Store) -> None:
    with pytest.raises(StoreLocked, match="in this process already"):
        open_store(store.path)


def test_every_span_slices_to_its_text(store: Store) -> None:
    store.write(coded(events=[event(attribution=(entity("South Korea"),))]))
    [found] = store.read_events()
    text = store.document(found.document).text
    assert text == TEXT
    for mention in (*found.actor, *found.recipient, *found.attribution):
        assert mention.span.slice(text) == mention.text
    assert found.trigger.slice(text) == found.trigger_text
