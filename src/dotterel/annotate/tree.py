"""Arc scores of one sentence -> its tree: the best head of every token such that there is one root and no circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]


def heads(scores: Scores) -> list[int]:
    """Choose the head of every token.

    The best head of each token alone is a tree for about nine sentences in ten; otherwise the maximum spanning
    arborescence under the best root is taken (Chu, Liu and Edmonds).

    Args:
        scores: tokens by heads; column 0 is the root, column k the k-th token.

    Returns:
        1-based heads, exactly one of them 0.
    """
    import numpy as np

    count = scores.shape[0]
    if count == 1:
        return [0]
    scores = scores.copy()
    scores[np.arange(count), np.arange(count) + 1] = -np.inf
    greedy: list[int] = scores.argmax(1).tolist()
    if greedy.count(0) == 1 and _has_no_circle(greedy):
        return greedy
    full = np.full((count + 1, count + 1), -np.inf)
    full[1:] = scores
    for root in np.argsort(-scores[:, 0], kind="stable")[:1] if greedy.count(0) != 1 else [greedy.index(0)]:
        full[1:, 0] = -np.inf
        full[root + 1, :] = -np.inf
        full[root + 1, 0] = scores[root, 0]
    return _arborescence(full)[1:]


def _has_no_circle(found: list[int]) -> bool:
    """Walk up from every token; steps already known to reach the root are not walked again."""
    state = [0] * (len(found) + 1)  # 0 unseen, 1 on this walk, 2 reaches the root
    state[0] = 2
    for start in range(1, len(found) + 1):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = found[node - 1]
        if state[node] == 1:
            return False
        for step in path:
            state[step] = 2
    return True


def _circle(parents: list[int]) -> list[int]:
    """Give the nodes of one circle, or nothing."""
    state = [0] * len(parents)
    state[0] = 2
    for start in range(1, len(parents)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = parents[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for step in path:
            state[step] = 2
    return []


def _arborescence(full: NDArray[np.float64]) -> list[int]:
    """Chu-Liu-Edmonds by contraction; `full[child, head]`, node 0 the root. Circles are contracted in a loop."""
    import numpy as np

    levels = []
    while True:
        parents: list[int] = [0, *full[1:].argmax(1).tolist()]
        circle = _circle(parents)
        if not circle:
            break
        inside = np.zeros(full.shape[0], dtype=bool)
        inside[circle] = True
        rest = np.flatnonzero(~inside)
        ring = np.array(circle)
        kept = full[circle, [parents[node] for node in circle]]
        gain = full[np.ix_(ring, rest)] - kept[:, None]  # entering the circle at a node frees its old arc
        enter = gain.argmax(0)
        leave = full[np.ix_(rest, ring)]
        smaller = np.full((rest.size + 1, rest.size + 1), -np.inf)
        smaller[:-1, :-1] = full[np.ix_(rest, rest)]
        smaller[-1, :-1] = gain.max(0)
        smaller[:-1, -1] = leave.max(1)
        levels.append((parents, circle, rest, enter, leave.argmax(1)))
        full = smaller
    for outer, circle, rest, enter, leave_at in reversed(levels):
        found = list(outer)
        for place, node in enumerate(rest.tolist()):
            parent = parents[place]
            found[node] = circle[int(leave_at[place])] if parent == rest.size else int(rest[parent])
        entry = parents[rest.size]
        found[circle[int(enter[entry])]] = int(rest[entry])
        parents = found
    return parents
