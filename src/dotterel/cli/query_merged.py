"""`dotterel query occasions` and `dotterel query events --merged`: what consolidation made."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dotterel.cli.console import RowFormat, plural, stderr, stdout
from dotterel.cli.show import STYLES
from dotterel.ingest import parse_date

if TYPE_CHECKING:
    from dotterel.model import Event, Occasion, Party, Site, StatusReport
    from dotterel.store import EventFilter, Store


class OccasionFormat(StrEnum):
    """How occasions are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    ics = "ics"


STATUS_STYLES = {
    "proposed": "cyan", "scheduled": "green", "postponed": "yellow", "rescheduled": "yellow", "cancelled": "red",
    "revived": "green", "held": "bold green", "denied": "red",
}  # fmt: skip


def occasions(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="A file written by: dotterel code ... --store FILE.duckdb")
    ],
    status: Annotated[
        str | None,
        typer.Option(
            help="How it stands now: proposed, scheduled, postponed, rescheduled, cancelled, revived, held, denied."
        ),
    ] = None,
    participant: Annotated[
        str | None, typer.Option(help="Code (KEN, IGO), entity (country:KEN) or part of a name.")
    ] = None,
    type: Annotated[
        str | None, typer.Option(help="summit, visit, talks, meeting, signing, exercise, vote or deadline.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Those whose status last changed on or after this day.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Those whose status last changed on or before this day.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Country where it takes place, three letters.")] = None,
    contested: Annotated[
        bool, typer.Option("--contested", help="Only where one side says that it is on and another that it is not.")
    ] = False,
    format: Annotated[OccasionFormat, typer.Option("--format", help="How to print; ics is a calendar.")] = (
        OccasionFormat.table
    ),
) -> None:
    """Print planned and held meetings with what became of them; run `dotterel consolidate STORE` first.

    [dim]Examples:
    dotterel query occasions events.duckdb --status cancelled --since 2018-05-01
    dotterel query occasions events.duckdb --format ics > occasions.ics[/]
    """
    first = parse_date(since, what="--since") if since is not None else None
    last = parse_date(until, what="--until") if until is not None else None
    from dotterel.store import OccasionFilter, open_store

    wanted = OccasionFilter(
        status=status, participant=participant, type=type, since=first, until=last, country=country, contested=contested
    )
    with open_store(store, read_only=True) as opened:
        found = opened.consolidated.read_occasions(wanted)
        total = opened.count("occasions")
        rows = opened.occasions(
            status=status, participant=participant, type=type, since=first, until=last, country=country
        ) if format is OccasionFormat.csv else None  # fmt: skip
        if rows is not None:
            from dotterel.export import plain_csv

            sys.stdout.writelines(line + "\n" for line in plain_csv(list(rows.columns), rows.fetchall()))
            return
    _print_occasions(found, format)
    if format is OccasionFormat.table and found:
        line = plural(len(found), "occasion")
        line = line if len(found) == total else f"{len(found):,} of {plural(total, 'occasion')}"
        stdout().print(f"{line}. Why: dotterel explain {store} ID", soft_wrap=True)
    if not found:
        _say_none(store, total, "occasion")


def _print_occasions(found: list[Occasion], format: OccasionFormat) -> None:
    from dotterel.export import icalendar, json_line, occasion_object

    if format is OccasionFormat.ics:
        sys.stdout.writelines(line + "\r\n" for line in icalendar(found))
    elif format is OccasionFormat.jsonl:
        sys.stdout.writelines(json_line(occasion_object(one)) + "\n" for one in found)
    else:
        for one in found:
            stdout().print(occasion_text(one), soft_wrap=True)


def merged_events(store: Path, opened: Store, wanted: EventFilter, format: RowFormat) -> None:
    """Print merged events in place of mentions."""
    from dotterel.export import json_line, merged_event_object, plain_csv

    if format is RowFormat.csv:
        rows = opened.merged_events(wanted)
        sys.stdout.writelines(line + "\n" for line in plain_csv(list(rows.columns), rows.fetchall()))
        return
    found = opened.consolidated.merged_events(wanted)
    if format is RowFormat.jsonl:
        sys.stdout.writelines(json_line(merged_event_object(one)) + "\n" for one in found)
    else:
        for one in found:
            stdout().print(event_text(one), soft_wrap=True)
    total = opened.count("merged_events")
    if not found:
        _say_none(store, total, "event")
    elif format is RowFormat.table:
        line = plural(len(found), "event")
        line = line if len(found) == total else f"{len(found):,} of {plural(total, 'event')}"
        stdout().print(f"{line}. Why its reports are one: dotterel explain {store} ID", soft_wrap=True)


def event_text(one: Event) -> Text:
    """Return a merged event as two lines: date, type, parties, place; then its evidence."""
    text = Text(f"{one.date or 'undated':10}  ", STYLES["date"])
    text.append(" ".join((one.event_type, *one.mode)), STYLES["trigger"])
    if one.auxiliary:
        text.append(f" ({', '.join(one.auxiliary)})", "dim")
    text.append("  ").append(_parties(one.actor), STYLES["actor"])
    if one.recipient:
        text.append(" → ").append(_parties(one.recipient), STYLES["recipient"])
    if one.place:
        text.append("  @ ").append(site_text(one.place), STYLES["place"])
    counts = plural(one.reports, "report")
    if one.independent_reports != one.reports:
        counts += f", {one.independent_reports} independent"
    differ = sorted({claim.field for claim in one.disagreement})
    text.append(f"\n            {counts}, {plural(one.publishers, 'publisher')}", "dim")
    if differ:
        text.append(f"; reports differ on {', '.join(differ)}", "yellow")
    return text.append(f"  {one.id}\n", "dim")


def occasion_text(one: Occasion) -> Text:
    """Return an occasion: date, type, participants, place, status; then a line for each change."""
    text = Text(f"{one.date or 'undated':10}  ", STYLES["date"])
    text.append(one.occasion_type, STYLES["trigger"]).append("  ")
    text.append(_parties(one.participant), STYLES["actor"])
    if one.place:
        text.append("  @ ").append(site_text(one.place), STYLES["place"])
    text.append("  ").append(one.status, STATUS_STYLES[one.status])
    if one.contested:
        text.append(" (contested)", "yellow")
    for entry in one.history:
        text.append("\n            ").append_text(entry_text(entry))
    return text.append(f"\n            {plural(one.reports, 'report')}  {one.id}\n", "dim")


def entry_text(entry: StatusReport) -> Text:
    """Return one entry of a history: day, status, by whom, what it changed, the words."""
    text = Text(f"{entry.date or 'undated':10} ").append(f"{entry.status:11}", STATUS_STYLES[entry.status])
    if entry.old_date and entry.new_date and entry.old_date != entry.new_date:
        text.append(f" {entry.old_date} → {entry.new_date}")
    elif entry.new_date and entry.status != "held":
        text.append(f" for {entry.new_date}")
    if entry.old_place and entry.new_place:
        text.append(f" {entry.old_place} → {entry.new_place}")
    if entry.said_by:
        text.append(f" by {_parties(entry.said_by)}")
    return text.append(f"  “{entry.text}” {entry.document}", "dim")


def site_text(site: Site) -> str:
    """Return a place in short: `Pyongyang, PRK`."""
    return f"{site.name}, {site.country}" if site.country and site.country != site.name else site.name


def _parties(parties: tuple[Party, ...]) -> str:
    return " + ".join(dict.fromkeys(one.name or " ".join(one.text.split()) for one in parties)) or "—"


def _say_none(store: Path, total: int, what: str) -> None:
    first = f"No {what}s yet: run dotterel consolidate {store}" if not total else f"0 of {plural(total, what)} fit."
    stderr().print(first, soft_wrap=True)
