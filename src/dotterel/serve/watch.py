"""FEEDS.toml comes in; while pages are served, what its feeds and folders hold anew is coded and stored.

every = 600                       # seconds between two looks; 600 if left out

[[feed]]
url = "https://example.org/world.rss"
publisher = "The Example"         # the feed's title if left out
private = true                    # only for an address inside your own network

[[folder]]
path = "incoming"                 # .txt, .md, .jsonl; looked through anew each time
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

from dotterel.errors import InputError, unknown_value
from dotterel.ingest import read_inputs
from dotterel.ingest.feeds import Feed, fetch, read_feed
from dotterel.model import Document, Issue

SHORTEST = 30
_KEYS = ("every", "feed", "folder")


@dataclass
class Watched:
    """What is looked at, how often (seconds), and what the sites let programs read."""

    feeds: list[Feed] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    every: float = 600.0
    robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """What is watched, for people."""
        return [*(feed.url for feed in self.feeds), *(str(folder) for folder in self.folders)]

    def look(self) -> Iterator[Document | Issue]:
        """Yield what the feeds and folders hold now; a feed that cannot be reached gives an issue."""
        for feed in self.feeds:
            try:
                data = fetch(feed, self.robots)
            except OSError as error:
                yield Issue("unreachable", str(error), feed.url, severity="warning")
                continue
            if data is not None:
                yield from read_feed(data, origin=feed.url, publisher=feed.publisher)
        for folder in self.folders:
            yield from read_inputs([str(folder)])


def read_watch(path: Path) -> Watched:
    """Read FEEDS.toml.

    Raises:
        InputError: it cannot be read, names nothing, or says something unknown.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no TOML: {error}") from None
    wrong = next((key for key in found if key not in _KEYS), None)
    if wrong is not None:
        raise InputError(unknown_value(f"key in {path}", wrong, _KEYS))
    every = found.get("every", 600)
    if not isinstance(every, int | float) or every < SHORTEST:
        raise InputError(f"{path}: every = {every!r}; expected seconds, at least {SHORTEST}")
    feeds = [
        Feed(_text(path, "feed", one, "url"), one.get("publisher"), _private(path, one))
        for one in _tables(path, found, "feed")
    ]
    folders = [path.parent / _text(path, "folder", one, "path") for one in _tables(path, found, "folder")]
    if not feeds and not folders:
        raise InputError(
            f'{path} names nothing to watch; add [[feed]] with url = "..." or [[folder]] with path = "..."'
        )
    missing = next((folder for folder in folders if not folder.is_dir()), None)
    if missing is not None:
        raise InputError(f"{path}: {str(missing)!r} is no folder")
    return Watched(feeds, folders, float(every))


def _tables(path: Path, found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    tables = found.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise InputError(f"{path}: write each {name} as a table of its own, [[{name}]]")
    return tables


def _text(path: Path, name: str, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise InputError(f'{path}: a [[{name}]] needs {key} = "..."')
    return value


def _private(path: Path, table: dict[str, Any]) -> bool:
    value = table.get("private", False)
    if not isinstance(value, bool):
        raise InputError(f"{path}: private = {value!r}; expected true or false")
    return value


class Watcher(threading.Thread):
    """Looks again and again until it is told to stop.

    Args:
        watched: what to look at.
        take: codes and stores; gets what is new.
    """

    def __init__(self, watched: Watched, take: Callable[[list[Document], list[Issue]], object]) -> None:
        super().__init__(name="dotterel-watch", daemon=True)
        self._watched = watched
        self._take = take
        self._ending = threading.Event()
        self._seen: set[str] = set()

    def run(self) -> None:
        """Look, code, wait."""
        while not self._ending.is_set():
            self.once()
            self._ending.wait(self._watched.every)

    def once(self) -> None:
        """Look once; what was seen before, or cannot be coded, does not stop the rest."""
        documents: list[Document] = []
        issues: list[Issue] = []
        for item in self._watched.look():
            if isinstance(item, Issue):
                issues.append(item)
            elif (key := f"{item.id}\x1f{item.text}") not in self._seen:
                self._seen.add(key)
                documents.append(item)
        if documents or issues:
            self._take(documents, issues)

    def stop(self) -> None:
        """End after the look in hand."""
        self._ending.set()
