"""The events of two versions of the coder come in; the records gained and lost go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dotterel.errors import DataError, InputError
from dotterel.evaluate.events import EventReport, codes_of
from dotterel.model import Coded, EventMention
from dotterel.version import CODER

_KIND = "event_baseline"


@dataclass(frozen=True, slots=True)
class Change:
    """An event that one version gives and the other does not; `right` by the main criterion of the gold."""

    document: str
    start_char: int
    event_type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    trigger: str
    sentence: str
    right: bool

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two records the same record."""
        return self.document, self.start_char, self.event_type, self.actor, self.recipient

    def __str__(self) -> str:
        """Return the record in a line.

        >>> str(Change("r", 0, "AID", ("USA",), ("KEN",), "aided", "The US aided Kenya.", True))
        'right  r  USA AID KEN  [aided] The US aided Kenya.'
        """
        who = " ".join(("+".join(self.actor) or "-", self.event_type, "+".join(self.recipient) or "-"))
        return f"{'right' if self.right else 'wrong'}  {self.document}  {who}  [{self.trigger}] {self.sentence}"


@dataclass(frozen=True, slots=True)
class Changes:
    """Records gained and lost since the baseline, and its main F1."""

    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    f1_before: float

    def as_dict(self) -> dict[str, object]:
        """Return the changes for JSON."""
        return {
            "f1_before": self.f1_before,
            "gained": [msgspec.to_builtins(change) for change in self.gained],
            "lost": [msgspec.to_builtins(change) for change in self.lost],
        }


def save_baseline(path: Path, report: EventReport, coded: Sequence[Coded]) -> None:
    """Write the records and figures of this version, for a later one to be compared with."""
    content = {
        "kind": _KIND,
        "coder": CODER,
        "f1": round(report.scores["event"].f1, 4),
        "precision": round(report.scores["event"].precision, 4),
        "records": [msgspec.to_builtins(change) for change in _records(report, coded)],
    }
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
    except OSError as error:
        raise InputError(f"baseline {str(path)!r} cannot be written: {error.strerror}") from None


def read_baseline(path: Path) -> dict[str, Any]:
    """Return the content of a baseline file.

    Raises:
        InputError: it cannot be read.
        DataError: it is no baseline.
    """
    try:
        content = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"baseline {str(path)!r} cannot be read: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise DataError(f"baseline {str(path)!r} is not JSON: {error}") from None
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise DataError(
            f"{str(path)!r} is no baseline; make one with: dotterel evaluate events GOLD --save-baseline FILE"
        )
    return content


def compare_baseline(baseline: dict[str, Any], report: EventReport, coded: Sequence[Coded]) -> Changes:
    """Return what this version gains and loses against a baseline.

    Raises:
        DataError: the records of the baseline have another form.
    """
    try:
        before = {change.key: change for change in msgspec.convert(baseline["records"], list[Change])}
        f1 = float(baseline["f1"])
    except (msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"the baseline has another form ({error}); save it again") from None
    now = {change.key: change for change in _records(report, coded)}
    return Changes(
        tuple(change for key, change in now.items() if key not in before),
        tuple(change for key, change in before.items() if key not in now),
        f1,
    )


def _records(report: EventReport, coded: Sequence[Coded]) -> list[Change]:
    right = {event.id for _, event in report.matched}
    return [_change(event, item, event.id in right) for item in coded for event in item.events]


def _change(event: EventMention, coded: Coded, right: bool) -> Change:
    actor, recipient = codes_of(event)
    return Change(
        document=event.document,
        start_char=event.trigger.start_char,
        event_type=event.event_type,
        actor=tuple(sorted(actor)),
        recipient=tuple(sorted(recipient)),
        trigger=event.trigger_text,
        sentence=" ".join(event.sentence_span.slice(coded.document.text).split()),
        right=right,
    )
