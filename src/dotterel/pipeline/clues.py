"""Joins a reader of dates, places and parties for `consolidate`: words alone, without the language model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from dotterel.annotate.timexes import find_timexes
from dotterel.consolidate.clues import Clues, DateClue, PartyClue, PlaceClue
from dotterel.knowledge import Gazetteer, Knowledge
from dotterel.knowledge.records import Body, Country
from dotterel.model import Document, Party, Sentence, Site, Span, Timex
from dotterel.model.days import Period, period
from dotterel.resolve.dates import event_date, resolve_timex

_NAME = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:of\s+the\s+|of\s+|and\s+)?[A-Z][\w'’.-]*)*")
_WORD = re.compile(r"\S+")
_PLACED = re.compile(r"\b(?:in|at|to|from|near|outside|around|for)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LOCATED = re.compile(r"\b(?:in|at|near|outside|around|inside)\s+(?:the\s+)?(?:city of\s+)?\Z", re.IGNORECASE)
_OCCASION_NEXT = re.compile(
    r"\A(?:['’]s)?\s+(?:[a-z]+ ){0,2}"
    r"(?:summit|talks|meeting|visit|trip|round|conference|negotiations|signing|session)\b"
)
_LONGEST = 4
_TENSES: tuple[Literal["past", "future"], ...] = ("past", "future")
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)


class WordClues:
    """Reads the clues of sentences; one serves many documents."""

    def __init__(self, knowledge: Knowledge | None = None, gazetteer: Gazetteer | None = None) -> None:
        self._knowledge = knowledge or Knowledge.load()
        self._gazetteer = gazetteer or Gazetteer.load()

    def __call__(self, document: Document, sentence: Span) -> Clues:
        """Return the dates, places and parties named in a sentence."""
        return Clues(
            tuple(self._dates(document, sentence)),
            tuple(self._places(document.text, sentence)),
            tuple(self._parties(document.text, sentence)),
        )

    def _dates(self, document: Document, sentence: Span) -> Iterator[DateClue]:
        for timex in find_timexes(Sentence(0, sentence), document.text):
            past, coming = (_days(timex, document.text, document.published, tense) for tense in _TENSES)
            if past or coming:
                yield DateClue(timex.span, timex.span.slice(document.text), past, coming)

    def _places(self, text: str, sentence: Span) -> Iterator[PlaceClue]:
        for name in _names(text, sentence):
            words = re.sub(r"['’]s?$", "", name.slice(text))
            before = text[max(sentence.start_char, name.start_char - 20) : name.start_char]
            after = text[name.start_char + len(words) : name.start_char + len(words) + 30]
            if not (_PLACED.search(before) or _OCCASION_NEXT.match(after)):
                continue
            site = self._site(words)
            if site is not None:
                yield PlaceClue(Span(name.start_char, name.start_char + len(words)), site)

    @lru_cache(maxsize=8192)  # noqa: B019 - one reader lives as long as the program
    def _site(self, words: str) -> Site | None:
        if words in _CALENDAR or (self._knowledge.country(words) and not self._is_capital(words)):
            return None
        entries = [one for one in self._gazetteer.lookup(words) if one.precision in ("city", "site")]
        if not entries:
            return None
        best = entries[0]
        return Site(best.name, best.country, best.latitude, best.longitude, best.geonameid, best.precision)

    def _is_capital(self, words: str) -> bool:
        return any(named.form == "capital" for named in self._knowledge.named(words))

    def _parties(self, text: str, sentence: Span) -> Iterator[PartyClue]:
        for name in _names(text, sentence):
            words = list(_WORD.finditer(text, name.start_char, name.end_char))
            place = 0
            while place < len(words):
                length = min(_LONGEST, len(words) - place)
                while (
                    length
                    and (party := self._party(text, words[place].start(), words[place + length - 1].end(), sentence))
                    is None
                ):
                    length -= 1
                if length and party:
                    yield PartyClue(Span(words[place].start(), words[place + length - 1].end()), party)
                place += max(1, length)

    def _party(self, text: str, start: int, stop: int, sentence: Span) -> Party | None:
        words = re.sub(r"(?:['’]s?|[.,])+$", "", text[start:stop])
        meaning = self._meaning(words)
        if meaning is None:
            return None
        party, form = meaning
        before = text[max(sentence.start_char, start - 20) : start]
        if form != "adjective" and _LOCATED.search(before):
            return None
        if form == "capital" and (_PLACED.search(before) or _OCCASION_NEXT.match(text[start + len(words) : stop + 30])):
            return None
        return party

    @lru_cache(maxsize=8192)  # noqa: B019 - one reader lives as long as the program
    def _meaning(self, words: str) -> tuple[Party, str] | None:
        for named in self._knowledge.named(words):
            record = named.record
            if isinstance(record, Country):
                return Party(words, record.name, record.entity, record.code), named.form
            if isinstance(record, Body) and named.weight >= 1.0:
                return Party(words, record.name, record.entity, record.code, record.sector), named.form
        return None


def _names(text: str, sentence: Span) -> Iterator[Span]:
    for found in _NAME.finditer(text, sentence.start_char, sentence.end_char):
        yield Span(found.start(), found.end())


def _days(timex: Timex, text: str, published: date | None, tense: Literal["past", "future"]) -> Period | None:
    """Return the days of an expression by itself: of "from 2 July to 16 July" each end is a date of its own."""
    if days := period(resolve_timex(timex, text, anchor=published, tense=tense).value):
        return days
    first, last, basis = event_date(timex, anchor=published, tense=tense)
    return period(first, last) if basis == "timex" else None
