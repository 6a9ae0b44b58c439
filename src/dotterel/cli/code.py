"""`dotterel code`: reports in, events printed or kept in a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dotterel.cli.console import Format, Ticker, exit_status, plural, say_issues, stderr, stdout, ticker
from dotterel.cli.entities import Own, use_lists
from dotterel.cli.intake import Intake
from dotterel.ingest import parse_date
from dotterel.model import Coded, Issue

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="Files (.txt, .md, .jsonl, .ndjson), folders, globs, or - for standard input."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day of reports that do not say their own, YYYY-MM-DD; anchors 'on Monday'."),
]
INTERRUPTED = 130


def code(
    inputs: Inputs,
    published: Published = None,
    store: Annotated[
        Path | None,
        typer.Option(metavar="FILE.duckdb", help="Keep the records in this DuckDB file instead of printing."),
    ] = None,
    format: Annotated[Format | None, typer.Option(help="How to print: table (the default) or jsonl.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Worker processes; results are the same for any number.")] = 1,
    entities: Own = None,
) -> None:
    """Code reports: who did what to whom, when, where, and who says so.

    [dim]Examples:
    dotterel code report.txt --published 2018-05-31
    dotterel code reports/ --store events.duckdb --jobs 2
    cat reports.jsonl | dotterel code - --format jsonl[/]
    """
    day = parse_date(published, what="--published") if published is not None else None
    if day and day > date.today():
        stderr().print(f"--published {day} lies in the future; dates such as 'Monday' count from it all the same.")
    use_lists(entities)
    shown = format or (None if store else Format.table)
    from dotterel.pipeline import Coder

    intake = Intake(inputs, day)
    issues: list[Issue] = []
    count = Ticker(None)
    try:
        if store:
            from dotterel.store import open_store

            with open_store(store) as opened, ticker(printing=shown is not None) as count:
                results = Coder.default().pipe(intake.documents(), jobs=jobs)
                written = opened.write(_watched(results, shown, count, issues), issues=intake.issues)
            stderr().print(
                f"{plural(written.events, 'event')} and {plural(written.statements, 'statement')} from "
                f"{plural(written.documents, 'document')} written to {store}"
                + (f"; {plural(written.unchanged, 'document')} there already" if written.unchanged else ""),
                soft_wrap=True,
            )
            if not shown:
                stderr().print(f"Next: dotterel query events {store}", soft_wrap=True)
        else:
            with ticker(printing=True) as count:
                for _ in _watched(Coder.default().pipe(intake.documents(), jobs=jobs), shown, count, issues):
                    pass
    except KeyboardInterrupt:
        kept = f"; what was coded is kept in {store}. Run the same command to go on" if store else ""
        stderr().print(f"Stopped after {plural(count.documents, 'document')}{kept}.")
        raise typer.Exit(INTERRUPTED) from None
    if shown is Format.table:
        stdout().print(f"{plural(count.events, 'event')} in {plural(count.documents, 'document')}")
    if count.undated:
        stderr().print(
            f"{plural(count.undated, 'document')} without a day of publication: 'on Monday' has no date there. "
            "Give --published YYYY-MM-DD, or a field 'published' in JSONL.",
            soft_wrap=True,
        )
    problems = [*intake.issues, *issues]
    say_issues(problems)
    raise typer.Exit(exit_status(problems))


def _watched(results: Iterable[Coded], shown: Format | None, count: Ticker, issues: list[Issue]) -> Iterator[Coded]:
    """Pass results on, after printing and counting them."""
    from dotterel.cli.show import print_events
    from dotterel.cli.show_statements import print_statements
    from dotterel.export import event_object, json_line, statement_object

    console = stdout()
    for coded in results:
        if shown is Format.jsonl:
            sys.stdout.writelines(json_line(event_object(event)) + "\n" for event in coded.events)
            sys.stdout.writelines(json_line(statement_object(said)) + "\n" for said in coded.statements)
        elif shown is Format.table:
            print_events(console, coded.events, coded.document)
            print_statements(console, coded.statements, coded.document)
        issues += coded.issues
        if coded.document.published is None and any(event.date is None for event in coded.events):
            count.undated += 1
        count.tick(len(coded.events))
        yield coded
    sys.stdout.flush()
