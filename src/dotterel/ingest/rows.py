"""A JSON Lines stream comes in, one `Document` or `Issue` per row goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

import msgspec

from dotterel.errors import InputError
from dotterel.ingest.clean import MAX_CHARACTERS, Binary, clean, decode
from dotterel.ingest.fields import make_document, too_long
from dotterel.model import Document, Issue

# A JSON string may spell a character with twelve bytes (a pair of \uXXXX).
MAX_ROW_BYTES = 12 * MAX_CHARACTERS


def read_rows(stream: BinaryIO, *, published: date | None, origin: str) -> Iterator[Document | Issue]:
    """Yield what the rows hold, in order; blank lines are passed over, a bad row does not stop the others."""
    number = 0
    rows = 0
    while line := stream.readline(MAX_ROW_BYTES):
        number += 1
        where = f"{origin}:{number}"
        if len(line) == MAX_ROW_BYTES and not line.endswith(b"\n"):
            length = len(line) + _skip_line(stream)
            yield Issue("too_long", too_long(length, "bytes in one row"), where)
            rows += 1
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            rows += 1
            yield from _read_row(line, published=published, origin=where)
    if not rows:
        yield Issue("empty", "no rows in it", origin)


def looks_like_rows(head: bytes) -> bool:
    """Return whether a file that begins with `head` is JSON Lines: its first line opens an object.

    >>> looks_like_rows(b'{"text": "Kenya"}'), looks_like_rows(b"{sic} he said")
    (True, False)
    """
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].strip()
    return first.startswith(b"{") and first[1:].lstrip()[:1] in (b'"', b"}")


def _skip_line(stream: BinaryIO) -> int:
    length = 0
    while part := stream.readline(MAX_ROW_BYTES):
        length += len(part)
        if part.endswith(b"\n"):
            break
    return length


def _read_row(line: bytes, *, published: date | None, origin: str) -> Iterator[Document | Issue]:
    try:
        decoded = decode(line)
    except Binary as error:
        yield Issue("binary", f"not text: {error}", origin)
        return
    try:
        row = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        yield Issue("bad_row", f"not JSON: {error}", origin)
        return
    if not isinstance(row, dict):
        yield Issue("bad_row", f"a row must be an object with a `text`; this one is a {type(row).__name__}", origin)
        return
    text = row.get("text")
    if not isinstance(text, str):
        found = f"`text` is {_short(text)}" if "text" in row else f"no `text`; fields here: {', '.join(row) or 'none'}"
        yield Issue("bad_row", f"{found}. Each row needs the report in `text`", origin)
        return
    text = clean(text)
    if not text.strip():
        yield Issue("empty", "`text` is empty", origin, _identity(row))
        return
    if len(text) > MAX_CHARACTERS:
        yield Issue("too_long", too_long(len(text)), origin, _identity(row))
        return
    try:
        document = make_document(text, row, published=published, origin=origin)
    except InputError as error:
        yield Issue("bad_row", str(error), origin, _identity(row))
        return
    if decoded.guessed:
        yield Issue("encoding", f"not UTF-8; read as {decoded.guessed}", origin, document.id, "warning")
    yield document


def _identity(row: dict[str, object]) -> str | None:
    value = row.get("id")
    return str(value) if isinstance(value, str | int) and value != "" else None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
