"""Documents come in while pages are served: coded in a thread, stored by one writer, and told to who listens."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dotterel.model import Coded, Document, Issue
from dotterel.pipeline.consolidate import consolidate
from dotterel.serve.watch import Watched, Watcher
from dotterel.store.serving import Served

Code = Callable[[Iterable[Document]], Iterable[Coded]]
"""Codes documents, in order."""

HEARTBEAT = 15.0
"""Seconds after which a listener hears that the line is open."""
_WAITING = 100


class Live:
    """Codes, stores and tells.

    Args:
        served: the store.
        code: codes documents; loaded at the first use, since it takes a second and some memory.
    """

    def __init__(self, served: Served, code: Code) -> None:
        self._served = served
        self._code = code
        self._coding = threading.Lock()
        self._listeners: list[queue.Queue[dict[str, Any]]] = []
        self._ending = threading.Event()
        self._watcher: Watcher | None = None
        self.watching: list[str] = []

    def watch(self, watched: Watched) -> None:
        """Begin to look at feeds and folders now and then."""
        self.watching = watched.names
        self._watcher = Watcher(watched, self.take)
        self._watcher.start()

    def take(self, documents: Sequence[Document], issues: Sequence[Issue] = ()) -> dict[str, Any]:
        """Code and store documents, consolidate, and tell the listeners.

        Returns:
            How many `documents`, `events` and `statements` were stored, how many were there already (`unchanged`), and
            the `issues`.
        """
        with self._coding:
            coded = list(self._code(documents))
            with self._served.lock:
                written = self._served.write(coded, issues)
                if written.documents:
                    consolidate(self._served.store)
                    self._served.refresh()
        told = {
            "documents": written.documents, "events": written.events, "statements": written.statements,
            "unchanged": written.unchanged,
        }  # fmt: skip
        if written.documents:
            self.tell(told)
        found = [*issues, *(issue for one in coded for issue in one.issues)]
        return told | {
            "issues": [
                {"kind": one.kind, "message": one.message, "origin": one.origin, "document": one.document}
                for one in found
            ]
        }

    def tell(self, news: dict[str, Any]) -> None:
        """Send something to every listener; one that has stopped reading loses it."""
        for line in list(self._listeners):
            try:
                line.put_nowait(news)
            except queue.Full:
                continue

    def listen(self) -> Iterator[dict[str, Any] | None]:
        """Yield what is told from now on, and None now and then, so that a closed line is noticed."""
        line: queue.Queue[dict[str, Any]] = queue.Queue(_WAITING)
        self._listeners.append(line)
        try:
            while not self._ending.is_set():
                try:
                    yield line.get(timeout=HEARTBEAT)
                except queue.Empty:
                    yield None
        finally:
            self._listeners.remove(line)

    def close(self) -> None:
        """Let listeners go, and stop watching."""
        self._ending.set()
        if self._watcher:
            self._watcher.stop()
        self.tell({"closing": True})
