"""Other words for the same act: swaps triggers of training sentences, so that rare words are met in many sentences.

A word is swapped for one of its row in `knowledge/synonyms.txt`, in the same form: "denounced" for "condemned", "raids" for
"attacks". (Replacement of labelled words: Dai & Adel 2020, An Analysis of Simple Data Augmentation for Named Entity
Recognition.)
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.annotated import Annotated, events_by_word
from training.treebank import Sentence

SYNONYMS = Path(__file__).resolve().parent / "knowledge" / "synonyms.txt"
_DOUBLED = frozenset(
    "ban bar beg cancel club confer cut defer drop expel flog forbid gag jam level nab overrun quit rebel scrap shun"
    " shut slam snub stab stop whip".split()
)
_VOWELS = "aeiou"


def verb_forms(written: str) -> tuple[str, str, str, str, str]:
    """Return base, third person, past, participle and -ing of a verb, written "ban" or "shoot/shot/shot".

    >>> verb_forms("decry")
    ('decry', 'decries', 'decried', 'decried', 'decrying')
    >>> verb_forms("shut/shut/shut")
    ('shut', 'shuts', 'shut', 'shut', 'shutting')
    """
    base, *irregular = written.split("/")
    stem = base + base[-1] if base in _DOUBLED else base
    short = base[:-1] if base.endswith("e") else stem
    past = base[:-1] + "ied" if _ends_in_y(base) else short + "ed"
    going = base if base.endswith("ee") else short
    return base, plural(base), *(irregular or (past, past)), going + "ing"  # type: ignore[return-value]


def plural(word: str) -> str:
    """Return a noun's plural, or a verb's third person, by the spelling alone.

    >>> plural("inquiry"), plural("march"), plural("ban")
    ('inquiries', 'marches', 'bans')
    """
    if _ends_in_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ends_in_y(word: str) -> bool:
    return word.endswith("y") and word[-2] not in _VOWELS


@dataclass
class Synonyms:
    """Rows of interchangeable words, by the word as it stands in the text."""

    share: float
    rows: dict[str, list[tuple[str, str | None, list[tuple[str, ...]]]]] = field(default_factory=dict)

    @classmethod
    def read(cls, share: float, path: Path = SYNONYMS) -> Synonyms:
        """Read the table; `share` of the triggers that have a row are swapped."""
        found = cls(share)
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            head, _, words = line.partition(": ")
            label, kind = head.split()
            event_type, dot, mode = label.partition(".")
            forms = [verb_forms(w) if kind in "vi" else (w, w if w.endswith("s") else plural(w)) for w in words.split()]
            for surface in {form for one in forms for form in one}:
                found.rows.setdefault(surface, []).append((event_type, mode if dot else None, forms))
        return found

    def others(self, word: str, event_type: str, modes: tuple[str, ...]) -> Iterator[str]:
        """Yield the words that may stand for a word, in every form that the word may be in."""
        for wanted, mode, forms in self.rows.get(word, ()):
            if wanted != event_type or (mode is not None and mode != ".".join(modes)):
                continue
            ways = {i for one in forms for i, form in enumerate(one) if form == word}
            for one in forms:
                alike = {one[i] for i in ways}
                if len(alike) == 1 and word not in one:
                    yield alike.pop()

    def __call__(self, annotated: Annotated, sentence: Sentence, draw: random.Random) -> Sentence:
        """Swap some of the one-word triggers of a sentence."""
        words = list(sentence.words)
        for i, event in sorted(events_by_word(annotated).items()):
            if " " in event.trigger.text or draw.random() >= self.share:
                continue
            others = sorted(set(self.others(words[i].lower(), event.event_type, event.mode)))
            if not others:
                continue
            new = draw.choice(others)
            words[i] = new.capitalize() if words[i][:1].isupper() else new
            if i and words[i - 1].lower() in {"a", "an"}:
                article = "an" if new[0] in _VOWELS else "a"
                words[i - 1] = article.capitalize() if words[i - 1][0] == "A" else article
        return replace(sentence, words=words)
