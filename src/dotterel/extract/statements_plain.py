"""A sentence without a tree -> drafts of its cues, by the words beside them; quotation marks give the content."""

from __future__ import annotations

import re

from dotterel.extract.statements_cues import cue_forms, cue_senses
from dotterel.extract.statements_draft import Draft, QuoteIndex
from dotterel.model import Argument, Sentence, Span

_TITLE = r"(?:[A-Z][\w.'’-]*|of|the|for|and|al|de|bin|van|von)"
_OWNED = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w'’-]+\s+){0,4}[\w'’-]+"
_NAME = rf"(?:{_OWNED}|[A-Z][\w.'’-]*(?:\s+{_TITLE}){{0,6}}|he|she|they|it|we|I|He|She|They|It|We)"
_BEFORE = re.compile(rf"({_NAME})(?:\s+(?:has|had|have|also|then|later))*\s*$")
_BEHIND = re.compile(rf"\s+({_NAME})")
_WORD = re.compile(r"[A-Za-z]+")
_REACH = 90
_CONFIDENCE = 0.6
_SAID = frozenset("said says told tells added asked wrote replied warned insisted explained announced declared".split())


def plain_drafts(text: str, sentence: Sentence, index: QuoteIndex) -> list[Draft]:
    """Return drafts of the speaking verbs of a sentence that the model has not parsed, where a quotation is near.

    >>> from dotterel.extract.quotes import find_quotes
    >>> text = '"We will come," the minister said.'
    >>> sentence = Sentence(0, Span(0, len(text)))
    >>> draft = plain_drafts(text, sentence, QuoteIndex(find_quotes(text)))[0]
    >>> draft.speaker[0].span.slice(text)
    'the minister'
    """
    span = sentence.span
    around = Span(max(span.start_char - 3, 0), span.end_char + 3)
    if not index.within(around):
        return []
    forms = cue_forms()
    found = []
    for match in _WORD.finditer(text, span.start_char, span.end_char):
        word = match.group().lower()
        if word not in forms or word == "according" or index.around(match.start()) or match.group()[0].isupper():
            continue
        speaker = _speaker(text, sentence, match.start(), match.end())
        if speaker is None and word not in _SAID:
            continue
        found.append(_draft(sentence, Span(match.start(), match.end()), speaker, word))
    return found


def _draft(sentence: Sentence, cue: Span, speaker: Span | None, word: str) -> Draft:
    tone = next((s.tone for (lemma, pos), s in cue_senses().items() if pos == "verb" and word.startswith(lemma)), "say")
    head = next((i for i, t in enumerate(sentence.tokens) if speaker and t.end_char == speaker.end_char), 0)
    first = min(cue.start_char, speaker.start_char) if speaker else cue.start_char
    last = max(cue.end_char, speaker.end_char) if speaker else cue.end_char
    return Draft(
        sentence=sentence.index,
        tone=tone,
        construction="quote",
        cue=cue,
        clause=Span(first, last),
        lemma=word,
        speaker=(Argument(speaker, sentence.index, head),) if speaker else (),
        confidence=_CONFIDENCE,
        origin="plain",
    )


def _speaker(text: str, sentence: Sentence, start: int, end: int) -> Span | None:
    first = max(start - _REACH, sentence.span.start_char)
    before = text[first:start]
    cut = max(before.rfind(sign) for sign in '"”“»,;:')
    match = _BEFORE.search(before, cut + 1)
    if match:
        return Span(first + match.start(1), first + match.end(1))
    match = _BEHIND.match(text, end, min(end + _REACH, sentence.span.end_char))
    return Span(match.start(1), match.end(1)) if match else None
