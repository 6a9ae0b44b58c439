"""`dotterel entities`: what a name would be taken for on a day, and lists of your own."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dotterel.cli.console import plural, stderr, stdout
from dotterel.errors import InputError
from dotterel.ingest import parse_date

if TYPE_CHECKING:
    from dotterel.knowledge import Candidate, Knowledge
    from dotterel.knowledge.lists import Gathered

app = typer.Typer(help="Look up who a name is on a day, and bring lists of your own.", no_args_is_help=True)

Own = Annotated[
    list[Path] | None,
    typer.Option("--entities", metavar="FILE", help="A list of your own; also read from DOTTEREL_ENTITIES."),
]
_SHOWN = 20


@app.command("lookup")
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As a report would write it, titles and countries too.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of the report, YYYY-MM-DD; any day if left out.")
    ] = None,
    own: Own = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a candidate.")] = False,
) -> None:
    """Show what a name may stand for on a day, best first, with scores and reasons; exit status 1 if nothing is known.

    [dim]Examples:
    dotterel entities lookup "German foreign minister" --on 2018-03-14
    dotterel entities lookup Congolese[/]
    """
    from dotterel.export import json_line

    day = parse_date(on, what="--on") if on is not None else None
    if not name.strip():
        raise InputError('NAME is empty; give a name as a report would write it, such as "Angela Merkel" or Nairobi')
    found = _tables(own).lookup(name, day)
    if json:
        sys.stdout.writelines(json_line(_as_dict(one)) + "\n" for one in found)
    elif found:
        _print_candidates(found, name, day)
    if not found:
        stderr().print(f"Nothing is known of {name!r}" + (f" on {day}." if day else "."), soft_wrap=True)
        raise typer.Exit(1)


@app.command("import")
def import_lists(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="PETRARCH dictionaries, FollowTheMoney JSON lines, CSV with a header."),
    ],
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="PATH", help="What to write; entities.jsonl or gazetteer.tsv if left out."),
    ] = None,
    gazetteer: Annotated[
        bool, typer.Option("--gazetteer", help="FILE is a GeoNames dump (.txt or .zip): write a gazetteer.")
    ] = False,
    population: Annotated[
        int, typer.Option(min=0, help="With --gazetteer: people a town needs to be kept; seats of regions always are.")
    ] = 0,
) -> None:
    """Turn lists of actors into one list for coding, or a GeoNames dump into a gazetteer; malformed rows are told.

    [dim]Examples:
    dotterel entities import Phoenix.Countries.actors.txt agents.txt --to mine.jsonl
    DOTTEREL_ENTITIES=mine.jsonl dotterel code reports/
    dotterel entities import --gazetteer KE.zip --to kenya.tsv
    DOTTEREL_GAZETTEER=kenya.tsv dotterel code reports/[/]
    """
    if gazetteer:
        _import_gazetteer(files, to or Path("gazetteer.tsv"), population)
        return
    to = to or Path("entities.jsonl")
    from dotterel.knowledge import Knowledge
    from dotterel.knowledge.lists import gather, write_entries

    gathered = gather(files, Knowledge())
    if not gathered.entries and gathered.faults:
        _say_faults(gathered)
        raise InputError(f"no row of {', '.join(str(file) for file in files)} could be read; nothing was written")
    write_entries(to, gathered.entries)
    _say_gathered(gathered, to)
    raise typer.Exit(1 if gathered.faults else 0)


def _import_gazetteer(files: list[Path], to: Path, floor: int) -> None:
    from dotterel.knowledge import Knowledge
    from dotterel.knowledge.geonames import import_geonames

    if len(files) != 1:
        raise InputError(f"--gazetteer takes one dump, not {len(files)} files; join them or import the larger one")
    codes = {country.iso2: country.code for country in Knowledge.load().countries.values() if country.iso2}
    console = stderr()

    def tick(lines: int) -> None:
        if console.is_terminal:
            console.print(f"{lines:,} lines read")

    done = import_geonames(files[0], to, codes, floor=floor, tick=tick)
    console.print(
        f"{plural(done.places, 'place')} under {plural(done.names, 'name')} written to {to}, from "
        f"{plural(done.lines, 'line')}",
        soft_wrap=True,
    )
    console.print("Geographical data: GeoNames, https://www.geonames.org, CC BY 4.0; say so where you publish with it.")
    if done.bad:
        console.print(f"{plural(done.bad, 'line')} left out:", soft_wrap=True)
        _say(tuple(done.faults))
    console.print(f"Next: DOTTEREL_GAZETTEER={to} dotterel code ...", soft_wrap=True)
    raise typer.Exit(1 if done.bad else 0)


def use_lists(own: list[Path] | None) -> None:
    """Let this process and its workers read a user's lists as well as those of the environment."""
    from dotterel.knowledge.base import OWN_ENTITIES

    missing = next((path for path in own or () if not path.is_file()), None)
    if missing is not None:
        raise InputError(f"--entities {str(missing)!r} is no file; write one with dotterel entities import FILE...")
    named = [part for part in os.environ.get(OWN_ENTITIES, "").split(os.pathsep) if part]
    if own:
        os.environ[OWN_ENTITIES] = os.pathsep.join(dict.fromkeys([*named, *(str(path.resolve()) for path in own)]))


def _tables(own: list[Path] | None) -> Knowledge:
    from dotterel.knowledge import Knowledge

    use_lists(own)
    return Knowledge.load()


def _as_dict(one: Candidate) -> dict[str, object]:
    return {
        "entity": one.entity, "name": one.name, "kind": one.kind, "code": one.code, "sector": list(one.sector),
        "office": one.office, "score": one.score, "reason": one.reason,
    }  # fmt: skip


def _print_candidates(found: tuple[Candidate, ...], name: str, day: date | None) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in ("score", "name", "code", "sector", "office", "why"):
        table.add_column(column, justify="right" if column == "score" else "left")
    for one in found:
        cells = (one.name, one.code or "-", " ".join(one.sector) or "-", one.office or "-", one.reason)
        table.add_row(f"{one.score:.2f}", *(Text(cell) for cell in cells))
    console = stdout()
    console.print(Text(f"{name} on {day}" if day else f"{name} on any day", "bold"))
    console.print(table)


def _say_gathered(gathered: Gathered, to: Path) -> None:
    console = stderr()
    kinds = Counter(entry.kind for entry in gathered.entries)
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
    forms = ", ".join(f"{file} ({form})" for file, form in gathered.forms.items())
    console.print(f"{plural(len(gathered.entries), 'row')} from {forms} written to {to}: {counts}", soft_wrap=True)
    if gathered.known:
        console.print(f"{plural(gathered.known, 'row')} say what our tables say", soft_wrap=True)
    if gathered.conflicts:
        console.print(f"{plural(len(gathered.conflicts), 'conflict')} with our tables:", soft_wrap=True)
        _say(gathered.conflicts)
    _say_faults(gathered)
    console.print(f"Next: DOTTEREL_ENTITIES={to} dotterel code ...", soft_wrap=True)


def _say_faults(gathered: Gathered) -> None:
    if gathered.faults:
        stderr().print(f"{plural(len(gathered.faults), 'row')} left out:", soft_wrap=True)
        _say(gathered.faults)


def _say(lines: tuple[object, ...]) -> None:
    console = stderr()
    for line in lines[:_SHOWN]:
        console.print(Text(f"  {line}"), soft_wrap=True)
    if len(lines) > _SHOWN:
        console.print(f"  and {len(lines) - _SHOWN} more", soft_wrap=True)
