"""Triggers: which words of a parsed sentence carry an event, in which sense, and on which light verb."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.extract.lexicon import ASPECT, LIGHT, Lexicon, Sense
from dotterel.extract.tree import Tree

# What is asked for, promised, threatened, refused or alleged is not an event of its own.
_OPAQUE = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"})
# A verb of one of these takes an event noun as its object into its own event ("cancelled talks", "signed a truce").
_ABSORBING = _OPAQUE | {
    "SANCTION",
    "RETREAT",
    "CONSULT",
    "AID",
    "COOPERATE",
    "COERCE",
    "MOBILIZE",
    "PROTEST",
    "ASSAULT",
}
_FACTIVE = frozenset({"ACCUSE", "SUPPORT"})
_MODIFIER = frozenset(
    {"amod", "compound", "nmod:poss", "flat", "case", "mark", "cc", "det", "fixed", "advmod", "nummod"}
)
_EVENT_SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event: its node, its sense, and the light or aspect verb it hangs on."""

    node: int
    sense: Sense
    light: int | None = None


def find_triggers(tree: Tree, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence in text order."""
    senses: dict[int, Sense] = {}
    for node, token in enumerate(tree.tokens):
        if tree.relation(node) in _MODIFIER or token.upos not in {"VERB", "NOUN", "ADJ", "PROPN"}:
            continue
        if token.upos == "PROPN" and token.text[:1].isupper() and node > 0:
            continue
        sense = lexicon.sense(tree, node)
        if sense:
            senses[node] = sense
    found = []
    for node, sense in senses.items():
        if sense.event_type in {LIGHT, ASPECT} or _suppressed(tree, node, senses):
            continue
        light = carrier(tree, node, senses) if tree.token(node).upos in {"NOUN", "PROPN"} else None
        found.append(Trigger(node, sense, light))
    return tuple(found)


def carrier(tree: Tree, node: int, senses: dict[int, Sense]) -> int | None:
    """Return the light or aspect verb that carries an event noun: as its object, its subject, or in a phrase."""
    parent = tree.parent(node)
    current = node
    while parent is not None and tree.relation(current) == "conj":
        current, parent = parent, tree.parent(parent)
    if parent is None or parent not in senses or senses[parent].event_type not in {LIGHT, ASPECT}:
        return None
    relation = tree.relation(current)
    if relation in {"obj", "nsubj:pass", "acl"} or (relation == "obl" and senses[parent].event_type == LIGHT):
        return parent
    if relation == "nsubj" and senses[parent].event_type == ASPECT:
        return parent
    return None


def _suppressed(tree: Tree, node: int, senses: dict[int, Sense]) -> bool:
    """Whether the word is only the content, object or purpose of another event."""
    current = node
    nominal = tree.token(node).upos in {"NOUN", "PROPN", "ADJ"}
    for above in tree.ancestors(node):
        relation = tree.relation(current).split(":")[0]
        if relation in {"conj", "appos"}:
            if not (nominal or tree.relation(current) == "conj") or tree.has(current, "nsubj"):
                return False
            current = above
            continue
        bounded = relation in _EVENT_SUBJECT or relation == "parataxis" or tree.relation(current) == "acl:relcl"
        if bounded and not (tree.relation(current) == "nsubj:pass" and above in senses):
            return False
        sense = senses.get(above)
        if sense is not None and sense.event_type not in {LIGHT, ASPECT}:
            return _absorbs(sense, tree.relation(current), tree, current, node, nominal)
        if relation == "advcl" and not tree.has(current, "mark", "to"):
            return False
        if sense is None and relation not in {"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "nsubj"}:
            return False
        if sense is None and relation in {"obl", "ccomp"} and not nominal:
            return False
        current = above
    return False


def _absorbs(sense: Sense, relation: str, tree: Tree, below: int, node: int, nominal: bool) -> bool:
    kind = sense.event_type
    if relation == "xcomp":
        return True
    if relation == "advcl":
        return tree.has(below, "mark", "to") or (kind == "ACCUSE" and tree.has(below, "mark", "of"))
    if relation == "ccomp":
        return kind in _OPAQUE or kind == "ACCUSE"
    if relation == "acl":
        return kind in _OPAQUE
    if kind in _OPAQUE:
        return (relation in {"obj", "obl", "nmod", "nsubj:pass", "iobj", "obl:agent"} and below == node) or nominal
    if kind == "ACCUSE" and relation in {"obl", "nmod"}:
        return "disapprove" not in sense.mode
    if relation in {"obj", "nsubj:pass"} and nominal:
        return kind in _ABSORBING
    if relation == "obl" and nominal and kind == "CONSULT":
        return tree.preposition(below) in {"for", "on", "in", "at", "during", "to"}
    return False
