"""Records come in and go out of one DuckDB file; no other room writes SQL."""

from dotterel.store.query import EventFilter
from dotterel.store.store import Store, Written, open_store

__all__ = ["EventFilter", "Store", "Written", "open_store"]
