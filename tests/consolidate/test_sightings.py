"""What a report says of an occasion, and what became of it: sentences in the wording of many desks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dotterel.consolidate import Sighting, sightings
from dotterel.consolidate.meetings import clashes, judge_sightings
from dotterel.model import Coded
from dotterel.model.days import written
from dotterel.pipeline.clues import WordClues
from tests.consolidate.reports import meet, party, place, report

CLUES = WordClues()
MEET = {"mode": ("meet",)}
AHEAD = {"auxiliary": ("future",)}


def seen(coded: Coded) -> list[Sighting]:
    return list(sightings(coded, CLUES))


def told(coded: Coded) -> list[tuple[str, str | None]]:
    return [(one.occasion_type, one.status) for one in seen(coded)]


def no_event(text: str, published: str = "2020-03-10") -> Coded:
    return replace(report(text, text.split()[0], published=published), events=())


@pytest.mark.parametrize(
    ("text", "trigger", "event_type", "expected"),
    [
        # A word of the change stands against "held" where the day lies ahead or the trigger is no word of meeting.
        ("Kenya and Uganda set 17 May as the new date for their meeting.", "meeting", "CONSULT", [("meeting", "rescheduled")]),
        ("Kenya and Uganda have settled on 17 May as the new date for their talks.", "settled", "CONSULT", [("talks", "rescheduled")]),
        ("A meeting of Kenya and Uganda was brought forward to 17 May.", "brought forward", "CONSULT", [("meeting", "rescheduled")]),
        ("The meeting of Kenya and Uganda in Gulu will not take place.", "meeting", "CONSULT", [("meeting", "cancelled")]),
        # What is done at a meeting is not done to it.
        ("During the meeting Kenya and Uganda agreed to reopen a bridge.", "meeting", "CONSULT", [("meeting", "held")]),
        ("Kenya said the summit it had cancelled would go ahead on 17 May.", "cancelled", "SANCTION", [("summit", "revived")]),
        ("Kenya called off the meeting because of the Ugandan election.", "called off", "SANCTION", [("meeting", "cancelled")]),
        ("Kenya's opposition would not boycott the vote.", "boycott", "REJECT", [("vote", None)]),
        ("Kenyans rejected a charter in a referendum.", "rejected", "REJECT", [("vote", None)]),
        ("Lenders refused to extend the 30 June deadline.", "refused", "REJECT", [("deadline", None), ("deadline", "scheduled")]),
        ("Kenya set a deadline of 30 June.", "deadline", "THREATEN", [("deadline", "scheduled")]),
        ("Kenya extended an invitation to Uganda's president for a visit.", "extended", "AGREE", [("visit", "proposed")]),
        ("Kenya will take part in talks with Uganda on 17 May.", "take part", "AGREE", [("talks", "scheduled")]),
    ],
)  # fmt: skip
def test_what_an_event_says_became_of_it(
    text: str, trigger: str, event_type: str, expected: list[tuple[str, str | None]]
) -> None:
    assert told(report(text, trigger, event_type)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya and Uganda are due to meet in Gulu on 17 May.", [("meeting", "scheduled")]),
        ("Kenya's president announced that an election would be held on 17 May.", [("vote", "scheduled")]),
        ("Kenya's rules were not agreed, and the election was put off.", [("vote", "postponed")]),
        ("Kenya's foreign minister is expected in Gulu on 17 May.", [("visit", "scheduled")]),
        ("Kenya's minister told a conference in Gulu on Monday that Uganda was safe.", [("meeting", "held")]),
        ("The drill of Kenya and Uganda will begin on 17 May instead of 3 May.", [("exercise", "rescheduled")]),
        ("Kenya dropped visas for Ugandans at a summit on Monday.", [("summit", "held")]),
        ("Kenya denied that its army chief planned to meet the Ugandan president.", [("meeting", "denied")]),
        ("Kenya denied that police planned to meet.", []),
        ("China demanded that Kenya and its Ugandan neighbours call off their naval drill.", [("exercise", None)]),
        ("The drill goes on, although Kenya withdrew from the town.", [("exercise", None)]),
        ("Kenya withdrew from the joint drill with Uganda.", [("exercise", "cancelled")]),
    ],
)
def test_what_a_sentence_without_an_event_says(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(no_event(text)) == expected


def test_what_is_agreed_at_a_summit_is_not_the_summit() -> None:
    text = "Kenya and Uganda held a summit on Monday and agreed on a truce."
    held, agreed = report(text, "summit"), report(text, "agreed", "AGREE")
    both = replace(held, events=(*held.events, replace(agreed.events[0], document=held.document.id)))
    assert told(both) == [("summit", "held")]


def test_of_two_tellings_in_one_sentence_the_fuller_is_kept() -> None:
    text = "Kenya wants a summit with Uganda and Rwanda and has proposed one in May."
    wide = report(text, "wants", "REQUEST", recipient=("UGA", "RWA"), **MEET)
    narrow = report(text, "proposed", "AGREE", recipient=("UGA",))
    (one,) = seen(replace(wide, events=(*wide.events, replace(narrow.events[0], document=wide.document.id))))
    assert one.codes == {"KEN", "UGA", "RWA"}


def test_an_invitation_is_a_request_to_somebody_abroad_to_come() -> None:
    text = "Kenya's president asked Uganda's king to come to Nairobi."
    assert told(report(text, "asked", "REQUEST")) == [("visit", "proposed")]
    assert told(report(text, "asked", "REQUEST", recipient=("KEN",))) == []
    assert told(report("Kenya asked Ugandans not to travel to Nairobi.", "asked", "REQUEST")) == []


def test_an_invitation_is_no_occasion_where_it_is_how_a_visit_came_about() -> None:
    text = "Kenya's president will make a visit to Gulu at Uganda's invitation."
    assert told(report(text, "invitation", "AGREE")) == [("visit", None)]


def test_a_visit_that_no_word_names() -> None:
    assert told(report("Kenya's president landed in Gulu.", "landed", mode=("visit",))) == [("visit", "held")]
    assert told(report("Kenya's president spoke in Gulu.", "spoke")) == []
    home = report("Kenya's president landed in Nairobi.", "landed", mode=("visit",), place=place("Nairobi", "KEN"))
    assert told(home) == []


def test_the_day_of_a_plan_is_not_the_day_of_the_news() -> None:
    # "Due on Friday" was read as the Friday before: the plan's day must not date the news of the delay.
    coded = report(
        "The talks of Kenya and Uganda, due on Friday, were postponed.", "postponed", "SANCTION", told="2020-03-06"
    )
    timex = coded.events[0].timex
    assert timex is not None
    start = coded.document.text.index("Friday")
    friday = replace(timex, span=replace(timex.span, start_char=start, end_char=start + len("Friday")))
    (one,) = seen(replace(coded, events=(replace(coded.events[0], timex=friday),)))
    assert (written(one.plan.old), one.day) == ("2020-03-13", one.published)


def test_where_somebody_speaks_is_not_where_it_is() -> None:
    text = "Kenya pulled out of the drill with Uganda, {} in Nairobi said."
    assert seen(no_event(text.format("officials")))[0].site is None
    assert seen(no_event(text.replace(", {}", "").replace("said", "on Monday")))[0].site is not None


def test_a_person_whose_country_is_a_guess_is_not_of_the_country_he_visits() -> None:
    guessed = replace(party("UGA", "Coale"), text="Coale", inferred=True)
    visit = {"mode": ("visit",), "actor": (), "recipient": (), "place": place("Gulu", "UGA")}
    coded = report("Coale arrived in Gulu.", "arrived", **visit)
    (one,) = seen(replace(coded, events=(replace(coded.events[0], actor=(guessed,)),)))
    assert (one.codes, one.people) == (frozenset(), {"person:coale"})


def test_who_gave_cause_takes_no_part() -> None:
    (one,) = seen(
        report("Kenya cancelled a visit to Uganda after Sudan closed a road.", "cancelled", "SANCTION", recipient=())
    )
    assert one.codes == {"KEN", "UGA"}


def test_of_a_visit_the_place_is_the_other_side() -> None:
    plan = report(
        "Kenya's president will travel to Gulu on 17 May.", "travel", "AGREE", recipient=(), place=place("Gulu", "UGA")
    )
    off = report("Kenya cancelled its president's trip to Uganda.", "cancelled", "SANCTION", published="2020-03-20")
    (one,), (other,) = seen(plan), seen(off)
    assert meet(one, other)
    link = judge_sightings(one, other)
    assert link is not None
    assert link.weight > 0


def test_a_surname_is_the_person_named_in_full() -> None:
    full = replace(party("KEN", "Jo Coale"), text="President Jo Coale")
    short = replace(party("UGA", "Coale"), text="Coale", inferred=True)
    first = report("Jo Coale will visit Uganda.", "visit", "AGREE", actor=())
    second = report(
        "Coale went to see Uganda's king on a visit.", "visit", mode=("visit",), actor=(), published="2020-03-12"
    )
    (one,) = seen(replace(first, events=(replace(first.events[0], actor=(full,)),)))
    (other,) = seen(
        replace(second, events=(replace(second.events[0], actor=(short,), recipient=(party("UGA"), party("RWA"))),))
    )
    assert clashes(one, other) is None
    assert meet(one, other)


def test_who_holds_an_office_by_the_tables_does_not_speak_against_a_name() -> None:
    by_office = replace(party("KEN", "Uhuru Kenyatta"), text="its president")
    coded = report("Kenya's president met Uganda's.", "met")
    (one,) = seen(replace(coded, events=(replace(coded.events[0], actor=(by_office,)),)))
    assert one.people == frozenset()
