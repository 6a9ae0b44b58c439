"""Scores by hand."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotterel.errors import DataError, InputError
from dotterel.evaluate import Score, read_gold_events, read_relations, score_events, score_relations
from dotterel.evaluate.events import GoldEvent
from dotterel.evaluate.matching import maximum_matching
from dotterel.model import EntityMention, EventMention
from tests.builders import KIM, LAVROV, SEOUL, coded, document, event


def test_relation_scores() -> None:
    report = score_relations(["AID", "AID", "YIELD", "ASSAULT"], ["AID", "COOPERATE", "CONCEDE", "ACCUSE"])
    assert (report.rows, report.accuracy) == (4, 0.5)
    assert report.quad_accuracy == 0.75
    assert report.binary_accuracy == 1.0
    assert report.classes["AID"] == Score(1, 2, 1)
    assert report.macro_f1 == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert report.confusion == (("AID", "COOPERATE", 1), ("ASSAULT", "ACCUSE", 1))
    low, high = report.macro_f1_interval
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ('{"event_type": "AID"}', "no field 'text'"),
        ('{"text": "ab", "event_type": "HUG"}', "unknown event type 'HUG'"),
        ('{"text": "ab", "event_type": "AID", "actor": {"start_char": 0, "end_char": 9}}', "runs past"),
        ('{"text": "ab", "event_type": "AID", "actor": {"start_char": "0", "end_char": 1}}', "of type int"),
    ],
)
def test_bad_gold_names_its_line(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text("\n" + line)
    with pytest.raises(DataError, match=words) as error:
        read_relations(path)
    assert f"{path}:2" in str(error.value)


def test_missing_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_gold_events(tmp_path / "none.jsonl")


def gold(**fields: object) -> GoldEvent:
    values: dict[str, object] = {
        "document": "r",
        "event_type": "CONSULT",
        "mode": frozenset({"visit"}),
        "auxiliary": frozenset(),
        "actor": frozenset({"RUS"}),
        "recipient": frozenset({"PRK"}),
        "date": "2018-05-31",
        "place": "Pyongyang",
        "country": "PRK",
        "sentence": document().text[: document().text.index(".") + 1],
        "trigger": "arrived",
    }
    return GoldEvent(**(values | fields))  # type: ignore[arg-type]


def scores(expected: list[GoldEvent], found: list[EventMention]) -> dict[str, Score]:
    return score_events(expected, [coded(document(id="r"), found)]).scores


def found(**fields: object) -> EventMention:
    return event(document(id="r"), **fields)


def test_a_right_event_is_right_by_every_criterion() -> None:
    assert {score.f1 for score in scores([gold()], [found()]).values()} == {1.0}


@pytest.mark.parametrize(
    ("fields", "failing"),
    [
        ({"mode": ()}, {"event and mode"}),
        ({"date": "2018-05"}, {"event and date"}),
        ({"place": None}, {"event and place"}),
        ({"auxiliary": ("negation",)}, {"event and auxiliary"}),
    ],
)
def test_one_field_wrong(fields: dict[str, object], failing: set[str]) -> None:
    result = scores([gold()], [found(**fields)])
    wrong = {name for name, score in result.items() if not score.right}
    assert wrong - {"event, mode, date, place"} == failing


def test_sets_of_codes_strict_and_lenient() -> None:
    result = scores([gold()], [found(actor=(LAVROV, SEOUL))])
    assert (result["event"].right, result["event, a code shared"].right, result["trigger and type"].right) == (0, 1, 1)
    unknown = EntityMention(LAVROV.span, LAVROV.text)
    assert scores([gold(actor=frozenset())], [found(actor=(unknown,))])["event"].right == 1


def test_matching_is_one_to_one() -> None:
    twice = [found(), found(id="ev_2", date="2018-06-01")]
    report = score_events([gold()], [coded(document(id="r"), twice)])
    assert report.scores["event"] == Score(1, 1, 2, report.scores["event"].interval)
    assert report.matched[0][1].date == "2018-05-31"
    assert [item.id for item in report.false] == ["ev_2"]


def test_documents_without_gold_count_against_precision_and_other_gold_is_left_aside() -> None:
    report = score_events([gold(document="elsewhere")], [coded(document(id="r"), [found()])])
    assert report.scores["event"].predicted == 1
    assert report.scores["event"].gold == 0


def test_types() -> None:
    report = score_events(
        [gold(), gold(event_type="AID", trigger="talks")], [coded(document(id="r"), [found(recipient=(KIM,))])]
    )
    assert report.types == {"AID": Score(0, 1, 0), "CONSULT": Score(1, 1, 1)}


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=5))
def test_the_matching_is_the_largest(fits: list[list[bool]]) -> None:
    result = maximum_matching(range(len(fits)), range(4), lambda one, other: 1.0 if fits[one][other] else None)
    assert len(set(result.values())) == len(result)
    assert all(fits[one][other] for one, other in result.items())
    slots: list[int | None] = [*range(4), None, None, None, None, None]
    best = (
        max(
            sum(slot is not None and fits[one][slot] for one, slot in enumerate(chosen))
            for chosen in set(permutations(slots[:4] + [None] * max(0, len(fits) - 4), min(len(fits), 4))) or {()}
        )
        if len(fits) <= 4
        else len(result)
    )
    assert len(result) >= best
