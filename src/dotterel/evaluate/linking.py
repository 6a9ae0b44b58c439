"""Stories and the groups made of their mentions and reports come in; how well they agree with the gold goes out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dotterel.evaluate.scenarios import Story
from dotterel.evaluate.score import Score


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed precision and recall (Bagga and Baldwin 1998): means over items of how pure and whole a group is."""

    precision: float
    recall: float
    items: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "items": self.items,
        }


@dataclass(frozen=True, slots=True)
class LinkingReport:
    """How well mentions were joined to events and reports to groups of copies.

    `ratio` is the number of events over that of real happenings; `wrong` and `missed` are pairs of mention ids.
    """

    stories: int
    events: BCubed
    ratio: float
    copies: Score
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {
            "stories": self.stories,
            "events": self.events.as_dict(),
            "events_per_happening": round(self.ratio, 4),
            "near_duplicates": self.copies.as_dict(),
        }


def b_cubed(gold: Mapping[str, Hashable], given: Mapping[str, Hashable]) -> BCubed:
    """Score a grouping.

    Args:
        gold: the group each item belongs to.
        given: the group it was put in; an item without one stands alone.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1}).recall
    1.0
    """
    if not gold:
        return BCubed(0.0, 0.0, 0)
    right = _members(gold)
    made = _members({item: given.get(item, ("alone", item)) for item in gold})
    precision = recall = 0.0
    for item in gold:
        together = right[gold[item]] & made[given.get(item, ("alone", item))]
        precision += len(together) / len(made[given.get(item, ("alone", item))])
        recall += len(together) / len(right[gold[item]])
    return BCubed(precision / len(gold), recall / len(gold), len(gold))


def score_linking(
    stories: Sequence[Story], groups: Iterable[Sequence[str]], copies: Iterable[Sequence[str]]
) -> LinkingReport:
    """Score groups of mentions and of reports.

    Args:
        stories: with the happening of each mention.
        groups: mention ids that were said to be one event.
        copies: report ids that were said to be copies of one report.
    """
    gold = {mention: name for story in stories for mention, name in story.happening.items()}
    given = {mention: number for number, group in enumerate(groups) for mention in group}
    events = {given.get(mention, mention) for mention in gold}
    right = {pair for story in stories for pair in _copy_pairs(story)}
    made = {pair for group in copies for pair in _pairs(group)}
    by_gold, by_given = _pairs_of(gold), _pairs_of({item: given[item] for item in gold if item in given})
    return LinkingReport(
        len(stories),
        b_cubed(gold, given),
        len(events) / len(set(gold.values())) if gold else 0.0,
        Score(len(right & made), len(right), len(made)),
        tuple(sorted(by_given - by_gold)),
        tuple(sorted(by_gold - by_given)),
    )


def _members(grouping: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    members: dict[Hashable, set[str]] = {}
    for item, group in grouping.items():
        members.setdefault(group, set()).add(item)
    return members


def _pairs_of(grouping: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    return {pair for members in _members(grouping).values() for pair in _pairs(sorted(members))}


def _pairs(items: Sequence[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(items), 2)


def _copy_pairs(story: Story) -> Iterable[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for copy, original in story.copies.items():
        groups.setdefault(original, [original]).append(copy)
    return {pair for members in groups.values() for pair in _pairs(members)}
