"""An event mention and its report come in; a `Telling`, all that comparing it with others needs, goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from sys import intern

from dotterel.consolidate.sites import Spot, spot
from dotterel.model import Document, EntityMention, EventMention
from dotterel.model.days import Period, period

# Those who fight their own state: "the government and the rebels" share a country code but are two sides.
_AGAINST = frozenset(("REB", "OPP", "CRM", "CVL", "LAB", "EDU", "MED"))
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")
_NO_LETTER = re.compile(r"[\W_]+")
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_NUMERALS = {word: str(number) for number, word in enumerate(_NUMBERS[:19], 2)} | {
    word: str(10 * number) for number, word in enumerate(_NUMBERS[18:], 2)
}
# Words that stand in any report of any event, by stem; days and months are compared as dates.
_COMMON = frozenset(
    "after again other their which while would could about again againt over under said says state minis presi offic gover "
    "spoke forei leade peopl count natio unite inter accor repor annou anoth where there these those since until befor "
    "durin month weeks years today yeste tomor monda tuesd wedne thurs frida satur sunda janua febru march april augus "
    "septe octob novem decem first last next this that with from have been were will they them than then also into when "
    "what some more most such only into ahead early later earli being made make told tell talk take took part both "
    "day days week year time near many same news agenc polic army autho secon third capit".split()
)


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side of an event, in forms made for comparing.

    `guessed` is true where no word tells the countries: a person named by surname alone, in a story of another state.
    """

    codes: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    against: bool = False
    guessed: bool = False

    def __bool__(self) -> bool:
        return bool(self.codes or self.entities)


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention as far as comparing needs it.

    `days` are those of the event; `told` is true where the report names a day itself rather than leaving it at its
    own. `exact_day` is the day where it is told to the day, `near_day` that of the report where nothing better is known,
    `coming` true where it lay ahead when it was reported. `both` are all parties as one side. `words` are stems of the sentence's telling words, `numbers` its figures, `sentence` a hash of it without
    case and punctuation.
    """

    id: str
    document: str
    start_char: int
    published: int | None
    event_type: str
    mode: frozenset[str]
    negated: bool
    unreal: bool
    historical: bool
    actor: Side
    recipient: Side
    days: Period | None
    told: bool
    spot: Spot | None
    trigger: str
    words: frozenset[str]
    numbers: frozenset[str]
    sentence: str
    sentence_start: int
    exact_day: int | None
    near_day: int | None
    coming: bool
    both: Side


def telling(event: EventMention, document: Document) -> Telling:
    """Return what is to be compared of an event mention."""
    words = event.sentence_span.slice(document.text)
    stems, numbers = telling_words(words)
    names = _name_stems(event)
    days = period(event.date, event.end_date)
    told = event.date_basis == "timex"
    published = document.published.toordinal() if document.published else None
    actor, recipient = _side(event.actor), _side(event.recipient)
    return Telling(
        id=event.id,
        document=event.document,
        start_char=event.trigger.start_char,
        published=published,
        event_type=intern(event.event_type),
        mode=_shared_set(event.mode),
        negated="negation" in event.auxiliary,
        unreal="hypothetical" in event.auxiliary,
        historical="historical" in event.auxiliary,
        actor=actor,
        recipient=recipient,
        days=days,
        told=told,
        spot=spot(event.place),
        trigger=intern(trigger_stem(event.trigger_text)),
        words=stems - names,
        numbers=numbers,
        sentence=sentence_key(words),
        sentence_start=event.sentence_span.start_char,
        exact_day=days[0] if told and days and days[1] - days[0] <= 1 else None,
        near_day=days[0] if days else published,
        coming=bool(told and days and published is not None and days[0] > published + 1),
        both=_shared_side(
            actor.codes | recipient.codes,
            actor.entities | recipient.entities,
            actor.against and recipient.against,
            actor.guessed and recipient.guessed,
        ),
    )


@lru_cache(maxsize=4096)
def telling_words(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of a sentence's telling words, and its figures.

    >>> stems, figures = telling_words("Twelve women were abducted near Maiduguri on Monday")
    >>> sorted(stems), sorted(figures)
    (['abduc', 'maidu', 'women'], ['12'])
    """
    stems, numbers = set(), set()
    for word in _WORD.findall(sentence):
        low = word.lower()
        if low in _NUMERALS:
            numbers.add(_NUMERALS[low])
        elif low[0].isdigit():
            numbers.add(intern(low.strip(".,").replace(",", "")))
        elif (stem := low[:_STEM]) not in _COMMON:
            stems.add(intern(stem))
    return frozenset(stems), frozenset(numbers - {""})


def trigger_stem(words: str) -> str:
    """Return the beginning of a trigger's first word, the same for all its forms: "bombed", "bombing".

    >>> trigger_stem("bombing"), trigger_stem("called off")
    ('bomb', 'call')
    """
    word = words.split()[0].lower() if words.split() else ""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:_STEM]


@lru_cache(maxsize=4096)
def sentence_key(sentence: str) -> str:
    """Return a hash of a sentence that copies share: letters and digits alone, without a dateline."""
    _, dash, rest = sentence.partition(" - ")
    plain = _NO_LETTER.sub("", (rest if dash and len(rest) > 40 else sentence).lower())
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _side(parties: tuple[EntityMention, ...]) -> Side:
    codes = frozenset(intern(party.code) for party in parties if party.code)
    entities = frozenset(
        intern(party.entity) for party in parties if party.entity and not party.entity.startswith("country:")
    )
    against = bool(parties) and all(_AGAINST.intersection(party.sector) for party in parties)
    guessed = bool(codes) and all(country_is_guessed(party) for party in parties if party.code)
    return _shared_side(codes, entities, against, guessed)


def country_is_guessed(party: EntityMention) -> bool:
    """Return whether a person is named whose country no word tells: "Mr Coale said", in a report about Mali."""
    kind, _, name = (party.entity or "").partition(":")
    return party.inferred and kind == "person" and bool(name) and name.split()[-1] in party.text.casefold()


@lru_cache(maxsize=65536)
def _shared_side(codes: frozenset[str], entities: frozenset[str], against: bool, guessed: bool) -> Side:
    return Side(codes, entities, against, guessed)


@lru_cache(maxsize=1024)
def _shared_set(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(intern(value) for value in values)


def _name_stems(event: EventMention) -> frozenset[str]:
    """Return the stems of the words that name parties and place: they are compared as such, not as words."""
    texts = [party.text for party in (*event.actor, *event.recipient)]
    if event.place:
        texts.append(event.place.text)
    return frozenset(word[:_STEM] for text in texts for word in text.lower().split())
