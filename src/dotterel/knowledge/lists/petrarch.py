"""PETRARCH and TABARI actor and agent dictionaries -> entries of a user's list, with their date ranges.

The form is that of the PETRARCH manual (Schrodt, Beieler and Idris 2014): a phrase, `+` before its synonyms, codes in
brackets with `<date`, `>date` or `date-date`, agents as `[~COP]`, `{PLURAL}`, `!SETS!`, and `;` or `#` before comments.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dotterel.knowledge.lists.entries import Entry, Fault
from dotterel.knowledge.load import CIRCLES

_CODES = re.compile(r"\[([^\]]*)\]")
_COMMENT = re.compile(r"\s*(?:;|#|<!--).*$")
_SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
_RANGE = re.compile(r"^(?:<\s*(\d{6,8})|>\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8}))$")
_CENTURY = 30  # two-digit years up to this are of the 2000s, as in TABARI
# Role codes of CAMEO (Schrodt 2012, chapter 3) -> PLOVER sectors; religions, peoples and the like tell no sector.
_SECTORS: dict[str, tuple[str, ...]] = {
    "COP": ("COP",), "GOV": ("GOV",), "JUD": ("JUD",), "MIL": ("MIL",), "OPP": ("PTY", "OPP"), "PTY": ("PTY",),
    "REB": ("REB",), "SEP": ("REB",), "INS": ("REB",), "SPY": ("SPY",), "UAF": ("UAF",), "LEG": ("LEG",),
    "AGR": ("AGR",), "BUS": ("BUS",), "CRM": ("CRM",), "CVL": ("CVL",), "EDU": ("EDU",), "ELI": ("ELI",),
    "LAB": ("LAB",), "MED": ("JRN",), "REF": ("REF",), "HLH": ("MED",), "SOC": ("SOC",), "HRI": ("SOC",),
    "ENV": ("SOC",), "DEV": ("SOC",), "REL": ("REL",), "PRM": ("PRM",), "JRN": ("JRN",), "UNK": ("UNK",),
}  # fmt: skip
_CIRCLES = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "MNC", "INT": "IGO"}
# Country codes of CAMEO that are not those of ISO 3166 today.
_ELDER = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KSV": "XKX", "WBK": "PSE", "GZS": "PSE", "BAG": "IRQ"}


@dataclass
class _Block:
    """One phrase with its synonyms and codes, while it is read."""

    line: int
    names: list[str] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)


def looks_like_petrarch(text: str) -> bool:
    """Say whether a file is a dictionary of this form: codes in brackets, and no JSON."""
    lines = [_COMMENT.sub("", line) for line in text.splitlines()[:400]]
    told = [line for line in lines if line.strip()]
    return bool(told) and told[0].lstrip()[:1] not in "{[" and any(_CODES.search(line) for line in told)


def read_petrarch(text: str, file: str, countries: frozenset[str]) -> Iterator[Entry | Fault]:
    """Yield the entries of a dictionary, and a fault for every row that cannot be read.

    Args:
        text: the file.
        file: its name, for sources and faults.
        countries: known country codes.
    """
    sets: dict[str, Sequence[str]] = {}
    block: _Block | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", raw).rstrip()
        told = _SET.match(line.strip())
        if told is not None:
            sets[told[1]] = [word.strip(" _") for word in told[2].split(",") if word.strip(" _")]
            continue
        if not line.strip():
            continue
        more = line[:1].isspace() or line.lstrip().startswith(("+", "["))
        if not more or block is None:
            if block is not None:
                yield from _finish(block, file, countries, sets)
            block = _Block(number)
        name = _CODES.sub("", line).strip().lstrip("+&").strip()
        if name:
            block.names.append(name)
        block.codes += [(number, code) for code in _CODES.findall(line)]
    if block is not None:
        yield from _finish(block, file, countries, sets)


def _finish(
    block: _Block, file: str, countries: frozenset[str], sets: Mapping[str, Sequence[str]]
) -> Iterator[Entry | Fault]:
    names = [spelled for name in block.names for spelled in _spelled(name, sets)]
    if not names:
        yield Fault(file, block.line, "name", "", "a phrase before the code")
        return
    if not block.codes:
        yield Fault(file, block.line, "code", block.names[0], "a code in brackets, such as [USAGOV] or [~COP]")
        return
    for line, written in block.codes:
        code, start, end = _dated(written)
        if start is _BAD:
            yield Fault(file, line, "date", written, "CODE, CODE <YYMMDD, CODE >YYMMDD or CODE YYMMDD-YYMMDD")
            continue
        if "~" in code:
            sector = _sectors(code.replace("~", ""))
            if sector is None:
                yield Fault(file, line, "code", written, "CAMEO role codes of three letters, such as [~GOV]")
                continue
            for name in names:
                yield Entry(name.lower(), "noun", f"{file}:{line}", sector=sector)
            continue
        read = _country(code, countries)
        if read is None:
            yield Fault(file, line, "code", written, "a country, IGO, NGO or MNC, then role codes of three letters")
            continue
        cased = [_cased(name) for name in names]
        yield Entry(cased[0], "body", f"{file}:{line}", tuple(cased[1:]), read[0], read[1], None, start, end)


_BAD = date.min


def _dated(written: str) -> tuple[str, date | None, date | None]:
    """Return code, first and last day of "USAGOV 090120-170120"; the first day is `_BAD` where the range is none."""
    code, _, when = written.strip().partition(" ")
    when = when.strip()
    if not when:
        return code, None, None
    found = _RANGE.match(when)
    days = [_day(one) for one in found.groups()] if found is not None else []
    if found is None or any(one is None and text for one, text in zip(days, found.groups(), strict=True)):
        return code, _BAD, None
    before, after, first, last = days
    if before is not None:
        return code, None, before - timedelta(days=1)
    return (code, after + timedelta(days=1), None) if after is not None else (code, first, last)


def _day(text: str | None) -> date | None:
    """Return the day of YYMMDD, YYYYMMDD or the Julian YYYYDDD; month or day 00 is read as the first."""
    if text is None:
        return None
    try:
        if len(text) == 7:
            return date(int(text[:4]), 1, 1) + timedelta(days=int(text[4:]) - 1)
        year, rest = (int(text[:4]), text[4:]) if len(text) == 8 else (int(text[:2]), text[2:])
        if len(text) == 6:
            year += 2000 if year <= _CENTURY else 1900
        month = max(1, int(rest[:2]))
        return date(year, month, min(max(1, int(rest[2:])), monthrange(year, month)[1]))
    except ValueError:
        return None


def _triplets(code: str) -> list[str] | None:
    return [code[i : i + 3] for i in range(0, len(code), 3)] if code and len(code) % 3 == 0 and code.isupper() else None


def _sectors(code: str) -> tuple[str, ...] | None:
    """Return the sectors of role codes; None where they are no triplets of capitals."""
    parts = _triplets(code)
    return tuple(dict.fromkeys(s for part in parts for s in _SECTORS.get(part, ()))) if parts is not None else None


def _country(code: str, countries: frozenset[str]) -> tuple[str | None, tuple[str, ...]] | None:
    """Return country or circle and sectors of an actor code; None where it begins with neither."""
    parts = _triplets(code)
    if parts is None:
        return None
    head = _ELDER.get(parts[0], parts[0])
    sector = tuple(dict.fromkeys(s for part in parts[1:] for s in _SECTORS.get(part, ())))
    if head in countries:
        return head, sector
    if head in _CIRCLES:
        later = next((_ELDER.get(p, p) for p in parts[1:] if _ELDER.get(p, p) in countries), None)
        return (later if later and head == "INT" else _CIRCLES[head]), sector
    if head in ("IMG", "UIS", "UAF", "REB"):
        return None, sector or ("UAF",)
    return None if head not in _SECTORS else (None, _SECTORS[head])


def _spelled(name: str, sets: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ways to write a phrase: underscores are spaces, {PLURAL} another form, !SET! any word of a set."""
    base, _, plural = name.partition("{")
    forms = [base.replace("_", " ")]
    if plural.strip(" }"):
        forms.append(plural.replace("_", " ").replace("}", ""))
    found = []
    for form in forms:
        marked = re.search(r"!(\w+)!", form)
        words = sets.get(marked[1], ()) if marked is not None else (None,)
        for word in words:
            full = form if word is None or marked is None else form.replace(marked[0], word)
            if " ".join(full.split()).strip(" ~"):
                found.append(" ".join(full.split()).strip(" ~"))
    return found


def _cased(name: str) -> str:
    """Return a phrase in capitals as news writes it; words of up to three letters may be acronyms and stay."""
    if not name.isupper():
        return name
    small = {"OF", "THE", "AND", "FOR", "IN", "ON", "DE", "LA", "EL", "AL", "BIN", "IBN", "VON", "DER"}
    words = name.split()
    if len(words) == 1 and len(name) <= 4:
        return name
    return " ".join(w.lower() if w in small and i else "-".join(p.capitalize() for p in w.split("-"))
                    for i, w in enumerate(words))  # fmt: skip


__all__ = ["CIRCLES", "looks_like_petrarch", "read_petrarch"]
