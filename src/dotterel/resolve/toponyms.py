"""Where the toponyms of a document stand: names the model saw, and names in the gazetteer that it missed."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dotterel.knowledge.gazetteer import STATE_ABBREVIATIONS, Gazetteer, GazetteerEntry, place_key
from dotterel.model import Annotation, Span

_WORD = r"[^\W\d_a-z][\w'’.-]*"
_CAPITALISED = re.compile(
    rf"(?<![\w-]){_WORD}(?:\s(?:(?:of|the|de|del|la|el|al|and|es|du|des|da|do|dos)\s)?{_WORD}){{0,3}}"
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|from|near|outside|around|across|inside|into|to|toward|towards|between|through|throughout|via"
    r"|within|north of|"
    r"south of|east of|west of|city of|town of|village of|province of|port of|capital|capital of|of|and|visit|visited|"
    r"northern|southern|eastern|western|central|northeastern|northwestern|southeastern|southwestern)\s(?:the\s)?$"
)
_DIRECTION = re.compile(
    r"^(?:the\s)?(?:(?:far|mid|upper|lower|greater|downtown|metropolitan|old)\s)?(?:(?:(?:north|south|east"
    r"|west)(?:ern)?|"
    r"central|(?:north|south)-?(?:east|west)(?:ern)?|mainland|downtown|greater)[\s-])(?=[A-Z])",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^(?:the\s)?(?:city|town|village|state|province|region|port|county|capital|district|island|municipality"
    r"|governorate|"
    r"borough|commonwealth|republic|kingdom)\sof\s(?=[A-Z])",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\s(?:city|town|village|area|airport|international airport|port|metro area|suburbs|district|region|province|"
    r"governorate|municipality|peninsula|metropolitan area|valley|camp|refugee camp|city center|city centre)$",
    re.IGNORECASE,
)
_NOT_PLACES = re.compile(
    r"\b(?:st\.?|street|avenue|ave\.?|road|rd\.?|drive|lane|boulevard|blvd\.?|highway|interstate|route"
    r"|freeway|hospital|university|"
    r"college|school|church|stadium|bridge|hotel|court|courthouse|bank|mall|library|museum|cemetery|creek|elementary|"
    r"center|centre|club|high|middle school)$",
    re.IGNORECASE,
)
# Names of places that are far more often something else when the model did not call them a place.
_COMMON = frozenset(
    "reading mobile nice of most police union march may august police bath battle orange marine enterprise "
    "liberty independence hope santa university commerce church young green brown white black king price long "
    "grant lee bush clinton lincoln jackson madison monroe carter ford kennedy wilson johnson taylor harrison "
    "tyler cook mason marshall temple media progress justice defiance normal paradise golden rifle love success "
    "superior defence defense congress senate council federal national state central northern southern eastern "
    "western north south east west new old great san saint el la al the moore holmes davis martin smith anderson "
    "roy ali omar hassan hussein ibrahim ahmed mohamed victoria sydney chad jordan israel georgia florence "
    "charlotte austin dallas phoenix houston kent chester lancaster trump obama biden putin erdogan merkel "
    "macron sunday monday friday english french german spanish christian islamic muslim jewish catholic orthodox "
    "western eagle bear wolf lion star sun mirror times post guardian globe herald international african "
    "european asian american".split()
)
_WITH_ARTICLE = frozenset({"The Hague", "The Gambia", "The Bronx", "The Valley", "The Dalles", "The Bahamas"})
_FLOOR = 100_000  # people a city must have to be taken for a toponym on the word of the gazetteer alone
_WIDENED_FLOOR = 20_000
_MIN_COMMON = 3
_INSIDE = re.compile(r"\b(?:in|near|outside|around|across|inside|throughout|north of|south of|east of|west of)\s$")
# Words that the model may call places and that name none by themselves.
_GENERIC_ALONE = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central "
    "downtown delta gulf lot camp main hall rivers river lake city county village town state states republic "
    "mountain island coast border bay beach park square street road district province region capital country".split()
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text: where it stands, the name to look up, its candidates, whether the model saw it."""

    span: Span
    sentence: int
    name: str
    candidates: tuple[GazetteerEntry, ...]
    container: GazetteerEntry | None = None
    seen: bool = True


class SpanSet:
    """Stretches of text that do not overlap, asked whether another overlaps one of them.

    >>> taken = SpanSet([Span(10, 15), Span(0, 4)])
    >>> taken.overlaps(Span(3, 6)), taken.overlaps(Span(4, 10))
    (True, False)
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted((span.start_char, span.end_char) for span in spans)

    def add(self, span: Span) -> None:
        """Add a stretch."""
        insort(self._spans, (span.start_char, span.end_char))

    def overlaps(self, span: Span) -> bool:
        """Return whether the stretch shares a character with one of these."""
        start, end = span.start_char, span.end_char
        at = bisect_left(self._spans, (start, end))
        return any(start < last and first < end for first, last in self._spans[max(0, at - 1) : at + 1])


def names_of(text: str) -> Iterator[str]:
    """Yield the names under which words may be found, the likeliest first.

    >>> list(names_of("northern Syria's"))
    ['northern Syria', 'Syria']
    >>> list(names_of("the city of Kunduz"))
    ['the city of Kunduz', 'Kunduz']
    """
    name = re.sub(r"\s+", " ", text).strip(" \"“”'‘’,;:()[]")
    name = re.sub(r"['’]s?$", "", name)
    yield name
    bare = _OF.sub("", name, count=1)
    bare = _DIRECTION.sub("", bare, count=1)
    if bare != name:
        yield bare
    generic = _GENERIC.sub("", bare)
    if generic != bare and generic:
        yield generic


def half_of(text: str, document: str, gazetteer: Gazetteer) -> tuple[GazetteerEntry, ...]:
    """Return the state "the North" or "the South" stands for where the document names it or its other half in full.

    Args:
        text: the words: North or South.
        document: the whole text.
        gazetteer: the places known.
    """
    for found in re.finditer(r"\b(?:North|South) ([A-Z][a-z]+)\b", document):
        states = tuple(
            one for one in gazetteer.lookup(f"{text} {found[1]}") if one.precision == "country" and one.kind != "rare"
        )
        if states:
            return states
    return ()


def candidates_of(text: str, gazetteer: Gazetteer) -> tuple[str, tuple[GazetteerEntry, ...]]:
    """Return the name under which words are known and the places that bear it; no places when none does."""
    if _NOT_PLACES.search(text):
        found = gazetteer.lookup(text)
        return text, tuple(entry for entry in found if entry.kind == "first")
    if text.lower() in _GENERIC_ALONE or text.islower():
        return text, ()
    if short := _state(text):
        return short[0], tuple(
            one for one in gazetteer.lookup(short[0]) if (one.country, one.feature) == (short[1], "A.ADM1")
        )
    name = text
    for name in names_of(text):
        if found := gazetteer.lookup(name):
            return name, found
    if "/" in text or "-" in text:
        for part in re.split(r"[/–-]", text):
            if len(part) > _MIN_COMMON and (found := gazetteer.lookup(part)):
                return part, found
    return name, ()


def _state(text: str) -> tuple[str, str] | None:
    """Return the US or Canadian region an abbreviation with a full stop ("Ala.", "N.Y.") or "D.C." stands for."""
    return STATE_ABBREVIATIONS.get(text.replace(" ", "")) if "." in text else None


def container_after(
    text: str, at: int, candidates: tuple[GazetteerEntry, ...], gazetteer: Gazetteer
) -> GazetteerEntry | None:
    """Return the country or region that follows a place after a comma and holds one of its candidates.

    Args:
        text: the document.
        at: where the place name ends.
        candidates: what the place may be.
        gazetteer: the places known.
    """
    follows = re.match(rf",?\s\(?({_WORD}(?:\s(?:(?:of|and|the)\s)?{_WORD}){{0,3}})", text[at : at + 60])
    if not follows or not (text[at : at + 1] == "," or text[at : at + 2] == " ("):
        return None
    words = follows[1].split()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        short = STATE_ABBREVIATIONS.get(name) or STATE_ABBREVIATIONS.get(name.rstrip("."))
        places = gazetteer.lookup(short[0] if short else re.sub(r"['’]s$|\.$", "", name))
        for place in places:
            if short and place.country != short[1]:
                continue
            if (
                place.precision in ("country", "region")
                and place.country
                and any(inside(one, place) for one in candidates)
            ):
                listed = re.match(
                    r"\s?(?:,\s[A-Z]\w+)*,?\s(?:and|or)\s[A-Z]", text[at + follows.start(1) + len(name) :]
                )
                if not (listed and not short):
                    return place
    return None


def inside(entry: GazetteerEntry, container: GazetteerEntry) -> bool:
    """Return whether a place lies in a country or first-level region and is not that region itself."""
    if entry.country != container.country or entry.precision == "country":
        return False
    if container.precision == "country":
        return True
    return (
        entry.admin1 is not None
        and container.admin1 is not None
        and entry.feature != "A.ADM1"
        and (place_key(entry.admin1) in (place_key(container.admin1), place_key(container.name)))
    )


def find_toponyms(annotation: Annotation, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the toponyms of a document in text order.

    Every LOC mention is one, known or not. So is a name that the model took for an organisation, a person or nothing
    when the gazetteer knows it well and a preposition of place stands before it, and a state's short form after a town.
    """
    text = annotation.document.text
    found: list[Toponym] = []
    taken = SpanSet()
    named = {mention.span.slice(text) for mention in annotation.mentions if mention.type == "LOC"}
    surnames = {mention.span.slice(text).split()[-1] for mention in annotation.mentions if mention.type == "PER"}
    for mention in annotation.mentions:
        span = mention.span
        if mention.type == "LOC":
            if span.slice(text) in surnames and not _INSIDE.search(
                text[max(0, span.start_char - 24) : span.start_char]
            ):
                taken.add(span)
                continue  # "Santos said", where Juan Manuel Santos is spoken of
            if span.slice(text) in ("North", "South") and (half := half_of(span.slice(text), text, gazetteer)):
                found.append(Toponym(span, mention.sentence, span.slice(text), half))
                taken.add(span)
                continue
            if _is_no_name(span.slice(text), gazetteer):
                continue
            whole = _whole(span, text, gazetteer)
            span = span if taken.overlaps(whole) else whole
            name, candidates = candidates_of(span.slice(text), gazetteer)
        elif mention.type in ("ORG", "PER", "NORP") and (
            _is_place(mention.type, span, text, gazetteer)
            or (mention.type != "PER" and span.slice(text) in named and gazetteer.lookup(span.slice(text)))
        ):
            name, candidates = span.slice(text), gazetteer.lookup(span.slice(text))
        else:
            taken.add(span)
            continue
        container = container_after(text, span.end_char, candidates, gazetteer)
        found.append(Toponym(span, mention.sentence, name, candidates, container))
        taken.add(span)
    more = list(_dateline(annotation, gazetteer, taken)) if annotation.dateline is not None else []
    for toponym in found:
        more += _short_form(toponym, text, gazetteer, taken)
    for toponym in more:
        taken.add(toponym.span)
    found += more
    for sentence in annotation.sentences:
        if not sentence.headline:
            found += _missed(annotation, sentence.index, sentence.span, gazetteer, taken)
    return tuple(sorted(found, key=lambda one: one.span))


def _is_no_name(words: str, gazetteer: Gazetteer) -> bool:
    """Return whether words the model took for a place are a common noun, a direction or a country's adjective."""
    if words.islower() or (words.lower() in _GENERIC_ALONE and not gazetteer.lookup(words)):
        return True
    return not gazetteer.lookup(words) and gazetteer.country_of(words) is not None


def _whole(span: Span, text: str, gazetteer: Gazetteer) -> Span:
    """Widen a name the model cut short ("States") when the gazetteer knows it with the word before it."""
    before = re.search(rf"({_WORD}\s)$", text[max(0, span.start_char - 20) : span.start_char])
    if span.slice(text).startswith("The ") and span.slice(text) not in _WITH_ARTICLE:
        return Span(span.start_char + 4, span.end_char)
    if before and before[1] != "The ":
        whole = Span(span.start_char - len(before[1]), span.end_char)
        if any(one.kind != "rare" and one.population >= _WIDENED_FLOOR for one in gazetteer.lookup(whole.slice(text))):
            return whole
    return span


def _is_place(kind: str, span: Span, text: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name the model took for an organisation or a person is a place in its phrase."""
    if kind == "NORP":
        return False
    name = span.slice(text)
    known = [one for one in gazetteer.lookup(name) if one.kind != "rare"]
    if not known:
        return False
    before = text[max(0, span.start_char - 24) : span.start_char]
    if kind == "ORG":
        country = known[0].precision == "country" and known[0].kind in ("first", "second") and bool(known[0].country)
        return country or (bool(_LOCATIVE.search(before)) and any(_well_known(one) for one in known))
    return bool(_INSIDE.search(before)) and any(_well_known(one) for one in known)


def _well_known(entry: GazetteerEntry) -> bool:
    return entry.precision in ("country", "site") or entry.feature in ("A.ADM1", "P.PPLC") or entry.population >= _FLOOR


def _short_form(toponym: Toponym, text: str, gazetteer: Gazetteer, taken: SpanSet) -> Iterator[Toponym]:
    """Yield the state's short form after a town: "S.C." of "Columbia, S.C."."""
    at = toponym.span.end_char
    follows = re.match(r",\s((?:[A-Z]\.\s?){2,3}|[A-Z][a-z]{1,4}\.|W\.\s?Va\.)", text[at : at + 10])
    if follows and (short := STATE_ABBREVIATIONS.get(follows[1].strip().replace(" ", ""))):
        span = Span(at + follows.start(1), at + follows.start(1) + len(follows[1].strip()))
        if not taken.overlaps(span):
            states = tuple(
                one for one in gazetteer.lookup(short[0]) if (one.country, one.feature) == (short[1], "A.ADM1")
            )
            yield Toponym(span, toponym.sentence, short[0], states)


def _dateline(annotation: Annotation, gazetteer: Gazetteer, taken: SpanSet) -> Iterator[Toponym]:
    """Yield the place of a dateline ("PYONGYANG, May 31 (Agency) —")."""
    assert annotation.dateline is not None
    start, text = annotation.dateline.start_char, annotation.document.text
    place = re.match(r"[^\W\d_][\w'’.\s-]*?(?=\s?(?:,|\(|—|–|--|-\s|:|$))", annotation.dateline.slice(text))
    if place is None:
        return
    span = Span(start, start + place.end())
    name, candidates = candidates_of(place[0], gazetteer)
    if not taken.overlaps(span):
        sentence = next((s.index for s in annotation.sentences if s.span.end_char > start), 0)
        container = container_after(text, span.end_char, candidates, gazetteer)
        yield Toponym(span, sentence, name, candidates, container)
        rest = re.match(
            rf",\s({_WORD}(?:\s{_WORD})?)(?=\s?(?:,|\(|—|–|--|-\s|:|$))",
            text[span.end_char : annotation.dateline.end_char],
        )
        if rest and any(one.precision in ("country", "region") for one in gazetteer.lookup(rest[1])):
            beside = Span(span.end_char + rest.start(1), span.end_char + rest.end(1))
            if not taken.overlaps(beside):
                yield Toponym(beside, sentence, rest[1], gazetteer.lookup(rest[1]))


def _missed(annotation: Annotation, index: int, span: Span, gazetteer: Gazetteer, taken: SpanSet) -> Iterator[Toponym]:
    words = span.slice(annotation.document.text)
    for run in _CAPITALISED.finditer(words):
        pieces = [(found.start() + run.start(), found.end() + run.start()) for found in re.finditer(r"\S+", run[0])]
        position = 0
        while position < len(pieces):
            for last in range(len(pieces), position, -1):
                first_char, last_char = pieces[position][0], pieces[last - 1][1]
                if words[first_char:last_char].startswith("The "):
                    first_char += 4
                name = re.sub(r"['’]s?$|[.,]+$", "", words[first_char:last_char])
                here = Span(span.start_char + first_char, span.start_char + first_char + max(1, len(name)))
                if taken.overlaps(here):
                    continue
                toponym = _known(annotation.document.text, here, index, name, gazetteer)
                if toponym and ((position == 0 and last == len(pieces)) or toponym.container or len(name.split()) > 1):
                    yield toponym
                    position = last - 1
                    break
            position += 1


def _known(text: str, span: Span, sentence: int, name: str, gazetteer: Gazetteer) -> Toponym | None:
    key = place_key(name)
    if len(key) <= _MIN_COMMON or key in _COMMON or name.isupper():
        return None
    candidates = gazetteer.lookup(name)
    strong = [
        entry for entry in candidates
        if entry.kind != "rare" and _well_known(entry)
    ]  # fmt: skip
    if not candidates:
        return None
    container = container_after(text, span.end_char, candidates, gazetteer)
    if container is None and not (strong and _LOCATIVE.search(text[max(0, span.start_char - 24) : span.start_char])):
        return None
    return Toponym(span, sentence, name, candidates, container, seen=False)
