"""The head of a reported clause -> its words, where the tree takes too many or too few of them."""

from __future__ import annotations

from dotterel.extract.statements_remark import is_between_commas
from dotterel.extract.statements_stretches import joined, runs
from dotterel.extract.tree import Tree
from dotterel.model import Stretch

_BOUNDS = frozenset({";", ":", "—", "–", "--", "(", ")"})
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "``", "''"})
_MODALS = frozenset("would will could might should had must may can 'd ’d".split())


def clause_pieces(tree: Tree, head: int, node: int, cues: frozenset[int]) -> tuple[Stretch, ...]:
    """Return the words of a reported clause, without "that" and without what the reporter adds to it.

    Args:
        tree: the sentence.
        head: the head of the clause.
        node: the cue.
        cues: all cues of the sentence.
    """
    below = tree.subtree(head)
    dropped = _reporters(tree, head, node, cues, below)
    that = {c for c in tree.children(head, "mark") if tree.token(c).text.lower() == "that"}
    members = [n for n in below if n not in dropped and n not in that]
    members += [n for k in tree.children(node, "conj") if k > head > node and tree.has(k, "mark", "that")
                for n in tree.subtree(k)]  # fmt: skip
    if head > node:
        members = _behind_cue(tree, head, node, members) + _quoted_conjuncts(tree, node, head, cues)
    pieces = joined(tree, runs(tree, members))
    return tuple(_extended(tree, head, node, pieces))


def _reporters(tree: Tree, head: int, node: int, cues: frozenset[int], below: list[int]) -> set[int]:
    """Return the words in a clause that are the reporter's: from a conjunct or an afterthought of his on."""
    dropped: set[int] = set()
    for k in tree.children(head, "conj"):
        if k > node and head > node and _goes_back(tree, head, k, cues):
            first = min(tree.subtree(k))
            dropped |= {n for n in below if n >= first}
    for k in below:
        if k in cues and k > max(head, node) and _is_afterthought(tree, k):
            first = min(tree.subtree(k))
            dropped |= {n for n in below if n >= first}
    for k in tree.children(head, "parataxis"):
        if k > head and tree.token(k).upos == "VERB" and _bounded(tree, head, k):
            dropped |= set(tree.subtree(k))
    return dropped


def _behind_cue(tree: Tree, head: int, node: int, members: list[int]) -> list[int]:
    """Return the words of a clause behind its cue: from "that", or from behind a date of the cue, to a semicolon."""
    marks = [c for c in tree.children(head, "mark") if tree.token(c).text.lower() == "that" and c > node]
    if marks:
        members = [n for n in members if n > marks[0]]  # "told parliament | that", "said on Monday | that"
    elif is_between_commas(tree, node):
        members = [n for n in members if n >= _after_date(tree, head, node) or n < node]
    else:
        members = [n for n in members if n >= _after_date(tree, head, node)]
    stop = next((n for n in range(head, max(members, default=head) + 1) if tree.token(n).text == ";"), len(tree))
    return [n for n in members if n < stop]


def _quoted_conjuncts(tree: Tree, node: int, head: int, cues: frozenset[int]) -> list[int]:
    """Return clauses joined to the cue that are in quotation marks: they are said, too ("and “we will” leave")."""
    found: list[int] = []
    for k in tree.children(node, "conj"):
        members = tree.subtree(k)
        marked = any(tree.token(n).text in _MARKS for n in members)
        if k > head and marked and k not in cues and not any(n in cues for n in members) and tree.children(k, "nsubj"):
            found += members
    return found


def _after_date(tree: Tree, head: int, node: int) -> int:
    """Return where a clause begins behind a date that belongs to the cue ("said on Wednesday | he would not sign")."""
    for k in tree.children(head, "obl"):
        members = tree.subtree(k)
        if members[0] == node + 1 and members[-1] < head and tree.dates(k):
            return members[-1] + 1
    return node + 1


def _extended(tree: Tree, head: int, node: int, pieces: list[Stretch]) -> list[Stretch]:
    """Add a further clause of the cue that runs on from its content without a sign between them."""
    for k in tree.children(node, "ccomp", "xcomp", "parataxis"):
        if k == head or not pieces or k < head:
            continue
        members = tree.subtree(k)
        if members[0] == pieces[-1][1] + 1 and tree.token(members[0]).text not in _BOUNDS | {","}:
            pieces[-1] = (pieces[-1][0], members[-1])
    return pieces


def _goes_back(tree: Tree, head: int, conjunct: int, cues: frozenset[int]) -> bool:
    """Whether a conjunct is the reporter's: an act of speech of its own, or a plain past behind "would ..., and"."""
    relations = {tree.relation(c).split(":")[0] for c in tree.children(conjunct)}
    if conjunct in cues and not relations & {"nsubj", "csubj", "mark", "aux"}:
        return tree.token(conjunct).text.lower().endswith("ed")
    first = min(tree.subtree(conjunct))
    comma = (first > 0 and tree.token(first - 1).text == ",") or tree.token(first).text == ","
    if not comma or not relations & {"nsubj"} or relations & {"mark"}:
        return False
    modal = {tree.token(c).text.lower() for c in tree.children(head, "aux")} & _MODALS
    own = {tree.token(c).text.lower() for c in tree.children(conjunct, "aux")} & _MODALS
    return bool(modal) and not own and tree.token(conjunct).upos == "VERB"


def _is_afterthought(tree: Tree, node: int) -> bool:
    """Whether a cue is one of the same speaker behind a comma: "..., adding that"."""
    if not tree.token(node).text.lower().endswith("ing") or tree.children(node, "nsubj", "aux", "mark"):
        return False
    first = min(tree.subtree(node))
    return tree.token(first).text == "," or (first > 0 and tree.token(first - 1).text == ",")


def _bounded(tree: Tree, head: int, below: int) -> bool:
    return any(tree.token(k).text in _BOUNDS for k in range(head, below))
