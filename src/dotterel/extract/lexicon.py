"""The lexicon of political senses: `lexicon.tsv` and `classes.tsv` in, the best sense of a word in its sentence out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dotterel.errors import DataError, unknown_value
from dotterel.extract.tree import Tree
from dotterel.ontology import load_ontology

LIGHT = "LIGHT"
ASPECT = "ASPECT"
FLAGS = frozenset(
    {"factive", "light", "speech", "needs_human", "needs_recipient", "implicative_neg", "future", "aspect"}
)
SLOTS = frozenset(
    {"obj", "obl", "prep", "xcomp", "ccomp", "mod", "nmod", "subj", "prt", "iobj", "advmod", "acl", "poss"}
)
_EVENT_CLASS = "@event:"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on the neighbours of a word: `slot` (with `preposition` where it names one) holds one of `words`.

    `events` are the types a neighbour may have instead (`@event:ASSAULT` in the table).
    """

    slot: str
    preposition: str | None
    words: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of the lexicon: a lemma that, under its conditions, carries an event of a type and modes.

    `event_type` is a PLOVER type, or LIGHT / ASPECT for a verb that leaves the event to its noun.
    `roles` maps role -> slots, empty for the default of its part of speech. `weight` is how likely the sense is
    a political event in general news, 0 to 1.
    """

    lemma: str
    pos: str
    event_type: str
    mode: tuple[str, ...]
    conditions: tuple[Condition, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    reciprocal: bool
    weight: float
    flags: frozenset[str]
    row: int

    @property
    def name(self) -> str:
        """A short name of the sense, as written in `rule`."""
        mode = "".join(f".{mode}" for mode in self.mode)
        return f"{self.lemma}/{self.pos.lower()}={self.event_type}{mode}"

    def slots(self, role: str) -> tuple[str, ...] | None:
        """Return the slots given for a role, None where the default holds."""
        return next((slots for name, slots in self.roles if name == role), None)


class Lexicon:
    """Finds the sense of a node of a tree.

    >>> "arrest" in Lexicon.load()
    True
    """

    def __init__(self, senses: Iterable[Sense]) -> None:
        self._senses: dict[tuple[str, str], list[Sense]] = {}
        for sense in senses:
            self._senses.setdefault((sense.lemma, sense.pos), []).append(sense)
        for found in self._senses.values():
            found.sort(key=_order)
        self._lemmas = {lemma for lemma, _ in self._senses}

    @classmethod
    @cache
    def load(cls) -> Lexicon:
        """Return the lexicon shipped with the program."""
        folder = files("dotterel.extract.data")
        classes = _read_classes(folder.joinpath("classes.tsv").read_text(encoding="utf-8"))
        return cls(_read_senses(folder.joinpath("lexicon.tsv").read_text(encoding="utf-8"), classes))

    def __contains__(self, lemma: object) -> bool:
        return lemma in self._lemmas

    def __len__(self) -> int:
        return sum(len(found) for found in self._senses.values())

    def __iter__(self) -> Iterator[Sense]:
        for found in self._senses.values():
            yield from found

    @property
    def lemmas(self) -> frozenset[str]:
        """All lemmas that have a sense."""
        return frozenset(self._lemmas)

    def sense(self, tree: Tree, node: int, depth: int = 0) -> Sense | None:
        """Return the most specific sense of a node whose conditions hold, or None.

        Args:
            tree: the sentence.
            node: position of the word.
            depth: how far `@event` conditions have looked already; they look two words deep at most.
        """
        part, alone = _part_of_speech(tree, node), tree.lemma(node)
        particles = [f"{alone} {tree.lemma(k)}" for k in tree.children(node, "compound:prt")]
        near: dict[tuple[str, str | None], list[int]] = {}
        for lemma in (*particles, alone):
            for sense in self._senses.get((lemma, part), ()):
                if all(self._holds(condition, tree, node, depth, near) for condition in sense.conditions):
                    return sense
        return None

    def _holds(
        self,
        condition: Condition,
        tree: Tree,
        node: int,
        depth: int,
        near: dict[tuple[str, str | None], list[int]],
    ) -> bool:
        """Return whether a condition holds; `near` keeps the words in each slot for the other senses of the word."""
        slot = condition.slot, condition.preposition
        if slot not in near:
            near[slot] = list(_neighbours(condition, tree, node))
        for other in near[slot]:
            if condition.slot == "prep":
                if tree.preposition(other).split(" ")[0] in condition.words:
                    return True
            elif tree.lemma(other) in condition.words or tree.token(other).text.lower() in condition.words:
                return True
            elif condition.events and depth < 2:
                found = self.sense(tree, other, depth + 1)
                if found and found.event_type in {LIGHT, ASPECT}:
                    nouns = tree.children(other, "obj", "xcomp")
                    found = next((s for k in nouns if (s := self.sense(tree, k, depth + 1))), None)
                if found and found.event_type in condition.events:
                    return True
        return False


# Rows of this weight or less name what a word is not ("stormed into the lead"): of equal rows they come first.
VETO = 0.1


def _order(sense: Sense) -> tuple[int, bool, float, int]:
    """Most conditions first, then vetoes, then the likelier sense, then the order of the table."""
    return -len(sense.conditions), sense.weight > VETO, -sense.weight, sense.row


def _part_of_speech(tree: Tree, node: int) -> str:
    upos = tree.token(node).upos
    return "NOUN" if upos == "PROPN" else "VERB" if upos == "AUX" else upos


def _neighbours(condition: Condition, tree: Tree, node: int) -> Iterator[int]:
    """Yield the words that stand in the slot of a condition; subject and object are deep, passive or not."""
    slot = condition.slot
    if slot in {"obl", "nmod"}:
        for preposition, k in tree.prepositional(node):
            if condition.preposition in {None, preposition, preposition.split(" ")[0]}:
                yield from tree.coordination(k)
    elif slot == "obj":
        yield from _deep_objects(tree, node)
    elif slot == "subj":
        by = [k for preposition, k in tree.prepositional(node) if preposition == "by"]
        for k in by if tree.is_passive(node) else tree.children(node, "nsubj"):
            yield from tree.coordination(k)
    elif slot == "prep":
        yield from (k for _, k in tree.prepositional(node))
    else:
        yield from tree.children(node, *_RELATIONS.get(slot, (slot,)))


def _deep_objects(tree: Tree, node: int) -> Iterator[int]:
    heads = tree.children(node, "obj") + tree.children(node, "nsubj:pass")
    if tree.relation(node) == "acl" and tree.is_passive(node) and (parent := tree.parent(node)) is not None:
        heads.append(parent)
    for k in heads:
        yield from tree.coordination(k)
        yield from (of for of in tree.children(k, "nmod") if tree.preposition(of) == "of")


_RELATIONS = {"mod": ("amod", "compound", "nmod:poss"), "poss": ("nmod:poss",), "prt": ("compound:prt",)}


def _read_classes(text: str) -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            name, tab, words = line.partition("\t")
            if not tab:
                raise DataError(f"classes.tsv line {number}: expected CLASS<TAB>word, word; found {line!r}")
            classes[name.strip().removeprefix("@")] = frozenset(w.strip() for w in words.split(",") if w.strip())
    return classes


def _condition(text: str, classes: dict[str, frozenset[str]], where: str) -> Condition:
    slot, colon, listed = text.partition(":")
    slot, _, preposition = slot.strip().partition(".")
    if not colon or slot not in SLOTS:
        raise DataError(f"{where}: {unknown_value('slot', slot, SLOTS)}")
    words: set[str] = set()
    events: set[str] = set()
    for item in (w.strip() for w in listed.split(",")):
        if item.startswith(_EVENT_CLASS):
            name = item.removeprefix(_EVENT_CLASS)
            events.add(load_ontology().event_type(name).name)
        elif item.startswith("@"):
            if item[1:] not in classes:
                raise DataError(f"{where}: {unknown_value('class', item, classes)}")
            words |= classes[item[1:]]
        elif item:
            words.add(item)
    return Condition(slot, preposition or None, frozenset(words), frozenset(events))


def _read_senses(text: str, classes: dict[str, frozenset[str]]) -> Iterator[Sense]:
    ontology = load_ontology()
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        where = f"lexicon.tsv line {number}"
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
        modes = tuple(mode for mode in row["mode"].split(".") if mode)
        if row["type"] not in {LIGHT, ASPECT}:
            ontology.check_modes(row["type"], modes)
        roles: list[tuple[str, tuple[str, ...]]] = []
        reciprocal = False
        for item in (r.strip() for r in row["roles"].split(",") if r.strip()):
            name, equals, slots = item.partition("=")
            if equals:
                roles.append((name, tuple(slots.split("|"))))
            elif name == "reciprocal":
                reciprocal = True
            elif name == "none":
                roles.append(("recipient", ()))
        conditions = tuple(_condition(part, classes, where) for part in row["with"].split("&") if part.strip())
        flags = frozenset(flag.strip() for flag in row["flags"].split(",") if flag.strip())
        yield Sense(
            row["lemma"], row["pos"], row["type"], modes, conditions, tuple(roles), reciprocal,
            float(row["weight"]), flags, number,
        )  # fmt: skip
