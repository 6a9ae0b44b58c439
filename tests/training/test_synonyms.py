"""Triggers of training sentences are swapped for other words in the same form."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from training.annotated import cut
from training.corpus import Report, read_file
from training.synonyms import SYNONYMS, Synonyms, verb_forms

from dotterel.ontology import load_ontology

BLOCK = """S a-1 story
T A rebuke by Mali and an appeal by Togo came after Niger condemned and shot at Benin in a protest.
E ACCUSE.disapprove: rebuke | A: Mali
E REQUEST: appeal | A: Togo
E ACCUSE.disapprove: condemned | A: Niger | R: Benin
E ASSAULT.firearms: shot at | A: Niger | R: Benin
"""


def swapped(tmp_path: Path, share: float, seed: int) -> str:
    path = tmp_path / "part.txt"
    path.write_text(BLOCK, encoding="utf-8")
    report = Report()
    read_file(path, report)
    annotated = cut(report.sentences[0])
    return " ".join(Synonyms.read(share)(annotated, annotated.sentence, random.Random(seed)).words)


def test_words_are_swapped_in_the_same_form_and_articles_follow(tmp_path: Path) -> None:
    plain = swapped(tmp_path, 0, 1)
    assert plain.startswith("A rebuke by Mali and an appeal")
    seen = {swapped(tmp_path, 1, seed) for seed in range(40)}
    assert len(seen) > 10
    assert any("a plea by Togo" in one for one in seen)
    assert any("Niger lambasted and" in one for one in seen)
    assert all("shot at Benin in a protest" in one for one in seen)  # more words than one, and no trigger at all


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("ban", ("ban", "bans", "banned", "banned", "banning")),
        ("seize", ("seize", "seizes", "seized", "seized", "seizing")),
        ("free", ("free", "frees", "freed", "freed", "freeing")),
        ("break/broke/broken", ("break", "breaks", "broke", "broken", "breaking")),
    ],
)
def test_verbs_in_all_forms(written: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(written) == forms


def test_a_form_that_may_be_two_is_swapped_for_one_that_is_both() -> None:
    words = Synonyms.read(1).others("cut", "SANCTION", ("discontinue",))
    assert "broken" not in words
    assert list(Synonyms.read(1).others("broken", "SANCTION", ("discontinue",)))


def test_the_table_names_types_and_modes_of_the_ontology() -> None:
    ontology = load_ontology()
    for line in SYNONYMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            event_type, _, mode = line.partition(": ")[0].split()[0].partition(".")
            assert event_type in ontology.event_types
            assert not mode or mode in ontology.event_types[event_type].modes
