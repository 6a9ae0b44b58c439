"""The rules on hand-checked parses: who does what to whom, with no model loaded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extract.conllu import parse, text_of

from dotterel.extract.events import SUPPORTED_CONFIDENCE, sentence_events, shift
from dotterel.extract.lexicon import Lexicon
from dotterel.extract.prefilter import can_hold_event
from dotterel.extract.tree import Tree
from dotterel.model import EventFrame, EventTag

LEXICON = Lexicon.load()

ACTIVE = (
    "Turkey/PROPN/2/nsubj condemned/VERB/0/root/condemn Israel/PROPN/2/obj on/ADP/5/case Monday/PROPN/2/obl ././2/punct"
)
PASSIVE = (
    "Three/NUM/2/nummod/three journalists/NOUN/4/nsubj:pass/journalist were/AUX/4/aux:pass/be "
    "arrested/VERB/0/root/arrest by/ADP/6/case soldiers/NOUN/4/obl:agent/soldier "
    "in/ADP/8/case Bamako/PROPN/4/obl ././4/punct"
)
LIGHT = (
    "Kenya/PROPN/2/nsubj held/VERB/0/root/hold talks/NOUN/2/obj/talk with/ADP/5/case Uganda/PROPN/3/nmod "
    "on/ADP/7/case Tuesday/PROPN/2/obl ././2/punct"
)
RELATIVE = (
    "The/DET/2/det rebels/NOUN/6/nsubj/rebel who/PRON/4/nsubj attacked/VERB/2/acl:relcl/attack Goma/PROPN/4/obj "
    "fled/VERB/0/root/flee ././6/punct"
)
CONJUNCT = (
    "Police/NOUN/2/nsubj/police stormed/VERB/0/root/storm the/DET/4/det campus/NOUN/2/obj and/CCONJ/6/cc "
    "arrested/VERB/2/conj/arrest students/NOUN/6/obj/student ././2/punct"
)
SIDES = (
    "Kenya/PROPN/4/nsubj and/CCONJ/3/cc Uganda/PROPN/1/conj met/VERB/0/root/meet in/ADP/6/case Rome/PROPN/4/obl "
    "././4/punct"
)
NEGATED = (
    "Turkey/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod condemn/VERB/0/root/condemn Israel/PROPN/4/obj ././4/punct"
)
FUTURE = "Kenya/PROPN/3/nsubj will/AUX/3/aux meet/VERB/0/root/meet Uganda/PROPN/3/obj ././3/punct"


def test_a_joining_word_is_no_part_of_a_phrase() -> None:
    rows = "Mali/PROPN/5/nsubj and/CCONJ/3/cc Burkina/PROPN/4/compound Faso/PROPN/1/conj left/VERB/0/root"
    sentence, _ = parse(rows)
    assert Tree(sentence).phrase(3).slice(text_of(sentence)) == "Burkina Faso"


def lines(rows: str, names: str) -> list[str]:
    sentence, mentions = parse(rows, names)
    text = text_of(sentence)

    def words(frame: EventFrame, role: str) -> str:
        return " ; ".join(argument.span.slice(text) for argument in getattr(frame, role))

    frames = sentence_events(sentence, mentions, (), None, LEXICON)
    return [f"{f.event_type} {words(f, 'actor')} > {words(f, 'recipient')}" for f in frames]


@pytest.mark.parametrize(
    ("rows", "names", "expected"),
    [
        (ACTIVE, "LOC:1 LOC:3", "ACCUSE Turkey > Israel"),
        (PASSIVE, "LOC:8", "COERCE soldiers > Three journalists"),
        (LIGHT, "LOC:1 LOC:5", "CONSULT Kenya > Uganda"),
        (RELATIVE, "LOC:5", "ASSAULT The rebels > Goma"),
        (CONJUNCT, "", "COERCE Police > students"),
        (SIDES, "LOC:1 LOC:3 LOC:6", "CONSULT Kenya ; Uganda > "),
        (FUTURE, "LOC:1 LOC:4", "AGREE Kenya > Uganda"),
    ],
)
def test_constructions(rows: str, names: str, expected: str) -> None:
    assert expected in lines(rows, names)


def test_negation_is_an_auxiliary() -> None:
    sentence, mentions = parse(NEGATED, "LOC:1 LOC:5")
    (frame,) = sentence_events(sentence, mentions, (), None, LEXICON)
    assert (frame.event_type, frame.auxiliary) == ("ACCUSE", ("negation",))


def test_the_place_is_the_toponym_of_the_clause() -> None:
    sentence, mentions = parse(PASSIVE, "LOC:8")
    (frame,) = sentence_events(sentence, mentions, (), None, LEXICON)
    assert frame.place is not None
    assert frame.place.span.slice(text_of(sentence)) == "Bamako"


def test_a_tag_of_the_model_makes_an_event_and_names_the_rule_that_agrees() -> None:
    sentence, mentions = parse(ACTIVE, "LOC:1 LOC:3")
    tag = EventTag(
        0, (1, 1), "ACCUSE", 0.9, 0.8, ("disapprove",), actor=((0, 0),), recipient=((2, 2),), confidence=0.72
    )
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert frame.confidence == pytest.approx(0.72)
    assert frame.rule.startswith("head:ACCUSE+active:condemn/verb")


def test_a_rule_that_agrees_in_full_keeps_a_doubtful_tag() -> None:
    sentence, mentions = parse(ACTIVE, "LOC:1 LOC:3")
    doubtful = EventTag(0, (1, 1), "ACCUSE", 0.25, 0.9, actor=((0, 0),), recipient=((2, 2),), confidence=0.2)
    (frame,) = sentence_events(sentence, mentions, (), (doubtful,), LEXICON)
    assert frame.confidence == SUPPORTED_CONFIDENCE
    (other,) = sentence_events(sentence, mentions, (), (replace(doubtful, event_type="REJECT"),), LEXICON)
    assert other.confidence == pytest.approx(0.2)


def test_a_light_verb_gives_its_roles_to_the_noun() -> None:
    sentence, mentions = parse(LIGHT, "LOC:1 LOC:5")
    words = [token.text for token in sentence.tokens]
    verb, noun = words.index("held"), words.index("talks")
    tags = (
        EventTag(0, (verb, verb), "CONSULT", 0.6, 0.9, actor=((0, 0),), recipient=((4, 4),)),
        EventTag(0, (noun, noun), "CONSULT", 0.9, 0.9),
    )
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert frame.trigger.slice(text_of(sentence)) == "talks"
    assert [a.span.slice(text_of(sentence)) for a in (*frame.actor, *frame.recipient)] == ["Kenya", "Uganda"]


def test_a_weak_tag_around_a_sure_one_does_not_take_its_place() -> None:
    sentence, mentions = parse(LIGHT, "LOC:1 LOC:5")
    words = [token.text for token in sentence.tokens]
    verb, noun = words.index("held"), words.index("talks")
    tags = (
        EventTag(0, (verb, noun), "CONSULT", 0.1, 0.9, actor=((0, 0),), recipient=((4, 4),)),
        EventTag(0, (noun, noun), "CONSULT", 0.99, 0.9, actor=((0, 0),), recipient=((4, 4),)),
    )
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert frame.trigger.slice(text_of(sentence)) == "talks"


def test_of_two_triggers_that_overlap_the_likelier_stands_and_its_sides_are_actors() -> None:
    sentence, mentions = parse(LIGHT, "LOC:1 LOC:5")
    sides = ((0, 0), (4, 4))
    tags = (
        EventTag(0, (2, 3), "CONSULT", 0.8, 0.9, recipient=sides),
        EventTag(0, (3, 3), "CONSULT", 0.9, 0.9, recipient=sides),
    )
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert len(frame.actor) == 2
    assert not frame.recipient


def test_roles_hold_whole_names_and_no_second_part_of_one() -> None:
    rows = (
        "Prosecutors/NOUN/6/nsubj/prosecutor at/ADP/5/case the/DET/5/det Criminal/PROPN/5/compound Court/PROPN/1/nmod "
        "asked/VERB/0/root/ask Kenya/PROPN/6/obj himself/PRON/6/obl/himself"
    )
    sentence, mentions = parse(rows, "ORG:4-5 LOC:7")
    tag = EventTag(0, (5, 5), "REQUEST", 0.9, 0.9, actor=((0, 3), (7, 7)), recipient=((4, 4), (6, 6)))
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert [a.span.slice(text_of(sentence)) for a in frame.actor] == ["Prosecutors at the Criminal Court"]
    assert [a.span.slice(text_of(sentence)) for a in frame.recipient] == ["Kenya"]


def test_an_object_of_the_same_type_is_no_second_event() -> None:
    rows = "Kenya/PROPN/2/nsubj reached/VERB/0/root/reach agreement/NOUN/2/obj/agreement ././2/punct"
    sentence, mentions = parse(rows, "LOC:1")
    tags = tuple(EventTag(0, (node, node), "SUPPORT", 0.9, 0.9, actor=((0, 0),)) for node in (1, 2))
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert frame.trigger.slice(text_of(sentence)) == "reached"


def test_a_purpose_of_the_same_type_is_no_second_event() -> None:
    rows = "Students/NOUN/2/nsubj marched/VERB/0/root/march to/PART/4/mark protest/VERB/2/advcl/protest ././2/punct"
    sentence, mentions = parse(rows)
    tags = tuple(EventTag(0, (node, node), "PROTEST", 0.9, 0.9, actor=((0, 0),)) for node in (1, 3))
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert frame.trigger.slice(text_of(sentence)) == "marched"


def test_a_future_meeting_is_shifted_whatever_the_model_calls_it() -> None:
    sentence, mentions = parse(FUTURE, "LOC:1 LOC:4")
    tag = EventTag(0, (2, 2), "CONSULT", 0.9, 0.9, ("visit",), ("future",), actor=((0, 0),))
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert (frame.event_type, frame.mode) == ("AGREE", ())


def test_the_visit_for_which_one_arrives_is_no_second_one() -> None:
    rows = (
        "Xi/PROPN/2/nsubj arrived/VERB/0/root/arrive in/ADP/4/case Moscow/PROPN/2/obl for/ADP/7/case a/DET/7/det "
        "visit/NOUN/2/obl/visit"
    )
    sentence, mentions = parse(rows, "PER:1 LOC:4")
    tags = tuple(EventTag(0, (node, node), "CONSULT", 0.9, 0.9, ("visit",), actor=((0, 0),)) for node in (1, 6))
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert frame.trigger.slice(text_of(sentence)) == "arrived"


def test_a_strike_and_its_killing_are_one_event_with_both_modes() -> None:
    rows = (
        "Israeli/ADJ/3/amod air/NOUN/3/compound strikes/NOUN/6/nsubj/strike on/ADP/5/case Damascus/PROPN/3/nmod "
        "killed/VERB/0/root/kill ten/NUM/6/obj"
    )
    sentence, mentions = parse(rows, "NORP:1 LOC:5")
    tags = (
        EventTag(0, (1, 2), "ASSAULT", 0.9, 0.9, ("aerial",), actor=((0, 0), (4, 4))),
        EventTag(0, (5, 5), "ASSAULT", 0.95, 0.9, ("targeted",), actor=((0, 0),), recipient=((6, 6),)),
    )
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert (frame.trigger.slice(text_of(sentence)), frame.mode) == ("killed", ("targeted", "aerial"))
    assert "Damascus" not in [a.span.slice(text_of(sentence)) for a in frame.actor]


def test_a_planned_visit_is_one_event_to_come() -> None:
    rows = (
        "Pelosi/PROPN/3/nmod:poss planned/VERB/3/amod/plan trip/NOUN/4/nsubj/trip worried/VERB/0/root/worry "
        "Beijing/PROPN/4/obj"
    )
    sentence, mentions = parse(rows, "PER:1 LOC:5")
    tags = (
        EventTag(0, (1, 1), "AGREE", 0.9, 0.9, actor=((0, 0),)),
        EventTag(0, (2, 2), "CONSULT", 0.9, 0.9, ("visit",), actor=((0, 0),)),
    )
    (frame,) = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert (frame.event_type, frame.auxiliary, frame.trigger.slice(text_of(sentence))) == ("AGREE", ("future",), "trip")


def test_what_stands_inside_another_partys_phrase_is_no_party() -> None:
    rows = "Students/NOUN/4/nsubj opposed/VERB/1/acl/oppose Ruto/PROPN/2/obj marched/VERB/0/root/march ././4/punct"
    sentence, mentions = parse(rows, "PER:3")
    tag = EventTag(0, (3, 3), "PROTEST", 0.9, 0.9, actor=((0, 1), (2, 2)))
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert len(frame.actor) == 1


def test_two_persons_in_a_headline_are_two_parties() -> None:
    rows = "Xi/PROPN/4/nsubj ,/PUNCT/3/punct Biden/PROPN/1/conj meet/VERB/0/root/meet"
    sentence, mentions = parse(rows, "PER:1 PER:3")
    tag = EventTag(0, (3, 3), "CONSULT", 0.9, 0.9, actor=((0, 2),))
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert [a.span.slice(text_of(sentence)) for a in frame.actor] == ["Xi", "Biden"]


def test_at_least_belongs_to_its_number() -> None:
    rows = (
        "Police/NOUN/2/nsubj killed/VERB/0/root/kill at/ADP/4/case least/ADJ/5/nmod ten/NUM/6/nummod "
        "people/NOUN/2/obj ././2/punct"
    )
    sentence, mentions = parse(rows)
    tag = EventTag(0, (1, 1), "ASSAULT", 0.9, 0.9, actor=((0, 0),), recipient=((2, 5),))
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert frame.recipient[0].span.slice(text_of(sentence)) == "at least ten people"


def test_without_any_tag_the_model_has_said_no() -> None:
    sentence, mentions = parse(ACTIVE, "LOC:1 LOC:3")
    assert sentence_events(sentence, mentions, (), (), LEXICON) == []


def test_a_weak_tag_without_a_rule_is_no_event() -> None:
    sentence, mentions = parse(RELATIVE, "LOC:5")
    tag = EventTag(0, (5, 5), "RETREAT", 0.3, 0.8, actor=((0, 1),))
    frames = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert not [frame for frame in frames if frame.event_type == "RETREAT"]


@pytest.mark.parametrize(
    ("event_type", "mode", "auxiliary", "expected"),
    [
        ("CONSULT", ("visit",), ("future",), ("AGREE", ())),
        ("RETREAT", ("withdraw",), ("future",), ("CONCEDE", ())),
        ("SANCTION", ("expel",), ("future",), ("THREATEN", ("expel",))),
        ("COERCE", ("arrest",), ("future",), ("THREATEN", ("arrest",))),
        ("CONSULT", (), ("future", "negation"), ("REJECT", ("meet",))),
        ("ASSAULT", ("drone",), ("negation",), ("ASSAULT", ("drone",))),
    ],
)
def test_shifts(event_type: str, mode: tuple[str, ...], auxiliary: tuple[str, ...], expected: object) -> None:
    assert shift(event_type, mode, auxiliary) == expected


def test_phrases_leave_clauses_and_partners_out() -> None:
    sentence, _ = parse(RELATIVE)
    assert Tree(sentence).phrase(1).slice(text_of(sentence)) == "The rebels"


def test_a_broken_tree_does_not_hang() -> None:
    sentence, mentions = parse("Kenya/PROPN/2/nsubj met/VERB/1/conj/meet Uganda/PROPN/2/obj", "LOC:1 LOC:3")
    sentence_events(sentence, mentions, (), None, LEXICON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two ministers met in Rome.", True),
        ("Rebels were overthrown.", True),
        ("Warm and sunny along the northern hills.", False),
        ("", False),
    ],
)
def test_prefilter(text: str, expected: bool) -> None:
    assert can_hold_event(text) is expected


MEDIATED = """
Kenya/PROPN/4/nsubj and/CCONJ/3/cc Uganda/PROPN/1/conj agreed/VERB/0/root/agree on/ADP/7/case a/DET/7/det truce/NOUN/4/obl
after/ADP/9/case talks/NOUN/4/obl/talk brokered/VERB/9/acl/broker by/ADP/12/case Qatar/PROPN/10/obl:agent and/CCONJ/14/cc
Oman/PROPN/12/conj ./PUNCT/4/punct
"""


def test_a_go_between_is_no_party_to_what_others_agree() -> None:
    sentence, mentions = parse(MEDIATED, "LOC:1 LOC:3 LOC:12 LOC:14")
    tags = (
        EventTag(0, (3, 3), "CONCEDE", 0.9, 0.9, actor=((0, 0), (2, 2)), recipient=((11, 11), (13, 13))),
        EventTag(0, (9, 9), "CONSULT", 0.9, 0.9, actor=((11, 11), (13, 13)), recipient=((0, 0), (2, 2))),
    )
    agreed, brokered = sentence_events(sentence, mentions, (), tags, LEXICON)
    text = text_of(sentence)
    assert agreed.recipient == ()
    assert [one.span.slice(text) for one in brokered.actor] == ["Qatar", "Oman"]


MEASURED = (
    "Kenya/PROPN/2/nsubj imposed/VERB/0/root/impose a/DET/5/det new/ADJ/5/amod round/NOUN/2/obj/round of/ADP/7/case "
    "sanctions/NOUN/{}/{}/sanction on/ADP/9/case Uganda/PROPN/7/nmod ././2/punct"
)


@pytest.mark.parametrize(("head", "relation"), [(5, "nmod"), (2, "obj")])
def test_a_round_of_sanctions_is_one_event_told_by_its_noun(head: int, relation: str) -> None:
    sentence, mentions = parse(MEASURED.format(head, relation), "LOC:1 LOC:9")
    tags = [
        EventTag(0, (node, node), "SANCTION", chance, 0.9, actor=((0, 0),), recipient=((8, 8),))
        for node, chance in ((1, 0.6), (4, 0.3), (6, 0.9))
    ]
    found = sentence_events(sentence, mentions, (), tags, LEXICON)
    assert [frame.trigger.slice(text_of(sentence)) for frame in found] == ["sanctions"]


def test_a_wrong_tree_does_not_stretch_a_party_over_the_next_one() -> None:
    sentence, mentions = parse(
        "Oman/PROPN/2/nsubj hosted/VERB/0/root/host the/DET/4/det government/NOUN/2/obj and/CCONJ/7/cc "
        "the/DET/7/det Moro/PROPN/4/compound Front/PROPN/7/flat ././2/punct",
        "LOC:1 ORG:7-8",
    )
    tag = EventTag(0, (1, 1), "CONSULT", 0.9, 0.9, actor=((0, 0),), recipient=((2, 3), (5, 7)), confidence=0.8)
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    assert [a.span.slice(text_of(sentence)) for a in frame.recipient] == ["the government", "the Moro Front"]
