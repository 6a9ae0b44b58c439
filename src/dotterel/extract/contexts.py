"""PLOVER contexts of a sentence, from the cue words of `contexts.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dotterel.errors import DataError, unknown_value
from dotterel.model import Sentence
from dotterel.ontology import load_ontology


@cache
def _cues() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a cue -> the cues that begin with it, each with its context."""
    known = load_ontology().contexts
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    text = files("dotterel.extract.data").joinpath("contexts.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        context, _, cues = line.partition("\t")
        if context == "context":
            continue
        if context not in known:
            raise DataError(f"contexts.tsv line {number}: {unknown_value('context', context, known)}")
        for cue in cues.split(","):
            words = tuple(cue.strip().lower().split())
            if words:
                found.setdefault(words[0], []).append((words, context))
    return {first: tuple(items) for first, items in found.items()}


def find_contexts(sentence: Sentence) -> tuple[str, ...]:
    """Return the contexts whose cues stand in the sentence, in PLOVER's order."""
    cues = _cues()
    forms = [token.text.lower() for token in sentence.tokens]
    lemmas = [token.lemma.lower() for token in sentence.tokens]
    if cues.keys().isdisjoint(forms) and cues.keys().isdisjoint(lemmas):
        return ()
    hit: set[str] = set()
    for i in range(len(forms)):
        for first in {forms[i], lemmas[i]}:
            for words, context in cues.get(first, ()):
                end = i + len(words)
                if end <= len(forms) and all(word in {forms[i + j], lemmas[i + j]} for j, word in enumerate(words)):
                    hit.add(context)
    return tuple(context for context in load_ontology().contexts if context in hit)
