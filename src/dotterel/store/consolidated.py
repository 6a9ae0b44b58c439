"""What consolidation reads from a store and writes: events told once, occasions, groups of copies, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import duckdb
import msgspec

from dotterel.errors import InputError, StoreError
from dotterel.model import Coded, Correction, Document, Event, EventMention, Occasion, ReportGroup, Span
from dotterel.store.linkage import LEVELS, Linkage
from dotterel.store.query import EventFilter
from dotterel.store.query_merged import OccasionFilter, merged_events_query, occasions_query
from dotterel.store.schema import from_row, read_whole, to_row, whole_sql
from dotterel.store.tables import CORRECTIONS, MERGED_EVENTS, OCCASIONS, REPORT_GROUPS, Table
from dotterel.store.touched import Touched

_Record = TypeVar("_Record")
# Documents read per query; each reads the whole column of ids.
_BATCH = 4000
_EVENT = whole_sql(EventMention, "e")


class Consolidated:
    """The consolidated side of an open store; `Store.consolidated` gives it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched
        self.reports, self.events, self.occasions = (Linkage(connection, level) for level in LEVELS)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything written inside, or nothing.

        Raises:
            StoreError: the file cannot be written.
        """
        self._connection.execute("BEGIN")
        try:
            yield
            self._connection.execute("COMMIT")
        except duckdb.Error as error:
            self._connection.execute("ROLLBACK")
            raise StoreError(f"the store cannot be written: {error}") from error
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def pending(self) -> tuple[list[str], list[str]]:
        """Return the documents that are new or changed, and those that were consolidated but are so no more."""
        new = (
            "SELECT d.id FROM documents d LEFT JOIN consolidated c ON c.document = d.id "
            "WHERE c.digest IS DISTINCT FROM d.digest ORDER BY d.id"
        )
        gone = (
            "SELECT c.document FROM consolidated c LEFT JOIN documents d ON c.document = d.id "
            "WHERE c.digest IS DISTINCT FROM d.digest ORDER BY c.document"
        )
        return self._column(new), self._column(gone)

    def forget_all(self) -> None:
        """Delete everything that consolidation made; corrections stay."""
        self._touched.add_all()
        for level in LEVELS:
            self._connection.execute(f'DELETE FROM "{level}_keys"')
            self._connection.execute(f'DELETE FROM "{level}_links"')
        for table in ("sightings", "consolidated", MERGED_EVENTS.name, OCCASIONS.name, REPORT_GROUPS.name):
            self._connection.execute(f'DELETE FROM "{table}"')

    def forget_documents(self, documents: Sequence[str]) -> None:
        """Delete the sightings and the ledger rows of documents."""
        self._touched.add(documents)
        if documents:
            self._connection.execute("DELETE FROM sightings WHERE document IN (SELECT unnest(?))", [list(documents)])
            self._connection.execute("DELETE FROM consolidated WHERE document IN (SELECT unnest(?))", [list(documents)])

    def note_documents(self, documents: Sequence[str]) -> None:
        """Enter documents in the ledger as consolidated."""
        self._touched.add(documents)
        if documents:
            self._connection.execute(
                "INSERT INTO consolidated SELECT id, digest FROM documents WHERE id IN (SELECT unnest(?))",
                [list(documents)],
            )

    def coded(self, documents: Sequence[str]) -> Iterator[Coded]:
        """Yield documents with their mentions and sentences, in order of id."""
        ordered = sorted(documents)
        for first in range(0, len(ordered), _BATCH):
            some = ordered[first : first + _BATCH]
            mentions: dict[str, list[EventMention]] = {}
            for event in self._events("document", some):
                mentions.setdefault(event.document, []).append(event)
            spans: dict[str, list[Span]] = {}
            query = (
                "SELECT document, start_char, end_char FROM sentences WHERE document IN (SELECT unnest(?)) "
                "ORDER BY document, sentence"
            )
            for document, start, stop in self._connection.execute(query, [some]).fetchall():
                spans.setdefault(document, []).append(Span(start, stop))
            for row in self._rows("SELECT * FROM documents WHERE id IN (SELECT unnest(?)) ORDER BY id", [some]):
                identity = row["id"]
                yield Coded(
                    from_row(Document, row),
                    tuple(mentions.get(identity, ())),
                    (),
                    tuple(spans.get(identity, ())),
                )

    def documents(self, identities: Sequence[str]) -> Iterator[Document]:
        """Yield documents by id, in order of id."""
        ordered = sorted(identities)
        for first in range(0, len(ordered), _BATCH):
            query = "SELECT * FROM documents WHERE id IN (SELECT unnest(?)) ORDER BY id"
            for row in self._rows(query, [ordered[first : first + _BATCH]]):
                yield from_row(Document, row)

    def mentions(self, identities: Sequence[str]) -> dict[str, EventMention]:
        """Return event mentions by their ids; those that are not there are left out."""
        return {event.id: event for event in self._events("id", list(identities))}

    def _events(self, column: str, values: Sequence[str]) -> Iterator[EventMention]:
        """Yield the event mentions in whose column any of the values stands, in order of id."""
        query = f"SELECT {_EVENT} FROM events e WHERE {column} IN (SELECT unnest(?)) ORDER BY id"
        for (found,) in self._connection.execute(query, [values]).fetchall():
            yield read_whole(EventMention, found)

    def sources(self) -> list[tuple[str, Any, str | None]]:
        """Return id, day and publisher of every document."""
        return self._connection.execute("SELECT id, published, publisher FROM documents").fetchall()

    def add_sightings(self, rows: Sequence[tuple[str, str, int, str]]) -> None:
        """Write sightings: id, document, sentence, and the record as JSON."""
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            self._connection.execute("INSERT INTO sightings SELECT unnest(?), unnest(?), unnest(?), unnest(?)", columns)

    def sightings(self, identities: Sequence[str] | None = None) -> list[str]:
        """Return sightings as JSON, all or those with the given ids."""
        if identities is None:
            return self._column("SELECT body FROM sightings ORDER BY id")
        query = "SELECT body FROM sightings WHERE id IN (SELECT unnest(?)) ORDER BY id"
        return [row[0] for row in self._connection.execute(query, [list(identities)]).fetchall()]

    def sightings_at(self, document: str, start: int, stop: int) -> list[str]:
        """Return the sightings that overlap characters of a document."""
        query = (
            "SELECT id FROM sightings WHERE document = ? AND CAST(json_extract(body, '$.start_char') AS INTEGER) < ? "
            "AND ? < CAST(json_extract(body, '$.end_char') AS INTEGER) ORDER BY id"
        )
        return [row[0] for row in self._connection.execute(query, [document, stop, start]).fetchall()]

    @staticmethod
    def _holding(table: str, column: str) -> str:
        """Return the query for the ids of the rows whose list holds any of the members given."""
        each = f'SELECT id, unnest("{column}") AS member FROM "{table}"'
        return f"SELECT id FROM ({each}) WHERE member IN (SELECT unnest(?))"

    def members(self, level: str, items: Sequence[str]) -> list[str]:
        """Return every member of the groups, events or occasions that any of the items belong to."""
        table, column = {
            "report": (REPORT_GROUPS.name, "document"),
            "event": (MERGED_EVENTS.name, "mention"),
            "occasion": (OCCASIONS.name, "sighting"),
        }[level]
        if not items:
            return []
        held = self._holding(table, column)
        query = f'SELECT DISTINCT unnest("{column}") AS member FROM "{table}" WHERE id IN ({held}) ORDER BY member'
        return [row[0] for row in self._connection.execute(query, [list(items)]).fetchall()]

    def replace_events(self, mentions: Sequence[str], events: Iterable[Event]) -> None:
        """Write events in place of those that any of the mentions belonged to."""
        self._replace(MERGED_EVENTS, "mention", mentions, events)

    def replace_occasions(self, sightings: Sequence[str], occasions: Iterable[Occasion]) -> None:
        """Write occasions in place of those that any of the sightings belonged to."""
        self._replace(OCCASIONS, "sighting", sightings, occasions)

    def replace_groups(self, documents: Sequence[str], groups: Iterable[ReportGroup]) -> None:
        """Write groups of copies in place of those that any of the documents belonged to."""
        self._replace(REPORT_GROUPS, "document", documents, groups)

    def groups(self) -> list[ReportGroup]:
        """Return the groups of copies."""
        return self._records(ReportGroup, "SELECT * FROM report_groups ORDER BY id")

    def corrections(self) -> list[Correction]:
        """Return what people decided."""
        return self._records(Correction, "SELECT * FROM corrections ORDER BY id")

    def add_correction(self, correction: Correction) -> None:
        """Write a correction; the same one again changes nothing."""
        self._connection.execute(CORRECTIONS.insert, [msgspec.json.encode([to_row(correction)]).decode()])

    def remove_correction(self, identity: str) -> bool:
        """Delete a correction and return whether it was there."""
        found = self._connection.execute("DELETE FROM corrections WHERE id = ? RETURNING id", [identity]).fetchall()
        return bool(found)

    def mention_at(self, document: str, start: int, stop: int) -> list[str]:
        """Return the event mentions whose trigger overlaps characters of a document."""
        overlaps = '"trigger".start_char < ? AND ? < "trigger".end_char'
        query = f"SELECT id FROM events WHERE document = ? AND {overlaps} ORDER BY id"
        return [row[0] for row in self._connection.execute(query, [document, stop, start]).fetchall()]

    def merged_events(self, wanted: EventFilter | None = None) -> list[Event]:
        """Return the merged events that fit, in order of date."""
        return self._records(Event, *merged_events_query(wanted or EventFilter()))

    def event_of(self, mention: str) -> Event | None:
        """Return the event that a mention belongs to, None before consolidation."""
        found = self._records(Event, "SELECT * FROM merged_events WHERE list_contains(mention, ?)", [mention])
        return found[0] if found else None

    def read_occasions(self, wanted: OccasionFilter | None = None) -> list[Occasion]:
        """Return the occasions that fit, in order of date."""
        return self._records(Occasion, *occasions_query(wanted or OccasionFilter()))

    def one_event(self, prefix: str) -> Event:
        """Return the one merged event whose id begins so.

        Raises:
            InputError: none or several do.
        """
        found = self.merged_events(EventFilter(id=prefix))
        if len(found) != 1:
            raise InputError(
                f"{len(found)} events begin with {prefix!r}; list them with: dotterel query events STORE --merged"
            )
        return found[0]

    def one_occasion(self, prefix: str) -> Occasion:
        """Return the one occasion whose id begins so.

        Raises:
            InputError: none or several do.
        """
        found = self.read_occasions(OccasionFilter(id=prefix))
        if len(found) != 1:
            raise InputError(
                f"{len(found)} occasions begin with {prefix!r}; list them with: dotterel query occasions STORE"
            )
        return found[0]

    def _replace(self, table: Table, column: str, members: Sequence[str], records: Iterable[Any]) -> None:
        self._touched.add(members)
        if members:
            held = self._holding(table.name, column)
            self._connection.execute(f'DELETE FROM "{table.name}" WHERE id IN ({held})', [list(members)])
        batch: list[dict[str, Any]] = []
        for record in records:
            batch.append(to_row(record))
            self._touched.add((record.id,))
            if len(batch) >= _BATCH:
                self._connection.execute(table.insert, [msgspec.json.encode(batch).decode()])
                batch = []
        if batch:
            self._connection.execute(table.insert, [msgspec.json.encode(batch).decode()])

    def _records(self, record: type[_Record], query: str, values: Sequence[object] = ()) -> list[_Record]:
        return [from_row(record, row) for row in self._rows(query, list(values))]

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
        cursor = self._connection.execute(query, list(values))
        names = [str(column[0]) for column in cursor.description or ()]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))

    def _column(self, query: str) -> list[str]:
        return [row[0] for row in self._connection.execute(query).fetchall()]
