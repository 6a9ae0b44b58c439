"""Finds known names in the sentences of a document: countries, organisations, groups and people, longest match first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dotterel.knowledge import Body, Country, Knowledge, Named, Person
from dotterel.knowledge.names import plain, words
from dotterel.model import Annotation, Mention, Sentence

# "Kurdish fighters backed by the US" and "US-backed fighters" say nothing of where the fighters come from.
SUPPORTED = frozenset(
    "backed supported trained funded financed sponsored armed aligned allied linked affiliated supplied made built "
    "bound speaking inspired equipped mediated brokered imposed designated listed sanctioned controlled occupied held "
    "run based born educated friendly led era style dominated administered majority owned mandated recognised "
    "recognized appointed".split()
)
# With these the country still is the actor's own: "the Saudi-led coalition", "a Moscow-based group", "a state-run paper".
OWNING = frozenset("led based born run owned administered dominated majority".split())
_PREFIXES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})
_JOINED_PREFIXES = tuple(f"{prefix}-" for prefix in sorted(_PREFIXES))
# Names of places that are names of people as well: inside the name of a person they are no places.
_ALSO_PEOPLE = frozenset(
    "Jordan Chad Georgia Israel Paris London Sofia Victoria Florence Washington Lima Santiago Cyprus India Virginia Carolina "
    "Dakota Sydney Austin Houston Madison Jackson Kingston Hamilton Wellington Valencia Perth Cali Adelaide Milan Male Rio "
    "Nice Meta Vox Total Swat Java Ireland Holland France Germany Poland England Wales Scotland Brazil Dallas Denver Chicago "
    "Jersey Cuba Montana Nevada Savannah Malta Lourdes Bethlehem Trinidad Benin Mali Kano Jos Bor Gao Beni Berlin Dublin Gori "
    "Juba Hama Amal Puno Tyre Maine Mercedes Apple Shell Boston Durban Geneva Cologne Anonymous Bild Time Memorial Lega Tisza "
    "Fano Azov Wagner Fars Petra Morena Diet Labour Commons Lords Sinai Salisbury Manchester Cameroon Kenya Tunis Montserrat "
    "Hague Dominica Polish French English Irish German Guinea Turkey Niger Congo Tonga Samoa Panama Guam".split()
)
_ARTICLES = frozenset({"the", "The", "THE"})
# Of what state today's countries were the core, and whether all their names or only that of their capital stood for it.
_FORMER = {
    "RUS": ("SUN", date(1922, 12, 30), date(1991, 12, 25), True),
    "CZE": ("CSK", date(1918, 10, 28), date(1992, 12, 31), False),
    "SRB": ("YUG", date(1918, 12, 1), date(2003, 2, 3), False),
}
_LAST_FORMER = max(last for _, _, last, _ in _FORMER.values())
_WITH_ARTICLE = frozenset({"Emirates"})  # without one it is the airline, or a stadium


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known name at 0-based tokens `first` to `last` of a sentence; `meanings` in order of weight."""

    sentence: int
    first: int
    last: int
    meanings: tuple[Named, ...]

    def country(self) -> Country | None:
        """Return the country it names, if it can name one."""
        return next((one.record for one in self.meanings if isinstance(one.record, Country)), None)

    def body(self) -> Body | None:
        """Return the organisation or group it names, if it can name one."""
        return next((one.record for one in self.meanings if isinstance(one.record, Body)), None)

    def person(self) -> Person | None:
        """Return the person it names in full or by a well-known short name."""
        return next((o.record for o in self.meanings if isinstance(o.record, Person)), None)

    @property
    def form(self) -> str:
        """How the likeliest meaning is named: name, adjective, plural, capital, metonym ..."""
        return self.meanings[0].form


def sightings(
    annotation: Annotation, knowledge: Knowledge, acronyms: Mapping[str, tuple[int, int, int]]
) -> tuple[tuple[Sighting, ...], ...]:
    """Return the known names of every sentence, in order, without overlap.

    Args:
        annotation: the document.
        knowledge: the tables.
        acronyms: letters that the document introduces for a name (`acronyms.introduced`): "RSF" means what the report
            says it does, whatever else it is known for.
    """
    spelled = {
        letters: tuple(token.text for token in annotation.sentences[number].tokens[first : last + 1])
        for letters, (number, first, last) in acronyms.items()
    }
    people: dict[int, list[Mention]] = {}
    for mention in annotation.mentions:
        if mention.type == "PER":
            people.setdefault(mention.sentence, []).append(mention)
    day = annotation.document.published
    return tuple(
        tuple(_of_the_day(_as_spelled(one, sentence, spelled, knowledge), knowledge, day) for one in found)
        for sentence in annotation.sentences
        for found in [_in_sentence(sentence, knowledge, people.get(sentence.index, []))]
    )


def _as_spelled(
    sighting: Sighting, sentence: Sentence, spelled: dict[str, tuple[str, ...]], knowledge: Knowledge
) -> Sighting:
    """Give letters the meaning of the name they were introduced for, where that is known."""
    long_form = spelled.get(sentence.tokens[sighting.first].text) if sighting.first == sighting.last else None
    meanings = knowledge.named(" ".join(long_form)) if long_form else ()
    return replace(sighting, meanings=meanings) if meanings else sighting


def _of_the_day(sighting: Sighting, knowledge: Knowledge, day: date | None) -> Sighting:
    """Give "Moscow" the state it was the seat of on a day: the Soviet Union in 1986."""
    if day is None or day > _LAST_FORMER:
        return sighting
    return replace(sighting, meanings=tuple(_former(one, knowledge, day) for one in sighting.meanings))


def _former(named: Named, knowledge: Knowledge, day: date) -> Named:
    if not isinstance(named.record, Country) or named.record.code not in _FORMER:
        return named
    code, first, last, whole = _FORMER[named.record.code]
    if not first <= day <= last or not (whole or named.form in ("capital", "metonym")):
        return named
    return replace(named, record=knowledge.countries[code])


def _in_sentence(sentence: Sentence, knowledge: Knowledge, people: list[Mention]) -> list[Sighting]:
    parts: list[str] = []
    at: list[int] = []
    for index, token in enumerate(sentence.tokens):
        text = token.text
        for word in (text,) if text.isalpha() and text.isascii() else words(text):
            parts.append(word)
            at.append(index)
    shouting = sentence.headline and bool(parts) and sum(p.isupper() for p in parts) > len(parts) / 2
    found: list[Sighting] = []
    position = 0
    while position < len(parts):
        length = knowledge.longest(parts, position, shouting)
        while length and not _whole(at, position, length):
            length = knowledge.longest(parts[: position + length - 1], position, shouting) if length > 1 else 0
        if not length:
            position += 1
            continue
        first, last = at[position], at[position + length - 1]
        meanings = knowledge.named(" ".join(parts[position : position + length]))
        meanings = _fitting(sentence, first, last, meanings, people)
        if meanings and not _portfolio(knowledge, parts, position, length, meanings[0]):
            found.append(Sighting(sentence.index, first, last, meanings))
        position += length
    return found


def _portfolio(knowledge: Knowledge, parts: list[str], position: int, length: int, named: Named) -> bool:
    """Say whether a party's name is but the first word of a title or ministry: "Labour Minister"."""
    if named.kind != "group" or length > 1 or position + 1 >= len(parts):
        return False
    pair = f"{parts[position]} {parts[position + 1]}"
    return parts[position + 1][:1].isupper() and (knowledge.title(pair) is not None or knowledge.role(pair) is not None)


def _whole(at: list[int], position: int, length: int) -> bool:
    """Say whether words make whole tokens."""
    end = position + length
    return (position == 0 or at[position - 1] != at[position]) and (end == len(at) or at[end] != at[end - 1])


def _fitting(
    sentence: Sentence, first: int, last: int, meanings: tuple[Named, ...], people: list[Mention]
) -> tuple[Named, ...]:
    """Keep the meanings that the neighbouring words allow, likeliest first."""
    tokens = sentence.tokens
    before = tokens[first - 1].text if first else ""
    if last == first and tokens[first].text in _WITH_ARTICLE and before not in _ARTICLES:
        return ()
    if last == first and any(one.kind == "person" for one in meanings) and len(meanings) > 1:
        the = before in _ARTICLES or _country_first(meanings, first, people)
        meanings = tuple(one for one in meanings if (one.kind == "person") != the) or meanings
    name = next((m for m in people if m.first_token <= first and last <= m.last_token), None)
    if name is not None and (name.first_token, name.last_token) != (first, last):
        given = first == last and tokens[first].text in _ALSO_PEOPLE and name.last_token - name.first_token < 4
        inside = [one for one in meanings if one.kind == "person" or one.form in ("adjective", "plural")]
        meanings = tuple(inside) if given and meanings[0].form != "adjective" else meanings
    return tuple(sorted(meanings, key=lambda one: (-one.weight, one.form == "surname")))


def _country_first(meanings: tuple[Named, ...], token: int, people: list[Mention]) -> bool:
    """Say whether a word is a country rather than a namesake: "Mali", "Paris" where the model sees no person."""
    weight = max((one.weight for one in meanings if one.kind == "country"), default=0.0)
    likelier = weight > max((one.weight for one in meanings if one.kind == "person"), default=0.0)
    return likelier and not any(m.first_token <= token <= m.last_token for m in people)


def detached(sentence: Sentence, sighting: Sighting) -> bool:
    """Say whether hyphens cut a country off from what follows: "US-backed", "anti-Russian", "pro-Iranian"."""
    tokens = sentence.tokens
    after = [token.text.lower() for token in tokens[sighting.last + 1 : sighting.last + 3]]
    if len(after) == 2 and after[0] in ("-", "–") and after[1] in SUPPORTED and after[1] not in OWNING:
        return True
    if len(after) == 2 and after[0] in ("-", "–") and after[1] in ("speaking", "language"):
        return True
    before = [token.text.lower() for token in tokens[max(0, sighting.first - 2) : sighting.first]]
    if len(before) == 2 and before[1] in ("-", "–") and before[0] in _PREFIXES:
        return True
    if before and before[-1] in _JOINED_PREFIXES:
        return True
    return plain(tokens[sighting.first].text).lower().startswith(_JOINED_PREFIXES)
