"""Brackets stand under the words they name, however lines break and marks overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotterel.cli.underline import Mark, underline


def drawn(sentence: str, marks: list[Mark], width: int) -> str:
    return "\n".join(line.text for line in underline(sentence, marks, width))


def test_marks_over_a_line_end_are_continued() -> None:
    assert drawn("The United Nations met", [Mark(4, 18, "actor"), Mark(19, 22, "trigger")], 12) == (
        "The United\n    ╰────╯\n    actor\nNations met\n╰─────╯ ╰─╯\nactor   trigger"
    )


def test_overlapping_marks_get_lines_of_their_own() -> None:
    assert drawn("Kenya's president", [Mark(0, 17, "actor"), Mark(0, 5, "place")], 40) == (
        "Kenya's president\n╰───────────────╯\nactor\n╰───╯\nplace"
    )


def test_one_character() -> None:
    assert drawn("X hit Y", [Mark(0, 1, "a")], 40) == "X hit Y\n┴\na"


@given(st.text(st.sampled_from("ab \n-"), min_size=1, max_size=60), st.data())
def test_every_marked_word_is_under_its_bracket(sentence: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start + 1, len(sentence)))
    width = data.draw(st.integers(5, 30))
    marked = ""
    for line in underline(sentence, [Mark(start, end, "x")], width):
        assert len(line.text) <= width
        if line.is_text:
            marked += "".join(line.text[mark.start : mark.end] for mark in line.marks)
    assert "".join(marked.split()) == "".join(sentence[start:end].split())
