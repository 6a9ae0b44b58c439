"""Phrases scored by their codes, ids and chains, on figures worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dotterel.errors import DataError
from dotterel.evaluate import GoldPhrase, read_entities, score_chains, score_entities
from dotterel.model import EntityMention, Span

KIIR, PAIR, HE = Span(0, 4), Span(5, 14), Span(15, 17)


def mention(span: Span, code: str | None, entity: str | None = None) -> EntityMention:
    return EntityMention(span, "words", None, entity, code, (), None, False)


GOLD = (
    GoldPhrase("a", KIIR, "Kiir", frozenset({"SSD"}), "person:kiir", "1"),
    GoldPhrase("a", PAIR, "the sides", frozenset({"SSD", "SDN"})),
    GoldPhrase("a", HE, "he", frozenset(), None, "1"),
)


def test_a_phrase_is_right_when_its_set_of_codes_is() -> None:
    given = {
        KIIR: (mention(KIIR, "SSD", "person:kiir"),),
        PAIR: (mention(PAIR, "SDN"), mention(PAIR, "SSD")),
        HE: (mention(HE, None, "person:kiir"),),
    }
    report = score_entities(GOLD, {"a": given})
    assert (report.accuracy, report.coded, report.coded_accuracy) == (1.0, 2, 1.0)
    assert (report.entities, report.entity_accuracy, report.misses) == (1, 1.0, ())
    assert report.chains is not None
    assert report.chains.conll == 1.0


def test_one_code_of_two_is_wrong_and_told() -> None:
    given = {KIIR: (mention(KIIR, "SDN"),), PAIR: (mention(PAIR, "SSD"),), HE: (mention(HE, None),)}
    report = score_entities(GOLD, {"a": given})
    assert (round(report.accuracy, 3), report.coded_accuracy, report.entity_accuracy) == (0.333, 0.0, 0.0)
    assert [miss.gold.text for miss in report.misses] == ["Kiir", "the sides"]
    assert report.chains is not None
    assert report.chains.muc == 0.0


def test_chain_measures_on_the_example_of_the_b3_paper() -> None:
    # Bagga and Baldwin (1998): gold {1-5} {6,7} {8-C}; given {1-5} {6-C}: B3 precision 16/21... worked out by hand:
    # 1-5: 1; 6,7: 2/7; 8-C: 5/7 -> (5 + 2 * 2/7 + 5 * 5/7) / 12; recall 1.
    gold = {**dict.fromkeys("12345", "a"), **dict.fromkeys("67", "b"), **dict.fromkeys("89ABC", "c")}
    given = {**dict.fromkeys("12345", "x"), **dict.fromkeys("6789ABC", "y")}
    scores = score_chains([(gold, given)])
    precision = (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12
    assert round(scores.b3, 6) == round(2 * precision / (precision + 1), 6)
    assert round(scores.muc, 6) == round(2 * (9 / 10) / (9 / 10 + 1), 6)
    # CEAF-e: {1-5} with x: 1, {8-C} with y: 10/12; 3 gold chains, 2 given
    right = 1 + 10 / 12
    assert round(scores.ceafe, 6) == round(2 * (right / 3) * (right / 2) / (right / 3 + right / 2), 6)


def test_the_assignment_is_the_best_and_not_the_first() -> None:
    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    given = {"a": 8, "b": 9, "c": 9, "d": 8}
    # 1 with 9 (4/5) and 2 with 8 (2/3) beats 1 with 8 (2/5)
    right = 4 / 5 + 2 / 3
    assert round(score_chains([(gold, given)]).ceafe, 6) == round(right / 2, 6)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"document": "a", "start": 3, "end": 3, "text": "x", "codes": []}, "no stretch of text"),
        ({"document": "a", "start": 0, "end": 3, "text": "x", "codes": [1]}, "list of codes"),
        ({"document": "a", "start": 0, "end": 3, "codes": []}, "no field 'text'"),
    ],
)
def test_malformed_rows_are_told(tmp_path: Path, row: dict[str, object], told: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n")
    with pytest.raises(DataError, match=told):
        read_entities(path)


def test_a_phrase_without_an_answer_is_an_error() -> None:
    with pytest.raises(DataError, match="no answer for 'Kiir'"):
        score_entities(GOLD[:1], {})
