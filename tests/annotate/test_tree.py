"""Trees: whatever the scores, one root, no circle, and the best such tree."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dotterel.annotate.tree import heads


def is_tree(found: list[int]) -> bool:
    for start in range(1, len(found) + 1):
        seen, node = set(), start
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = found[node - 1]
    return found.count(0) == 1


def matrix(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32) * 4


def test_one_word_is_the_root() -> None:
    assert heads(np.array([[0.3, 9.0]], dtype=np.float32)) == [0]


def test_a_good_greedy_choice_is_kept() -> None:
    scores = np.full((3, 4), -5.0, dtype=np.float32)
    scores[1, 0] = scores[0, 2] = scores[2, 2] = 5.0
    assert heads(scores) == [2, 0, 2]


def test_a_circle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[1.0, -9.0, 9.0, 0.0], [2.0, 9.0, -9.0, 0.0], [0.0, 3.0, 5.0, -9.0]], dtype=np.float32)
    assert heads(scores) == [2, 0, 2]


@given(st.integers(1, 40), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_always_a_tree(count: int, seed: int) -> None:
    assert is_tree(heads(matrix(count, seed)))


@given(st.integers(2, 4), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_best_tree_under_the_root_chosen(count: int, seed: int) -> None:
    scores = matrix(count, seed)
    found = heads(scores)
    root = found.index(0)

    def worth(choice: tuple[int, ...]) -> float:
        return float(sum(scores[i, head] for i, head in enumerate(choice)))

    rivals = [
        choice for choice in product(range(count + 1), repeat=count)
        if choice[root] == 0 and all(i + 1 != head for i, head in enumerate(choice)) and is_tree(list(choice))
    ]  # fmt: skip
    assert worth(tuple(found)) >= max(map(worth, rivals)) - 1e-4


def test_a_long_chain_of_circles_does_not_recurse() -> None:
    count = 600
    scores = np.full((count, count + 1), -10.0, dtype=np.float32)
    for i in range(0, count, 2):
        scores[i, i + 2] = scores[i + 1, i + 1] = 5.0
    assert is_tree(heads(scores))
