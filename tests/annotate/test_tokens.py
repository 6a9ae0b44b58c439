"""Tokens: cut as the English UD treebanks cut them. One row is one piece of the specification."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotterel.annotate.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya's envoy didn't go.", "Kenya 's envoy did n't go ."),
        ("They’ve left; I'm here.", "They ’ve left ; I 'm here ."),
        ("You cannot and can't go", "You can not and ca n't go"),
        ("the protesters' leader", "the protesters ' leader"),
        ("a well-known U.S.-led plan", "a well - known U.S. - led plan"),
        ("pro-government, anti-U.S. ex-rebels", "pro-government , anti-U.S. ex-rebels"),
        ("Kim Jong-un and Moon Jae-in", "Kim Jong-un and Moon Jae-in"),
        ("Al-Shabaab and Anglo-French talks", "Al - Shabaab and Anglo - French talks"),
        ("It paid $5m, £20 and 3.5% more", "It paid $ 5 m , £ 20 and 3.5 % more"),
        ("at 10:30 a.m. on Sept. 11, 2001", "at 10:30 a.m. on Sept. 11 , 2001"),
        ("9/11 and 11/28/2000", "9/11 and 11/28/2000"),
        ("Gen. James F. Amos Jr. left.", "Gen. James F. Amos Jr. left ."),
        ("the 20-year-old's 1,200th F-16s", "the 20 - year - old 's 1,200th F - 16s"),
        ("Côte d'Ivoire, N'Djamena, O'Neill", "Côte d'Ivoire , N'Djamena , O'Neill"),
        ("“No,” he said… “never”", "“ No , ” he said … “ never ”"),
        ("What?! No... yes -- maybe", "What ?! No ... yes -- maybe"),
        ("see https://un.org/a?b=1, or mail a.b@un.org.", "see https://un.org/a?b=1 , or mail a.b@un.org ."),
        ("Israel/Gaza and/or", "Israel / Gaza and / or"),
        ("He said no. No.", "He said no . No ."),
        ("No. 5 in Washington, Wash. Monday", "No. 5 in Washington , Wash. Monday"),
        ("AT&T and Booking.com", "AT&T and Booking.com"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(text[a:b] for a, b in tokenize(text)) == expected


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "First one. Second's here."
    assert [text[a:b] for a, b in tokenize(text, 11, len(text))] == ["Second", "'s", "here", "."]


@given(st.one_of(st.text(), st.text(alphabet="aA1.-'’/:$%& n\nt")))
@settings(max_examples=400, deadline=None)
def test_tokens_hold_all_but_white_space(text: str) -> None:
    place = 0
    for first, last in tokenize(text):
        assert first < last
        assert not text[place:first].strip()
        assert not any(letter.isspace() for letter in text[first:last])
        place = last
    assert not text[place:].strip()
