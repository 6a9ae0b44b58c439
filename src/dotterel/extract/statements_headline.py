"""A headline -> the statement in it that has a colon or a dash for its cue: "Minister: talks possible"; who says it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

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
# Papers that speak for themselves; "Letter from Oslo:" and "Report:" head a piece of the paper's own.
_PAPERS = frozenset({"statement", "communique", "communiqué", "declaration", "resolution", "readout"})
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
        if not dash and _is_paper(sentence, left) and _words(text, right) >= _FEWEST_SAID:
            return _draft(sentence, left, right, paper=True)
        if not dash and _is_speaker(text, left, sentence, mentions) and _words(text, right) >= _FEWEST_SAID:
            return _draft(sentence, left, right)
        quoted = index.around(left.start_char) is not None or not dash
        if quoted and _is_speaker(text, right, sentence, mentions) and _words(text, left) >= _FEWEST_SAID:
            return _draft(sentence, right, left)
    return None


def give_voices(text: str, drafts: Sequence[Draft], headlines: Container[int]) -> None:
    """Give a headline's quotation without a speaker the one who says the same words below.

    Args:
        text: the document's text.
        drafts: all statements of the document.
        headlines: the numbers of the sentences that are headlines.
    """
    for draft in drafts:
        if draft.sentence not in headlines or draft.speaker or not draft.quotes:
            continue
        said = _letters(text, [draft.quotes[0].inner])
        for other in drafts:
            spans = [*other.content, *(quote.inner for quote in other.quotes)]
            if other.sentence not in headlines and other.speaker and said in _letters(text, spans):
                draft.speaker, draft.via = other.speaker, other.via
                break


def _letters(text: str, spans: Sequence[Span]) -> str:
    return "".join(sign for span in spans for sign in span.slice(text).lower() if sign.isalnum())


def _draft(sentence: Sentence, voice: Span, content: Span, *, paper: bool = False) -> Draft:
    head = max(
        (i for i, token in enumerate(sentence.tokens) if voice.covers(token.span) and token.text[0].isalnum()),
        default=0,
    )
    party = (Argument(voice, sentence.index, head),)
    return Draft(
        sentence=sentence.index,
        tone="say",
        construction="headline",
        content=[content],
        speaker=() if paper else party,
        via=party if paper else (),
        confidence=_CONFIDENCE,
        origin="headline",
    )


def _words(text: str, span: Span) -> int:
    return len(span.slice(text).split())


def _is_paper(sentence: Sentence, span: Span) -> bool:
    """Whether the words are a paper that speaks for itself ("Joint statement: ...")."""
    words = [token for token in sentence.tokens if span.covers(token.span) and token.text[0].isalnum()]
    return 2 <= len(words) <= _MOST_WORDS and words[-1].text.lower() in _PAPERS


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
