"""The error tree: every error Dotterel raises on purpose.

DotterelError
├── InputError        something given by the user cannot be read or is out of range
│   ├── SpanError     offsets that do not lie in their text
│   └── DateError     a date that is not YYYY-MM-DD
├── DataError         a data file of ours or of the user is malformed
├── ModelError        the language model is missing or does not fit this program
└── StoreError        the database cannot be opened, read or written
    └── StoreLocked   another process holds the database
"""

from __future__ import annotations

from collections.abc import Iterable


class DotterelError(Exception):
    """Base of all errors raised on purpose; its text says what, the value, the known values, what to do."""


class InputError(DotterelError):
    """Something given by the user cannot be read or is out of range."""


class SpanError(InputError):
    """Offsets that do not lie in their text."""


class DateError(InputError):
    """A date that is not written YYYY-MM-DD."""


class DataError(DotterelError):
    """A data file is malformed."""


class ModelError(DotterelError):
    """The language model is missing or does not fit this program."""


class StoreError(DotterelError):
    """The database cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process holds the database."""


def unknown_value(what: str, value: object, known: Iterable[object], advice: str = "") -> str:
    """Return the text of an error about a value outside a closed list.

    Args:
        what: the name of the field or option, in the user's words.
        value: the value found.
        known: the values that would have been right.
        advice: what to do, as a sentence; optional.

    >>> unknown_value("format", "xml", ["table", "jsonl"])
    "unknown format 'xml'; known: jsonl, table"
    """
    listed = ", ".join(sorted(str(item) for item in known))
    text = f"unknown {what} {value!r}; known: {listed}"
    return f"{text}. {advice}" if advice else text
