"""Tags of one sentence in, tags of different happenings out: "held talks", "reached agreement" are one event each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotterel.extract.lexicon import ASPECT, LIGHT, Lexicon
from dotterel.extract.tagged import head_of
from dotterel.extract.tree import Tree
from dotterel.model import EventTag

_CARRIED = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "nmod", "acl", "compound", "appos"})
# "the planned visit": the noun is what happens, and the participle says that it is to come.
_PLANNED, _COMING = "AGREE", ("future",)
_CARRIERS = frozenset({LIGHT, ASPECT})
_MEASURES = frozenset(
    "round package series wave set raft string spate batch campaign number dozen handful form kind act flurry barrage "
    "volley salvo sequence slew tranche host".split()
)
# How many words behind "a round of" the act itself may stand ("a round of | sweeping new economic | sanctions").
_NEAR = 5


def without_doubles(tree: Tree, tags: Sequence[EventTag], lexicon: Lexicon) -> list[EventTag]:
    """Return the tags with those left out that tell a second time what another one tells.

    A light or aspect verb ("held talks", "resumed talks") gives way to its noun, and hands over the roles that the noun
    lacks; a noun under a verb of its own type ("reached agreement", "signed a deal") gives way to the verb, and so does
    a purpose of the same type and actors ("marched to protest"). A participle gives its type to its noun ("planned
    trip").

    Args:
        tree: the sentence.
        tags: its tags, in text order.
        lexicon: tells light and aspect verbs.
    """
    by_node = {tag.trigger[0]: tag for tag in tags}
    dropped: set[int] = set()
    for tag in tags:
        node = tag.trigger[0]
        if _goes_on(tree, tag, by_node) or _overlaps_a_likelier(tag, tags):
            dropped.add(node)
        if tree.lemma(node) in _MEASURES and tree.text_at(node + 1) == "of":
            dropped |= {node} if any(other in by_node for other in range(node + 2, node + 2 + _NEAR)) else set()
        above = tree.parent(node)
        noun = by_node.get(above) if above is not None and tree.relation(node) == "amod" else None
        if noun is not None and tag.event_type == _PLANNED and above is not None:
            dropped.add(node)
            by_node[above] = replace(_with_roles(noun, tag), event_type=_PLANNED, mode=(), auxiliary=_COMING)
    for tag in tags:
        node = tag.trigger[0]
        top = _measured(tree, head_of(tree, tag.trigger))
        above = _verb_above(tree, top)
        verb = by_node.get(above) if above is not None else None
        if verb is None or dropped & {above, node} or tree.token(top).upos not in {"NOUN", "PROPN"}:
            continue
        sense = lexicon.sense(tree, verb.trigger[0])
        carries = sense is not None and sense.event_type in _CARRIERS
        if carries:
            dropped.add(verb.trigger[0])
            by_node[node] = _with_roles(tag, verb)
        elif verb.event_type == tag.event_type and (
            tree.relation(top) in {"obj", "nsubj:pass", "nsubj"} or _same_journey(tree, verb, tag)
        ):
            dropped.add(node)
            by_node[verb.trigger[0]] = _with_roles(verb, tag)
    return [by_node[tag.trigger[0]] for tag in tags if tag.trigger[0] not in dropped]


def _measured(tree: Tree, node: int) -> int:
    """Return the noun that counts or measures an act ("a new | round | of sanctions"), else the act itself."""
    above = tree.parent(node)
    if above is not None and tree.preposition(node) == "of" and tree.lemma(above) in _MEASURES:
        return above
    return node


def _overlaps_a_likelier(tag: EventTag, tags: Sequence[EventTag]) -> bool:
    """Return whether a tag shares trigger words with a likelier one, the first of equals: "phone call" and "call"."""
    first, last = tag.trigger
    return any(
        (other.probability, -other.trigger[0]) > (tag.probability, -first)
        for other in tags
        if other.trigger[0] <= last and first <= other.trigger[1]
    )


def _same_journey(tree: Tree, verb: EventTag, noun: EventTag) -> bool:
    """Return whether a visit is what a journey is for ("arrived for a three-day visit")."""
    visits = "visit" in verb.mode and "visit" in noun.mode
    return visits and tree.preposition(noun.trigger[0]) in {"for", "on"}


def _goes_on(tree: Tree, tag: EventTag, by_node: dict[int, EventTag]) -> bool:
    """Return whether a tag is the purpose of another of its type, done by the same or by nobody named."""
    node = tag.trigger[0]
    above = tree.parent(node)
    other = by_node.get(above) if above is not None and tree.relation(node) in {"advcl", "xcomp"} else None
    return other is not None and other.event_type == tag.event_type and tag.actor in {(), other.actor}


def _verb_above(tree: Tree, node: int) -> int | None:
    """Return the word that a noun hangs from in a way that lets it be carried."""
    relation = tree.relation(node)
    return tree.parent(node) if relation in _CARRIED else None


def _with_roles(kept: EventTag, other: EventTag) -> EventTag:
    """Join the roles of two tags; where both have one, that of the likelier tag stands."""
    first, second = (kept, other) if kept.probability >= other.probability else (other, kept)
    return replace(
        kept,
        probability=max(kept.probability, other.probability),
        confidence=max(kept.confidence, other.confidence),
        mode=tuple(dict.fromkeys((*kept.mode, *(other.mode if other.event_type == kept.event_type else ())))),
        actor=first.actor or tuple(s for s in second.actor if s not in first.recipient),
        recipient=first.recipient or tuple(s for s in second.recipient if s not in first.actor),
        place=first.place or second.place,
        when=first.when or second.when,
    )
