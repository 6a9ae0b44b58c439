"""Statements with defaults, so that a test names only what it is about."""

from __future__ import annotations

from typing import Any

from dotterel.model import Coded, Document, EntityMention, Passage, Provenance, Span, Statement, content_id

SPEECH = "“We will lift the sanctions,” Amina Yusuf told reporters on Friday. Kenya thanked her."


def passage(words: str, text: str = SPEECH) -> Passage:
    start = text.index(words)
    return Passage(Span(start, start + len(words)), words)


def voice(words: str, text: str = SPEECH, **fields: Any) -> EntityMention:
    found = passage(words, text)
    return EntityMention(found.span, words, **fields)


def statement(report: Document | None = None, **fields: Any) -> Statement:
    report = report or Document(SPEECH, id="speech")
    text = report.text
    values: dict[str, Any] = {
        "document": report.id,
        "sentence": 0,
        "quotation": "direct",
        "tone": "pledge",
        "auxiliary": (),
        "speaker": (
            (voice("Amina Yusuf", text, name="Amina Yusuf", entity="person:amina yusuf", code="SOM"),)
            if "Amina Yusuf" in text
            else ()
        ),
        "cue": passage("told", text) if "told" in text else None,
        "content": (passage("We will lift the sanctions", text),) if "We will lift the sanctions" in text else (),
        "addressee": (voice("reporters", text),) if "reporters" in text else (),
        "via": (),
        "parent": None,
        "confidence": 0.9,
        "provenance": Provenance("extract.statements", "0.1.0", "tree:tell:clause+quote"),
    } | fields
    identity = content_id("st", values["document"], *(part.text for part in values["content"]))
    return Statement(**{"id": identity, **values})


def harvest(report: Document, *statements: Statement) -> Coded:
    first = report.text.index(". ") + 1 if ". " in report.text else len(report.text)
    sentences = [Span(0, first), *([Span(first + 1, len(report.text))] if first < len(report.text) else [])]
    return Coded(report, (), (), tuple(sentences), statements)
