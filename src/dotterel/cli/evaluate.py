"""`dotterel evaluate`: how well the coder does on hand-made answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dotterel.cli.console import say_issues, stdout
from dotterel.cli.intake import Intake
from dotterel.errors import InputError

if TYPE_CHECKING:
    from dotterel.evaluate import Changes, EntityReport, EventReport, RelationReport, Score
    from dotterel.model import Coded, Document

app = typer.Typer(help="Measure the coder on hand-made answers.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
_SHOWN_CONFUSIONS = 12


@app.command("relations")
def relations(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Rows with text, actor, recipient, event_type.")],
    json: AsJson = False,
) -> None:
    """Score the type given to marked actor-recipient pairs: macro-F1, accuracy, each class, confusions.

    [dim]Example:
    dotterel evaluate relations relations.jsonl[/]
    """
    from dotterel.evaluate import read_relations, score_relations
    from dotterel.export import json_line
    from dotterel.pipeline import Coder

    examples = read_relations(file)
    coder = Coder.default()
    predicted = [coder.code_pair(example.text, example.actor, example.recipient)[0] for example in examples]
    report = score_relations([example.event_type for example in examples], predicted)
    if json:
        sys.stdout.write(json_line(report.as_dict()) + "\n")
    else:
        _print_relations(report)


@app.command("events")
def events(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Rows with document, event_type, actor, recipient ...")],
    reports: Annotated[
        list[str] | None,
        typer.Option("--reports", metavar="INPUT", help="Where the documents are; the bundled reports if left out."),
    ] = None,
    json: AsJson = False,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="List the records gained and lost since this file was saved.")
    ] = None,
    save_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save this version's records to compare a later one with.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what is false.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
) -> None:
    """Score coded events against expected ones: precision, recall, F1, with the records gained and lost.

    [dim]Example:
    dotterel evaluate events tests/gold/events.jsonl --baseline tests/gold/baseline.json[/]
    """
    from dotterel.evaluate import compare_baseline, read_baseline, read_gold_events, score_events
    from dotterel.evaluate import save_baseline as write_baseline
    from dotterel.export import json_line
    from dotterel.pipeline import Coder

    expected = read_gold_events(gold)
    before = read_baseline(baseline) if baseline else None
    documents = documents_of({event.document for event in expected}, reports)
    coded = list(Coder.default().pipe(documents, jobs=jobs))
    say_issues([issue for item in coded for issue in item.issues])
    report = score_events(expected, coded)
    changes = compare_baseline(before, report, coded) if before else None
    if json:
        sys.stdout.write(json_line(report.as_dict() | ({"changes": changes.as_dict()} if changes else {})) + "\n")
    else:
        _print_events(report)
        if errors:
            _print_errors(report, coded)
        if changes:
            _print_changes(changes)
    if save_baseline:
        write_baseline(save_baseline, report, coded)


@app.command("entities")
def entities(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Rows with document, start, end, text, codes ...")],
    reports: Annotated[
        list[str] | None,
        typer.Option("--reports", metavar="INPUT", help="Where the documents are; the bundled reports if left out."),
    ] = None,
    json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the phrases that got other codes.")] = False,
) -> None:
    """Score who phrases stand for: share with the right countries, with the right id, CoNLL F1 of chains.

    [dim]Example:
    dotterel evaluate entities entities.jsonl --reports reports.jsonl[/]
    """
    from dotterel.cli.resolving import resolve_phrases
    from dotterel.evaluate import read_entities, score_entities
    from dotterel.export import json_line

    expected = read_entities(gold)
    documents = documents_of({phrase.document for phrase in expected}, reports)
    answers, chains = resolve_phrases(documents, expected)
    report = score_entities(expected, answers, lambda document, span: chains[document][span])
    if json:
        sys.stdout.write(json_line(report.as_dict()) + "\n")
    else:
        _print_entities(report)
        if errors:
            _print_misses(report, {document.id: document.text for document in documents})


def documents_of(wanted: set[str], inputs: list[str] | None) -> list[Document]:
    """Return the documents of a gold, in the order of the inputs; all must be there."""
    documents = [report for report in _reports(inputs) if report.id in wanted]
    missing = wanted - {document.id for document in documents}
    if missing:
        raise InputError(
            f"no report for {len(missing)} documents of the gold: {', '.join(sorted(missing)[:5])}; "
            "say where they are with --reports"
        )
    return documents


def _reports(inputs: list[str] | None) -> list[Document]:
    if inputs:
        intake = Intake(inputs, None)
        found = list(intake.documents())
        say_issues(intake.issues)
        return found
    from dotterel.ingest import bundled_reports

    return [report for reports in bundled_reports().values() for report in reports]


def _print_relations(report: RelationReport) -> None:
    console = stdout()
    console.print(f"{report.rows} pairs, {len(report.classes)} types")
    console.print(f"macro-F1  {percent(report.macro_f1)}  {_interval(report.macro_f1_interval)}", style="bold")
    console.print(f"accuracy  {percent(report.accuracy)}  {_interval(report.accuracy_interval)}")
    console.print(f"quad      {percent(report.quad_accuracy)}")
    console.print(f"binary    {percent(report.binary_accuracy)}\n")
    console.print(scores_table("type", report.classes))
    console.print("\nmost frequent confusions (gold, given):", style="bold")
    for right, given, count in report.confusion[:_SHOWN_CONFUSIONS]:
        console.print(f"{count:5}  {right} → {given}")


def _print_events(report: EventReport) -> None:
    console = stdout()
    console.print(f"{report.documents} documents\n")
    console.print(scores_table("same", report.scores))
    console.print()
    console.print(scores_table("type", report.types))


def _print_entities(report: EntityReport) -> None:
    console = stdout()
    console.print(f"{report.documents} documents, {report.phrases} phrases")
    console.print(f"codes     {percent(report.accuracy)}  {_interval(report.interval)}", style="bold")
    console.print(f"of those with a code in the gold  {percent(report.coded_accuracy)}  ({report.coded})")
    if report.entity_accuracy is not None:
        console.print(f"ids       {percent(report.entity_accuracy)}  ({report.entities})")
    if report.chains is not None:
        chains = report.chains
        parts = f"MUC {percent(chains.muc)}, B3 {percent(chains.b3)}, CEAF-e {percent(chains.ceafe)}"
        console.print(f"chains    {percent(chains.conll)} CoNLL F1 ({parts})")


def _print_misses(report: EntityReport, texts: dict[str, str]) -> None:
    console = stdout()
    console.print(f"\nother codes than the gold's ({len(report.misses)})", style="bold")
    for miss in report.misses:
        span, text = miss.gold.span, texts[miss.gold.document]
        before = " ".join(text[max(0, span.start_char - 60) : span.start_char].split())
        after = " ".join(text[span.end_char : span.end_char + 40].split())
        given = "+".join(sorted({one.code or "-" for one in miss.given})) or "-"
        codes = "+".join(sorted(miss.gold.codes)) or "-"
        line = f"{miss.gold.document}  {codes} → {given}  {before} [{miss.gold.text}] {after}"
        console.print(Text(line), soft_wrap=True)


def _print_errors(report: EventReport, coded: list[Coded]) -> None:
    console = stdout()
    texts = {item.document.id: item.document.text for item in coded}
    console.print(f"\nmissed ({len(report.missed)})", style="bold")
    for gold in report.missed:
        who = f"{'+'.join(sorted(gold.actor)) or '-'} {gold.event_type} {'+'.join(sorted(gold.recipient)) or '-'}"
        console.print(Text(f"{gold.document}  {who}  [{gold.trigger}] {gold.sentence}"), soft_wrap=True)
    console.print(f"\nfalse ({len(report.false)})", style="bold")
    for event in report.false:
        codes = ["+".join(sorted({e.code for e in party if e.code})) or "-" for party in (event.actor, event.recipient)]
        sentence = " ".join(event.sentence_span.slice(texts[event.document]).split())
        who = f"{event.document}  {codes[0]} {event.event_type} {codes[1]}"
        why = f"({event.provenance.rule}, {event.confidence:.2f})"
        console.print(Text(f"{who}  [{event.trigger_text}] {sentence}  {why}"), soft_wrap=True)


def _print_changes(changes: Changes) -> None:
    console = stdout()
    console.print(f"\nsince the baseline (F1 {percent(changes.f1_before)}):", style="bold")
    for name, records, style in (("gained", changes.gained, "green"), ("lost", changes.lost, "red")):
        right = sum(record.right for record in records)
        console.print(f"{len(records)} {name}, {right} of them right", style=style)
        for record in records:
            console.print(Text(f"  {record}"), soft_wrap=True)


def scores_table(name: str, scores: dict[str, Score]) -> Table:
    """Return scores as a table; `name` heads the first column."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(name)
    for column in ("P", "R", "F1", "95 %", "right", "gold", "given"):
        table.add_column(column, justify="right")
    for label, score in scores.items():
        table.add_row(
            label,
            percent(score.precision),
            percent(score.recall),
            percent(score.f1),
            _interval(score.interval) if score.interval else "",
            str(score.right),
            str(score.gold),
            str(score.predicted),
        )
    return table


def percent(share: float) -> str:
    """Write a share in hundredths, one digit after the point."""
    return f"{100 * share:.1f}"


def _interval(ends: tuple[float, float]) -> str:
    return f"{percent(ends[0])}-{percent(ends[1])}"
