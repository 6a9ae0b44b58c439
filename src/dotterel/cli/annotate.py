"""`dotterel annotate`: what the language model sees, one JSON object a document."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dotterel.cli.code import Inputs, Published
from dotterel.cli.console import LineFormat, exit_status, say_issues
from dotterel.cli.intake import Intake
from dotterel.ingest import parse_date
from dotterel.model import Issue


def annotate(
    inputs: Inputs,
    published: Published = None,
    format: Annotated[LineFormat, typer.Option(help="How to print: one JSON object a document.")] = LineFormat.jsonl,
) -> None:
    """Show sentences, trees, names, times and places, before any event is read from them.

    [dim]Example:
    dotterel annotate report.txt --published 2018-05-31 --format jsonl[/]
    """
    day = parse_date(published, what="--published") if published is not None else None
    from dotterel.export import annotation_object, json_line
    from dotterel.pipeline import Coder

    coder = Coder.default()
    intake = Intake(inputs, day)
    failed: list[Issue] = []
    for document in intake.documents():
        try:
            annotation = coder.annotate(document)
            line = json_line(
                annotation_object(
                    annotation,
                    entities={entity.span: entity for entity in coder.entities(annotation)},
                    timexes=coder.timexes(annotation),
                    places=coder.places(annotation),
                )
            )
        except Exception as error:  # one document must not end the run
            message = f"could not be annotated: {type(error).__name__}: {error}"
            failed.append(Issue("failed", message, document.origin, document.id))
            continue
        sys.stdout.write(line + "\n")
    problems = [*intake.issues, *failed]
    say_issues(problems)
    raise typer.Exit(exit_status(problems))
