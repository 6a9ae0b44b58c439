"""A consolidated store and an event or occasion come in; why its mentions are one goes out, weight by weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dotterel.consolidate import Sighting, Telling, judge, judge_sightings, telling
from dotterel.model import Event, Link, Occasion
from dotterel.store import Store


def why_one_event(store: Store, event: Event) -> list[Link]:
    """Return, for each mention of an event but the first, the strongest comparison that ties it to the ones before.

    A mention that only a person's decision ties to the event is left out.
    """
    mentions = store.consolidated.mentions(event.mention)
    tellings: dict[str, Telling] = {}
    for coded in store.consolidated.coded(sorted({one.document for one in mentions.values()})):
        tellings |= {one.id: telling(one, coded.document) for one in coded.events if one.id in mentions}
    return _tied(tellings, event.mention[0])


def why_one_occasion(store: Store, occasion: Occasion) -> tuple[list[Link], dict[str, Sighting]]:
    """Return the same of an occasion's sightings, and the sightings by id."""
    seen = [msgspec.json.decode(body, type=Sighting) for body in store.consolidated.sightings(occasion.sighting)]
    seen.sort(key=lambda one: (one.published or 0, one.document, one.start_char, one.id))
    sightings = {one.id: one for one in seen}
    links = [
        link
        for number, one in enumerate(seen[:-1])
        for other in seen[number + 1 :]
        if (link := judge_sightings(one, other)) is not None and link.weight > 0
    ]
    return (_tree(links, seen[0].id) if seen else []), sightings


def _tied(tellings: Mapping[str, Telling], lead: str) -> list[Link]:
    ids: Sequence[str] = sorted(tellings)
    links = [
        link
        for number, one in enumerate(ids)
        for other in ids[number + 1 :]
        if (link := judge(tellings[one], tellings[other])) is not None and link.weight > 0
    ]
    return _tree(links, lead)


def _tree(links: Sequence[Link], lead: str) -> list[Link]:
    """Return a strongest spanning tree from `lead` on (Prim), each link with the item it adds as `other`."""
    reached = {lead}
    tree: list[Link] = []
    rest = sorted(links, key=lambda link: (-link.weight, link.one, link.other))
    while found := next((link for link in rest if (link.one in reached) != (link.other in reached)), None):
        known, added = (found.one, found.other) if found.one in reached else (found.other, found.one)
        tree.append(Link(known, added, found.weight, found.reasons))
        reached.add(added)
    return tree
