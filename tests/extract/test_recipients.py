"""Parties that the tree adds to what the event model saw, or takes away from it."""

from __future__ import annotations

import pytest
from tests.extract.conllu import parse, text_of

from dotterel.extract.events import sentence_events
from dotterel.extract.lexicon import Lexicon
from dotterel.model import EventTag, Stretch

LEXICON = Lexicon.load()

TOOK = "Rebels/NOUN/2/nsubj/rebel took/VERB/0/root/take Goma/PROPN/2/obj before/ADP/5/case dawn/NOUN/2/obl ././2/punct"
POWER = "Rebels/NOUN/2/nsubj/rebel took/VERB/0/root/take power/NOUN/2/obj ././2/punct"
TOWN = "Troops/NOUN/2/nsubj/troops left/VERB/0/root/leave the/DET/4/det town/NOUN/2/obj/town of/ADP/6/case Bor/PROPN/4/nmod"
LIFTED = (
    "Lima/PROPN/2/nsubj imposed/VERB/0/root/impose it/PRON/2/obj/it after/ADP/5/case riots/NOUN/2/obl/riot ././2/punct"
)
RESIGN = (
    "Students/NOUN/2/nsubj/student demanded/VERB/0/root/demand that/SCONJ/6/mark the/DET/5/det "
    "minister/NOUN/6/nsubj/minister resign/VERB/2/ccomp/resign ././2/punct"
)
BE_FREED = (
    "Students/NOUN/2/nsubj/student demanded/VERB/0/root/demand that/SCONJ/7/mark the/DET/5/det "
    "minister/NOUN/7/nsubj:pass/minister be/AUX/7/aux:pass/be freed/VERB/2/ccomp/free ././2/punct"
)
RELEASE = (
    "Students/NOUN/2/nsubj/student demanded/VERB/0/root/demand the/DET/4/det release/NOUN/2/obj/release of/ADP/7/case "
    "the/DET/7/det poet/NOUN/4/nmod/poet ././2/punct"
)
RESIGNATION = RELEASE.replace("release/NOUN/2/obj/release", "resignation/NOUN/2/obj/resignation")
BOTH = "Chad/PROPN/2/nsubj urged/VERB/0/root/urge both/DET/2/obj/both to/PART/5/mark wait/VERB/2/xcomp ././2/punct"
THE = "Chad/PROPN/2/nsubj urged/VERB/0/root/urge the/DET/4/det men/NOUN/2/obj/man to/PART/6/mark wait/VERB/2/xcomp"
SIGNED = "Cairo/PROPN/2/nsubj signed/VERB/0/root/sign a/DET/4/det pact/NOUN/2/obj with/ADP/6/case Juba/PROPN/4/nmod ././2/punct"
PRAISED = SIGNED.replace("signed/VERB/0/root/sign", "praised/VERB/0/root/praise")
THANKED = "Oman/PROPN/5/nsubj:pass and/CCONJ/3/cc Qatar/PROPN/1/conj were/AUX/5/aux:pass/be thanked/VERB/0/root/thank ././5/punct"
VISITED = (
    "Mr/PROPN/2/compound Keita/PROPN/3/nsubj visited/VERB/0/root/visit Tunis/PROPN/3/obj in/ADP/6/case "
    "June/PROPN/3/obl and/CCONJ/8/cc May/PROPN/6/conj ././3/punct"
)
OWN = "Lima/PROPN/2/nsubj dismissed/VERB/0/root/dismiss its/PRON/4/nmod:poss/its ambassador/NOUN/2/obj/ambassador ././2/punct"


def roles(
    rows: str,
    names: str,
    event_type: str,
    word: int,
    actor: tuple[Stretch, ...],
    recipient: tuple[Stretch, ...] = (),
    mode: tuple[str, ...] = (),
) -> str:
    sentence, mentions = parse(rows, names)
    tag = EventTag(0, (word, word), event_type, 0.9, 0.9, mode, actor=actor, recipient=recipient, confidence=0.8)
    (frame,) = sentence_events(sentence, mentions, (), (tag,), LEXICON)
    text = text_of(sentence)
    return " > ".join(" ; ".join(a.span.slice(text) for a in side) for side in (frame.actor, frame.recipient))


def test_a_town_that_is_taken_is_the_recipient() -> None:
    assert roles(TOOK, "LOC:3", "COERCE", 1, ((0, 0),)) == "Rebels > Goma"
    assert roles(TOOK, "LOC:3", "CONSULT", 1, ((0, 0),)) == "Rebels > "
    assert roles(POWER, "", "COERCE", 1, ((0, 0),)) == "Rebels > "


def test_the_site_of_an_attack_is_the_recipient_with_its_name() -> None:
    assert roles(TOWN, "LOC:6", "COERCE", 1, ((0, 0),)) == "Troops > the town of Bor"
    assert roles(TOWN, "LOC:6", "RETREAT", 1, ((0, 0),)) == "Troops > "
    sentence, _ = parse(TOWN, "LOC:6")
    tag = EventTag(0, (1, 3), "COERCE", 0.9, 0.9, actor=((0, 0),), confidence=0.8)
    (frame,) = sentence_events(sentence, [], (), (tag,), LEXICON)
    assert frame.recipient == ()  # the town is part of the trigger


def test_a_curfew_is_no_party() -> None:
    assert roles(LIFTED, "LOC:1", "COERCE", 1, ((0, 0),), mode=("restrict",)) == "Lima > it"
    assert roles(LIFTED, "LOC:1", "COERCE", 1, ((0, 0),), mode=("curfew",)) == "Lima > "


def test_who_is_to_do_what_is_demanded_is_asked() -> None:
    assert roles(RESIGN, "", "REQUEST", 1, ((0, 0),)) == "Students > the minister"
    assert roles(BE_FREED, "", "REQUEST", 1, ((0, 0),)) == "Students > "


def test_who_is_to_be_released_is_not_asked() -> None:
    assert roles(RELEASE, "", "REQUEST", 1, ((0, 0),), ((5, 6),)) == "Students > "
    assert roles(RESIGNATION, "", "REQUEST", 1, ((0, 0),), ((5, 6),)) == "Students > the poet"


def test_both_can_be_a_party_and_an_article_cannot() -> None:
    assert roles(BOTH, "LOC:1", "REQUEST", 1, ((0, 0),), ((2, 2),)) == "Chad > both"
    assert roles(THE, "LOC:1", "REQUEST", 1, ((0, 0),), ((2, 2),)) == "Chad > "


@pytest.mark.parametrize(
    ("rows", "actor", "expected"),
    [
        (SIGNED, ((0, 0),), "Cairo ; Juba > "),
        (SIGNED, (), " > Juba"),
        (PRAISED, ((0, 0),), "Cairo > Juba"),
    ],
)
def test_who_signs_with_another_is_an_actor(rows: str, actor: tuple[Stretch, ...], expected: str) -> None:
    assert roles(rows, "LOC:1 LOC:6", "SUPPORT", 1, actor, ((5, 5),)) == expected


def test_the_subject_of_a_passive_has_it_done_to_it() -> None:
    assert roles(THANKED, "LOC:1 LOC:3", "SUPPORT", 4, ((0, 0), (2, 2))) == " > Oman ; Qatar"
    assert roles(THANKED, "LOC:1 LOC:3", "MOBILIZE", 4, ((0, 0), (2, 2))) == "Oman ; Qatar > "


def test_no_month_is_a_party_and_a_town_visited_is_no_host_for_want_of_one() -> None:
    assert roles(VISITED, "PER:1-2 LOC:4", "CONSULT", 2, ((0, 1), (7, 7)), ((5, 5),), ("visit",)) == "Mr Keita > "


def test_one_s_own_envoy_is_recalled_from_others_but_dismissed_himself() -> None:
    assert roles(OWN, "LOC:1", "SANCTION", 1, ((0, 0),), ((2, 3),), ("withdraw",)) == "Lima > "
    assert roles(OWN, "LOC:1", "SANCTION", 1, ((0, 0),), ((2, 3),)) == "Lima > its ambassador"
