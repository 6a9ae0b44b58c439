"""A sentence as a tree: children, noun phrases, coordination and grammatical relations over UD tokens."""

from __future__ import annotations

from collections.abc import Iterator

from dotterel.model import Sentence, Span, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "parataxis"})
# Dependents that do not belong to the words of a role: what follows a comma, clauses, prepositional tails.
_NOT_IN_PHRASE = frozenset(
    {"acl", "acl:relcl", "advcl", "advcl:relcl", "appos", "cc", "conj", "parataxis", "punct", "cop", "nsubj", "csubj",
     "advmod", "case", "mark", "dep", "orphan", "dislocated", "discourse", "ccomp", "obl", "aux", "list", "cc:preconj",
     "nsubj:pass", "aux:pass", "reparandum", "obl:unmarked", "obl:tmod", "nmod:unmarked"}
)  # fmt: skip
# Prepositional tails kept in a role's words ("the government of Kenya", "protesters in Harare").
_KEPT_PREPOSITIONS = frozenset({"of", "in", "from", "for", "at", "near"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})


class Tree:
    """Reads a parsed sentence; nodes are 0-based token positions.

    Args:
        sentence: a sentence whose tokens carry heads and relations.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._children: list[list[int]] = [[] for _ in self.tokens]
        self._base = [token.deprel.partition(":")[0] for token in self.tokens]
        self._asked: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        self._phrases: dict[int, Span] = {}
        self._prepositions: dict[int, str] = {}
        self.root = 0
        for i, token in enumerate(self.tokens):
            if token.head > 0:
                self._children[token.head - 1].append(i)
            else:
                self.root = i

    def __len__(self) -> int:
        return len(self.tokens)

    def token(self, node: int) -> Token:
        """Return the token of a node."""
        return self.tokens[node]

    def text_at(self, node: int) -> str:
        """Return the text of a token, "" beyond either end of the sentence."""
        return self.tokens[node].text if 0 <= node < len(self.tokens) else ""

    def lemma(self, node: int) -> str:
        """Return the lower-cased lemma of a node."""
        return self.tokens[node].lemma.lower()

    def relation(self, node: int) -> str:
        """Return the relation of a node to its head."""
        return self.tokens[node].deprel

    def parent(self, node: int) -> int | None:
        """Return the head of a node, None for the root."""
        head = self.tokens[node].head
        return head - 1 if head > 0 else None

    def children(self, node: int, *relations: str) -> list[int]:
        """Return dependents in text order; `relations` limits them (a plain relation includes its subtypes)."""
        kids = self._children[node]
        if not relations:
            return kids
        if not kids:
            return []
        found = self._asked.get((node, relations))
        if found is None:
            found = [k for k in kids if self._base[k] in relations or self.tokens[k].deprel in relations]
            self._asked[node, relations] = found
        return found

    def has(self, node: int, relation: str, *lemmas: str) -> bool:
        """Return whether the node has such a dependent, with one of the lemmas where any are given."""
        found = self.children(node, relation)
        return bool(found) if not lemmas else any(self.lemma(k) in lemmas for k in found)

    def ancestors(self, node: int) -> Iterator[int]:
        """Yield the heads above a node, nearest first; safe on broken trees."""
        seen = {node}
        current = self.parent(node)
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            current = self.parent(current)

    def subtree(self, node: int) -> list[int]:
        """Return the node and everything below it, in text order."""
        found: list[int] = []
        todo = [node]
        seen = set()
        while todo:
            current = todo.pop()
            if current not in seen:
                seen.add(current)
                found.append(current)
                todo.extend(self._children[current])
        return sorted(found)

    def coordination(self, node: int) -> list[int]:
        """Return the node and the nouns joined to it ("Kenya and Uganda")."""
        return [node, *(k for k in self.children(node, "conj") if self.tokens[k].upos in NOMINAL)]

    def preposition(self, node: int) -> str:
        """Return the preposition of an oblique or nominal modifier ("with", "because of"), "" without one."""
        found = self._prepositions.get(node)
        if found is None:
            words = []
            for k in self.children(node, "case"):
                words.append(self.tokens[k].text.lower())
                words.extend(self.tokens[f].text.lower() for f in self.children(k, "fixed"))
            found = " ".join(words) if words and words[0] not in {"'s", "’s", "'", "’"} else ""
            self._prepositions[node] = found
        return found

    def prepositional(self, node: int) -> list[tuple[str, int]]:
        """Return (preposition, noun) for the prepositional dependents of a verb or noun."""
        found = []
        for k in self.children(node, "obl", "nmod"):
            preposition = self.preposition(k)
            if preposition:
                found.append((preposition, k))
        return found

    def is_passive(self, node: int) -> bool:
        """Return whether a verb is passive: by its dependents, or as a bare participle after a noun."""
        if self.has(node, "nsubj:pass") or self.has(node, "aux:pass"):
            return True
        token = self.tokens[node]
        participle = token.text.lower().endswith(
            ("ed", "en", "wn", "nt", "ught", "ade", "ept", "ung", "ot", "un", "ut")
        )
        return (
            token.deprel in {"acl", "advcl"}
            and participle
            and not self.has(node, "aux")
            and not self.has(node, "mark")
            and not self.has(node, "nsubj")
            and not self.has(node, "obj")
        )

    def phrase(self, node: int) -> Span:
        """Return the words of a role: the noun with its modifiers, without clauses, appositions and partners.

        The stretch is contiguous around the head: a modifier behind a dropped dependent is dropped as well.
        """
        found = self._phrases.get(node)
        if found is None:
            members = set(self._phrase_nodes(node, depth=0))
            first = last = node
            while first - 1 in members:
                first -= 1
            while first < node and self.tokens[first].deprel == "cc":
                first += 1  # a wrong tree may hang "and" on the first half of a name: "Mali | and Burkina Faso"
            while last + 1 in members:
                last += 1
            found = self._phrases[node] = Span(self.tokens[first].start_char, self.tokens[last].end_char)
        return found

    def _phrase_nodes(self, node: int, depth: int) -> list[int]:
        found = [node]
        for k in self._children[node]:
            relation = self.tokens[k].deprel
            if relation.startswith("nmod") and (relation not in _BEFORE_A_NAME or k > node):
                if depth < 2 and self.preposition(k) in _KEPT_PREPOSITIONS and not self.dates(k):
                    found.extend(self._phrase_nodes(k, depth + 1))
                    found.extend(j for c in self.children(k, "case") for j in self.subtree(c))
                continue
            if relation in _NOT_IN_PHRASE:
                if relation == "punct" and self.tokens[k].text in {"-", "–"}:
                    found.append(k)
                elif relation == "conj" and self.tokens[node].deprel in {"amod", "compound", "nmod:poss"}:
                    found.extend(self.subtree(k))
                continue
            found.extend(self.subtree(k))
        return found

    def dates(self, node: int) -> bool:
        """Return whether a noun is a year, a month or a day of the week."""
        text = self.tokens[node].text
        return text.isdigit() or text in _CALENDAR


# "Zambia's health minister | Peter Mulonga"
_BEFORE_A_NAME = frozenset(("nmod:poss", "nmod:desc"))
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
