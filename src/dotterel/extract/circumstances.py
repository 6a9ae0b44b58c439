"""Place, time and attribution of an event: which of the sentence's toponyms, timexes and speakers belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotterel.extract.parties import Parties
from dotterel.extract.tree import Tree
from dotterel.model import Argument, Span, Timex

PLACE_PREPOSITIONS = frozenset(
    "in at near outside inside around across throughout within on off along over between above beneath into to".split()
)
_ARRIVING = frozenset(
    "arrive travel fly go visit come head return trip visit land deploy send move depart leave march".split()
)
_SAYING = frozenset(
    "say tell announce report state declare claim add note confirm insist argue believe explain acknowledge allege "
    "warn write reveal disclose stress maintain suggest quote deny admit assert reiterate testify recall tweet".split()
)


def find_place(tree: Tree, parties: Parties, node: int, light: int | None) -> Argument | None:
    """Return the toponym phrase where the event happened, nearest to the trigger first."""
    heads = [node] if light is None else [node, light]
    chain = list(heads)
    for above in tree.ancestors(heads[-1]):
        chain.append(above)
        if tree.token(above).upos == "VERB" and len(chain) > 3:
            break
    for rank, head in enumerate(chain):
        found = _place_at(tree, parties, head, arriving=tree.lemma(node) in _ARRIVING and rank == 0)
        if found is not None:
            return parties.argument(found)
    if tree.lemma(node) == "visit":
        for k in tree.children(node, "obj"):
            if parties.type_of.get(k) == "LOC":
                return parties.argument(k)
    return None


def _place_at(tree: Tree, parties: Parties, head: int, *, arriving: bool) -> int | None:
    for preposition, k in tree.prepositional(head):
        first = preposition.split(" ")[0]
        if first not in PLACE_PREPOSITIONS or (first in {"to", "into"} and not arriving):
            continue
        if first in {"on", "over", "between", "along"} and parties.type_of.get(k) != "LOC":
            continue
        if parties.type_of.get(k) == "LOC":
            return k
        inside = [d for p, d in tree.prepositional(k) if p in {"of", "in", "near"} and parties.type_of.get(d) == "LOC"]
        inside += [d for d in tree.children(k, "nmod:poss", "compound", "appos") if parties.type_of.get(d) == "LOC"]
        if inside:
            return inside[0]
    return None


def find_timex(
    tree: Tree, timexes: Sequence[Timex], node: int, light: int | None, triggers: Iterable[int]
) -> Span | None:
    """Return the time expression that dates the event.

    A timex belongs to the trigger nearest above it in the tree; one that hangs on no other trigger's clause dates
    every event of its clause.
    """
    if not timexes:
        return None
    others = {t for t in triggers if t not in {node, light}}
    mine = [node] if light is None else [node, light]
    above = [*mine, *tree.ancestors(mine[-1])]
    best: tuple[int, int, Span] | None = None
    for timex in timexes:
        if timex.type not in {"DATE", "TIME"}:
            continue
        covered = [i for i, t in enumerate(tree.tokens) if timex.span.start_char <= t.start_char < timex.span.end_char]
        if not covered:
            continue
        inside = set(covered)
        head = next((i for i in covered if tree.parent(i) not in inside), covered[-1])
        path = [head, *tree.ancestors(head)]
        meeting = next((p for p in path if p in above), None)
        if meeting is None:
            continue
        down, up = path.index(meeting), above.index(meeting)
        if any(p in others for p in path[:down]) and meeting not in mine:
            continue
        if any(p in others for p in path[:down]):
            continue
        score = (down + 2 * up, abs(covered[0] - node), timex.span)
        if best is None or score[:2] < best[:2]:
            best = score
    return best[2] if best else None


def find_attribution(tree: Tree, parties: Parties, node: int) -> tuple[Argument, ...]:
    """Return the speakers to whom the clause of the event is attributed ("the ministry said", "according to …")."""
    current = node
    for above in tree.ancestors(node):
        if tree.relation(current) in {"ccomp", "parataxis"} and tree.lemma(above) in _SAYING:
            return _speaker(tree, parties, above)
        current = above
    for head in [node, *tree.ancestors(node)]:
        for k in tree.children(head, "parataxis"):
            if tree.lemma(k) in _SAYING and k != node and node not in tree.subtree(k):
                return _speaker(tree, parties, k)
        for preposition, k in tree.prepositional(head):
            if preposition == "according to":
                return (parties.argument(k),)
    return ()


def _speaker(tree: Tree, parties: Parties, verb: int) -> tuple[Argument, ...]:
    speakers = [other for k in tree.children(verb, "nsubj") for other in tree.coordination(k)]
    return tuple(parties.argument(k) for k in speakers)
