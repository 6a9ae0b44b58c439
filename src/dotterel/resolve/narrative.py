"""A document's sentences in order -> the date of the story at each point (`DateContext`), and the tense at a word."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from dotterel.model import Annotation, Sentence, Span, Timex, TimexValue, Token
from dotterel.resolve.dates import EventDate, document_anchor, event_date, resolve_timex

_REACH = 1  # sentences over which an event's day carries on to the next event
_RECENT_DAYS = 31  # days this far from the report are its story; older ones are background and do not carry on
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "could", "should", "can", "must"})
_PAST_AUXILIARIES = frozenset({"was", "were", "had", "did", "has", "have", "'ve", "’ve", "been"})
_FUTURE_HEADS = frozenset(
    "plan expect schedule agree intend hope aim want vow promise pledge prepare invite set slate threaten decide offer "
    "propose ask urge order due ready likely decision agreement plan promise pledge offer intention proposal".split()
)
_FUTURE_PARTICIPLES = frozenset({"scheduled", "planned", "slated", "set", "due", "expected", "upcoming"})
_FUTURE_LEAD = re.compile(
    r"\b(?:ahead of|upcoming|planned|scheduled|due|slated|set|expected)\s(?:[\w'’]+\s){0,4}$", re.IGNORECASE
)
_FUTURE_CLAUSE = re.compile(
    r"\b(?:will|shall|won't|would|to be|going to|set to|due to|expected to|scheduled (?:for|to)|planned for|plans? to|"
    r"slated for|intends? to|hopes? to|aims? to|agreed to|vowed to|promised to|pledged to)\b|\w['’]ll\b",
    re.IGNORECASE,
)
_ADJUNCTS = ("obl", "nmod", "advmod", "nummod", "compound", "flat", "appos", "case", "amod", "det", "conj", "obj")


def tense_at(sentence: Sentence, span: Span, text: str) -> str | None:
    """Return the tense of the clause around a stretch of text: past, present, future, None where no verb decides.

    With a parse the governing verb and its auxiliaries decide; a time inside a noun phrase ("the June 12 summit") only
    takes a future from them, since "cancelled the June 12 summit" says nothing about when June 12 was. Without a parse
    the words before the time in its clause decide, and the past is assumed.
    """
    if not sentence.parsed:
        clause = re.split(
            r"[;:,]\s|\s(?:but|after|while|which|who)\s", text[sentence.span.start_char : span.start_char]
        )[-1]
        return "future" if _FUTURE_CLAUSE.search(clause) else "past"
    tokens = sentence.tokens
    at = next((n for n, token in enumerate(tokens) if token.start_char >= span.start_char
               and not (0 < token.head <= len(tokens) and span.covers(tokens[token.head - 1].span))), None)  # fmt: skip
    if at is None or tokens[at].start_char >= span.end_char:
        return "past"
    inside_noun = False
    for _ in range(len(tokens)):
        head = tokens[at].head
        if tokens[at].upos in ("VERB", "AUX"):
            tense = _verb_tense(tokens, at)
            return tense if tense == "future" or not inside_noun else None
        if not head:
            break
        if tokens[head - 1].upos in ("NOUN", "PROPN") and not span.covers(tokens[head - 1].span):
            inside_noun = True
        at = head - 1
    if _FUTURE_LEAD.search(text[sentence.span.start_char : span.start_char]):
        return "future"
    return None if inside_noun else "past"


def _verb_tense(tokens: tuple[Token, ...], at: int, depth: int = 0) -> str:
    verb, word = tokens[at], tokens[at].text.lower()
    children = [token for token in tokens if token.head == at + 1]
    helpers = {token.text.lower() for token in children if token.deprel.startswith(("aux", "cop"))}
    infinitive = any(token.deprel == "mark" and token.text.lower() == "to" for token in children)
    if helpers & _FUTURE:
        return "past" if "have" in helpers and helpers & {"would", "could", "should", "might"} else "future"
    if word in _FUTURE_PARTICIPLES and not any(token.deprel == "obj" for token in children):
        return "future"
    if helpers & _PAST_AUXILIARIES:
        return "past"
    if infinitive and helpers & {"is", "are"}:
        return "future"  # "is to last"
    if infinitive and verb.head and depth < 4:
        head = tokens[verb.head - 1]
        if head.lemma.lower() in _FUTURE_HEADS or head.text.lower() in _FUTURE_HEADS:
            return "future"
        return _verb_tense(tokens, verb.head - 1, depth + 1) if head.upos in ("VERB", "AUX") else "future"
    if helpers:
        return "present"
    if word.endswith("ing") and verb.head and depth < 4:
        return _verb_tense(tokens, verb.head - 1, depth + 1)
    if word == verb.lemma.lower() or word == verb.lemma.lower() + "s" or word.endswith("es"):
        return "past" if word in ("put", "cut", "hit", "let", "shut", "quit", "set") else "present"
    return "past"


class DateContext:
    """The dates of one document, asked sentence by sentence in text order.

    An event takes the date of its own time expression; without one it takes the day of an event told in the same or
    the previous sentence when that one was also past and lies within a month of the report (basis `narrative`); else
    the day of the report (basis `publication`). Background told without a date (tense `historical`) has none.

    >>> from dotterel.annotate.timexes import find_timexes
    >>> from dotterel.model import Document
    >>> line = "They met on Monday. They signed a deal."
    >>> sentences = (Sentence(0, Span(0, 19)), Sentence(1, Span(20, 39)))
    >>> found = Annotation(Document(line, published=date(2018, 5, 31)), sentences, (), find_timexes(sentences[0], line))
    >>> dates = DateContext(found)
    >>> dates.event(found.timexes[0].span, 0, "past"), dates.event(None, 1, "past"), dates.event(None, 1, "future")
    (('2018-05-28', None, 'timex'), ('2018-05-28', None, 'narrative'), ('2018-05-31', None, 'publication'))
    """

    def __init__(self, annotation: Annotation) -> None:
        self.anchor = document_anchor(annotation)
        self._text = annotation.document.text
        self._timexes = annotation.timexes
        self._references: dict[Span, date | None] = {}
        self._values: dict[Span, TimexValue] = {}
        self._told: tuple[int, tuple[str, str | None]] | None = None
        sentences = {sentence.index: sentence for sentence in annotation.sentences}
        reference: date | None = None
        told_in = -1
        for timex in annotation.timexes:
            sentence = sentences.get(timex.sentence)
            tense = tense_at(sentence, timex.span, self._text) if sentence else "past"
            clock = timex.expression.startswith("offset:+0d@T")
            # "two weeks after he fled" counts from another event, not from the day the story is at;
            # an hour belongs to the day named before it in its sentence, else to the day of the report.
            start = None if ";shift=" in timex.expression else reference
            anchor = start if clock and told_in == timex.sentence and start else self.anchor
            value = resolve_timex(timex, self._text, anchor=anchor, tense=tense, reference=start)
            self._references[timex.span], self._values[timex.span] = start, value
            if value.type in ("DATE", "TIME") and tense != "future" and value.value and not clock:
                day = _day(value.value)
                reference, told_in = (day, timex.sentence) if day else (reference, told_in)

    def values(self) -> tuple[TimexValue, ...]:
        """Return the value of every time expression, in text order."""
        return tuple(self._values[timex.span] for timex in self._timexes)

    def value(self, span: Span) -> TimexValue | None:
        """Return the value of the time expression at (or overlapping) a span."""
        timex = self._find(span)
        return self._values[timex.span] if timex else None

    def event(self, span: Span | None, sentence: int, tense: str | None = "past") -> EventDate:
        """Return date, last date and basis of an event, and remember it for the events that follow.

        Args:
            span: the words of its time expression, None when its clause has none.
            sentence: the index of its sentence; ask in text order.
            tense: past, present, future, or `historical` for background.
        """
        timex = self._find(span) if span else None
        if tense == "historical":
            found = event_date(timex, anchor=self.anchor, reference=self._references.get(timex.span)) if timex else None
            return found if found and found[2] == "timex" else (None, None, None)
        carried = None
        if self._told and tense == "past" and 0 <= sentence - self._told[0] <= _REACH:
            carried = self._told[1]
        found = event_date(
            timex,
            anchor=self.anchor,
            tense=tense,
            reference=self._references.get(timex.span) if timex else None,
            narrative=carried,
        )
        if found[2] == "timex" and found[0] and tense == "past" and self._is_story(found[0]):
            self._told = (sentence, (found[0], found[1]))
        elif found[2] == "narrative" and self._told:
            self._told = (sentence, self._told[1])
        return found

    def _find(self, span: Span) -> Timex | None:
        at = bisect_left(self._timexes, span, key=lambda timex: timex.span)
        near = self._timexes[max(0, at - 1) : at + 4]
        return next((timex for timex in near if timex.span.overlaps(span)), None)

    def _is_story(self, day: str) -> bool:
        found = _day(day)
        return found is not None and (self.anchor is None or abs((self.anchor - found).days) <= _RECENT_DAYS)


def _day(value: str) -> date | None:
    return date.fromisoformat(value[:10]) if re.match(r"\d{4}-\d\d-\d\d", value) else None
