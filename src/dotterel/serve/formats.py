"""Rows come in, a file in the form that a suffix asks for goes out."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from starlette.responses import Response, StreamingResponse

from dotterel.errors import InputError
from dotterel.export import Item, feature_collection, icalendar, json_line, rss, safe_cell
from dotterel.model import Occasion
from dotterel.store.parquet import parquet_bytes

TYPES = {
    "json": "application/json", "jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}  # fmt: skip
FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The rows, in the form asked for.", "content": {kind: {} for kind in TYPES.values()}}
}
"""What an operation that answers with a file says of it."""
_FEED_ROWS = 100
Row = Mapping[str, Any]


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return json.loads(msgspec.json.encode(value, enc_hook=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def answer(value: Any, status: int = 200) -> Response:
    """Return a JSON answer; days in ISO form."""
    return Response(msgspec.json.encode(value, enc_hook=_plain), status_code=status, media_type="application/json")


def as_file(
    form: str,
    rows: Iterator[Row],
    *,
    name: str,
    columns: Sequence[str],
    item: Callable[[Row], Item] | None = None,
    title: str = "",
    address: str = "",
    occasions: Iterable[Occasion] | None = None,
) -> Response:
    """Return rows as a file.

    Args:
        form: the suffix.
        rows: the objects of the listing.
        name: of the file, without suffix.
        columns: of CSV and Parquet: keys of a row, `a.b` for what lies deeper, lists joined by `; `.
        item: makes an entry of a feed.
        title: of a feed.
        address: the page the feed is of.
        occasions: the records behind a calendar.

    Raises:
        InputError: this listing has no such form.
    """
    known = {"json", "jsonl", "csv", "parquet"} | ({"rss"} if item else set())
    known |= {"ics"} if occasions is not None else set()
    known |= {"geojson"} if "place.latitude" in columns else set()
    if form not in known:
        raise InputError(f"unknown form {form!r}; known: {', '.join(sorted(known))}")
    headers = {"content-disposition": f'attachment; filename="{re.sub(r"[^A-Za-z0-9_-]", "-", name)}.{form}"'}
    if form == "rss" and item is not None:
        listed = [item(row) for _, row in zip(range(_FEED_ROWS), rows, strict=False)]
        return Response(rss(title, address, "Dotterel: " + title, listed), media_type=TYPES[form])
    if form == "ics" and occasions is not None:
        text = "".join(line + "\r\n" for line in icalendar(occasions))
        return Response(text, media_type=TYPES[form], headers=headers)
    if form == "geojson":
        return Response(json_line(plain(feature_collection(rows))), media_type=TYPES[form], headers=headers)
    if form == "parquet":
        cells = [{column: _cell(row, column) for column in columns} for row in rows]
        with tempfile.TemporaryDirectory() as folder:
            data = parquet_bytes(cells, columns, Path(folder) / "rows.parquet")
        return Response(data, media_type=TYPES[form], headers=headers)
    lines = _json(rows) if form == "json" else _jsonl(rows) if form == "jsonl" else _csv(rows, columns)
    return StreamingResponse(lines, media_type=TYPES[form], headers=headers)


def _json(rows: Iterator[Row]) -> Iterator[str]:
    yield '{"rows":['
    for number, row in enumerate(rows):
        yield ("," if number else "") + json_line(row)
    yield "]}\n"


def _jsonl(rows: Iterator[Row]) -> Iterator[str]:
    for row in rows:
        yield json_line(row) + "\n"


def _csv(rows: Iterator[Row], columns: Sequence[str]) -> Iterator[str]:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(_cell(row, column)) for column in columns])
        yield file.getvalue()
        file.seek(0)
        file.truncate()
    yield file.getvalue()


def _cell(row: Row, column: str) -> Any:
    """Return the value of a column: `actor.code` of two actors is `KEN; UGA`."""
    values: list[Any] = [row]
    for key in column.split("."):
        values = [deeper for value in values if isinstance(value, Mapping) for deeper in _listed(value.get(key))]
    values = [value for value in values if value is not None]
    if len(values) == 1:
        only = values[0]
        return (
            only.isoformat() if isinstance(only, date) else only if isinstance(only, str | int | float) else str(only)
        )
    return "; ".join(str(value) for value in values) if values else None


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
