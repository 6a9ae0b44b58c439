"""Roles on the tree: for a trigger and its sense, the nodes of the actors and of the recipients."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.extract.lexicon import Sense
from dotterel.extract.parties import Parties
from dotterel.extract.tree import RELATIVE_PRONOUNS, Tree

# Verbs whose object, not subject, does the infinitive below them ("ordered troops to withdraw").
OBJECT_CONTROL = frozenset(
    "ask urge order tell force persuade press push allow permit help enable invite encourage call advise warn instruct "
    "command compel pressure convince cause lead send deploy request beg implore authorize authorise want expect "
    "require oblige get see".split()
)
RECIPIENT_PREPOSITIONS = (
    "with",
    "against",
    "on",
    "to",
    "at",
    "from",
    "for",
    "toward",
    "towards",
    "upon",
    "over",
    "into",
)
_PASSIVE_AGENT = "obl:agent"
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Roles:
    """The nodes of each role and the construction that gave them."""

    actor: tuple[int, ...]
    recipient: tuple[int, ...]
    construction: str


def subjects(tree: Tree, node: int, depth: int = 0) -> tuple[list[int], bool, str]:
    """Return the heads of the subject, own, shared or understood; whether the verb is passive; how it was found."""
    passive = tree.is_passive(node)
    own = tree.children(node, "nsubj", "csubj")
    relation, parent = tree.relation(node), tree.parent(node)
    relative = relation in {"acl:relcl", "advcl:relcl"}
    if own:
        head = own[0]
        if relative and parent is not None and tree.token(head).text.lower() in RELATIVE_PRONOUNS:
            return tree.coordination(parent), passive, "relative"
        return tree.coordination(head), passive, "passive" if passive else "active"
    if parent is None or depth > _DEPTH:
        return [], passive, "passive" if passive else "active"
    if relation == "acl" or (relative and not tree.children(node, "obj")):
        infinitive = tree.has(node, "mark", "to")
        if infinitive:
            found, _, _ = subjects(tree, _governing_verb(tree, parent), depth + 1)
            return found, passive, "control"
        return tree.coordination(parent), passive, "relative"
    if relation == "conj" and tree.token(parent).upos in {"VERB", "AUX", "ADJ"}:
        found, shared_passive, _ = subjects(tree, parent, depth + 1)
        joined = passive or (shared_passive and not tree.children(node, "obj", "aux"))
        return found, joined, "conjunct"
    if relation == "xcomp":
        controllers = tree.children(parent, "obj", "iobj")
        if controllers and tree.lemma(parent) in OBJECT_CONTROL:
            return tree.coordination(controllers[0]), passive, "control"
        found, above_passive, _ = subjects(tree, parent, depth + 1)
        if above_passive and tree.lemma(parent) not in OBJECT_CONTROL and not found:
            return [], passive, "control"
        return found, passive, "control"
    if relation == "advcl" or (relation in {"ccomp", "parataxis"} and tree.has(node, "mark", "to")):
        return subjects(tree, parent, depth + 1)[0], passive, "adverbial"
    return [], passive, "passive" if passive else "active"


def _governing_verb(tree: Tree, node: int) -> int:
    for above in tree.ancestors(node):
        if tree.token(above).upos in {"VERB", "AUX"}:
            return above
    return node


def agents(tree: Tree, node: int) -> list[int]:
    """Return the by-phrase of a passive verb or of an event noun."""
    found = tree.children(node, _PASSIVE_AGENT)
    found += [k for preposition, k in tree.prepositional(node) if preposition == "by" and k not in found]
    return [other for k in found[:1] for other in tree.coordination(k)]


def objects(tree: Tree, node: int) -> list[int]:
    """Return the direct object's heads; in a relative clause without one, the noun the clause describes."""
    direct = tree.children(node, "obj")
    if direct:
        head = direct[0]
        parent = tree.parent(node)
        if (
            tree.relation(node) == "acl:relcl"
            and parent is not None
            and tree.token(head).text.lower() in RELATIVE_PRONOUNS
        ):
            return tree.coordination(parent)
        return tree.coordination(head)
    parent = tree.parent(node)
    own_subject = [k for k in tree.children(node, "nsubj") if tree.token(k).text.lower() not in RELATIVE_PRONOUNS]
    if tree.relation(node) == "acl:relcl" and parent is not None and own_subject and not tree.is_passive(node):
        return tree.coordination(parent)
    if tree.relation(node) == "conj" and parent is not None and tree.token(parent).upos == "VERB":
        later = [k for k in tree.children(parent, "obj") if k > node]
        return [other for k in later[:1] for other in tree.coordination(k)]
    return []


def _slot(tree: Tree, parties: Parties, node: int, slot: str) -> list[int]:
    """Return the nodes in a slot named by the lexicon (`obl.to`, `nmod.on`, `poss`, `amod`, `xcomp.obj` ...)."""
    name, _, preposition = slot.partition(".")
    if name in {"xcomp", "ccomp", "acl"}:
        below = tree.children(node, name)
        return _slot(tree, parties, below[0], preposition) if below and preposition else below
    if name == "subj":
        return subjects(tree, node)[0]
    if name == "obj":
        return objects(tree, node)
    if name == "iobj":
        return [o for k in tree.children(node, "iobj") for o in tree.coordination(k)]
    if name in {"obl", "nmod"}:
        for found, k in tree.prepositional(node):
            if not preposition or found == preposition or found.split(" ")[0] == preposition:
                return tree.coordination(k)
        return []
    if name == "poss":
        return [o for k in tree.children(node, "nmod:poss") for o in tree.coordination(k)]
    if name in {"amod", "compound"}:
        return [o for k in tree.children(node, "amod", "compound") if parties.is_name(k) for o in tree.coordination(k)]
    return []


def verb_roles(tree: Tree, parties: Parties, node: int, sense: Sense) -> Roles:
    """Return the roles around a verb."""
    found, passive, construction = subjects(tree, node)
    if passive:
        actor, patient = agents(tree, node), found
        construction = "passive" if construction in {"active", "passive"} else construction
    else:
        actor, patient = found, objects(tree, node)
    actor = _listed(tree, parties, node, sense, "actor", passive) or actor
    recipient = _listed(tree, parties, node, sense, "recipient", passive)
    if recipient is None:
        recipient = tree.children(node, "iobj") or patient
        if not any(parties.is_party(k) or parties.inner(k) for k in recipient):
            recipient = _first_party(tree, parties, node) or recipient
    if sense.reciprocal:
        recipient = recipient or _partner(tree, node)
        construction = "reciprocal" if not recipient else construction
    return _roles(parties, actor, recipient, construction, event_type=sense.event_type)


def _listed(tree: Tree, parties: Parties, node: int, sense: Sense, role: str, passive: bool) -> list[int] | None:
    slots = sense.slots(role)
    if slots is None:
        return None
    for slot in slots:
        if passive and slot in {"obj", "subj"}:
            found = subjects(tree, node)[0] if slot == "obj" else agents(tree, node)
        else:
            found = _slot(tree, parties, node, slot)
        if found:
            return found
    return []


def _first_party(tree: Tree, parties: Parties, node: int) -> list[int]:
    phrases = tree.prepositional(node)
    for wanted in RECIPIENT_PREPOSITIONS:
        for preposition, k in phrases:
            if preposition == wanted and (parties.is_party(k) or parties.inner(k)):
                return tree.coordination(k)
    return []


def _partner(tree: Tree, node: int) -> list[int]:
    for preposition, k in tree.prepositional(node):
        if preposition in {"with", "alongside", "together with"}:
            return tree.coordination(k)
    return []


def noun_roles(tree: Tree, parties: Parties, node: int, sense: Sense, light: int | None) -> Roles:
    """Return the roles around an event noun; `light` is the verb that carries it, if any."""
    construction = "light" if light is not None else "nominal"
    actor = _listed(tree, parties, node, sense, "actor", False)
    if not actor:
        actor = agents(tree, node) or _slot(tree, parties, node, "poss") or _slot(tree, parties, node, "amod")
    recipient = _listed(tree, parties, node, sense, "recipient", False)
    if not recipient and sense.slots("recipient") != ():
        recipient = _first_party(tree, parties, node)
    between = _slot(tree, parties, node, "nmod.between")
    if between:
        return _roles(parties, between, [], "nominal", event_type=sense.event_type)
    if light is not None:
        found, passive, _ = subjects(tree, light)
        doer = agents(tree, light) if passive else found
        doer = [k for k in doer if k != node]
        if doer and not (passive and not agents(tree, light)):
            actor = doer
        recipient = recipient or _first_party(tree, parties, light)
        recipient = recipient or tree.children(light, "iobj")
    if sense.reciprocal and not recipient:
        recipient = _partner(tree, node) or (_partner(tree, light) if light is not None else [])
    return _roles(parties, actor, recipient or [], construction, event_type=sense.event_type)


def _roles(parties: Parties, actor: list[int], recipient: list[int], construction: str, *, event_type: str) -> Roles:
    doers = parties.resolve(actor, thing=False)
    done_to = [k for k in parties.resolve(recipient, thing=event_type in THING_RECIPIENT) if k not in doers]
    return Roles(tuple(doers), tuple(done_to), construction)


# Types whose recipient may be a thing (a law, a building, a plan) when no party is named.
THING_RECIPIENT = frozenset({"ACCUSE", "REJECT", "ASSAULT", "COERCE", "SUPPORT", "PROTEST", "SANCTION"})
