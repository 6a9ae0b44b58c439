"""The JSON of an event is that of the contract, key by key."""

from __future__ import annotations

import json

from dotterel.export import annotation_object, event_csv, event_object, json_line
from dotterel.model import Annotation, Mention, Sentence, Span, Token
from tests.builders import KIM, LAVROV, PYONGYANG, TEXT, THURSDAY, document, event, span

# Word for word the key order of shared/DESIGN.md, "The contract at the door".
CONTRACT = (
    '{"kind":"event","id":"ID","document":"r","date":"2018-05-31","end_date":null,"event_type":"CONSULT","mode":["visit"],'
    '"context":["diplomatic"],"auxiliary":[],"quad_code":1,"event_scale":4.0,'
    '"actor":[{"text":"Russian Foreign Minister Sergei Lavrov","start_char":0,"end_char":38,"name":"Sergei Lavrov",'
    '"entity":"person:sergei lavrov","code":"RUS","sector":["GOV"],"office":"foreign minister","inferred":false}],'
    '"recipient":[],"place":{"text":"Pyongyang","start_char":50,"end_char":59,"name":"Pyongyang","country":"PRK",'
    '"latitude":39.03385,"longitude":125.75432,"geonameid":1871859,"admin1":null,"feature":null,"precision":null},'
    '"trigger":{"text":"arrived","start_char":39,"end_char":46},'
    '"timex":{"text":"Thursday","start_char":63,"end_char":71,"value":"2018-05-31","type":"DATE"},'
    '"sentence":{"index":0,"start_char":0,"end_char":121},"statement":null,"attribution":[],"confidence":0.912,'
    '"rule":"verb.arrive","coder":"dotterel 0.1.0","date_basis":"timex","speech_act":null}'
)


def test_an_event() -> None:
    line = json_line(event_object(event(document(id="r"), id="ID", recipient=(), sentence_span=Span(0, 121))))
    assert line == CONTRACT


def test_an_event_without_what_is_unknown() -> None:
    row = json.loads(json_line(event_object(event(place=None, timex=None, date=None, actor=(), recipient=()))))
    assert (row["place"], row["timex"], row["date"], row["actor"]) == (None, None, None, [])


def test_an_annotation() -> None:
    token = Token("Lavrov", 32, 38, "Lavrov", "PROPN", 0, "root")
    mention = Mention(LAVROV.span, "PER", 0, 0, 4, chain=1)
    other = Mention(span("South Korea"), "LOC", 1, 0, 1)
    annotation = Annotation(document(), (Sentence(0, Span(0, 50), (token,), parsed=True),), (mention, other))
    row = annotation_object(annotation, entities={LAVROV.span: LAVROV}, timexes=[THURSDAY], places=[PYONGYANG])
    assert list(row) == ["kind", "document", "sentences", "mentions", "timexes", "places"]
    assert row["sentences"][0]["tokens"] == [
        {
            "text": "Lavrov",
            "start_char": 32,
            "end_char": 38,
            "lemma": "Lavrov",
            "upos": "PROPN",
            "head": 0,
            "deprel": "root",
        }
    ]
    assert [(item["entity"], item["code"], item["chain"]) for item in row["mentions"]] == [
        ("person:sergei lavrov", "RUS", 1),
        (None, None, None),
    ]
    assert row["timexes"][0] == {
        "text": "Thursday",
        "start_char": 63,
        "end_char": 71,
        "type": "DATE",
        "value": "2018-05-31",
    }
    assert row["places"][0]["geonameid"] == 1871859
    json_line(row)


def test_csv_joins_lists_and_keeps_a_record_on_a_line() -> None:
    lines = list(event_csv([(event(actor=(LAVROV, KIM)), TEXT + "\nmore")]))
    assert len(lines) == 2
    assert "RUS; PRK" in lines[1]
    assert "\n" not in lines[1]
