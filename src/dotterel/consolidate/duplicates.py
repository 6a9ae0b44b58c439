"""Reports come in; copies, updates and shortened forms of one report are found.

MinHash (Broder 1997) over shingles of four words, cut into bands, each band a row: two reports that share a row are
compared in full. A sentence of some length is a row of its own, which finds shortened copies that MinHash misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from dotterel.consolidate.cluster import cluster
from dotterel.model import Document, ReportGroup, content_id

SHINGLE = 4
BANDS, ROWS = 24, 3
# Two reports that share this share of the shorter one's shingles are one report. Rewritten agency copy stays below a
# half; an update keeps its old paragraphs. Swept from 0.5 to 0.8 on the scenarios.
CONTAINED = 0.62
# ... and the shorter one is no mere quoted sentence of the longer one.
LENGTH_RATIO = 0.15
SHORTEST = 8
WINDOW_DAYS = 10
_WORD = re.compile(r"[^\W_]+")
# "ATHENS (AP) - ", "QUITO: ": where a desk put its mark before a copied text
_DATELINE = re.compile(r"\A[\s>]*[A-Z][A-Za-z ,.()/0-9]{1,60}?(?:\s[-–—]{1,2}\s|:\s)")
_SENTENCE = re.compile(r"[.!?]+[\"')\]]*\s+|\n{2,}")


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


# Multiply-shift hashing (Dietzfelbinger et al. 1997): odd factors and shifts of 64 bits, the upper half counts.
_FACTORS = np.array([_number(f"f{row}") | 1 for row in range(BANDS * ROWS)], np.uint64)
_SHIFTS = np.array([_number(f"s{row}") for row in range(BANDS * ROWS)], np.uint64)
_KEPT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Outline:
    """A report as far as finding its copies needs it: its shingles as numbers, and its rows."""

    document: str
    published: int | None
    publisher: str | None
    length: int
    shingles: frozenset[int]
    rows: tuple[int, ...]


def outline(document: Document, *, rows: bool = True) -> Outline:
    """Return shingles and rows of a report; a report of fewer than eight words has none.

    Args:
        document: the report.
        rows: find the rows too; they cost four fifths of the time, and comparing two reports needs none.
    """
    text = _DATELINE.sub("", document.text, count=1)
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[place : place + SHINGLE]) for place in range(max(0, len(words) - SHINGLE + 1))}
    if len(words) < SHORTEST:
        shingles = set()
    digests = [_digest(shingle) for shingle in shingles]
    found = sorted({*_bands(digests), *_sentences(text)}) if shingles and rows else []
    return Outline(
        document.id,
        document.published.toordinal() if document.published else None,
        document.publisher,
        len(words),
        frozenset(digests),
        tuple(found),
    )


def alike(one: Outline, other: Outline) -> float | None:
    """Return the share of the shorter report's shingles that the longer one has, None where they are two reports."""
    if not near_in_print(one.published, other.published):
        return None
    small, large = sorted((len(one.shingles), len(other.shingles)))
    if not small or small < LENGTH_RATIO * large:
        return None
    share = len(one.shingles & other.shingles) / small
    return round(share, 4) if share >= CONTAINED else None


def near_in_print(one: int | None, other: int | None) -> bool:
    """Return whether reports of two days may be copies of one another; a report without a day may be of any."""
    return one is None or other is None or abs(one - other) <= WINDOW_DAYS


def copies(outlines: Mapping[str, Outline]) -> list[tuple[str, str, float]]:
    """Return the pairs of copies with the share of shingles they have in common, smaller id first."""
    rows: dict[int, list[str]] = {}
    for identity in sorted(outlines):
        for row in outlines[identity].rows:
            rows.setdefault(row, []).append(identity)
    found = []
    for identity in sorted(outlines):
        one = outlines[identity]
        for other in sorted({near for row in one.rows for near in rows[row] if near > identity}):
            share = alike(one, outlines[other])
            if share is not None:
                found.append((identity, other, share))
    return found


def groups(outlines: Mapping[str, Outline], pairs: Iterable[tuple[str, str, float]]) -> list[ReportGroup]:
    """Return the groups of copies; a report without copies is in none.

    Args:
        outlines: every report that may be in a group.
        pairs: copies, with the share they have in common.
    """
    edges = [(share, one, other) for one, other, share in pairs]
    found = []
    for group in cluster(outlines, edges, clash=lambda ones, others: False, sort=lambda item: 0):
        if len(group) > 1:
            members = [outlines[identity] for identity in group]
            lead = min(members, key=lambda one: (one.published or 0, -one.length, one.document))
            latest = max(members, key=lambda one: (one.published or 0, one.length, one.document))
            publishers = len({one.publisher for one in members if one.publisher}) or 1
            found.append(
                ReportGroup(content_id("rg", lead.document), lead.document, latest.document, tuple(group), publishers)
            )
    return found


def _bands(digests: Sequence[int]) -> Iterator[int]:
    """Yield one number a band: the smallest values of its rows under as many permutations of the shingles' numbers."""
    numbers = np.array(digests, np.uint64)[:, None]
    smallest = ((numbers * _FACTORS + _SHIFTS).min(0) >> _KEPT).tolist()
    for band in range(BANDS):
        yield _digest(f"b{band}:{smallest[band * ROWS : (band + 1) * ROWS]}")


def _sentences(text: str) -> Iterator[int]:
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence.lower())
        if len(words) >= SHORTEST:
            yield _digest("s:" + " ".join(words))


def _digest(text: str) -> int:
    return _number(text) >> 1
