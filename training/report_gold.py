"""Corpus reports -> gold files and their documents: `python -m training.report_gold OUT [--part train|dev|test]`.

Writes OUT/reports.jsonl (inputs of `dotterel code`), OUT/events.jsonl (gold of `dotterel evaluate events`) and
OUT/entities.jsonl (gold of `dotterel evaluate entities`). Codes of the parties come from the chains: the chain that has
the very words, else the one whose mention shares the end of the phrase.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from training.corpus import CorpusSpan, split_of
from training.reports import Chain, CorpusReport, ReportSpan, read_reports


def text_of(report: CorpusReport) -> tuple[str, list[int]]:
    """Return the text of a report and where each sentence begins in it."""
    text, starts = "", []
    for number, row in enumerate(report.sentences):
        if number:
            text += "\n\n" if row.paragraph or number == 1 else " "
        if number == 1 and report.dateline and not row.sentence.text.upper().startswith(report.dateline.upper()):
            text += f"{report.dateline}, {report.published:%B} {report.published.day} - "
        starts.append(len(text))
        text += row.sentence.text
    return text, starts


def chains_of(report: CorpusReport, number: int, span: CorpusSpan) -> list[Chain]:
    """Return the entities a phrase stands for."""
    here = [(c, m.span) for c in report.chains for m in c.mentions if m.sentence == number]
    exact = [c for c, s in here if (s.start, s.end) == (span.start, span.end)]
    if exact:
        return exact
    inside = [(c, s) for c, s in here if span.start <= s.start and s.end <= span.end]
    around = [(c, s) for c, s in here if s.start <= span.start and span.end <= s.end]
    ends = [c for c, s in [*inside, *around] if s.end == span.end]
    starts = [c for c, s in inside if s.start == span.start]
    return (ends or starts or [c for c, _ in inside] or [c for c, _ in around])[:1]


def party(report: CorpusReport, number: int, spans: tuple[CorpusSpan, ...]) -> list[dict[str, Any]]:
    """Return the parties of a role as a gold row has them."""
    found = []
    for span in spans:
        codes: list[str | None] = []
        for chain in chains_of(report, number, span):
            codes += codes_of(report, chain) or [None]
        found += [{"text": span.text, "code": code} for code in codes or [None]]
    return found


def rows_of(report: CorpusReport) -> list[dict[str, Any]]:
    """Return the gold rows of a report."""
    rows = []
    for number, row in enumerate(report.sentences):
        places = {span.text: code for span, code in row.places}
        for event, day in zip(row.sentence.events, row.dates, strict=True):
            place = event.place[0].text if event.place else None
            country = next((c for name, c in places.items() if place and name in place), None)
            rows.append({
                "document": report.id, "sentence": row.sentence.text, "trigger": event.trigger.text,
                "event_type": event.event_type, "mode": list(event.mode), "auxiliary": list(event.auxiliary),
                "actor": party(report, number, event.actor), "recipient": party(report, number, event.recipient),
                "date": day, "place": {"text": place, "country": country} if place else None,
                "context": list(row.sentence.contexts),
            })  # fmt: skip
    return rows


_SET = re.compile(
    r"^(?:the (?:two|three|four|six|sides|parties)|both|each|they|them|their|themselves|either|neither)\b", re.I
)


def codes_of(report: CorpusReport, chain: Chain) -> list[str] | None:
    """Return the codes of a chain; None where it is a set of parties ("both sides") whose members nothing tells.

    The code of a set joins those of its members ("KGZ+TJK"). Where the annotators gave it none, its members are the
    chains named inside one of its mentions ("Kenya and Uganda"), where there are two or more of them.
    """
    if chain.code is not None:
        return sorted(set(chain.code.split("+")))
    for mention in chain.mentions:
        inside = [c.code for c in report.chains if c is not chain and any(
            m.sentence == mention.sentence and mention.span.start <= m.span.start and m.span.end <= mention.span.end
            for m in c.mentions)]  # fmt: skip
        if len(inside) > 1 and " and " in mention.span.text:
            return sorted({code for code in inside if code})
    return None if any(_SET.match(mention.span.text) for mention in chain.mentions) else []


def entities_of(report: CorpusReport) -> list[dict[str, Any]]:
    """Return the phrases of a report with codes and chain: every party of an event and every mention of a chain.

    A party that stands in no chain is left out: nobody said what it is. `chain` is null for a phrase that is in none or
    in several chains.
    """
    starts = text_of(report)[1]
    found: dict[tuple[int, int], dict[str, Any]] = {}

    def add(number: int, span: CorpusSpan, chains: list[Chain], exact: bool) -> None:
        told = [codes_of(report, chain) for chain in chains]
        if not chains or any(codes is None for codes in told):
            return
        start = starts[number] + span.start
        chain = report.chains.index(chains[0]) if exact and len(chains) == 1 else None
        codes = sorted({code for codes in told for code in codes or ()})
        found.setdefault((start, start + len(span.text)), {
            "document": report.id, "start": start, "end": start + len(span.text), "text": span.text, "codes": codes,
            "chain": chain,
        })  # fmt: skip

    for chain in report.chains:
        for mention in chain.mentions:
            add(mention.sentence, mention.span, chains_of(report, mention.sentence, mention.span), True)
    for number, row in enumerate(report.sentences):
        for event in row.sentence.events:
            for span in (*event.actor, *event.recipient):
                add(number, span, chains_of(report, number, span), False)
    return [found[key] for key in sorted(found)]


def time_rows(report: CorpusReport) -> list[dict[str, Any]]:
    """Return the gold time expressions of a report, that of its dateline first."""
    text, starts = text_of(report)
    rows = []
    if dateline := dateline_of(report, text):
        words = f"{report.published:%B} {report.published.day}"
        rows.append(
            _row(report, text, text.index(words, dateline), words) | {"type": "DATE", "value": f"{report.published}"}
        )
    for start, sentence in zip(starts, report.sentences, strict=True):
        for span, value in sentence.timexes:
            kind = None if value.startswith("P") else "TIME" if "T" in value and "_" not in value else "DATE"
            rows.append(_row(report, text, start + span.start, span.text) | {"type": kind, "value": value})
    return rows or [{"document": report.id}]


def place_rows(report: CorpusReport) -> list[dict[str, Any]]:
    """Return the gold places of a report, that of its dateline first."""
    text, starts = text_of(report)
    rows = []
    if dateline := dateline_of(report, text):
        assert report.dateline is not None
        named = {span.text.upper(): code for s in report.sentences for span, code in s.places}
        country = named.get(report.dateline.upper())
        rows.append(_row(report, text, dateline, report.dateline) | ({"country": country} if country else {}))
    for start, sentence in zip(starts, report.sentences, strict=True):
        for span, code in sentence.places:
            rows.append(_row(report, text, start + span.start, span.text) | ({"country": code} if code else {}))
    return rows or [{"document": report.id}]


def dateline_of(report: CorpusReport, text: str) -> int | None:
    """Return where the dateline added to a report begins, None where there is none or the sentence has it already."""
    start = text.find("\n\n") + 2
    marked = f"{report.dateline}, {report.published:%B} {report.published.day} - "
    return start if report.dateline and text.startswith(marked, start) else None


def _row(report: CorpusReport, text: str, start: int, words: str) -> dict[str, Any]:
    assert text[start : start + len(words)] == words, (report.id, words)
    return {"document": report.id, "text": words, "start_char": start, "end_char": start + len(words)}


def statement_rows(report: CorpusReport) -> list[dict[str, Any]]:
    """Return the gold statements of a report, with the characters of each part."""
    text, starts = text_of(report)

    def words(spans: tuple[ReportSpan, ...]) -> list[dict[str, Any]]:
        found = [_row(report, text, starts[s.sentence] + s.span.start, s.span.text) for s in spans]
        return [{key: row[key] for key in ("text", "start_char", "end_char")} for row in found]

    return [
        {
            "document": report.id, "quotation": said.form, "tone": said.tone, "auxiliary": list(said.auxiliary),
            "speaker": words(said.speaker), "cue": words((said.cue,) if said.cue else ()),
            "content": words(said.content), "addressee": words(said.addressee), "via": words(said.via),
        }
        for row in report.sentences for said in row.statements
    ]  # fmt: skip


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=["train", "dev", "test"])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    reports = [r for r in read_reports().reports if given.part in (None, split_of(r.story))]
    kinds = ("reports", "events", "entities", "times", "places", "statements")
    files: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for report in reports:
        head = {"id": report.id, "text": text_of(report)[0], "published": f"{report.published}"}
        files["reports"].append(head | {"publisher": report.publisher})
        for name, rows in (
            ("events", rows_of),
            ("entities", entities_of),
            ("times", time_rows),
            ("places", place_rows),
            ("statements", statement_rows),
        ):
            files[name] += rows(report)
    for name, written in files.items():
        with (given.out / f"{name}.jsonl").open("w") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in written)


if __name__ == "__main__":
    main()
