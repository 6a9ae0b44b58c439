"""Joins `consolidate` and `store`: the reports of a store become events told once, and occasions with their history.

Only what is new or changed is compared, and only the connected parts that it touches are grouped again; the result is
that of consolidating everything anew, row for row.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import msgspec

from dotterel.consolidate import (
    Outline,
    Sighting,
    Source,
    Telling,
    alike,
    block_keys,
    copies,
    edges_near,
    edges_of,
    event_edges,
    group_events,
    group_sightings,
    groups,
    keys,
    merge,
    near_in_print,
    occasion,
    outline,
    sighting_edges,
    sightings,
    source,
    telling,
)
from dotterel.consolidate.blocks import Key
from dotterel.consolidate.cluster import components
from dotterel.model import Coded, Event, EventMention, Occasion, Span
from dotterel.pipeline.clues import WordClues
from dotterel.pipeline.corrections import Decisions, decisions
from dotterel.store import Store
from dotterel.store.consolidated import Consolidated
from dotterel.store.linkage import Keyed, Linkage

# Documents read, items compared and groups made into events at a time.
_BATCH = 6000
# Reports compared at a time: their shingles take some 50 KB each.
_REPORTS = 1000


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What a run of `consolidate` did: documents read and left out again, and how much there is now."""

    documents: int
    gone: int
    mentions: int
    events: int
    occasions: int
    copies: int
    unfit: tuple[str, ...] = ()


@dataclass
class _Fresh:
    """New documents, and what they hold by id."""

    documents: set[str]
    tellings: dict[str, Telling] = field(default_factory=dict)
    sightings: set[str] = field(default_factory=set)


def consolidate(store: Store, *, full: bool = False) -> Consolidation:
    """Bring a store's events, occasions and groups of copies up to its reports.

    Args:
        store: open for writing.
        full: forget what was consolidated before and begin anew; the result is the same.

    Raises:
        StoreError: the store cannot be written; nothing is changed then.
    """
    tables = store.consolidated
    with _without_collector(), tables.transaction():
        if full:
            tables.forget_all()
        new, gone = tables.pending()
        run = _Run(tables)
        run.forget(gone)
        fresh = run.read(new)
        run.decided = decisions(tables)
        run.copies(fresh)
        run.events(fresh)
        run.occasions(fresh)
        tables.note_documents(new)
    unchanged = set(gone) - set(new)
    return Consolidation(
        len(new), len(unchanged), store.count("events"), store.count("merged_events"), store.count("occasions"),
        store.count("report_groups"), run.decided.unfit,
    )  # fmt: skip


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hold back Python's search for cycles: nothing here makes any, and it reads the growing heap again and again."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


class _Run:
    """One run over one store."""

    def __init__(self, tables: Consolidated) -> None:
        self._tables = tables
        self._clues = WordClues()
        self.decided = Decisions()
        self._touched: dict[str, set[str]] = {"report": set(), "event": set(), "occasion": set()}
        self._sources: dict[str, Source] = {}

    def forget(self, documents: Sequence[str]) -> None:
        """Take out what came of documents; whatever was linked with it is grouped again."""
        for level, linkage in self._levels():
            items = linkage.items(documents)
            self._touched[level] |= set(linkage.neighbours(items)) - set(items)
            linkage.forget(items)
            self._replace_nothing(level, items)
        self._tables.forget_documents(documents)

    def _levels(self) -> list[tuple[str, Linkage]]:
        tables = self._tables
        return [("report", tables.reports), ("event", tables.events), ("occasion", tables.occasions)]

    def _replace_nothing(self, level: str, items: Sequence[str]) -> None:
        tables = self._tables
        # Members of a deleted group that stay are linked with the ones that go, and so are grouped again.
        self._touched[level] |= set(tables.members(level, items)) - set(items)
        if level == "report":
            tables.replace_groups(items, ())
        elif level == "event":
            tables.replace_events(items, ())
        else:
            tables.replace_occasions(items, ())

    def read(self, documents: Sequence[str]) -> _Fresh:
        """Read new documents: tellings and sightings, with the block keys of all three levels."""
        fresh = _Fresh(set(documents))
        tables = self._tables
        for first in range(0, len(documents), _BATCH):
            outlines: list[Outline] = []
            tellings: list[Telling] = []
            seen: list[Sighting] = []
            for coded in tables.coded(documents[first : first + _BATCH]):
                outlines.append(outline(coded.document))
                tellings += [telling(event, coded.document) for event in coded.events]
                seen += sightings(coded, self._clues)
            tables.reports.add_keys(_report_rows(outlines))
            tables.events.add_keys(_event_rows(tellings))
            tables.occasions.add_keys(_occasion_rows(seen))
            tables.add_sightings([(one.id, one.document, one.sentence, _encoded(one)) for one in seen])
            fresh.tellings |= {one.id: one for one in tellings}
            fresh.sightings.update(
                one.id for one in seen
            )  # read again when events are done: they are never needed at once
        return fresh

    def copies(self, fresh: _Fresh) -> None:
        """Find copies of new reports, and group reports again where needed."""
        tables = self._tables
        sources = tables.sources()
        days = {identity: published.toordinal() if published else None for identity, published, _ in sources}
        for batch in _near(tables.reports, fresh.documents, _REPORTS):
            some = [(one, [two for two in others if near_in_print(days[one], days[two])]) for one, others in batch]
            some = [(one, others) for one, others in some if others]
            known = self._outlines({item for one, others in some for item in (one, *others)})
            shares = ((alike(known[one], known[other]), one, other) for one, others in some for other in others)
            tables.reports.add_links((share, min(a, b), max(a, b)) for share, a, b in shares if share is not None)
        touched = components(self._touched["report"] | fresh.documents, tables.reports.neighbours)
        links = tables.reports.links(sorted(touched))
        grouped = {item for _, one, other in links for item in (one, other)}
        found = groups(self._outlines(grouped), [(one, other, share) for share, one, other in links])
        tables.replace_groups(sorted(touched), found)
        # Counts of independent reports hang on the groups: events of regrouped reports are made again.
        regrouped = sorted((grouped | self._touched["report"]) - fresh.documents)
        self._touched["event"] |= set(tables.events.items(regrouped))
        self._touched["occasion"] |= set(tables.occasions.items(regrouped))
        originals = {document: group.lead for group in tables.groups() for document in group.document}
        self._sources = {
            identity: Source(published, publisher, originals.get(identity, identity))
            for identity, published, publisher in sources
        }

    def _outlines(self, documents: Iterable[str]) -> dict[str, Outline]:
        return {one.id: outline(one, rows=False) for one in self._tables.documents(sorted(documents))}

    def events(self, fresh: _Fresh) -> None:
        """Compare new mentions, and make the events of the parts they touch anew."""
        tables = self._tables
        known = fresh.tellings
        for some in _near(tables.events, fresh.tellings, _BATCH):
            missing = sorted({other for _, others in some for other in others} - known.keys())
            known |= {one.id: one for one in self._tellings(missing)}
            tables.events.add_links(edge for one, others in some for edge in edges_of(known, one, others))
        decided = self.decided.events
        start = self._touched["event"] | fresh.tellings.keys() | decided.touched
        reach = components(start, lambda items: [*tables.events.neighbours(items), *decided.neighbours(items)])
        known |= {one.id: one for one in self._tellings(sorted(reach - known.keys()))}
        chosen = {identity: known[identity] for identity in sorted(reach & known.keys())}
        grouped = group_events(
            chosen, tables.events.links(sorted(chosen)), joined=decided.joined(chosen), split=decided.split
        )
        known.clear()  # a third of the memory of a large run, not needed any more
        tables.replace_events(sorted(reach), self._merged(grouped))

    def _tellings(self, identities: Sequence[str]) -> Iterator[Telling]:
        documents = sorted(set(self._tables.events.documents(identities).values()))
        wanted = set(identities)
        for coded in self._tables.coded(documents):
            for event in coded.events:
                if event.id in wanted:
                    yield telling(event, coded.document)

    def _merged(self, grouped: Iterable[Sequence[str]]) -> Iterator[Event]:
        for some in _batches(grouped):
            mentions = self._tables.mentions([identity for group in some for identity in group])
            for group in some:
                yield merge([mentions[identity] for identity in group], self._sources)

    def occasions(self, fresh: _Fresh) -> None:
        """Compare new sightings, and make the occasions of the parts they touch anew."""
        tables = self._tables
        known = self._sightings(sorted(fresh.sightings))
        for some in _near(tables.occasions, fresh.sightings, _BATCH):
            missing = sorted({other for _, others in some for other in others} - known.keys())
            known |= self._sightings(missing)
            tables.occasions.add_links(edge for one, others in some for edge in edges_near(known, one, others))
        decided = self.decided.occasions
        start = self._touched["occasion"] | fresh.sightings | decided.touched
        reach = components(start, lambda items: [*tables.occasions.neighbours(items), *decided.neighbours(items)])
        chosen = {**self._sightings(sorted(reach - known.keys())), **{one: known[one] for one in reach & known.keys()}}
        grouped = group_sightings(
            chosen, tables.occasions.links(sorted(chosen)), joined=decided.joined(chosen), split=decided.split
        )
        found = (occasion([chosen[identity] for identity in group], self._sources) for group in grouped)
        tables.replace_occasions(sorted(reach), [one for one in found if one is not None])

    def _sightings(self, identities: Sequence[str]) -> dict[str, Sighting]:
        read = (msgspec.json.decode(body, type=Sighting) for body in self._tables.sightings(identities))
        return {one.id: one for one in read}


@dataclass(frozen=True)
class InMemory:
    """What consolidating documents without a store gave: events and occasions by date, groups of copies, sightings."""

    events: list[Event]
    occasions: list[Occasion]
    copies: list[tuple[str, ...]]
    sightings: dict[str, Sighting]
    sentences: dict[str, tuple[Span, ...]]

    def places(self, *, sentences: bool = False) -> dict[str, list[tuple[str, int, int]]]:
        """Return where reports speak of each occasion: document, first and last character.

        Args:
            sentences: give the sentence in every case, not only where no event is told in it.
        """
        found: dict[str, list[tuple[str, int, int]]] = {}
        for one in self.occasions:
            for identity in one.sighting:
                sighting = self.sightings[identity]
                span = self.sentences[sighting.document][sighting.sentence]
                if sighting.event and not sentences:
                    span = Span(sighting.start_char, sighting.end_char)
                found.setdefault(one.id, []).append((sighting.document, span.start_char, span.end_char))
        return found


def consolidate_coded(coded: Iterable[Coded]) -> InMemory:
    """Consolidate documents in memory, without a store."""
    documents = {one.document.id: one for one in coded}
    clues = WordClues()
    outlines = {identity: outline(one.document) for identity, one in documents.items()}
    copied = groups(outlines, copies(outlines))
    originals = {document: group.lead for group in copied for document in group.document}
    sources = {identity: source(one.document, originals) for identity, one in documents.items()}
    mentions: dict[str, EventMention] = {}
    tellings: dict[str, Telling] = {}
    seen: dict[str, Sighting] = {}
    for one in documents.values():
        for event in one.events:
            mentions[event.id], tellings[event.id] = event, telling(event, one.document)
        seen |= {sighting.id: sighting for sighting in sightings(one, clues)}
    grouped = group_events(tellings, event_edges(tellings))
    events = [merge([mentions[identity] for identity in group], sources) for group in grouped]
    met = group_sightings(seen, sighting_edges(seen))
    found = [made for group in met if (made := occasion([seen[identity] for identity in group], sources))]
    return InMemory(
        sorted(events, key=lambda one: (one.date or "~", one.first_report or date.max, one.id)),
        sorted(found, key=lambda one: (one.date or "~", one.id)),
        [group.document for group in copied],
        seen,
        {identity: one.sentences for identity, one in documents.items()},
    )


def _near(linkage: Linkage, fresh: Iterable[str], most: int) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield new items with those to compare them with, some at a time."""
    batch: list[tuple[str, list[str]]] = []
    for pair in linkage.near(sorted(fresh)):
        batch.append(pair)
        if len(batch) >= most:
            yield batch
            batch = []
    if batch:
        yield batch


def _batches(grouped: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    batch: list[Sequence[str]] = []
    for group in grouped:
        batch.append(group)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _encoded(one: Sighting) -> str:
    return msgspec.json.encode(one).decode()


def _report_rows(outlines: Iterable[Outline]) -> Iterator[Keyed]:
    for one in outlines:
        yield one.document, one.document, list(one.rows), [False] * len(one.rows), False


def _event_rows(tellings: Iterable[Telling]) -> Iterator[Keyed]:
    return (_keyed(one.id, one.document, keys(one)) for one in tellings)


def _occasion_rows(found: Iterable[Sighting]) -> Iterator[Keyed]:
    return (_keyed(one.id, one.document, block_keys(one)) for one in found)


def _keyed(item: str, document: str, found: Sequence[Key]) -> Keyed:
    return item, document, [key.key for key in found], [key.coarse for key in found], found[0].vague
