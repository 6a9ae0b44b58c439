"""`dotterel query statements`: who said what, by and about whom, and the same words in several documents."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dotterel.cli.console import RowFormat, plural, stdout
from dotterel.ingest import parse_date

if TYPE_CHECKING:
    from dotterel.model import Statement
    from dotterel.store import QuoteGroup, Store


def statements(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="A file written by: dotterel code ... --store FILE.duckdb")
    ],
    speaker: Annotated[
        str | None, typer.Option(help="Code (KEN, IGO), entity (country:KEN) or part of a name, of who says it.")
    ] = None,
    about: Annotated[
        str | None, typer.Option(help="The same, of what is named in the words or takes part in an event told in them.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="Words that all stand in what is said; the best match first.")
    ] = None,
    addressee: Annotated[str | None, typer.Option(help="As --speaker, of whom it is said to.")] = None,
    via: Annotated[str | None, typer.Option(help="As --speaker, of the outlet or paper it came through.")] = None,
    tone: Annotated[str | None, typer.Option(help="say, hope, praise, warn, pledge, deny, demand or accuse.")] = None,
    quotation: Annotated[str | None, typer.Option(help="direct, indirect or mixed.")] = None,
    document: Annotated[str | None, typer.Option(help="Id of a document.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who printed it.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published on or after this day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published on or before this day.")] = None,
    same: Annotated[
        bool, typer.Option("--same", help="Put the same words of several documents together, differences marked.")
    ] = False,
    format: Annotated[RowFormat, typer.Option("--format", help="How to print.")] = RowFormat.table,
) -> None:
    """Print attributed statements: who said what, to whom, through whom.

    [dim]Examples:
    dotterel query statements events.duckdb --speaker Lavrov --about PRK
    dotterel query statements events.duckdb --text "lift the sanctions" --same[/]
    """
    first = parse_date(since, what="--since") if since is not None else None
    last = parse_date(until, what="--until") if until is not None else None
    from dotterel.store import StatementFilter, open_store

    wanted = StatementFilter(
        speaker=speaker,
        about=about,
        text=text,
        addressee=addressee,
        via=via,
        tone=tone,
        quotation=quotation,
        document=document,
        publisher=publisher,
        since=first,
        until=last,
    )
    with open_store(store, read_only=True) as opened:
        found = opened.read_statements(wanted)
        count = _print_groups(opened, found, format) if same else _print(opened, found, format)
        if format is RowFormat.table:
            total = opened.count("statements")
            line = plural(count, "statement") if count == total else f"{count:,} of {plural(total, 'statement')}"
            stdout().print(f"{line}." if count else f"{line} fit.")


def _print(store: Store, found: Iterable[Statement], format: RowFormat) -> int:
    from dotterel.cli.show_statements import statement_block
    from dotterel.export import json_line, statement_csv, statement_object

    if format is RowFormat.csv:
        sys.stdout.writelines(line + "\n" for line in statement_csv(found))
        return 0
    count = 0
    for statement in found:
        count += 1
        if format is RowFormat.jsonl:
            sys.stdout.write(json_line(statement_object(statement)) + "\n")
        else:
            stdout().print(statement_block(statement, store.document(statement.document)), end="")
            stdout().print(f"            [dim]{statement.id} · {statement.document}[/]\n", highlight=False)
    return count


def _print_groups(store: Store, found: Iterable[Statement], format: RowFormat) -> int:
    from dotterel.export import json_line, plain_csv, statement_object
    from dotterel.store import group_quotes

    groups = sorted(group_quotes(found), key=lambda group: -len(group.documents))
    if format is RowFormat.csv:
        rows = [(number, s.id, s.document) for number, group in enumerate(groups, 1) for s in group.statements]
        sys.stdout.writelines(line + "\n" for line in plain_csv(("group", "id", "document"), rows))
        return 0
    for group in groups:
        if format is RowFormat.jsonl:
            members = [statement_object(statement) for statement in group.statements]
            row = {"kind": "quotation", "documents": list(group.documents), "statements": members}
            sys.stdout.write(json_line(row) + "\n")
        else:
            _print_group(store, group)
    return sum(len(group.statements) for group in groups)


def _print_group(store: Store, group: QuoteGroup) -> None:
    from dotterel.cli.show_statements import statement_block, variant_text
    from dotterel.store.same_quotes import differences, said

    first, *others = group.statements
    console = stdout()
    console.print(statement_block(first, store.document(first.document)), end="")
    where = plural(len(group.documents), "document") + ": " + ", ".join(group.documents)
    console.print(f"            [dim]{first.id} · in {where}[/]", highlight=False)
    for other in others:
        console.print("            [dim]also:[/]", variant_text(differences(said(first), said(other))))
        console.print(f"            [dim]{other.id} · {other.document}[/]", highlight=False)
    console.print()
