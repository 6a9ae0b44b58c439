"""The JSON of a statement is that of the contract, key by key."""

from __future__ import annotations

from dotterel.export import json_line, statement_csv, statement_object
from tests.statement_builders import statement

CONTRACT = (
    '{"kind":"statement","id":"ID","document":"speech","quotation":"direct","speaker":[{"text":"Amina Yusuf","start_char":30,'
    '"end_char":41,"name":"Amina Yusuf","entity":"person:amina yusuf","code":"SOM","sector":[],"office":null,"inferred":false}],'
    '"cue":{"text":"told","start_char":42,"end_char":46},"content":[{"text":"We will lift the sanctions","start_char":1,'
    '"end_char":27}],"addressee":[],"via":[],"confidence":0.9,"tone":"pledge","auxiliary":[],"parent":null,"about":[],'
    '"sentence":0,"rule":"tree:tell:clause+quote","coder":"dotterel 0.1.0"}'
)


def test_a_statement() -> None:
    assert json_line(statement_object(statement(id="ID", addressee=()))) == CONTRACT


def test_a_statement_without_cue_and_speaker() -> None:
    row = statement_object(statement(cue=None, speaker=()))
    assert (row["cue"], row["speaker"]) == (None, [])


def test_csv() -> None:
    head, line = statement_csv([statement(id="ID", auxiliary=("future",))])
    row = dict(zip(head.split(","), line.split(","), strict=True))
    assert (row["id"], row["speaker_code"], row["cue"], row["content"], row["auxiliary"]) == (
        "ID", "SOM", "told", "We will lift the sanctions", "future",
    )  # fmt: skip
