"""A cue in a parsed sentence -> who speaks: its subject, that of the verb it hangs on, or the owner of a claim."""

from __future__ import annotations

from dotterel.extract.parties import Parties
from dotterel.extract.tree import RELATIVE_PRONOUNS, Tree

_SUBJECTS = ("nsubj", "nsubj:outer", "nsubj:pass", "csubj")
# Relations in which a verb without a subject may have that of the word above it.
_SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"})
# Verbs with an object whose infinitive still has their subject ("promised her to say").
_SUBJECT_CONTROL = frozenset({"promise", "use", "take"})
_HIGHEST = 4


def verb_speakers(tree: Tree, node: int, depth: int = 0) -> list[int]:
    """Return the heads of the speakers of a verb: its subject, or that of the verb it hangs on."""
    passive = tree.is_passive(node)
    if tree.lemma(node) == "quote" and tree.has(node, "nsubj:pass"):
        return _with_partners(tree, tree.children(node, "nsubj:pass"))
    if passive and not tree.children(node, "nsubj"):
        agents = [k for k in tree.children(node, "obl") if tree.preposition(k) == "by"]
        if agents or depth == 0:
            return _with_partners(tree, agents)
    for name in _SUBJECTS:
        found = [k for k in tree.children(node, name) if tree.relation(k) != "nsubj:pass" or not passive]
        if found:
            before = [k for k in found if k < node]
            return _with_partners(tree, [_antecedent(tree, node, before[-1] if before else found[0])])
    above = tree.parent(node)
    return _from_above(tree, node, above, depth) if above is not None and depth <= _HIGHEST else []


def _from_above(tree: Tree, node: int, above: int, depth: int) -> list[int]:
    """Return the speakers of a verb without a subject, by the word it hangs on."""
    relation = tree.relation(node).split(":")[0]
    if tree.lemma(above) == "quote" and relation in {"advcl", "xcomp"}:
        return _with_partners(tree, tree.children(above, "nsubj:pass") or tree.children(above, "obj"))
    if relation == "acl" and tree.token(above).upos in {"NOUN", "PROPN", "PRON"}:
        announced = tree.token(node).upos == "VERB" and tree.token(node).text.endswith("ed")  # "truces announced since"
        return [] if announced else _with_partners(tree, [above])
    if relation == "xcomp":
        objects = tree.children(above, "obj", "iobj")
        told = [k for k in objects if k < node and tree.token(k).upos != "NUM"]  # "voted 5-4 to quash it, ruling that"
        if told and tree.lemma(above) not in _SUBJECT_CONTROL:
            return _with_partners(tree, told)
        passive = tree.children(above, "nsubj:pass")
        if passive:
            return _with_partners(tree, [_antecedent(tree, above, passive[0])])
    if relation in _SHARING and tree.token(above).upos in {"VERB", "AUX", "ADJ", "NOUN"}:
        return verb_speakers(tree, above, depth + 1)
    return []


def nearest_subject(tree: Tree, node: int) -> list[int]:
    """Return the subject nearest to a verb, where the first one lies in what is said."""
    subjects = [k for k in tree.children(node, "nsubj") if tree.relation(k) == "nsubj"]
    return _with_partners(tree, sorted(subjects, key=lambda k: abs(k - node))[:1])


def nearest_party(tree: Tree, parties: Parties, node: int) -> list[int]:
    """Return the party right before a verb or behind it ("said Ana Ruiz, a nurse"), where the tree has no subject."""
    if tree.token(node).text.lower().endswith("ing") or tree.has(node, "mark", "to") or tree.relation(node) == "acl":
        return []
    for at in (node - 1, node + 1):
        while 0 <= at < len(tree) and at > node and tree.token(at).upos in {"DET", "ADJ"}:
            at += 1
        if not 0 <= at < len(tree) or tree.token(at).upos not in {"NOUN", "PROPN", "PRON"} or not parties.is_party(at):
            continue
        head = at
        for above in tree.ancestors(at):
            if above == node or tree.token(above).upos not in {"NOUN", "PROPN", "PRON"}:
                break
            if abs(above - at) > 6 or (above > node) != (at > node):
                break
            head = above
        return [head]
    return []


def _antecedent(tree: Tree, node: int, subject: int) -> int:
    """Return whom a relative pronoun stands for, else the subject itself."""
    word = tree.token(subject).text.lower()
    if word not in RELATIVE_PRONOUNS:
        return subject
    for head in [node, *tree.ancestors(node)]:
        above = tree.parent(head)
        if tree.relation(head) in {"acl:relcl", "acl", "advcl:relcl"} and above is not None:
            return above
    return subject


def _with_partners(tree: Tree, nodes: list[int]) -> list[int]:
    return [partner for node in nodes[:1] for partner in tree.coordination(node)] if nodes else []


def noun_speakers(tree: Tree, node: int) -> list[int]:
    """Return who makes "a claim": its owner, its by-phrase, or the subject of "voiced hope"."""
    owners = tree.children(node, "nmod:poss")
    if owners:
        return _with_partners(tree, owners)
    for preposition, k in tree.prepositional(node):
        if preposition in {"by", "from", "of"}:
            return _with_partners(tree, [k])
    if tree.token(node).upos == "ADJ" or tree.children(node, "cop"):
        return verb_speakers(tree, node)
    above = tree.parent(node)
    if above is not None and tree.token(above).upos in {"VERB", "AUX"}:
        if tree.relation(node) in {"obj", "obl"}:
            return verb_speakers(tree, above)
        if tree.relation(node) == "nsubj:pass":
            agents = [k for p, k in tree.prepositional(above) if p == "by"]
            return _with_partners(tree, agents)
    return []
