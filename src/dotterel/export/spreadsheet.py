"""Cells come in; cells that no spreadsheet takes for a formula go out."""

from __future__ import annotations

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(value: object) -> object:
    """Return a cell with an apostrophe before text that a spreadsheet would run (OWASP, CSV injection); numbers stay.

    >>> safe_cell("=cmd()"), safe_cell(-1.5), safe_cell("Kenya")
    ("'=cmd()", -1.5, 'Kenya')
    """
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return f"'{value}"
    return value
