"""Dates: (words in a sentence, tense, TIMEX3 value) as of Thursday 31 May 2018, and the dates of events."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dotterel.annotate.timexes import find_timexes
from dotterel.model import Annotation, Document, Sentence, Span, Timex, Token
from dotterel.resolve.dates import document_anchor, event_date, resolve_timex
from dotterel.resolve.narrative import DateContext, tense_at

THURSDAY = date(2018, 5, 31)


def timex(text: str) -> Timex:
    return find_timexes(Sentence(0, Span(0, len(text))), text)[0]


def value(
    text: str, tense: str | None = "past", anchor: date | None = THURSDAY, reference: date | None = None
) -> str | None:
    return resolve_timex(timex(text), text, anchor=anchor, tense=tense, reference=reference).value


VALUES = [
    ("on Thursday", "past", "2018-05-31"),
    ("on Thursday", "future", "2018-05-31"),
    ("on Monday", "past", "2018-05-28"),
    ("on Monday", "future", "2018-06-04"),
    ("on Friday", "past", "2018-05-25"),
    ("on Friday", "future", "2018-06-01"),
    ("last Thursday", "past", "2018-05-24"),
    ("last Friday", "past", "2018-05-25"),
    ("next Thursday", "future", "2018-06-07"),
    ("next Monday", "future", "2018-06-04"),
    ("this Tuesday", "past", "2018-05-29"),
    ("this Saturday", "future", "2018-06-02"),
    ("this Tuesday", "future", "2018-06-05"),
    ("Wednesday last week", "past", "2018-05-23"),
    ("Wednesday next week", "future", "2018-06-06"),
    ("Monday morning", "past", "2018-05-28TMO"),
    ("Friday night", "future", "2018-06-01TNI"),
    ("10 a.m. on Monday", "past", "2018-05-28T10:00"),
    ("at 1430 GMT", "past", "2018-05-31T14:30"),
    ("tonight", "past", "2018-05-31TNI"),
    ("last night", "past", "2018-05-30TNI"),
    ("yesterday", "past", "2018-05-30"),
    ("today", "past", "2018-05-31"),
    ("tomorrow", "future", "2018-06-01"),
    ("the day before yesterday", "past", "2018-05-29"),
    ("the day after tomorrow", "future", "2018-06-02"),
    ("last week", "past", "2018-W21"),
    ("this week", "past", "2018-W22"),
    ("next week", "future", "2018-W23"),
    ("last month", "past", "2018-04"),
    ("next month", "future", "2018-06"),
    ("earlier this month", "past", "2018-05"),
    ("last year", "past", "2017"),
    ("later this year", "future", "2018"),
    ("next year", "future", "2019"),
    ("last weekend", "past", "2018-W21-WE"),
    ("next weekend", "future", "2018-W23-WE"),
    ("last quarter", "past", "2018-Q1"),
    ("last decade", "past", "200"),
    ("last century", "past", "19"),
    ("last fiscal year", "past", "FY2017"),
    ("two weeks ago", "past", "2018-05-17"),
    ("a year ago", "past", "2017-05"),
    ("on Monday week", "future", "2018-06-11"),
    ("on Sunday week", "future", "2018-06-10"),
    ("two years ago", "past", "2016"),
    ("by the end of the year", "future", "2018-12"),
    ("at the start of next year", "future", "2019-01"),
    ("late this year", "future", "2018"),
    ("in the last week of July", "future", "2018-W30"),
    ("in the second week of April 2022", "past", "2022-W15"),
    ("in April", "present", "2018-04"),
    ("in February", None, "2018-02"),
    ("10 days ago", "past", "2018-05-21"),
    ("three months ago", "past", "2018-02"),
    ("two years ago", "past", "2016"),
    ("two and a half years ago", "past", "2015-11"),
    ("a decade ago", "past", "2008"),
    ("several years ago", "past", "PAST_REF"),
    ("three days from now", "future", "2018-06-03"),
    ("on June 12", "future", "2018-06-12"),
    ("on June 12", "past", "2018-06-12"),
    ("on June 1", "past", "2018-06-01"),
    ("on May 28", "past", "2018-05-28"),
    ("on May 28", "future", "2018-05-28"),
    ("on January 28", "future", "2019-01-28"),
    ("on May 30", "future", "2018-05-30"),
    ("the June 12 summit", None, "2018-06-12"),
    ("the March 2 summit", None, "2018-03-02"),
    ("on Dec. 28", "past", "2017-12-28"),
    ("on Jan. 3", "future", "2019-01-03"),
    ("on June 12 last year", "past", "2017-06-12"),
    ("on June 12, 2016", "past", "2016-06-12"),
    ("on Feb. 29", "past", "2016-02-29"),
    ("on the 12th", "past", "2018-05-12"),
    ("on the 12th", "future", "2018-06-12"),
    ("on the 31st of last month", "past", None),
    ("on the 3rd of next month", "future", "2018-06-03"),
    ("in May", "past", "2018-05"),
    ("in June", "past", "2017-06"),
    ("in June", "future", "2018-06"),
    ("in April", "past", "2018-04"),
    ("in April", "future", "2018-04"),
    ("in January", "future", "2019-01"),
    ("in December", "past", "2017-12"),
    ("in December", None, "2017-12"),
    ("the July elections", None, "2018-07"),
    ("last May", "past", "2017-05"),
    ("last April", "past", "2018-04"),
    ("next May", "future", "2019-05"),
    ("next June", "future", "2018-06"),
    ("in May last year", "past", "2017-05"),
    ("in late May", "past", "2018-05"),
    ("in the third quarter", "past", "2017-Q3"),
    ("in the first quarter", "past", "2018-Q1"),
    ("in the third quarter", "future", "2018-Q3"),
    ("in the first quarter of next year", "future", "2019-Q1"),
    ("the first half of the year", "past", "2018-H1"),
    ("in the summer", "past", "2017-SU"),
    ("this summer", "future", "2018-SU"),
    ("last spring", "past", "2017-SP"),
    ("this spring", "past", "2018-SP"),
    ("last winter", "past", "2017-WI"),
    ("in 2015", "past", "2015"),
    ("in mid-2016", "past", "2016"),
    ("the 1990s", "past", "199"),
    ("the 19th century", "past", "18"),
    ("fiscal 2018", "past", "FY2018"),
    ("for three days", "past", "P3D"),
    ("every Monday", "past", "XXXX-WXX-1"),
    ("now", "past", "PRESENT_REF"),
]


@pytest.mark.parametrize(("words", "tense", "expected"), VALUES)
def test_value(words: str, tense: str | None, expected: str | None) -> None:
    assert value(words, tense) == expected


REFERENCED = [
    ("the day before", "2018-04-26"),
    ("the following day", "2018-04-28"),
    ("a day earlier", "2018-04-26"),
    ("two months later", "2018-06"),
    ("the same day", "2018-04-27"),
    ("that week", "2018-W17"),
    ("that night", "2018-04-27TNI"),
    ("the previous month", "2018-03"),
    ("the following Monday", "2018-04-30"),
    ("the previous Monday", "2018-04-23"),
    ("a day after the summit", "2018-04-28"),
    ("two days before the summit", "2018-04-25"),
    ("the day after the summit", "2018-04-28"),
]


@pytest.mark.parametrize(("words", "expected"), REFERENCED)
def test_value_counted_from_the_story(words: str, expected: str) -> None:
    assert value(words, reference=date(2018, 4, 27)) == expected


@pytest.mark.parametrize(
    "words",
    ["on Monday", "last week", "two weeks ago", "in May", "on June 12", "yesterday", "the day before", "next summer"],
)
def test_nothing_relative_without_an_anchor(words: str) -> None:
    assert value(words, anchor=None) is None


@pytest.mark.parametrize(
    ("words", "expected"), [("in 2015", "2015"), ("on 12 June 2018", "2018-06-12"), ("for two weeks", "P2W")]
)
def test_absolute_without_an_anchor(words: str, expected: str) -> None:
    assert value(words, anchor=None) == expected


EVENTS = [
    ("on Monday", "past", ("2018-05-28", None, "timex")),
    ("in April", "past", ("2018-04", None, "timex")),
    ("in 2015", "past", ("2015", None, "timex")),
    ("last week", "past", ("2018-05-21", "2018-05-27", "timex")),
    ("this week", "past", ("2018-05-28", "2018-05-31", "timex")),
    ("this week", "future", ("2018-05-28", "2018-06-03", "timex")),
    ("last weekend", "past", ("2018-05-26", "2018-05-27", "timex")),
    ("Monday morning", "past", ("2018-05-28", None, "timex")),
    ("from Monday to Wednesday", "past", ("2018-05-28", "2018-05-30", "timex")),
    ("from Monday to Wednesday", "future", ("2018-06-04", "2018-06-06", "timex")),
    ("between 3 and 5 March", "past", ("2018-03-03", "2018-03-05", "timex")),
    ("June 12-14, 2017", "past", ("2017-06-12", "2017-06-14", "timex")),
    ("from December to January", "past", ("2017-12", "2018-01", "timex")),
    ("from 2009 to 2012", "past", ("2009", "2012", "timex")),
    ("since 2009", "past", ("2009", None, "timex")),
    ("the third quarter of 2017", "past", ("2017-07", "2017-09", "timex")),
    ("the summer of 2016", "past", ("2016-06", "2016-08", "timex")),
    ("the winter of 2016", "past", ("2016-12", "2017-02", "timex")),
    ("in the 1990s", "past", ("1990", "1999", "timex")),
    ("over the past three days", "past", ("2018-05-28", "2018-05-31", "timex")),
    ("in the past five years", "past", ("2013", "2018", "timex")),
    ("will meet in two weeks", "future", ("2018-06-14", None, "timex")),
    ("for three days", "past", ("2018-05-31", None, "publication")),
    ("every Monday", "past", ("2018-05-31", None, "publication")),
    ("before Friday", "past", ("2018-05-31", None, "publication")),
    ("several years ago", "past", ("2018-05-31", None, "publication")),
    ("a day after the summit", "past", ("2018-05-31", None, "publication")),
]


@pytest.mark.parametrize(("words", "tense", "expected"), EVENTS)
def test_event_date(words: str, tense: str, expected: tuple[str, str | None, str]) -> None:
    if expected[0] == "2018-W24":
        expected = ("2018-06-11", "2018-06-17", "timex")
    assert event_date(timex(words), anchor=THURSDAY, tense=tense) == expected


def test_second_half_of_a_range_gives_the_whole_range() -> None:
    text = "from Monday to Wednesday"
    second = find_timexes(Sentence(0, Span(0, len(text))), text)[1]
    assert event_date(second, anchor=THURSDAY) == ("2018-05-28", "2018-05-30", "timex")


def test_no_anchor_gives_no_date() -> None:
    assert event_date(None, anchor=None) == (None, None, None)
    assert event_date(timex("on Monday"), anchor=None) == (None, None, None)
    assert event_date(timex("in 2015"), anchor=None) == ("2015", None, "timex")


def annotated(*lines: str, published: date | None = None, dateline: str | None = None) -> Annotation:
    text = "\n".join(lines)
    sentences, at = [], 0
    for index, line in enumerate(lines):
        tokens = tuple(
            Token(word[0], at + word.start(), at + word.end(), word[0].lower())
            for word in re.finditer(r"[\w’']+|[^\w\s]", line)
        )
        sentences.append(Sentence(index, Span(at, at + len(line)), tokens))
        at += len(line) + 1
    timexes = tuple(one for sentence in sentences for one in find_timexes(sentence, text))
    span = Span(text.index(dateline), text.index(dateline) + len(dateline)) if dateline else None
    return Annotation(Document(text, published=published), tuple(sentences), (), timexes, span)


ANCHORS = [
    (("MOSCOW, May 31, 2018 (Agency) — Talks began on Monday.",), "MOSCOW, May 31, 2018 (Agency) —", THURSDAY),
    (("MOSCOW, May 31 (Agency) — Talks began.",), "MOSCOW, May 31 (Agency) —", None),
    (("MOSCOW, May 31 (Agency) — Talks began.", "He spoke on May 31, 2018."), "MOSCOW, May 31 (Agency) —", THURSDAY),
    (("MOSCOW — May 31, 2018: Talks began.",), "MOSCOW —", THURSDAY),
    (("31 May 2018", "Talks began on Monday."), None, THURSDAY),
    (("Headline here", "Published: May 31, 2018", "Talks began on Monday."), None, THURSDAY),
    (("Talks began on May 31, 2018, in Moscow.",), None, None),
    (("Talks began on Monday.",), None, None),
]


@pytest.mark.parametrize(("lines", "dateline", "expected"), ANCHORS)
def test_anchor_without_published(lines: tuple[str, ...], dateline: str | None, expected: date | None) -> None:
    assert document_anchor(annotated(*lines, dateline=dateline)) == expected


def test_published_is_the_anchor() -> None:
    found = annotated("MOSCOW, May 30, 2017 — Talks began.", published=THURSDAY, dateline="MOSCOW, May 30, 2017 —")
    assert document_anchor(found) == THURSDAY


def test_values_follow_the_story() -> None:
    found = annotated(
        "They met on April 27.", "The day before, shells fell.", "He left two days later.", published=THURSDAY
    )
    assert [one.value for one in DateContext(found).values()] == ["2018-04-27", "2018-04-26", "2018-04-28"]


def test_distance_from_another_event_stays_a_duration() -> None:
    found = annotated("They met on April 27.", "He resigned two weeks after the vote.", published=THURSDAY)
    assert [one.value for one in DateContext(found).values()] == ["2018-04-27", "P2W"]


def test_the_day_of_a_distance_is_known_to_events() -> None:
    found = annotated("They met at a summit on April 27.", "He left a day after the summit.", published=THURSDAY)
    dates = DateContext(found)
    value = dates.value(found.timexes[1].span)
    assert (dates.values()[1].value, value and value.value) == ("P1D", "2018-04-28")


def test_hour_belongs_to_the_day_of_its_sentence() -> None:
    found = annotated("On Monday they met; at 10 a.m. shells fell.", "At 9 a.m. it rained.", published=THURSDAY)
    assert [one.value for one in DateContext(found).values()] == ["2018-05-28", "2018-05-28T10:00", "2018-05-28T09:00"]


def test_value_of_a_span() -> None:
    found = annotated("They met on April 27.", published=THURSDAY)
    dates = DateContext(found)
    value = dates.value(found.timexes[0].span)
    assert value is not None
    assert (value.text, value.value) == ("April 27", "2018-04-27")
    assert dates.value(Span(0, 4)) is None


def test_narrative() -> None:
    found = annotated(
        "They met on Monday.",
        "They signed a deal.",
        "They parted.",
        "Weather was fine.",
        "He left.",
        published=THURSDAY,
    )
    dates = DateContext(found)
    monday = ("2018-05-28", None)
    assert dates.event(found.timexes[0].span, 0, "past") == (*monday, "timex")
    assert dates.event(None, 0, "past") == (*monday, "narrative")
    assert dates.event(None, 1, "past") == (*monday, "narrative")
    assert dates.event(None, 1, "future") == (*monday, "narrative")
    assert dates.event(None, 4, "past") == (*monday, "narrative")
    assert dates.event(None, 4, "historical") == (None, None, None)


def dated(
    *lines: str, published: date = THURSDAY, sentence: int = -1, words: str = ""
) -> tuple[str | None, str | None]:
    """Return date and basis of the event named by `words` in one of the lines, told without a time of its own."""
    found = annotated(*lines, published=published)
    dates = DateContext(found)
    at = len(lines) + sentence if sentence < 0 else sentence
    start = found.document.text.index(words, found.sentences[at].span.start_char) if words else 0
    for timex in found.timexes:
        if timex.sentence < at:
            dates.event(timex.span, timex.sentence, "past")
    day, _, basis = dates.event(None, at, "past", trigger=Span(start, start + len(words)) if words else None)
    return day, basis


STORIES = [
    # what a report printed on Thursday tells of Wednesday is Wednesday's, also far down
    (("They met on Wednesday.", "Nothing came of it.", "He blamed them."), "blamed", ("2018-05-30", "narrative")),
    # a day that only describes something is not the story's
    (("He put off today's march late on Wednesday.", "He blamed them."), "blamed", ("2018-05-30", "narrative")),
    # nor one in a clause of its own
    (("The man who fled on Monday was caught on Wednesday.", "He wept."), "wept", ("2018-05-30", "narrative")),
    # what lies further back than a week is background
    (("They had met on May 2.", "He blamed them."), "blamed", ("2018-05-31", "publication")),
    (("They went on.", "He blamed them."), "blamed", ("2018-05-31", "publication")),
    # a pronoun goes on from the sentence before
    (("They met on Wednesday.", "On Monday they quarrelled.", "They parted."), "parted", ("2018-05-30", "narrative")),
    # habits and attitudes have no day
    (("They met on Wednesday.", "Kenya has repeatedly called for talks."), "called", (None, None)),
    (("They met on Wednesday.", "Kenya has long blamed them."), "blamed", (None, None)),
    # "has done" is news as well
    (("They met on Wednesday.", "Kenya has offered talks."), "offered", ("2018-05-30", "narrative")),
    # an entry of a chronicle dates all that stands in it
    (
        ("They met on Wednesday.", "May 4: rebels enter the town; Kenya closes it."),
        "closes",
        ("2018-05-04", "narrative"),
    ),
    (("They met on Wednesday.", "Of May 4, rebels know nothing."), "know", ("2018-05-30", "narrative")),
    # "more than" opens no clause of its own
    (
        ("More than 500 fled on Wednesday.", "A day before, on Tuesday, 40 died.", "Kenya wept."),
        "Kenya",
        ("2018-05-30", "narrative"),
    ),
]


@pytest.mark.parametrize(("lines", "words", "expected"), STORIES)
def test_the_day_of_the_story(lines: tuple[str, ...], words: str, expected: tuple[str | None, str | None]) -> None:
    assert dated(*lines, words=words) == expected


def test_what_was_done_before_without_a_time_has_no_date() -> None:
    dates = DateContext(annotated("They met on Wednesday.", "He freed the men they had held.", published=THURSDAY))
    assert dates.event(None, 1, "past", untimed=True) == (None, None, None)
    assert dates.event(None, 1, "past") == ("2018-05-30", None, "narrative")


@pytest.mark.parametrize(("line", "expected"), [("They signed.", "2018-05-28"), ("They have signed.", "2018-05-31")])
def test_a_perfect_is_news_and_goes_on_from_nothing(line: str, expected: str) -> None:
    parts = ("They had met on Monday.", line)
    apart = annotated(*parts, published=THURSDAY)
    found = replace(apart, document=Document(" ".join(parts), published=THURSDAY))
    dates = DateContext(found)
    dates.event(found.timexes[0].span, 0, "past")
    at = found.document.text.index("signed")
    dates.story = None
    assert dates.event(None, 1, "past", trigger=Span(at, at + 6))[0] == expected


LASTING = [
    ("They met on Wednesday after three days of talks.", "talks", ("2018-05-28", "2018-05-30")),
    ("They met on Wednesday to end a five-day visit.", "visit", ("2018-05-26", "2018-05-30")),
    ("They met on Wednesday after two months of fighting.", "fighting", ("2018-03", "2018-05")),
    ("They met on Wednesday, who had fought for two weeks.", "fought", ("2018-05-16", "2018-05-30")),
    # what is done for a time begins on that day
    ("They met on Wednesday and banned marches for two weeks.", "banned", ("2018-05-30", None)),
]


@pytest.mark.parametrize(("line", "word", "expected"), LASTING)
def test_what_went_on_for_a_time_ends_on_the_day_of_the_story(
    line: str, word: str, expected: tuple[str, str | None]
) -> None:
    found = annotated(line, published=THURSDAY)
    length = next(timex for timex in found.timexes if timex.type == "DURATION")
    trigger = Span(line.index(word), line.index(word) + len(word))
    assert DateContext(found).event(length.span, 0, "past", trigger=trigger)[:2] == expected


DISTANCES = [
    ("Kenya left on Wednesday.", "The step came a day after Uganda met rebels.", "met", "2018-05-29"),
    # what follows names something else to count from
    ("Kenya left on Wednesday.", "Two days before the raid, Uganda met rebels.", "met", "2018-05-30"),
]


@pytest.mark.parametrize(("first", "line", "word", "expected"), DISTANCES)
def test_a_distance_from_the_story(first: str, line: str, word: str, expected: str) -> None:
    found = annotated(first, line, published=THURSDAY)
    distance = next(timex for timex in found.timexes if ";shift=" in timex.expression)
    at = found.document.text.index(word)
    assert DateContext(found).event(distance.span, 1, "past", trigger=Span(at, at + len(word)))[0] == expected


def test_what_has_not_happened_has_not_up_to_the_report() -> None:
    found = annotated("They met on Wednesday.", "They have not signed.", published=THURSDAY)
    signed = Span(found.document.text.index("signed"), found.document.text.index("signed") + 6)
    event = DateContext(found).event(None, 1, "past", trigger=signed, negated=True)
    assert event == ("2018-05-31", None, "publication")


SPANS_TO_THE_REPORT = [
    ("Strikers have blocked the road since Monday.", "blocked", False, ("2018-05-28", "2018-05-31", "timex")),
    ("Kenya has fought them since 2011.", "fought", False, ("2011", "2018", "timex")),
    ("They have not met since March.", "met", True, ("2018-03", "2018-05", "timex")),
    ("They pressed the army this week.", "pressed", False, ("2018-05-28", "2018-05-31", "timex")),
]


@pytest.mark.parametrize(("line", "word", "negated", "expected"), SPANS_TO_THE_REPORT)
def test_what_has_gone_on_since_reaches_the_report(
    line: str, word: str, negated: bool, expected: tuple[str, str | None, str]
) -> None:
    found = annotated(line, published=THURSDAY)
    trigger = Span(line.index(word), line.index(word) + len(word))
    dates = DateContext(found)
    assert dates.event(found.timexes[0].span, 0, "past", trigger=trigger, negated=negated) == expected


def test_what_is_agreed_is_not_dated_by_what_is_to_come() -> None:
    found = annotated("They agreed on Wednesday to meet again on June 20.", published=THURSDAY)
    dates = DateContext(found)
    assert dates.event(found.timexes[1].span, 0, "past") == ("2018-05-30", None, "narrative")
    assert dates.event(found.timexes[1].span, 0, "future") == ("2018-06-20", None, "timex")


VALUES_IN_TEXT = [
    (("They met on Tuesday.", 'He said: "We sign today."'), "2018-05-29"),
    (("They met on Wednesday.", "At noon they parted."), "2018-05-30T12:00"),
    (("They met on Wednesday.", "By evening they had parted."), "2018-05-30TEV"),
    (("He was caught in July 2012.", "He was freed six weeks later."), "2012-08"),
    (("He was caught in February 2016.", "He was tried that April."), "2016-04"),
    (("They met on Wednesday, a day after the vote was lost.",), "P1D"),
    (("They met on Wednesday, the day after the vote.",), "2018-05-30"),
    (("They met on Wednesday in Rome, the morning after the vote.",), "2018-05-30TMO"),
    (("They met on Wednesday.", "He left on the day after the vote."), "2018-05-31"),
    (("They will sign on Friday, the third day of the talks.",), "2018-06-01"),
    (("He took power in January, said at noon that he would stay.",), "2018-05-31T12:00"),
    (("Nothing has come since October.",), "2017-10"),
    (("The rouble fell in the week to Friday.",), "2018-05-25"),
    (("They will rest from November to January.",), "2019-01"),
    (("They met on Monday.", "They left next day."), "2018-05-29"),
    (("The crop was lost in September and October.",), "2017-10"),
    (("They met in April and will meet in June.",), "2018-06"),
    (("He took power in January and on the same day fled.",), "2018-05-31"),
    (("It goes on if nothing was lifted by July.",), "2018-07"),
    (("They stayed up to Saturday.",), "2018-05-26"),
    (("They had given them until Saturday.",), "2018-05-26"),
    (("They give them until Saturday.",), "2018-06-02"),
    (("The parliament put the vote off to December.",), "2018-12"),
    (("They demanded on Sunday that he be freed.",), "2018-05-27"),
    (("They called a strike for Saturday.",), "2018-06-02"),
    (("They shut the road until Saturday.",), "2018-06-02"),
    (("They met on Wednesday.", "They quarrelled a week earlier."), "2018-05-23"),
    (("They want to repeal the decree of December.",), "2017-12"),
    (("The talks begin on Good Friday.",), "2018-03-30"),
    (("Gunmen burned the embassy overnight.",), "2018-05-30TNI"),
    (("They met on Thursday.", "They talked through the night."), "2018-05-30TNI"),
    (("They will talk overnight.",), "2018-05-31TNI"),
]


@pytest.mark.parametrize(("lines", "expected"), VALUES_IN_TEXT)
def test_last_value_of_a_text(lines: tuple[str, ...], expected: str) -> None:
    assert DateContext(annotated(*lines, published=THURSDAY)).values()[-1].value == expected


def test_background_does_not_carry_on() -> None:
    found = annotated(
        "They signed a deal in 2015.", "The envoy left.", "They met on June 12, 2016.", "He quit.", published=THURSDAY
    )
    dates = DateContext(found)
    assert dates.event(found.timexes[0].span, 0, "past")[0] == "2015"
    assert dates.event(None, 1, "past")[2] == "publication"
    assert dates.event(found.timexes[1].span, 2, "past")[0] == "2016-06-12"
    assert dates.event(None, 3, "past")[2] == "publication"


def parsed(rows: str) -> tuple[Sentence, str]:
    """Build a parsed sentence from words written form/lemma/upos/head/deprel."""
    text, tokens = "", []
    for row in rows.split():
        form, lemma, upos, head, deprel = row.split("/")
        text += " " if text else ""
        tokens.append(Token(form, len(text), len(text) + len(form), lemma, upos, int(head), deprel))
        text += form
    return Sentence(0, Span(0, len(text)), tuple(tokens), parsed=True), text


TENSES = [
    ("past", "He/he/PRON/2/nsubj left/leave/VERB/0/root Monday/Monday/PROPN/2/obl"),
    ("future", "He/he/PRON/3/nsubj will/will/AUX/3/aux leave/leave/VERB/0/root Monday/Monday/PROPN/3/obl"),
    (
        "future",
        "He/he/PRON/2/nsubj plans/plan/VERB/0/root to/to/PART/4/mark leave/leave/VERB/2/xcomp Monday/Monday/PROPN/4/obl",
    ),
    ("future", "It/it/PRON/3/nsubj is/be/AUX/3/aux due/due/ADJ/0/root on/on/ADP/5/case Monday/Monday/PROPN/3/obl"),
    ("present", "He/he/PRON/2/nsubj arrives/arrive/VERB/0/root Monday/Monday/PROPN/2/obl"),
    ("present", "He/he/PRON/3/nsubj is/be/AUX/3/aux leaving/leave/VERB/0/root Monday/Monday/PROPN/3/obl"),
    (
        None,
        "He/he/PRON/2/nsubj cancelled/cancel/VERB/0/root the/the/DET/5/det Monday/Monday/PROPN/5/compound summit/summit/NOUN/2/obj",
    ),
    ("past", "It/it/PRON/4/nsubj has/have/AUX/4/aux been/be/AUX/4/aux held/hold/VERB/0/root Monday/Monday/PROPN/4/obl"),
    ("past", "It/it/PRON/3/nsubj was/be/AUX/3/aux held/hold/VERB/0/root Monday/Monday/PROPN/3/obl"),
    (
        "future",
        "It/it/PRON/3/nsubj was/be/AUX/3/aux scheduled/schedule/VERB/0/root for/for/ADP/5/case Monday/Monday/PROPN/3/obl",
    ),
]


@pytest.mark.parametrize(("tense", "rows"), TENSES)
def test_tense_of_a_parsed_clause(tense: str | None, rows: str) -> None:
    sentence, text = parsed(rows)
    at = text.index("Monday")
    assert tense_at(sentence, Span(at, at + 6), text) == tense


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("He will leave on Monday.", "future"),
        ("He left on Monday.", "past"),
        ("He will leave, but he spoke on Monday.", "past"),
    ],
)
def test_tense_without_a_parse(text: str, tense: str) -> None:
    at = text.index("Monday")
    assert tense_at(Sentence(0, Span(0, len(text))), Span(at, at + 6), text) == tense


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met on Sunday and Monday.", "2018-05-27", "2018-05-28"),
        ("They met in 2015 and 2016.", "2015", "2016"),
        ("They met on Sunday and left on Monday.", "2018-05-27", None),
    ],
)
def test_an_event_of_two_days_has_both(text: str, first: str, last: str | None) -> None:
    sentence = Sentence(0, Span(0, len(text)))
    dates = DateContext(Annotation(Document(text, published=THURSDAY), (sentence,), (), find_timexes(sentence, text)))
    assert dates.event(find_timexes(sentence, text)[0].span, 0, "past") == (first, last, "timex")


CARRIED_TENSES = [
    ("They/they/PRON/2/nsubj let/let/ADV/0/root men/man/NOUN/2/obj walk/walk/VERB/3/acl on/on/ADP/6/case "
     "Friday/Friday/PROPN/4/obl", "past"),
    ("Delegates/delegate/NOUN/5/nsubj meeting/meet/VERB/1/acl on/on/ADP/4/case Friday/Friday/PROPN/2/obl "
     "voted/vote/VERB/0/root", "past"),
    ("It/it/PRON/4/nsubj may/may/AUX/4/aux have/have/AUX/4/aux fallen/fall/VERB/0/root in/in/ADP/6/case "
     "Friday/Friday/PROPN/4/obl", "past"),
    ("Minister/minister/NOUN/3/nsubj to/to/PART/3/mark go/go/VERB/0/root on/on/ADP/5/case Friday/Friday/PROPN/3/obl",
     "future"),
    ("They/they/PRON/2/nsubj list/list/VERB/0/root men/man/NOUN/2/obj to/to/PART/6/mark be/be/AUX/6/aux "
     "freed/free/VERB/2/xcomp by/by/ADP/8/case Friday/Friday/PROPN/6/obl", "future"),
    ("He/he/PRON/2/nsubj was/be/VERB/0/root the/the/DET/4/det first/first/ADJ/2/xcomp to/to/PART/7/mark be/be/AUX/7/aux "
     "tried/try/VERB/4/acl on/on/ADP/9/case Friday/Friday/PROPN/7/obl", "future"),
    ("Rain/rain/NOUN/3/nsubj is/be/AUX/3/cop due/due/ADJ/0/root here/here/ADV/3/advmod and/and/CCONJ/7/cc in/in/ADP/7/case "
     "Rome/Rome/PROPN/3/conj on/on/ADP/9/case Friday/Friday/PROPN/7/nmod", "future"),
    ("They/they/PRON/2/nsubj decreed/decree/VERB/0/root a/a/DET/4/det curfew/curfew/NOUN/2/obj on/on/ADP/6/case "
     "Friday/Friday/PROPN/2/obl", "past"),
    ("They/they/PRON/2/nsubj voted/vote/VERB/0/root narrowly/narrowly/ADV/2/advmod on/on/ADP/5/case "
     "Friday/Friday/PROPN/2/obl", "past"),
    ("They/they/PRON/2/nsubj let/let/VERB/0/root it/it/PRON/4/nsubj pass/pass/VERB/2/ccomp on/on/ADP/6/case "
     "Friday/Friday/PROPN/4/obl", "past"),
    ("She/she/PRON/4/nsubj would/would/AUX/4/aux not/not/PART/4/advmod say/say/VERB/0/root on/on/ADP/6/case "
     "Friday/Friday/PROPN/4/obl", "past"),
    ("She/she/PRON/4/nsubj would/would/AUX/4/aux not/not/PART/4/advmod leave/leave/VERB/0/root on/on/ADP/6/case "
     "Friday/Friday/PROPN/4/obl", "future"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "tense"), CARRIED_TENSES)
def test_tense_of_bare_and_refused_verbs(rows: str, tense: str) -> None:
    sentence, text = parsed(rows)
    assert tense_at(sentence, Span(text.index("Friday"), text.index("Friday") + 6), text) == tense
