"""The public surface: exact, small, and free to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dotterel

NAMES = ["Coded", "Coder", "Document", "DotterelError", "EventMention", "Issue", "open_store", "read_inputs"]


def test_the_names_are_these() -> None:
    assert dotterel.__all__ == NAMES
    assert len(dotterel.__all__) <= 10
    assert dotterel.__version__ == "0.1.0"


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_had(name: str) -> None:
    assert getattr(dotterel, name) is not None
    assert name in dir(dotterel)


def test_another_name_is_an_error_that_lists_them() -> None:
    with pytest.raises(AttributeError, match="it has Coded, Coder"):
        _ = dotterel.Nonsense


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys, dotterel; print(sorted(name for name in sys.modules if name.startswith('dotterel.')))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['dotterel.version']"
