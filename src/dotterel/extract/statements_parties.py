"""A cue in a parsed sentence -> who speaks, to whom, and through whom the report has it."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.extract.parties import Parties, role_nouns
from dotterel.extract.statements_cues import Cue
from dotterel.extract.statements_outlets import is_medium, is_outlet, is_paper
from dotterel.extract.statements_speakers import nearest_party, nearest_subject, noun_speakers, verb_speakers
from dotterel.extract.tree import Tree
from dotterel.model import Argument, Span

_THROUGH = frozenset({"in", "on", "via", "through", "by", "over", "at"})


@dataclass(frozen=True, slots=True)
class Voices:
    """The parties of a statement."""

    speaker: tuple[Argument, ...] = ()
    addressee: tuple[Argument, ...] = ()
    via: tuple[Argument, ...] = ()


def find_voices(tree: Tree, parties: Parties, cue: Cue, content: frozenset[int] = frozenset()) -> Voices:
    """Return speaker, addressee and via of a cue.

    What is quoted beside the cue counts as content: nobody in it speaks.

    Args:
        tree: the sentence.
        parties: its names.
        cue: the cue.
        content: the tokens of its content, which hold no party of the cue itself.
    """
    verb = cue.sense.pos == "verb"
    nodes = verb_speakers(tree, cue.node) if verb else noun_speakers(tree, cue.node)
    nodes = [k for k in nodes if k not in content]
    if not nodes and verb:
        nodes = [k for k in nearest_subject(tree, cue.node) if k not in content]
    if not nodes and verb and cue.sense.takes("clause", "told", "quote") and not tree.is_passive(cue.node):
        nodes = [k for k in nearest_party(tree, parties, cue.node) if k not in content]
    via: list[int] = []
    via_spans: list[Span] = []
    if verb:
        via += _quoted_by(tree, cue.node)
        addressee, through = _told(tree, parties, cue, content)
        via += through
    else:
        addressee = []
    speakers: list[int] = []
    for node in nodes:
        owners = _owner(tree, parties, node) if is_paper(tree, node) else []
        if owners:
            via_spans.append(_paper_span(tree, node, owners))
        speakers += owners or [node]
    arguments = [Argument(span, tree.sentence.index, nodes[0]) for span in via_spans]
    arguments += [via_argument(tree, k) for k in via]
    return Voices(
        tuple(speaker_argument(tree, k, parties) for k in dict.fromkeys(speakers)),
        tuple(speaker_argument(tree, k, parties) for k in dict.fromkeys(addressee)),
        tuple(dict.fromkeys(arguments)),
    )


def _quoted_by(tree: Tree, node: int) -> list[int]:
    """Return who quotes: "was quoted by X as saying", "X quoted him as saying"."""
    above = tree.parent(node)
    for quoting in (node, above):
        if quoting is None or tree.lemma(quoting) not in {"quote", "cite"}:
            continue
        agents = [k for k in tree.children(quoting, "obl") if tree.preposition(k) == "by"]
        if agents:
            return agents[:1]
        if quoting == above and tree.children(quoting, "obj"):
            return tree.children(quoting, "nsubj")[:1]
    return []


def _told(tree: Tree, parties: Parties, cue: Cue, content: frozenset[int]) -> tuple[list[int], list[int]]:
    """Return addressees and outlets among the objects and prepositional phrases of a cue."""
    addressee: list[int] = []
    via: list[int] = []
    if cue.sense.takes("told") and not tree.children(cue.node, "iobj", "obj"):
        between = _before_that(tree, cue.node)
        if between is not None and parties.is_party(between):
            (via if is_outlet(tree, between) else addressee).append(between)
    if cue.sense.takes("told", "order"):
        for k in tree.children(cue.node, "iobj", "obj"):
            if k not in content and k > cue.node:
                for partner in tree.coordination(k):
                    (via if is_outlet(tree, partner) else addressee).append(partner)
        if tree.is_passive(cue.node):
            addressee += [p for k in tree.children(cue.node, "nsubj:pass") for p in tree.coordination(k)]
    for preposition, k in tree.prepositional(cue.node):
        if k in content:
            continue
        if (preposition in {"to", "with", "on", "upon"} and is_outlet(tree, k)) or (
            preposition in _THROUGH and is_medium(tree, k)
        ):
            via.append(k)
        elif (preposition == "to" and parties.is_party(k)) or (
            preposition in {"on", "upon"} and cue.sense.takes("order") and parties.is_party(k)
        ):
            addressee += tree.coordination(k)
    return addressee, via


def _before_that(tree: Tree, node: int) -> int | None:
    """Return the noun between a verb and "that", wherever the tree hangs it ("told | parliament | that")."""
    for at in range(node + 1, min(node + 8, len(tree))):
        if tree.token(at).text.lower() == "that":
            return at - 1 if at - 1 > node and tree.token(at - 1).upos in {"NOUN", "PROPN", "PRON"} else None
    return None


def _owner(tree: Tree, parties: Parties, node: int) -> list[int]:
    """Return whose statement or letter it is."""
    owners = tree.children(node, "nmod:poss")
    if owners:
        return owners[:1]
    for wanted in ("by", "from", "of"):
        for preposition, k in tree.prepositional(node):
            if preposition == wanted and parties.is_party(k):
                return [k]
    return []


def _paper_span(tree: Tree, node: int, owners: list[int]) -> Span:
    """Return the words of a paper; an owner before it is left out ("the ministry's | statement")."""
    first = node if owners[0] < node else tree.phrase(node).start_char
    start = tree.token(first).start_char if owners[0] < node else first
    return Span(start, tree.token(node).end_char)


def speaker_argument(tree: Tree, node: int, parties: Parties | None = None) -> Argument:
    """Return a speaker as words: title and name, or a noun with its modifiers."""
    span = tree.phrase(node)
    if tree.token(node).upos in {"PROPN", "NOUN"}:
        tail = max([node, *tree.children(node, "flat", "compound")])
        while (name := _name_behind(tree, tail)) is not None:  # "the pollster | Pat Caddell" read as an apposition
            tail = name
        span = Span(span.start_char, max(span.end_char, tree.token(tail).end_char))
    if parties is not None:
        span = _widened(tree, parties, node, span)
    return Argument(span, tree.sentence.index, node)


def _widened(tree: Tree, parties: Parties, node: int, span: Span) -> Span:
    """Return a speaker with the rest of a name that the tree has torn ("lawyer | Moniza Baloch")."""
    first = last = node
    while first > 0 and tree.token(first - 1).start_char >= span.start_char:
        first -= 1
    while last + 1 < len(tree) and tree.token(last + 1).end_char <= span.end_char:
        last += 1
    lemma = tree.lemma(last)
    if parties.type_of.get(last) in {"PER", "TITLE"} or (lemma in role_nouns() and tree.token(last).upos != "PRON"):
        while last + 1 < len(tree) and parties.type_of.get(last + 1) == "PER":
            last += 1
    if parties.type_of.get(first) == "PER":
        while first > 0 and parties.type_of.get(first - 1) in {"PER", "TITLE"}:
            first -= 1
    return Span(tree.token(first).start_char, max(tree.token(last).end_char, span.end_char))


def _name_behind(tree: Tree, last: int) -> int | None:
    """Return the last word of a name right behind a word that the tree takes for an apposition or modifier of it."""
    for k in range(last + 1, min(last + 3, len(tree))):
        named = tree.token(k).upos == "PROPN" and tree.relation(k).split(":")[0] in {"appos", "flat", "nmod"}
        if named and min(tree.subtree(k)) == last + 1 and not tree.preposition(k):
            return max([k, *tree.children(k, "flat")])
    return None


def via_argument(tree: Tree, node: int) -> Argument:
    """Return a go-between as words, with what says whose it is ("an interview with state television")."""
    span = tree.phrase(node)
    for preposition, k in tree.prepositional(node):
        if preposition in {"with", "to", "by", "from", "of"} and (is_outlet(tree, k) or preposition in {"by", "of"}):
            span = Span(span.start_char, max(span.end_char, tree.phrase(k).end_char))
    return speaker_argument(tree, node) if span == tree.phrase(node) else Argument(span, tree.sentence.index, node)
