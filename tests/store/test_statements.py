"""Statements in a store: by speaker, topic and words; the full-text index; the same words in several documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dotterel.errors import InputError, StoreError
from dotterel.model import Coded, Document, Statement
from dotterel.store import StatementFilter, Store, group_quotes, open_store
from dotterel.store.same_quotes import differences
from dotterel.store.search import insert_queries, words_of
from tests.builders import KIM, event
from tests.statement_builders import SPEECH, harvest, passage, statement, voice

REPORT = Document(SPEECH, id="speech")
OTHER_TEXT = "The port is closed, the mayor said. Nobody may enter the port."
OTHER = Document(OTHER_TEXT, id="other")
PORT = statement(
    OTHER,
    content=(passage("The port is closed", OTHER_TEXT),),
    speaker=(voice("the mayor", OTHER_TEXT),),
    cue=passage("said", OTHER_TEXT),
    quotation="indirect",
    tone="say",
    about=(voice("The port", OTHER_TEXT, name="Port of Dawn", code="XXP"),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.duckdb") as opened:
        opened.write([harvest(REPORT, statement()), harvest(OTHER, PORT)])
        yield opened


def found(store: Store, **conditions: str) -> list[Statement]:
    return list(store.read_statements(StatementFilter(**conditions)))  # type: ignore[arg-type]


def test_a_statement_comes_back_equal(store: Store) -> None:
    assert found(store) == [PORT, statement()]
    assert store.statements().fetchall()[0][0] == PORT.id


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"speaker": "amina"}, [statement()]),
        ({"speaker": "SOM"}, [statement()]),
        ({"speaker": "person:amina yusuf"}, [statement()]),
        ({"speaker": "KEN"}, []),
        ({"about": "sanctions"}, [statement()]),
        ({"about": "Port of Dawn"}, [PORT]),
        ({"about": "XXP"}, [PORT]),
        ({"text": "sanction lifted"}, []),
        ({"text": "Sanctions LIFT"}, [statement()]),
        ({"addressee": "reporters"}, [statement()]),
        ({"via": "radio"}, []),
        ({"tone": "say"}, [PORT]),
        ({"quotation": "direct"}, [statement()]),
        ({"document": "other", "text": "closed"}, [PORT]),
        ({"speaker": "mayor", "text": "sanctions"}, []),
    ],
)
def test_what_is_asked_for(store: Store, conditions: dict[str, str], expected: list[Statement]) -> None:
    assert found(store, **conditions) == expected


def test_about_a_party_to_an_event_told_in_it(store: Store) -> None:
    told = event(trigger=passage("lift").span, document="speech", actor=(KIM,), statement=statement().id)
    store.write(Coded(REPORT, (told,), (), (), (statement(),)))
    assert found(store, about="PRK") == [statement()]


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"tone": "shout"}, "unknown tone 'shout'; known: accuse"),
        ({"quotation": "literal"}, "unknown quotation 'literal'"),
        ({"text": "the ..."}, "no word to search for"),
    ],
)
def test_a_wrong_condition_says_what_would_be_right(store: Store, conditions: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        found(store, **conditions)


def test_search_ranks_by_how_much_the_words_say(store: Store) -> None:
    text = "The port, the port. A port of call for ships that come and go all year long."
    store.write(harvest(Document(text, id="third")))
    hits = store.search("ports").fetchall()
    assert [(document, item) for document, item, _ in hits] == [
        ("third", "0"),
        ("other", "0"),
        ("other", "1"),
        ("third", "1"),
    ]
    assert hits[0][2] > hits[-1][2] > 0
    assert store.search("port nobody").fetchall()[0][:2] == ("other", "1")
    assert store.search("port zebra").fetchall() == []
    assert store.search("closed", kind="statement").fetchall()[0][1] == PORT.id
    assert len(store.search("port", limit=2).fetchall()) == 2
    with pytest.raises(InputError, match="known: sentence, statement"):
        store.search("port", kind="event")


def test_the_index_follows_its_rows(store: Store) -> None:
    sizes = [store.count(name) for name in ("search_units", "search_postings")]
    store.write([harvest(REPORT, statement()), harvest(OTHER, PORT)])
    assert [store.count(name) for name in ("search_units", "search_postings")] == sizes
    store.write(harvest(Document("The harbour is open.", id="other")))
    assert store.search("port").fetchall() == []
    assert store.search("harbour").fetchall()[0][:2] == ("other", "0")
    assert found(store) == [statement()]


def test_a_batch_that_fails_leaves_no_index_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [store.count(name) for name in ("documents", "search_units", "search_postings")]
    broken = lambda rows: (*insert_queries(rows), ("INSERT INTO nowhere VALUES (1)", {}))  # noqa: E731
    monkeypatch.setattr("dotterel.store.store.insert_queries", broken)
    with pytest.raises(StoreError):
        store.write(harvest(Document("The harbour is open.", id="bad")))
    assert [store.count(name) for name in ("documents", "search_units", "search_postings")] == before


def test_words() -> None:
    assert words_of("The ministers' cities, Yaoundé's buses") == ["minister", "city", "yaounde", "buse"]
    assert words_of("of the") == []


def said_in(identity: str, words: str) -> Statement:
    return statement(Document(words, id=identity), content=(passage(words, words),))


def test_the_same_words_in_several_documents() -> None:
    short = said_in("a", "We will lift the sanctions before winter comes")
    longer = said_in("b", "We will lift the sanctions before the winter comes, and not a day later")
    other = said_in("c", "Nobody may enter the port before the ships have left")
    twice = said_in("a", "We will lift the sanctions before winter comes again")
    groups = group_quotes([short, other, longer, twice])
    assert [[s.document for s in group.statements] for group in groups] == [["b", "a", "a"], ["c"]]
    assert groups[0].documents == ("b", "a")


def test_short_words_are_the_same_by_chance() -> None:
    assert len(group_quotes([said_in("a", "We will see"), said_in("b", "We will see")])) == 2


def test_differences_of_wording() -> None:
    assert differences("We will not go back", "We shall not go") == [
        ("We", False),
        ("shall", True),
        ("not go", False),
        ("[…]", True),
    ]
