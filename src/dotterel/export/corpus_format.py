"""A reviewed event comes in, a block of the corpus format goes out: review becomes training data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dotterel.model import EventMention, Span


def corpus_block(mention: EventMention, sentence: str, review: Mapping[str, Any], number: int) -> str:
    """Return the block of one sentence, as `corpus/GUIDELINES.md` describes it.

    Words are copied from the sentence; a party that a reviewer wrote in other words stays a comment, since the format
    wants the report's own. A rejected event gives a sentence without one (`X opinion`), to be looked at.

    Args:
        mention: the machine's reading.
        sentence: the text of its sentence.
        review: `decision`, and `after` as JSON or None.
        number: of the block.
    """
    text = " ".join(sentence.split())
    lines = [f"S review-{number:04} {mention.document.replace(' ', '-')[:60] or 'story'}", f"T {text}"]
    if review["decision"] == "reject":
        return "\n".join([*lines, f"# rejected: {mention.event_type} on {mention.trigger_text!r}", "X opinion", ""])
    after = review.get("after")
    fields: dict[str, Any] = json.loads(after) if isinstance(after, str) else dict(after or {})
    kind = fields.get("event_type", mention.event_type)
    modes = fields.get("mode", list(mention.mode))
    auxiliary = fields.get("auxiliary", list(mention.auxiliary))
    head = ".".join([kind, *modes]) + "".join(f" +{one}" for one in auxiliary)
    parts = [f"E {head}: {_words(mention.trigger, mention, sentence, text)}"]
    notes = []
    for letter, role in (("A", "actor"), ("R", "recipient")):
        if role in fields:
            said = [str(one.get("text") or one.get("name") or "") for one in fields[role]]
            notes += [f"# {role}: {one} (not in these words)" for one in said if one and one not in text]
            spans = [one for one in said if one and one in text]
        else:
            spans = [_words(one.span, mention, sentence, text) for one in getattr(mention, role)]
        if any(spans):
            parts.append(f"{letter}: " + " ; ".join(one for one in spans if one))
    if mention.place and (place := _words(mention.place.span, mention, sentence, text)):
        parts.append(f"P: {place}")
    if mention.timex and (timex := _words(mention.timex.span, mention, sentence, text)):
        parts.append(f"W: {timex}")
    lines += [*notes, " | ".join(parts)]
    context = fields.get("context", list(mention.context))
    if context:
        lines.append("C " + ", ".join(context))
    return "\n".join([*lines, ""])


def _words(span: Span, mention: EventMention, sentence: str, text: str) -> str:
    """Return the words of a span in the sentence with single blanks; empty where they lie outside it."""
    start, stop = span.start_char - mention.sentence_span.start_char, span.end_char - mention.sentence_span.start_char
    if start < 0 or stop > len(sentence):
        return ""
    words = " ".join(sentence[start:stop].split())
    return words if words in text and "|" not in words and ";" not in words else ""
