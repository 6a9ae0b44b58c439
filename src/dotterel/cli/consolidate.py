"""`dotterel consolidate`: reports of a store become events told once and occasions with their history."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dotterel.cli.console import plural, stderr, stdout
from dotterel.errors import InputError

if TYPE_CHECKING:
    from dotterel.store import Store

_PAIR = "ID,ID"


def consolidate(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="A file written by: dotterel code ... --store FILE.duckdb")
    ],
    full: Annotated[
        bool, typer.Option("--full", help="Begin anew instead of taking in what is new; the result is the same.")
    ] = False,
    join: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_PAIR, help="Two mentions (ev_), events (hap_) or occasions (occ_) are one; kept for good."
        ),
    ] = None,
    split: Annotated[
        list[str] | None,
        typer.Option(metavar=_PAIR, help="Two mentions, or an occasion and a mention, are not one; kept for good."),
    ] = None,
    undo: Annotated[list[str] | None, typer.Option(metavar="ID", help="Take back a correction (fix_).")] = None,
    corrections: Annotated[bool, typer.Option("--corrections", help="List the corrections and stop.")] = False,
) -> None:
    """Tell every event once: group copies of reports, link event mentions, follow what became of meetings.

    The mentions stay as they are. Corrections by hand outlive every later run.

    [dim]Examples:
    dotterel consolidate events.duckdb
    dotterel consolidate events.duckdb --split ev_1c5e,ev_77a0[/]
    """
    from dotterel.errors import StoreError
    from dotterel.pipeline.consolidate import consolidate as run
    from dotterel.pipeline.corrections import correct
    from dotterel.store import open_store

    if not Path(store).exists():
        raise StoreError(f"no store at {str(store)!r}; make one with: dotterel code REPORTS --store {store}")
    with open_store(store, read_only=corrections) as opened:
        if corrections:
            _list_corrections(opened)
            return
        touched = [_undone(opened, identity) for identity in undo or ()]
        for kind, pairs in (("join", join or ()), ("split", split or ())):
            for pair in pairs:
                made = correct(opened, kind, *_ids(pair, f"--{kind}"))
                stderr().print(f"{made.id}: {kind} {pair}", soft_wrap=True)
        # Taking back a decision sets free what it held together: everything is grouped again.
        done = run(opened, full=full or bool(touched))
    stderr().print(
        f"{plural(done.documents, 'document')} taken in"
        + (f", {plural(done.gone, 'document')} taken out" if done.gone else "")
        + f"; {plural(done.mentions, 'mention')} are {plural(done.events, 'event')}; "
        f"{plural(done.occasions, 'occasion')}; {plural(done.copies, 'group')} of copies",
        soft_wrap=True,
    )
    for identity in done.unfit:
        stderr().print(f"correction {identity} fits no mention any more; it is kept and does nothing", soft_wrap=True)
    stderr().print(f"Next: dotterel query events {store} --merged, dotterel query occasions {store}", soft_wrap=True)


def _ids(pair: str, option: str) -> tuple[str, str]:
    parts = [part.strip() for part in pair.split(",")]
    if len(parts) != 2 or not all(parts):
        raise InputError(f"{option} {pair!r} must be two ids with a comma between them, such as ev_1c5e,ev_77a0")
    return parts[0], parts[1]


def _undone(store: Store, identity: str) -> str:
    if not store.consolidated.remove_correction(identity):
        known = ", ".join(one.id for one in store.consolidated.corrections()) or "none"
        raise InputError(f"no correction {identity!r}; known: {known}")
    return identity


def _list_corrections(store: Store) -> None:
    found = store.consolidated.corrections()
    for one in found:
        stdout().print(
            f"{one.id}  {one.kind} {one.level}: {one.document} {one.start_char}-{one.end_char}, "
            f"{one.other_document} {one.other_start_char}-{one.other_end_char}",
            soft_wrap=True,
            markup=False,
        )
    if not found:
        sys.stderr.write("No corrections.\n")
