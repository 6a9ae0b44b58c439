"""Reads the tab-separated tables of knowledge; every complaint names file, line, field and what was expected."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dotterel.errors import DataError

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with its file and 1-based line for error messages."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fault(self, field: str, expected: str) -> DataError:
        """Return the error that says what is wrong with a field."""
        return DataError(
            f"{self.file}, line {self.line}, field {field}: {self.cells.get(field)!r}; expected {expected}"
        )

    def text(self, field: str) -> str:
        """Return a cell that must not be empty."""
        value = self.cells[field]
        if not value:
            raise self.fault(field, "some text")
        return value

    def listed(self, field: str) -> tuple[str, ...]:
        """Return the parts of a cell, separated by "|"; an empty cell gives none."""
        value = self.cells[field]
        return tuple(value.split("|")) if value else ()

    def choice(self, field: str, known: Collection[str], what: str) -> str:
        """Return a cell that must be one of `known`; `what` describes them in the error."""
        value = self.cells[field]
        if value not in known:
            raise self.fault(field, what)
        return value

    def choices(self, field: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """Return the parts of a cell, each of which must be one of `known`."""
        values = self.listed(field)
        for value in values:
            if value not in known:
                raise self.fault(field, what)
        return values

    def day(self, field: str, last: bool = False) -> date | None:
        """Return a cell that is empty or a date; a year or month gives its first day, or its last if `last`."""
        value = self.cells[field]
        if not value:
            return None
        if len(value) == 10:
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self.fault(field, "YYYY-MM-DD, a day that exists") from None
        match = _DAY.fullmatch(value)
        if match is None:
            raise self.fault(field, "YYYY, YYYY-MM, YYYY-MM-DD or nothing")
        year = int(match[1])
        month = int(match[2]) if match[2] else (12 if last else 1)
        try:
            day = int(match[3]) if match[3] else (calendar.monthrange(year, month)[1] if last else 1)
            return date(year, month, day)
        except (ValueError, calendar.IllegalMonthError):
            raise self.fault(field, "a day that exists") from None


def shipped() -> Traversable:
    """Return the folder of the tables inside the package."""
    return files("dotterel.knowledge").joinpath("data")


def read_table(folder: Traversable | Path, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a table, as `read_cells` does."""
    for number, cells in read_cells(folder, name, columns):
        yield Row(name, number, dict(zip(columns, cells, strict=True)))


def read_cells(folder: Traversable | Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield the 1-based line and the cells of every row; lines that are empty or begin with "#" are skipped.

    Args:
        folder: where the table lies.
        name: its file name.
        columns: the header it must have, in this order.

    Raises:
        DataError: no such table, not UTF-8, another header, or a row with too many or too few fields.
    """
    path = folder.joinpath(name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise DataError(
            f"{name} is missing from {folder}; expected a table with the fields {', '.join(columns)}"
        ) from None
    except UnicodeDecodeError as error:
        raise DataError(f"{name}, byte {error.start}: not UTF-8; save the table as UTF-8") from None
    header = lines[0].split("\t") if lines else []
    if tuple(header) != columns:
        odd = next((f for f in header if f not in columns), None) or next(
            (c for c in columns if c not in header), "order"
        )
        raise DataError(f"{name}, line 1, field {odd}: header is {header}; expected {list(columns)}")
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            field = columns[min(len(cells), len(columns) - 1)]
            raise DataError(f"{name}, line {number}, field {field}: {len(cells)} fields; expected {len(columns)}")
        yield number, cells
