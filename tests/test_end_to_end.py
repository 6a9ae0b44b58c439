"""The program as its users run it: real model, real processes, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dotterel import Coded, Coder, Document, open_store
from dotterel.ingest import bundled_reports
from dotterel.model import EntityMention, Span
from dotterel.ontology import load_ontology

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "src" / "dotterel" / "reports"


def dotterel(*arguments: object, seed: str = "0", stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    script = "from dotterel.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )


@cache
def reports() -> tuple[Document, ...]:
    return tuple(report for story in bundled_reports().values() for report in story)


@cache
def harvest() -> tuple[Coded, ...]:
    return tuple(Coder.default().pipe(reports()))


def spans_of(value: Any) -> list[tuple[Span, str]]:
    """Return every (offsets, text) pair in a JSON object."""
    found: list[tuple[Span, str]] = []
    if isinstance(value, dict):
        if "text" in value and "start_char" in value:
            found.append((Span(value["start_char"], value["end_char"]), value["text"]))
        for inner in value.values():
            found += spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            found += spans_of(inner)
    return found


def test_there_are_reports_and_all_are_coded() -> None:
    assert len(reports()) >= 24
    assert [coded.issues for coded in harvest() if coded.issues] == []
    assert sum(len(coded.events) for coded in harvest()) > 100


def test_every_span_of_every_record_slices_to_its_text() -> None:
    for coded in harvest():
        text = coded.document.text
        for sentence in coded.sentences:
            assert sentence.end_char <= len(text)
        for event in coded.events:
            parties: list[EntityMention] = [*event.actor, *event.recipient, *event.attribution]
            assert all(party.span.slice(text) == party.text for party in parties)
            assert event.trigger.slice(text) == event.trigger_text
            assert event.sentence_span.covers(event.trigger)
            assert event.sentence_span == coded.sentences[event.sentence]
            for other in (event.place, event.timex):
                assert other is None or other.span.slice(text) == other.text


def test_every_code_is_in_the_ontology() -> None:
    ontology = load_ontology()
    for event in (event for coded in harvest() for event in coded.events):
        ontology.check_modes(event.event_type, event.mode)
        assert set(event.context) <= set(ontology.contexts)
        assert set(event.auxiliary) <= set(ontology.auxiliaries)
        assert event.quad_code == ontology.quad_code(event.event_type)
        assert 0 <= event.confidence <= 1


def test_a_known_party_stands_once_in_an_event() -> None:
    for event in (event for coded in harvest() for event in coded.events):
        named = [party.entity for party in (*event.actor, *event.recipient) if party.entity]
        assert len(set(named)) == len(named), event


def test_ids_are_unique() -> None:
    identities = [event.id for coded in harvest() for event in coded.events]
    assert len(set(identities)) == len(identities)


def test_the_same_bytes_under_any_seed_and_any_number_of_jobs() -> None:
    outputs = {
        dotterel("code", REPORTS / "*-*.md", "--format", "jsonl", "--jobs", jobs, seed=seed).stdout
        for seed, jobs in (("0", 1), ("4711", 1), ("42", 2))
    }
    assert len(outputs) == 1
    rows = [json.loads(line) for line in outputs.pop().splitlines()]
    assert len(rows) == sum(len(coded.events) + len(coded.statements) for coded in harvest())
    texts = {report.id: report.text for report in reports()}
    for row in rows:
        assert all(span.slice(texts[row["document"]]) == words for span, words in spans_of(row))


def test_order_and_neighbours_do_not_matter() -> None:
    coder = Coder.default()
    chosen = reports()[:4]
    backwards = {coded.document.id: coded for coded in coder.pipe(reversed(chosen))}
    for coded in harvest()[:4]:
        assert backwards[coded.document.id] == coded


def test_a_store_holds_what_was_coded(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.duckdb") as store:
        store.write(harvest())
        assert sorted(event.id for event in store.read_events()) == sorted(
            event.id for coded in harvest() for event in coded.events
        )
        assert {event.id: event for event in store.read_events()} == {
            event.id: event for coded in harvest() for event in coded.events
        }


def test_standard_input_and_ids_of_rows() -> None:
    row = {
        "id": "mine",
        "published": "2018-05-31",
        "text": "Russian Foreign Minister Sergei Lavrov visited North Korea on Thursday.",
    }
    ran = dotterel("code", "-", "--format", "jsonl", stdin=json.dumps(row).encode())
    assert ran.returncode == 0, ran.stderr.decode()
    [event] = [json.loads(line) for line in ran.stdout.splitlines()]
    assert (event["document"], event["event_type"], event["mode"], event["date"]) == (
        "mine",
        "CONSULT",
        ["visit"],
        "2018-05-31",
    )
    assert [party["code"] for party in event["actor"]] == ["RUS"]
    assert [party["code"] for party in event["recipient"]] == ["PRK"]


def test_annotate_prints_words_where_they_stand() -> None:
    text = "Kenyan President Uhuru Kenyatta flew to Juba on Monday. He met South Sudan's leaders there."
    ran = dotterel("annotate", "-", "--published", "2018-05-31", stdin=text.encode())
    assert ran.returncode == 0, ran.stderr.decode()
    row = json.loads(ran.stdout)
    assert (row["kind"], len(row["sentences"])) == ("annotation", 2)
    assert all(span.slice(text) == words for span, words in spans_of(row))
    for sentence in row["sentences"]:
        heads = [token["head"] for token in sentence["tokens"]]
        assert heads.count(0) == 1
        assert all(0 <= head <= len(heads) for head in heads)
    assert any(mention["code"] == "KEN" for mention in row["mentions"])
    assert {"text": "Monday", "value": "2018-05-28"}.items() <= row["timexes"][0].items()
    assert any(place["name"] == "Juba" and place["country"] == "SSD" for place in row["places"])


def test_odd_inputs_beside_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "line.txt").write_text("word " * 1_000_000)
    (tmp_path / "quiet.txt").write_text("The library opens at nine on weekdays.")
    (tmp_path / "latin.txt").write_bytes("São Tomé’s president visited Portugal on Monday.".encode("cp1252"))
    ran = dotterel("code", tmp_path, tmp_path / "missing.txt", "--published", "2018-05-31", "--format", "jsonl")
    assert ran.returncode == 1
    message = ran.stderr.decode()
    for kind in ("empty", "binary", "too_long", "missing", "encoding"):
        assert f" {kind}: " in message
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [party["code"] for row in rows for party in row["actor"]] == ["STP"]


TEXTS = [
    "",
    "x",
    "\n\n\n",
    ".",
    "!!! ??? ...",
    "“" * 300,
    "a" * 30_000,
    "He said. " * 400,
    "Москва и Киев ведут переговоры. 中国外交部长访问了平壤。 🦤🦤",
    "MINISTERS MEET IN CAIRO " * 50,
    "(((((((((((((((((((((([[[[[[[[[[[[",
    "Kenya\u200b and\u00a0Uganda\u2028signed\u0301 a deal\u202e.",
    "and " * 600 + "Kenya attacked Uganda.",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_odd_text_is_coded_without_trouble(text: str) -> None:
    [coded] = Coder.default().pipe([Document(text or " ", id="odd")])
    assert [issue for issue in coded.issues if issue.kind == "failed"] == []
    for event in coded.events:
        assert event.trigger.slice(text) == event.trigger_text
