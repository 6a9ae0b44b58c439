"""A path comes in, an open connection to a store of ours goes out; anything else is refused with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from dotterel.errors import StoreError, StoreLocked
from dotterel.store.linkage import LINKAGE
from dotterel.store.reviews import CREATE as REVIEWS
from dotterel.store.reviews import SEARCHES
from dotterel.store.tables import META, POSTINGS, RUNS, SCHEMA, TABLES, UNITS
from dotterel.version import CODER

# DuckDB 2 writes files that 1.5 cannot read unless told to; both are supported.
STORAGE_VERSION = "v1.5.0"
FORMAT = "dotterel store"
_MAGIC = b"DUCK"
_HOLDER = re.compile(r"held in (?P<program>.*?) \(PID (?P<pid>\d+)\)")
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Return a connection whose tables are those of the store at `path`.

    A missing file is made, unless `read_only`.

    Raises:
        StoreLocked: another process holds it.
        StoreError: it is no store of ours, of another schema, or cannot be opened.
    """
    new = not path.exists() or path.stat().st_size == 0
    if new and read_only:
        raise StoreError(f"no store at {str(path)!r}; make one with: dotterel code REPORTS --store {path}")
    if not new:
        _check_magic(path)
    elif not path.absolute().parent.is_dir():
        raise StoreError(f"no folder {str(path.absolute().parent)!r} to put the store in; make it first")
    spill = {"temp_directory": f"{path.absolute()}.tmp"}  # beside the store, as for a database that is opened itself
    connection = duckdb.connect(":memory:", config={**_SETTINGS, **spill})
    try:
        _attach(connection, path, "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'" if new else "")
        if new:
            _create(connection)
        else:
            _check_format(connection, path)
        if not read_only:
            for statement in (REVIEWS, SEARCHES):  # stores made before there were reviews get them now
                connection.execute(statement)
    except BaseException:
        connection.close()
        raise
    return connection


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, option: str) -> None:
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS store" + (f" ({option})" if option else ""))
    except duckdb.Error as error:
        holder = _HOLDER.search(str(error))
        if holder:
            raise StoreLocked(
                f"store {str(path)!r} is held by process {holder['pid']} ({holder['program']}). Wait until that "
                f"process ends, stop it with: kill {holder['pid']}, or work on a copy of the file"
            ) from None
        if "Unique file handle conflict" in str(error):
            raise StoreLocked(f"store {str(path)!r} is open in this process already; close that one first") from None
        raise StoreError(f"store {str(path)!r} cannot be opened: {error}") from None
    connection.execute("USE store")


def _check_magic(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{str(path)!r} is a folder; a store is one file, for example {path / 'events.duckdb'}")
    try:
        with path.open("rb") as stream:
            head = stream.read(12)
    except OSError as error:
        raise StoreError(f"store {str(path)!r} cannot be read: {error.strerror}") from None
    if head[8:12] != _MAGIC:
        raise StoreError(f"{str(path)!r} is not a DuckDB file; name another with --store, it is left as it was")


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("BEGIN")
    for statement in (META, RUNS, UNITS, POSTINGS, *LINKAGE, *(table.create for table in TABLES)):
        connection.execute(statement)
    values = [("format", FORMAT), ("schema", str(SCHEMA)), ("made by", CODER)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", values)
    connection.execute("COMMIT")


def _check_format(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        meta = dict(connection.execute('SELECT "name", "value" FROM store.main."meta"').fetchall())
    except duckdb.Error:
        meta = {}
    if meta.get("format") != FORMAT:
        raise StoreError(f"{str(path)!r} is a DuckDB file, but no store of Dotterel's; it is left as it was")
    if meta.get("schema") != str(SCHEMA):
        raise StoreError(
            f"store {str(path)!r} has schema {meta.get('schema')} (made by {meta.get('made by')}); {CODER} reads "
            f"schema {SCHEMA}. Code the reports again into a new store, or use the program that made this one"
        )
