"""Documents come in; what was coded goes out in the same order, from one process or several.

Worker processes are started afresh ("spawn"): a forked child would inherit half of a threaded ONNX runtime.
Each holds one coder and one document at a time, so that a crash is known to be that document's: it becomes an
issue, the worker is replaced, the run goes on. Nothing depends on which worker coded what, so the number of
jobs changes the speed only.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
import threading
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from dotterel.errors import DotterelError, InputError, ModelError
from dotterel.model import Coded, Document, Issue

CodeFunction = Callable[[Document], Coded]

# Documents handed out or waiting for an earlier one to be done, per job: bounds memory, keeps workers busy.
WINDOW = 16
# A report of 1,000,000 characters takes about a minute; what takes ten has gone wrong.
TIME_LIMIT = 600.0
_READY = "ready"
_START_TRIES = 3
_starting = threading.Lock()


def code_one(coder: CodeFunction, document: Document) -> Coded:
    """Return what `coder` makes of `document`; an error in the coder becomes an issue of that document."""
    try:
        return coder(document)
    except Exception as error:
        return _failed(document, f"{type(error).__name__}: {error}")


def pipe(
    coder: CodeFunction,
    documents: Iterable[Document],
    *,
    jobs: int = 1,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Coded]:
    """Yield one `Coded` per document, in the order of the documents.

    Args:
        coder: codes one document; with more than one job it is pickled, and each worker has its own copy.
        documents: read as needed, a few ahead of what is yielded.
        jobs: number of processes; with 1 everything runs in this one.
        time_limit: seconds after which a worker process is taken to be stuck in its document.

    Raises:
        InputError: `jobs` is below 1, or the coder cannot be pickled.
        ModelError: a worker cannot make its coder.
    """
    if jobs < 1:
        raise InputError(f"jobs is {jobs}; it must be 1 or more")
    if jobs == 1:
        return (code_one(coder, document) for document in documents)
    try:
        recipe = _Recipe(pickle.dumps(coder), type(coder).__module__ == "__main__")
    except Exception as error:
        raise InputError(f"this coder cannot be sent to other processes ({error}); use jobs=1") from error
    return _pipe_in_processes(recipe, documents, jobs, time_limit)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """A pickled coder; `of_script` is true when its class stands in the caller's script."""

    coder: bytes
    of_script: bool


def _pipe_in_processes(recipe: _Recipe, documents: Iterable[Document], jobs: int, time_limit: float) -> Iterator[Coded]:
    waiting = enumerate(documents)
    done: dict[int, Coded] = {}
    due = 0
    handed_out = 0
    exhausted = False
    workers: list[_Worker] = []
    try:
        while True:
            while due in done:
                yield done.pop(due)
                due += 1
            while not exhausted and handed_out - due < WINDOW * jobs:
                worker = next((worker for worker in workers if worker.idle), None)
                if worker is None and len(workers) >= jobs:
                    break
                following = next(waiting, None)
                if following is None:
                    exhausted = True
                    break
                if worker is None:
                    worker = _start(recipe)
                    workers.append(worker)
                worker.give(following)
                handed_out += 1
            if due in done:
                continue
            if not any(worker.task for worker in workers):
                return
            _collect(workers, done, time_limit)
    finally:
        for worker in workers:
            worker.stop()


@dataclass(slots=True)
class _Worker:
    """A process with one coder; `task` is the document it has in hand, and its number."""

    process: SpawnProcess
    connection: Connection[Any, Any]
    recipe: _Recipe
    ready: bool = False
    task: tuple[int, Document] | None = None
    tries: int = 1

    @property
    def idle(self) -> bool:
        return self.task is None

    def give(self, task: tuple[int, Document]) -> None:
        self.task = task
        if self.ready:
            self._send(task[1])

    def _send(self, document: Document) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # died while idle: the next receive finds out
            self.connection.send(document)

    def receive(self) -> Coded | None:
        """Return a result, or None if the process only said that it is ready, or was replaced before it began."""
        try:
            message = self.connection.recv()
        except (EOFError, ConnectionResetError):
            return self._died("the worker process died on it")
        if isinstance(message, DotterelError):
            raise message
        if message == _READY:
            self.ready = True
            if self.task:
                self._send(self.task[1])
            return None
        self.task = None
        return message  # type: ignore[no-any-return]

    def _died(self, reason: str) -> Coded | None:
        self.process.join(5)
        code = self.process.exitcode
        started, task = self.ready, self.task
        if not started and self.tries >= _START_TRIES:
            raise ModelError(
                f"worker processes end before they can start (exit status {code}). Run with --jobs 1 to see why; "
                "in a script, put the call under: if __name__ == '__main__':"
            )
        tries = 1 if started else self.tries + 1
        self.replace()
        self.tries = tries
        if started and task:
            self.task = None
            return _failed(task[1], f"{reason} (exit status {code}); it was left out")
        return None

    def expire(self) -> Coded | None:
        """Stop a process that takes too long; its document becomes an issue."""
        self.process.kill()
        return self._died("coding it took too long")

    def replace(self) -> None:
        self.stop()
        fresh = _start(self.recipe)
        self.process, self.connection, self.ready = fresh.process, fresh.connection, False

    def stop(self) -> None:
        self.connection.close()
        if self.process.is_alive():
            self.process.terminate()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()


def _collect(workers: list[_Worker], done: dict[int, Coded], time_limit: float) -> None:
    """Wait until a worker says something, and put finished documents into `done`."""
    busy = {worker.connection: worker for worker in workers if worker.task}
    spoken = wait(list(busy), timeout=time_limit)
    if not spoken:  # nobody finished a document in all that time
        spoken_workers = list(busy.values())
    else:
        spoken_workers = [busy[connection] for connection in spoken if isinstance(connection, Connection)]
    for worker in spoken_workers:
        task = worker.task
        result = worker.receive() if spoken else worker.expire()
        if result is not None and task is not None:
            done[task[0]] = result


def _start(recipe: _Recipe) -> _Worker:
    """Start a worker that does not import the caller's script, so that scripts need no `__main__` guard."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, recipe), daemon=True)
    main = sys.modules["__main__"]
    with _starting:
        try:
            if not recipe.of_script:
                sys.modules["__main__"] = types.ModuleType("__main__")
            process.start()
        finally:
            sys.modules["__main__"] = main
    theirs.close()
    return _Worker(process, ours, recipe)


def _work(connection: Connection[Any, Any], recipe: _Recipe) -> None:
    """The life of a worker process: make a coder, code what comes, end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops its workers
    try:
        coder = pickle.loads(recipe.coder)  # noqa: S301 - made by our own parent process
    except DotterelError as error:
        connection.send(error)
        return
    except Exception as error:
        connection.send(ModelError(f"a worker process cannot make its coder: {type(error).__name__}: {error}"))
        return
    connection.send(_READY)
    while True:
        try:
            document = connection.recv()
        except EOFError:
            return
        connection.send(code_one(coder, document))


def _failed(document: Document, reason: str) -> Coded:
    return Coded(document, issues=(Issue("failed", f"could not be coded: {reason}", document.origin, document.id),))
