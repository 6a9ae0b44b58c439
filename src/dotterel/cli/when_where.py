"""`dotterel evaluate times` and `dotterel evaluate places`: what the program makes of time expressions and places."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dotterel.cli.console import stdout
from dotterel.cli.evaluate import AsJson, documents_of, percent, scores_table

if TYPE_CHECKING:
    from dotterel.evaluate.places import PlaceScores
    from dotterel.evaluate.times import TimesReport
    from dotterel.evaluate.times_events import WhenWhere
    from dotterel.model import Document, Span

Reports = Annotated[
    list[str] | None,
    typer.Option("--reports", metavar="INPUT", help="Where the documents are; the bundled reports if left out."),
]
_BEFORE, _AFTER = 60, 40  # characters shown around an error


def times(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Rows with document, start_char, end_char, value ...")],
    reports: Reports = None,
    events: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Gold events of the same documents: score their dates and places too."),
    ] = None,
    json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed, false or misread.")] = False,
) -> None:
    """Score time expressions: detection, TIMEX3 type and value; with --events, dates and places of the events found.

    [dim]Example:
    dotterel evaluate times times.jsonl --reports reports.jsonl --events events.jsonl[/]
    """
    from dotterel.evaluate.events import read_gold_events
    from dotterel.evaluate.times import read_gold_times, score_times
    from dotterel.evaluate.times_events import score_when_where
    from dotterel.export import json_line
    from dotterel.pipeline import Coder

    expected = read_gold_times(gold)
    told = read_gold_events(events) if events else []
    documents = documents_of(set(expected), reports)
    coder = Coder.default()
    report = score_times(expected, {one.id: coder.timexes(coder.annotate(one)) for one in documents})
    coded = [coder(one) for one in documents] if told else []
    when_where = score_when_where(told, coded) if told else None
    if json:
        extra = {"event_dates": when_where.as_dict()} if when_where else {}
        sys.stdout.write(json_line(report.as_dict() | extra) + "\n")
        return
    _print_times(report, when_where)
    if errors:
        _print_time_errors(report, {one.id: one.text for one in documents})
        if when_where:
            _print_date_errors(when_where)


def places(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Rows with document, start_char, end_char, country ...; or LGL.xml.")
    ],
    reports: Reports = None,
    json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the places missed or put elsewhere.")] = False,
) -> None:
    """Score toponyms: detection, country, and the share placed within 161 km (100 miles).

    [dim]Example:
    dotterel evaluate places places.jsonl --reports reports.jsonl[/]
    """
    from dotterel.evaluate.places import read_gold_places, score_places
    from dotterel.evaluate.rows import field, read_rows
    from dotterel.export import json_line
    from dotterel.pipeline import Coder

    known: dict[str, Document] = {}
    lgl = gold.suffix.lower() == ".xml"
    if not lgl:
        wanted = {field(row, "document", str, where) for where, row in read_rows(gold)}
        known = {one.id: one for one in documents_of(wanted, reports)}
    coder = Coder.default()
    # LGL counts "Kenyan" as a toponym, our gold does not.
    scores = score_places(
        read_gold_places(gold, known),
        lambda article: coder.places(coder.annotate(article.document), adjectives=lgl),
    )
    if json:
        sys.stdout.write(json_line(scores.as_dict()) + "\n")
        return
    _print_places(scores)
    if errors:
        for miss in scores.misses:
            answer = miss.answer
            given = f"{answer.name or answer.text}, {answer.country or '?'}" if answer else "not found"
            away = f" {miss.kilometres:.0f} km" if miss.kilometres is not None else ""
            line = f"{miss.document}  [{miss.text}] → {given}{away}  {' '.join(miss.context.split())}"
            stdout().print(Text(line), soft_wrap=True)


def _print_times(report: TimesReport, when_where: WhenWhere | None) -> None:
    console = stdout()
    console.print(f"{report.documents} documents\n")
    console.print(scores_table("same", report.scores))
    if when_where:
        right = f"({when_where.date_right} of {when_where.events} events found)"
        console.print(f"\ndates of events   {percent(when_where.date_accuracy)}  {right}", style="bold")
        console.print(f"or within one another's  {percent(when_where.date_within_accuracy)}")
        console.print(f"places of events  {percent(when_where.place_accuracy)}")
        for basis, (good, every) in when_where.bases.items():
            console.print(f"  date from {basis:12} {good} of {every} right")


def _around(text: str, span: Span) -> str:
    before = " ".join(text[max(0, span.start_char - _BEFORE) : span.start_char].split())
    after = " ".join(text[span.end_char : span.end_char + _AFTER].split())
    return f"{before} [{span.slice(text)}] {after}"


def _print_time_errors(report: TimesReport, texts: dict[str, str]) -> None:
    _print_list("missed", [f"{g.document}  {g.value}  {_around(texts[g.document], g.span)}" for g in report.missed])
    _print_list("false", [f"{name}  {one.value}  {_around(texts[name], one.span)}" for name, one in report.false])
    misread = [
        f"{g.document}  {g.value} → {one.value}  {_around(texts[g.document], one.span)}" for g, one in report.misread
    ]
    _print_list("other value or other words", misread)


def _print_date_errors(when_where: WhenWhere) -> None:
    from dotterel.evaluate.events import date_of

    lines = [
        f"{gold.document}  {gold.date} → {date_of(event)}  [{event.trigger_text}] {gold.sentence}"
        for gold, event in when_where.wrong_dates
    ]
    _print_list("events with another date", lines)


def _print_places(scores: PlaceScores) -> None:
    console = stdout()
    console.print(f"{scores.articles} documents, {scores.gold} places, {scores.found} found")
    overlap = f"(any overlap {percent(scores.overlap_f1)})"
    console.print(f"detection F1  {percent(scores.detection_f1)}  {overlap}", style="bold")
    console.print(f"precision {percent(scores.precision)}, recall {percent(scores.recall)}")
    if scores.country is not None:
        console.print(f"right country, of those found     {percent(scores.country)}")
    if scores.placeable:
        of_all = f"of all {percent(scores.accuracy)}"
        console.print(f"within 161 km, of those found     {percent(scores.accuracy_found)}  {of_all}")
        console.print(f"found and within 161 km, F1       {percent(scores.end_to_end)}")


def _print_list(name: str, lines: Sequence[str]) -> None:
    stdout().print(f"\n{name} ({len(lines)})", style="bold")
    for line in lines:
        stdout().print(Text(line), soft_wrap=True)
