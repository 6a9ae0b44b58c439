"""A GeoNames dump -> a gazetteer of one's own, in the form of the one that is shipped.

A dump (`allCountries.zip`, `cities500.zip`, `KE.zip` from download.geonames.org/export/dump; CC BY 4.0) has 19
columns a line, described in GeoNames' readme. Populated places, states, first- and second-level regions are kept, and
the islands, airports, bases, camps, crossings, dams and ports that news is about; the 12 million lines of the full dump
are sorted on disk.
"""

from __future__ import annotations

import heapq
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dotterel.errors import InputError
from dotterel.knowledge.gazetteer import HEADER, place_key

COLUMNS = 19
_LINES_AT_A_TIME = 500_000
_FEATURES = {
    "A": re.compile(r"ADM[12]|PCL.*|TERR"),
    "P": re.compile(r"PPL(?!W|Q|H).*"),
    "L": re.compile(r"RGN|MILB|CONT|RES.*|INDS|PORT"),
    "S": re.compile(r"AIRP|AIRB|AIRH|CMP.*|MILB|CSTM|BDRG?|DAM|NUC|PS.*|PRN|EMBY|CSTL|OILR"),
    "T": re.compile(r"ISLS?|PEN|CAPE|MTS"),
    "H": re.compile(r"STRT|GULF|SEA|PRT|HBR|CNL|BAY"),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .\-]{3,}")
_KEPT_FAULTS = 1000


@dataclass
class Imported:
    """What was read: lines in all, places and names written, and the first faults as "file, line: what was wrong"."""

    lines: int = 0
    places: int = 0
    names: int = 0
    bad: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, text: str) -> None:
        """Count a line that cannot be read."""
        self.bad += 1
        if len(self.faults) < _KEPT_FAULTS:
            self.faults.append(text)


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    others: tuple[str, ...]
    country: str
    admin1: str
    latitude: float
    longitude: float
    geonameid: int
    population: int
    feature: str

    def lines(self) -> Iterator[str]:
        """Yield a line for the name and one for each other name."""
        at = [f"{value:.3f}".rstrip("0").rstrip(".") for value in (self.latitude, self.longitude)]
        fame = str(len(self.others) + 1)
        body = [
            self.name,
            self.country,
            self.admin1,
            *at,
            str(self.geonameid),
            str(self.population),
            self.feature,
            fame,
        ]
        seen = {""}
        for number, name in enumerate((self.name, *self.others)):
            key = place_key(name)
            if key not in seen:
                seen.add(key)
                yield "\t".join([key, "~" if number else "", *body])


def import_geonames(
    source: Path, to: Path, countries: Mapping[str, str], *, floor: int = 0, tick: Callable[[int], None] | None = None
) -> Imported:
    """Read a dump and write a gazetteer.

    Args:
        source: a `.txt` or `.zip` as GeoNames gives them.
        to: the table to write.
        countries: ISO alpha-2 code -> alpha-3.
        floor: people a populated place needs to be kept; capitals of states and regions always are.
        tick: called with the number of lines read, now and then.

    Raises:
        InputError: the file cannot be read, or holds no line of the form expected.
    """
    report = Imported()
    regions = {
        (cells[8], cells[10]): cells[1]
        for _, cells in _rows(source, None)
        if cells[6] == "A" and cells[7] == "ADM1" and cells[10]
    }
    with tempfile.TemporaryDirectory(dir=to.parent) as folder:
        parts: list[Path] = []
        lines: list[str] = []
        for number, cells in _rows(source, report):
            report.lines = number
            if tick and number % _LINES_AT_A_TIME == 0:
                tick(number)
            place = _place(source, number, cells, countries, regions, floor, report)
            if place is None:
                continue
            report.places += 1
            lines += place.lines()
            if len(lines) >= _LINES_AT_A_TIME:
                parts.append(_sorted(lines, Path(folder), len(parts)))
                lines = []
        parts.append(_sorted(lines, Path(folder), len(parts)))
        if not report.places:
            first = f" ({report.faults[0]})" if report.faults else ""
            raise InputError(
                f"{source} holds no place of a GeoNames dump{first}; give allCountries.zip, cities500.zip or a "
                "country's file such as KE.zip from download.geonames.org/export/dump"
            )
        report.names = _merge(parts, to)
    return report


def _sorted(lines: list[str], folder: Path, number: int) -> Path:
    path = folder / f"{number}.tsv"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in sorted(set(lines), key=str.encode))
    return path


def _merge(parts: list[Path], to: Path) -> int:
    """Join sorted files into the table; return the number of its names."""
    count = 0
    last = ""
    with ExitStack() as stack, to.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER + "\n")
        opened = [stack.enter_context(part.open(encoding="utf-8", newline="\n")) for part in parts]
        for line in heapq.merge(*opened, key=str.encode):
            if line != last:
                out.write(line)
                count += 1
            last = line
    return count


@contextmanager
def _opened(source: Path) -> Iterator[IO[str]]:
    try:
        if source.suffix == ".zip":
            with zipfile.ZipFile(source) as archive:
                named = [n for n in archive.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
                if not named:
                    raise InputError(
                        f"{source} holds no .txt file; expected a zip of download.geonames.org/export/dump"
                    )
                with archive.open(named[0]) as raw:
                    yield io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
        else:
            with source.open(encoding="utf-8", errors="replace", newline="\n") as file:
                yield file
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{source} cannot be read: {error}") from error


def _rows(source: Path, report: Imported | None) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and cells; a line with another number of cells is a fault."""
    with _opened(source) as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) == COLUMNS:
                yield number, cells
            elif report is not None and line.strip():
                report.fault(f"{source}, line {number}: {len(cells)} columns, expected {COLUMNS}")


def _place(
    source: Path,
    number: int,
    cells: list[str],
    countries: Mapping[str, str],
    regions: Mapping[tuple[str, str], str],
    floor: int,
    report: Imported,
) -> _Place | None:
    """Return the place of a line, None where it is left out or cannot be read."""
    identity, name, ascii_name, alternates, latitude, longitude, letter, code, country = cells[:9]
    wanted = _FEATURES.get(letter)
    if wanted is None or not wanted.fullmatch(code) or not place_key(name):
        return None
    try:
        people = int(cells[14] or 0)
        at = float(latitude), float(longitude)
        number_of = int(identity)
    except ValueError as error:
        report.fault(
            f"{source}, line {number}: {error}; expected numbers in geonameid, latitude, longitude, population"
        )
        return None
    if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        report.fault(f"{source}, line {number}: {latitude}, {longitude} is no latitude and longitude in degrees")
        return None
    if letter == "P" and people < floor and not code.startswith("PPLA") and code != "PPLC":
        return None
    others = tuple(dict.fromkeys(n for n in (ascii_name, *alternates.split(",")) if _LATIN.fullmatch(n) and n != name))
    region = regions.get((country, cells[10]), "") if code != "ADM1" else ""
    return _Place(name, others, countries.get(country, ""), region, *at, number_of, people, f"{letter}.{code}")
