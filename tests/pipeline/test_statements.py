"""Events learn who says so; statements get known speakers."""

from __future__ import annotations

from datetime import date

import pytest

from dotterel import Coder, Document
from dotterel.model import Coded, EventMention, Span
from dotterel.pipeline.statements import attribute_events
from tests.builders import KIM, document, event
from tests.statement_builders import passage, statement, voice

TEXT = "The minister said the army had told the king that we attacked Goma."
REPORT = Document(TEXT, id="r")
MINISTER = voice("The minister", TEXT, name="minister", code="KEN", sector=("GOV",))
ARMY = voice("the army", TEXT, name="army", code="KEN", sector=("MIL",))
OUTER = statement(
    REPORT,
    id="st_outer",
    speaker=(MINISTER,),
    cue=passage("said", TEXT),
    content=(passage("the army had told the king that we attacked Goma", TEXT),),
    addressee=(),
)
INNER = statement(
    REPORT,
    id="st_inner",
    speaker=(ARMY,),
    cue=passage("told", TEXT),
    content=(passage("we attacked Goma", TEXT),),
    addressee=(),
    parent="st_outer",
)


def told(words: str, **fields: object) -> EventMention:
    [found] = attribute_events([event(trigger=passage(words, TEXT).span, **fields)], (OUTER, INNER))
    return found


def test_an_event_belongs_to_the_innermost_statement_and_to_all_its_speakers() -> None:
    found = told("attacked")
    assert (found.statement, found.attribution, found.speech_act) == ("st_inner", (ARMY, MINISTER), None)


def test_a_speech_act_is_linked_to_the_statement_that_performs_it() -> None:
    found = told("told")
    assert (found.statement, found.speech_act) == ("st_outer", "st_inner")


def test_the_first_person_is_the_speaker() -> None:
    we = voice("we", TEXT)
    [actor] = told("attacked", actor=(we,)).actor
    assert (actor.text, actor.span, actor.code, actor.sector) == ("we", we.span, "KEN", ("MIL",))
    assert told("attacked", actor=(KIM,)).actor == (KIM,)


def test_an_event_outside_every_statement_keeps_its_attribution() -> None:
    bare = event(document(), attribution=(KIM,))
    [same] = attribute_events([bare], ())
    assert same == bare


@pytest.fixture(scope="module")
def coded() -> Coded:
    text = (
        "“We will open the border on Friday,” Kenya's foreign minister said in a statement.\n\n"
        "The Ugandan army told reporters that rebels had attacked Goma."
    )
    return Coder.default()(Document(text, published=date(2024, 3, 11)))


def test_speakers_are_known_things(coded: Coded) -> None:
    codes = {statement.cue.text: [s.code for s in statement.speaker] for statement in coded.statements if statement.cue}
    assert codes == {"said": ["KEN"], "told": ["UGA"]}
    assert all(part.span.slice(coded.document.text) == part.text for s in coded.statements for part in s.content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“We will not go,”said Minister Joan Arden on Monday.", "We will not go"),
        ("Joan Arden said“We will not go.” She left.", "We will not go"),
    ],
)
def test_a_quotation_may_touch_its_cue(text: str, content: str) -> None:
    statements = Coder.default()(Document(text)).statements
    assert [part.text for statement in statements for part in statement.content] == [content]


def test_ids_are_of_the_content(coded: Coded) -> None:
    again = Coder.default()(coded.document)
    assert again.statements == coded.statements
    assert len({statement.id for statement in coded.statements}) == len(coded.statements)
    assert Span(0, 5).slice(coded.document.text) == "“We w"
