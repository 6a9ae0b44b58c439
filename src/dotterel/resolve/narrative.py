"""A document's sentences in order -> the date of the story at each point (`DateContext`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from dotterel.model import Annotation, Sentence, Span, Timex, TimexValue
from dotterel.resolve.dates import EventDate, document_anchor, event_date, resolve_timex
from dotterel.resolve.dates_story import Speech, story_day
from dotterel.resolve.dates_tenses import stands_under_a_clause, tense_at, verb_form
from dotterel.resolve.timex_values import Expression, days_of, other_event

_DAY_WIDTH = len("2018-05-31")
_EXPLAINS = re.compile(r"offset:(?P<days>[-+]\d)d(?:@[A-Z]+)?;from=event|period:\+0d;from=ref")
_BACK = re.compile(r"\b(?:in|during|after|of) that (?!time\b|year\b|month\b|week\b|day\b)[a-z]+")
_DEFINITE = re.compile(
    r"\s(?:after|before|following)\s(?:the|that|this|his|her|their|its)\s(?:[\w-]+\s)??([a-z]{4,})\b"
)
_STANDING_REACH = 40
_STANDING = re.compile(
    r"\b(?:long|repeatedly|always|often|frequently|consistently|regularly|routinely|traditionally|(?:has|have|had)\snever|"
    r"never\sceased)(?:\s(?:been|be|also|to))?\s$"
)
_OFF_TO = re.compile(r"(?<!\bup )(?<!\bnight )(?<!\bminutes )\bto\s$")  # "put the vote off to December"
_PERIOD_TO = re.compile(r"\bthe\s(?:[\w-]+\s){0,2}(?:weeks?|months?|quarters?|years?)\sto\s$")  # "in the year to April"
_HAD_UNTIL = re.compile(r"\bhad\s[\w\s’'-]{1,60}\suntil\s$")  # "had given them until Monday"
# What goes on from the sentence before: "They thanked him", "The troops then withdrew".
_ANAPHOR = re.compile(r"(?:They|He|She|It|There|Then)\b|(?:\S+ ){1,4}then\b")
_LASTING = re.compile(r"duration:P(\d{1,2})([DWMY])(?!.*;(?:shift|window))")
_AND = frozenset({" and ", " and on ", " and in "})
_RECENT_DAYS = 31  # days this far from the report are its story; older ones are background and do not carry on


class DateContext:
    """The dates of one document, asked sentence by sentence in text order.

    An event takes the date of its own time expression; without one it takes the day of an event told in the same or
    the previous sentence when that one was also past and lies within a month of the report (basis `narrative`); else
    the day of the story, or of the report where it names none (basis `publication`). Background told without a date
    (tense `historical`) has none, nor has what the model takes as done at some time before (`untimed`).

    >>> from dotterel.annotate.timexes import find_timexes
    >>> from dotterel.model import Document
    >>> line = "They met on Monday. They signed a deal."
    >>> sentences = (Sentence(0, Span(0, 19)), Sentence(1, Span(20, 39)))
    >>> found = Annotation(Document(line, published=date(2018, 5, 31)), sentences, (), find_timexes(sentences[0], line))
    >>> dates = DateContext(found)
    >>> dates.event(found.timexes[0].span, 0, "past"), dates.event(None, 1, "past")
    (('2018-05-28', None, 'timex'), ('2018-05-28', None, 'narrative'))
    """

    def __init__(self, annotation: Annotation) -> None:
        self.anchor = document_anchor(annotation)
        self._text = annotation.document.text
        self._timexes = annotation.timexes
        self._sentences = {sentence.index: sentence for sentence in annotation.sentences}
        self._dateline = annotation.dateline
        self._lead = next((one.index for one in annotation.sentences if not one.headline), 0)
        self._tenses: dict[Span, str | None] = {}
        for timex in annotation.timexes:
            self._tenses[timex.span] = self._tense(timex)
        self._speech = Speech(self._text)
        self.story = story_day(annotation, self._named_days(), self.anchor, self._speech)
        self._references: dict[Span, date | None] = {}
        self._values: dict[Span, TimexValue] = {}
        self._told: tuple[int, tuple[str, str | None]] | None = None
        self._read_values()
        self._stamps = {
            timex.sentence: day.isoformat()
            for timex in annotation.timexes
            if (sentence := self._sentences.get(timex.sentence)) and self._is_stamp(timex, sentence)
            and (day := _day(self._values[timex.span].value or ""))
        }  # fmt: skip

    def _tense(self, timex: Timex) -> str | None:
        sentence = self._sentences.get(timex.sentence)
        if sentence is None or (self._dateline and self._dateline.overlaps(timex.span)):
            return "past"
        if before := self._first_of_two(timex):
            return self._tenses[before.span]
        words = self._text[sentence.span.start_char : timex.span.start_char]
        if ";relation=until" in timex.expression:
            ahead = timex.expression.startswith("weekday") and not _HAD_UNTIL.search(words)
            return "future" if ahead else None
        if self._is_stamp(timex, sentence):
            return "past"
        if ";relation=since" in timex.expression or _PERIOD_TO.search(words):
            return "past"
        if _OFF_TO.search(words) and ";relation=between" not in timex.expression:
            return "future"
        tense = tense_at(sentence, timex.span, self._text)
        if tense == "past" and ";relation=by" in timex.expression:
            return None  # "if the ban was not lifted by January"
        return "past" if sentence.headline and tense == "present" else tense

    def _is_stamp(self, timex: Timex, sentence: Sentence) -> bool:
        """Return whether a time heads an entry of a chronicle: "February 1: the rebels enter the city"."""
        first, end = timex.span.start_char, timex.span.end_char
        return first == sentence.span.start_char and self._text.startswith(":", end)

    def _first_of_two(self, timex: Timex) -> Timex | None:
        """Return the time before one that goes with it: "from May to July", "in September and October"."""
        at = bisect_left(self._timexes, timex.span, key=lambda one: one.span)
        before = self._timexes[at - 1] if at else None
        if before is None or ";since=" in timex.expression:
            return before
        joined = self._text[before.span.end_char : timex.span.start_char] in _AND
        return before if joined and before.expression.split(":")[0] == timex.expression.split(":")[0] else None

    def _named_days(self) -> list[tuple[Timex, date, str | None]]:
        found = []
        for timex in self._timexes:
            tense = self._tenses[timex.span]
            value = resolve_timex(timex, self._text, anchor=self.anchor, tense=tense).value
            if day := _day(value or ""):
                found.append((timex, day, tense))
        return found

    def _read_values(self) -> None:
        """Give every time expression its value, in text order, counting from the day the story is at."""
        told = _Told(self.story)
        for timex in self._timexes:
            tense, expression = self._tenses[timex.span], timex.expression
            clock = expression.startswith("offset:") and "@" in expression and ";from=ref" in expression
            anchor = self.anchor
            start, width = told.reference(timex.sentence)
            if expression.startswith("offset:") and self._speech.covers(timex.span.start_char):
                anchor = self.story or anchor  # "today" in a quotation is the day it was said
            vague = width < _DAY_WIDTH and (clock or expression.startswith("period:+0d"))
            if vague or (clock and told.sentence != timex.sentence):
                start, width = self.story or self.anchor, _DAY_WIDTH
            if ";shift=" in expression:
                self._references[timex.span], self._values[timex.span] = start, self._distance(timex, start, told)
                continue
            if self._text.startswith(" as ", timex.span.end_char):
                start, width = self.story or self.anchor, _DAY_WIDTH  # "on the same day as the announcement"
            if explains := _EXPLAINS.fullmatch(expression):
                beside = self._beside(timex, told)
                start = beside - timedelta(days=int(explains["days"] or 0)) if beside else start
            value = resolve_timex(timex, self._text, anchor=anchor, tense=tense, reference=start)
            if tense != "future" and self._is_tonight(value):
                assert self.anchor is not None
                value = replace(value, value=f"{self.anchor - timedelta(days=1)}TNI")
            if width < _DAY_WIDTH and ";from=ref" in expression:
                value = replace(value, value=_coarse(timex, value, start, width))
            self._references[timex.span], self._values[timex.span] = start, value
            if self._moves_the_story(timex, value, tense) and not clock:
                told.move(value.value or "", timex.sentence, lasting=";relation=since" not in expression)

    def _beside(self, timex: Timex, told: _Told) -> date | None:
        """Return the day that a phrase explains: "on Monday, the day after the vote", "the third day of the talks"."""
        at = bisect_left(self._timexes, timex.span, key=lambda one: one.span)
        last = self._timexes[at - 1].span if at else timex.span
        gap = self._text[last.end_char : timex.span.start_char]
        day = _day(self._values[last].value or "") if gap == ", " else None
        if day is None and told.sentence == timex.sentence and gap.endswith(", "):
            day = told.reference(timex.sentence)[0]
        return day

    def _is_tonight(self, value: TimexValue) -> bool:
        """Return whether a night seems to be that of the report's day: what is told of it already was the one before."""
        night = self.anchor is not None and value.value == f"{self.anchor}TNI"
        return night and bool(
            re.fullmatch(r"(?:overnight|(?:all|in|during|through)?\s?(?:the|that)?\s?night)", value.text.lower())
        )

    def _distance(self, timex: Timex, start: date | None, told: _Told) -> TimexValue:
        """Give "a day after the vote" the day of the vote, or of what came after it where the vote's day was told before.

        Where neither is known it stays a duration.
        """
        follows = _DEFINITE.match(self._text, timex.span.end_char)
        before = self._sentences.get(told.sentence)
        known = follows and before and told.sentence < timex.sentence and follows[1] in before.span.slice(self._text)
        if known:
            return resolve_timex(timex, self._text, anchor=self.anchor, reference=start)
        value = None
        if told.sentence == timex.sentence or timex.sentence <= self._lead:
            start = start if told.sentence == timex.sentence else self.story or self.anchor
            value = other_event(Expression.parse(timex.expression), start)
        plain = resolve_timex(timex, self._text, anchor=self.anchor)
        return replace(plain, value=value, type="DATE") if value else plain

    def _moves_the_story(self, timex: Timex, value: TimexValue, tense: str | None) -> bool:
        if value.type not in ("DATE", "TIME") or tense == "future" or ";shift=" in timex.expression:
            return False
        if self._dateline and self._dateline.overlaps(timex.span):
            return False
        return not re.search(r";relation=(?:until|before|after)", timex.expression)

    def values(self) -> tuple[TimexValue, ...]:
        """Return the value of every time expression, in text order.

        "two days after the vote" is a length here; what it says of the day of the vote is for events (`value`).
        """
        return tuple(
            resolve_timex(timex, self._text, anchor=None) if ";shift=" in timex.expression else self._values[timex.span]
            for timex in self._timexes
        )

    def value(self, span: Span) -> TimexValue | None:
        """Return the value of the time expression at (or overlapping) a span."""
        timex = self._find(span)
        return self._values[timex.span] if timex else None

    def event(
        self,
        span: Span | None,
        sentence: int,
        tense: str | None = "past",
        *,
        trigger: Span | None = None,
        negated: bool = False,
        untimed: bool = False,
    ) -> EventDate:
        """Return date, last date and basis of an event, and remember it for the events that follow.

        Args:
            span: the words of its time expression, None when its clause has none.
            sentence: the index of its sentence; ask in text order.
            tense: past, present, future, or `historical` for background.
            trigger: the words that name the event, where known; their verb form tells old from new.
            negated: whether it did not happen: what "has not" happened has not up to the day of the report.
            untimed: whether it is told without a time, as done at some time before.
        """
        timex = self._find(span) if span else None
        since = timex is not None and ";relation=since" in timex.expression
        if negated and not since and tense == "past" and self.anchor and self._form(sentence, trigger) == "perfect":
            return self.anchor.isoformat(), None, "publication"
        found = (self._by_timex(timex, tense) or self._by_distance(timex, trigger, tense)) if timex else None
        if found and since:
            found = self._up_to_report(found, sentence, trigger)
        if found is None and tense == "historical":
            return None, None, None
        if found is None:
            found = self._by_story(sentence, tense, trigger, untimed=untimed)
            return self._lasting(timex, sentence, trigger, found) if timex and tense == "past" else found
        if found[0] and tense == "past" and self._is_story(found[0]) and not self._is_aside(sentence, trigger):
            self._told = (sentence, (found[0], found[1]))
        return found

    def _by_timex(self, timex: Timex, tense: str | None) -> EventDate | None:
        """Return the date a time expression gives an event; None where it cannot be the event's own."""
        if "shift=" in timex.expression:
            value = self._values[timex.span].value
            days = days_of(value) if value and not value.startswith("P") else None
            return (*days, "timex") if days else None
        reference, anchor = self._references[timex.span], self.anchor
        value = self._values[timex.span].value
        plain = days_of(value) if value else None
        found = event_date(timex, anchor=anchor, tense="past" if tense == "historical" else tense, reference=reference)
        first, last, basis = found
        if basis != "timex" or first is None:
            return None
        if plain and "=" not in timex.expression.replace("from=ref", ""):
            first, last = plain  # the value knows quotations, the story's day and the tense at the words
            if anchor and last and tense != "future" and first <= anchor.isoformat()[: len(first)]:
                last = min(last, anchor.isoformat()[: len(last)])  # "this week" ends with the report
                last = last if last != first else None
        if anchor and tense != "future" and first > anchor.isoformat()[: len(first)]:
            return None  # "agreed to meet on Friday": the agreement was before
        return first, self._last_of_two(timex, first, last), "timex"

    def _by_distance(self, timex: Timex, trigger: Span | None, tense: str | None) -> EventDate | None:
        """Return the day that a distance from the story leads to: "the step came a day after X met Y"."""
        expression, sentence = Expression.parse(timex.expression), self._sentences.get(timex.sentence)
        start = self.story or self.anchor
        if "shift" not in expression.attributes or trigger is None or sentence is None or tense != "past":
            return None
        if timex.span.start_char == sentence.span.start_char or trigger.start_char < timex.span.end_char:
            return None  # "two days before the raid, X met Y" counts from the raid
        if "," in self._text[timex.span.end_char : trigger.start_char]:
            return None
        day = other_event(expression, start)
        return (day, None, "timex") if day and _day(day) else None

    def _lasting(self, timex: Timex, sentence: int, trigger: Span | None, found: EventDate) -> EventDate:
        """Return the days of what went on for a time: "three days of talks" end on the day that the story gives them."""
        first, last, basis = found
        ends = _day(first) if first and not last else None
        amount = _LASTING.match(timex.expression)
        if not amount or not ends:
            return found
        of = self._text.startswith(" of ", timex.span.end_char)
        noun = of or "-" in timex.span.slice(self._text)  # "two days of talks", "a two-day visit"
        if not noun and (";lead=in" in timex.expression or self._form(sentence, trigger) is None):
            return found  # "banned for two months" begins on that day
        count, unit = int(amount[1]), amount[2]
        if unit in "DW":
            days = count - 1 if unit == "D" else 7 * count
            return ((ends - timedelta(days)).isoformat(), first, basis) if days else found
        if unit == "Y":
            return f"{ends.year - count}", f"{ends.year}", basis
        month = ends.year * 12 + ends.month - 1 - count
        return f"{month // 12}-{month % 12 + 1:02d}", ends.isoformat()[:7], basis

    def _up_to_report(self, found: EventDate, sentence: int, trigger: Span | None) -> EventDate:
        """Return the days of what "has been going on since May": up to the report; "they left in May" stays as it is."""
        first, last, basis = found
        if first is None or last or not self.anchor or self._form(sentence, trigger) != "perfect":
            return found
        today = self.anchor.isoformat()[: len(first)]
        return first, today if first < today else None, basis

    def _last_of_two(self, timex: Timex, first: str, last: str | None) -> str | None:
        """Return the last day of "on Sunday and Monday", "in 2021 and 2022"; else the last day as it was."""
        after = bisect_left(self._timexes, timex.span, key=lambda one: one.span) + 1
        other = self._timexes[after] if after < len(self._timexes) else None
        if last or other is None or self._text[timex.span.end_char : other.span.start_char] not in _AND:
            return last
        value = self._values[other.span].value
        days = days_of(value) if value else None
        later = days is not None and len(days[0]) == len(first) and days[0] > first
        return (days[1] or days[0]) if days is not None and later else last

    def _by_story(self, sentence: int, tense: str | None, trigger: Span | None, *, untimed: bool) -> EventDate:
        """Return the day of an event told without one: of its chronicle's entry, the narrative, the story, or the report."""
        if untimed:
            return None, None, None
        if stamp := self._stamps.get(sentence):
            return stamp, None, "narrative"
        news = self._form(sentence, trigger) == "perfect"  # "he has refused to go"
        if self._told and tense == "past" and not news and self._goes_on(self._told[0], sentence):
            if sentence > self._told[0]:
                self._told = (sentence, self._told[1])
            return (*self._told[1], "narrative")
        if self._is_standing(sentence, trigger):
            return None, None, None
        if self.story is None:
            return (self.anchor.isoformat(), None, "publication") if self.anchor else (None, None, None)
        return self.story.isoformat(), None, "publication" if self.story == self.anchor else "narrative"

    def _goes_on(self, told: int, sentence: int) -> bool:
        """Return whether a sentence still tells of the time told in an earlier one."""
        if told == sentence:
            return True
        before, here = self._sentences.get(told), self._sentences.get(sentence)
        if before is None or here is None or sentence - told > 1:
            return False
        if "\n" in self._text[before.span.end_char : here.span.start_char]:
            return False
        words = here.span.slice(self._text)
        return bool(_ANAPHOR.match(words) or _BACK.search(words))

    def _form(self, sentence: int, trigger: Span | None) -> str | None:
        found = self._sentences.get(sentence)
        return verb_form(found, trigger) if found and trigger else None

    def _is_aside(self, sentence: int, trigger: Span | None) -> bool:
        """Return whether an event is told in a clause under another's: "threatened force after he was toppled in July"."""
        found = self._sentences.get(sentence)
        return found is not None and trigger is not None and stands_under_a_clause(found, trigger)

    def _is_standing(self, sentence: int, trigger: Span | None) -> bool:
        """Return whether a verb tells of an attitude or habit without a day: "has long blamed", "repeatedly called"."""
        if trigger is None or (found := self._sentences.get(sentence)) is None or found.headline:
            return False
        around = self._text[max(found.span.start_char, trigger.start_char - _STANDING_REACH) : trigger.start_char]
        return bool(_STANDING.search(around))

    def _find(self, span: Span) -> Timex | None:
        at = bisect_left(self._timexes, span, key=lambda timex: timex.span)
        near = self._timexes[max(0, at - 1) : at + 4]
        return next((timex for timex in near if timex.span.overlaps(span)), None)

    def _is_story(self, day: str) -> bool:
        found = _day(day)
        return found is not None and (self.anchor is None or abs((self.anchor - found).days) <= _RECENT_DAYS)


class _Told:
    """The time told last: a day holds until the next one, a month, year or "since" only to the end of the next sentence."""

    def __init__(self, story: date | None) -> None:
        self.sentence = -1
        self._day = story
        self._coarse: tuple[date, int, int] | None = None

    def reference(self, sentence: int) -> tuple[date | None, int]:
        """Return the time to count from in a sentence, and how many characters of its ISO form are known."""
        if self._coarse and sentence <= self._coarse[2]:
            return self._coarse[0], self._coarse[1]
        return self._day, _DAY_WIDTH

    def move(self, value: str, sentence: int, *, lasting: bool) -> None:
        """Note a value told in a sentence."""
        found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", value)
        if not found:
            return
        self.sentence = sentence
        middle = date(int(found[1]), int(found[2] or 7), int(found[3] or 15))
        if found[3] and lasting:
            self._day, self._coarse = middle, None
        else:
            self._coarse = middle, len(value.partition("T")[0]), sentence + (1 if lasting else 0)


def _coarse(timex: Timex, value: TimexValue, origin: date | None, width: int) -> str | None:
    """Return a value counted from a month or year, no more exact than that."""
    weeks = re.match(r"offset:([+-]\d+)w", timex.expression)
    if weeks and origin:
        return (origin + timedelta(weeks=int(weeks[1]))).isoformat()[:width]
    return value.value[:width] if value.value and re.match(r"\d{4}-\d\d-\d\d", value.value) else value.value


def _day(value: str) -> date | None:
    return date.fromisoformat(value[:10]) if re.match(r"\d{4}-\d\d-\d\d", value) else None
