"""A word and its part of speech -> its dictionary form, from exceptions and ending rules learned from treebanks."""

import gzip
import json
import re
from collections.abc import Container
from functools import lru_cache
from pathlib import Path
from typing import Self

Rule = tuple[int, str]
"""How many letters to take from the end, and what to put there."""

LONGEST_ENDING = 6
_KEPT_WORDS = 1 << 16
# Endings of stems that English verbs have only with a silent e: "mediated", "organised", "reduced", "derived".
_SILENT_E = re.compile(r"(?:[^e]at|iz|[^o]is|uc|iv)$")


def ending_rule(rules: dict[str, Rule], word: str) -> Rule:
    """Find the rule of the longest known ending; without one the word stays as it is."""
    for length in range(min(LONGEST_ENDING, len(word)), 0, -1):
        rule = rules.get(word[-length:])
        if rule is not None:
            return rule
    return 0, ""


class Lemmas:
    """The learned table.

    Args:
        exceptions: part of speech -> word in small letters -> lemma.
        rules: part of speech -> ending -> rule.
        words: known English words, to settle "provok" or "provoke".
    """

    def __init__(
        self, exceptions: dict[str, dict[str, str]], rules: dict[str, dict[str, Rule]], words: Container[str] = ()
    ) -> None:
        self._exceptions = exceptions
        self._rules = rules
        self._words = words
        self._known = lru_cache(maxsize=_KEPT_WORDS)(self._find)

    @classmethod
    def load(cls, path: Path, words: Container[str] = ()) -> Self:
        """Read `lemmas.json.gz`."""
        table = json.loads(gzip.decompress(path.read_bytes()))
        rules = {
            upos: {end: (int(cut), add) for end, (cut, add) in part.items()} for upos, part in table["rules"].items()
        }
        return cls(table["exceptions"], rules, words)

    def __call__(self, word: str, upos: str) -> str:
        """Give the lemma; names keep their form, other words are in small letters.

        >>> Lemmas({"VERB": {"went": "go"}}, {"VERB": {"ed": (2, "")}})("Visited", "VERB")
        'visit'
        """
        return self._known(word, upos)

    def _find(self, word: str, upos: str) -> str:
        if upos in {"PROPN", "X", "SYM", "PUNCT", "NUM"}:
            return self._exceptions.get(upos, {}).get(word, word)
        lowered = word.lower()
        found = self._exceptions.get(upos, {}).get(lowered)
        if found is not None:
            return found
        if (
            upos == "ADJ"
            and word[:1].isupper()
            and lowered not in self._exceptions.get("ADJ", {})
            and not word.isupper()
        ):
            return word if word.endswith(("an", "ese", "ish", "i")) else lowered
        rules = self._rules.get(upos)
        if not rules:
            return lowered
        cut, add = ending_rule(rules, lowered)
        lemma = lowered[: len(lowered) - cut] + add or lowered
        if upos == "VERB" and lemma not in self._words and lowered.endswith(("ed", "ing")):
            stem = lowered.removesuffix("ed").removesuffix("ing")
            doubled = len(stem) > 2 and stem[-1] == stem[-2]
            guesses = (stem, f"{stem}e", stem[:-1]) if doubled else (stem, f"{stem}e")
            known = next((guess for guess in guesses if guess in self._words), None)
            return known or (f"{stem}e" if _SILENT_E.search(stem) and len(stem) > 4 else lemma)
        return lemma
