"""`dotterel evaluate linking` and `dotterel evaluate occasions`: consolidation against stories with known answers."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dotterel.cli.console import stdout

if TYPE_CHECKING:
    from dotterel.evaluate import Story
    from dotterel.model import Coded


class Half(StrEnum):
    """Which stories are scored."""

    odd = "odd"
    even = "even"
    all = "all"


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Stories, such as tests/gold/scenarios.")]
Chosen = Annotated[
    Half, typer.Option("--half", help="Stories by number: odd ones are developed on, even ones held out.")
]
FromText = Annotated[
    bool, typer.Option("--from-text", help="Code the reports' texts instead of taking the mentions made by hand.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def linking(
    folder: Folder,
    half: Chosen = Half.all,
    from_text: FromText = False,
    errors: Annotated[bool, typer.Option("--errors", help="List pairs wrongly joined and pairs missed.")] = False,
    json: AsJson = False,
) -> None:
    """Score events told once and copies of reports: B-cubed, events for one happening, near-duplicate pairs.

    [dim]Example:
    dotterel evaluate linking tests/gold/scenarios --half even[/]
    """
    from dotterel.evaluate import read_scenarios, score_linking
    from dotterel.export import json_line
    from dotterel.pipeline.consolidate import consolidate_coded

    stories = read_scenarios(folder, half=None if half is Half.all else half.value)
    coded, same = _coded(stories, from_text)
    made = consolidate_coded(coded)
    groups = [[same[mention] for mention in event.mention if mention in same] for event in made.events]
    report = score_linking(stories, groups, made.copies)
    if json:
        sys.stdout.write(json_line(report.as_dict()) + "\n")
        return
    console = stdout()
    events = report.events
    console.print(f"{report.stories} stories, {events.items} mentions")
    console.print(
        f"events       B-cubed P {events.precision:.1%}  R {events.recall:.1%}  F1 {events.f1:.1%}",
        style="bold",
    )
    console.print(f"             {report.ratio:.2f} events for one happening")
    copies = report.copies
    console.print(f"near-copies  P {copies.precision:.1%}  R {copies.recall:.1%}, {copies.gold} pairs")
    if errors:
        for name, pairs in (("wrongly joined", report.wrong), ("missed", report.missed)):
            console.print(f"\n{name} ({len(pairs)})", style="bold")
            for one, other in pairs:
                console.print(Text(f"{_told(stories, one)}  |  {_told(stories, other)}"), soft_wrap=True)


def occasions(
    folder: Folder,
    half: Chosen = Half.all,
    from_text: FromText = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the occasions whose history is not right.")] = False,
    json: AsJson = False,
) -> None:
    """Score occasions: which reports speak of which one, and whether history, status, date and place are right.

    [dim]Example:
    dotterel evaluate occasions tests/gold/scenarios --half even[/]
    """
    from dotterel.evaluate import read_scenarios, score_occasions
    from dotterel.export import json_line
    from dotterel.pipeline.consolidate import consolidate_coded

    stories = read_scenarios(folder, half=None if half is Half.all else half.value)
    coded, _ = _coded(stories, from_text)
    made = consolidate_coded(coded)
    report = score_occasions(stories, made.occasions, made.places(sentences=from_text))
    if json:
        sys.stdout.write(json_line(report.as_dict()) + "\n")
        return
    console = stdout()
    identity = report.identity
    console.print(f"{report.stories} stories, {report.occasions} occasions")
    console.print(
        f"identity  B-cubed P {identity.precision:.1%}  R {identity.recall:.1%}  F1 {identity.f1:.1%}", style="bold"
    )
    for name, share in (
        ("history", report.history), ("status", report.status), ("date", report.date), ("place", report.place),
    ):  # fmt: skip
        console.print(f"{name:9} {share:.1%} right")
    console.print(f"          {report.per_occasion:.2f} found for one")
    if errors:
        for gold, found in report.wrong:
            given = ", ".join(entry.status for entry in found.history) if found else "not found"
            console.print(Text(f"{gold.name}  {', '.join(gold.history)}  |  {given}"), soft_wrap=True)


def _coded(stories: list[Story], from_text: bool) -> tuple[list[Coded], dict[str, str]]:
    """Return the documents, and for each mention in them the mention made by hand that it stands for."""
    by_hand = [coded for story in stories for coded in story.coded]
    if not from_text:
        return by_hand, {event.id: event.id for coded in by_hand for event in coded.events}
    from dotterel.pipeline import Coder

    coded = list(Coder.default().pipe([one.document for one in by_hand]))
    same: dict[str, str] = {}
    for made, hand in zip(coded, by_hand, strict=True):
        free = list(hand.events)
        for event in made.events:
            found = next((one for one in free if one.trigger.overlaps(event.trigger)), None)
            if found:
                same[event.id] = found.id
                free.remove(found)
    return coded, same


def _told(stories: list[Story], mention: str) -> str:
    for story in stories:
        for coded in story.coded:
            for event in coded.events:
                if event.id == mention:
                    return f"{story.happening[mention]} {coded.document.id} {event.event_type} “{event.trigger_text}”"
    return mention
