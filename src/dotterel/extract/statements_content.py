"""A cue in a parsed sentence -> the words of its content, by the construction the cue stands in."""

from __future__ import annotations

from collections.abc import Iterable

from dotterel.extract.statements_clause import clause_pieces
from dotterel.extract.statements_cues import Cue, CueSense
from dotterel.extract.statements_remark import by_position, filled, inserted, rest
from dotterel.extract.statements_stretches import Content, is_bound, runs
from dotterel.extract.tree import Tree
from dotterel.model import Stretch

_PREPOSITIONS = ("of", "for", "about", "on", "with", "against")
_QUESTION_WORDS = frozenset({"where", "when", "who", "why", "which", "how", "whom", "whose"})
# An object that stands for something told elsewhere: "what it calls a coup", "which she termed unlawful".
_OPEN_WORDS = frozenset({"what", "which", "that", "who", "whom", "him", "her", "them"})


def find_content(tree: Tree, cue: Cue, cues: Iterable[int]) -> Content | None:
    """Return the content of a cue by the tree alone, None where it has none.

    Args:
        tree: the sentence.
        cue: the cue.
        cues: the nodes of all cues of the sentence.
    """
    if cue.sense.pos != "verb":
        return _of_noun(tree, cue)
    around = _fronted(tree, cue) or inserted(tree, cue)
    if around:
        return around
    every = frozenset(cues)
    found = _complement(tree, cue, every) or by_position(tree, cue) or _object(tree, cue)
    return found or _that_clause(tree, cue, every) or rest(tree, cue)


def _fronted(tree: Tree, cue: Cue) -> Content | None:
    """ "..., a charge Israel denies": the noun in front is what is said, not the sentence before it."""
    node = cue.node
    subjects = tree.children(node, "nsubj")
    objects = [k for k in tree.children(node, "obj") if subjects and k < subjects[0] < node]
    if not objects or not cue.sense.takes("object") or tree.token(objects[0]).upos != "NOUN":
        return None
    return Content(tuple(runs(tree, tree.subtree(objects[0]))), "object", objects[0])


def _complement(tree: Tree, cue: Cue, cues: frozenset[int]) -> Content | None:
    """A clause that depends on the cue."""
    for k in tree.children(cue.node, "ccomp"):
        if construction := _of_clause(tree, cue, k):
            pieces = clause_pieces(tree, k, cue.node, cues)
            return Content(filled(tree, cue.node, pieces) if construction == "clause" else pieces, construction, k)
    for k in tree.children(cue.node, "xcomp", "advcl"):
        if construction := _of_infinitive(tree, cue, k):
            return Content(clause_pieces(tree, k, cue.node, cues), construction, k)
    return None


def _of_clause(tree: Tree, cue: Cue, clause: int) -> str | None:
    """Return the construction of a cue with a finite clause, None where it tells of none."""
    node, sense = cue.node, cue.sense
    marked = tree.has(clause, "mark", "that")
    if tree.has(clause, "mark", "to") and not marked and sense.takes("order", "infinitive"):
        return "order" if tree.children(node, "obj", "iobj") else "infinitive"
    if not sense.takes("clause", "told", "question") and not (marked and sense.takes("quote", "object")):
        return None
    if sense.takes("question"):
        return "clause"
    asking = any(tree.token(c).text.lower() in {"whether", "if"} for c in tree.children(clause, "mark"))
    return None if asking or _open_question(tree, node, clause) else "clause"


def _of_infinitive(tree: Tree, cue: Cue, clause: int) -> str | None:
    """Return the construction of a cue with a clause without subject, None where it tells of none."""
    node, sense = cue.node, cue.sense
    below = tree.relation(clause) == "xcomp"
    if not tree.has(clause, "mark", "to"):
        return "gerund" if below and sense.takes("gerund") and tree.token(clause).text.endswith("ing") else None
    addressed = _addressed(tree, node, clause)
    if addressed and sense.takes("order"):
        return "order"
    if not below:
        return None
    passive = tree.is_passive(node)
    if sense.takes("infinitive") and not (addressed or passive):
        return "infinitive"
    said = passive and sense.takes("clause") and sense.tone == "say"
    return "clause" if said or sense.lemma in {"claim", "profess", "purport"} else None


def _open_question(tree: Tree, node: int, head: int) -> bool:
    """Whether a clause begins with a question word ("said where they were"): nothing is told."""
    first = min(tree.subtree(head))
    return first > node and tree.token(first).text.lower() in _QUESTION_WORDS


def _addressed(tree: Tree, node: int, below: int) -> bool:
    people = tree.children(node, "obj", "iobj", "nsubj:pass")
    to = [k for p, k in tree.prepositional(node) if p in {"to", "on", "upon"}]
    return any(k < below for k in (*people, *to))


def _that_clause(tree: Tree, cue: Cue, cues: frozenset[int]) -> Content | None:
    """A that-clause behind a verb of saying which the tree hangs on another word."""
    if not cue.sense.takes("clause", "told"):
        return None
    for at in range(cue.node + 1, len(tree)):
        if at in cues or is_bound(tree, at):
            return None
        head = tree.parent(at)
        if tree.relation(at) == "mark" and tree.token(at).text.lower() == "that" and head is not None and head > at:
            return Content(clause_pieces(tree, head, cue.node, cues), "clause", head, guessed=True)
    return None


def _object(tree: Tree, cue: Cue) -> Content | None:
    """A noun phrase, a name given, or a prepositional phrase that says what was said."""
    node, sense = cue.node, cue.sense
    objects = [k for k in tree.children(node, "obj") if tree.token(k).text.lower() not in {"itself", "themselves"}]
    found = _named(tree, node, objects) if sense.takes("named") else None
    if found is None and sense.takes("as"):
        found = _as(tree, node, objects)
    return found or _behind_preposition(tree, node, sense, objects) or _thing(tree, node, sense, objects)


def _named(tree: Tree, node: int, objects: list[int]) -> Content | None:
    """ "Called the ruling a disgrace": the thing with its name; the name alone where the thing is told elsewhere."""
    things = [k for k in objects[:1] if tree.token(k).text.lower() not in _OPEN_WORDS]
    names = objects[1:2] or [
        k
        for k in tree.children(node, "xcomp", "ccomp")
        if tree.token(k).upos in {"NOUN", "ADJ", "PROPN"} and not tree.children(k, "mark", "nsubj", "cop")
    ]
    if names:
        members = [n for k in (*things, names[0]) for n in tree.subtree(k)]
        return Content(tuple(runs(tree, members)), "named", names[0])
    above = tree.parent(node)
    if objects and above is not None and tree.token(above).text.lower() in _OPEN_WORDS:
        return Content(tuple(runs(tree, tree.subtree(objects[0]))), "named", objects[0])
    return None


def _as(tree: Tree, node: int, objects: list[int]) -> Content | None:
    """ "Hailed the ruling as a triumph"."""
    for head in (node, *objects):
        for preposition, k in tree.prepositional(head):
            if preposition == "as":
                return Content(_without_case(tree, k), "as", k)
    for k in tree.children(node, "advcl", "xcomp"):
        if tree.has(k, "mark", "as") or tree.has(k, "case", "as"):
            return Content(_without_case(tree, k), "as", k)
    return None


def _behind_preposition(tree: Tree, node: int, sense: CueSense, objects: list[int]) -> Content | None:
    """ "Spoke of a new beginning", "accused them of breaking the truce"."""
    for preposition in _PREPOSITIONS:
        found = _behind(tree, node, objects, preposition) if sense.takes(preposition) else None
        if found is not None:
            return Content(_with_tail(tree, node, found), preposition, found)
    return None


def _thing(tree: Tree, node: int, sense: CueSense, objects: list[int]) -> Content | None:
    """ "Denied any part in it"."""
    if not sense.takes("object") or tree.has(node, "nsubj:pass") or tree.children(node, "iobj"):
        return None
    things = [k for k in objects if tree.token(k).upos not in {"PRON", "DET"}]
    return Content(tuple(runs(tree, tree.subtree(things[0]))), "object", things[0]) if things else None


def _behind(tree: Tree, node: int, objects: list[int], preposition: str) -> int | None:
    for head in (node, *objects):
        for name, k in tree.prepositional(head):
            if name == preposition and k > node:
                return k
        for k in tree.children(head, "advcl", "acl", "ccomp", "xcomp"):
            if tree.has(k, "mark", preposition) and k > node:
                return k
    return None


def _with_tail(tree: Tree, node: int, head: int) -> tuple[Stretch, ...]:
    """Return a phrase with the prepositional phrases right behind it ("spoke of pressure | from outside")."""
    pieces = list(_without_case(tree, head))
    first, last = pieces[-1]
    for preposition, k in tree.prepositional(node):
        members = tree.subtree(k)
        if members[0] == last + 1 and preposition in {"from", "of", "at", "by"}:
            last = members[-1]
    return (*pieces[:-1], (first, last))


def _without_case(tree: Tree, head: int) -> tuple[Stretch, ...]:
    outside = {n for k in tree.children(head, "case", "mark") for n in tree.subtree(k)}
    return tuple(runs(tree, [n for n in tree.subtree(head) if n not in outside]))


def _of_noun(tree: Tree, cue: Cue) -> Content | None:
    """ "The claim that ...", "hope that ...", "a pledge to ...", "was confident that ..."."""
    node = cue.node
    for k in tree.children(node, "acl", "ccomp", "advcl"):
        if k < node:
            continue
        if tree.has(k, "mark", "that") and not tree.has(k, "nsubj", "that"):
            return Content(clause_pieces(tree, k, node, frozenset()), "noun", k)
        if cue.sense.pos == "adjective" and tree.relation(k) == "ccomp":
            return Content(clause_pieces(tree, k, node, frozenset()), "noun", k)
        if cue.sense.takes("infinitive") and tree.has(k, "mark", "to") and cue.sense.pos == "noun":
            return Content(clause_pieces(tree, k, node, frozenset()), "noun", k)
    return None
