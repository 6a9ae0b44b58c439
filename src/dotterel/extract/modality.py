"""Auxiliaries: whether the tree says an event did not happen, is to come, might happen, or lies far back."""

from __future__ import annotations

import re

from dotterel.extract.tree import Tree

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NO = frozenset({"no", "neither", "without"})
_MAY = frozenset({"may", "might", "could", "can"})
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_IF = frozenset({"if", "unless", "whether", "should"})
_DOUBT = frozenset({"possible", "potential", "hypothetical", "eventual", "would-be"})
_AHEAD = frozenset({"planned", "upcoming", "forthcoming", "scheduled", "proposed", "expected", "next"})
_PERHAPS = frozenset({"perhaps", "possibly", "maybe"})
# Verbs and adjectives whose infinitive or object lies in the future.
FUTURE_GOVERNORS = frozenset(
    "plan intend expect schedule set prepare aim hope vow pledge promise propose due poised likely go decide arrange "
    "want seek ready slate".split()
)
NEGATIVE_GOVERNORS = frozenset("fail refuse decline stop avoid cease prevent deny forget neglect".split())
_MAYBE_GOVERNORS = frozenset("consider contemplate mull threaten fear want hope discuss weigh try attempt".split())
_SAYING = frozenset(
    "say announce state declare confirm add report tell reveal note disclose promise vow pledge explain".split()
)
_WOULD = frozenset({"would", "'d", "’d"})
_TO_BE = frozenset({"is", "are", "was", "were"})
_MODIFIERS = frozenset({"amod", "compound"})
# (auxiliary, relations, words): a dependent that says so.
_MARKERS = (
    ("negation", frozenset({"det"}), _NO),
    ("negation", frozenset({"mark", "case"}), frozenset({"without"})),
    ("hypothetical", frozenset({"mark"}), _IF),
    ("hypothetical", frozenset({"advmod"}), _PERHAPS),
    ("hypothetical", _MODIFIERS, _DOUBT),
    ("future", _MODIFIERS, _AHEAD),
)
_BACK = frozenset({"previously", "formerly", "historically", "once"})
_CLAUSES = (
    ("negation", frozenset({"ccomp"}), frozenset({"deny"})),
    ("hypothetical", frozenset({"ccomp"}), frozenset("doubt hope expect fear predict".split())),
    ("future", frozenset({"obj"}), frozenset("plan schedule expect await propose prepare arrange".split())),
    (
        "hypothetical",
        frozenset({"obj"}),
        frozenset("consider contemplate mull fear prevent avert discuss".split()),
    ),
)
_YEARS_AGO = re.compile(r"\b(?:years|decades|a decade|centuries) ago\b|\bback in (?:19|20)\d\d\b", re.IGNORECASE)


def clause_of(tree: Tree, node: int) -> int:
    """Return the verb (or other clause head) whose clause the node stands in; the node itself when it is one."""
    current = node
    for above in [node, *tree.ancestors(node)]:
        current = above
        if tree.token(above).upos in {"VERB", "AUX"} or tree.children(above, "cop", "nsubj"):
            return above
    return current


def auxiliaries(tree: Tree, node: int, light: int | None = None) -> tuple[str, ...]:
    """Return PLOVER's auxiliary modes of the event at `node`, in PLOVER's order.

    Args:
        tree: the sentence.
        node: the trigger.
        light: the verb that carries a nominal trigger, whose own negation and tense count.
    """
    found: set[str] = set()
    heads = [node] if light is None else [node, light]
    for head in heads:
        found |= _own(tree, head)
        found |= _governed(tree, head)
    if tree.token(node).upos in {"NOUN", "PROPN"} and light is None:
        clause = clause_of(tree, node)
        if clause != node and tree.relation(node) in {"nsubj", "nsubj:pass", "obj"}:
            own = _own(tree, clause)
            found |= own & {"hypothetical"}
            if tree.lemma(clause) in {
                "begin",
                "resume",
                "start",
                "happen",
                "occur",
                "continue",
                "open",
                "hold",
                "take",
            }:
                found |= own
    text = tree.sentence.tokens
    around = " ".join(t.text for t in text[max(0, node - 12) : node + 12])
    if _YEARS_AGO.search(around) or any(tree.lemma(k) in _BACK for k in tree.children(node, "advmod")):
        found.add("historical")
    return tuple(a for a in ("historical", "future", "hypothetical", "negation") if a in found)


def _own(tree: Tree, node: int) -> set[str]:
    """What the dependents of a word say of it."""
    found: set[str] = set()
    for k in tree.children(node):
        relation, lemma, text = tree.relation(k), tree.lemma(k), tree.token(k).text.lower()
        if relation.startswith("aux"):
            found |= _of_auxiliary(tree, node, text, lemma)
        else:
            found |= {name for name, relations, words in _MARKERS if relation in relations and {lemma, text} & words}
        if lemma in _NEGATORS:
            found.add("negation")
    return found


def _of_auxiliary(tree: Tree, node: int, text: str, lemma: str) -> set[str]:
    if text in _WILL or lemma in _WILL or text == "wo":
        return {"future"}
    if lemma in _MAY or text in _MAY or text in {"ca", "should"}:
        return {"hypothetical"}
    if text in _WOULD:
        return {"future" if _reported(tree, node) else "hypothetical"}
    if text in _TO_BE and tree.has(node, "mark", "to"):
        return {"future"}
    return set()


def _reported(tree: Tree, node: int) -> bool:
    """Whether a clause is what somebody said: 'said it would withdraw' speaks of the future."""
    current = node
    for above in tree.ancestors(node):
        if tree.relation(current) in {"ccomp", "parataxis"} and tree.lemma(above) in _SAYING:
            return True
        if any(tree.relation(k) == "parataxis" and tree.lemma(k) in _SAYING for k in tree.children(above)):
            return True
        current = above
    return any(tree.relation(k) == "parataxis" and tree.lemma(k) in _SAYING for k in tree.children(node))


def _governed(tree: Tree, node: int) -> set[str]:
    """What the verbs above say of an infinitive, clause or noun below them."""
    found: set[str] = set()
    current = node
    for above in tree.ancestors(node):
        relation, lemma = tree.relation(current), tree.lemma(above)
        if relation == "conj":
            if tree.token(current).upos != tree.token(above).upos or tree.has(current, "nsubj"):
                break
            if not tree.has(current, "aux"):
                found |= _own(tree, above) & {"future", "hypothetical"}
        elif relation == "xcomp":
            found |= _of_governor(lemma, infinitive=tree.has(current, "mark", "to"))
            found |= _own(tree, above) & {"future", "hypothetical", "negation"}
        else:
            found |= _of_clause_above(tree, current, above)
            break
        current = above
    return found


def _of_governor(lemma: str, *, infinitive: bool) -> set[str]:
    if lemma in NEGATIVE_GOVERNORS:
        return {"negation"}
    if lemma in _MAYBE_GOVERNORS:
        return {"hypothetical"}
    return {"future"} if lemma in FUTURE_GOVERNORS and infinitive else set()


def _of_clause_above(tree: Tree, current: int, above: int) -> set[str]:
    relation, lemma = tree.relation(current), tree.lemma(above)
    for name, relations, words in _CLAUSES:
        if relation in relations and lemma in words:
            return {name}
    purpose = relation == "advcl" and tree.has(current, "mark", "to") and tree.token(above).upos in {"VERB", "AUX"}
    return {"future"} if purpose else set()
