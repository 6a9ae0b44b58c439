"""`dotterel evaluate statements`: found statements against expected ones."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dotterel.cli.console import say_issues, stdout
from dotterel.cli.evaluate import AsJson, documents_of, scores_table

if TYPE_CHECKING:
    from dotterel.evaluate import StatementReport
    from dotterel.model import Coded


def statements(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Rows with document, content, speaker, cue, via ... and characters.")
    ],
    reports: Annotated[
        list[str] | None,
        typer.Option("--reports", metavar="INPUT", help="Where the documents are; the bundled reports if left out."),
    ] = None,
    json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what is false.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
) -> None:
    """Score statements: content at 30 %, 80 % and all of its letters, with the speaker; cues, addressees, via, tone.

    [dim]Example:
    dotterel evaluate statements statements.jsonl --reports reports.jsonl[/]
    """
    from dotterel.evaluate import read_gold_statements, score_statements
    from dotterel.export import json_line
    from dotterel.pipeline import Coder

    expected = read_gold_statements(gold)
    documents = documents_of({statement.document for statement in expected}, reports)
    coded = list(Coder.default().pipe(documents, jobs=jobs))
    say_issues([issue for item in coded for issue in item.issues])
    report = score_statements(expected, coded)
    if json:
        sys.stdout.write(json_line(report.as_dict()) + "\n")
        return
    console = stdout()
    console.print(f"{report.documents} documents\n")
    console.print(scores_table("same", report.scores))
    if errors:
        _print_errors(report, coded)


def _print_errors(report: StatementReport, coded: list[Coded]) -> None:
    console = stdout()
    texts = {item.document.id: item.document.text for item in coded}
    console.print(f"\nmissed ({len(report.missed)})", style="bold")
    for gold in report.missed:
        text = texts[gold.document]
        speaker = " + ".join(span.slice(text) for span in gold.speaker) or "-"
        words = " … ".join(span.slice(text) for span in gold.content)
        console.print(Text(f"{gold.document}  {speaker}: {words}"), soft_wrap=True)
    console.print(f"\nfalse ({len(report.false)})", style="bold")
    for statement in report.false:
        speaker = " + ".join(entity.text for entity in statement.speaker) or "-"
        words = " … ".join(passage.text for passage in statement.content)
        why = f"({statement.provenance.rule}, {statement.confidence:.2f})"
        console.print(Text(f"{statement.document}  {speaker}: {words}  {why}"), soft_wrap=True)
