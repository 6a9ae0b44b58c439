"""Words that tell of a statement: which word of a sentence is a cue, of which tone, with which constructions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dotterel.errors import DataError
from dotterel.extract.modality import NEGATIVE_GOVERNORS
from dotterel.extract.tree import Tree
from dotterel.model import TONES

_COLUMNS = 4
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "nobody", "nothing", "cannot"})
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
# Particles and prepositions that make another verb of one ("point out", "call on").
_PARTICLES = frozenset({"out", "on", "back", "up", "in"})
_FUTURE = frozenset("expect due set likely schedule plan intend prepare poise go".split())
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MAY = frozenset({"may", "might", "could", "can", "would", "should"})


@dataclass(frozen=True, slots=True)
class CueSense:
    """A row of `cues.tsv`: a word, its tone, construction -> tone; `quoted_only` count only around quotation marks."""

    lemma: str
    pos: str
    tone: str
    constructions: dict[str, str]
    weak: bool
    quoted_only: frozenset[str] = frozenset()

    def tone_of(self, construction: str) -> str:
        """Return the tone in a construction."""
        return self.constructions.get(construction, self.tone)

    def takes(self, *constructions: str) -> bool:
        """Return whether the word takes its content in one of the constructions."""
        return any(name in self.constructions for name in constructions)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a parsed sentence: its word, and what its surroundings say of it (`future`, `hypothetical`)."""

    node: int
    sense: CueSense
    auxiliary: tuple[str, ...] = ()


@cache
def cue_senses() -> dict[tuple[str, str], CueSense]:
    """Return the cue words by (lemma, part of speech).

    Raises:
        DataError: a row of `cues.tsv` is malformed.
    """
    senses = {}
    for line in files("dotterel.extract.data").joinpath("cues.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "lemma":
            continue
        if len(cells) != _COLUMNS or cells[2] not in TONES:
            raise DataError(f"cues.tsv: {line!r} is not lemma, part of speech, tone, constructions")
        lemma, pos, tone, given = cells
        items = [item.partition("=") for item in given.split()]
        constructions = {name.rstrip("?"): other or tone for name, _, other in items}
        weak = constructions.pop("weak", None) is not None
        quoted_only = frozenset(name.rstrip("?") for name, _, _ in items if name.endswith("?"))
        senses[lemma, pos] = CueSense(lemma, pos, tone, constructions, weak, quoted_only)
    return senses


@cache
def cue_lemmas() -> frozenset[str]:
    """Return the lemmas one of which a sentence must have to hold a cue."""
    return frozenset({lemma.split()[0] for lemma, _ in cue_senses()}) | {
        "accord", "according", "account", "count", "estimate", "reckoning", "word", "view", "opinion", "eye", "figure",
        "telling", "admission",
    }  # fmt: skip


@cache
def _phrasal_verbs() -> frozenset[str]:
    return frozenset(lemma.split()[0] for lemma, _ in cue_senses() if " " in lemma)


def find_cues(tree: Tree) -> tuple[Cue, ...]:
    """Return the words of a sentence that may be cues, in text order; denied and conditional ones are left out."""
    senses = cue_senses()
    found = []
    for node, token in enumerate(tree.tokens):
        pos = _POS.get(token.upos)
        if pos == "verb" and tree.relation(node) in {"obj", "nmod"}:  # "expressed hope", read as a verb
            pos = "noun"
        if pos is None or tree.relation(node) in {"compound", "amod", "case", "fixed", "aux"}:
            continue
        sense = _phrasal(tree, node) if pos == "verb" and tree.lemma(node) in _phrasal_verbs() else None
        sense = sense or senses.get((tree.lemma(node), pos))
        if sense and not _denied(tree, node) and not _quotes_saying(tree, node):
            found.append(Cue(node, sense, _auxiliary(tree, node)))
    return tuple(found)


def _quotes_saying(tree: Tree, node: int) -> bool:
    """Whether "quoted" is only the go-between of "quoted him as saying", which is the cue."""
    return tree.lemma(node) in {"quote", "cite", "report"} and any(
        tree.lemma(k) in {"say", "tell", "warn", "add"} for k in tree.children(node, "advcl", "xcomp")
    )


def _phrasal(tree: Tree, node: int) -> CueSense | None:
    for k in tree.children(node, "compound:prt", "advmod"):
        word = tree.token(k).text.lower()
        if word in _PARTICLES and k == node + 1:
            return cue_senses().get((f"{tree.lemma(node)} {word}", "verb"))
    following = tree.tokens[node + 1].text.lower() if node + 1 < len(tree) else ""
    if following in {"on", "upon"}:
        return cue_senses().get((f"{tree.lemma(node)} on", "verb"))
    return None


def _denied(tree: Tree, node: int) -> bool:
    """Whether the cue is said not to be, or not to be known to be: "did not say", "refused to say", "if he says"."""
    for k in tree.children(node):
        word = tree.token(k).text.lower()
        relation = tree.relation(k).split(":")[0]
        if word in _NEGATORS and relation in {"advmod", "aux", "det"} and k < node:
            return True
        if relation == "mark" and word in {"if", "unless", "whether"}:
            return True
        if relation == "nsubj" and word in {"nobody", "none", "no-one", "nothing", "neither"}:
            return True
        if relation == "nsubj" and tree.has(k, "det", "no"):
            return True
    above = tree.parent(node)
    if above is not None and tree.relation(node) == "xcomp":
        lemma = tree.lemma(above)
        negated = any(tree.token(k).text.lower() in _NEGATORS for k in tree.children(above, "advmod"))
        return (lemma in NEGATIVE_GOVERNORS and lemma != "deny") or (negated and lemma not in {"hesitate"})
    return False


def _auxiliary(tree: Tree, node: int) -> tuple[str, ...]:
    found = set()
    for k in tree.children(node, "aux"):
        word = tree.token(k).text.lower()
        if word in _WILL:
            found.add("future")
        elif word in _MAY:
            found.add("hypothetical")
    above = tree.parent(node)
    if above is not None and tree.relation(node) in {"xcomp", "advcl"} and tree.has(node, "mark", "to"):
        if tree.lemma(above) in _FUTURE:
            found.add("future")
    elif tree.has(node, "mark", "to") and any(tree.lemma(k) == "be" for k in tree.children(node, "aux", "cop")):
        found.add("future")
    return tuple(name for name in ("future", "hypothetical") if name in found)


_WORDS = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[“”„«»‹›\"「『‘]|``|(?<![^\s(\[—–-])'(?=\w)")
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel",
    "found": "find", "saw": "see", "seen": "see", "spoke": "speak", "spoken": "speak", "swore": "swear",
    "sworn": "swear", "held": "hold", "read": "read", "knew": "know", "forecast": "forecast", "taught": "teach",
    "undertook": "undertake", "undertaken": "undertake", "foresaw": "foresee", "foreseen": "foresee",
    "besought": "beseech", "understood": "understand",
}  # fmt: skip


@cache
def cue_forms() -> frozenset[str]:
    """Return the forms of all cue verbs that are strong enough to make a sentence worth reading."""
    forms = {"according"}
    for (lemma, pos), sense in cue_senses().items():
        if sense.weak or " " in lemma or pos == "adjective":
            continue
        forms |= {lemma, lemma + "s"}
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
        elif lemma.endswith("e"):
            forms |= {lemma + "d", lemma[:-1] + "ing"}
        else:
            doubled = lemma + lemma[-1]
            forms |= {lemma + "ed", lemma + "ing", lemma + "es", doubled + "ed", doubled + "ing"}
    known = {sense.lemma for sense in cue_senses().values() if not sense.weak}
    return frozenset(forms | {form for form, lemma in _IRREGULAR.items() if lemma in known})


def can_hold_statement(text: str) -> bool:
    """Return whether a sentence has a quotation mark or a word that may tell of a statement.

    >>> can_hold_statement("The road was closed, the ministry said.")
    True
    >>> can_hold_statement("The road was closed for two hours.")
    False
    """
    if _QUOTED.search(text):
        return True
    forms = cue_forms()
    return any(word in forms for word in _WORDS.findall(text.lower()))
