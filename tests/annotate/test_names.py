"""Names: scores in, mentions out."""

from __future__ import annotations

import numpy as np
import pytest

from dotterel.annotate.names import Name, decode

TAGS = ["O", *(f"{part}-{kind}" for kind in ("PER", "ORG", "LOC", "NORP", "TITLE") for part in "BI")]


def scores(*best: str, sure: float = 9.0) -> np.ndarray:
    found = np.zeros((len(best), len(TAGS)), dtype=np.float32)
    for row, tag in enumerate(best):
        found[row, TAGS.index(tag)] = sure
    return found


def names(text: str, *best: str) -> list[str]:
    words = text.split()
    return [f"{n.type} {' '.join(words[n.first : n.last + 1])}" for n in decode(scores(*best), TAGS, words)]


@pytest.mark.parametrize(
    ("text", "best", "expected"),
    [
        ("They met", "O O", []),
        ("Sergei Lavrov met Kim", "B-PER I-PER O B-PER", ["PER Sergei Lavrov", "PER Kim"]),
        ("Kenyan Foreign Minister Omamo", "B-NORP B-TITLE I-TITLE B-PER",
         ["NORP Kenyan", "TITLE Foreign Minister", "PER Omamo"]),
        ("Moon Kim", "B-PER B-PER", ["PER Moon", "PER Kim"]),
        ("the United Nations 's", "B-ORG I-ORG I-ORG I-ORG", ["ORG United Nations"]),
        ("“ Hamas ”", "B-ORG I-ORG I-ORG", ["ORG Hamas"]),
        ("— , .", "B-ORG I-ORG I-ORG", []),
        ("Mr. Tedeschi left", "B-PER I-PER O", ["PER Tedeschi"]),
        ("South Korean jets", "B-LOC B-NORP O", ["NORP South Korean"]),
        ("South Korean jets", "O B-NORP O", ["NORP South Korean"]),
        ("Bosnian Serb leader", "B-NORP B-NORP B-TITLE", ["NORP Bosnian Serb", "TITLE leader"]),
        ("Park South Korean", "B-LOC I-LOC B-NORP", ["LOC Park South", "NORP Korean"]),
        ("in October", "O B-NORP", []),
        ("the United States said", "O O B-LOC O", ["LOC United States"]),
        ("the United Nations said", "O B-ORG I-ORG O", ["ORG United Nations"]),
        ("May said", "B-PER O", ["PER May"]),
    ],
)  # fmt: skip
def test_tags_become_names(text: str, best: str, expected: list[str]) -> None:
    assert names(text, *best.split()) == expected


def test_an_inside_tag_without_a_beginning_is_repaired() -> None:
    broken = scores("O", "I-PER", "I-PER")
    broken[1, TAGS.index("B-PER")] = 6.0
    assert [(n.type, n.first, n.last) for n in decode(broken, TAGS, ["said", "Abiy", "Ahmed"])] == [("PER", 1, 2)]


def test_confidence_is_the_rounded_mean_probability() -> None:
    (name,) = decode(scores("B-LOC", sure=2.0), TAGS, ["Kampala"])
    assert name == Name("LOC", 0, 0, 0.425)
