"""Every operation that the description names, asked with made-up values: no failure of the server, answers as declared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dotterel.model import Coded, Document, Span
from dotterel.pipeline.consolidate import consolidate
from dotterel.serve.app import create_app
from dotterel.store import open_store
from tests.serve.conftest import report

# Status, content type and shape of an answer are those that the description names.
DECLARED = [status_code_conformance, content_type_conformance, response_schema_conformance]
# The stream never ends.
LEFT_OUT = {("GET", "/api/stream")}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    folder: Path = tmp_path_factory.mktemp("schema")

    def blank(documents: Iterable[Document]) -> list[Coded]:
        return [Coded(one, sentences=(Span(0, len(one.text)),)) for one in documents]

    with open_store(folder / "s.duckdb") as store:
        store.write([report(1), report(2), report(3)])
        consolidate(store)
        yield create_app(store, blank, web=folder)


def ask_all(app: FastAPI, examples: int) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if (operation.method.upper(), operation.path) in LEFT_OUT:
            continue
        asked += 1

        @given(case=operation.as_strategy(), seed=st.integers(0, 9))
        @settings(max_examples=examples, deadline=timedelta(seconds=60), derandomize=True, database=None,
                  phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
        def check(case: schemathesis.Case, seed: int) -> None:
            answer = case.call()
            assert answer.status_code < 500 or answer.status_code == 503, (case.as_curl_command(), answer.text[:500])
            case.validate_response(answer, checks=DECLARED)

        check()
    assert asked > 30


def in_a_process_of_its_own(app: FastAPI, examples: int, name: str) -> None:
    """Ask here, or in a new process where a library loaded before made the processor round small numbers to nothing.

    ONNX Runtime does that to the thread it runs in, and hypothesis refuses to draw floats then.
    """
    if float.fromhex("0x0.0000000000001p-1022") * 1.0:
        ask_all(app, examples)
        return
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{Path(__file__)}::{name}"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_operation_fails(served: FastAPI) -> None:
    in_a_process_of_its_own(served, 4, "test_no_operation_fails")


@pytest.mark.slow
def test_no_operation_fails_however_it_is_asked(served: FastAPI) -> None:
    in_a_process_of_its_own(served, 60, "test_no_operation_fails_however_it_is_asked")
