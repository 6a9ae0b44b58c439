"""Event tags of the model in, event frames out, with what the tree adds: heads, place, time, speakers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotterel.extract.circumstances import find_attribution, find_place, find_timex
from dotterel.extract.parties import Parties
from dotterel.extract.tree import Tree
from dotterel.model import Argument, EventFrame, EventTag, Span, Stretch, Timex

_CAN_ACT = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
# What is done to a thing, not a party, is worth a recipient only with these ("rejected the plan").
_AIMED_AT_THINGS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN"})


def head_of(tree: Tree, stretch: Stretch) -> int:
    """Return the word of a stretch whose own head lies outside it; of several, the first that is a noun."""
    first, last = stretch
    tops = [k for k in range(first, last + 1) if (p := tree.parent(k)) is None or not first <= p <= last]
    nominal = [k for k in tops if tree.token(k).upos in {"NOUN", "PROPN", "PRON", "NUM"}]
    return (nominal or tops or [last])[0]


def argument_of(tree: Tree, stretch: Stretch) -> Argument:
    """Return a stretch as a role: without preposition or comma at its ends, filled up to its noun phrase."""
    first, last = stretch
    while first < last and tree.token(first).upos in {"ADP", "PUNCT", "CCONJ", "SCONJ"}:
        first += 1
    while last > first and tree.token(last).upos in {"ADP", "PUNCT", "CCONJ"}:
        last -= 1
    head = head_of(tree, (first, last))
    span = Span(tree.token(first).start_char, tree.token(last).end_char)
    if tree.token(head).upos in {"NOUN", "PROPN"}:
        tail = max([last, *tree.children(head, "flat", "compound")])
        first_char = min(span.start_char, tree.phrase(head).start_char)
        span = Span(first_char, max(span.end_char, tree.token(tail).end_char))
    return Argument(span, tree.sentence.index, head)


def arguments_of(tree: Tree, stretches: Iterable[Stretch], taken: Iterable[Argument] = ()) -> tuple[Argument, ...]:
    """Return the arguments of a role; of two that overlap the longer stands, and none repeats one that is taken."""
    found: list[Argument] = []
    others = [argument.span for argument in taken]
    stretches = [s for s in stretches if any(tree.token(k).upos in _CAN_ACT for k in range(s[0], s[1] + 1))]
    for argument in sorted(
        (argument_of(tree, s) for s in stretches), key=lambda a: a.span.start_char - a.span.end_char
    ):
        if not any(argument.span.overlaps(span) for span in (*others, *(other.span for other in found))):
            found.append(argument)
    return tuple(sorted(found, key=lambda argument: argument.span))


def tagged_frame(
    tree: Tree, parties: Parties, tag: EventTag, timexes: Sequence[Timex], triggers: Iterable[int]
) -> EventFrame:
    """Return the frame of one tag.

    Args:
        tree: its sentence.
        parties: the names of the sentence.
        tag: what the event model saw.
        timexes: the time expressions of the sentence.
        triggers: the nodes of all triggers of the sentence, which bound what belongs to this one.
    """
    node = tag.trigger[0]
    actor = arguments_of(tree, tag.actor)
    recipient = arguments_of(tree, tag.recipient, actor)
    if tag.event_type not in _AIMED_AT_THINGS:
        recipient = tuple(a for a in recipient if parties.is_party(a.head) or parties.inner(a.head))
    place = argument_of(tree, tag.place[0]) if tag.place else find_place(tree, parties, node, None)
    auxiliary = tag.auxiliary
    return EventFrame(
        sentence=tree.sentence.index,
        trigger=Span(tree.token(node).start_char, tree.token(tag.trigger[1]).end_char),
        trigger_head=node,
        event_type=tag.event_type,
        rule=f"head:{tag.event_type}",
        mode=tag.mode,
        auxiliary=auxiliary,
        context=tag.context,
        actor=actor,
        recipient=recipient,
        place=place,
        timex=_timex(tree, tag, timexes) or find_timex(tree, timexes, node, None, triggers),
        attribution=find_attribution(tree, parties, node),
        tense="future" if "future" in auxiliary else "historical" if "historical" in auxiliary else "past",
        confidence=round(tag.probability * tag.certainty, 3),
    )


def _timex(tree: Tree, tag: EventTag, timexes: Sequence[Timex]) -> Span | None:
    for first, last in tag.when:
        said = Span(tree.token(first).start_char, tree.token(last).end_char)
        for timex in timexes:
            if timex.span.overlaps(said):
                return timex.span
    return None
