"""Who is compared with whom: the join in the store and the one in memory give the same pairs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dotterel.consolidate.blocks import Key, pairs
from dotterel.store import open_store


@pytest.mark.parametrize("seed", range(8))
def test_the_join_in_sql_is_the_join_in_memory(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    blocked = {}
    for number in range(60):
        vague = draw.random() < 0.3
        kept = {(draw.randrange(40), draw.random() < 0.5) for _ in range(draw.randrange(1, 6))}
        # A block is coarse for all or for none, as their names are made.
        blocked[f"i{number:03}"] = sorted({Key(2 * block + coarse, coarse, vague) for block, coarse in kept})
    new = sorted(draw.sample(sorted(blocked), 25))
    with open_store(tmp_path / "s.duckdb") as store:
        linkage = store.consolidated.events
        linkage.add_keys(
            (item, item, [key.key for key in keys], [key.coarse for key in keys], keys[0].vague)
            for item, keys in blocked.items()
        )
        everything = dict(linkage.near(sorted(blocked)))
        found = dict(linkage.near(new))
    assert everything == {one: others for one, others in pairs(blocked) if others}
    assert found == {one: others for one, others in pairs(blocked, new) if others}
    assert any(found.values())
