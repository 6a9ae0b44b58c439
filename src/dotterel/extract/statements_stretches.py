"""Stretches of tokens: joined, bounded, tested for words; and the record of a content found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dotterel.extract.tree import RELATIVE_PRONOUNS, Tree
from dotterel.model import Stretch

# Signs at which a stretch of reported speech without marks ends, and those that set a remark off from it.
PARTS = frozenset({";", ":"})
DASHES = frozenset({",", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of tokens that are said, the construction that says so, and their head word.

    `guessed`: by their place alone; the tree hangs them on another word than the cue.
    """

    pieces: tuple[Stretch, ...]
    construction: str
    head: int
    guessed: bool = False


def is_bound(tree: Tree, at: int) -> bool:
    """Return whether reported speech without marks ends at a token."""
    return tree.token(at).text in PARTS


def bound_behind(tree: Tree, start: int) -> int:
    """Return the first bound at or behind a token, or the end of the sentence."""
    end = start
    while end < len(tree) and not is_bound(tree, end):
        end += 1
    return end


def has_words(tree: Tree, piece: Stretch) -> bool:
    """Return whether a stretch holds more than signs or a bare relative pronoun."""
    words = [tree.token(k) for k in range(piece[0], piece[1] + 1) if tree.token(k).upos != "PUNCT"]
    return bool(words) and not (len(words) == 1 and words[0].text.lower() in RELATIVE_PRONOUNS)


def has_verb(tree: Tree, piece: Stretch) -> bool:
    """Return whether a stretch holds a verb."""
    return any(tree.token(k).upos in {"VERB", "AUX"} for k in range(piece[0], piece[1] + 1))


def runs(tree: Tree, members: Iterable[int]) -> list[Stretch]:
    """Return members as stretches; single signs between two of them do not part them."""
    found: list[Stretch] = []
    for n in sorted(members):
        if found and all(tree.token(k).upos == "PUNCT" for k in range(found[-1][1] + 1, n)):
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def joined(tree: Tree, pieces: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, without those that hold no word."""
    found: list[Stretch] = []
    for first, last in sorted(pieces):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        elif has_words(tree, (first, last)):
            found.append((first, last))
    return found
