"""Turns a name as written into the key under which the tables hold it: accents, dots and hyphens do not matter."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[\w&+/]+(?:'(?!s\b)\w+)*|'s\b|'(?=\s|$)")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'"})
_LETTERS = str.maketrans({"\u0131": "i", "\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O", "\u0111": "d"})


def plain(text: str) -> str:
    """Return `text` with straight apostrophes, without accents and abbreviation dots.

    >>> plain("Nuri al-Maliki of the U.S.–Côte d’Ivoire forum")
    "Nuri al-Maliki of the US–Cote d'Ivoire forum"
    """
    if not text.isascii():
        text = text.translate(_QUOTES).translate(_LETTERS)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.replace(".", "")


def words(text: str) -> list[str]:
    """Return the words of a name; hyphens separate, a possessive 's stands alone.

    >>> words("Bosnia-Herzegovina's U.N. envoy")
    ['Bosnia', 'Herzegovina', "'s", 'UN', 'envoy']
    """
    return _WORD.findall(plain(text))


def fold(text: str) -> str:
    """Return the key of a name: its words with single spaces, without a leading "the" or a final possessive.

    >>> fold("the U.N."), fold("Al-Shabab"), fold("Kenya's")
    ('UN', 'Al Shabab', 'Kenya')
    """
    if text.isascii() and text.replace(" ", "").isalpha() and text[:4] not in ("the ", "The ", "THE "):
        return text  # most names of the tables: nothing to fold
    parts = words(text)
    if len(parts) > 1 and parts[0] in ("the", "The", "THE"):
        parts = parts[1:]
    if len(parts) > 1 and parts[-1] in ("'s", "'"):
        parts = parts[:-1]
    return " ".join(parts)
