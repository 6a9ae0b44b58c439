"""Statements of many documents come in; those that are the same words go out together, with where the words differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from dotterel.model import Statement
from dotterel.store.search import words_of

# Fewer words than this are the same by chance ("We will see").
FEWEST_WORDS = 4
# Share of the pairs of neighbouring words of the shorter one that the other must have, too.
SHARED = 0.6
# A pair of words in more statements than this says nothing; looking at all of them would be quadratic.
_COMMONEST = 200


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The same words in one or more statements, the fullest one first."""

    statements: tuple[Statement, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that have the words, each once."""
        return tuple(dict.fromkeys(statement.document for statement in self.statements))


def said(statement: Statement) -> str:
    """Return the words of a statement in one piece, white space made single."""
    return " ".join(" ".join(passage.text for passage in statement.content).split())


def group_quotes(statements: Iterable[Statement]) -> list[QuoteGroup]:
    """Return statements grouped by their words, groups in the order of their first statement.

    Two statements of two documents are the same where the shorter one's pairs of neighbouring words are mostly the
    other's, whoever is named as the speaker: reports of one speech name him differently.
    """
    given = list(statements)
    pairs = [frozenset(pairwise(words_of(said(statement), common=True))) for statement in given]
    holders: dict[tuple[str, str], list[int]] = {}
    leader = list(range(len(given)))
    for number, mine in enumerate(pairs):
        if len(mine) >= FEWEST_WORDS - 1:
            for other in _candidates(mine, holders):
                if _same(mine, pairs[other]) and given[other].document != given[number].document:
                    _join(leader, number, other)
            for pair in mine:
                holders.setdefault(pair, []).append(number)
    groups: dict[int, list[int]] = {}
    for number in range(len(given)):
        groups.setdefault(_root(leader, number), []).append(number)
    return [
        QuoteGroup(tuple(given[k] for k in sorted(members, key=lambda k: (-len(pairs[k]), k))))
        for members in groups.values()
    ]


def _candidates(mine: frozenset[tuple[str, str]], holders: dict[tuple[str, str], list[int]]) -> list[int]:
    found: dict[int, None] = {}
    for pair in sorted(mine):
        others = holders.get(pair, [])
        if len(others) <= _COMMONEST:
            found |= dict.fromkeys(others)
    return list(found)


def _same(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    return len(one & other) >= SHARED * min(len(one), len(other))


def _root(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number


def _join(leader: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(leader, one), _root(leader, other)))
    leader[second] = first


def differences(model: str, other: str) -> Sequence[tuple[str, bool]]:
    """Return the words of `other` as stretches, each with whether it differs from `model`; case and signs do not count.

    >>> differences("We will not go back", "We shall not go back.")
    [('We', False), ('shall', True), ('not go back.', False)]
    """
    left, right = model.split(), other.split()
    bare = [[_bare(word) for word in words] for words in (left, right)]
    found: list[tuple[str, bool]] = []
    for kind, _, _, first, last in SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
        if last > first:
            found.append((" ".join(right[first:last]), kind != "equal"))
        elif kind == "delete":
            found.append(("[…]", True))
    return found


def _bare(word: str) -> str:
    return "".join(sign for sign in word.lower() if sign.isalnum())
