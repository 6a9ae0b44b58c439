"""Bytes come in, clean text goes out: the only place where text is ever changed.

What is changed: a byte order mark is dropped; CR LF and a lone CR become LF; control characters, lone
surrogates and noncharacters become one space or one U+FFFD each. What is not: white space, quotation marks,
and the way accents are composed. Unicode normalisation was considered and left out: every replacement
here but CR LF keeps the length of the text, so that offsets fit the text the user holds as well as ours.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# No news report comes near this: the longest articles of large papers are 150,000 characters.
MAX_CHARACTERS = 1_000_000

# Share of control characters above which valid UTF-8 is still not text, and above which other bytes are not.
_BINARY_SHARE_UTF8 = 0.1
_BINARY_SHARE = 0.02
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF89a",
    b"GIF87a",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"\x7fELF",
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Characters that English and western European text in cp1252 holds beside ASCII.
_WESTERN = re.compile(r"[\x00-\x7f€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0-\xff]*")
_GUESS_FROM = 200_000


class Binary(ValueError):
    """The bytes are not text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the encoding that had to be guessed; `guessed` is None for UTF-8 and marked UTF-16."""

    text: str
    guessed: str | None = None


def clean(text: str) -> str:
    """Return `text` with line ends, control characters and broken characters put right.

    >>> clean("\\ufeffNAIROBI\\r\\nKenya\\x00and")
    'NAIROBI\\nKenya and'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _BROKEN.sub("\ufffd", _CONTROL.sub(" ", text))


def decode(data: bytes) -> Decoded:
    """Return the clean text of a file.

    Strict UTF-8 comes first: guessers call short UTF-8 texts by other names. Then cp1252, if it gives
    western text; then charset-normalizer.

    Raises:
        Binary: the bytes are not text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        try:
            return Decoded(clean(data.decode("utf-16")))
        except UnicodeDecodeError:
            raise Binary("marked as UTF-16 and not UTF-16") from None
    if data.startswith(_MAGIC):
        raise Binary("the first bytes are those of a document, picture or archive format")
    share = _control_share(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\x00" in data or share > _BINARY_SHARE:
            raise Binary("it holds control characters and is not UTF-8") from None
        return _guess(data)
    if share > _BINARY_SHARE_UTF8:
        raise Binary("it is mostly control characters")
    return Decoded(clean(text))


def _control_share(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROL_BYTES)) / len(data) if data else 0.0


def _guess(data: bytes) -> Decoded:
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    high = sum(byte > 127 for byte in data)
    if western and _WESTERN.fullmatch(western) and high <= 0.1 * len(data):
        return Decoded(clean(western), "cp1252")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_FROM]).best()
    encoding = best.encoding if best is not None else "cp1252"
    return Decoded(clean(data.decode(encoding, "replace")), encoding)
