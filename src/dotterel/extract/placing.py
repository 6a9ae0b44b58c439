"""Where an event happened: the place named in its own clause, as a word of place and not as origin, actor or theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotterel.extract.parties import Parties
from dotterel.extract.tree import Tree
from dotterel.model import Argument

PLACE_PREPOSITIONS = frozenset(
    "in at near outside inside around across throughout within on off along over between above beneath beside "
    "below opposite under amid".split()
)
_TOWARDS = frozenset({"to", "into", "onto", "towards", "toward"})
# With "on" and the like the word must be a place itself, not only hold one: "on the embargo in Cuba" is a theme.
_THEMATIC = frozenset({"on", "over", "between", "along", "above", "under", "amid"})
_INNER = frozenset({"in", "at", "near", "outside", "on", "of", "off", "inside"})
_ARRIVING = frozenset(
    "arrive travel fly go visit come head return trip land deploy send move march remand take bring deliver ship "
    "transfer extradite rush dispatch enter cross push invite summon lead pour carry airlift drop evacuate flee "
    "escort deport expel drive".split()
)
# What is struck, taken or reached is the place where it happens, when it is one.
_STRIKING = frozenset(
    "reach enter storm raid shell bomb bombard strike hit attack capture seize take retake recapture besiege overrun "
    "occupy invade blockade encircle loot enter leave visit rock shake surround flood liberate evacuate pound target "
    "block clear cross patrol".split()
)
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SUPPORT", "SANCTION"})
_SPEECH_CLAUSES = ("ccomp", "acl:relcl", "parataxis")
_CLIMB = ("nmod", "compound", "appos", "flat", "nmod:poss", "conj")


def find_place(
    tree: Tree,
    parties: Parties,
    node: int,
    light: int | None,
    triggers: Iterable[int] = (),
    *,
    event_type: str = "CONSULT",
) -> Argument | None:
    """Return the phrase of the place where an event happened, the one nearest to it in the tree.

    A place that hangs on another event's words is that one's; where somebody says something is not where it happened.

    Args:
        tree: the sentence.
        parties: its names.
        node: the trigger.
        light: the verb that carries a nominal trigger.
        triggers: all triggers of the sentence.
        event_type: spoken acts are in a place only where their own verb says so; what they speak of lies elsewhere.
    """
    mine = [node] if light is None else [node, light]
    spoken = event_type in _SPOKEN
    others = {t for t in triggers if t not in mine}
    above = [*mine, *tree.ancestors(mine[-1])]
    best: tuple[int, int, int] | None = None
    for word in sorted(k for k, kind in parties.type_of.items() if kind == "LOC"):
        if parties.type_of.get(tree.parent(word) or -1) == "LOC" and tree.relation(word) in ("compound", "flat"):
            continue  # inside a longer name
        top = _top(tree, word, mine)
        if top is None or not _is_where(tree, parties, top, word, spoken=spoken):
            continue
        path = [top, *tree.ancestors(top)]
        meeting = next((p for p in path if p in above), None)
        if meeting is None or any(p in others for p in path[1 : path.index(meeting)]):
            continue
        up = above[: above.index(meeting)]
        if any(tree.relation(p).startswith(_SPEECH_CLAUSES) for p in up) or (spoken and up):
            continue
        score = (path.index(meeting) + 2 * len(up), abs(word - node), top)
        if best is None or score < best:
            best = score
    return parties.argument(best[2]) if best else None


def _top(tree: Tree, word: int, mine: Sequence[int]) -> int | None:
    """Return the head of the noun phrase a place name lies in: "the city of Bure", "a market in the south of Bure"."""
    top = word
    for _ in range(len(tree)):
        parent = tree.parent(top)
        if parent is None or parent in mine or not tree.relation(top).startswith(_CLIMB):
            return top
        if tree.token(parent).upos not in {"NOUN", "PROPN"}:
            return top
        inner = tree.preposition(top).split(" ")[0]
        if tree.relation(top).startswith("nmod") and tree.relation(top) != "nmod:poss" and inner not in _INNER:
            return top
        top = parent
    return None


def _is_where(tree: Tree, parties: Parties, top: int, word: int, *, spoken: bool) -> bool:
    """Return whether a phrase tells where: by its preposition, or as what is struck, taken or reached."""
    first = tree.preposition(top).split(" ")[0]
    verb = tree.parent(top)
    relation = tree.relation(top)
    if spoken:
        return first in {"in", "at"} and top == word
    if first in PLACE_PREPOSITIONS:
        return first not in _THEMATIC or top == word or tree.preposition(word).split(" ")[0] in _INNER
    if first in _TOWARDS:
        return verb is not None and tree.lemma(verb) in _ARRIVING
    if first or verb is None:
        return False
    if relation == "obj":
        inside = top != word and tree.preposition(word).split(" ")[0] in _INNER - {"of"}
        return inside or (tree.lemma(verb) in _STRIKING and parties.type_of.get(top) == "LOC")
    return relation == "nsubj:pass" and (top != word or tree.lemma(verb) in _STRIKING)
