"""What the user typed comes in (files, folders, globs, `-`); the files to read go out, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dotterel.model import Issue

TEXT_SUFFIXES = frozenset({".txt", ".md"})
ROW_SUFFIXES = frozenset({".jsonl", ".ndjson"})
KNOWN_SUFFIXES = TEXT_SUFFIXES | ROW_SUFFIXES
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `path` is None for standard input. `origin` is how messages name it."""

    origin: str
    path: Path | None = None


def locate(inputs: Sequence[str]) -> Iterator[Found | Issue]:
    """Yield the files behind `inputs`, each once, and an issue for each input that leads nowhere."""
    seen: set[Path] = set()
    for text in inputs:
        for item in _locate_one(text):
            if isinstance(item, Found) and item.path is not None:
                real = item.path.resolve()
                if real in seen:
                    continue
                seen.add(real)
            yield item


def _locate_one(text: str) -> Iterator[Found | Issue]:
    if text == STDIN:
        yield Found("<stdin>")
        return
    path = Path(text)
    try:
        known = os.path.lexists(path)
    except ValueError:
        yield Issue("missing", f"{text!r} is not a path", text)
        return
    if known:
        yield from _walk(path) if path.is_dir() else [Found(text, path)]
    elif glob.has_magic(text):
        matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        for match in matches:
            yield from _walk(Path(match)) if Path(match).is_dir() else [Found(match, Path(match))]
        if not matches:
            yield Issue("missing", f"no file matches {text!r}", text)
    else:
        yield Issue("missing", f"no file or folder named {text!r}; working folder: {Path.cwd()}", text)


def _walk(root: Path) -> Iterator[Found | Issue]:
    """Yield the readable files under `root`, sorted; links that leave it, and other kinds of file, are not read."""
    limit = root.resolve()
    found = 0
    others: list[Path] = []
    issues: list[Issue] = []

    def failed(error: OSError) -> None:
        issues.append(Issue("unreadable", f"folder cannot be read: {error.strerror}", str(error.filename)))

    for folder, folders, names in os.walk(root, onerror=failed, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(folder, name)
            if path.suffix.lower() not in KNOWN_SUFFIXES:
                others.append(path)
            elif not path.resolve().is_relative_to(limit):
                yield Issue(
                    "skipped", "a link that leads out of its folder is not followed", str(path), None, "warning"
                )
            elif path.exists() and not stat.S_ISREG(path.stat().st_mode):
                yield Issue("skipped", "not a regular file", str(path), None, "warning")
            else:
                found += 1
                yield Found(str(path), path)
        yield from issues
        issues.clear()
    yield from issues
    if others:
        endings = ", ".join(sorted({path.suffix.lower() or "no ending" for path in others})[:8])
        yield Issue("skipped", f"{len(others)} files of other kinds not read ({endings})", str(root), None, "warning")
    if not found:
        yield Issue("empty", f"folder holds no {', '.join(sorted(KNOWN_SUFFIXES))} file", str(root))
