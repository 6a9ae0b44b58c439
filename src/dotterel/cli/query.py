"""`dotterel query`: rows of a store, for reading or for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dotterel.cli.console import RowFormat, plural, stderr, stdout
from dotterel.ingest import parse_date

if TYPE_CHECKING:
    from dotterel.model import EventMention
    from dotterel.store import Store

app = typer.Typer(
    help="Print rows of a store: events, statements, occasions, documents or issues.", no_args_is_help=True
)

StorePath = Annotated[
    Path, typer.Argument(metavar="STORE", help="A file written by: dotterel code ... --store FILE.duckdb")
]
Printed = Annotated[RowFormat, typer.Option("--format", help="How to print.")]


@app.command("events")
def events(
    store: StorePath,
    actor: Annotated[str | None, typer.Option(help="Code (KEN, IGO), entity (country:KEN) or part of a name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="The same, of a recipient.")] = None,
    party: Annotated[str | None, typer.Option(help="The same, on either side.")] = None,
    type: Annotated[
        str | None, typer.Option(help="Event types, with a mode if wanted, split by commas: CONSULT/visit,AID.")
    ] = None,
    quad: Annotated[
        list[int] | None,
        typer.Option(help="1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; may be repeated."),
    ] = None,
    context: Annotated[str | None, typer.Option(help="PLOVER context, such as election.")] = None,
    auxiliary: Annotated[str | None, typer.Option(help="historical, future, hypothetical or negation.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")] = None,
    country: Annotated[str | None, typer.Option(help="Country where it took place, three letters.")] = None,
    document: Annotated[str | None, typer.Option(help="Id of a document.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who printed a report of it.")] = None,
    confidence: Annotated[float | None, typer.Option(min=0, max=1, help="The least confidence.")] = None,
    q: Annotated[str | None, typer.Option("--q", help="Words that all stand in a sentence that tells of it.")] = None,
    merged: Annotated[
        bool, typer.Option("--merged", help="Each event once, with its reports counted; after `dotterel consolidate`.")
    ] = False,
    format: Printed = RowFormat.table,
) -> None:
    """Print events, oldest first: every mention, or with --merged every event once.

    [dim]Examples:
    dotterel query events events.duckdb --actor KEN --type CONSULT --since 2018-05-01
    dotterel query events events.duckdb --format csv > events.csv[/]
    """
    first = parse_date(since, what="--since") if since is not None else None
    last = parse_date(until, what="--until") if until is not None else None
    from dotterel.store import EventFilter, open_store

    wanted = EventFilter(
        actor=actor, recipient=recipient, party=party, type=type, quad=tuple(quad or ()), context=context,
        auxiliary=auxiliary, since=first, until=last, country=country, document=document, publisher=publisher,
        confidence=confidence, q=q,
    )  # fmt: skip
    with open_store(store, read_only=True) as opened:
        if merged:
            from dotterel.cli.query_merged import merged_events

            merged_events(store, opened, wanted, format)
            return
        count = _print_events(opened, opened.read_events(wanted), format)
        if format is RowFormat.table:
            total = opened.count("events")
            line = plural(count, "event") if count == total else f"{count:,} of {plural(total, 'event')}"
            stdout().print(f"{line}. Why one was coded so: dotterel explain {store} ID" if count else f"{line} fit.")


def _print_events(store: Store, found: Iterable[EventMention], format: RowFormat) -> int:
    from dotterel.cli.show import event_block, legend
    from dotterel.export import event_csv, event_object, json_line

    count = 0
    console = stdout()
    if format is RowFormat.csv:
        with_sentence = ((event, event.sentence_span.slice(store.document(event.document).text)) for event in found)
        sys.stdout.writelines(line + "\n" for line in event_csv(with_sentence))
        return 0
    for event in found:
        count += 1
        if format is RowFormat.jsonl:
            sys.stdout.write(json_line(event_object(event)) + "\n")
        else:
            console.print(event_block(event, store.document(event.document)), end="")
            console.print(f"            [dim]{event.id} · {event.document}[/]\n", highlight=False)
    if count and format is RowFormat.table:
        legend(console)
    return count


@app.command("documents")
def documents(store: StorePath, format: Printed = RowFormat.table) -> None:
    """Print the documents with the number of their events."""
    _print_rows(store, "documents", format, "No documents. Add some: dotterel code INPUT... --store " + str(store))


@app.command("issues")
def issues(store: StorePath, format: Printed = RowFormat.table) -> None:
    """Print what went wrong with which input."""
    _print_rows(store, "issues", format, "No issues: every input was read and coded.")


def _print_rows(path: Path, name: str, format: RowFormat, if_none: str) -> None:
    from rich.table import Table

    from dotterel.export import json_line, plain_csv
    from dotterel.store import open_store

    with open_store(path, read_only=True) as store:
        relation = getattr(store, name)()
        columns: list[str] = list(relation.columns)
        rows: list[tuple[Any, ...]] = relation.fetchall()
    kind = name.removesuffix("s")
    if format is RowFormat.jsonl:
        sys.stdout.writelines(json_line({"kind": kind, **dict(zip(columns, row, strict=True))}) + "\n" for row in rows)
    elif format is RowFormat.csv:
        sys.stdout.writelines(line + "\n" for line in plain_csv(columns, rows))
    elif rows:
        filled = [number for number in range(len(columns)) if any(row[number] is not None for row in rows)]
        table = Table(box=None, pad_edge=False, header_style="bold")
        for number in filled:
            numeric = all(isinstance(row[number], int | float | None) for row in rows)
            table.add_column(columns[number], justify="right" if numeric else "left", overflow="fold")
        for row in rows:
            table.add_row(*("" if row[number] is None else str(row[number]) for number in filled))
        stdout().print(table)
        stdout().print(plural(len(rows), kind))
    if not rows:
        stderr().print(if_none, soft_wrap=True)
