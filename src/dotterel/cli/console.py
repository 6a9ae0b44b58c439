"""Where the commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dotterel.model import Issue

SHOWN_ISSUES = 20
# Rich takes 80 columns where there is no terminal; our rows read better in a few more.
_PLAIN_WIDTH = 110


class Format(StrEnum):
    """How coded events are printed."""

    table = "table"
    jsonl = "jsonl"


class RowFormat(StrEnum):
    """How rows of a store are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class LineFormat(StrEnum):
    """How annotations are printed."""

    jsonl = "jsonl"


def stdout() -> Console:
    """Return the console for results; plain text when standard output is not a terminal or NO_COLOR is set."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PLAIN_WIDTH
    return Console(highlight=False, soft_wrap=False, width=width)


def stderr() -> Console:
    """Return the console for messages."""
    width = None if sys.stderr.isatty() or "COLUMNS" in os.environ else _PLAIN_WIDTH
    return Console(stderr=True, highlight=False, width=width)


def say_error(message: str) -> None:
    """Print an error."""
    stderr().print(f"[bold red]Error:[/] {escape(message)}", soft_wrap=True)


def say_issues(issues: Sequence[Issue]) -> None:
    """Print what went wrong with which input: the first ones in full, the rest counted by kind."""
    console = stderr()
    for issue in issues[:SHOWN_ISSUES]:
        style = "bold red" if issue.severity == "error" else "yellow"
        where = issue.origin or issue.document or "input"
        console.print(
            f"[{style}]{issue.severity}[/] {escape(issue.kind)}: {escape(where)}: {escape(issue.message)}",
            soft_wrap=True,
        )
    rest = Counter(f"{issue.severity} {issue.kind}" for issue in issues[SHOWN_ISSUES:])
    if rest:
        console.print("and more: " + ", ".join(f"{count} {name}" for name, count in sorted(rest.items())))


def exit_status(issues: Iterable[Issue]) -> int:
    """Return 1 if a document or input failed, 0 if there were warnings at most."""
    return int(any(issue.severity == "error" for issue in issues))


class Ticker:
    """Counts documents and events on the terminal while work goes on; silent elsewhere."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task = progress.add_task("coding", documents=0, events=0) if progress else None
        self.documents = 0
        self.events = 0
        self.undated = 0

    def tick(self, events: int) -> None:
        """Count one document more."""
        self.documents += 1
        self.events += events
        if self._progress and self._task is not None:
            self._progress.update(self._task, documents=self.documents, events=self.events)


@contextmanager
def ticker(*, printing: bool) -> Iterator[Ticker]:
    """Show progress on standard error if that is a terminal that results are not being printed to as well.

    Args:
        printing: whether results go to standard output meanwhile.
    """
    console = stderr()
    if not console.is_terminal or (printing and sys.stdout.isatty()):
        yield Ticker(None)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[documents]} documents, {task.fields[events]} events"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Ticker(progress)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "event"), plural(1204, "report")
    ('1 event', '1,204 reports')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
