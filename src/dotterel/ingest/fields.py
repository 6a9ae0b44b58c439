"""The fields of one report, as found in a row or a header, come in; a checked `Document` goes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dotterel.errors import InputError
from dotterel.ingest.clean import MAX_CHARACTERS, clean
from dotterel.ingest.dates import parse_date
from dotterel.model import Document

FIELDS = ("id", "title", "published", "publisher", "url", "language")


def make_document(text: str, fields: Mapping[str, object], *, published: date | None, origin: str) -> Document:
    """Return the document of a clean text and its fields; names outside `FIELDS` are left aside.

    Args:
        text: the clean text.
        fields: values by name; None and "" mean unknown.
        published: the day for a report that does not say its own.
        origin: where it was read, for messages.

    Raises:
        InputError: a field has the wrong form.
        DateError: `published` is not a date.
    """
    values: dict[str, str] = {}
    for name in FIELDS:
        value = fields.get(name)
        if value is None or value == "":
            continue
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise InputError(f"field {name!r} is {value!r}; it must be text in quotation marks")
        values[name] = " ".join(clean(value).split())
    day = values.pop("published", "")
    return Document(
        text=text,
        id=values.get("id", ""),
        title=values.get("title"),
        published=parse_date(day) if day else published,
        publisher=values.get("publisher"),
        url=values.get("url"),
        language=values.get("language"),
        origin=origin,
    )


def too_long(size: int, unit: str = "characters") -> str:
    """Return the message about a text above the limit."""
    return (
        f"{size:,} {unit}; a report may have {MAX_CHARACTERS:,} characters at most. "
        "If the file holds many reports, give one per row of a .jsonl file"
    )
