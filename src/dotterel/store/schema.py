"""A frozen record class comes in; its columns, its rows and the way back go out.

Nothing is listed twice: columns follow from the fields. A field named `span` becomes `start_char` and
`end_char`; any other record becomes a STRUCT, whose fields may all be null; a tuple becomes a list.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from dotterel.model import Span

Structure = str | list[Any] | dict[str, Any]
_T = TypeVar("_T")
_Columns = Callable[[dict[str, Any]], Iterable[Any]]
_Reviver = Callable[[Any], Any]

_SCALARS: dict[type, str] = {str: "VARCHAR", int: "INTEGER", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}
_INLINED = "span"


def structure(record: type[Any]) -> dict[str, Structure]:
    """Return name and type of each column of a record, in the form DuckDB's `from_json` takes.

    >>> from dotterel.model import TimexValue
    >>> structure(TimexValue)["start_char"]
    'INTEGER'
    """
    columns: dict[str, Structure] = {}
    for name, hint in _hints(record).items():
        if name == _INLINED:
            columns |= structure(Span)
        else:
            columns[name] = _structure_of(hint)
    return columns


def sql_type(shape: Structure) -> str:
    """Return the SQL type of a structure.

    >>> sql_type([{"text": "VARCHAR"}])
    'STRUCT("text" VARCHAR)[]'
    """
    if isinstance(shape, str):
        return shape
    if isinstance(shape, list):
        return f"{sql_type(shape[0])}[]"
    return "STRUCT(" + ", ".join(f'"{name}" {sql_type(inner)}' for name, inner in shape.items()) + ")"


def to_row(record: Any) -> dict[str, Any]:
    """Return a record as a dict of its columns, ready for JSON."""
    row: dict[str, Any] = {}
    for name in _hints(type(record)):
        value = getattr(record, name)
        if name == _INLINED:
            row["start_char"], row["end_char"] = value.start_char, value.end_char
        else:
            row[name] = _plain(value)
    return row


def from_row(record: type[_T], row: dict[str, Any]) -> _T:
    """Return the record a row was made from; columns it does not know are left aside."""
    columns, revived = _readers(record)
    values = list(columns(row))
    for place, revive in revived:
        values[place] = revive(values[place])
    return record(*values)


def whole_sql(record: type[Any], row: str) -> str:
    """Return the SQL of a row's record as JSON that `read_whole` takes: twice as fast as its columns, one by one.

    Args:
        record: what the rows are of.
        row: the table's alias.

    >>> from dotterel.model import TimexValue
    >>> whole_sql(TimexValue, "t").startswith('to_json({"span": {"start_char": t."start_char"')
    True
    """
    return f"to_json({_packed(record, row)})"


def read_whole(record: type[_T], found: str) -> _T:
    """Return the record that `whole_sql` gave as JSON."""
    return cast("_T", _decoder(record).decode(found))


_decoder = cast("Callable[[type[Any]], msgspec.json.Decoder[Any]]", cache(msgspec.json.Decoder))


def _packed(record: type[Any], row: str) -> str:
    parts = []
    for name, hint in _hints(record).items():
        if name == _INLINED:
            value = f'{{"start_char": {row}."start_char", "end_char": {row}."end_char"}}'
        else:
            value = _packed_value(hint, f'{row}."{name}"')
        parts.append(f'"{name}": {value}')
    return "{" + ", ".join(parts) + "}"


def _packed_value(hint: Any, value: str) -> str:
    bare = _bare(hint)
    if get_origin(bare) is tuple:
        inner = get_args(bare)[0]
        each = f"x{value.count('.')}"
        if is_dataclass(_bare(inner)):
            value = f"[{_packed_value(inner, each)} for {each} in {value}]"
        return f"coalesce({value}, [])"
    if is_dataclass(bare) and isinstance(bare, type) and _INLINED in _hints(bare):
        return f"CASE WHEN {value} IS NULL THEN NULL ELSE {_packed(bare, value)} END"
    return value


def _read_hints(record: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in fields(record)}


_hints = cast("Callable[[type[Any]], dict[str, Any]]", cache(_read_hints))


def _bare(hint: Any) -> Any:
    """Return a type hint without its `None`."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        if len(inner) == 1:
            return inner[0]
    return hint


def _structure_of(hint: Any) -> Structure:
    bare = _bare(hint)
    if get_origin(bare) is tuple:
        return [_structure_of(get_args(bare)[0])]
    if is_dataclass(bare) and isinstance(bare, type):
        return structure(bare)
    if bare in _SCALARS:
        return _SCALARS[bare]
    raise TypeError(
        f"no column type for {hint!r}; known: {', '.join(kind.__name__ for kind in _SCALARS)}, records, tuples"
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return to_row(value)


def _reviver(hint: Any) -> _Reviver | None:
    """Return how a column's value is made what its field holds; None where it is that already.

    Looked up once for a field: reading rows is a quarter of the time of consolidating a store.
    """
    bare = _bare(hint)
    if get_origin(bare) is tuple:
        inner = _reviver(get_args(bare)[0])
        if inner is None:
            return lambda value: tuple(value) if value is not None else ()
        return lambda value: tuple([inner(item) for item in value]) if value is not None else ()
    if is_dataclass(bare) and isinstance(bare, type):
        return lambda value: from_row(bare, value) if value is not None else None
    return None


def _read_readers(record: type[Any]) -> tuple[_Columns, list[tuple[int, _Reviver]]]:
    """Return what takes a record's columns out of a row, in order of its fields, and how some of them are revived."""
    hints = _hints(record)
    revivers = [(place, _reviver(hint)) for place, (name, hint) in enumerate(hints.items()) if name != _INLINED]
    revived = [(place, revive) for place, revive in revivers if revive is not None]
    names = tuple(name for name in hints if name != _INLINED)
    taken: _Columns = itemgetter(*names) if len(names) > 1 else lambda row: [row[name] for name in names]
    if _INLINED not in hints:
        return taken, revived
    before = list(hints).index(_INLINED)

    def inlined(row: dict[str, Any]) -> list[Any]:
        values = list(taken(row))
        values.insert(before, Span(row["start_char"], row["end_char"]))
        return values

    return inlined, revived


_readers = cast("Callable[[type[Any]], tuple[_Columns, list[tuple[int, _Reviver]]]]", cache(_read_readers))
