"""The command line as a whole: which commands there are, and what happens to their errors."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import typer

from dotterel.cli import (
    annotate,
    code,
    consolidate,
    demo,
    doctor,
    entities,
    evaluate,
    evaluate_statements,
    evaluate_stories,
    explain,
    query,
    query_merged,
    query_statements,
    serve,
    when_where,
)
from dotterel.cli.console import say_error
from dotterel.errors import DotterelError
from dotterel.version import CODER

app = typer.Typer(
    name="dotterel",
    help="Reads news reports and writes down who did what to whom, when, where, and who says so.",
    epilog="Begin with: dotterel demo. Exit status: 0 done, 1 some documents failed, 2 bad call.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("demo")(demo.demo)
app.command("code")(code.code)
app.command("consolidate")(consolidate.consolidate)
query.app.command("statements")(query_statements.statements)
query.app.command("occasions")(query_merged.occasions)
app.add_typer(query.app, name="query")
app.command("explain")(explain.explain)
app.command("serve")(serve.serve)
app.command("annotate")(annotate.annotate)
evaluate.app.command("times")(when_where.times)
evaluate.app.command("places")(when_where.places)
evaluate.app.command("statements")(evaluate_statements.statements)
evaluate.app.command("linking")(evaluate_stories.linking)
evaluate.app.command("occasions")(evaluate_stories.occasions)
app.add_typer(entities.app, name="entities")
app.add_typer(evaluate.app, name="evaluate")
app.command("doctor")(doctor.doctor)


@app.command("version")
def version() -> None:
    """Print name and version."""
    typer.echo(CODER)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        arguments: what follows `dotterel`; those of the process when left out.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="dotterel")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except DotterelError as error:
        say_error(str(error))
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0
