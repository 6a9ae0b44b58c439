"""The command line in this process, with a coder that needs no model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dotterel.cli.app import run
from tests.builders import TEXT
from tests.fake_coder import FakeEventCoder


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Cli = Callable[..., Ran]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    fake = ModuleType("dotterel.pipeline")
    fake.Coder = FakeEventCoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dotterel.pipeline", fake)

    def call(*arguments: object) -> Ran:
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def filled(cli: Cli, tmp_path: Path, report: Path) -> Path:
    """A store with one document and one event."""
    path = tmp_path / "filled.duckdb"
    assert cli("code", report, "--published", "2018-05-31", "--store", path).status == 0
    return path
