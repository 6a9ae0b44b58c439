"""Quality floors on our own gold: they only rise. Lowering one is a decision that its commit explains."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dotterel import Coder, Document
from dotterel.evaluate import EventReport, read_gold_events, score_events
from dotterel.ingest import read_inputs
from tests.test_end_to_end import harvest

GOLD = Path(__file__).parent / "gold"

# Set a point below what was measured, so that another processor's rounding is no failure.
# Measured 2026-11-27, eighth run, gold settled with a second annotator: event P 72.7 R 63.2 F1 67.6, trigger F1 82.4,
# trigger and type F1 77.6, events kept from a confidence of 0.45. (Seventh run: event P 71.3 F1 67.0; sixth: P 68.0
# F1 65.7; fifth: F1 65.2; fourth: F1 63.4; third: F1 62.8; sixteen epochs: F1 62.1.)
EVENT_F1 = 0.665
EVENT_PRECISION = 0.712
TRIGGER_F1 = 0.814
# Events found in the six reports that hold none.
FALSE_EVENTS_AT_MOST = 3


@cache
def report() -> EventReport:
    return score_events(read_gold_events(GOLD / "events.jsonl"), harvest())


def test_event_f1() -> None:
    assert report().scores["event"].f1 >= EVENT_F1


def test_event_precision() -> None:
    assert report().scores["event"].precision >= EVENT_PRECISION


def test_trigger_f1() -> None:
    assert report().scores["trigger"].f1 >= TRIGGER_F1


def test_reports_without_events() -> None:
    documents = [item for item in read_inputs([str(GOLD / "no_events")]) if isinstance(item, Document)]
    assert len(documents) == 6
    found = [event for coded in Coder.default().pipe(documents) for event in coded.events]
    assert len(found) <= FALSE_EVENTS_AT_MOST, [(event.document, event.trigger_text) for event in found]
