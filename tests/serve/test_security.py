"""Who is let in, and what the SQL page lets through."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dotterel.serve.app import create_app
from dotterel.serve.security import LARGEST_BODY, Guard
from dotterel.store import Store
from tests.serve.conftest import code


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for path in ("/api/events", "/api/nothing", "/events", "/events.csv"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8787", "[::2]:80"])
def test_a_foreign_host_is_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/api/events", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost", "[::1]:8787"])
def test_this_machine_is_let_in(client: TestClient, host: str) -> None:
    assert client.get("/api/events", headers={"host": host}).status_code == 200


def test_other_pages_cannot_write_or_read(client: TestClient) -> None:
    body = {"item": "x", "decision": "accept", "reviewer": "eve"}
    assert client.post("/api/reviews", json=body, headers={"origin": "https://evil.example"}).status_code == 403
    cross = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/api/events", headers=cross).status_code == 403
    assert client.post("/api/reviews", json=body, headers={"origin": "http://testserver"}).status_code == 404


def test_a_large_body_is_refused(client: TestClient) -> None:
    assert client.post("/api/documents", content=b"x" * (LARGEST_BODY + 1)).status_code == 413


def test_a_token_is_asked_for_beyond_loopback(store: Store, tmp_path: Path) -> None:
    app: FastAPI = create_app(store, code, guard=Guard("0.0.0.0", "secret"), web=tmp_path)
    client = TestClient(app, follow_redirects=False)
    assert client.get("/api/events").status_code == 401
    assert client.get("/api/events", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/events", headers={"authorization": "Bearer secret"}).status_code == 200
    answer = client.get("/events?token=secret&actor=KEN")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?actor=KEN")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert client.get("/api/events").status_code == 200  # the cookie is kept
    assert client.post("/api/sql", json={"query": "SELECT 1"}).status_code == 404


ATTACKS = (
    "COPY events TO '/tmp/x.csv'", "SELECT * FROM read_csv('/etc/passwd')", "ATTACH '/tmp/y.db'", "DELETE FROM events",
    "SELECT 1; SELECT 2", "PRAGMA version", "SET threads = 1", "SELECT * FROM read_text('/etc/passwd')", "INSTALL httpfs",
    "LOAD httpfs", "CREATE TABLE t (a INTEGER)", "UPDATE documents SET title = 'x'", "SELECT * FROM '/etc/passwd'", "",
    "RESET lock_configuration", "CALL pragma_version()", "EXPORT DATABASE '/tmp/z'", "DROP TABLE events", "SELECT (",
    "WITH d AS (DELETE FROM events RETURNING *) SELECT * FROM d", "BEGIN", "CHECKPOINT", "DETACH store",
    "EXPLAIN ANALYZE DELETE FROM events", "SELECT * FROM glob('/etc/*')", "SELECT nextval('x')", "USE memory",
)  # fmt: skip


def test_the_sql_page_reads_this_store_and_nothing_else(client: TestClient) -> None:
    for query in ATTACKS:
        assert (query, client.post("/api/sql", json={"query": query}).status_code) == (query, 422)
    assert client.get("/api/events").json()["total"] == 3


def test_the_sql_page_answers(client: TestClient) -> None:
    found = client.post("/api/sql", json={"query": "SELECT id, published FROM documents ORDER BY id"}).json()
    assert [column["name"] for column in found["columns"]] == ["id", "published"]
    assert found["rows"][0] == ["r1", "2018-07-10"]
    many = client.post("/api/sql", json={"query": "SELECT * FROM range(5000)"}).json()
    assert (len(many["rows"]), many["cut"]) == (1000, True)


def test_a_runaway_query_is_stopped(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dotterel.store.serving.SQL_PATIENCE", 0.3)
    query = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = 7"
    answer = client.post("/api/sql", json={"query": query})
    assert answer.status_code == 503
    assert "longer than" in answer.json()["error"]["hint"]
