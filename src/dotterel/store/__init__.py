"""Records come in and go out of one DuckDB file; no other room writes SQL."""

from dotterel.store.query import EventFilter
from dotterel.store.query_merged import OccasionFilter
from dotterel.store.query_statements import StatementFilter
from dotterel.store.same_quotes import QuoteGroup, group_quotes
from dotterel.store.store import Store, Written, open_store

__all__ = [
    "EventFilter",
    "OccasionFilter",
    "QuoteGroup",
    "StatementFilter",
    "Store",
    "Written",
    "group_quotes",
    "open_store",
]
