"""Writes the generated parts of the documents in this folder: what stands between `<!-- NAME -->` and `<!-- /NAME -->`.

Run by `make docs`; a test fails when a document lags behind the program. The transcript in README.md is a real run.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from enum import Enum
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo, CommandInfo

import dotterel
from dotterel import model
from dotterel.cli.app import app
from dotterel.export.csv_rows import EVENT_COLUMNS, STATEMENT_COLUMNS
from dotterel.ontology import load_ontology
from dotterel.store.schema import sql_type
from dotterel.store.tables import TABLES

HERE = Path(__file__).parent


def commands() -> Iterator[str]:
    """Yield the reference of every command and option."""
    for command in app.registered_commands:
        yield from _command(command, "dotterel")
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            yield from _command(command, f"dotterel {group.name}")


def _command(command: CommandInfo, prefix: str) -> Iterator[str]:
    assert command.callback is not None
    parameters = [_parameter(parameter) for parameter in signature(command.callback, eval_str=True).parameters.values()]
    arguments = [label for label, _, _, is_argument in parameters if is_argument]
    yield f"### `{' '.join((prefix, str(command.name), *arguments))}`\n"
    text = re.sub(r"\[/?dim\]|\[/\]", "", inspect.getdoc(command.callback) or "")
    text, _, examples = text.partition("Example")
    yield text.strip() + "\n"
    if examples:
        yield "```\n" + "\n".join(line.strip() for line in examples.splitlines()[1:] if line.strip()) + "\n```\n"
    if parameters:
        yield "| | | default |\n|---|---|---|"
        for label, meaning, default, _ in parameters:
            yield f"| `{label}` | {meaning} | {default} |"
        yield ""


def _parameter(parameter: Parameter) -> tuple[str, str, str, bool]:
    """Return how a parameter is written, what it means, its default, and whether it is an argument."""
    hint, info = get_args(parameter.annotation)
    default = "" if parameter.default in (Parameter.empty, None, False) else f"`{parameter.default}`"
    if isinstance(info, ArgumentInfo):
        return str(info.metavar or parameter.name.upper()), info.help or "", default, True
    name = info.param_decls[0] if info.param_decls else f"--{parameter.name.replace('_', '-')}"
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    if kinds == [bool]:
        return name, info.help or "", default, False
    if issubclass(get_origin(kinds[0]) or kinds[0], Enum):
        value = "\\|".join(str(choice.value) for choice in kinds[0])
    else:
        value = info.metavar or {int: "N"}.get(kinds[0], "TEXT")
    return f"{name} {value}", info.help or "", default, False


def records() -> Iterator[str]:
    """Yield every record: what it is, its fields and their types."""
    for name in model.__all__:
        record = getattr(model, name)
        if not dataclasses.is_dataclass(record):
            continue
        yield f"### `{name}`\n"
        yield _prose(inspect.getdoc(record) or "") + "\n"
        yield "| field | type |\n|---|---|"
        hints = get_type_hints(record)
        for field in dataclasses.fields(record):
            yield f"| `{field.name}` | `{_type(hints[field.name])}` |"
        yield ""


def _prose(text: str) -> str:
    """Return a docstring as Markdown: its arguments as a list, its examples as code."""
    out: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.strip() == "Args:":
            out.append("")
        elif line.strip() in ("Raises:", "Returns:"):
            out += ["", f"{line.strip()[:-1]}:", ""]
        elif match := re.match(r"    (\w+): (.*)", line):
            out.append(f"- `{match[1]}`: {match[2]}")
        elif line.startswith(">>>") or (number and lines[number - 1].startswith(">>>") and line.strip()):
            out.append(f"    {line}")
        else:
            out.append(line.strip() if line.startswith(" ") else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def _type(hint: Any) -> str:
    text = hint.__name__ if isinstance(hint, type) and not getattr(hint, "__args__", None) else str(hint)
    return re.sub(r"\b(?:dotterel\.[\w.]+\.|datetime\.)(?=\w+)", "", text).replace(" | ", " or ")


def ontology() -> Iterator[str]:
    """Yield types, modes, contexts, auxiliaries and sectors."""
    known = load_ontology()
    yield "| type | quad | score | modes (score) | definition |\n|---|---|---|---|---|"
    for name, kind in known.event_types.items():
        modes = ", ".join(mode if score is None else f"{mode} ({score:+g})" for mode, score in kind.modes.items())
        quad = f"{known.quad_code(name)} {kind.quad.replace('_', ' ')}"
        yield f"| `{name}` | {quad} | {kind.score:+g} | {modes or '—'} | {kind.definition} |"
    shifts = ", ".join(f"{old} becomes {new}" for old, new in known.shifts.items())
    yield f"\nA future act shifts its type: {shifts}.\n"
    yield f"**Contexts** ({len(known.contexts)}): {', '.join(known.contexts)}.\n"
    yield f"**Auxiliaries**: {', '.join(known.auxiliaries)}.\n"
    yield "**Sectors**\n\n| code | meaning |\n|---|---|"
    for code, meaning in known.sectors.items():
        yield f"| `{code}` | {meaning} |"


def tables() -> Iterator[str]:
    """Yield every table of a store with its columns."""
    for table in TABLES:
        yield f"### `{table.name}`\n\nKey: {', '.join(f'`{name}`' for name in table.key)}.\n"
        yield "| column | type |\n|---|---|"
        for name, shape in table.columns.items():
            yield f"| `{name}` | `{sql_type(shape).replace('|', '')}` |"
        yield ""


def columns() -> Iterator[str]:
    """Yield the columns of the CSV form of events."""
    yield ", ".join(f"`{name}`" for name in EVENT_COLUMNS)


def statement_columns() -> Iterator[str]:
    """Yield the columns of the CSV form of statements."""
    yield ", ".join(f"`{name}`" for name in STATEMENT_COLUMNS)


def public() -> Iterator[str]:
    """Yield the public names of the package."""
    for name in dotterel.__all__:
        first = (inspect.getdoc(getattr(dotterel, name)) or "").splitlines()[0]
        yield f"- `dotterel.{name}`: {first}"


SAMPLE = (
    "PYONGYANG, May 31 - Russian Foreign Minister Sergei Lavrov arrived in Pyongyang on Thursday and met North Korean "
    "leader Kim Jong Un.\nHe invited Kim to visit Moscow.\nOn Tuesday, South Korea and the United States held talks in "
    "Washington.\n"
)


def transcript() -> Iterator[str]:
    """Yield a run of `dotterel code` and of `dotterel explain`, as they print when not on a terminal."""
    command = [sys.executable, "-c", "from dotterel.cli import main; main()"]
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR")}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "lavrov.txt").write_text(
            f"---\nid: lavrov\npublished: 2018-05-31\n---\n{SAMPLE}", encoding="utf-8"
        )

        def run(*arguments: str) -> str:
            done = subprocess.run(
                [*command, *arguments], cwd=folder, env=plain, capture_output=True, text=True, check=True
            )
            return done.stdout

        def shown(*arguments: str) -> str:
            lines = [line.rstrip() for line in run(*arguments).splitlines()]
            return f"$ dotterel {' '.join(arguments)}\n" + re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

        yield "```\n$ cat lavrov.txt\n" + textwrap.fill(SAMPLE.replace("\n", " "), 100) + "\n"
        yield shown("code", "lavrov.txt", "--published", "2018-05-31")
        run("code", "lavrov.txt", "--published", "2018-05-31", "--store", "events.duckdb")
        rows = [json.loads(line) for line in run("query", "events", "events.duckdb", "--format", "jsonl").splitlines()]
        last = next((row for row in rows if row["mode"]), rows[-1])
        yield shown("explain", "events.duckdb", last["id"][:8]) + "```"


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "commands": commands,
    "records": records,
    "ontology": ontology,
    "tables": tables,
    "columns": columns,
    "statement columns": statement_columns,
    "public": public,
    "transcript": transcript,
}


def render(text: str) -> str:
    """Return a document with its generated parts made anew."""
    for name, part in PARTS.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if pattern.search(text):
            content = "\n".join(part()).strip()
            text = pattern.sub(lambda match: f"{match[1]}\n{content}\n\n{match[2]}", text)  # noqa: B023
    return text


def main() -> int:
    """Write every document that changed."""
    for path in (*sorted(HERE.glob("*.md")), HERE.parent / "README.md"):
        old = path.read_text(encoding="utf-8")
        new = render(old)
        if new != old:
            path.write_text(new, encoding="utf-8")
            print("written", path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
