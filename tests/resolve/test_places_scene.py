"""Places that no gazetteer knows, halves of a country, datelines, and where a meeting goes on."""

from __future__ import annotations

import pytest
from tests.resolve.test_places import GAZETTEER, annotated, places

from dotterel.model import Annotation, Argument, Document, EventFrame, Mention, Sentence, Span
from dotterel.resolve.places import PlaceResolver
from dotterel.resolve.places_scene import Scene

UNKNOWN = [
    # a village in a report about one country is in that country
    ("Gunmen raided {Vugizo} on the road to {Gitega}, police in {Bujumbura} said.", "BDI"),
    # what stands beside it counts more than what is far away
    (
        "Police shot at crowds in {Qwertyville} in southern {Kenya}. Talks on it opened in {Geneva} later that week.",
        "KEN",
    ),
    # two countries alike say nothing
    ("Shells fell on {Qwertyville} between {Kenya} and {Somalia}.", None),
    ("Shells fell on {Qwertyville}.", None),
]


@pytest.mark.parametrize(("marked", "country"), UNKNOWN)
def test_the_country_of_an_unknown_place(marked: str, country: str | None) -> None:
    place = next(one for one in places(marked) if one.text in ("Vugizo", "Qwertyville"))
    assert (place.country, place.latitude, place.name) == (country, None, None)
    assert place.precision == ("country" if country else None)


def test_halves_of_a_country_named_in_full() -> None:
    found = PlaceResolver(annotated("{South Korea} spoke. The {North} was silent."), GAZETTEER).toponyms()
    assert [(one.text, one.country) for one in found] == [("South Korea", "KOR"), ("North", "PRK")]


@pytest.mark.parametrize("words", ["abeyance", "Senegalese"])
def test_no_place_for_common_nouns_and_adjectives(words: str) -> None:
    assert PlaceResolver(annotated(f"They met in the {{{words}}} house."), GAZETTEER).toponyms() == ()


def test_the_article_is_no_part_of_a_name() -> None:
    found = PlaceResolver(annotated("{The United States} left. {The Hague} is calm."), GAZETTEER).toponyms()
    assert [one.text for one in found] == ["United States", "The Hague"]


def test_a_dateline_with_its_country() -> None:
    found = PlaceResolver(
        annotated("PESHAWAR, Pakistan — They met.", dateline="PESHAWAR, Pakistan —"), GAZETTEER
    ).toponyms()
    assert [(one.text, one.country) for one in found] == [("PESHAWAR", "PAK"), ("Pakistan", "PAK")]


def frame(annotation: Annotation, words: str, kind: str = "CONSULT", **fields: object) -> EventFrame:
    start = annotation.document.text.index(words)
    at = next(s.index for s in annotation.sentences if s.span.start_char <= start < s.span.end_char)
    return EventFrame(at, Span(start, start + len(words)), 0, kind, "test", **fields)  # type: ignore[arg-type]


def scene(*, dateline: str | None = None) -> tuple[Annotation, Scene]:
    lines = [
        "They met in Asmara.",
        "They signed a pact.",
        "Kenya blamed them.",
        "It rained.",
        "It rained.",
        "They met.",
    ]
    text = ((dateline or "") + " ".join(lines)).strip()
    sentences, at = [], 0
    for index, line in enumerate(lines):
        start = text.index(line, at)
        at = start + len(line)
        sentences.append(Sentence(index, Span(start, at)))
    asmara = text.index("Asmara")
    mention = Mention(Span(asmara, asmara + 6), "LOC", 0, 3, 3)
    span = Span(0, len(dateline)) if dateline else None
    annotation = Annotation(Document(text), tuple(sentences), (mention,), (), span)
    return annotation, Scene(annotation, PlaceResolver(annotation, GAZETTEER))


def test_a_meeting_goes_on_where_it_was() -> None:
    annotation, here = scene()
    asmara = Argument(annotation.mentions[0].span, 0, 3)
    met = here.place(frame(annotation, "met", place=asmara), "2018-07-09")
    signed = here.place(frame(annotation, "signed", "SUPPORT"), "2018-07-09")
    assert met is not None
    assert signed == met


@pytest.mark.parametrize(
    ("kind", "fields", "day"),
    [
        ("ACCUSE", {}, "2018-07-09"),  # what others say of it happens elsewhere
        ("CONSULT", {"mode": ("phone",)}, "2018-07-09"),
        ("CONSULT", {"tense": "future"}, "2018-07-09"),
        ("CONSULT", {"auxiliary": ("negation",)}, "2018-07-09"),
        ("CONSULT", {}, "2018-07-12"),
    ],
)
def test_where_the_scene_does_not_hold(kind: str, fields: dict[str, object], day: str) -> None:
    annotation, here = scene()
    here.place(frame(annotation, "met", place=Argument(annotation.mentions[0].span, 0, 3)), "2018-07-09")
    assert here.place(frame(annotation, "signed", kind, **fields), day) is None


def test_a_scene_ends() -> None:
    annotation, here = scene()
    here.place(frame(annotation, "met", place=Argument(annotation.mentions[0].span, 0, 3)), "2018-07-09")
    last = annotation.sentences[-1].span
    late = EventFrame(5, Span(last.start_char + 5, last.start_char + 8), 0, "CONSULT", "test")
    assert here.place(late, "2018-07-09") is None


def test_a_dateline_places_the_meeting_of_the_lead() -> None:
    annotation, here = scene(dateline="CAIRO, May 31 — ")
    found = here.place(frame(annotation, "met"), "2018-07-09")
    assert found is not None
    assert (found.text, found.country) == ("CAIRO", "EGY")
    assert here.place(frame(annotation, "blamed", "ACCUSE"), "2018-07-09") is None
