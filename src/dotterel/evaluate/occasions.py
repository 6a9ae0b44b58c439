"""Stories and the occasions found in them come in; how well identity and history agree with the gold goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotterel.evaluate.linking import BCubed, b_cubed
from dotterel.evaluate.scenarios import GoldOccasion, Story
from dotterel.model import Occasion


@dataclass(frozen=True, slots=True)
class OccasionReport:
    """How well occasions were told apart and their lives written down.

    `identity` is B-cubed over the places in the reports that speak of an occasion; the shares are of the gold's
    occasions: history right (every status, in order), status right, date right, place right. `per_occasion` is the
    number of occasions found for one of the gold. `wrong` are gold occasions with what was found instead.
    """

    stories: int
    occasions: int
    identity: BCubed
    history: float
    status: float
    date: float
    place: float
    per_occasion: float
    wrong: tuple[tuple[GoldOccasion, Occasion | None], ...]

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {
            "stories": self.stories,
            "occasions": self.occasions,
            "identity": self.identity.as_dict(),
            "history": round(self.history, 4),
            "status": round(self.status, 4),
            "date": round(self.date, 4),
            "place": round(self.place, 4),
            "occasions_per_occasion": round(self.per_occasion, 4),
        }


def score_occasions(
    stories: Sequence[Story], occasions: Sequence[Occasion], found: Mapping[str, Sequence[tuple[str, int, int]]]
) -> OccasionReport:
    """Score occasions.

    Args:
        stories: with their occasions and where the reports speak of them.
        occasions: what was found.
        found: for each occasion's id the sentences that were taken to speak of it: document, first and last character.
    """
    gold_items: dict[str, str] = {}
    given_items: dict[str, str] = {}
    votes: dict[str, Counter[str]] = {}
    spans = [
        (document, start, stop, identity) for identity, places in found.items() for document, start, stop in places
    ]
    matched: set[tuple[str, int, int, str]] = set()
    for number, sighting in enumerate(one for story in stories for one in story.sightings):
        item = f"{sighting.document}:{sighting.start_char}:{number}"
        gold_items[item] = sighting.occasion
        at = [one for one in spans if one[0] == sighting.document and one[1] <= sighting.start_char < one[2]]
        if at:
            # Of two in one sentence the one whose words stand nearest.
            best = min(at, key=lambda one: (one[2] - one[1], one))
            matched.update(at)
            given_items[item] = best[3]
            votes.setdefault(sighting.occasion, Counter())[best[3]] += 1
    about = {(one.document) for story in stories for one in story.sightings}
    for document, start, stop, identity in spans:
        if (document, start, stop, identity) not in matched and document not in about:
            item = f"{document}:{start}:{identity}"
            gold_items[item], given_items[item] = f"none:{item}", identity
    return _report(stories, {one.id: one for one in occasions}, b_cubed(gold_items, given_items), votes)


def _report(
    stories: Sequence[Story],
    occasions: Mapping[str, Occasion],
    identity: BCubed,
    votes: Mapping[str, Counter[str]],
) -> OccasionReport:
    expected = [one for story in stories for one in story.occasions]
    taken: set[str] = set()
    pairs: list[tuple[GoldOccasion, Occasion | None]] = []
    for gold in sorted(expected, key=lambda one: one.name):
        ranked = sorted(votes.get(gold.name, Counter()).items(), key=lambda item: (-item[1], item[0]))
        best = next((name for name, _ in ranked if name not in taken and name in occasions), None)
        taken |= {best} if best else set()
        pairs.append((gold, occasions[best] if best else None))
    count = len(pairs) or 1
    right = [
        (gold, one)
        for gold, one in pairs
        if one is not None and tuple(entry.status for entry in one.history) == gold.history
    ]
    return OccasionReport(
        len(stories),
        len(pairs),
        identity,
        len(right) / count,
        sum(one is not None and one.status == gold.history[-1] for gold, one in pairs) / count,
        sum(one is not None and (gold.date is None or one.date == gold.date) for gold, one in pairs) / count,
        sum(one is not None and (gold.place is None or _there(gold.place, one)) for gold, one in pairs) / count,
        len({name for counted in votes.values() for name in counted}) / count,
        tuple(pair for pair in pairs if pair not in right),
    )


def _there(place: str, one: Occasion) -> bool:
    name = one.place.name.casefold() if one.place else ""
    return bool(name) and (name in place.casefold() or place.casefold() in name)
