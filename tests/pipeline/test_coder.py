"""The whole program on plain sentences: constructions, spans, dates, determinism."""

from __future__ import annotations

from datetime import date

import pytest

from dotterel import Coder, Document
from dotterel.extract.constructions import CONSTRUCTIONS
from dotterel.model import EventMention, Span

REPORT = (
    "PYONGYANG, May 31 — Russian Foreign Minister Sergei Lavrov arrived in Pyongyang on Thursday for talks with North "
    "Korean leader Kim Jong Un.\n\nTurkey condemned the visit. Protesters marched through Ankara, and police arrested "
    "dozens of them on Wednesday."
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.default()


def line(event: EventMention) -> str:
    actor, recipient = ((" ; ".join(dict.fromkeys(e.text for e in side))) for side in (event.actor, event.recipient))
    return f"{event.event_type} {actor} > {recipient}".strip()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [pair for construction in CONSTRUCTIONS for pair in construction.yes],
)
def test_what_a_construction_must_read(coder: Coder, sentence: str, expected: str) -> None:
    assert expected in [line(event) for event in coder(Document(sentence, published=date(2020, 1, 8))).events]


@pytest.mark.parametrize("sentence", [no for construction in CONSTRUCTIONS for no in construction.no])
def test_what_no_construction_may_read(coder: Coder, sentence: str) -> None:
    assert coder(Document(sentence)).events == ()


def test_every_span_slices_to_its_text(coder: Coder) -> None:
    coded = coder(Document(REPORT, published=date(2018, 5, 31)))
    assert coded.events
    for event in coded.events:
        assert event.trigger.slice(REPORT) == event.trigger_text
        for entity in (*event.actor, *event.recipient, *event.attribution):
            assert entity.span.slice(REPORT) == entity.text
        for other in (event.place, event.timex):
            if other is not None:
                assert other.span.slice(REPORT) == other.text


def test_the_visit_is_read_with_office_place_and_day(coder: Coder) -> None:
    visit = next(e for e in coder(Document(REPORT, published=date(2018, 5, 31))).events if "visit" in e.mode)
    assert (visit.event_type, visit.date, visit.quad_code) == ("CONSULT", "2018-05-31", 1)
    assert [(a.code, a.name) for a in visit.actor] == [("RUS", "Sergei Lavrov")]
    assert visit.place is not None
    assert (visit.place.country, visit.place.geonameid) == ("PRK", 1871859)


def test_an_army_is_soldiers_also_behind_its_checkpoint(coder: Coder) -> None:
    text = "Gunmen attacked an army checkpoint in Sinai on Monday. The army gave Egypt's president 48 hours to share power."
    events = coder(Document(text, published=date(2013, 7, 4))).events
    assert [a.sector for e in events for a in e.actor if a.text == "The army"] == [("MIL",)]


def test_a_name_behind_its_party_is_that_of_its_head(coder: Coder) -> None:
    text = "Police arrested the head of the Karibu movement's political party, Musa Ondieki, on Monday in Nairobi."
    arrest = next(e for e in coder(Document(text, published=date(2013, 7, 4))).events if e.event_type == "COERCE")
    assert [r.name for r in arrest.recipient] == ["Musa Ondieki"]


def test_a_name_that_looks_like_a_title_ends_its_sentence(coder: Coder) -> None:
    text = "Joe Biden met Hun Sen. Biden thanked Cambodia and urged Hun Sen to free a lawyer."
    met, *_ = coder(Document(text, published=date(2022, 11, 12))).events
    assert [r.text for r in met.recipient] == ["Hun Sen"]


def test_what_was_done_before_without_a_time_has_no_date(coder: Coder) -> None:
    text = (
        "NAIROBI, May 31 - Kenya on Wednesday condemned the killing of two envoys by rebels who had attacked their convoy."
        "\n\nUganda urged calm."
    )
    events = {e.event_type: e for e in coder(Document(text, published=date(2018, 5, 31))).events}
    assert (events["ACCUSE"].date, events["REQUEST"].date) == ("2018-05-30", "2018-05-30")
    assert events["ASSAULT"].date is None


def test_without_a_date_nothing_is_dated_today(coder: Coder) -> None:
    text = "Turkey condemned Israel on Monday."
    assert [event.date for event in coder(Document(text)).events] == [None]


def test_the_same_document_gives_the_same_records_whatever_came_before(coder: Coder) -> None:
    document = Document(REPORT, published=date(2018, 5, 31))
    first = coder(document)
    coder(Document("Chad expelled the German ambassador on Friday."))
    assert coder(document) == first


def test_a_pair_always_has_a_type(coder: Coder) -> None:
    text = "Kenya has sent 200 tonnes of maize to Somalia."
    event_type, confidence = coder.code_pair(text, Span(0, 5), Span(38, 45))
    assert event_type == "AID"
    assert 0 < confidence <= 1
    assert coder.code_pair("The cat saw the dog.", Span(0, 7), Span(12, 19))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korea and the United States held talks in Washington on Tuesday.", ()),
        ("Senegal and Gambia held talks in Dakar on Monday.", ()),
        ("Leaders of Kenya, Uganda and Rwanda held trilateral talks in Nairobi on Monday.", ("multilateral",)),
    ],
)
def test_talks_of_two_states_are_not_multilateral(coder: Coder, text: str, expected: tuple[str, ...]) -> None:
    talks = next(e for e in coder(Document(text, published=date(2018, 5, 31))).events if e.event_type == "CONSULT")
    assert talks.mode == expected
