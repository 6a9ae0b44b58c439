"""The tables of a store: each a record class, its key, and what the store adds to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dotterel.model import Document, EventMention, Issue
from dotterel.store.schema import Structure, sql_type, structure

# Raised whenever a column changes; a store of another number is refused with a message, never guessed at.
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """Where a sentence of a document stands."""

    document: str
    sentence: int
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in a statement or an occasion, and the known thing it names."""

    text: str
    start_char: int
    end_char: int
    name: str | None = None
    entity: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Who said what to whom: the columns that the contract names. No coder fills them yet."""

    id: str
    document: str
    quotation: str
    speaker: tuple[Words, ...]
    cue: Words | None
    content: tuple[Words, ...]
    addressee: tuple[Words, ...]
    via: tuple[Words, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One step in the life of an occasion."""

    status: str
    date: str | None
    document: str
    event: str


@dataclass(frozen=True, slots=True)
class OccasionRow:
    """A planned or held meeting with its history: the columns that the contract names. No coder fills them yet."""

    id: str
    occasion_type: str
    participant: tuple[Words, ...]
    date: str | None
    end_date: str | None
    place: Words | None
    status: str
    history: tuple[StatusRow, ...]


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
STATEMENTS = Table("statements", StatementRow, ("id",))
OCCASIONS = Table("occasions", OccasionRow, ("id",))
TABLES = (DOCUMENTS, SENTENCES, EVENTS, ISSUES, STATEMENTS, OCCASIONS)

META = 'CREATE TABLE IF NOT EXISTS "meta" ("name" VARCHAR PRIMARY KEY, "value" VARCHAR)'
RUNS = (
    'CREATE TABLE IF NOT EXISTS "runs" ("run" INTEGER PRIMARY KEY, "started" TIMESTAMP, "finished" TIMESTAMP, '
    '"coder" VARCHAR, "documents" INTEGER, "unchanged" INTEGER, "events" INTEGER, "issues" INTEGER)'
)
