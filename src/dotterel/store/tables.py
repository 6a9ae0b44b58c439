"""The tables of a store: each a record class, its key, and what the store adds to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dotterel.model import Correction, Document, Event, EventMention, Issue, Occasion, ReportGroup, Statement
from dotterel.store.schema import Structure, sql_type, structure

# Raised whenever a column changes; a store of another number is refused with a message, never guessed at.
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """Where a sentence of a document stands."""

    document: str
    sentence: int
    start_char: int
    end_char: int


@dataclass(frozen=True)
class Table:
    """A table: the record class behind it, the columns that make its key, and columns of the store's own."""

    name: str
    record: type[Any]
    key: tuple[str, ...]
    extra: tuple[tuple[str, str], ...] = ()
    extra_first: bool = False

    @cached_property
    def columns(self) -> dict[str, Structure]:
        """Name and type of each column, in order."""
        own: dict[str, Structure] = dict(self.extra)
        return own | structure(self.record) if self.extra_first else structure(self.record) | own

    @property
    def create(self) -> str:
        """The statement that makes the table."""
        columns = [f'"{name}" {sql_type(shape)}' for name, shape in self.columns.items()]
        key = ", ".join(f'"{name}"' for name in self.key)
        return f'CREATE TABLE IF NOT EXISTS "{self.name}" ({", ".join(columns)}, PRIMARY KEY ({key}))'

    @cached_property
    def insert(self) -> str:
        """The statement that writes rows, given as one JSON list; rows that are there already stay."""
        shape = json.dumps([self.columns])
        rows = f"SELECT unnest(from_json_strict(?, '{shape}')) AS row"
        return f'INSERT INTO "{self.name}" SELECT row.* FROM ({rows}) ON CONFLICT DO NOTHING'


DOCUMENTS = Table("documents", Document, ("id",), (("coder", "VARCHAR"), ("digest", "VARCHAR")))
SENTENCES = Table("sentences", SentenceRow, ("document", "sentence"))
EVENTS = Table("events", EventMention, ("id",))
ISSUES = Table("issues", Issue, ("id",), (("id", "VARCHAR"),), extra_first=True)
STATEMENTS = Table("statements", Statement, ("id",))
OCCASIONS = Table("occasions", Occasion, ("id",))
MERGED_EVENTS = Table("merged_events", Event, ("id",))
REPORT_GROUPS = Table("report_groups", ReportGroup, ("id",))
CORRECTIONS = Table("corrections", Correction, ("id",))
TABLES = (
    DOCUMENTS, SENTENCES, EVENTS, ISSUES, STATEMENTS, MERGED_EVENTS, OCCASIONS, REPORT_GROUPS, CORRECTIONS,
)  # fmt: skip

# The full-text index: a unit is a sentence or the words of a statement; `item` is the sentence's number or the
# statement's id. A term is kept as 64 bits of its hash: whole numbers are found in a fifth of the time of words.
UNITS = (
    'CREATE TABLE IF NOT EXISTS "search_units" ("unit" BIGINT PRIMARY KEY, "kind" VARCHAR, "document" VARCHAR, '
    '"item" VARCHAR, "words" INTEGER)'
)
POSTINGS = (
    'CREATE TABLE IF NOT EXISTS "search_postings" ("term" BIGINT, "unit" BIGINT, "frequency" INTEGER, "words" INTEGER)'
)

META = 'CREATE TABLE IF NOT EXISTS "meta" ("name" VARCHAR PRIMARY KEY, "value" VARCHAR)'
RUNS = (
    'CREATE TABLE IF NOT EXISTS "runs" ("run" INTEGER PRIMARY KEY, "started" TIMESTAMP, "finished" TIMESTAMP, '
    '"coder" VARCHAR, "documents" INTEGER, "unchanged" INTEGER, "events" INTEGER, "issues" INTEGER, '
    '"statements" INTEGER)'
)
