"""Flat rows come in, the bytes of a Parquet file go out; made in a database of its own: the store opens no file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

_NUMBERS = {"quad_code": "INTEGER", "reports": "INTEGER", "independent_reports": "INTEGER", "publishers": "INTEGER",
            "characters": "INTEGER", "events": "BIGINT", "statements": "INTEGER",
            "place.geonameid": "BIGINT"}  # fmt: skip
_FLOATS = frozenset(("event_scale", "confidence", "place.latitude", "place.longitude", "score"))


def parquet_bytes(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], path: Path) -> bytes:
    """Return rows as Parquet.

    Args:
        rows: one value a column: text, number or None.
        columns: their names, in order.
        path: where the file may be put meanwhile; the folder must be there.
    """
    shape = {column: "DOUBLE" if column in _FLOATS else _NUMBERS.get(column, "VARCHAR") for column in columns}
    cells = [
        {column: row.get(column) if shape[column] != "VARCHAR" or row.get(column) is None else str(row[column])
         for column in columns}
        for row in rows
    ]  # fmt: skip
    with duckdb.connect(":memory:") as connection:
        connection.execute(
            "CREATE TABLE rows AS SELECT row.* FROM (SELECT unnest(from_json_strict(?, ?)) AS row)",
            [json.dumps(cells), json.dumps([shape])],
        )
        quoted = str(path).replace("'", "''")
        connection.execute(f"COPY rows TO '{quoted}' (FORMAT parquet)")
    return path.read_bytes()
