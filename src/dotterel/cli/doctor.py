"""`dotterel doctor`: what this installation consists of, and whether it is in order."""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from dotterel.cli.console import stdout
from dotterel.errors import DotterelError
from dotterel.version import VERSION

LIBRARIES = ("onnxruntime", "numpy", "duckdb", "msgspec", "typer", "rich", "charset-normalizer")
_LARGE = 100_000

Row = tuple[str, str, bool]


def doctor(
    store: Annotated[Path | None, typer.Argument(metavar="[STORE]", help="A store to look at as well.")] = None,
) -> None:
    """Show versions, model, tables, disk and, if a store is named, its holder; exit status 1 if something is wrong."""
    table = Table.grid(padding=(0, 2, 0, 0))
    healthy = True
    for name, value, good in _findings(store):
        healthy &= good
        table.add_row(Text("ok" if good else "BAD", "green" if good else "bold red"), name, Text(value))
    stdout().print(table)
    raise typer.Exit(0 if healthy else 1)


def _findings(store: Path | None) -> Iterator[Row]:
    yield "dotterel", VERSION, True
    yield "python", f"{platform.python_version()} at {sys.executable}", sys.version_info >= (3, 11)
    yield "system", f"{platform.system()} {platform.machine()}", True
    for name in LIBRARIES:
        try:
            yield name, version(name), True
        except PackageNotFoundError:
            yield name, "not installed; run: pip install --force-reinstall dotterel", False
    for room in ("annotate", "knowledge", "ontology", "extract", "resolve"):
        yield from _data_files(room)
    yield from _model()
    usage = shutil.disk_usage(Path.cwd())
    yield "free disk", f"{usage.free / 1e9:.1f} GB here", usage.free > 1e9
    yield "time zone", f"{time.strftime('%Z %z')} (dates in reports are taken as written)", True
    if store:
        yield from _store(store)


def _data_files(room: str) -> Iterator[Row]:
    """Yield size and hash of the large data files of a room."""
    for item in sorted(_walk(files(f"dotterel.{room}")), key=lambda found: found[0]):
        name, file = item
        content = file.read_bytes()
        if len(content) >= _LARGE:
            digest = sha256(content).hexdigest()[:16]
            yield f"{room}/{name}", f"{len(content) / 1e6:.1f} MB, sha256 {digest}", True


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in (entry for entry in folder.iterdir() if not entry.name.startswith((".", "__"))):
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        elif not item.name.endswith((".py", ".pyc")):
            yield prefix + item.name, item


def _model() -> Iterator[Row]:
    from dotterel.model import Document

    started = time.perf_counter()
    try:
        from dotterel.pipeline import Coder

        coder = Coder.default()
        coded = coder(Document("The president of Kenya flew to Juba on Monday and met the president of South Sudan."))
    except Exception as error:  # whatever is wrong is what this command is asked for
        yield "language model", f"{type(error).__name__}: {error}", False
        return
    seconds = time.perf_counter() - started
    yield "language model", f"loads and codes a sentence in {seconds:.1f} s ({len(coded.events)} events)", True


def _store(path: Path) -> Iterator[Row]:
    from dotterel.store import open_store

    try:
        with open_store(path, read_only=True) as store:
            counts = ", ".join(f"{store.count(name):,} {name}" for name in ("documents", "events", "issues"))
            yield "store", f"{path}: {counts}; held by nobody", True
    except DotterelError as error:
        yield "store", str(error), False
