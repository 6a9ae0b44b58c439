"""Records come in, the objects that the API answers with go out: the contract's, with sentence, marks and review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dotterel.export import event_object, merged_event_object, statement_object
from dotterel.model import EventMention, Span, Statement
from dotterel.store.listing import Shown


def event_row(shown: Shown, *, corrected: bool = True) -> dict[str, Any]:
    """Return an event told once as a listing has it."""
    row = merged_event_object(shown.event)
    if shown.after and corrected:
        row |= {key: value for key, value in shown.after.items() if key in row}
    row["review"] = shown.review
    row["publisher"] = shown.publisher
    row["title"] = shown.title
    row["published"] = shown.published
    row["sentence"] = sentence_of(shown.lead, shown.sentence) if shown.lead else None
    return row


def sentence_of(mention: EventMention, text: str) -> dict[str, Any]:
    """Return a sentence with the marks of a mention's fields; offsets count from the start of its text."""
    span = mention.sentence_span
    parts: list[tuple[str, Span]] = [("trigger", mention.trigger)]
    parts += [("actor", party.span) for party in mention.actor]
    parts += [("recipient", party.span) for party in mention.recipient]
    if mention.place:
        parts.append(("place", mention.place.span))
    if mention.timex:
        parts.append(("timex", mention.timex.span))
    return {
        "text": text, "start_char": span.start_char, "end_char": span.end_char, "index": mention.sentence,
        "marks": marks(parts, span),
    }  # fmt: skip


def marks(parts: Iterable[tuple[str, Span]], inside: Span) -> list[dict[str, Any]]:
    """Return the stretches that lie in a span, from its start, in text order, each role and place once."""
    found = {
        (span.start_char - inside.start_char, span.end_char - inside.start_char, role)
        for role, span in parts
        if inside.start_char <= span.start_char and span.end_char <= inside.end_char
    }
    return [{"role": role, "start_char": start, "end_char": end} for start, end, role in sorted(found)]


def mention_row(mention: EventMention, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mention as in the contract, with its sentence and its report.

    Args:
        mention: the mention.
        about: `sentence` (text), `title`, `publisher`, `published`, `url`, `copy_of` of its report.
    """
    row = event_object(mention)
    row["sentence"] = sentence_of(mention, about.get("sentence") or "")
    return row | {key: about.get(key) for key in ("title", "publisher", "published", "url", "copy_of")}


def statement_row(statement: Statement, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return a statement as in the contract, with the sentences it stands in and its report."""
    row = statement_object(statement)
    span = Span(about.get("start_char") or 0, about.get("end_char") or 0)
    parts: list[tuple[str, Span]] = [("content", passage.span) for passage in statement.content]
    if statement.cue:
        parts.append(("cue", statement.cue.span))
    for role in ("speaker", "addressee", "via"):
        parts += [(role, party.span) for party in getattr(statement, role)]
    row["sentence"] = {
        "text": about.get("text") or "", "start_char": span.start_char, "end_char": span.end_char,
        "index": statement.sentence, "marks": marks(parts, span),
    }  # fmt: skip
    return row | {key: about.get(key) for key in ("title", "publisher", "published")}
