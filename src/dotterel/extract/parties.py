"""Who stands at a node of the tree: names, pronouns and human nouns, or the party inside an inanimate phrase."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dotterel.extract.tree import Tree
from dotterel.model import Argument, Mention

NAMES = frozenset({"PER", "ORG", "LOC", "NORP"})
_PERSONAL = frozenset(
    "he she they we i you him her them us me it himself herself themselves itself who whom both all others many some "
    "several dozens hundreds thousands scores".split()
)
_QUANTITIES = frozenset(
    "number dozen hundred thousand score ten million group handful majority crowd series member head leader official "
    "representative rest half lot couple pair hundreds thousands dozens scores tens".split()
)
_INNER = ("by", "of", "from", "against", "between", "on", "with", "in")


@cache
def role_nouns() -> dict[str, str]:
    """Return the human and organisational nouns of `roles.tsv`: lemma -> kind (person, group, organisation, state)."""
    kinds: dict[str, str] = {}
    for line in files("dotterel.extract.data").joinpath("roles.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 3 and not line.startswith("#") and cells[0] != "lemma":
            kinds[cells[0].strip()] = cells[2].strip()
    return kinds


class Parties:
    """Tells parties from things in one sentence.

    Args:
        tree: the sentence.
        mentions: the names found in it.
    """

    def __init__(self, tree: Tree, mentions: Iterable[Mention]) -> None:
        self.tree = tree
        self.type_of: dict[int, str] = {}
        self.extent: dict[int, tuple[int, int]] = {}
        for mention in mentions:
            for node in range(mention.first_token, mention.last_token + 1):
                self.type_of[node] = mention.type
                self.extent[node] = mention.first_token, mention.last_token

    def is_name(self, node: int) -> bool:
        """Return whether the node is part of a name that can act (not a bare title)."""
        return self.type_of.get(node) in NAMES

    def is_party(self, node: int) -> bool:
        """Return whether the node can act or be acted on: a name, a personal pronoun, a human or collective noun."""
        if self.type_of.get(node) is not None:
            return True
        token = self.tree.token(node)
        if token.upos == "PRON":
            return token.text.lower() in _PERSONAL
        if token.upos == "PROPN":
            return True
        return self.tree.lemma(node) in role_nouns() or token.text.lower() in role_nouns()

    def inner(self, node: int, prepositions: Iterable[str] = _INNER) -> list[int]:
        """Return the party inside the phrase of a thing: its possessor, its of/by/on phrase, its national adjective.

        "Russia's invasion", "the arrest of journalists", "a French plan" give Russia, journalists and French.
        """
        tree = self.tree
        for k in tree.children(node, "nmod:poss"):
            if self.is_party(k):
                return tree.coordination(k)
        for wanted in prepositions:
            for preposition, k in tree.prepositional(node):
                if preposition == wanted and self.is_party(k):
                    return tree.coordination(k)
        for k in tree.children(node, "amod", "compound"):
            if self.type_of.get(k) in {"NORP", "ORG", "LOC"}:
                return tree.coordination(k)
        return []

    def resolve(self, nodes: Iterable[int], *, thing: bool) -> list[int]:
        """Replace things by the party inside them; a thing without one stays if `thing`, else is left out."""
        found: list[int] = []
        for node in nodes:
            if self._is_quantity(node):
                partitive = [k for p, k in self.tree.prepositional(node) if p == "of" and self.is_party(k)]
                if partitive or self.is_party(node):
                    found.append(node)
                    continue
            if self.is_party(node):
                found.append(node)
                continue
            inside = self.inner(node)
            if inside:
                found.extend(inside)
            elif thing:
                found.append(node)
        return list(dict.fromkeys(found))

    def _is_quantity(self, node: int) -> bool:
        token = self.tree.token(node)
        return self.tree.lemma(node) in _QUANTITIES or token.upos == "NUM"

    def argument(self, node: int) -> Argument:
        """Return the words of a role for its head node."""
        return Argument(self.tree.phrase(node), self.tree.sentence.index, node)
