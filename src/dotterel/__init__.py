"""Dotterel reads news reports and writes down who did what to whom, when, where, and who says so.

    from dotterel import Coder, Document, open_store

    coder = Coder.default()
    coded = coder(Document("Kenya's president flew to Juba on Monday."))

Names are imported when first used, so that `import dotterel` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dotterel.version import VERSION as __version__  # noqa: F401, N811

if TYPE_CHECKING:
    from dotterel.errors import DotterelError
    from dotterel.ingest import read_inputs
    from dotterel.model import Coded, Document, EventMention, Issue
    from dotterel.pipeline import Coder
    from dotterel.store import open_store

__all__ = ["Coded", "Coder", "Document", "DotterelError", "EventMention", "Issue", "open_store", "read_inputs"]

_ROOMS = {
    "Coded": "dotterel.model",
    "Coder": "dotterel.pipeline",
    "Document": "dotterel.model",
    "DotterelError": "dotterel.errors",
    "EventMention": "dotterel.model",
    "Issue": "dotterel.model",
    "open_store": "dotterel.store",
    "read_inputs": "dotterel.ingest",
}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'dotterel' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
