"""A store is consolidated once, step by step or anew with one result; what people decide stays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dotterel.errors import InputError
from dotterel.evaluate import read_scenarios
from dotterel.model import Coded
from dotterel.pipeline.consolidate import consolidate, consolidate_coded
from dotterel.pipeline.corrections import correct
from dotterel.pipeline.reasons import why_one_event, why_one_occasion
from dotterel.store import Store, open_store

SCENARIOS = Path(__file__).parents[1] / "gold" / "scenarios"
TABLES = (
    "merged_events", "occasions", "report_groups", "event_links", "event_keys", "occasion_links", "report_links",
    "sightings", "consolidated",
)  # fmt: skip


@cache
def reports(*stories: int) -> tuple[Coded, ...]:
    return tuple(coded for story in read_scenarios(SCENARIOS) if story.number in stories for coded in story.coded)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: store._connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall() for name in TABLES}


def consolidated(path: Path, coded: tuple[Coded, ...]) -> dict[str, list[tuple[object, ...]]]:
    with open_store(path) as store:
        store.write(coded)
        consolidate(store)
        return contents(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.duckdb") as opened:
        opened.write(reports(1, 35))
        consolidate(opened)
        yield opened


def test_mentions_stay_and_events_are_told_once(store: Store) -> None:
    assert store.count("events") == sum(len(coded.events) for coded in reports(1, 35))
    visit = next(one for one in store.consolidated.merged_events() if one.reports == 2 and one.date == "2021-03-15")
    assert (visit.independent_reports, visit.publishers) == (1, 2)  # the second report is a copy of the first
    assert len({mention for one in store.consolidated.merged_events() for mention in one.mention}) == store.count(
        "events"
    )


def test_the_life_of_a_summit(store: Store) -> None:
    summit = next(one for one in store.consolidated.read_occasions() if one.occasion_type == "summit")
    assert [entry.status for entry in summit.history] == ["scheduled", "cancelled", "revived", "held"]
    assert (summit.status, summit.date, summit.place.name if summit.place else "") == ("held", "2018-06-12", "Kaesong")
    assert {party.code for party in summit.participant} == {"KOR", "PRK"}
    assert summit.history[1].old_date == "2018-06-12"
    for entry in summit.history:
        text = store.document(entry.document).text
        assert text[entry.start_char : entry.end_char] == entry.text


def test_again_changes_nothing(store: Store) -> None:
    before = contents(store)
    done = consolidate(store)
    assert (done.documents, done.gone) == (0, 0)
    assert contents(store) == before
    consolidate(store, full=True)
    assert contents(store) == before


def test_in_a_store_and_in_memory_alike(store: Store) -> None:
    made = consolidate_coded(reports(1, 35))
    assert made.events == store.consolidated.merged_events()
    assert made.occasions == store.consolidated.read_occasions()
    assert set(made.places()) == {one.id for one in made.occasions}


class Arrivals(RuleBasedStateMachine):
    """Reports come in any order and number, some changed and taken back; the result is that of all at once."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = open_store(Path(self.folder.name, "s.duckdb"))
        self.here: dict[str, Coded] = {}

    @initialize(seed=st.integers(0, 1000))
    def shuffled(self, seed: int) -> None:
        self.rest = list(reports(2, 12, 17))
        random.Random(seed).shuffle(self.rest)

    def _write(self, coded: list[Coded]) -> None:
        self.store.write(coded)
        self.here |= {one.document.id: one for one in coded}

    @rule(count=st.integers(1, 6))
    def arrive(self, count: int) -> None:
        self._write(self.rest[:count])
        del self.rest[:count]

    @rule(pick=st.integers(0, 30))
    def lose_an_event(self, pick: int) -> None:
        if self.here:
            one = self.here[sorted(self.here)[pick % len(self.here)]]
            self._write([replace(one, events=one.events[1:])])

    @rule()
    def take_in(self) -> None:
        consolidate(self.store)

    @invariant()
    def same_as_all_at_once(self) -> None:
        if not self.here or self.store.consolidated.pending() != ([], []):
            return
        with TemporaryDirectory() as folder:
            expected = consolidated(Path(folder, "t.duckdb"), tuple(self.here.values()))
        assert contents(self.store) == expected

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestArrivals = Arrivals.TestCase
TestArrivals.settings = settings(
    max_examples=6, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def test_a_split_stays_after_recomputation(store: Store) -> None:
    event = next(one for one in store.consolidated.merged_events() if len(one.mention) == 3)
    lead, other = event.mention[0], event.mention[1]
    made = correct(store, "split", lead, other)
    for full in (False, True):
        consolidate(store, full=full)
        one, two = store.consolidated.event_of(lead), store.consolidated.event_of(other)
        assert one is not None
        assert two is not None
        assert one.id != two.id
    assert store.consolidated.remove_correction(made.id)
    consolidate(store, full=True)
    assert store.consolidated.event_of(other) == event


def test_a_join_stays_and_the_later_word_counts(store: Store) -> None:
    one, other = [event for event in store.consolidated.merged_events() if event.event_type == "AGREE"][:2]
    correct(store, "join", one.id, other.id)
    consolidate(store)
    joined = store.consolidated.event_of(one.mention[0])
    assert joined is not None
    assert set(joined.mention) == {*one.mention, *other.mention}
    correct(store, "split", one.mention[0], other.mention[0])
    consolidate(store)
    assert [item.kind for item in store.consolidated.corrections()] == ["split"]
    assert store.consolidated.event_of(other.mention[0]) != store.consolidated.event_of(one.mention[0])


def test_a_correction_of_an_occasion(store: Store) -> None:
    summit = next(one for one in store.consolidated.read_occasions() if one.occasion_type == "summit")
    held = summit.history[-1].event
    assert held is not None
    correct(store, "split", summit.id, held)
    consolidate(store, full=True)
    found = [one for one in store.consolidated.read_occasions() if held in one.mention]
    assert [one.status for one in found] == ["held"]
    assert set(found[0].document).isdisjoint({summit.document[0]})


def test_a_correction_whose_words_are_gone_is_kept_and_named(store: Store) -> None:
    event = next(one for one in store.consolidated.merged_events() if len(one.mention) == 3)
    made = correct(store, "split", event.mention[0], event.mention[1])
    lost = store.event(event.mention[0]).document
    coded = next(one for one in reports(1, 35) if one.document.id == lost)
    store.write(replace(coded, events=()))
    assert consolidate(store).unfit == (made.id,)


def test_corrections_that_cannot_be(store: Store) -> None:
    mention = next(store.read_events()).id
    with pytest.raises(InputError, match="two different ones"):
        correct(store, "join", mention, mention)
    with pytest.raises(InputError, match="0 occasions begin"):
        correct(store, "join", "occ_none", mention)


def test_why(store: Store) -> None:
    event = max(store.consolidated.merged_events(), key=lambda one: len(one.mention))
    links = why_one_event(store, event)
    assert {link.other for link in links} == set(event.mention[1:])
    assert all(link.weight == pytest.approx(-4 + sum(reason.weight for reason in link.reasons)) for link in links)
    occasion = max(store.consolidated.read_occasions(), key=lambda one: len(one.sighting))
    ties, sightings = why_one_occasion(store, occasion)
    assert len(ties) == len(sightings) - 1 == len(occasion.sighting) - 1


def test_a_document_written_after_consolidation_is_pending(store: Store) -> None:
    store.write(reports(6))
    new, gone = store.consolidated.pending()
    assert (len(new), gone) == (len(reports(6)), [])
    assert date(2022, 3, 8) in {one.document.published for one in reports(6)}
