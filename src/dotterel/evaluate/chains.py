"""Two ways to sort the same phrases into chains come in; MUC, B3, CEAF-e and their mean, the CoNLL F1, go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Chains = Mapping[Hashable, Hashable]
"""A phrase -> the name of its chain; a phrase of its own has a chain of its own."""
_Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ChainScores:
    """F1 of three measures over all documents; `conll` is their mean (Pradhan et al. 2012, CoNLL shared task)."""

    muc: float
    b3: float
    ceafe: float

    @property
    def conll(self) -> float:
        """Mean of the three."""
        return (self.muc + self.b3 + self.ceafe) / 3

    def as_dict(self) -> dict[str, float]:
        """Return the figures for JSON, rounded to four digits."""
        figures = {"conll_f1": self.conll, "muc_f1": self.muc, "b3_f1": self.b3, "ceafe_f1": self.ceafe}
        return {name: round(value, 4) for name, value in figures.items()}


def score_chains(documents: Sequence[tuple[Chains, Chains]]) -> ChainScores:
    """Score chains over the gold's own phrases.

    Args:
        documents: gold and given chains of each document, over the same phrases.

    MUC counts links (Vilain et al. 1995), B3 phrases (Bagga and Baldwin 1998), CEAF-e chains (Luo 2005); sums over
    documents before dividing, as the reference scorer does.

    >>> gold = {"Kiir": 1, "he": 1, "Machar": 2, "his": 2}
    >>> score_chains([(gold, gold)]).conll
    1.0
    >>> round(score_chains([(gold, {"Kiir": 1, "he": 1, "Machar": 2, "his": 1})]).b3, 3)
    0.706
    """
    links, phrases, chains = [0.0] * 4, [0.0] * 4, [0.0] * 4
    for gold, given in documents:
        for total, parts in ((links, _muc(gold, given)), (phrases, _b3(gold, given)), (chains, _ceafe(gold, given))):
            for place, part in enumerate(parts):
                total[place] += part
    return ChainScores(_f1(links), _f1(phrases), _f1(chains))


def _f1(sums: Sequence[float]) -> float:
    """Return F1 of (right for recall, gold, right for precision, given)."""
    recall = sums[0] / sums[1] if sums[1] else 0.0
    precision = sums[2] / sums[3] if sums[3] else 0.0
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _sets(chains: Chains) -> list[list[Hashable]]:
    found: dict[Hashable, list[Hashable]] = {}
    for phrase, name in chains.items():
        found.setdefault(name, []).append(phrase)
    return list(found.values())


def _muc(gold: Chains, given: Chains) -> tuple[float, float, float, float]:
    def kept(left: Chains, right: Chains) -> _Pair:
        sets = _sets(left)
        right_links = sum(len(one) - len({right[phrase] for phrase in one}) for one in sets)
        return right_links, sum(len(one) - 1 for one in sets)

    return (*kept(gold, given), *kept(given, gold))


def _b3(gold: Chains, given: Chains) -> tuple[float, float, float, float]:
    both = Counter((gold[phrase], given[phrase]) for phrase in gold)
    in_gold, in_given = Counter(gold.values()), Counter(given[phrase] for phrase in gold)
    recall = sum(count * count / in_gold[pair[0]] for pair, count in both.items())
    precision = sum(count * count / in_given[pair[1]] for pair, count in both.items())
    return recall, len(gold), precision, len(gold)


def _ceafe(gold: Chains, given: Chains) -> tuple[float, float, float, float]:
    both = Counter((gold[phrase], given[phrase]) for phrase in gold)
    in_gold, in_given = Counter(gold.values()), Counter(given[phrase] for phrase in gold)
    rows, columns = list(in_gold), list(in_given)
    likeness = [[2 * both[row, column] / (in_gold[row] + in_given[column]) for column in columns] for row in rows]
    best = _assignment(likeness)
    return best, len(rows), best, len(columns)


def _assignment(values: list[list[float]]) -> float:
    """Return the largest sum of one-to-one pairs (Kuhn-Munkres with potentials, O(n³))."""
    size = max(len(values), len(values[0]) if values else 0)
    if not size:
        return 0.0
    cost = [[0.0] * (size + 1) for _ in range(size + 1)]
    for i, row in enumerate(values, 1):
        for j, value in enumerate(row, 1):
            cost[i][j] = -value
    left, right = [0.0] * (size + 1), [0.0] * (size + 1)
    partner, way = [0] * (size + 1), [0] * (size + 1)
    for i in range(1, size + 1):
        partner[0] = i
        _augment(cost, left, right, partner, way)
    return -sum(cost[partner[j]][j] for j in range(1, size + 1))


def _augment(
    cost: list[list[float]], left: list[float], right: list[float], partner: list[int], way: list[int]
) -> None:
    """Pair one more row, moving others where that is cheaper; position 0 of each list is the row looked at."""
    size = len(left) - 1
    column = 0
    nearest, used = [float("inf")] * (size + 1), [False] * (size + 1)
    while True:
        used[column] = True
        row, step, following = partner[column], float("inf"), 0
        for j in range(1, size + 1):
            if used[j]:
                continue
            reduced = cost[row][j] - left[row] - right[j]
            if reduced < nearest[j]:
                nearest[j], way[j] = reduced, column
            if nearest[j] < step:
                step, following = nearest[j], j
        for j in range(size + 1):
            if used[j]:
                left[partner[j]] += step
                right[j] -= step
            else:
                nearest[j] -= step
        column = following
        if partner[column] == 0:
            break
    while column:
        partner[column], column = partner[way[column]], way[column]
