"""One text file comes in, one `Document` goes out; lines between `---` at the top may give its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dotterel.errors import InputError
from dotterel.ingest.clean import MAX_CHARACTERS, Binary, decode
from dotterel.ingest.fields import FIELDS, make_document, too_long
from dotterel.model import Document, Issue

_HEADER = re.compile(r"---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,40}?)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"(?P<name>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*")
# UTF-8 needs four bytes for a character at most.
MAX_BYTES = 4 * MAX_CHARACTERS + 4


def read_text_file(path: Path, *, published: date | None, origin: str) -> Iterator[Document | Issue]:
    """Yield the document of a text file, or an issue that says why there is none."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = path.stat().st_size or len(data)
        yield Issue("too_long", too_long(size, "bytes"), origin)
        return
    yield from read_text(data, published=published, origin=origin)


def read_text(data: bytes, *, published: date | None, origin: str) -> Iterator[Document | Issue]:
    """Yield the document of the bytes of one report, or an issue; a guessed encoding is a warning beside it."""
    try:
        decoded = decode(data)
    except Binary as error:
        yield Issue("binary", f"not a text file: {error}", origin)
        return
    text, fields = split_header(decoded.text)
    if not text.strip():
        yield Issue("empty", "no text in it", origin)
        return
    if len(text) > MAX_CHARACTERS:
        yield Issue("too_long", too_long(len(text)), origin)
        return
    try:
        document = make_document(text, fields, published=published, origin=origin)
    except InputError as error:
        yield Issue("bad_header", str(error), origin)
        return
    if decoded.guessed:
        message = f"not UTF-8; read as {decoded.guessed}. Save the file as UTF-8 to be sure of every letter"
        yield Issue("encoding", message, origin, document.id, "warning")
    yield document


def split_header(text: str) -> tuple[str, dict[str, object]]:
    """Return the text after its header and the fields of the header.

    A header stands between two lines `---` at the very top and holds `name: value` lines with at least one
    name of ours; anything else is part of the text.

    >>> split_header("---\\npublished: 2018-05-31\\n---\\nPYONGYANG")
    ('PYONGYANG', {'published': '2018-05-31'})
    """
    match = _HEADER.match(text)
    if not match:
        return text, {}
    fields: dict[str, object] = {}
    for line in match["fields"].splitlines():
        pair = _FIELD.fullmatch(line)
        if pair:
            value = pair["value"]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            fields[pair["name"].lower()] = value[1:-1] if quoted else value
    if not fields.keys() & set(FIELDS):
        return text, {}
    return text[match.end() :].lstrip("\n"), fields
