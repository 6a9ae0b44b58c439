"""Processes: order, bounded reading, crashes that cost one document, workers that cannot start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from dotterel.errors import InputError, ModelError
from dotterel.model import Document
from dotterel.pipeline.parallel import WINDOW, pipe
from tests.fake_coder import BrokenCoder, DyingCoder, FakeCoder


def documents(*texts: str) -> list[Document]:
    return [Document(text, id=str(number)) for number, text in enumerate(texts)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_an_error_is_an_issue(jobs: int) -> None:
    reports = documents("SLOW", "a", "RAISE", "b", "SLOW", "c")
    results = list(pipe(FakeCoder(), reports, jobs=jobs))
    assert [result.document for result in results] == reports
    assert [len(result.issues) for result in results] == [0, 0, 1, 0, 0, 0]
    assert results[2].issues[0].message == "could not be coded: ValueError: tripped"


def test_a_crash_costs_one_document() -> None:
    results = list(pipe(FakeCoder(), documents("a", "CRASH", "b", "c", "CRASH", "d"), jobs=2))
    assert [bool(result.issues) for result in results] == [False, True, False, False, True, False]
    assert "died on it (exit status 3)" in results[1].issues[0].message
    assert results[1].issues[0].document == "1"


def test_a_stuck_document_is_given_up() -> None:
    results = list(pipe(FakeCoder(), documents("STUCK", "a"), jobs=2, time_limit=4))
    assert "too long" in results[0].issues[0].message
    assert not results[1].issues


def test_reading_stays_close_to_what_is_yielded() -> None:
    read = 0

    def source() -> Iterator[Document]:
        nonlocal read
        for number in range(200):
            read += 1
            yield Document(f"text {number}")

    results = pipe(FakeCoder(), source(), jobs=2)
    for number in range(1, 60):
        next(results)
        assert read <= number + 2 * WINDOW
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("coder", "words"), [(BrokenCoder(), "no model file"), (DyingCoder(), "exit status 4")])
def test_a_worker_that_cannot_start_is_an_error(coder: FakeCoder, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        list(pipe(coder, documents("a", "b", "c"), jobs=2))


def test_jobs_below_one() -> None:
    with pytest.raises(InputError, match="1 or more"):
        pipe(FakeCoder(), [], jobs=0)


def test_a_coder_that_cannot_be_sent() -> None:
    with pytest.raises(InputError, match="cannot be sent"):
        pipe(lambda document: FakeCoder()(document), [], jobs=2)


def test_no_documents() -> None:
    assert list(pipe(FakeCoder(), [], jobs=2)) == []


def test_a_script_needs_no_main_guard(tmp_path: object) -> None:
    script = (
        "from tests.fake_coder import FakeCoder\nfrom dotterel.model import Document\n"
        "from dotterel.pipeline.parallel import pipe\n"
        "print([c.document.id for c in pipe(FakeCoder(), [Document('a', id='x'), Document('b', id='y')], jobs=2)])\n"
    )
    run = subprocess.run([sys.executable, "-"], input=script, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("['x', 'y']\n", "")
