"""Statements come in; what a person reads in a terminal goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dotterel.cli.show import entity_text
from dotterel.model import Document, EntityMention, Statement

STYLES = {"speaker": "bold cyan", "tone": "bold yellow", "content": "default", "via": "italic", "differs": "bold red"}
_INDENT = 12
_LONGEST = 400


def statement_block(statement: Statement, document: Document) -> RenderableType:
    """Return a statement as lines: day and tone, who to whom and through whom; beneath it the words."""
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(width=10, no_wrap=True)
    row.add_column(min_width=22)
    row.add_column(ratio=1)
    day = str(document.published) if document.published else "undated"
    row.add_row(Text(day, "bold blue"), _kind(statement), voices_text(statement))
    return Group(row, Padding(words_text(statement), (0, 0, 1, _INDENT), expand=False))


def voices_text(statement: Statement) -> Text:
    """Return who says it, to whom, through whom: `Alice Uwase [RWA GOV] → reporters  via state radio`."""
    text = Text()
    text.append(_names(statement.speaker) or "nobody named", STYLES["speaker"] if statement.speaker else "dim")
    if statement.addressee:
        text.append(" → ").append(_names(statement.addressee))
    if statement.via:
        text.append("  via ").append(_names(statement.via), STYLES["via"])
    return text


def words_text(statement: Statement) -> Text:
    """Return the words, quoted ones between marks, pieces apart by an ellipsis."""
    words = " … ".join(" ".join(passage.text.split()) for passage in statement.content)
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return Text(f"“{words}”" if statement.quotation == "direct" else words, STYLES["content"])


def print_statements(console: Console, statements: Iterable[Statement], document: Document) -> None:
    """Print the statements of a document."""
    for statement in statements:
        console.print(statement_block(statement, document))


def variant_text(parts: Sequence[tuple[str, bool]]) -> Text:
    """Return another wording of a quotation; what differs is marked by a colour and by brackets."""
    text = Text()
    for words, differs in parts:
        if text:
            text.append(" ")
        text.append(f"[{words}]" if differs and words != "[…]" else words, STYLES["differs"] if differs else "default")
    return text


def _kind(statement: Statement) -> Text:
    text = Text(statement.tone.upper(), STYLES["tone"])
    text.append(f" {statement.quotation}", "yellow")
    if statement.auxiliary:
        text.append(f" ({', '.join(statement.auxiliary)})", "dim")
    return text


def _names(entities: Sequence[EntityMention]) -> str:
    return " + ".join(entity_text(entity) for entity in entities)
