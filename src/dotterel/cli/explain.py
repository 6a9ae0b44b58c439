"""`dotterel explain`: one event with the words behind each of its fields."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dotterel.cli.console import stdout
from dotterel.cli.query import StorePath
from dotterel.cli.show import QUADS, STYLES, heading, place_text, roles
from dotterel.cli.underline import Line, Mark, underline
from dotterel.model import Document, EntityMention, EventMention, Span
from dotterel.version import CODER

_MARGIN = 2
_BASES = {
    "timex": "from these words",
    "narrative": "from the telling: the day of the sentences around it",
    "publication": "no day is told; the report's own day",
    None: "no day is known",
}


def explain(
    store: StorePath,
    event_id: Annotated[
        str,
        typer.Argument(
            metavar="EVENT_ID", help="Id of an event (ev_, hap_) or an occasion (occ_), or the beginning of it."
        ),
    ],
) -> None:
    """Show why an event was coded as it was: its sentence, the words behind each field, the rule.

    Of a merged event (hap_) or an occasion (occ_): its reports, and the weights that tie them together.

    [dim]Example:
    dotterel explain events.duckdb ev_1c5e[/]
    """
    from dotterel.store import open_store

    with open_store(Path(store), read_only=True) as opened:
        if event_id.startswith(("hap_", "occ_")):
            from dotterel.cli.explain_merged import explain_event, explain_occasion

            (explain_event if event_id.startswith("hap_") else explain_occasion)(stdout(), opened, event_id)
            return
        event = opened.event(event_id)
        document = opened.document(event.document)
        merged = opened.consolidated.event_of(event.id)
    print_explanation(stdout(), event, document)
    if merged and len(merged.mention) > 1:
        stdout().print(f"One of {len(merged.mention)} mentions of {merged.id}: dotterel explain {store} {merged.id}")


def print_explanation(console: Console, event: EventMention, document: Document) -> None:
    """Print sentence, fields and provenance of an event."""
    sentence = event.sentence_span
    console.print(Text(f"{event.id}  ", "dim").append_text(heading(document)), soft_wrap=True)
    console.print(
        f"sentence {event.sentence + 1}, characters {sentence.start_char}-{sentence.end_char}"
        + (f", read from {document.origin}" if document.origin else ""),
        style="dim",
        markup=False,
    )
    console.print()
    marks = [
        Mark(span.start_char - sentence.start_char, span.end_char - sentence.start_char, role)
        for role, spans in roles(event)
        for span in spans
        if sentence.covers(span)
    ]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    for line in underline(sentence.slice(document.text), marks, max(30, console.width - 2 * _MARGIN)):
        console.print(Text(" " * _MARGIN).append_text(_styled(line)), no_wrap=True, crop=False)
    console.print()
    console.print(_fields(event))
    if any(not sentence.covers(span) for _, spans in roles(event) for span in spans):
        console.print("Words outside the sentence stand elsewhere in the report and name the same thing.", style="dim")


def _styled(line: Line) -> Text:
    text = Text(line.text)
    for mark in line.marks:
        end = mark.end if line.is_text else max(mark.end, mark.start + len(mark.name))
        text.stylize(STYLES[mark.name], mark.start, end)
    return text


def _fields(event: EventMention) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("field", no_wrap=True)
    table.add_column("value", ratio=2, overflow="fold")
    table.add_column("words", ratio=2, overflow="fold")
    table.add_column("characters", no_wrap=True)

    def row(name: str, value: str, words: str = "", span: Span | None = None) -> None:
        place = f"{span.start_char}-{span.end_char}" if span else ""
        quoted = f"“{' '.join(words.split())}”" if words else ""
        table.add_row(Text(name, STYLES.get(name, "")), Text(value), Text(quoted), place)

    kind = " ".join((event.event_type, *event.mode))
    row("trigger", kind, event.trigger_text, event.trigger)
    row("", f"{QUADS.get(event.quad_code, '')}, scale {event.event_scale:+.1f}")
    for name, entities in (("actor", event.actor), ("recipient", event.recipient), ("attribution", event.attribution)):
        for entity in entities:
            row(name, _entity(entity), entity.text, entity.span)
        if not entities and name != "attribution":
            row(name, "none in the text")
    day = event.date + (f" to {event.end_date}" if event.end_date else "") if event.date else "undated"
    timex = event.timex
    row(
        "date",
        f"{day} ({_BASES.get(event.date_basis, event.date_basis)})",
        *((timex.text, timex.span) if timex else ()),
    )
    if event.place:
        place = event.place
        where = "" if place.latitude is None else f" ({place.latitude:.2f}, {place.longitude:.2f})"
        row("place", place_text(place) + where, place.text, place.span)
    else:
        row("place", "none in the text")
    for name, values in (("context", event.context), ("auxiliary", event.auxiliary)):
        row(name, ", ".join(values) or "none")
    row("confidence", f"{event.confidence:.3f}")
    row("rule", event.provenance.rule)
    row("made by", f"{event.provenance.component} {event.provenance.version}, {CODER}")
    return table


def _entity(entity: EntityMention) -> str:
    known = [entity.name, entity.office, entity.code, " ".join(entity.sector), entity.entity]
    text = " · ".join(part for part in known if part) or "not known"
    return text + (" · name filled in from knowledge" if entity.inferred else "")
