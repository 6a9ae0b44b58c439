"""`Coded` records come in and are kept once; relations and records come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import msgspec

from dotterel.errors import InputError, StoreError
from dotterel.model import Coded, Document, EventMention, Issue, Statement, content_id
from dotterel.store.connect import connect
from dotterel.store.consolidated import Consolidated
from dotterel.store.query import EventFilter, events_query
from dotterel.store.query_merged import OccasionFilter, merged_events_query, occasions_query
from dotterel.store.query_statements import StatementFilter, statements_query
from dotterel.store.schema import from_row, to_row
from dotterel.store.search import DELETE, insert_queries, search_query, unit_rows
from dotterel.store.tables import DOCUMENTS, EVENTS, ISSUES, SENTENCES, STATEMENTS, SentenceRow, Table
from dotterel.store.touched import Touched
from dotterel.version import CODER

# Documents per transaction: at 200, writing is below 1 % of the time of coding, and a crash loses 20 seconds' work.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Written:
    """What a call of `write` did: documents written, documents there already, and what is in those written."""

    documents: int = 0
    unchanged: int = 0
    events: int = 0
    issues: int = 0
    statements: int = 0


class Store:
    """An open store; made by `open_store`, closed by `close` or a `with` block."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self.touched = Touched()
        self._document: Callable[[str], Document | None] = lru_cache(maxsize=64)(self._load_document)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection, for the rest of this room."""
        return self._connection

    def close(self) -> None:
        """Close the file; other processes may open it then."""
        self._connection.close()

    def write(self, coded: Coded | Iterable[Coded], *, issues: Iterable[Issue] = ()) -> Written:
        """Keep what was coded, a batch of documents to a transaction.

        Writing the same again changes nothing. A document coded anew, by another version or with another
        text under its id, takes the place of the old one with all its rows. When the iterable is interrupted,
        what it gave before is kept.

        Args:
            coded: one document's harvest, or many.
            issues: trouble that belongs to no coded document, such as a file that could not be read; read at the end.

        Raises:
            StoreError: the file cannot be written; the batch in hand is not kept, the ones before are.
        """
        started = datetime.now(UTC)
        written = Written()
        batch: dict[str, Coded] = {}
        try:
            for item in [coded] if isinstance(coded, Coded) else coded:
                if item.document.id in batch or len(batch) >= BATCH:
                    ready, batch = batch, {}
                    written = self._write_batch(list(ready.values()), (), written)
                batch[item.document.id] = item
        finally:
            written = self._write_batch(list(batch.values()), tuple(issues), written)
            self._note_run(started, written)
        return written

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        party: str | None = None,
        type: str | None = None,
        quad: Iterable[int] = (),
        context: str | None = None,
        auxiliary: str | None = None,
        since: date | None = None,
        until: date | None = None,
        country: str | None = None,
        document: str | None = None,
        publisher: str | None = None,
        confidence: float | None = None,
        q: str | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Return the events that fit, as a DuckDB relation (`.df()`, `.pl()`, `.arrow()`, `.fetchall()`).

        The arguments are those of `EventFilter`.
        """
        wanted = EventFilter(
            actor=actor, recipient=recipient, party=party, type=type, quad=tuple(quad), context=context,
            auxiliary=auxiliary, since=since, until=until, country=country, document=document, publisher=publisher,
            confidence=confidence, q=q,
        )  # fmt: skip
        return self._events(wanted)

    def statements(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        text: str | None = None,
        addressee: str | None = None,
        via: str | None = None,
        tone: str | None = None,
        quotation: str | None = None,
        document: str | None = None,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Return the statements that fit, as a DuckDB relation.

        The arguments are those of `StatementFilter`.
        """
        wanted = StatementFilter(
            speaker=speaker, about=about, text=text, addressee=addressee, via=via, tone=tone, quotation=quotation,
            document=document, publisher=publisher, since=since, until=until,
        )  # fmt: skip
        query, values = statements_query(wanted)
        return self._connection.sql(query, params=values)

    def search(self, text: str, *, kind: str = "sentence", limit: int = 100) -> duckdb.DuckDBPyRelation:
        """Return `document`, `item` and `score` of the sentences or statements that have every word of a text.

        Args:
            text: the words; case, accents and plural endings do not count.
            kind: sentence (`item` is its number) or statement (`item` is its id).
            limit: no more rows than this, the best ones.

        Raises:
            InputError: no word to search for, or an unknown kind.
        """
        query, values = search_query(text, kind, limit)
        return self._connection.sql(query, params=values)

    @cached_property
    def consolidated(self) -> Consolidated:
        """What consolidation reads and writes: merged events, occasions, groups of copies, corrections."""
        return Consolidated(self._connection, self.touched)

    def occasions(
        self,
        *,
        status: str | None = None,
        participant: str | None = None,
        type: str | None = None,
        since: date | None = None,
        until: date | None = None,
        country: str | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Return the planned and held meetings that `consolidate` found and that fit, as a DuckDB relation.

        The arguments are those of `OccasionFilter`.
        """
        query, values = occasions_query(
            OccasionFilter(status=status, participant=participant, type=type, since=since, until=until, country=country)
        )
        return self._connection.sql(query, params=values)

    def merged_events(self, wanted: EventFilter | None = None) -> duckdb.DuckDBPyRelation:
        """Return the events that `consolidate` made of the mentions that fit, as a DuckDB relation."""
        query, values = merged_events_query(wanted or EventFilter())
        return self._connection.sql(query, params=values)

    def documents(self) -> duckdb.DuckDBPyRelation:
        """Return the documents with the number of their events and sentences, without their texts."""
        return self._connection.sql(
            "SELECT d.id, d.published, d.publisher, d.title, d.language, d.url, d.origin, "
            "length(d.text) AS characters, "
            "(SELECT count(*) FROM sentences s WHERE s.document = d.id) AS sentences, "
            "(SELECT count(*) FROM events e WHERE e.document = d.id) AS events, d.coder "
            "FROM documents d ORDER BY d.published NULLS LAST, d.id"
        )

    def issues(self) -> duckdb.DuckDBPyRelation:
        """Return what went wrong: errors first."""
        return self._connection.sql("SELECT * FROM issues ORDER BY severity, origin NULLS LAST, id")

    def runs(self) -> duckdb.DuckDBPyRelation:
        """Return the calls of `write`, oldest first."""
        return self._connection.sql("SELECT * FROM runs ORDER BY run")

    def read_events(self, wanted: EventFilter | None = None) -> Iterator[EventMention]:
        """Yield the events that fit as records, in order of date."""
        for row in self._rows(*events_query(wanted or EventFilter())):
            yield from_row(EventMention, row)

    def read_statements(self, wanted: StatementFilter | None = None) -> Iterator[Statement]:
        """Yield the statements that fit as records: best match first where a text is asked for, else in text order."""
        for row in self._rows(*statements_query(wanted or StatementFilter())):
            yield from_row(Statement, row)

    def event(self, prefix: str) -> EventMention:
        """Return the one event whose id is `prefix` or begins with it; the leading `ev_` may be left out.

        Raises:
            InputError: none or several do.
        """
        found = list(self.read_events(EventFilter(id=prefix)))
        if not found and not prefix.startswith("ev_"):
            found = list(self.read_events(EventFilter(id=f"ev_{prefix}")))
        exact = [event for event in found if event.id == prefix]
        if len(found) == 1 or exact:
            return (exact or found)[0]
        if found:
            listed = ", ".join(event.id for event in found[:5])
            raise InputError(f"{len(found)} events begin with {prefix!r}: {listed}; give more of the id")
        what = "statements" if prefix.startswith("st_") else "events"
        raise InputError(f"no event {prefix!r} in {self.path}; list {what} with: dotterel query {what} {self.path}")

    def document(self, identity: str) -> Document:
        """Return a document with its text.

        Raises:
            InputError: the store has no such document.
        """
        document = self._document(identity)
        if document is None:
            raise InputError(
                f"no document {identity!r} in {self.path}; list them with: dotterel query documents {self.path}"
            )
        return document

    def count(self, table: str) -> int:
        """Return the number of rows of `documents`, `sentences`, `events`, `issues`, `statements` or `occasions`."""
        [(found,)] = self._connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
        return int(found)

    def _rows(self, query: str, values: list[object]) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query from a cursor of its own, so that others may run between two rows."""
        with self._connection.cursor() as cursor:
            cursor.execute("USE store")
            cursor.execute(query, values)
            names = [str(column[0]) for column in cursor.description or ()]
            while rows := cursor.fetchmany(1000):
                for row in rows:
                    yield dict(zip(names, row, strict=True))

    def _events(self, wanted: EventFilter) -> duckdb.DuckDBPyRelation:
        query, values = events_query(wanted)
        return self._connection.sql(query, params=values)

    def _load_document(self, identity: str) -> Document | None:
        rows = list(self._rows("SELECT * FROM documents WHERE id = ?", [identity]))
        return from_row(Document, rows[0]) if rows else None

    def _write_batch(self, batch: list[Coded], issues: tuple[Issue, ...], before: Written) -> Written:
        if not batch and not issues:
            return before
        digests = {item.document.id: _digest(item) for item in batch}
        stored = self._stored_digests(list(digests))
        changed = [item for item in batch if stored.get(item.document.id) != digests[item.document.id]]
        replaced = [item.document.id for item in changed if item.document.id in stored]
        rows = _issue_rows([*issues, *(issue for item in changed for issue in item.issues)])
        try:
            self._connection.execute("BEGIN")
            self._delete(DOCUMENTS, "id", replaced)
            self._delete(SENTENCES, "document", replaced)
            self._delete(EVENTS, "document", replaced)
            self._delete(STATEMENTS, "document", replaced)
            self._unindex(replaced)
            self._delete(ISSUES, "document", [item.document.id for item in changed])
            coder = {"coder": CODER}
            self._insert(
                DOCUMENTS, [to_row(item.document) | coder | {"digest": digests[item.document.id]} for item in changed]
            )
            self._insert(SENTENCES, [row for item in changed for row in _sentence_rows(item)])
            self._insert(EVENTS, [to_row(event) for item in changed for event in item.events])
            self._insert(STATEMENTS, [to_row(statement) for item in changed for statement in item.statements])
            self._index(changed)
            self._insert(ISSUES, rows)
            self._connection.execute("COMMIT")
            self.touched.add(item.document.id for item in changed)
        except (duckdb.Error, UnicodeEncodeError) as error:
            self._connection.execute("ROLLBACK")
            raise StoreError(f"store {str(self.path)!r} cannot be written: {error}") from error
        self._document = lru_cache(maxsize=64)(self._load_document)
        return Written(
            before.documents + len(changed),
            before.unchanged + len(batch) - len(changed),
            before.events + sum(len(item.events) for item in changed),
            before.issues + len(rows),
            before.statements + sum(len(item.statements) for item in changed),
        )

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(table.insert, [msgspec.json.encode(rows).decode()])

    def _delete(self, table: Table, column: str, identities: list[str]) -> None:
        if identities:
            self._connection.execute(f'DELETE FROM "{table.name}" WHERE list_contains(?, "{column}")', [identities])

    def _index(self, changed: list[Coded]) -> None:
        """Add documents to the full-text index, in the transaction of their rows."""
        [(first,)] = self._connection.execute('SELECT coalesce(max("unit"), 0) + 1 FROM "search_units"').fetchall()
        rows: list[dict[str, Any]] = []
        for item in changed:
            rows += unit_rows(item, first + len(rows))
        if rows:
            for query, parameters in insert_queries(msgspec.json.encode(rows).decode()):
                self._connection.execute(query, parameters)

    def _unindex(self, identities: list[str]) -> None:
        if identities:
            for query in DELETE:
                self._connection.execute(query, [identities])

    def _stored_digests(self, identities: list[str]) -> dict[str, str]:
        query = "SELECT id, digest FROM documents WHERE list_contains(?, id)"
        return dict(self._connection.execute(query, [identities]).fetchall())

    def _note_run(self, started: datetime, written: Written) -> None:
        self._connection.execute(
            "INSERT INTO runs SELECT (SELECT coalesce(max(run), 0) + 1 FROM runs), ?, ?, ?, ?, ?, ?, ?, ?",
            [
                started.replace(tzinfo=None),
                datetime.now(UTC).replace(tzinfo=None),
                CODER,
                written.documents,
                written.unchanged,
                written.events,
                written.issues,
                written.statements,
            ],
        )


def open_store(path: str | Path, *, read_only: bool = False) -> Store:
    """Open a store, or make one where there is none.

    Args:
        path: the DuckDB file.
        read_only: open for reading alone; several processes may do so at a time. The file must be there.

    Raises:
        StoreLocked: another process holds the file.
        StoreError: the file is no store of Dotterel's.

    Example:
        with open_store("events.duckdb") as store:
            store.write(coder.pipe(documents))
            print(store.events(actor="KEN", type="CONSULT"))
    """
    return Store(connect(Path(path), read_only=read_only), Path(path))


def _digest(coded: Coded) -> str:
    content = msgspec.json.encode([CODER, to_row(coded)])
    return blake2b(content, digest_size=16).hexdigest()


def _sentence_rows(coded: Coded) -> Iterator[dict[str, Any]]:
    for number, span in enumerate(coded.sentences):
        yield to_row(SentenceRow(coded.document.id, number, span.start_char, span.end_char))


def _issue_rows(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    rows = []
    for issue in issues:
        identity = content_id("is", issue.kind, issue.origin or "", issue.document or "", issue.message)
        rows.append({"id": identity, **to_row(issue)})
    return rows
