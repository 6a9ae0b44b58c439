"""A paragraph -> the single quotation marks in it that are no apostrophes, in pairs."""

from __future__ import annotations

import re

_SINGLE = re.compile(r"['‘’‚‛]")
# What an apostrophe at the front of a word leaves out: 's, 'em, 'tis, '90s, rock 'n' roll.
_ELISION = re.compile(
    r"(?:s|t|d|m|ll|re|ve|em|im|er|un|tis|twas|til|till|cause|bout|cos|n|ere|round|neath|gainst|o|\d\ds?)\b",
    re.IGNORECASE,
)
_FREE = frozenset('([{—–-/:,"“„«`')
_ENDING = frozenset('.,;:!?)]}—–-…"”»')


def pair_singles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where single quotations of a paragraph open and close; linear in its length.

    A mark closes where a space or a sign follows it. "The ministers' talks" is a plural owner, not a close, unless
    nothing else closes before the next opening.

    >>> text = "It's the ministers' 'final' offer, isn't it?"
    >>> [text[a : b + 1] for a, b in pair_singles(text, 0, len(text))]
    ["'final'"]
    """
    marks = [match.start() for match in _SINGLE.finditer(text, start, end)]
    pairs: list[tuple[int, int]] = []
    opened = -1
    weak = -1  # a close that may be a plural owner
    for at in marks:
        if _opens(text, at, start, end):
            if opened >= 0 and weak >= 0:
                pairs.append((opened, weak))
            opened, weak = at, -1
        elif opened >= 0 and at > opened + 1 and _closes(text, at, end):
            if _may_own(text, at, end):
                weak = at if weak < 0 else weak
            else:
                pairs.append((opened, at))
                opened = weak = -1
    if opened >= 0 and weak >= 0:
        pairs.append((opened, weak))
    return pairs


def _opens(text: str, at: int, start: int, end: int) -> bool:
    if text[at] == "’":
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if not (before.isspace() or before in _FREE) or not (after.isalnum() or after in '"“…[('):
        return False
    return (text[at] != "'" and text[at] != "‘") or not _ELISION.match(text, at + 1)


def _closes(text: str, at: int, end: int) -> bool:
    if text[at] in "‚‛":
        return False
    after = text[at + 1] if at + 1 < end else " "
    return not text[at - 1].isspace() and (after.isspace() or after in _ENDING)


def _may_own(text: str, at: int, end: int) -> bool:
    return text[at - 1] in "sSxz" and at + 2 < end and text[at + 1] == " " and text[at + 2].isalnum()
