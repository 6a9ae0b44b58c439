"""A served store of three reports, coded without a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dotterel.model import Coded, Document, Span
from dotterel.pipeline.consolidate import consolidate
from dotterel.serve.app import create_app
from dotterel.store import Store, open_store
from tests.builders import TEXT, coded, document, event


def report(number: int, **fields: object) -> Coded:
    text = TEXT.replace("Kim Jong Un.", f"Kim Jong Un, the visit number {number} of its kind.")
    one = document(
        text,
        id=f"r{number}",
        published=date(2018, 5, 31) + timedelta(days=40 * number),
        publisher=f"Paper {number % 2}",
    )
    day = (date(2018, 5, 31) + timedelta(days=40 * number)).isoformat()
    return coded(one, [event(one, **({"date": day, "confidence": 0.5 + number / 100} | fields))])


def code(documents: Iterable[Document]) -> list[Coded]:
    """Code a report that has our sentence; any other has no event."""
    return [coded(one, [event(one)] if one.text.startswith(TEXT[:60]) else []) for one in documents]


def event_types(sentence: str, trigger: Span) -> dict[str, float]:
    """See a visit with a little doubt wherever somebody arrived."""
    sure = 0.9 if trigger.slice(sentence) == "arrived" else 0.0
    return {"O": 0.06, "CONSULT": sure, "AGREE": 0.03, "AID": 0.01}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.duckdb") as opened:
        opened.write([report(1), report(2, event_type="ACCUSE", mode=("allege",), quad_code=3), report(3)])
        consolidate(opened)
        yield opened


@pytest.fixture
def app(store: Store, tmp_path: Path) -> FastAPI:
    return create_app(store, code, web=tmp_path / "web", event_types=event_types)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)
