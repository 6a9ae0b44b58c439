"""A JSON Lines gold file comes in; its rows go out, or an error that names the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dotterel.errors import DataError, InputError


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row with its place, `FILE:LINE`; blank lines are passed over.

    Raises:
        InputError: the file cannot be read.
        DataError: a line is no JSON object.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"gold file {str(path)!r} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"gold file {str(path)!r} is not UTF-8; it must be JSON Lines") from None
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise DataError(f"{where} is not JSON: {error}") from None
        if not isinstance(row, dict):
            raise DataError(f"{where} must be an object, not {type(row).__name__}")
        yield where, row


def field(row: dict[str, Any], name: str, kind: type, where: str) -> Any:
    """Return a field of a row.

    Raises:
        DataError: it is missing or of another kind.
    """
    if name not in row:
        raise DataError(f"{where} has no field {name!r}; its fields: {', '.join(row) or 'none'}")
    if not isinstance(row[name], kind):
        raise DataError(f"{where}: field {name!r} is {row[name]!r}; it must be of type {kind.__name__}")
    return row[name]
