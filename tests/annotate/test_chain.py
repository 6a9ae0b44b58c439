"""Roles read as a chain of words."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotterel.annotate.chain import bonds_between, likeliest

ROLES = 4
_SCORES = st.lists(
    st.lists(st.integers(-50, 50).map(lambda tenths: tenths / 10), min_size=ROLES, max_size=ROLES),
    min_size=1,
    max_size=5,
)


def worth(scores: np.ndarray, roles: tuple[int, ...]) -> float:
    bonds = bonds_between(ROLES)
    told = sum(float(scores[word, role]) for word, role in enumerate(roles))
    return told + sum(bonds[one][other] for one, other in pairwise(roles))


@given(_SCORES)
def test_no_other_chain_is_likelier(rows: list[list[float]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    found = worth(scores, tuple(likeliest(scores)))
    best = max(worth(scores, roles) for roles in product(range(ROLES), repeat=len(rows)))
    assert abs(found - best) < 1e-4


def test_a_word_the_model_wavers_over_goes_with_its_neighbours() -> None:
    sure, wavering = [0.0, 4.0, 0.0, 0.0], [1.0, 0.5, 0.0, 0.0]
    assert likeliest(np.array([sure, wavering, sure], dtype=np.float32)) == [1, 1, 1]


def test_two_parties_keep_the_word_between_them_out() -> None:
    party, joint = [0.0, 4.0, 0.0, 0.0], [5.0, 0.0, 0.0, 0.0]
    assert likeliest(np.array([party, joint, party], dtype=np.float32)) == [1, 0, 1]
