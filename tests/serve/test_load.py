"""Several people read over HTTP while reports come in: no error, no lost write, the same answers afterwards."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from benchmarks.load import load

from dotterel.pipeline.consolidate import consolidate
from dotterel.serve.app import create_app
from dotterel.serve.security import Guard
from dotterel.serve.server import Server
from dotterel.store import open_store
from tests.serve.conftest import code, report


def hammer(folder: Path, users: int, seconds: float) -> None:
    with open_store(folder / "s.duckdb") as store:
        store.write([report(number) for number in range(1, 40)])
        consolidate(store)
        app = create_app(store, code, web=folder / "web")
        server = Server(app, Guard(), 0)
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        told = load(server.address, users=users, seconds=seconds, think=0.05)
        assert told.errors == []
        assert told.posted
        assert len(told.waits) > 10
        server.stop()
        serving.join(timeout=30)
        assert not serving.is_alive()
        assert store.count("documents") == 39 + len(told.posted)


def test_nothing_is_lost_while_many_read(tmp_path: Path) -> None:
    hammer(tmp_path, users=6, seconds=3)


@pytest.mark.slow
def test_nothing_is_lost_in_a_minute(tmp_path: Path) -> None:
    hammer(tmp_path, users=20, seconds=60)
