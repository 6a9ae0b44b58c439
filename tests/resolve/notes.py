"""Hand-made annotations for tests: sentences in, tokens out, no model; the phrase asked about stands in brackets."""

from __future__ import annotations

import re
from datetime import date

from dotterel.model import Annotation, Document, Mention, Sentence, Span, Token

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:'(?!s\b)\w+)*(?:\.(?=\w))?|['’]s|\S")
_TITLES = re.compile(r"(?:Gen|Mr|Mrs|Ms|Dr|Col|Lt|St|Sen)\.")
DAY = date(2018, 6, 1)


def tokens(text: str, start: int, stop: int) -> tuple[Token, ...]:
    found = []
    position = start
    while position < stop:
        match = _TITLES.match(text, position, stop) or _TOKEN.match(text, position, stop)
        if match is None:
            position += 1
            continue
        found.append(Token(match[0], match.start(), match.end(), match[0].lower()))
        position = match.end()
    return tuple(found)


def note(text: str, *, on: date | None = DAY, people: tuple[str, ...] = ()) -> tuple[Annotation, Span, int]:
    """Return an annotation of sentences parted by " | ", the span in [brackets], and its sentence.

    `people` are names to be marked as PER, as the model would.
    """
    parts = [part.strip() for part in text.split("|")]
    clean = " ".join(part.replace("[", "").replace("]", "") for part in parts)
    before = " ".join(parts)
    start = before.index("[")
    stop = before.index("]") - 1
    sentences = []
    position = 0
    for index, part in enumerate(parts):
        length = len(part.replace("[", "").replace("]", ""))
        span = Span(position, position + length)
        sentences.append(Sentence(index, span, tokens(clean, position, position + length)))
        position += length + 1
    where = next(s.index for s in sentences if s.span.start_char <= start < s.span.end_char)
    mentions = [m for name in people for m in _mentions(clean, name, sentences)]
    return Annotation(Document(clean, published=on), tuple(sentences), tuple(mentions)), Span(start, stop), where


def _mentions(text: str, name: str, sentences: list[Sentence]) -> list[Mention]:
    found = []
    for match in re.finditer(re.escape(name), text):
        for sentence in sentences:
            at = [i for i, t in enumerate(sentence.tokens) if match.start() <= t.start_char < match.end()]
            if at:
                found.append(Mention(Span(*match.span()), "PER", sentence.index, at[0], at[-1]))
    return found
