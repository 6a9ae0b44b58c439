"""Who says that an event happened: the speaker its clause is attributed to."""

from __future__ import annotations

from dotterel.extract.parties import Parties
from dotterel.extract.tree import Tree
from dotterel.model import Argument

_SAYING = frozenset(
    "say tell announce report state declare claim add note confirm insist argue believe explain acknowledge allege "
    "warn write reveal disclose stress maintain suggest quote deny admit assert reiterate testify recall tweet".split()
)


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
