"""Corpus sentences -> words: cuts, name tags, and the words of every role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dotterel.annotate.tokens import tokenize
from training.corpus import CorpusEvent, CorpusSentence, CorpusSpan
from training.reports import ReportSentence, ReportStatement, read_reports
from training.treebank import Sentence

_COUNTRIES = Path(__file__).resolve().parent.parent / "src/dotterel/knowledge/data/countries.tsv"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A corpus sentence cut into words."""

    source: CorpusSentence
    cuts: tuple[tuple[int, int], ...]
    sentence: Sentence
    statements: tuple[ReportStatement, ...] | None = None

    def inside(self, span: CorpusSpan) -> list[int]:
        """Return the words a span covers."""
        return [i for i, (a, b) in enumerate(self.cuts) if a < span.end and b > span.start]


def cut(source: CorpusSentence) -> Annotated:
    """Cut a corpus sentence into words and tag its names."""
    cuts = tuple(tokenize(source.text))
    tags = ["O"] * len(cuts)
    for span, kind in source.names:
        covered = [i for i, (a, b) in enumerate(cuts) if a < span.end and b > span.start]
        for i in covered:
            tags[i] = ("B-" if i == covered[0] else "I-") + kind
    words = [source.text[a:b] for a, b in cuts]
    return Annotated(source, cuts, Sentence(source.id, words, names=tags))


def report_sentences(folder: Path) -> list[Annotated]:
    """Return the sentences of the corpus reports, with their statements."""
    rows: Iterable[ReportSentence] = (row for report in read_reports(folder).reports for row in report.sentences)
    return [replace(cut(row.sentence), statements=row.statements) for row in rows]


@cache
def country_names() -> frozenset[str]:
    """Return the names and short names of countries."""
    rows = [line.split("\t") for line in _COUNTRIES.read_text(encoding="utf-8").splitlines() if line[:1].isupper()]
    return frozenset(name.strip() for row in rows for cell in row[4:7] for name in cell.split("|"))


def roles_of(annotated: Annotated, event: CorpusEvent) -> dict[str, tuple[CorpusSpan, ...]]:
    """Return the spans of every role; a town that is visited is the place, whatever the annotator wrote."""
    found = {name: getattr(event, name) for name in ("when", "place", "recipient", "actor")}
    if "visit" in event.mode:
        places = {span.text for span, kind in annotated.source.names if kind == "LOC"} - country_names()
        towns = tuple(span for span in event.recipient if span.text in places)
        found["recipient"] = tuple(span for span in event.recipient if span not in towns)
        found["place"] = (*event.place, *towns)
    return found


def events_by_word(annotated: Annotated) -> dict[int, CorpusEvent]:
    """Return the events of a sentence by the first word of their trigger."""
    return {annotated.inside(event.trigger)[0]: event for event in annotated.source.events}


def parties_of(annotated: Annotated, event: CorpusEvent) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the first and last word of each actor, and of each recipient."""
    roles = roles_of(annotated, event)
    found = []
    for name in ("actor", "recipient"):
        inside = [annotated.inside(span) for span in roles[name]]
        found.append(tuple(sorted((words[0], words[-1]) for words in inside if words)))
    return tuple(found)
