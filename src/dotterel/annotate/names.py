"""Scores of name tags -> mentions: the best sequence that BIO allows, and the small repairs news needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONFIDENCE_DIGITS = 3

# "South Korean" and its like are one demonym; what the model saw of the first word does not matter.
_DOUBLE = re.compile(
    r"(?:North|South|East|West) (?:Korean|African|Sudanese|Ossetian|German|Vietnamese|Timorese|Yemeni|American|Asian)s?"
    r"|Sri Lankans?|Sierra Leoneans?|Costa Ricans?|Puerto Ricans?|Saudi Arabians?|Cape Verdeans?|New Zealanders?"
    r"|Papua New Guineans?|Bosnian (?:Serb|Croat|Muslim)s?|Central Africans?|Latin Americans?"
)
# The treebanks tag "United" as a participle, so the model tends to begin these names one word late.
_UNITED = frozenset({"States", "Nations", "Kingdom", "Arab"})
_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. sir madam".split())
_TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_NEVER = frozenset(',;:!?"“”()[]—–…')


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: 0-based tokens, the last included."""

    type: str
    first: int
    last: int
    confidence: float


def decode(scores: NDArray[np.float32], tags: Sequence[str], words: Sequence[str]) -> list[Name]:
    """Read the names of one sentence.

    Args:
        scores: tokens by tags, unnormalised.
        tags: "O", "B-PER", "I-PER", ...
        words: the sentence's words.

    Returns:
        Names in order, without overlap; the confidence is the mean probability of their tags, rounded.
    """
    import numpy as np

    shifted = scores - scores.max(1, keepdims=True)
    chances = np.exp(shifted)
    chances /= chances.sum(1, keepdims=True)
    best: list[int] = chances.argmax(1).tolist()
    outside = tags.index("O")
    if best.count(outside) == len(best):
        return []
    broken = _broken(tuple(tags))
    if any(pair in broken for pair in zip([outside, *best], best, strict=False)):
        best = _viterbi(np.log(np.maximum(chances, 1e-9)), tags)
    sure = chances[np.arange(len(best)), best]
    found: list[Name] = []
    first = 0
    while first < len(best):
        kind = tags[best[first]][2:]
        last = first
        if kind:
            while last + 1 < len(best) and tags[best[last + 1]] == f"I-{kind}":
                last += 1
            span = _trim(words, first, last, kind)
            if span:
                if span[0] and words[span[0]] in _UNITED and words[span[0] - 1] == "United":
                    span = span[0] - 1, span[1]
                found.append(Name(kind, *span, round(float(sure[first : last + 1].mean()), CONFIDENCE_DIGITS)))
        first = last + 1
    return _join_demonyms(found, words)


def _join_demonyms(found: list[Name], words: Sequence[str]) -> list[Name]:
    """Widen a demonym over the word before it that belongs to it, and leave out the name that had that word."""
    joined: list[Name] = []
    for name in found:
        before = name.first - 1
        if name.type == "NORP" and name.first == name.last and before >= 0:
            free = not joined or joined[-1].last < before
            alone = bool(joined) and joined[-1].first == joined[-1].last == before
            if (free or alone) and _DOUBLE.fullmatch(f"{words[before]} {words[name.first]}"):
                if alone:
                    joined.pop()
                name = Name("NORP", before, name.last, name.confidence)
        joined.append(name)
    return joined


@cache
def _broken(tags: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    """Return the pairs of tags, by their numbers, that may not follow one another: an I- without its own B- or I-."""
    return frozenset(
        (i, k)
        for i, before in enumerate(tags)
        for k, tag in enumerate(tags)
        if tag.startswith("I-") and before[2:] != tag[2:]
    )


def _viterbi(logs: NDArray[np.float32], tags: Sequence[str]) -> list[int]:
    """Find the likeliest sequence in which every I- follows its own B- or I-."""
    import numpy as np

    barred = np.zeros((len(tags), len(tags)))
    for before, tag in _broken(tuple(tags)):
        barred[before, tag] = -np.inf
    total = logs[0] + barred[tags.index("O")]
    back = []
    for row in logs[1:]:
        paths = total[:, None] + barred
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    best = [int(total.argmax())]
    for step in reversed(back):
        best.append(int(step[best[-1]]))
    return best[::-1]


def _trim(words: Sequence[str], first: int, last: int, kind: str) -> tuple[int, int] | None:
    """Leave out signs, clitics and "Mr." at the edges; a name of signs alone is none, nor is a month."""
    while first <= last and (words[first] in _NEVER or words[first].lower() in {"the", "'s", "’s"}):
        first += 1
    while last >= first and (words[last] in _NEVER or words[last].lower() in {"'s", "’s", "'"}):
        last -= 1
    while first < last and kind == "PER" and words[first].lower() in _HONORIFICS:
        first += 1
    if first == last and kind != "PER" and words[first].lower() in _TIMES:
        return None
    if first > last or not any(map(str.isalnum, "".join(words[first : last + 1]))):
        return None
    return first, last
