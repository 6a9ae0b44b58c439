"""Event mentions come in; what a person reads in a terminal goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dotterel.model import Document, EntityMention, EventMention, Place, Span

STYLES = {
    "actor": "bold cyan",
    "trigger": "bold yellow",
    "recipient": "bold magenta",
    "place": "bold green",
    "date": "bold blue",
    "attribution": "italic",
}
_INDENT = 12
_TITLE = 64
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def event_block(event: EventMention, document: Document) -> RenderableType:
    """Return an event as two lines or more: date, type, who to whom, where; beneath it the sentence with its marks."""
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(width=10, no_wrap=True)
    row.add_column(min_width=22)
    row.add_column(ratio=1)
    row.add_row(Text(event.date or "undated", STYLES["date"]), type_text(event), _who(event))
    return Group(row, Padding(sentence_text(event, document), (0, 0, 1, _INDENT), expand=False))


def type_text(event: EventMention) -> Text:
    """Return type, modes and auxiliaries: `CONSULT visit (future)`."""
    text = Text(event.event_type, STYLES["trigger"])
    if event.mode:
        text.append(" " + " ".join(event.mode), "yellow")
    if event.auxiliary:
        text.append(f" ({', '.join(event.auxiliary)})", "dim")
    return text


def entity_text(entity: EntityMention) -> str:
    """Return an actor or recipient in short: `Sergei Lavrov [RUS GOV]`."""
    codes = " ".join(part for part in (entity.code, *entity.sector) if part)
    name = entity.name or " ".join(entity.text.split())
    return f"{name} [{codes}]" if codes else name


def place_text(place: Place) -> str:
    """Return a place in short: `Pyongyang, PRK`."""
    name = place.name or place.text
    return f"{name}, {place.country}" if place.country and place.country != name else name


def sentence_text(event: EventMention, document: Document) -> Text:
    """Return the event's sentence with its words marked."""
    sentence = event.sentence_span
    text = Text(document.text[sentence.start_char : sentence.end_char].replace("\n", " "), "default")
    for role, spans in roles(event):
        for span in spans:
            if sentence.covers(span):
                text.stylize(STYLES[role], span.start_char - sentence.start_char, span.end_char - sentence.start_char)
    return text


def roles(event: EventMention) -> list[tuple[str, list[Span]]]:
    """Return the words of each role of an event, wider ones first."""
    return [
        ("attribution", [entity.span for entity in event.attribution]),
        ("actor", [entity.span for entity in event.actor]),
        ("recipient", [entity.span for entity in event.recipient]),
        ("place", [event.place.span] if event.place else []),
        ("date", [event.timex.span] if event.timex else []),
        ("trigger", [event.trigger]),
    ]


def heading(document: Document) -> Text:
    """Return a line that names a document: its day, publisher and title."""
    title = document.title or document.text.strip().split("\n", 1)[0]
    title = title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
    text = Text(title, "bold")
    details = " · ".join(part for part in (document.publisher, str(document.published or ""), document.id) if part)
    return text.append(f"  {details}", "dim")


def print_events(console: Console, events: Iterable[EventMention], document: Document) -> None:
    """Print a document's heading and its events, or that there are none."""
    console.print(heading(document), soft_wrap=True)
    console.print()
    found = False
    for event in events:
        found = True
        console.print(event_block(event, document))
    if not found:
        console.print(Padding(Text("no events", "dim"), (0, 0, 1, _INDENT), expand=False))


def legend(console: Console) -> None:
    """Print what the colours mean, where there are colours."""
    if console.color_system:
        parts = [Text(role, STYLES[role]) for role in ("date", "actor", "trigger", "recipient", "place")]
        console.print(Text("marks: ").append_text(Text(" ").join(parts)))


def _who(event: EventMention) -> Text:
    text = Text()
    _add(text, event.actor, "actor")
    if event.recipient:
        text.append(" → " if event.actor else "→ ")
        _add(text, event.recipient, "recipient")
    if event.place:
        text.append("  @ " if text else "@ ").append(place_text(event.place), STYLES["place"])
    return text if text else Text("—", "dim")


def _add(text: Text, entities: Sequence[EntityMention], role: str) -> None:
    for number, entity in enumerate(entities):
        if number:
            text.append(" + ")
        text.append(entity_text(entity), STYLES[role])
