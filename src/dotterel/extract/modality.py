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
    "plan intend expect schedule set prepare aim hope vow pledge promise propose due poised likely go decide arrange want seek "
    "ready slate".split()
)
NEGATIVE_GOVERNORS = frozenset("fail refuse decline stop avoid cease prevent deny forget neglect".split())
_MAYBE_GOVERNORS = frozenset("consider contemplate mull threaten fear want hope discuss weigh try attempt".split())
_SAYING = frozenset(
    "say announce state declare confirm add report tell reveal note disclose promise vow pledge explain".split()
)
_PAST_AUX = frozenset({"had"})
_BACK = frozenset({"previously", "formerly", "historically", "once"})
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
    found: set[str] = set()
    for k in tree.children(node):
        lemma, text = tree.lemma(k), tree.token(k).text.lower()
        if lemma in _NEGATORS or (tree.relation(k) == "det" and lemma in _NO):
            found.add("negation")
        elif tree.relation(k).startswith("aux"):
            if text in _WILL or lemma in _WILL:
                found.add("future")
            elif text in {"wo", "ca"}:
                found.add("future" if text == "wo" else "hypothetical")
            elif lemma in _MAY or text in _MAY:
                found.add("hypothetical")
            elif text in {"would", "'d", "’d", "should"}:
                found.add("future" if _reported(tree, node) and text != "should" else "hypothetical")
            elif (
                lemma == "be"
                and tree.token(k).text.lower() in {"is", "are", "was", "were"}
                and tree.has(node, "mark", "to")
            ):
                found.add("future")
        elif tree.relation(k) == "mark" and lemma in _IF:
            found.add("hypothetical")
        elif tree.relation(k) == "mark" and lemma == "without":
            found.add("negation")
        elif tree.relation(k) == "advmod" and lemma in _PERHAPS:
            found.add("hypothetical")
        elif tree.relation(k) == "case" and lemma == "without":
            found.add("negation")
        elif tree.relation(k) in {"amod", "compound"} and lemma in _DOUBT:
            found.add("hypothetical")
        elif tree.relation(k) in {"amod", "compound"} and (text in _AHEAD or lemma in _AHEAD):
            found.add("future")
    return found


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
    """What the verbs above say of an infinitive below them."""
    found: set[str] = set()
    current = node
    for above in tree.ancestors(node):
        relation = tree.relation(current)
        if relation == "conj":
            if tree.token(current).upos == tree.token(above).upos and not tree.has(current, "nsubj"):
                found |= _own(tree, above) & {"future", "hypothetical"} if not tree.has(current, "aux") else set()
                current = above
                continue
            break
        if relation not in {"xcomp", "ccomp", "obj", "advcl"}:
            break
        infinitive = tree.has(current, "mark", "to")
        lemma = tree.lemma(above)
        if relation == "advcl" and not infinitive:
            break
        if relation == "advcl" and tree.token(above).upos in {"VERB", "AUX"} and lemma not in FUTURE_GOVERNORS:
            found.add("future")
            break
        if relation == "xcomp":
            if lemma in NEGATIVE_GOVERNORS:
                found.add("negation")
            elif lemma in _MAYBE_GOVERNORS:
                found.add("hypothetical")
            elif lemma in FUTURE_GOVERNORS and infinitive:
                found.add("future")
            found |= _own(tree, above) & {"future", "hypothetical", "negation"}
        elif relation == "ccomp":
            if lemma in {"deny"}:
                found.add("negation")
            elif lemma in {"doubt", "hope", "expect", "fear", "predict"}:
                found.add("hypothetical")
            break
        elif relation == "obj":
            if lemma in {"plan", "schedule", "expect", "await", "propose", "prepare", "arrange"}:
                found.add("future")
            elif lemma in {"consider", "contemplate", "mull", "fear", "prevent", "avoid", "avert", "discuss"}:
                found.add("hypothetical")
            break
        current = above
    return found
