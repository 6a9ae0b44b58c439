"""A cue in a parsed sentence -> who speaks, to whom, and through whom the report has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dotterel.extract.parties import Parties, role_nouns
from dotterel.extract.statements_cues import Cue
from dotterel.extract.statements_outlets import (
    is_kind_of_outlet,
    is_line,
    is_medium,
    is_outlet,
    is_paper,
    is_place_for_words,
)
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
    if verb and tree.relation(cue.node) == "parataxis" and not tree.children(cue.node, "nsubj"):
        nodes = nearest_party(tree, parties, cue.node) or nodes  # "..., the agency | said", read as no subject
    nodes = [k for k in nodes if k not in content]
    if not nodes and verb:
        nodes = [k for k in nearest_subject(tree, cue.node) if k not in content]
    if not nodes and verb and cue.sense.takes("clause", "told", "quote") and not tree.is_passive(cue.node):
        nodes = [k for k in nearest_party(tree, parties, cue.node) if k not in content]
    via: list[int] = []
    if verb:
        via += _quoted_by(tree, cue.node)
        addressee, through = _told(tree, parties, cue, content)
        via += through
    else:
        addressee = []
    speakers, papers = behind_papers(tree, parties, nodes)
    ways = [a for k in via for a in via_arguments(tree, parties, k)]
    return Voices(
        speakers,
        _each_once(speaker_argument(tree, k, parties) for k in dict.fromkeys(addressee)),
        tuple(dict.fromkeys([*papers, *ways])),
    )


def _each_once(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    """Join arguments that share words: parts of one name that the tree has torn."""
    found: list[Argument] = []
    for one in arguments:
        other = found.pop() if found and found[-1].span.overlaps(one.span) else one
        start = min(one.span.start_char, other.span.start_char)
        span = Span(start, max(one.span.end_char, other.span.end_char))
        found.append(Argument(span, one.sentence, other.head))
    return tuple(found)


def behind_papers(tree: Tree, parties: Parties, nodes: list[int]) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """Return who speaks in subjects, some of which may be papers, and the papers.

    "The ministry's statement said" has the ministry speak through a statement; "a joint statement said" nobody named.
    """
    speakers: dict[Argument, None] = {}
    papers: list[Argument] = []
    for node in nodes:
        paper = is_paper(tree, node)
        owners = _owner(tree, parties, node) if paper or is_place_for_words(tree, node) else []
        if owners:
            papers.append(Argument(_paper_span(tree, node, owners), tree.sentence.index, node))
        elif paper:
            papers += via_arguments(tree, parties, node)
            continue
        speakers |= dict.fromkeys(speaker_argument(tree, k, parties) for k in owners or [node])
    return tuple(speakers), tuple(papers)


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
        for partner in _objects(tree, parties, cue.node, content):
            (via if is_outlet(tree, partner) else addressee).append(partner)
        if tree.is_passive(cue.node):
            addressee += [p for k in tree.children(cue.node, "nsubj:pass") for p in tree.coordination(k)]
    for preposition, k in [*tree.prepositional(cue.node), *_before_mark(tree, cue.node)]:
        if k in content:
            continue
        if (
            (preposition in {"to", "with", "on", "upon"} and is_outlet(tree, k))
            or (preposition in _THROUGH and (is_medium(tree, k) or is_line(tree, k)))
            or (preposition in {"through", "via"} and parties.is_party(k))
        ):
            via.append(k)
        elif (preposition == "to" and parties.is_party(k)) or (
            preposition in {"on", "upon"} and cue.sense.takes("order") and parties.is_party(k) and not tree.dates(k)
        ):
            addressee += tree.coordination(k)
    return addressee, via


def _objects(tree: Tree, parties: Parties, node: int, content: frozenset[int]) -> list[int]:
    """Return the objects of a verb that may be spoken to: nobody is in "promised 20 million euros"."""
    objects = [k for k in tree.children(node, "iobj", "obj") if k not in content and k > node]
    partners = [partner for k in objects for partner in tree.coordination(k)]
    return [k for k in partners if parties.is_party(k) or is_outlet(tree, k) or not tree.children(k, "nummod")]


def _before_mark(tree: Tree, node: int) -> list[tuple[str, int]]:
    """Return phrases between a cue and "that" which the tree hangs on what is said ("said | in a statement | that")."""
    found = []
    for head in tree.children(node, "ccomp"):
        that = next((k for k in tree.children(head, "mark") if tree.token(k).text.lower() == "that"), node)
        found += [(preposition, k) for preposition, k in tree.prepositional(head) if node < k < that]
    return found


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
    """Return the words of a paper; an owner before it is left out ("the envoy's | Twitter account")."""
    start = tree.phrase(node).start_char
    if owners[0] < node:
        start = tree.token(min(max(tree.subtree(owners[0])) + 1, node)).start_char
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
    while last + 1 < len(tree) and parties.type_of.get(last) == parties.type_of.get(last + 1) == "ORG":
        last += 1
    if parties.type_of.get(first) == parties.type_of.get(first - 1) == "ORG":
        first = _start_of_name(tree, parties, first)
    end = max(tree.token(last).end_char, span.end_char)
    inside = [tree.token(k) for k in range(first, len(tree)) if tree.token(k).start_char < end]
    texts = [token.text for token in inside]
    if "(" in texts[1:] and ")" not in texts:
        end = inside[texts.index("(", 1) - 1].end_char  # "the Armed Forces (SAF | )"
    return Span(tree.token(first).start_char, end)


def _start_of_name(tree: Tree, parties: Parties, first: int) -> int:
    """Return the first word of an organisation's name, with the country that owns it: "Mali's Chiefs of | Staff"."""
    while first > 0 and parties.type_of.get(first - 1) == "ORG":
        first -= 1
    if first > 1 and tree.token(first - 1).text in {"'s", "’s"} and parties.type_of.get(first - 2) in {"LOC", "NORP"}:
        first -= 2
        while first > 0 and parties.type_of.get(first - 1) in {"LOC", "NORP"}:
            first -= 1
    return first


def _name_behind(tree: Tree, last: int) -> int | None:
    """Return the last word of a name right behind a word that the tree takes for an apposition or modifier of it."""
    for k in range(last + 1, min(last + 3, len(tree))):
        named = tree.token(k).upos == "PROPN" and tree.relation(k).split(":")[0] in {"appos", "flat", "nmod"}
        if named and min(tree.subtree(k)) == last + 1 and not tree.preposition(k):
            return max([k, *tree.children(k, "flat")])
    return None


def via_arguments(tree: Tree, parties: Parties, node: int) -> list[Argument]:
    """Return a go-between as words, and the outlet that carried it ("a statement | carried by | Interfax")."""
    carriers = [
        k
        for verb in tree.children(node, "acl")
        for preposition, k in tree.prepositional(verb)
        if verb > node and (is_outlet(tree, k) if preposition != "by" else is_outlet(tree, k) or parties.is_party(k))
    ]
    carriers += [
        k
        for preposition, k in tree.prepositional(node)
        if preposition in {"by", "on"} and is_outlet(tree, k) and not is_outlet(tree, node)
    ]
    return [_via(tree, parties, k) for k in dict.fromkeys([node, *carriers])]


def _via(tree: Tree, parties: Parties, node: int) -> Argument:
    """Return one go-between as words, with its name and whose it is ("an interview with state television")."""
    span = tree.phrase(node)
    for preposition, k in tree.prepositional(node):
        outlet = is_outlet(tree, k)
        if (preposition in {"with", "to", "from", "for"} and outlet) or (preposition in {"by", "of"} and not outlet):
            span = Span(span.start_char, max(span.end_char, _via(tree, parties, k).span.end_char))
    if span != tree.phrase(node):
        return Argument(span, tree.sentence.index, node)
    found = speaker_argument(tree, node, parties)
    first, last = _tokens(tree, found.span)
    if tree.lemma(node) in role_nouns() and tree.text_at(last + 1) == ",":  # "through a spokesman, Basem Odeh"
        behind = last + 2
    else:  # "the broadcaster | NTV"
        behind = last + 1 if is_kind_of_outlet(tree, last) else len(tree)
    kinds = {"PER", "TITLE"} if tree.text_at(last + 1) == "," else {"ORG"}
    while behind < len(tree) and parties.type_of.get(behind) in kinds:
        last, behind = behind, behind + 1
    if first > 0 and parties.type_of.get(first) == "ORG" and is_kind_of_outlet(tree, first - 1):  # "the daily | Dawn"
        first -= 2 if tree.text_at(first - 2).lower() in {"the", "a"} else 1
    return Argument(Span(tree.token(first).start_char, tree.token(last).end_char), tree.sentence.index, node)


def _tokens(tree: Tree, span: Span) -> tuple[int, int]:
    """Return the first and last token of a stretch of the sentence."""
    inside = [n for n, token in enumerate(tree.tokens) if span.start_char <= token.start_char < span.end_char]
    return inside[0], inside[-1]
