"""A cue that is a remark, "..., the ministry said" -> the words around it, by the tree or by its place alone."""

from __future__ import annotations

from dotterel.extract.statements_cues import Cue
from dotterel.extract.statements_stretches import (
    DASHES,
    PARTS,
    Content,
    bound_behind,
    has_verb,
    has_words,
    is_bound,
    joined,
    runs,
)
from dotterel.extract.tree import RELATIVE_PRONOUNS, Tree
from dotterel.model import Stretch

# A stretch before a remark that ends so only leads to what is said: "officers who, she said, kicked in the door".
LEADING = RELATIVE_PRONOUNS | {"because", "since", "although", "though", "while", "whereas", "where", "after", "so"}
_LONGEST_REMARK = 18
_STARTS_CLAUSE = frozenset({"DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})


def inserted(tree: Tree, cue: Cue) -> Content | None:
    """ "..., X said": the cue is a remark within or behind what is said."""
    node = cue.node
    if tree.relation(node) not in {"parataxis", "advcl", "discourse", "conj"}:
        return None
    if not cue.sense.takes("clause", "told", "quote"):
        return None
    above = tree.parent(node)
    if above is None:
        return None
    as_it_says = tree.relation(node) == "advcl" and tree.has(node, "mark", "as")
    if not as_it_says and (tree.relation(node) != "parataxis" or tree.has(node, "mark", "while")):
        return None  # "..., while the premier warned that ..." goes on with another voice
    if not any(tree.relation(k) in _SUBJECT for k in tree.children(node)):
        return None
    clause = _own_clause(tree, node)
    pieces = around(tree, above, clause)
    if as_it_says and not (tree.children(node, "ccomp") or _only_words(tree, clause)):
        return None
    behind = [k for k in tree.children(node, "ccomp") if k > node]
    if behind and not any(first < clause[0] for first, _ in pieces):
        return None
    for k in behind:
        pieces += [piece for piece in runs(tree, tree.subtree(k)) if piece[0] > clause[1]]
    if len(pieces) > 1:
        pieces = [piece for piece in pieces if piece[1] > clause[0] or not _leads(tree, piece)]
    return Content(tuple(joined(tree, pieces)), "inserted", above) if pieces else None


def _only_words(tree: Tree, clause: Stretch) -> bool:
    return clause[1] - clause[0] <= 12


def by_position(tree: Tree, cue: Cue) -> Content | None:
    """ "..., the ministry said." by its place alone: a short clause between commas or at the end of the sentence."""
    if not cue.sense.takes("clause", "told"):
        return None
    clause = remark(tree, cue.node)
    if clause is None or tree.relation(cue.node).startswith("acl"):
        return None
    first, last = clause
    if first == 0 or tree.token(first - 1).text not in DASHES or last - first > _LONGEST_REMARK:
        return None
    behind = tree.token(last + 1).text if last + 1 < len(tree) else "."
    if behind not in {".", ",", ";", "!", "?", "—", "–", "--"}:
        return None
    start = first - 1
    while start >= 0 and tree.token(start).text not in PARTS:
        start -= 1
    pieces = [(start + 1, first - 2)] if start + 1 <= first - 2 else []
    if behind == "," and pieces and not has_verb(tree, pieces[0]):
        pieces.append((last + 2, bound_behind(tree, last + 2) - 1))
    elif pieces and not has_verb(tree, pieces[0]):
        return None
    pieces = [piece for piece in pieces if has_words(tree, piece)]
    return Content(tuple(pieces), "inserted", tree.root) if pieces and not _leads(tree, pieces[0]) else None


def remark(tree: Tree, node: int) -> Stretch | None:
    """Return the words "the ministry said on Monday" around a verb: subject, verb and what follows it up to a sign."""
    subjects = [k for k in tree.children(node, "nsubj") if k < node]
    first = min(tree.subtree(subjects[0])) if subjects else node
    behind = node + 1 < len(tree) and tree.token(node + 1).upos in {"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"}
    if not subjects and not behind:
        return None
    if any(tree.token(k).upos == "PUNCT" for k in range(first, node)):
        return None
    last = node
    while last + 1 < len(tree) and tree.token(last + 1).upos != "PUNCT":
        last += 1
    return first, last


def _leads(tree: Tree, piece: Stretch) -> bool:
    words = [tree.token(k).text.lower() for k in range(piece[0], piece[1] + 1) if tree.token(k).upos != "PUNCT"]
    return bool(words) and words[-1] in LEADING


def _own_clause(tree: Tree, node: int) -> Stretch:
    """Return the words of a remark: the cue with what depends on it, without what it reports."""
    reported = {n for k in tree.children(node, "ccomp", "parataxis") for n in tree.subtree(k)}
    members = set(tree.subtree(node)) - reported
    first = last = node
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    while last > node and tree.token(last).upos == "PUNCT":
        last -= 1
    while first < node and tree.token(first).upos == "PUNCT":
        first += 1
    return first, last


def around(tree: Tree, head: int, clause: Stretch) -> list[Stretch]:
    """Return the stretches before and behind a remark that belong to the clause of `head`."""
    first, last = clause
    below = set(tree.subtree(head))
    top = tree.relation(head) in {"root", "parataxis"} or tree.parent(head) is None
    pieces = []
    start = first - 1
    while start >= 0 and not is_bound(tree, start) and (top or start in below):
        start -= 1
    if start + 1 < first:
        pieces.append((start + 1, first - 1))
    comma = last + 1 < len(tree) and tree.token(last + 1).text in DASHES
    if comma and (first == 0 or tree.token(first - 1).text in DASHES):
        end = last + 2
        while end < len(tree) and not is_bound(tree, end) and (end in below or tree.token(end).upos == "PUNCT"):
            end += 1
        if not any(has_verb(tree, piece) for piece in pieces):  # only half a clause has been told yet
            end = bound_behind(tree, last + 2)
        elif last + 2 not in below or (not last + 2 <= head < end and not _may_go_on(tree, last + 2, head)):
            end = last + 2
        if end > last + 2:
            pieces.append((last + 2, end - 1))
    return [piece for piece in pieces if has_words(tree, piece)]


def _may_go_on(tree: Tree, at: int, head: int) -> bool:
    """Whether words behind a remark still belong to what is said, though its head stands before the remark."""
    if tree.token(at).upos == "CCONJ":
        return True
    top = at
    for above in (at, *tree.ancestors(at)):
        if above == head:
            break
        top = above
    return tree.relation(top) not in {"advcl", "parataxis", "dep", "punct"}


def filled(tree: Tree, node: int, pieces: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Fill up what stands before "..., X said": everything from the last bound to the comma."""
    clause = remark(tree, node)
    if not pieces or clause is None or clause[0] < 2 or tree.token(clause[0] - 1).text not in DASHES:
        return pieces
    start = clause[0] - 1
    while start >= 0 and tree.token(start).text not in PARTS:
        start -= 1
    if pieces[0][0] > node and (not is_between_commas(tree, node) or has_verb(tree, (start + 1, clause[0] - 2))):
        return pieces
    if pieces[0][0] < node and not start + 1 <= pieces[0][0] <= clause[0] - 2:
        return pieces
    return ((start + 1, clause[0] - 2), *(piece for piece in pieces if piece[0] > clause[0]))


def is_between_commas(tree: Tree, node: int) -> bool:
    """Return whether a cue is a remark set off on both sides."""
    clause = remark(tree, node)
    if clause is None or clause[0] == 0 or clause[1] + 1 >= len(tree):
        return False
    return tree.token(clause[0] - 1).text in DASHES and tree.token(clause[1] + 1).text in DASHES


def rest(tree: Tree, cue: Cue) -> Content | None:
    """The rest of the sentence behind "X said", where the tree gives the verb no clause at all."""
    node = cue.node
    finite = tree.token(node).text.lower().endswith(("ed", "aid", "ys"))
    if cue.sense.weak or not cue.sense.takes("clause") or not finite:
        return None
    subject = any(k < node for k in tree.children(node, "nsubj"))
    if not subject or node + 2 >= len(tree) or tree.token(node + 1).upos not in _STARTS_CLAUSE:
        return None
    piece = (node + 1, bound_behind(tree, node + 1) - 1)
    subjects = [k for k in range(*piece) if tree.relation(k).startswith("nsubj")]
    return Content((piece,), "clause", subjects[0], guessed=True) if subjects and has_verb(tree, piece) else None
