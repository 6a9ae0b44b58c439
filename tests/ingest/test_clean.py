"""Bytes to text: what is changed, what is kept, what is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotterel.ingest.clean import Binary, clean, decode


@pytest.mark.parametrize(
    ("data", "text", "guessed"),
    [
        (b"Kenya", "Kenya", None),
        ("\ufeffKenya".encode(), "Kenya", None),
        ("Côte d’Ivoire".encode(), "Côte d’Ivoire", None),
        ("Côte d’Ivoire and its neighbours".encode("cp1252"), "Côte d’Ivoire and its neighbours", "cp1252"),
        ("Addis Abeba".encode("utf-16"), "Addis Abeba", None),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n", None),
        (b"a stray \x00 in a long enough text", "a stray   in a long enough text", None),
    ],
)
def test_decode(data: bytes, text: str, guessed: str | None) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.guessed) == (text, guessed)


def test_cyrillic_without_a_mark_is_guessed() -> None:
    text = "Президент прибыл в Минск и встретился с министром иностранных дел. " * 5
    decoded = decode(text.encode("cp1251"))
    assert decoded.guessed is not None
    assert "Президент прибыл в Минск" in decoded.text


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"%PDF-1.7 text", b"PK\x03\x04rest", b"\x89PNG\r\n\x1a\n", b"\0" * 9]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Binary):
        decode(data)


@given(st.text())
def test_clean_text_can_be_stored_and_is_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once or once.startswith("\ufeff")
    assert "\x00" not in once
    assert "\r" not in once
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_characters="\r\ufeff")))
def test_length_is_kept_unless_line_ends_change(text: str) -> None:
    assert len(clean(text)) == len(text)


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(Binary):
        decode(data).text.encode("utf-8")
