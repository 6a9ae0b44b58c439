"""Checks every row of the lexicon's tables: known words and slots, a starred trigger in each example, enough rows."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from dotterel.ontology import load_ontology

DATA = files("dotterel.extract.data")
COLUMNS = ["lemma", "pos", "type", "mode", "with", "roles", "weight", "flags", "example", "counterexample"]
PLAIN_SLOTS = {"obj", "obl", "prep", "xcomp", "ccomp", "acl", "mod", "subj", "prt", "iobj", "nmod", "poss", "advmod"}
ROLE_SLOT = re.compile(r"(subj|obj|iobj|poss|amod|compound|(obl|nmod)(\.[a-z]+)?|(xcomp|ccomp|acl)\.[a-z]+(\.[a-z]+)?)")
FLAGS = {"factive", "light", "speech", "needs_human", "needs_recipient", "implicative_neg", "future", "aspect"}
HELPERS = {"LIGHT", "ASPECT"}  # verbs that leave the event to their noun
SUPPLETIVE = {"go": "w"}  # went
MIN_ROWS = 1500
MIN_ROWS_OF_A_TYPE = 40
MIN_ROWS_OF_A_MODE = 3
AMBIGUOUS = 0.6  # below it a row must also show where the sense does not hold

Row = dict[str, str]


def table(name: str) -> list[list[str]]:
    lines = DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def read_lexicon() -> list[Row]:
    header, *rows = table("lexicon.tsv")
    assert header == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


ROWS = read_lexicon()
CLASSES = {name: words.split(",") for name, words in table("classes.tsv")[1:]}


def name_of(row: Row) -> str:
    return f"{row['lemma']}/{row['pos']} {row['type']} [{row['with']}]"


def wrong(check: object) -> list[str]:
    assert callable(check)
    return [name_of(row) for row in ROWS if not check(row)]


def conditions(row: Row) -> list[tuple[str, list[str]]]:
    parts = [part.partition(":") for part in row["with"].split("&") if part]
    return [(slot, words.split(",")) for slot, _, words in parts]


def test_types_and_modes_are_plovers() -> None:
    ontology = load_ontology()
    for row in ROWS:
        if row["type"] not in HELPERS:
            ontology.check_modes(row["type"], [mode for mode in row["mode"].split(".") if mode])
        else:
            assert not row["mode"], name_of(row)


def test_lemmas_and_parts_of_speech() -> None:
    assert not wrong(lambda row: row["pos"] in {"VERB", "NOUN", "ADJ"})
    assert not wrong(lambda row: row["lemma"] == row["lemma"].lower().strip() and row["lemma"])


def test_slots_are_known() -> None:
    known = re.compile(r"(obl|nmod)\.[a-z]+")
    assert not wrong(lambda row: all(slot in PLAIN_SLOTS or known.fullmatch(slot) for slot, _ in conditions(row)))


def test_words_and_classes_of_conditions_are_known() -> None:
    types = set(load_ontology().event_types)

    def good(word: str) -> bool:
        if word.startswith("@event:"):
            return word.removeprefix("@event:") in types
        return word[1:] in CLASSES if word.startswith("@") else bool(word) and word == word.strip()

    assert not wrong(lambda row: all(good(word) for _, words in conditions(row) for word in words))


def test_roles_are_well_formed() -> None:
    def good(item: str) -> bool:
        name, equals, slots = item.partition("=")
        if not equals:
            return name in {"reciprocal", "none"}
        return name in {"actor", "recipient"} and all(ROLE_SLOT.fullmatch(slot) for slot in slots.split("|"))

    assert not wrong(lambda row: all(good(item) for item in row["roles"].split(",") if item))


def test_weights_and_flags() -> None:
    assert not wrong(lambda row: re.fullmatch(r"[01]\.\d\d", row["weight"]) and 0 < float(row["weight"]) <= 1)
    assert not wrong(lambda row: {flag for flag in row["flags"].split(",") if flag} <= FLAGS)


def test_no_sense_is_listed_twice() -> None:
    keys = Counter((row["lemma"], row["pos"], row["with"]) for row in ROWS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_examples_star_the_trigger() -> None:
    def good(row: Row) -> bool:
        starred = re.findall(r"\*([^*]+)\*", row["example"])
        return len(starred) == 1 and starred[0][0].lower() in {row["lemma"][0], SUPPLETIVE.get(row["lemma"].split()[0])}

    assert not wrong(good)


def test_ambiguous_senses_have_a_counterexample() -> None:
    assert not wrong(lambda row: float(row["weight"]) >= AMBIGUOUS or row["counterexample"])


def test_there_are_enough_rows() -> None:
    types = Counter(row["type"] for row in ROWS)
    modes = Counter((row["type"], mode) for row in ROWS for mode in row["mode"].split(".") if mode)
    assert len(ROWS) >= MIN_ROWS
    for name, event_type in load_ontology().event_types.items():
        assert types[name] >= MIN_ROWS_OF_A_TYPE, name
        for mode in event_type.modes:
            assert modes[name, mode] >= MIN_ROWS_OF_A_MODE, (name, mode)


def test_classes_are_used_and_not_empty() -> None:
    assert len(CLASSES) >= 40
    assert all(all(words) for words in CLASSES.values())


def test_role_nouns_have_a_sector_and_a_kind() -> None:
    sectors = load_ontology().sectors
    header, *rows = table("roles.tsv")
    assert header == ["lemma", "sector", "kind"]
    assert len(rows) >= 450
    assert len({row[0] for row in rows}) == len(rows)
    for lemma, sector, kind in rows:
        assert sector in sectors, lemma
        assert kind in {"person", "group", "organisation", "state"}, lemma


@pytest.mark.parametrize("context", load_ontology().contexts)
def test_every_context_has_cues(context: str) -> None:
    cues = [words.split(",") for name, words in table("contexts.tsv")[1:] if name == context]
    assert len(cues) == 1
    assert 10 <= len(cues[0]) <= 25
