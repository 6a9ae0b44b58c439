"""Decisions: kept, shown, undone, measured, and given back as training data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dotterel.store.reviews import agreement, wilson


def first(client: TestClient, query: str = "sort=date") -> dict[str, Any]:
    row: dict[str, Any] = client.get(f"/api/events?{query}").json()["rows"][0]
    return row


def decide(client: TestClient, item: str, decision: str, **more: Any) -> Any:
    answer = client.post("/api/reviews", json={"item": item, "decision": decision, "reviewer": "ana"} | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_rejected_event_is_gone_from_the_corrected_view_alone_until_it_is_undone(client: TestClient) -> None:
    item = first(client)["id"]
    row = decide(client, item, "reject", why="no event")
    assert (row["number"], row["reviewer"], row["before"]["event_type"], row["why"]) == (
        1,
        "ana",
        "CONSULT",
        "no event",
    )
    totals = [client.get(f"/api/events?{q}").json()["total"] for q in ("", "view=machine", "review=rejected")]
    assert totals == [2, 3, 1]
    decide(client, item, "undo")
    assert client.get("/api/events").json()["total"] == 3
    kept = client.get("/api/reviews").json()["rows"]
    assert [(one["decision"], one["undone"]) for one in kept] == [("undo", False), ("reject", True)]


def test_a_correction_is_found_under_its_new_values_and_the_machines_under_the_old(client: TestClient) -> None:
    item = first(client)["id"]
    after = {"event_type": "AID", "actor": [{"code": "KEN", "name": "Kenya"}], "date": "2019-02"}
    decide(client, item, "edit", after=after)
    row = client.get("/api/events?actor=KEN").json()["rows"][0]
    assert (row["event_type"], row["quad_code"], row["date"], row["review"], row["actor"][0]["name"]) == (
        "AID", 2, "2019-02", "corrected", "Kenya",
    )  # fmt: skip
    assert client.get("/api/events?actor=KEN&since=2019-02-10&until=2019-02-12").json()["total"] == 1
    assert client.get("/api/events?actor=KEN&view=machine").json()["total"] == 0
    assert client.get("/api/events?view=machine&actor=RUS").json()["total"] == 3
    assert client.get(f"/api/events/{item}").json()["event_type"] == "AID"
    assert client.get(f"/api/events/{item}?view=machine").json()["event_type"] == "CONSULT"


WRONG: tuple[dict[str, Any], ...] = (
    {"decision": "praise"}, {"decision": "edit"}, {"decision": "edit", "after": {"event_type": "CONSLT"}},
    {"decision": "edit", "after": {"mood": 1}}, {"decision": "edit", "after": {"date": "soon"}}, {"decision": "undo"},
    {"decision": "edit", "after": {"event_type": "AID", "mode": ["visit"]}}, {"decision": "merge"},
    {"decision": "accept", "reviewer": " "},
)  # fmt: skip


def test_a_decision_that_cannot_be_changes_nothing(client: TestClient) -> None:
    item = first(client)["id"]
    for wrong in WRONG:
        answer = client.post("/api/reviews", json={"item": item, "reviewer": "ana"} | wrong)
        assert (wrong, answer.status_code) == (wrong, 422)
    assert client.get("/api/reviews").json()["rows"] == []


def test_the_queue_leaves_out_what_was_judged(client: TestClient) -> None:
    queue = client.get("/api/reviews/queue?order=uncertain").json()
    assert [row["confidence"] for row in queue["rows"]] == sorted(row["confidence"] for row in queue["rows"])
    decide(client, queue["rows"][0]["id"], "accept")
    assert client.get("/api/reviews/queue?order=uncertain").json()["left"] == 2
    assert client.get("/api/reviews/queue?order=uncertain&reviewer=ben").json()["left"] == 3
    orders = [client.get("/api/reviews/queue?order=random&reviewer=ben").json()["rows"] for _ in range(2)]
    assert orders[0] == orders[1]


def test_precision_comes_from_the_random_sample_alone(client: TestClient) -> None:
    rows = client.get("/api/events").json()["rows"]
    decide(client, rows[0]["id"], "accept", queue="random")
    decide(client, rows[1]["id"], "reject", queue="random")
    decide(client, rows[2]["id"], "reject", queue="uncertain")
    overall = client.get("/api/reviews/quality").json()["precision"][0]
    assert (overall["type"], overall["accepted"], overall["judged"], overall["value"]) == (None, 1, 2, 0.5)
    assert (overall["low"], overall["high"]) == (0.0945, 0.9055)


def test_wilson_against_hand_computed_values() -> None:
    assert wilson(0, 0) == {"value": None, "low": None, "high": None}
    assert wilson(10, 10) == {"value": 1.0, "low": 0.7225, "high": 1.0}
    assert wilson(1, 4) == {"value": 0.25, "low": 0.0456, "high": 0.6994}


def test_agreement_against_hand_computed_values() -> None:
    # Ten units, two people: 4 both accept, 3 both reject, 2 and 1 differ. kappa = (0.7 - 0.5) / 0.5
    said = [("accept", "accept")] * 4 + [("reject", "reject")] * 3 + [("accept", "reject")] * 2 + [("reject", "accept")]
    units = {str(n): {"ana": a, "ben": b} for n, (a, b) in enumerate(said)}
    found = agreement(units)
    assert (found["items"], found["reviewers"], found["kappa"]) == (10, ["ana", "ben"], 0.4)
    # observed 6/20 off the diagonal, expected 2 * 11 * 9 / (20 * 19): alpha = 1 - 0.3 / 0.521
    assert found["alpha"] == pytest.approx(1 - 0.3 / (198 / 380), abs=1e-4)
    assert agreement({"a": {"ana": "accept"}})["kappa"] is None


def test_two_mentions_are_split_and_joined(client: TestClient) -> None:
    rows = client.get("/api/events?sort=date").json()["rows"]
    one, other = rows[0]["mention"][0], rows[2]["mention"][0]
    decide(client, one, "merge", other=other)
    joined = client.get(f"/api/events/{one}").json()
    assert set(joined["mention"]) == {one, other}
    decide(client, one, "split", other=other)
    assert client.get(f"/api/events/{one}").json()["mention"] == [one]
    decide(client, one, "undo")
    decide(client, one, "undo")
    assert client.get(f"/api/events/{one}").json()["mention"] == [one]


def test_a_merge_of_events_is_undone(client: TestClient) -> None:
    rows = client.get("/api/events?sort=date").json()["rows"]
    decide(client, rows[0]["id"], "merge", other=rows[2]["id"])
    [joined] = [row for row in client.get("/api/events").json()["rows"] if len(row["mention"]) == 2]
    decide(client, joined["id"], "undo")
    assert client.get("/api/events?sort=date").json()["rows"] == rows
    assert client.post("/api/reviews", json={"item": rows[0]["id"], "decision": "merge", "reviewer": " ",
                                             "other": rows[2]["id"]}).status_code == 422  # fmt: skip
    assert client.get("/api/events").json()["total"] == 3


def test_what_is_corrected_one_by_one_is_what_laying_all_anew_gives(client: TestClient, app: FastAPI) -> None:
    rows = client.get("/api/events?sort=date").json()["rows"]
    decide(client, rows[0]["id"], "edit", after={"actor": [{"code": "KEN", "name": "Kenya", "entity": "country:KEN"}]})
    decide(client, rows[1]["id"], "reject")
    decide(client, rows[2]["id"], "edit", after={"event_type": "AID"})
    decide(client, rows[2]["id"], "undo")
    paths = ("events", "entities", "facets", "dyads", "timeline?bin=year", "events?view=machine", "summary")
    before = [client.get(f"/api/{path}").json() for path in paths]
    app.state.desk.served.refresh()
    assert [client.get(f"/api/{path}").json() for path in paths] == before
    assert [row["code"] for row in before[1]["rows"]].count("KEN") == 1


def test_reviews_come_back_as_corpus_blocks(client: TestClient, tmp_path: Path) -> None:
    pytest.importorskip("training.corpus")
    from training.corpus import read_corpus

    rows = client.get("/api/events").json()["rows"]
    decide(client, rows[0]["id"], "accept")
    decide(client, rows[1]["id"], "reject")
    decide(client, rows[2]["id"], "edit", after={"event_type": "AID", "mode": []})
    (tmp_path / "reviewed-01.txt").write_text(client.get("/api/reviews.corpus").text)
    found = read_corpus(tmp_path)
    assert found.errors == []
    assert sorted(event.event_type for one in found.sentences for event in one.events) == ["AID", rows[0]["event_type"]]
    assert [one.no_event for one in found.sentences].count("opinion") == 1
