"""`dotterel serve`: a store in the browser, and as an API."""

from __future__ import annotations

import secrets
import webbrowser
from collections.abc import Iterable
from pathlib import Path
from threading import Timer
from typing import Annotated

import typer

from dotterel.cli.console import stderr
from dotterel.cli.entities import Own, use_lists
from dotterel.errors import InputError
from dotterel.model import Coded, Document, Span


def serve(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="A file written by: dotterel code ... --store FILE.duckdb")
    ],
    host: Annotated[
        str, typer.Option(help="Address to serve on; anything but this machine's own needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8787,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    token: Annotated[
        str | None, typer.Option(envvar="DOTTEREL_TOKEN", help="What requests must carry; made up where one is needed.")
    ] = None,
    watch: Annotated[
        Path | None, typer.Option(metavar="FEEDS.toml", help="Feeds and folders to code from while serving.")
    ] = None,
    entities: Own = None,
) -> None:
    """Open a store in the browser: events with their sentences, statements, meetings, maps, review. Ctrl-C ends it.

    [dim]Examples:
    dotterel serve events.duckdb
    dotterel serve events.duckdb --watch feeds.toml --no-open
    dotterel serve events.duckdb --host 0.0.0.0 --token long-secret[/]
    """
    if not store.is_file():
        raise InputError(f"no store at {str(store)!r}; make one with: dotterel code REPORTS --store {store}")
    use_lists(entities)
    from dotterel.pipeline.consolidate import consolidate
    from dotterel.serve.app import create_app
    from dotterel.serve.security import Guard
    from dotterel.serve.server import Server
    from dotterel.serve.watch import read_watch
    from dotterel.store import open_store

    sources = read_watch(watch) if watch else None
    guard = Guard(host, token)
    if not guard.loopback and not token:
        guard = Guard(host, secrets.token_urlsafe(24))

    def code(documents: Iterable[Document]) -> Iterable[Coded]:
        from dotterel.pipeline import Coder

        return Coder.default().pipe(documents)

    def event_types(sentence: str, trigger: Span) -> dict[str, float]:
        from dotterel.pipeline import Coder

        return Coder.default().event_types(sentence, trigger)

    with open_store(store) as opened:
        new, gone = opened.consolidated.pending()
        if new or gone:
            stderr().print(f"Consolidating {len(new):,} new documents ...")
            consolidate(opened)
        app = create_app(opened, code, guard=guard, event_types=event_types)
        server = Server(app, guard, port)
        address = server.address
        stderr().print(f"Serving {store} at {address}  (Ctrl-C ends it)", soft_wrap=True)
        if sources:
            app.state.desk.live.watch(sources)
        if open_browser:
            Timer(0.5, webbrowser.open, (address,)).start()
        server.run()
