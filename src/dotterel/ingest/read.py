"""What the user typed comes in; documents and issues go out, one stream, in a fixed order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import BinaryIO, cast

from dotterel.ingest.locate import KNOWN_SUFFIXES, ROW_SUFFIXES, Found, locate
from dotterel.ingest.rows import looks_like_rows, read_rows
from dotterel.ingest.text_file import MAX_BYTES, read_text, read_text_file
from dotterel.model import Document, Issue

_PEEK = 65536


def read_inputs(
    inputs: Sequence[str], *, published: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Issue]:
    """Yield the reports behind `inputs`, and an issue for each thing that is not one.

    Args:
        inputs: files (`.txt`, `.md`, `.jsonl`, `.ndjson`), folders, globs, or `-` for standard input.
        published: the day for reports that do not say their own.
        stdin: the stream behind `-`; standard input when left out.

    Returns:
        Documents in the order of the inputs, folders sorted by name. An id comes once: the same report
        again is a warning, another text under the same id is an error.

    >>> [item.kind for item in read_inputs(["no-such-file.txt"])]
    ['missing']
    """
    seen: dict[int, int] = {}
    for item in _read_all(inputs, published, stdin):
        if isinstance(item, Document):
            identity, content = _number(item.id), _number(f"{item.published}\x1f{item.text}")
            if identity in seen:
                yield _duplicate(item, same=seen[identity] == content)
                continue
            seen[identity] = content
        yield item


def _duplicate(document: Document, *, same: bool) -> Issue:
    if same:
        return Issue("duplicate", "the same report came before; coded once", document.origin, document.id, "warning")
    message = f"id {document.id!r} was given to another report before; each report needs its own"
    return Issue("duplicate", message, document.origin, document.id)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _read_all(inputs: Sequence[str], published: date | None, stdin: BinaryIO | None) -> Iterator[Document | Issue]:
    for found in locate(inputs):
        if isinstance(found, Issue):
            yield found
            continue
        try:
            if found.path is None:
                yield from _read_stdin(stdin or sys.stdin.buffer, published)
            else:
                yield from _read_file(found, published)
        except FileNotFoundError:
            yield Issue("missing", "a link to a file that is not there", found.origin)
        except OSError as error:
            yield Issue("unreadable", f"cannot be read: {error.strerror or error}", found.origin)


def _read_file(found: Found, published: date | None) -> Iterator[Document | Issue]:
    assert found.path is not None
    suffix = found.path.suffix.lower()
    rows = suffix in ROW_SUFFIXES
    if suffix not in KNOWN_SUFFIXES and found.path.is_file():
        with found.path.open("rb") as stream:
            rows = looks_like_rows(stream.read(_PEEK))
    if rows:
        with found.path.open("rb") as stream:
            yield from read_rows(stream, published=published, origin=found.origin)
    else:
        yield from read_text_file(found.path, published=published, origin=found.origin)


def _read_stdin(stream: BinaryIO, published: date | None) -> Iterator[Document | Issue]:
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream))
    if looks_like_rows(buffered.peek(_PEEK)):
        yield from read_rows(buffered, published=published, origin="<stdin>")
    else:
        yield from read_text(buffered.read(MAX_BYTES + 1), published=published, origin="<stdin>")
