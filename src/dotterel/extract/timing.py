"""Which of a sentence's time expressions dates an event: the one of its own clause, read from tree and word order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dotterel.extract.tree import Tree
from dotterel.model import Span, Timex

_VERBAL = frozenset({"VERB", "AUX"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve", "had", "'d", "’d"})
# Between a perfect's auxiliary and its participle stand few words, none of them a noun.
_BETWEEN = 4
# Clauses that tell of another moment than the one they hang on: a time in one does not date the other.
_CLAUSES = ("acl", "advcl", "ccomp", "xcomp", "parataxis", "conj")
_COMPARED = frozenset("first last most worst biggest largest lowest highest deadliest only time".split())
_COMPARED_REACH = 8
_OPENERS = frozenset({"who", "which", "whose", "that", "after", "before", "when"})
_NOUN_REACH = 4  # words after "Sunday's" or "the November" within which the noun stands that they belong to


@dataclass(frozen=True, slots=True)
class _Placed:
    """A time expression in the tree: its tokens, and the one that hangs on something outside."""

    timex: Timex
    covered: list[int]
    head: int


def find_timex(
    tree: Tree, timexes: Sequence[Timex], node: int, light: int | None, triggers: Iterable[int]
) -> Span | None:
    """Return the time expression that dates the event.

    A timex belongs to the trigger nearest above it in the tree; one that hangs on no other trigger's clause dates
    every event of its clause. "A day after he fled" dates the flight and what is told with it, never the rest of the
    sentence; "since May" dates what has gone on since; "Sunday's vote" dates the vote alone.

    Args:
        tree: the sentence.
        timexes: its time expressions.
        node: the trigger.
        light: the verb that carries a nominal trigger.
        triggers: all triggers of the sentence, which bound what belongs to this one.
    """
    if not timexes:
        return None
    mine = [node] if light is None else [node, light]
    others = {t for t in triggers if t not in mine}
    above = [*mine, *tree.ancestors(mine[-1])]
    dated = any(timex.type in {"DATE", "TIME"} for timex in timexes)
    scores: list[tuple[int, int, Span]] = []
    for placed in _placed(tree, timexes):
        if ";shift=" in placed.timex.expression:
            if _told_from(tree, placed, node):
                return placed.timex.span
            if dated or not _before_noun(tree, placed):
                continue
        elif placed.timex.type not in {"DATE", "TIME"} or placed.timex.expression.startswith("ref:"):
            continue
        away = _away(tree, placed, above, others) if _dates(tree, placed, node) else None
        if away is not None:
            scores.append((away, abs(placed.covered[0] - node), placed.timex.span))
    return min(scores)[2] if scores else None


def _away(tree: Tree, placed: _Placed, above: Sequence[int], others: set[int]) -> int | None:
    """Return how far a time hangs from an event in the tree; None where another event comes first.

    Args:
        tree: the sentence.
        placed: the time.
        above: the event's words and all they hang on.
        others: the triggers of other events.
    """
    path = [placed.head, *tree.ancestors(placed.head)]
    meeting = next((p for p in path if p in above), None)
    if meeting is None:
        return None
    down, up = path.index(meeting), above.index(meeting)
    if any(p in others for p in path[:down]) or _in_clause_of_subject(tree, above[:up]):
        return None
    apart = 3 * any(tree.relation(p).startswith(_CLAUSES) for p in path[:down])
    return down + 2 * up + apart


def _placed(tree: Tree, timexes: Sequence[Timex]) -> list[_Placed]:
    found = []
    for timex in timexes:
        span = timex.span
        covered = [i for i, t in enumerate(tree.tokens) if span.start_char <= t.start_char < span.end_char]
        if covered:
            if ";shift=" in timex.expression and covered[-1] + 1 < len(tree):
                covered.append(covered[-1] + 1)  # "a day" with its "after"
            inside = set(covered)
            head = next((i for i in covered if tree.parent(i) not in inside), covered[-1])
            found.append(_Placed(timex, covered, head))
    return found


def _told_from(tree: Tree, placed: _Placed, node: int) -> bool:
    """Return whether an event is the one a distance counts from: "a day after [he fled to Bonn and gave up power]"."""
    last = placed.covered[-1]
    if node <= last:
        return False
    between = range(last + 1, node)
    if not any(tree.token(k).text in {",", ";", ":", "—", "–"} for k in between):
        return not _new_clause(tree, between)
    first_verb = next((k for k in range(last + 1, len(tree)) if tree.token(k).upos == "VERB"), None)
    return first_verb is not None and placed.covered[0] > 1 and first_verb in tree.ancestors(node)


def _before_noun(tree: Tree, placed: _Placed) -> bool:
    """Return whether the other event is a noun ("a day after the summit"), so that it dates what came after."""
    following = placed.covered[-1] + 1
    words = [tree.token(k).upos for k in range(following, min(len(tree), following + _NOUN_REACH))]
    return bool(words) and words[0] == "DET" and "NOUN" in words and "VERB" not in words


def _new_clause(tree: Tree, between: Iterable[int]) -> bool:
    """Return whether a relative clause or another "after" begins in between: it tells of yet another moment."""
    return any(tree.token(k).text.lower() in _OPENERS for k in between)


def _dates(tree: Tree, placed: _Placed, node: int) -> bool:
    """Return whether a time may date an event of its sentence at all, from how it is built in."""
    if ";relation=since" in placed.timex.expression and not _goes_on_since(tree, placed, node):
        return False
    noun = _noun_after(tree, placed)
    if noun is not None and node not in noun:
        return False
    return not re.search(r";relation=(?:until|before|after)", placed.timex.expression)


def _noun_after(tree: Tree, placed: _Placed) -> range | None:
    """Return the words among which the noun stands that a time describes: "Sunday's vote", "the November vote"."""
    last = placed.covered[-1]
    possessive = tree.token(last).text.endswith(("'s", "’s", "s'", "s’"))
    following = last + 1
    if following < len(tree) and tree.token(following).text in {"'s", "’s", "'", "’"}:
        possessive, following = True, following + 1
    if possessive:
        return range(following, min(len(tree), following + _NOUN_REACH))
    first = placed.covered[0]
    if first > 1 and tree.token(first - 1).text.lower() == "of" and tree.token(first - 2).upos in {"NOUN", "PROPN"}:
        return range(max(0, first - 1 - _NOUN_REACH), first - 1)  # "the ruling of 2002"
    year = re.fullmatch(r"date:\d{4}(?:;.*)?", placed.timex.expression)
    if year and following < len(tree) and tree.token(following).upos == "NOUN":
        return range(following, min(len(tree), following + _NOUN_REACH))  # "terms of 2000 deal"
    determined = first > 0 and tree.token(first - 1).upos == "DET"
    if determined and following < len(tree) and tree.token(following).upos in {"NOUN", "PROPN", "ADJ"}:
        return range(following, min(len(tree), following + _NOUN_REACH))
    return None


def _in_clause_of_subject(tree: Tree, up: Sequence[int]) -> bool:
    """Return whether the way up leaves a relative clause at a subject: "the men who toppled him said on Sunday"."""
    relative = next((n for n, one in enumerate(up) if tree.relation(one) == "acl:relcl"), None)
    return relative is not None and any(tree.relation(one).startswith("nsubj") for one in up[relative:])


def _goes_on_since(tree: Tree, placed: _Placed, node: int) -> bool:
    """Return whether an event began then: "has resisted since 2002", not "for the first time since 2002"."""
    first = placed.covered[0]
    if any(tree.token(k).text.lower() in _COMPARED for k in range(max(0, first - _COMPARED_REACH), first)):
        return False
    return is_perfect(tree, node) or (0 < first - node <= _BETWEEN - 1 and tree.token(node).upos == "VERB")


def is_perfect(tree: Tree, node: int) -> bool:
    """Return whether a verb stands in the perfect ("has called"), itself or through the verb it is joined to."""
    for one in (node, *(tree.ancestors(node) if tree.relation(node) == "conj" else ())):
        for k in range(one - 1, max(-1, one - 1 - _BETWEEN), -1):
            if tree.token(k).text.lower() in _PERFECT:
                return True
            if tree.token(k).upos in {"NOUN", "PROPN", "PUNCT", "VERB", "SCONJ"}:
                break
        if tree.relation(one) != "conj":
            break
    return False
