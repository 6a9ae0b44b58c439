"""Reads titles and nouns for actors in the words of a sentence, longest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dotterel.knowledge import Knowledge, Office, Role
from dotterel.knowledge.names import words
from dotterel.model import Sentence

HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir lord lady dame sheikh shaikh sheik ayatollah grand hon honourable madam baroness baron "
    "father sister brother rev hojatoleslam mullah maulana imam haji hajj his her excellency don dona st retired ret "
    "comrade alias h.e pope king queen prince princess".split()
)
FORMER = frozenset(
    "former ex then-president late ousted deposed toppled onetime ex- outgoing- exiled retired past".split()
)
OFFICERS = frozenset("commander colonel major captain lieutenant sergeant corporal".split())
"""Offices of soldiers below general."""
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Title:
    """A title at 0-based tokens `first` to `last`; `former` when the words before say it is no longer held."""

    first: int
    last: int
    office: Office
    former: bool


def lowered(sentence: Sentence, first: int, last: int) -> str:
    """Return tokens as words in lower case: "Vice - President" gives "vice president"."""
    if first == last:
        return _lower(sentence.tokens[first].text)
    return " ".join(filter(None, [_lower(token.text) for token in sentence.tokens[first : last + 1]]))


@lru_cache(maxsize=1 << 14)
def _lower(text: str) -> str:
    """Return the words of one token in lower case; the same few thousand tokens are asked for all the time."""
    return " ".join(words(text)).lower()


def _last_word(sentence: Sentence, token: int) -> str:
    return lowered(sentence, token, token).rpartition(" ")[2]


def spelled(sentence: Sentence, first: int, last: int) -> str:
    """Return tokens as they are written, with single spaces: "Tan Son Nhat", "M-19"."""
    parts = []
    for index in range(first, last + 1):
        token = sentence.tokens[index]
        gap = index > first and token.start_char > sentence.tokens[index - 1].end_char
        parts.append(f" {token.text}" if gap else token.text)
    return "".join(parts)


def title_ending(sentence: Sentence, knowledge: Knowledge, last: int, floor: int = 0) -> Title | None:
    """Return the longest title whose last token is `last`, not reaching before `floor`."""
    if not sentence.tokens[last].text[0].isalnum():
        return None  # "the prime minister: Viktor Orban came" is no title of his
    if not knowledge.ends_title(_last_word(sentence, last)):
        return None
    for first in range(max(floor, last - _LONGEST + 1), last + 1):
        if not sentence.tokens[first].text[0].isalnum():
            continue
        office = knowledge.title(lowered(sentence, first, last))
        if office is not None:
            return Title(first, last, office, was_former(sentence, first))
    return None


def role_ending(sentence: Sentence, knowledge: Knowledge, last: int, floor: int = 0) -> tuple[int, Role] | None:
    """Return the longest noun for an actor whose last token is `last`, with its first token."""
    word = _last_word(sentence, last)
    longest = _LONGEST if not word or knowledge.ends_role(word) else 0
    for first in range(max(floor, last - longest + 1), last + 1):
        if not sentence.tokens[first].text[0].isalnum():
            continue
        if first < last and ends_a_name(sentence, first):
            continue  # "African Union officials" are no "union officials"
        role = knowledge.role(lowered(sentence, first, last))
        if role is not None and not _is_a_building(sentence, first, role):
            return first, role
    token = sentence.tokens[last]
    role = knowledge.role(token.lemma) if token.lemma and token.lemma != token.text.lower() else None
    return (last, role) if role is not None and not _is_a_building(sentence, last, role) else None


def ends_a_name(sentence: Sentence, token: int) -> bool:
    """Say whether a word is the "Union" of a name ("European Union")."""
    return sentence.tokens[token].text == "Union" and token > 0 and sentence.tokens[token - 1].text[:1].isupper()


def _is_a_building(sentence: Sentence, token: int, role: Role) -> bool:
    """Say whether a "house" has no capital letter and no parliament behind it."""
    if role.word != "house" or sentence.tokens[token].text[:1].isupper():
        return False
    return [one.text.lower() for one in sentence.tokens[token + 1 : token + 2]] != ["of"]


def was_former(sentence: Sentence, first: int) -> bool:
    """Say whether "former", "ex-" or the like stands just before a token, a country in between allowed."""
    near = [token.text.lower() for token in sentence.tokens[max(0, first - 4) : first]]
    if "," in near:
        near = near[len(near) - near[::-1].index(",") :]
    return any(word in FORMER or word.startswith("ex-") for word in near) or near[-2:] == ["ex", "-"]


def is_honorific(text: str) -> bool:
    """Say whether a word is a form of address rather than part of a name."""
    return text.lower().rstrip(".") in HONORIFICS or text in ("H", "E", "HE", "H.E.")


def is_plural(text: str, lemma: str) -> bool:
    """Say whether a noun is in the plural, by its lemma or its form."""
    low = text.lower()
    return (low != lemma.lower() and (low.endswith(("s", "men", "people")) or low == "children")) or low in PLURALS


PLURALS = frozenset(
    "people police troops forces authorities men women militants children clergy youths personnel".split()
)
