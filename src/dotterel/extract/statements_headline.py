"""A headline -> the statement in it that has a colon or a dash for its cue: "Minister: talks possible"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dotterel.extract.parties import role_nouns
from dotterel.extract.statements_draft import Draft, QuoteIndex
from dotterel.model import Argument, Mention, Sentence, Span

_COLON = re.compile(r":\s+")
_DASH = re.compile(r"\s+[–—-]\s+")
_MOST_WORDS = 7
_FEWEST_SAID = 2
# Labels before a colon that are nobody.
_LABELS = frozenset(
    "analysis exclusive opinion live update updates breaking watch video factbox explainer interview editorial "
    "timeline profile review q&a photos podcast column comment letters obituary report study poll quiz "
    "background".split()
)
_CONFIDENCE = 0.8


def headline_draft(text: str, sentence: Sentence, mentions: Sequence[Mention], index: QuoteIndex) -> Draft | None:
    """Return the statement of a headline in which a colon or a dash parts the speaker from the words."""
    span = sentence.span
    for pattern in (_COLON, _DASH):
        match = pattern.search(text, span.start_char, span.end_char)
        if match is None or index.around(match.start()):
            continue
        left, right = Span(span.start_char, match.start()), Span(match.end(), span.end_char)
        dash = pattern is _DASH
        if not dash and _is_speaker(text, left, sentence, mentions) and _words(text, right) >= _FEWEST_SAID:
            return _draft(sentence, left, right)
        quoted = index.around(left.start_char) is not None or not dash
        if quoted and _is_speaker(text, right, sentence, mentions) and _words(text, left) >= _FEWEST_SAID:
            return _draft(sentence, right, left)
    return None


def _draft(sentence: Sentence, speaker: Span, content: Span) -> Draft:
    head = max(
        (i for i, token in enumerate(sentence.tokens) if speaker.covers(token.span) and token.text[0].isalnum()),
        default=0,
    )
    return Draft(
        sentence=sentence.index,
        tone="say",
        construction="headline",
        content=[content],
        speaker=(Argument(speaker, sentence.index, head),),
        confidence=_CONFIDENCE,
        origin="headline",
    )


def _words(text: str, span: Span) -> int:
    return len(span.slice(text).split())


def _is_speaker(text: str, span: Span, sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether the words are a person, a body or an office, and nothing more."""
    words = [token for token in sentence.tokens if span.covers(token.span) and token.text[0].isalnum()]
    if not words or len(words) > _MOST_WORDS or words[0].text.lower() in _LABELS:
        return False
    if any(token.upos in {"VERB", "AUX"} and token.text[:1].islower() for token in words):
        return False
    last = words[-1]
    if last.lemma.lower() in role_nouns() or last.text.lower() in role_nouns():
        return True
    names = [m for m in mentions if span.covers(m.span) and m.type in {"PER", "ORG", "TITLE", "NORP"}]
    return any(m.span.end_char == last.end_char for m in names)
