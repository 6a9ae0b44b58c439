"""What a headline and its lead tell together: one day, one place."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import KIM, LAVROV, PYONGYANG, SEOUL, document, event

from dotterel.model import Annotation, EventMention, Sentence, Span, Token
from dotterel.resolve.retold import retold

TEXT = "Lavrov visits Kim. He arrived on Thursday. The visit pleased many."


def note() -> Annotation:
    ends = [18, 42, len(TEXT)]
    starts = [0, 19, 43]
    sentences = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        at = TEXT.find("visit", start, end) if number != 1 else TEXT.index("arrived")
        token = Token("visit", at, at + 5, "visit", "NOUN" if number == 2 else "VERB", 0, "root")
        sentences.append(Sentence(number, Span(start, end), (token,), True, headline=number == 0))
    return Annotation(document(TEXT), tuple(sentences))


def told(sentence: int, words: str, **fields: object) -> EventMention:
    at = TEXT.index(words, [0, 19, 43][sentence])
    plain: dict[str, object] = {"sentence": sentence, "trigger": Span(at, at + len(words)), "trigger_text": words}
    undated: dict[str, object] = {"date": "2018-06-01", "date_basis": "publication", "timex": None, "place": None}
    return event(document(TEXT), **(plain | (undated if sentence != 1 else {}) | fields))


def test_a_headline_takes_day_and_place_of_what_the_lead_tells() -> None:
    headline, lead = told(0, "visits"), told(1, "arrived")
    found = retold([headline, lead], note())
    assert (found[0].date, found[0].date_basis, found[0].place) == ("2018-05-31", "narrative", PYONGYANG)
    assert found[1] == lead


def test_another_act_other_parties_or_another_auxiliary_lend_nothing() -> None:
    headline = told(0, "visits")
    others = [
        {"event_type": "ACCUSE"}, {"recipient": (SEOUL,)}, {"auxiliary": ("negation",)}, {"mode": ("phone",)},
        {"actor": (), "recipient": ()},
    ]  # fmt: skip
    for other in others:
        assert retold([headline, told(1, "arrived", **other)], note())[0] == headline


def test_a_noun_goes_back_to_the_day_told_before_and_keeps_its_own() -> None:
    back = told(2, "visit", actor=(LAVROV,), recipient=(KIM,))
    lead = told(1, "arrived")
    found = retold([lead, back], note())
    assert (found[1].date, found[1].place) == ("2018-05-31", None)
    own = replace(back, date="2018-05-01", date_basis="timex")
    assert retold([lead, own], note())[1].date == "2018-05-01"
