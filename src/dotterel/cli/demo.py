"""`dotterel demo`: the bundled reports, coded and shown story by story."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.rule import Rule
from rich.text import Text

from dotterel.cli.console import plural, stdout
from dotterel.model import Coded


def demo(
    store: Annotated[
        Path | None, typer.Option(metavar="FILE.duckdb", help="Keep the records in this DuckDB file as well.")
    ] = None,
    story: Annotated[str | None, typer.Option(help="Show one story only: ethiopia, iran or colombia.")] = None,
) -> None:
    """Code the reports that ship with Dotterel and show their events.

    [dim]Examples:
    dotterel demo --story ethiopia
    dotterel demo --store demo.duckdb[/]
    """
    from dotterel.cli.show import legend, print_events
    from dotterel.errors import InputError, unknown_value
    from dotterel.ingest import bundled_reports
    from dotterel.ingest.bundled import STORIES
    from dotterel.pipeline import Coder

    if story is not None and story not in STORIES:
        raise InputError(unknown_value("story", story, STORIES))
    console = stdout()
    started = time.perf_counter()
    coder = Coder.default()
    loaded = time.perf_counter()
    harvest: list[Coded] = []
    for title, reports in bundled_reports().items():
        if story is not None and title != STORIES[story]:
            continue
        console.print(Rule(Text(title, "bold"), align="left"))
        console.print()
        for coded in coder.pipe(reports):
            harvest.append(coded)
            print_events(console, coded.events, coded.document)
    finished = time.perf_counter()
    legend(console)
    events = [event for coded in harvest for event in coded.events]
    kinds = ", ".join(f"{name} {count}" for name, count in Counter(event.event_type for event in events).most_common(6))
    sentences = sum(len(coded.sentences) for coded in harvest)
    console.print(
        f"{plural(len(events), 'event')} in {plural(sentences, 'sentence')} of {plural(len(harvest), 'report')}"
    )
    console.print(f"most often: {kinds}")
    console.print(f"{loaded - started:.1f} s to load, {finished - loaded:.1f} s to code and print")
    if store:
        from dotterel.store import open_store

        with open_store(store) as opened:
            opened.write(harvest)
        console.print(f"Kept in {store}. Next: dotterel serve {store}; dotterel query events {store} --type CONSULT")
    else:
        console.print("Next: dotterel demo --store demo.duckdb; dotterel serve demo.duckdb")
        console.print("Your own reports: dotterel code FILES --published YYYY-MM-DD")
