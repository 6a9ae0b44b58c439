"""Measure statements: `python -m training.statement_measure FOLDER` (made by `training.report_gold`) or `--polnear FILE`.

PolNeAR (Newell et al. 2018) counts every attitude as an attribution. `said` in the output keeps its attributions whose
cue holds a verb of saying, the ones the aims of this project are set for. Annotations are kept beside FOLDER, so that a
change of rules is measured in seconds: `--fresh` makes them anew. `--rules` lists each rule with how often it was right.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dotterel.annotate import Annotator
from dotterel.evaluate.statements import GoldStatement, StatementReport, read_gold_statements, score_statements
from dotterel.extract.statements import extract_statements
from dotterel.model import (
    Annotation,
    Argument,
    Coded,
    Document,
    EntityMention,
    Passage,
    Provenance,
    Span,
    Statement,
    StatementFrame,
)

SAYING = frozenset(
    "say says said saying tell tells told telling add adds added adding write writes wrote written writing announce announced "
    "announces report reported reports state stated states declare declared argue argued argues claim claims claimed warn "
    "warned warns note noted notes explain explained explains ask asked asks insist insisted insists tweet tweeted suggest "
    "suggested suggests according replied reply responded acknowledge acknowledged admitted admit confirmed confirm deny "
    "denied denies predicted remarked recalled vowed promised pledged accused urged stressed concluded".split()
)  # fmt: skip


def as_coded(annotation: Annotation, frames: tuple[StatementFrame, ...]) -> Coded:
    """Return a document's statements with unresolved parties."""
    text = annotation.document.text

    def parties(arguments: tuple[Argument, ...]) -> tuple[EntityMention, ...]:
        return tuple(EntityMention(a.span, a.span.slice(text)) for a in arguments)

    statements = tuple(
        Statement(
            str(number), annotation.document.id, f.sentence, f.quotation, f.tone, f.auxiliary, parties(f.speaker),
            Passage(f.cue, f.cue.slice(text)) if f.cue else None,
            tuple(Passage(span, span.slice(text)) for span in f.content),
            parties(f.addressee), parties(f.via), None, f.confidence, Provenance("extract.statements", "", f.rule),
        )
        for number, f in enumerate(frames)
    )  # fmt: skip
    return Coded(annotation.document, statements=statements)


def annotations(documents: list[Document], store: Path, fresh: bool) -> list[Annotation]:
    """Return the documents annotated, from a file if there is one."""
    if store.exists() and not fresh:
        return pickle.loads(store.read_bytes())  # noqa: S301
    annotator = Annotator.load()
    made = [annotator(document) for document in documents]
    store.write_bytes(pickle.dumps(made))
    return made


def polnear(path: Path, part: str, limit: int) -> tuple[list[Document], list[GoldStatement]]:
    """Read documents and gold of PolNeAR."""
    documents, gold = [], []
    for row in [json.loads(line) for line in path.open()]:
        if row["split"] != part or len(documents) >= limit:
            continue
        documents.append(Document(row["text"], id=row["id"]))
        for item in row["attributions"]:
            spans = {name: tuple(Span(a, b) for a, b in item.get(name, ())) for name in ("source", "cue", "content")}
            if spans["content"]:
                gold.append(GoldStatement(row["id"], spans["content"], spans["source"], spans["cue"]))
    return documents, gold


def is_saying(statement: GoldStatement, text: str) -> bool:
    """Return whether the cue holds a verb of saying."""
    return any(word.strip(".,").lower() in SAYING for span in statement.cue for word in span.slice(text).split())


def only_saying(coded: Coded) -> Coded:
    """Return a document without the statements whose cue is no verb of saying."""
    kept = tuple(s for s in coded.statements if s.cue is None or s.cue.text.lower().split()[0] in SAYING)
    return replace(coded, statements=kept)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--polnear", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args()
    if given.polnear:
        documents, gold = polnear(given.polnear, given.part, given.limit)
    else:
        rows: list[dict[str, Any]] = [json.loads(line) for line in (given.folder / "reports.jsonl").open()]
        documents = [Document(r["text"], id=r["id"], published=date.fromisoformat(r["published"])) for r in rows]
        gold = read_gold_statements(given.folder / "statements.jsonl")
    given.folder.mkdir(exist_ok=True)
    made = annotations(documents, given.folder / "annotations.pickle", given.fresh)
    coded = [as_coded(annotation, extract_statements(annotation)) for annotation in made]
    texts = {document.id: document.text for document in documents}
    show("all", score_statements(gold, coded))
    if given.polnear:
        said = [g for g in gold if is_saying(g, texts[g.document])]
        print(f"said: {len(said)} of {len(gold)}, and ours whose cue says or is none")
        report = score_statements(said, [only_saying(item) for item in coded])
        show("said", report)
        errors(StatementReport(0, {}, report.missed, ()), texts, given.errors)
    report = score_statements(gold, coded)
    if given.rules:
        rules(coded, report)
    errors(report, texts, given.errors)


def show(name: str, report: StatementReport) -> None:
    """Print scores."""
    print(name, report.documents, "documents")
    for key, score in report.scores.items():
        print(
            f"  {key:24} P {score.precision:.3f} R {score.recall:.3f} F {score.f1:.3f}  ({score.right}/{score.gold}/{score.predicted})"
        )


def rules(coded: list[Coded], report: StatementReport) -> None:
    """Print each rule with the number found and the number of false ones."""
    false = Counter(s.provenance.rule for s in report.false)
    every = Counter(s.provenance.rule for c in coded for s in c.statements)
    for rule, number in every.most_common(90):
        print(f"  {rule:40} {number:5} right {1 - false[rule] / number:.2f}")


def errors(report: StatementReport, texts: dict[str, str], limit: int) -> None:
    """Print missed and false statements."""
    for gold in report.missed[:limit]:
        text = texts[gold.document]
        parts = [" ; ".join(span.slice(text) for span in spans) for spans in (gold.cue, gold.speaker, gold.content)]
        print("MISSED", gold.document, " | ".join(parts)[:300])
    for item in report.false[:limit]:
        cue = item.cue.text if item.cue else "-"
        content = " ; ".join(p.text for p in item.content)
        print(
            "FALSE", item.document, item.provenance.rule, cue, "|", [s.text for s in item.speaker], "|", content[:200]
        )


if __name__ == "__main__":
    main()
