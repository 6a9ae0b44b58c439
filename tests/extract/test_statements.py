"""Statements on hand-checked parses: 160 layouts as files, and input that only makes trouble."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from tests.extract.layouts import FOLDER, Layout, matches

from dotterel.annotate.sentences import split
from dotterel.extract import can_hold_statement, extract_statements
from dotterel.extract.quotes import find_quotes
from dotterel.extract.statements_cues import cue_senses
from dotterel.model import TONES, Annotation, Document, Sentence, Span, Token

LAYOUTS = sorted(FOLDER.glob("*.txt"))
MARKS = ["“", '"', "'", "«", "„", "‘", "\"'“‘«„", "``", "「", '“"']


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    layout = Layout.read(path)
    found = layout.statements()
    assert len(found) == len(layout.expected), found
    for statement, line in zip(found, layout.expected, strict=True):
        assert matches(statement, line), (statement, line)


def test_there_are_enough_layouts() -> None:
    assert len(LAYOUTS) >= 150


def unparsed(text: str) -> Annotation:
    sentences = tuple(
        Sentence(number, Span(stretch.start_char, stretch.end_char), (), False, stretch.headline)
        for number, stretch in enumerate(split(text)[0])
    )
    return Annotation(Document(text), sentences)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("filling", ["", " ", "a ", " said", "\n", "\n\na"])
def test_a_heap_of_marks_is_read_in_a_bounded_number_of_steps(mark: str, filling: str, steps: Steps) -> None:
    small, large = (unparsed((mark + filling) * (count // len(mark))) for count in (1_000, 4_000))
    assert steps(large) < 6 * steps(small) + 20_000


def test_100_000_opening_marks() -> None:
    text = "“we " * 100_000
    assert len(find_quotes(text)) == 100_000
    assert extract_statements(unparsed(text)) == ()


Steps = Callable[[Annotation], int]


@pytest.fixture
def steps() -> Steps:
    """Count the lines of our code that run; a clock would measure the machine."""

    def count(annotation: Annotation) -> int:
        number = 0

        def trace(frame: FrameType, event: str, argument: object) -> object:
            nonlocal number
            number += event == "line"
            return trace if "/dotterel/extract/" in frame.f_code.co_filename else None

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            extract_statements(annotation)
        finally:
            sys.settrace(before)
        return number

    return count


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “we will ‘never’ go”.", ["we will ‘never’ go", "never"]),
        ("„Ja“, «oui» and 'no'.", ["Ja", "oui", "no"]),
        ("It's the ministers' 'final' offer, isn't it?", ["final"]),
        ("“One.¶“Two,” he said.", ["One.", "Two,"]),
        ("A pipe 12\" wide, in the '90s.", []),
        ("“ ”", []),
    ],
)
def test_quotation_marks(text: str, inner: list[str]) -> None:
    text = text.replace("¶", "\n\n")
    assert [quote.inner.slice(text) for quote in find_quotes(text)] == inner


def test_depth_and_continuation() -> None:
    outer, inner = find_quotes("“a ‘b’ c”")
    assert (outer.depth, inner.depth) == (0, 1)
    first, second = find_quotes("“One.\n\n“Two.”")
    assert (first.closed, second.closed, second.continues) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The road is closed, the ministry said.", True),
        ("According to the mayor, the road is closed.", True),
        ("“No new taxes”", True),
        ("The rebels vowed to return.", True),
        ("The road was closed for two hours.", False),
        ("It's the ministers' car.", False),
    ],
)
def test_can_hold_statement(text: str, may: bool) -> None:
    assert can_hold_statement(text) is may


def test_every_cue_has_a_tone_and_a_construction() -> None:
    assert len(cue_senses()) > 300
    for sense in cue_senses().values():
        assert sense.constructions
        assert {sense.tone, *sense.constructions.values()} <= set(TONES)


def test_an_empty_document_and_one_without_words() -> None:
    assert extract_statements(Annotation(Document(""), ())) == ()
    token = Token("“", 0, 1, "“", "PUNCT", 0, "root")
    assert extract_statements(Annotation(Document("“"), (Sentence(0, Span(0, 1), (token,), True),))) == ()
