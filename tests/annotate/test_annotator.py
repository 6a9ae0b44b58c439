"""The whole room with its real model: documents in, annotations out."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from dotterel.annotate import encoder
from dotterel.annotate.annotator import Annotator
from dotterel.annotate.encoder import Encoder
from dotterel.annotate.lemmas import Lemmas
from dotterel.annotate.reader import Reader, _likeliest
from dotterel.errors import ModelError, SpanError
from dotterel.model import Annotation, Document, Sentence, Span

DATA = Path(str(files("dotterel.annotate") / "data"))
STORY = (
    "Moon meets Kim in surprise summit\n\nSEOUL, May 26 (Yonhap) — South Korean President Moon Jae-in met "
    "North Korean leader Kim Jong-un on Saturday. Kenyan Foreign Minister Raychelle Omamo flew to Kampala. "
    "Protesters were arrested by police."
)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    model = Encoder(DATA)
    return Annotator(Reader(model), Lemmas.load(DATA / "lemmas.json.gz", model.pieces))


@pytest.fixture(scope="module")
def story(annotator: Annotator) -> Annotation:
    return annotator(Document(STORY))


def relation(sentence: Sentence, child: str) -> tuple[str, str]:
    token = next(t for t in sentence.tokens if t.text == child)
    return token.deprel, sentence.tokens[token.head - 1].text if token.head else "ROOT"


def test_offsets_slice_the_text(story: Annotation) -> None:
    for sentence in story.sentences:
        for token in sentence.tokens:
            assert STORY[token.start_char : token.end_char] == token.text
            assert sentence.span.covers(token.span)
    for mention in story.mentions:
        tokens = story.sentences[mention.sentence].tokens
        assert mention.span.start_char == tokens[mention.first_token].start_char
        assert mention.span.end_char == tokens[mention.last_token].end_char


def test_headline_and_dateline(story: Annotation) -> None:
    assert [s.headline for s in story.sentences] == [True, False, False, False]
    assert story.dateline is not None
    assert story.dateline.slice(STORY) == "SEOUL, May 26 (Yonhap) —"


def test_trees(story: Annotation) -> None:
    _, met, flew, arrested = story.sentences
    assert relation(met, "Moon") == ("nsubj", "met")
    assert relation(met, "Kim") == ("obj", "met") or relation(met, "leader") == ("obj", "met")
    assert relation(flew, "Omamo")[0] == "flat"
    assert relation(flew, "Kampala") == ("obl", "flew")
    assert relation(arrested, "Protesters") == ("nsubj:pass", "arrested")
    assert relation(arrested, "police") == ("obl:agent", "arrested")
    assert [sum(t.head == 0 for t in s.tokens) for s in story.sentences] == [1, 1, 1, 1]
    assert [t.lemma for t in arrested.tokens] == ["protester", "be", "arrest", "by", "police", "."]


def test_names(story: Annotation) -> None:
    found = {(m.span.slice(STORY), m.type) for m in story.mentions}
    assert {
        ("Moon Jae-in", "PER"), ("Kim Jong-un", "PER"), ("Raychelle Omamo", "PER"), ("Kampala", "LOC"),
        ("Kenyan", "NORP"), ("South Korean", "NORP"), ("North Korean", "NORP"),
    } <= found  # fmt: skip


def test_time_expressions(story: Annotation) -> None:
    assert "Saturday" in [t.span.slice(STORY) for t in story.timexes]


def test_a_sentence_reads_the_same_in_any_company(annotator: Annotator) -> None:
    lines = [
        "Russia vetoed the resolution on Tuesday.",
        "He said that 14 people, among them two children, had been killed near Goma when rebels shelled the camp.",
        "Why?",
        "Kenyan police freed Omamo.",
    ]

    def readings(order: list[str]) -> dict[str, list[tuple[object, ...]]]:
        text = " ".join(order)
        annotation = annotator(Document(text))
        return {
            s.span.slice(text): [(t.text, t.lemma, t.upos, t.head, t.deprel) for t in s.tokens]
            + [
                (m.type, m.first_token, m.last_token, m.confidence)
                for m in annotation.mentions
                if m.sentence == s.index
            ]
            for s in annotation.sentences
        }

    together = readings(lines)
    assert together == readings(lines[::-1])
    for line in lines:
        assert readings([line])[line] == together[line]


def test_only_the_sentences_asked_for_are_read(annotator: Annotator) -> None:
    annotation = annotator(Document("Kim met Moon in Seoul. Kim left Paris."), parse=lambda text: "left" in text)
    skipped, read = annotation.sentences
    assert (skipped.parsed, read.parsed) == (False, True)
    assert [t.text for t in skipped.tokens] == ["Kim", "met", "Moon", "in", "Seoul", "."]
    assert {(t.upos, t.head, t.deprel) for t in skipped.tokens} == {("X", 0, "dep")}
    assert {m.sentence for m in annotation.mentions} == {1}


@pytest.mark.parametrize("text", ["", " \n", "...", "日本は言った。", "\x00\x01", "😀" * 50, "a" * 5000, "word " * 900])
def test_nothing_crashes(annotator: Annotator, text: str) -> None:
    for sentence in annotator(Document(text)).sentences:
        assert sum(token.head == 0 for token in sentence.tokens) == 1


def test_a_sentence_longer_than_the_encoder_has_one_root(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "MOST_PIECES", 12)
    text = "Rebels shelled the camp and police arrested the man and soldiers burned the house near Goma."
    (sentence,) = annotator(Document(text)).sentences
    assert [t.head for t in sentence.tokens].count(0) == 1
    assert all(0 <= t.head <= len(sentence.tokens) and t.head != i for i, t in enumerate(sentence.tokens, 1))


def test_a_missing_model_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the language model"):
        Encoder(tmp_path)


def test_the_chance_of_every_type_at_a_trigger_can_be_told(annotator: Annotator) -> None:
    text = "Kenya condemned Uganda on Monday."
    chances = annotator.event_types(text, Span(6, 15))
    assert abs(sum(chances.values()) - 1) < 1e-4
    assert max(chances, key=lambda name: chances[name]) == "ACCUSE"
    with pytest.raises(SpanError):
        annotator.event_types(text, Span(90, 95))


def test_types_that_the_future_makes_one_are_weighed_as_one() -> None:
    types = ["O", "AGREE", "CONSULT", "REQUEST"]
    assert _likeliest([0.3, 0.2, 0.22, 0.28], (), types) == (3, 0.28)
    best, chance = _likeliest([0.3, 0.2, 0.22, 0.28], ("future",), types)
    assert (types[best], round(chance, 2)) == ("CONSULT", 0.42)
