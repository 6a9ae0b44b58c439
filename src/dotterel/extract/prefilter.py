"""A cheap look at a sentence's words: can it hold an event at all? Spares the language model most of general news."""

from __future__ import annotations

import re
from functools import cache

from dotterel.extract.lexicon import ASPECT, LIGHT, Lexicon

_WORD = re.compile(r"[A-Za-z]+")
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "met:meet held:hold said:say shot:shoot fought:fight struck:strike sent:send gave:give given:give took:take "
        "taken:take broke:break broken:break fled:flee withdrew:withdraw withdrawn:withdraw seen:see saw:see flew:fly "
        "flown:fly blew:blow blown:blow led:lead won:win lost:lose brought:bring bought:buy sold:sell told:tell "
        "beaten:beat threw:throw thrown:throw swore:swear sworn:swear spoke:speak spoken:speak sought:seek left:leave "
        "stood:stand burnt:burn fell:fall fallen:fall drew:draw drawn:draw overthrew:overthrow overthrown:overthrow "
        "forbade:forbid forbidden:forbid froze:freeze frozen:freeze lent:lend slain:slay slew:slay stole:steal "
        "stolen:steal upheld:uphold underwent:undergo paid:pay laid:lay ran:run came:come went:go gone:go rose:rise "
        "risen:rise forgave:forgive forgiven:forgive chose:choose chosen:choose hung:hang strove:strive "
        "undertook:undertake withheld:withhold rebuilt:rebuild overran:overrun shook:shake shaken:shake dealt:deal "
        "wrote:write written:write"
    ).split()
)
_SUFFIXES = (
    ("ies", "y"), ("ied", "y"), ("ying", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"),
    ("ers", ""), ("d", ""),
)  # fmt: skip


@cache
def _event_lemmas() -> frozenset[str]:
    return frozenset(sense.lemma for sense in Lexicon.load() if sense.event_type not in {LIGHT, ASPECT})


@cache
def _may_trigger(word: str) -> bool:
    known = _event_lemmas()
    if word in known or _IRREGULAR.get(word) in known:
        return True
    for suffix, ending in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            stem = word[: len(word) - len(suffix)]
            if stem + ending in known:
                return True
            if not ending and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
                return True
    return False


def can_hold_event(text: str) -> bool:
    """Return whether a sentence has a word that any sense of the lexicon could take as its trigger.

    >>> can_hold_event("The two ministers met in Rome.")
    True
    """
    return any(_may_trigger(word) for word in _WORD.findall(text.lower()))
