"""What the API answers: listings, files, one thing, charts, errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dotterel.model import Span
from dotterel.store import Store
from tests.builders import LAVROV, TEXT, coded, document, entity, event
from tests.serve.conftest import report


def get(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_row_is_the_contract_with_its_sentence_and_marks(client: TestClient) -> None:
    row = get(client, "/api/events?type=ACCUSE")["rows"][0]
    assert (row["kind"], row["event_type"], row["mode"], row["actor"][0]["code"]) == (
        "event",
        "ACCUSE",
        ["allege"],
        "RUS",
    )
    assert (row["reports"], row["publishers"], row["review"], row["publisher"]) == (1, 1, "machine", "Paper 0")
    sentence = row["sentence"]
    words = {m["role"]: sentence["text"][m["start_char"] : m["end_char"]] for m in sentence["marks"]}
    assert words["trigger"] == "arrived"
    assert words["actor"] == "Russian Foreign Minister Sergei Lavrov"
    assert words["place"] == "Pyongyang"


FILTERS = (
    ("", 3), ("type=CONSULT", 2), ("type=CONSULT/visit", 2), ("type=CONSULT&type=ACCUSE", 3), ("type=CONSULT,ACCUSE", 3),
    ("quad=3", 1), ("quad=1,3", 3), ("actor=RUS", 3), ("actor=PRK", 0), ("party=PRK", 3), ("recipient=country:KEN", 0),
    ("actor=lavrov", 3), ("country=PRK", 3), ("country=KEN", 0), ("since=2018-08-01", 2), ("until=2018-08-01", 1),
    ("publisher=Paper 1", 2), ("document=r2", 1), ("confidence=0.52", 2), ("q=talks pyongyang", 3), ("q=zebra", 0),
    ("context=diplomatic", 3), ("auxiliary=future", 0), ("review=reviewed", 0), ("unknown=kept", 3),
)  # fmt: skip


def test_filters(client: TestClient) -> None:
    for query, count in FILTERS:
        found = get(client, f"/api/events?{query}")
        assert (query, found["total"], len(found["rows"])) == (query, count, count)


def test_pages_have_neither_gaps_nor_doubles_while_rows_arrive(client: TestClient, store: Store, app: FastAPI) -> None:
    seen: list[str] = []
    cursor = ""
    for step in range(10):
        page = get(client, f"/api/events?limit=1&sort=date&cursor={cursor}")
        seen += [row["id"] for row in page["rows"]]
        if step == 0:
            store.write([report(-1)])  # older than where the reader is
            app.state.desk.served.refresh()
        if page["next"] is None:
            break
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 3
    assert get(client, "/api/events")["total"] == 4


def test_every_order_pages_to_the_end(client: TestClient) -> None:
    for sort in ("-date", "date", "-reports", "confidence"):
        whole = [row["id"] for row in get(client, f"/api/events?sort={sort}")["rows"]]
        cursor, paged = "", []
        while True:
            page = get(client, f"/api/events?sort={sort}&limit=2&cursor={cursor}")
            paged += [row["id"] for row in page["rows"]]
            if not page["next"]:
                break
            cursor = page["next"]
        assert (sort, paged) == (sort, whole)


@pytest.mark.parametrize("prefix", ["/api", ""])
def test_files_hold_every_row(client: TestClient, prefix: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{prefix}/events.csv").text)))
    assert len(rows) == 3
    assert rows[0]["actor.code"] == "RUS"
    assert len(client.get(f"{prefix}/events.json").json()["rows"]) == 3
    assert len(client.get(f"{prefix}/events.jsonl").text.splitlines()) == 3
    (tmp_path / "x.parquet").write_bytes(client.get(f"{prefix}/events.parquet").content)
    found = duckdb.sql(f"SELECT event_scale, \"place.latitude\" FROM '{tmp_path / 'x.parquet'}'").fetchall()
    assert len(found) == 3
    assert isinstance(found[0][1], float)
    places = client.get(f"{prefix}/events.geojson").json()
    assert places["features"][0]["geometry"]["coordinates"] == [125.75432, 39.03385]
    feed = ET.fromstring(client.get(f"{prefix}/events.rss").text)
    assert len(feed.findall("channel/item")) == 3
    assert client.get(f"{prefix}/occasions.ics").text.startswith("BEGIN:VCALENDAR\r\n")


def test_a_form_that_a_listing_has_not_is_told(client: TestClient) -> None:
    answer = client.get("/api/statements.ics")
    assert answer.status_code == 422
    assert "csv" in answer.json()["error"]["known"]


def test_text_made_to_attack_is_text_everywhere(client: TestClient, store: Store, app: FastAPI) -> None:
    evil = '=cmd()|" <script>alert(1)</script> \u202e Lavrov arrived in Pyongyang on Thursday. ' + "A" * 10_000
    one = document(evil, id="<img src=x>", title="=HYPERLINK()", publisher="@evil")
    at = evil.index("Lavrov")
    actor = entity("Lavrov", evil, name="=1+1", code="RUS")
    found = event(one, actor=(actor,), recipient=(), place=None, timex=None, trigger=Span(at + 7, at + 14),
                  sentence_span=Span(0, len(evil)))  # fmt: skip
    store.write(coded(one, [found]))
    app.state.desk.served.refresh()
    row = get(client, "/api/events?publisher=@evil")["rows"][0]
    assert row["sentence"]["text"] == evil
    cells = next(csv.DictReader(io.StringIO(client.get("/events.csv?publisher=@evil").text)))
    assert cells["actor.name"] == "'=1+1"
    assert cells["title"] == "'=HYPERLINK()"
    assert cells["publisher"] == "'@evil"
    ET.fromstring(client.get("/events.rss?publisher=@evil").text)
    assert get(client, "/api/documents/<img src=x>")["document"]["text"] == evil
    assert client.get("/api/documents/<img src=x>").headers["content-type"] == "application/json"


def test_one_event_tells_its_reports_and_neighbours(client: TestClient) -> None:
    row = get(client, "/api/events?sort=date")["rows"][0]
    one = get(client, f"/api/events/{row['id']}")
    assert one["mentions"][0]["sentence"]["text"].startswith("Russian Foreign Minister")
    assert len(one["neighbours"]) == 2
    assert get(client, f"/api/events/{row['mention'][0]}")["id"] == row["id"]


def test_why_names_the_words_behind_each_field(client: TestClient) -> None:
    row = get(client, "/api/events")["rows"][0]
    fields = {one["field"]: one for one in get(client, f"/api/mentions/{row['mention'][0]}/why")["fields"]}
    assert fields["actor"]["words"][0]["text"] == LAVROV.text
    assert fields["date"]["words"][0]["text"] == "Thursday"
    assert "arrived" in fields["event_type"]["explanation"]
    assert fields["event_type"]["alternatives"] == [
        {"value": "no event", "score": 0.06}, {"value": "AGREE", "score": 0.03},
    ]  # fmt: skip


def test_what_another_version_coded_has_no_alternatives_of_this_one(client: TestClient, store: Store) -> None:
    [row] = get(client, "/api/events?document=r1")["rows"]
    store._connection.execute("UPDATE documents SET coder = 'dotterel 0.0.1' WHERE id = 'r1'")
    fields = get(client, f"/api/mentions/{row['mention'][0]}/why")["fields"]
    assert all(one["alternatives"] == [] for one in fields)


def test_an_article_has_every_layer(client: TestClient) -> None:
    found = get(client, "/api/documents/r1")
    assert found["document"]["text"].startswith(TEXT[:60])
    assert [one["index"] for one in found["sentences"]] == [0, 1]
    assert found["events"][0]["trigger"]["text"] == "arrived"


def test_an_actor_has_partners_and_names(client: TestClient) -> None:
    found = get(client, "/api/entities/RUS")
    assert found["events"] == 3
    assert found["partners"][0]["code"] == "PRK"
    assert get(client, "/api/entities/person:sergei lavrov")["name"] == "Sergei Lavrov"
    assert [row["entity"] for row in get(client, "/api/entities?q=kim")["rows"]] == ["person:kim jong un"]


def test_charts_add_up(client: TestClient) -> None:
    assert get(client, "/api/summary")["events"] == 3
    bars = get(client, "/api/timeline?bin=month")["rows"]
    assert sum(bar["value"] for bar in bars) == 3
    assert {bar["key"] for bar in bars} == {1, 3}
    shares = get(client, "/api/timeline?bin=year&unit=share&by=type")["rows"]
    assert sum(bar["value"] for bar in shares) == pytest.approx(1, abs=0.001)
    facets = get(client, "/api/facets?type=ACCUSE")
    assert {one["value"]: one["count"] for one in facets["type"]} == {"CONSULT": 2, "ACCUSE": 1}
    assert facets["country"] == [{"value": "PRK", "label": "North Korea", "count": 1}]
    [tie] = get(client, "/api/dyads")["rows"]
    assert (tie["actor"], tie["recipient"], tie["count"], tie["conflict"]) == ("RUS", "PRK", 3, 1)
    assert len(get(client, "/api/dyads/RUS/PRK")["there"]) == 3
    assert get(client, "/api/network")["nodes"][0]["count"] == 3
    assert get(client, "/api/map")["points"][0]["name"] == "Pyongyang"
    assert get(client, "/api/compare?a=type%3DACCUSE&b=")["b"]["summary"]["events"] == 3
    assert get(client, "/api/coverage")["rows"][0]["documents"] == 1
    assert get(client, "/api/search?q=pyongyang")["sentences"][0]["marks"]


def test_errors_have_one_shape(client: TestClient) -> None:
    for path, status in {
        "/api/events?type=CONSLT": 422, "/api/events?since=never": 422, "/api/events?limit=0": 422, "/api/events?limit=x": 422,
        "/api/events?cursor=%00": 422, "/api/events?sort=best": 422, "/api/events?quad=9": 422, "/api/events?confidence=2": 422,
        "/api/events?since=2019-01-01&until=2018-01-01": 422, "/api/events/none": 404, "/api/documents/none": 404,
        "/api/nothing": 404, "/api/trends?by=moon": 422, "/api/search?q=the": 422, "/api/events?country=Kenya": 422,
    }.items():  # fmt: skip
        answer = client.get(path)
        assert (path, answer.status_code) == (path, status)
        assert set(answer.json()["error"]) == {"what", "value", "known", "hint"}
    assert client.get("/api/events?type=CONSLT").json()["error"]["hint"] == "did you mean CONSULT?"


def test_pages_say_when_the_app_is_not_built_and_serve_it_when_it_is(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/events").status_code == 503
    (tmp_path / "web/assets").mkdir(parents=True)
    (tmp_path / "web/index.html").write_text("<!doctype html><title>Dotterel</title>")
    (tmp_path / "web/assets/app.js").write_text("1")
    (tmp_path / "secret").write_text("no")
    assert "Dotterel" in client.get("/events?actor=KEN").text
    assert client.get("/assets/app.js").headers["content-type"].startswith("text/javascript")
    assert client.get("/assets/none.js").status_code == 404
    assert client.get("/%2e%2e/secret").text != "no"


def test_new_documents_are_coded_stored_and_shown(client: TestClient) -> None:
    answer = client.post("/api/documents", json={"text": TEXT, "published": "2018-06-01", "publisher": "Post"})
    assert answer.status_code == 201
    assert answer.json()["events"] == 1
    assert get(client, "/api/events?publisher=Post")["total"] == 1
    assert client.post("/api/documents", json={"documents": []}).status_code == 422
    assert client.post("/api/documents", json={"text": "x", "published": "soon"}).status_code == 422
    assert client.post("/api/documents", json={"txt": "x"}).status_code == 422


def test_searches_are_kept_and_forgotten(client: TestClient) -> None:
    assert client.post("/api/searches", json={"name": "Kenya", "path": "/events?actor=KEN"}).status_code == 201
    assert get(client, "/api/searches")["rows"][0]["feed"] == "/events.rss?actor=KEN"
    assert client.post("/api/searches", json={"name": "x", "path": "https://evil.example/"}).status_code == 422
    assert client.delete("/api/searches/Kenya").status_code == 200
    assert client.delete("/api/searches/Kenya").status_code == 404


def test_the_description_is_whole(client: TestClient) -> None:
    paths = get(client, "/openapi.json")["paths"]
    assert {"/api/events", "/api/reviews", "/api/events.{form}", "/api/sql", "/api/stream"} <= set(paths)
    assert json.dumps(paths)


def test_ontology_status_and_methods(client: TestClient) -> None:
    assert len(get(client, "/api/ontology")["event_types"]) == 16
    assert get(client, "/api/status")["documents"] == 3
    assert get(client, "/api/methods")["model"]


@pytest.mark.parametrize("name", ["entities", "documents", "occasions", "statements"])
def test_a_file_has_the_rows_of_every_page(client: TestClient, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("dotterel.serve.routes_records.MOST", 1)
    lines = client.get(f"/api/{name}.jsonl").text.splitlines()
    page = get(client, f"/api/{name}?limit=500")
    assert len(lines) == page["total"] == len(page["rows"])
