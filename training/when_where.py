"""Dates and places of events whose triggers are given: `python -m training.when_where [--part train] [--words] [--errors]`.

The reports of the corpus are annotated, the model's event tags are replaced by the gold ones without their date and place
words (with `--words` these stay), and the coder goes on from there. So the figures judge the choice of time and place
alone, whatever the event model does.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dotterel.annotate.annotator import Annotator
from dotterel.annotate.timexes import dateline_timexes, find_timexes
from dotterel.evaluate.events import read_gold_events
from dotterel.evaluate.times_events import WhenWhere, date_of, score_when_where
from dotterel.extract import extract_events
from dotterel.knowledge import Gazetteer, Knowledge
from dotterel.model import Annotation, Coded, Document, EventTag, Sentence, Stretch
from dotterel.pipeline.coder import _Resolution
from training.corpus import CorpusSpan, split_of
from training.report_gold import text_of
from training.reports import REPORTS, CorpusReport, read_reports


def stretch_of(sentence: Sentence, start: int, span: CorpusSpan) -> Stretch | None:
    """Return the tokens of a sentence that words at `start` + `span` cover, None where there are none."""
    first, last = start + span.start, start + span.end
    inside = [n for n, token in enumerate(sentence.tokens) if token.start_char < last and token.end_char > first]
    return (inside[0], inside[-1]) if inside else None


def gold_tags(report: CorpusReport, annotation: Annotation, *, words: bool) -> tuple[EventTag, ...]:
    """Return the gold events of a report as tags of its annotation; `words` keeps those of date and place."""
    _, starts = text_of(report)
    found = []
    for start, row in zip(starts, report.sentences, strict=True):
        for event in row.sentence.events:
            at = start + event.trigger.start
            sentence = next((s for s in annotation.sentences if s.span.start_char <= at < s.span.end_char), None)
            trigger = stretch_of(sentence, start, event.trigger) if sentence else None
            if sentence is None or trigger is None:
                continue

            def stretches(
                spans: Sequence[CorpusSpan], here: Sentence = sentence, at: int = start
            ) -> tuple[Stretch, ...]:
                return tuple(found for span in spans if (found := stretch_of(here, at, span)))

            found.append(EventTag(
                sentence=sentence.index, trigger=trigger, event_type=event.event_type, probability=1.0, certainty=1.0,
                mode=event.mode, auxiliary=event.auxiliary, context=row.sentence.contexts,
                actor=stretches(event.actor), recipient=stretches(event.recipient),
                place=stretches(event.place) if words else (), when=stretches(event.when) if words else (),
            ))  # fmt: skip
    return tuple(found)


def timed_anew(annotation: Annotation) -> Annotation:
    """Return an annotation with its time expressions found by the rules of today."""
    text, dateline = annotation.document.text, annotation.dateline
    found = [timex for sentence in annotation.sentences for timex in find_timexes(sentence, text)]
    after = next((s.index for s in annotation.sentences if dateline and s.span.start_char >= dateline.end_char), 0)
    found += dateline_timexes(dateline, after, text) if dateline else ()
    return replace(annotation, timexes=tuple(sorted(found, key=lambda timex: timex.span)))


def annotated(reports: Sequence[CorpusReport], cache: Path | None = None) -> list[Annotation]:
    """Return the annotation of each report, every sentence parsed; kept in `cache` where one is given."""
    if cache and cache.exists():
        return [timed_anew(one) for one in pickle.loads(cache.read_bytes())]  # noqa: S301 - our own file
    annotator = Annotator.load()
    found = [
        annotator(Document(text_of(one)[0], id=one.id, published=one.published, publisher=one.publisher))
        for one in reports
    ]
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def measure(
    reports: Sequence[CorpusReport], annotations: Sequence[Annotation], gold: Path, *, words: bool
) -> WhenWhere:
    """Return the figures."""
    knowledge, gazetteer = Knowledge.load(), Gazetteer.load()
    coded = []
    for report, annotation in zip(reports, annotations, strict=True):
        tagged = replace(annotation, event_tags=gold_tags(report, annotation, words=words))
        resolution = _Resolution(tagged, knowledge, gazetteer)
        events = tuple(resolution.events(extract_events(tagged).events))
        coded.append(Coded(tagged.document, events, (), tuple(s.span for s in tagged.sentences)))
    return score_when_where(read_gold_events(gold), coded)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="folder written by training.report_gold")
    parser.add_argument("--part", choices=["train", "dev", "test"])
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--errors", choices=["dates", "places"])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--corpus", type=Path, default=REPORTS)
    given = parser.parse_args()
    reports = [r for r in read_reports(given.corpus).reports if given.part in (None, split_of(r.story))]
    annotations = annotated(reports, given.cache)
    known = {one.document.id for one in annotations}
    report = measure([r for r in reports if r.id in known], annotations, given.gold / "events.jsonl", words=given.words)
    print(report.as_dict())
    published = {one.id: one.published for one in reports}
    for gold, event in {"dates": report.wrong_dates, "places": report.wrong_places}.get(given.errors, ()):
        if given.errors == "dates":
            wrong = f"gold {gold.date} given {date_of(event)} ({event.date_basis}: {event.timex and event.timex.text})"
        else:
            wrong = f"gold {gold.place} {gold.country} given {event.place and (event.place.text, event.place.country)}"
        print(f"{gold.document} {published[gold.document]} {gold.event_type} {'+'.join(sorted(gold.auxiliary))}"
              f" [{gold.trigger}] {wrong}\n      {gold.sentence}")  # fmt: skip


if __name__ == "__main__":
    main()
