"""The documents keep up with the program: what is undocumented, or documented otherwise, is red."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

import dotterel
from dotterel import model
from dotterel.cli.app import app
from dotterel.ingest import locate

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").glob("*.md"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in DOCS}
ALL = "\n".join(TEXTS.values())


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_generated_parts_are_as_the_program_says(path: Path) -> None:
    assert load_generator().render(TEXTS[path.name]) == TEXTS[path.name], "run: make docs"


# Slow for its processes, and a matter of the machine: int8 kernels differ in the last digit of a confidence.
@pytest.mark.slow
def test_the_transcript_is_a_real_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert load_generator().render(text) == text, "run: make docs"


def test_every_command_is_documented() -> None:
    names = [f"dotterel {command.name}" for command in app.registered_commands]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        names += [f"dotterel {group.name} {command.name}" for command in group.typer_instance.registered_commands]
    assert [name for name in names if f"### `{name}" not in TEXTS["cli.md"]] == []


def test_every_record_and_public_name_is_documented() -> None:
    records = [name for name in model.__all__ if is_dataclass(getattr(model, name))]
    assert [name for name in records if f"### `{name}`" not in TEXTS["records.md"]] == []
    assert [name for name in dotterel.__all__ if f"`dotterel.{name}`" not in TEXTS["records.md"]] == []


def test_every_kind_of_issue_is_documented() -> None:
    source = "\n".join(path.read_text() for path in (ROOT / "src/dotterel").rglob("*.py"))
    kinds = set(re.findall(r"Issue\(\s*\"(\w+)\"", source))
    assert kinds
    assert {kind for kind in kinds if f"| `{kind}` |" not in TEXTS["inputs.md"]} == set()


def test_every_ending_is_documented() -> None:
    assert [ending for ending in locate.KNOWN_SUFFIXES if ending not in TEXTS["inputs.md"]] == []


@pytest.mark.parametrize("path", [*DOCS, *ROOT.glob("*.md")], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
