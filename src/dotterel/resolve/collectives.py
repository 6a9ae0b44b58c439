"""Reads expressions that stand for a set: "the two sides", "both countries", "they", "the three ministers"."""

from __future__ import annotations

from dataclasses import dataclass

from dotterel.resolve.phrases import Phrase

_NUMBERS = {
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "pair": 2,
    "duo": 2,
    "trio": 3,
    "2": 2,
    "3": 3,
}
_COUNTRIES = frozenset(
    "countries nations states neighbours neighbors powers allies rivals foes governments capitals enemies republics "
    "economies armies militaries superpowers kingdoms peoples ministries parliaments embassies presidencies".split()
)
_PEOPLE = frozenset(
    "leaders ministers presidents men women diplomats envoys officials premiers counterparts negotiators pair duo trio "
    "chiefs commanders generals heads statesmen politicians chancellors mediators delegates kings".split()
)
_SIDES = frozenset("sides parties two three both camps delegations teams groups belligerents factions".split())
_SETS = _COUNTRIES | _PEOPLE | _SIDES
_EACH = {
    **dict.fromkeys(("side", "party", "delegation", "camp", "team", "army"), "side"),
    **dict.fromkeys(("country", "nation", "state", "government"), "country"),
    **dict.fromkeys(("leader", "president", "minister"), "person"),
}
# Nouns for those who talk: without a number they are both or all sides of the talks.
_TALKERS = frozenset("negotiators participants delegates counterparts".split())
_LOOSE = frozenset(
    "the both two three four five six these those of all warring rival foreign defence defense prime neighbouring "
    "neighboring opposing feuding longtime bitter former african european asian arab nuclear armed african negotiating "
    "2 3 neighbour pair horn gulf".split()
)


_DEFINITE = frozenset({"the", "both", "these", "those"})


@dataclass(frozen=True, slots=True)
class Collective:
    """A set to be found: its kind (country, person, side), and how many; None where the words give no number."""

    kind: str
    number: int | None
    noun: str = ""


def collective(phrase: Phrase) -> Collective | None:
    """Return what set a phrase asks for, None when it does not stand for a set named elsewhere."""
    words = phrase.words()
    whole = [token.text.lower() for token in phrase.sentence.tokens[phrase.first : phrase.core_last + 1]]
    if words in (
        ["they"],
        ["them"],
        ["themselves"],
        ["each", "other"],
        ["one", "another"],
        ["neither"],
        ["either"],
        ["both"],
    ):
        return Collective("side", None)
    if len(whole) == 2 and whole[0] in ("each", "either", "neither") and whole[1] in _EACH:
        return Collective(_EACH[whole[1]], None, f"{whole[1]}s")
    number = next((_NUMBERS[word] for word in whole if word in _NUMBERS), None)
    head = words[-1] if words else ""
    noun = phrase.sentence.tokens[phrase.head].text.lower()
    if noun in _SETS:
        head = noun
    if not all(word in _LOOSE or word == head or word in _NUMBERS for word in whole):
        return None
    before = phrase.sentence.tokens[phrase.first - 1].text.lower() if phrase.first else ""
    definite = before in _DEFINITE or any(word in _DEFINITE for word in whole)
    tail = phrase.tail("of", "from", "in", "for")
    if tail is not None and not (head in ("sides",) or whole[:1] == ["both"]):
        return None
    if head in _PEOPLE and number is not None and (definite or head in ("pair", "duo", "trio")):
        return Collective("person", number, head)
    if head in ("pair", "duo", "trio") and definite:
        return Collective("person", _NUMBERS[head])
    if head in _TALKERS and definite:
        return Collective("side", number)
    if (
        head in _COUNTRIES
        and definite
        and (number is not None or head in ("neighbours", "neighbors", "rivals", "foes"))
    ):
        return Collective("country", number or 2)
    if (
        head in _SIDES
        and definite
        and (number is not None or head in ("sides", "parties", "delegations", "belligerents"))
    ):
        return Collective("side", number or 2)
    return None
