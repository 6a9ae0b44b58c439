"""An open store made ready to be asked by many at once: flat tables, cursors with a time limit, one writer."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from dotterel.errors import InputError, StoreError
from dotterel.knowledge import Knowledge
from dotterel.model import Coded, Issue
from dotterel.store.charts import Charts, Rows
from dotterel.store.flat import ATTACH, lay_flat
from dotterel.store.reviews import Decision, add_review, last_decision
from dotterel.store.store import Store, Written

# Seconds a query of a page may take, and one of the SQL page.
PATIENCE = 20.0
SQL_PATIENCE = 10.0
SQL_ROWS = 1000
# Answers of counting queries that are kept until something is written.
COUNTED = 300


class SlowQuery(StoreError):
    """A query took longer than it may."""


class Served:
    """A store that pages are made of; safe to use from many threads.

    Args:
        store: open for writing.
        knowledge: names of countries.
    """

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self.store = store
        # Nothing but this file can be reached from here on, by whatever query.
        connection = store.connection
        connection.execute(ATTACH)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        self._reader = connection.cursor()
        self.lock = threading.RLock()
        self.charts = Charts(self.counted, knowledge)
        self._counting = threading.Lock()
        self._counted: OrderedDict[tuple[str, tuple[object, ...]], Rows] = OrderedDict()
        self.laid = 0
        self.refresh()

    def refresh(self) -> None:
        """Lay what was written since anew."""
        with self.lock, self._cursor() as cursor:
            lay_flat(cursor, self.store.touched.ids)
            self.store.touched.clear()
            self.forget()

    def ask(self, query: str, values: Sequence[object] = (), *, patience: float = PATIENCE) -> Rows:
        """Run a query and return its rows as dicts.

        Raises:
            SlowQuery: it took longer than `patience` seconds.
        """
        with self._cursor() as cursor, _limit(cursor, patience):
            cursor.execute(query, list(values))
            names = [str(column[0]) for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def counted(self, query: str, values: Sequence[object] = ()) -> Rows:
        """Run a query as `ask` does, or give its rows of before if nothing was written since.

        Rows are copies, so that they may be added to.
        """
        key = (query, tuple(tuple(one) if isinstance(one, list) else one for one in values))
        kept = self._counted.get(key)
        if kept is None:
            laid = self.laid
            kept = self.ask(query, values)
            with self._counting:
                if laid == self.laid:
                    self._counted[key] = kept
                while len(self._counted) > COUNTED:
                    self._counted.popitem(last=False)
        return [dict(row) for row in kept]

    def forget(self) -> None:
        """Drop the counts that are kept."""
        with self._counting:
            self.laid += 1
            self._counted.clear()

    def write(self, coded: Iterable[Coded], issues: Iterable[Issue] = ()) -> Written:
        """Keep what was coded; call `refresh` for pages to show it."""
        with self.lock:
            return self.store.write(coded, issues=issues)

    def review(self, made: Decision) -> dict[str, Any]:
        """Keep a decision and show it at once; an `undo` takes back the reviewer's last one on the event.

        Raises:
            InputError: the decision cannot be, or there is nothing to undo.
        """
        with self.lock, self._cursor() as cursor:
            gone = last_decision(self.ask, made) if made.decision == "undo" else None
            row = add_review(cursor, made, gone["number"] if gone else None)
            self.store.touched.add((made.mention, *([gone["mention"]] if gone else [])))
            self.refresh()
        return row

    def execute(self, statement: str, values: Sequence[object] = ()) -> None:
        """Run a statement that changes the store."""
        with self.lock, self._cursor() as cursor:
            cursor.execute(statement, list(values))

    def sql(self, query: str) -> dict[str, Any]:
        """Run one SELECT that somebody wrote, read-only, with a limit of rows and of time.

        Raises:
            InputError: it is no single SELECT, or the database refuses it.
            SlowQuery: it took too long.
        """
        started = time.perf_counter()
        with self._cursor() as cursor:
            try:
                statements = cursor.extract_statements(query)
            except duckdb.Error as error:
                raise InputError(f"the query cannot be read: {_first_line(error)}") from None
            if len(statements) != 1 or statements[0].type not in (
                duckdb.StatementType.SELECT,
                duckdb.StatementType.EXPLAIN,
            ):
                raise InputError("one SELECT at a time; nothing else is allowed here")
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            try:
                with _limit(cursor, SQL_PATIENCE):
                    cursor.execute(statements[0])
                    columns = [{"name": str(c[0]), "type": str(c[1])} for c in cursor.description or ()]
                    rows = cursor.fetchmany(SQL_ROWS + 1)
            except duckdb.Error as error:
                raise InputError(f"the query was refused: {_first_line(error)}") from None
            finally:
                cursor.execute("ROLLBACK")
        return {
            "columns": columns,
            "rows": [list(row) for row in rows[:SQL_ROWS]],
            "cut": len(rows) > SQL_ROWS,
            "milliseconds": round(1000 * (time.perf_counter() - started)),
        }

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._reader.cursor() as cursor:
            cursor.execute("USE store")
            yield cursor


@contextmanager
def _limit(cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt whatever the cursor runs when its time is up."""
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        raise SlowQuery(f"the query took longer than {seconds:g} seconds; ask for less, such as fewer years") from None
    finally:
        timer.cancel()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
