"""Report files of the corpus in, checked reports out: sentences with events, statements, places, times, and chains.

Run `python -m training.reports` in the repository root to check every file of `corpus/reports` and print the balance.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dotterel.errors import DataError, unknown_value
from dotterel.ontology import load_ontology
from training.corpus import CorpusSentence, CorpusSpan, _block, locate

REPORTS = Path(__file__).resolve().parent.parent / "corpus" / "reports"
FORMS = ("direct", "indirect", "mixed")
TONES = ("say", "hope", "praise", "warn", "pledge", "deny", "demand", "accuse")
STATEMENT_ROLES = {"K": "speaker", "O": "content", "G": "addressee", "V": "via"}
_STATEMENT = re.compile(r"^(\w+) (\w+)((?: \+[a-z]+)*):(?: (.+))?$")
_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$")
_CODE = re.compile(r"^([A-Z]{3}|-)$")
_CODES = re.compile(r"^([A-Z]{3}(\+[A-Z]{3})*|-)$")


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """Words of one sentence of a report."""

    sentence: int
    span: CorpusSpan


@dataclass(frozen=True, slots=True)
class ReportStatement:
    """One `Q` line."""

    form: str
    tone: str
    auxiliary: tuple[str, ...]
    cue: ReportSpan | None
    speaker: tuple[ReportSpan, ...] = ()
    content: tuple[ReportSpan, ...] = ()
    addressee: tuple[ReportSpan, ...] = ()
    via: tuple[ReportSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSentence:
    """One sentence: the events as in the sentence files, and `dates`, one per event (None where the report has none)."""

    sentence: CorpusSentence
    paragraph: bool
    dates: tuple[str | None, ...]
    statements: tuple[ReportStatement, ...]
    places: tuple[tuple[CorpusSpan, str | None], ...]
    timexes: tuple[tuple[CorpusSpan, str], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """All mentions of one entity."""

    code: str | None
    sector: tuple[str, ...]
    mentions: tuple[ReportSpan, ...]


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """One report; sentence 0 is its headline."""

    id: str
    story: str
    published: date
    publisher: str
    dateline: str | None
    sentences: tuple[ReportSentence, ...]
    chains: tuple[Chain, ...]


@dataclass
class Reports:
    """What a check found."""

    reports: list[CorpusReport] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _span(words: str, text: str) -> CorpusSpan:
    first, dots, last = words.partition(" … ")
    if not dots:
        return locate(words.strip(), text)
    start, end = locate(first.strip(), text), locate(last.strip(), text)
    later = [m.start() for m in re.finditer(re.escape(end.text), text) if m.start() >= start.start]
    if not later:
        raise DataError(f"{last!r} does not stand after {first!r}")
    stop = (end.start if end.start >= start.start else later[0]) + len(end.text)
    return CorpusSpan(start.start, stop, text[start.start : stop])


def _numbered(value: str, number: int, texts: dict[int, str]) -> tuple[ReportSpan, ...]:
    found = []
    for piece in value.split(" ; "):
        marked = re.match(r"^(\d+):(.*)$", piece.strip())
        where, words = (int(marked.group(1)), marked.group(2)) if marked else (number, piece)
        if where not in texts:
            raise DataError(f"there is no sentence {where}")
        found.append(ReportSpan(where, _span(words.strip(), texts[where])))
    return tuple(found)


def _statement(value: str, number: int, texts: dict[int, str]) -> ReportStatement:
    head, *roles = [part.strip() for part in value.split(" | ")]
    match = _STATEMENT.match(head)
    if not match:
        raise DataError(f"{head!r} is not FORM TONE +aux: cue")
    form, tone, auxiliary, cue = match.groups()
    if form not in FORMS:
        raise DataError(unknown_value("form of statement", form, FORMS))
    if tone not in TONES:
        raise DataError(unknown_value("tone", tone, TONES))
    filled: dict[str, tuple[ReportSpan, ...]] = {}
    for role in roles:
        letter, colon, fillers = role.partition(":")
        if letter not in STATEMENT_ROLES or not colon:
            raise DataError(unknown_value("role of a statement", role, [f"{name}:" for name in STATEMENT_ROLES]))
        filled[STATEMENT_ROLES[letter]] = _numbered(fillers.strip(), number, texts)
    if "content" not in filled:
        raise DataError("a Q line needs O: content")
    said = _numbered(cue, number, texts)[0] if cue else None
    return ReportStatement(form, tone, tuple(auxiliary.replace("+", " ").split()), said, **filled)


def _sentence(lines: list[str], origin: str, texts: dict[int, str], story: str) -> ReportSentence:
    head = next(line for line in lines if line.startswith("S ")).split()
    number = int(head[1].rpartition("-")[2])
    events = [re.sub(r" \| D: \S+", "", line) for line in lines if line[0] in "TNECX"]
    sentence = _block([f"S {head[1]} {story}", *events], origin, load_ontology())
    dates: list[str | None] = []
    for line in lines:
        if line.startswith("E "):
            day = re.search(r" \| D: (\S+)", line)
            dates.append(day.group(1) if day else None)
            if day and not _DAY.match(day.group(1)):
                raise DataError(f"D: {day.group(1)!r} is not an ISO day, month, year or first/last")
    text = sentence.text
    places, timexes = [], []
    for line in lines:
        for item in line[2:].split(" | ") if line[0] in "LW" else ():
            words, _, value = item.strip().rpartition("=")
            if line[0] == "L":
                if not _CODE.match(value):
                    raise DataError(f"L: {value!r} is no ISO alpha-3 code or -")
                places.append((locate(words, text), None if value == "-" else value))
            else:
                timexes.append((locate(words, text), value))
    statements = tuple(_statement(line[2:].strip(), number, texts) for line in lines if line.startswith("Q "))
    return ReportSentence(sentence, "p" in head[2:], tuple(dates), statements, tuple(places), tuple(timexes))


def _chain(line: str, texts: dict[int, str]) -> Chain:
    head, _, mentions = line[2:].partition(" = ")
    code, *sectors = head.split()
    if not _CODES.match(code):
        raise DataError(f"M: {code!r} is no code, nor codes joined by +, nor -")
    for sector in sectors:
        if sector not in load_ontology().sectors:
            raise DataError(unknown_value("sector", sector, load_ontology().sectors))
    if not re.match(r"^\s*\d+:", mentions):
        raise DataError(f"{mentions!r} does not begin with a sentence number")
    return Chain(None if code == "-" else code, tuple(sectors), _numbered(mentions, -1, texts))


def _report(blocks: list[tuple[int, list[str]]], name: str, found: Reports) -> None:
    """Add one report; a bad block gives an error line and leaves the whole report out."""
    line, head = blocks[0]
    errors: list[str] = []
    texts: dict[int, str] = {}
    for number, block in blocks[1:]:
        if block[0].startswith("S "):
            ident = block[0].split()[1]
            if not ident.rpartition("-")[2].isdigit():
                found.errors.append(f"{name}:{number}: {ident!r} has no number")
                return
            texts[int(ident.rpartition("-")[2])] = next((row[2:].strip() for row in block if row[0] == "T"), "")
    sentences: list[ReportSentence] = []
    chains: list[Chain] = []
    fields = [part.strip() for part in head[0][2:].split(" | ")]
    if len(fields) != 5:
        found.errors.append(f"{name}:{line}: a D line has id | story | day | publisher | dateline")
        return
    for number, block in blocks[1:]:
        try:
            if block[0].startswith("S "):
                sentences.append(_sentence(block, f"{name}:{number}", texts, fields[1]))
            else:
                chains.extend(_chain(row, texts) for row in block)
        except (DataError, StopIteration, IndexError) as error:
            errors.append(f"{name}:{number}: {error}")
    if sorted(texts) != list(range(len(texts))):
        errors.append(f"{name}:{line}: sentence numbers are {sorted(texts)}")
    try:
        day = date.fromisoformat(fields[2])
    except ValueError:
        errors.append(f"{name}:{line}: {fields[2]!r} is not a day")
    found.errors.extend(errors)
    if not errors:
        dateline = None if fields[4] == "-" else fields[4]
        found.reports.append(
            CorpusReport(fields[0], fields[1], day, fields[3], dateline, tuple(sentences), tuple(chains))
        )


def read_reports(folder: Path = REPORTS) -> Reports:
    """Read every `*.txt` of `folder`, in name order; ids must be unique."""
    found = Reports()
    for path in sorted(folder.glob("*.txt")):
        blocks: list[tuple[int, list[str]]] = []
        fresh = True
        for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            row = raw.rstrip()
            if row.startswith("#"):
                continue
            if not row:
                fresh = True
                continue
            if row.startswith("D ") and blocks:
                _report(blocks, path.name, found)
                blocks = []
            if fresh or row.startswith("D "):
                blocks.append((number, []))
            blocks[-1][1].append(row)
            fresh = False
        if blocks:
            _report(blocks, path.name, found)
    seen: set[str] = set()
    for report in found.reports:
        if report.id in seen:
            found.errors.append(f"report {report.id} stands twice")
        seen.add(report.id)
    return found


def main() -> int:
    """Check the reports; print errors and the balance; return 1 if anything is wrong."""
    found = read_reports(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
    rows = [s for report in found.reports for s in report.sentences]
    types = Counter(event.event_type for row in rows for event in row.sentence.events)
    print(
        f"{len(found.reports)} reports, {len(rows)} sentences, {types.total()} events, "
        f"{sum(len(row.statements) for row in rows)} statements, {sum(len(r.chains) for r in found.reports)} chains"
    )
    print("types: " + ", ".join(f"{key} {n}" for key, n in types.most_common()))
    for error in found.errors:
        print(error, file=sys.stderr)
    return 1 if found.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
