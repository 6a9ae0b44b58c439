"""A sentence comes in; its words about the fate of a plan go out, each with whether they are news, history or unreal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dotterel.consolidate.lexicon import occasion_entries, status_entries

# What stands before a cue within a few words and makes it something that did not happen.
_UNREAL = re.compile(
    r"\b(?:threat(?:s|en|ens|ened|ening)?|could|(?-i:may)|might|if|unless|whether|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|"
    r"refus(?:e|es|ed|ing)|not|never|n't|without|efforts?|work(?:s|ed|ing)?|try|tries|tried|trying|attempts?|hop(?:e|es|ed|ing)|"
    r"wants?|wanted|urg(?:e|es|ed|ing)|fear(?:s|ed)?|risks?|rul(?:e|ed|es|ing) out|pressed|push(?:es|ed|ing)? (?:to|for)|"
    r"demand(?:s|ed|ing)?|asks?|asked|call(?:s|ed|ing)? (?:on|for)|talks? (?:on|about|of)|ways? to|bid|possible|likely|den(?:y|ies|ied))"
    r"(?:\W+\w+){0,5}?\W*\Z",
    re.IGNORECASE,
)
# "demanded that Japan and the Philippines call off", "urged the two neighbours and their allies to revive"
_WISHED = re.compile(
    r"\b(?:demand|propos|suggest|recommend|hop|fear|wish)\w*\b[^.]*\bthat\b[^.]*\Z|"
    r"\b(?:urg|ask|press|tell|told|warn|want|beg|plead|appeal)\w*\b[^.]*\bto\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|n't|no|den(?:y|ies|ied)|denying|refus(?:e|es|ed))(?:\W+\w+){0,5}?\W*\Z", re.IGNORECASE
)
# What stands before a cue and makes it a recollection. "of the", "the": "the cancelled talks", "their delayed drill".
_RECALLED = re.compile(
    r"\b(?:had(?: \w+)?(?: been)?|having(?: been)?|after (?:being|it was|they were)|earlier|previously|once|first|originally|initially|"
    r"the|a|an|its|their|his|her|this|that|\w+'s|\w+s'|\w+-\w+|long|much|repeatedly|twice)\s+(?:\w+ly\s+)?\Z",
    re.IGNORECASE,
)
# "the talks it had cancelled would go ahead": what stands behind "would" is told anew
_HAD = re.compile(r"\b(?:had|having|after|since)\s+(?:(?!would|will|should)\w+\s+){0,2}\Z", re.IGNORECASE)
_LATER = re.compile(
    r"\A\s*(?:earlier|previously|last (?:week|month|year)|(?:a|two|three|\w+) (?:days?|weeks?|months?) (?:ago|earlier|before))",
    re.IGNORECASE,
)
_NOUN_NEXT = re.compile(r"\A\s+(?:\S+\s+){0,3}?\Z")
_BOUNDARY = re.compile(r"[,;:]\s")
_REACH = 80
# Words that merely label a plan say less than words that report a change of it.
_WEAK = frozenset(("scheduled", "proposed"))


@dataclass(frozen=True, slots=True)
class Cue:
    """Words about a plan at characters of the sentence.

    `kind` is `news`, `recalled` (told as known), `unreal` (threatened, possible, wanted) or `negated`.
    """

    start: int
    stop: int
    status: str
    kind: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun or verb for an occasion at characters of the sentence."""

    start: int
    stop: int
    occasion_type: str
    form: str


def find_cues(sentence: str) -> tuple[Cue, ...]:
    """Return the words about plans in a sentence, left to right, none overlapping; of several the longest.

    >>> [(cue.status, cue.kind) for cue in find_cues("Peru called off the delayed talks but may revive them.")]
    [('cancelled', 'news'), ('postponed', 'recalled'), ('revived', 'unreal')]
    """
    lowered = sentence.lower()
    found = [
        (match.start(), match.end(), entry.meaning)
        for entry in status_entries()
        for match in entry.found_in(sentence, lowered)
    ]
    found.sort(key=lambda one: (one[0] - one[1], one[0], one[2]))
    kept: list[tuple[int, int, str]] = []
    for start, stop, status in found:
        if all(stop <= other[0] or other[1] <= start for other in kept):
            kept.append((start, stop, status))
    return tuple(Cue(start, stop, status, _kind(sentence, start, stop)) for start, stop, status in sorted(kept))


def find_nouns(sentence: str) -> tuple[Noun, ...]:
    """Return the words for occasions in a sentence, left to right, none overlapping; of several the longest.

    >>> [(noun.occasion_type, noun.form) for noun in find_nouns("They met for a third round of talks.")]
    [('meeting', 'verb'), ('talks', 'noun')]
    """
    lowered = sentence.lower()
    found = [
        (match.start(), match.end(), entry.meaning, entry.form)
        for entry in occasion_entries()
        for match in entry.found_in(sentence, lowered)
    ]
    found.sort(key=lambda one: (one[0] - one[1], one[0], one[3] != "noun", one[2]))
    kept: list[tuple[int, int, str, str]] = []
    for one in found:
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    return tuple(Noun(*one) for one in sorted(kept))


def _kind(sentence: str, start: int, stop: int) -> str:
    before = _clause_before(sentence, start)
    if _NEGATED.search(before):
        return "negated"
    if _UNREAL.search(before) or _WISHED.search(before):
        return "unreal"
    after = sentence[stop : stop + _REACH]
    if _HAD.search(before) or _LATER.match(after):
        return "recalled"
    word = sentence[start:stop].lower()
    if (
        _RECALLED.search(before)
        and word.endswith(("ed", "en", "due", "upcoming", "forthcoming"))
        and _before_noun(after)
    ):
        return "recalled"
    return "news"


def _before_noun(after: str) -> bool:
    """Return whether a word for an occasion follows within three words: the cue is an adjective then."""
    return any(_NOUN_NEXT.match(after[: noun.start]) for noun in find_nouns(after) if noun.form == "noun")


def _clause_before(sentence: str, start: int) -> str:
    window = sentence[max(0, start - _REACH) : start]
    cuts = [cut.end() for cut in _BOUNDARY.finditer(window)]
    return window[cuts[-1] :] if cuts else window
