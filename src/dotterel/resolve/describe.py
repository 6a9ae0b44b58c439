"""Reads what stands around a name: title, country, organisation, before it or in apposition after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from dotterel.knowledge import Body, Knowledge, Office
from dotterel.model import Sentence
from dotterel.resolve.sightings import Sighting, detached
from dotterel.resolve.titles import FORMER, OFFICERS, Title, is_honorific, role_ending, title_ending, was_former

_LOOSE = frozenset(
    "the a an 's ’s ' - new long-time longtime long time veteran senior top chief former ex late then current incumbent "
    "hardline moderate outgoing acting interim self-declared proclaimed then- controversial powerful influential exiled "
    "embattled opposition rebel deputy special lead newly elected elect designate".split()
)
_FEMALE = frozenset(
    "mrs ms miss madam lady baroness queen princess dame spokeswoman congresswoman businesswoman chairwoman she her".split()
)
_MALE = frozenset("mr sir lord king prince spokesman congressman businessman chairman".split())
_PREPOSITIONS = frozenset({"of", "for", "from", "at", "in", "to"})
# "the ambassador to Somalia", "envoy for Yemen": where they are sent is not where they are from.
_SENT = frozenset({"ambassador", "envoy", "diplomat", "national security adviser"})
# Titles that take their sector from the service named before them: "Nigerian Army spokesman".
_SPEAKING = OFFICERS | {"spokesman", "rebel spokesman", "official", "leader", "adviser", "envoy", "deputy minister"}
_CROWNED = frozenset("king queen pope prince princess emir sultan emperor".split())
_PORTFOLIOS = frozenset(
    "affairs strategic cooperation security trade water energy development environment climate regional planning public "
    "national internal social women youth sports religious relations works lands housing state cabinet diaspora border "
    "integration reconciliation peace petroleum oil gas mines science technology digital intelligence health education".split()
)
_ARTICLES = frozenset({"a", "an"})
_AGE = frozenset({"-", "year", "years", "old"})
_ENDS = frozenset({",", ")", ";", ".", "—", "–", "who", "whom", "whose", "which", "that"})
_WINDOW = 9
_POST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase says of a person; None and empty where it says nothing."""

    code: str | None = None
    body: Body | None = None
    office: Office | None = None
    sector: tuple[str, ...] = ()
    former: bool = False
    gender: str = ""
    counterpart: bool = False

    def with_office(self, office: Office | None) -> Description:
        """Return the same with another's office, as a counterpart has it."""
        if office is None or (self.office is not None and self.office.name != "official"):
            return self
        return replace(self, office=office, sector=self.sector or office.sector)


def describe(
    sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, first: int, last: int
) -> Description:
    """Return what stands before a name and, failing that, in apposition behind it.

    Args:
        sentence: where the name stands.
        seen: the known names of the sentence.
        knowledge: the tables.
        first: the first token of the bare name, 0-based.
        last: its last token.
    """
    before = _before(sentence, seen, knowledge, first)
    if before.office is not None or before.counterpart:
        return before if before.code else _joined(before, _behind(sentence, seen, knowledge, last))
    behind = _behind(sentence, seen, knowledge, last)
    return _joined(behind, before) if behind.office is not None else _joined(before, behind)


def owner_of_post(
    sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, last: int, function: str
) -> tuple[str | None, Body | None]:
    """Return country and body of the post of a function whose title ends at a token: "France's ambassador"."""
    title = title_ending(sentence, knowledge, last)
    if title is None or title.former or title.office.function != function or _is_of_many(sentence, title):
        return None, None
    return _code(_owner(sentence, seen, title.first - 1, max(0, title.first - _WINDOW), title.last))


def _joined(one: Description, other: Description) -> Description:
    return Description(
        one.code or other.code if one.office is not None or one.code else other.code,
        one.body or (other.body if one.code in (None, other.code) else None),
        one.office or other.office,
        one.sector or other.sector,
        one.former if one.office is not None else other.former,
        one.gender or other.gender,
        one.counterpart or other.counterpart,
    )


def _before(sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, first: int) -> Description:
    tokens = sentence.tokens
    start = first - 1
    gender = ""
    if start >= 0 and tokens[start].text == "," and _shared_title(sentence, knowledge, start) is None:
        return _reversed(sentence, seen, knowledge, first)
    while start >= 0 and is_honorific(tokens[start].text) and tokens[start].text.lower() not in _CROWNED:
        gender = gender or _gender(tokens[start].text)
        start -= 1
    if start < 0:
        return Description(gender=gender)
    if tokens[start].text.lower() == "counterpart":
        owner = _owner(sentence, seen, start - 1, max(0, start - 4))
        code, body = _code(owner)
        return Description(code=code, body=body, counterpart=True, gender=gender)
    title = title_ending(sentence, knowledge, start) or _shared_title(sentence, knowledge, start)
    if title is None:
        role = role_ending(sentence, knowledge, start)
        if role is not None and role[1].kind == "person":
            owner = _owner(sentence, seen, role[0] - 1, max(0, role[0] - _WINDOW))
            code, body = _code(owner)
            return Description(code=code, body=body, sector=role[1].sector, gender=gender)
        owner = _owner(sentence, seen, start, start)
        possessive = start > 0 and tokens[start].text in ("'s", "’s")
        owner = owner or (_owner(sentence, seen, start - 1, max(0, start - 3)) if possessive else None)
        code, body = _code(owner)
        return Description(code=code, body=body, gender=gender)
    gender = gender or _gender(tokens[title.last].text)
    first_word, sector = title.first, title.office.sector
    speaks = title.first > 0 and title.office.name in _SPEAKING
    speaks = speaks and not any(s.first <= title.first - 1 <= s.last for s in seen)
    role = role_ending(sentence, knowledge, title.first - 1) if speaks else None
    if role is not None and role[1].sector and role[1].kind != "person":
        first_word, sector = role[0], role[1].sector
    owner = _owner(sentence, seen, first_word - 1, max(0, first_word - _WINDOW), title.last)
    code, body = _code(owner)
    former = title.former or (owner is not None and was_former(sentence, owner.first))
    return Description(code, body, title.office, sector, former, gender)


def _shared_title(sentence: Sentence, knowledge: Knowledge, start: int) -> Title | None:
    """Return the plural title before the first of several names: "Presidents Kiir and Museveni"."""
    tokens = sentence.tokens
    if tokens[start].text not in ("and", ","):
        return None
    index = start - 1
    while index >= 0 and start - index < 9 and (tokens[index].text[:1].isupper() or tokens[index].text in ("and", ",")):
        title = title_ending(sentence, knowledge, index)
        if title is not None:
            return title if tokens[index].text.lower().endswith("s") else None
        index -= 1
    return None


def _reversed(sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, first: int) -> Description:
    """Read "Kenya's foreign minister, Raychelle Omamo," and "the president of Kenya, William Ruto,"."""
    tokens = sentence.tokens
    end = first - 2
    title = title_ending(sentence, knowledge, end) if end >= 0 else None
    if title is not None:
        owner = _owner(sentence, seen, title.first - 1, max(0, title.first - _WINDOW), title.last)
        code, body = _code(owner)
        return Description(code, body, title.office, title.office.sector, title.former, _gender(tokens[end].text))
    return _possessed(sentence, seen, end) or _of_phrase(sentence, seen, knowledge, end)


def _possessed(sentence: Sentence, seen: tuple[Sighting, ...], end: int) -> Description | None:
    """Read a possessive before a post no table has: "the European Union's coordinator, Enrique Solana,"."""
    tokens, start = sentence.tokens, end
    while start > 0 and end - start < _POST_WORDS and tokens[start].text.isalpha() and tokens[start].text.islower():
        start -= 1
    if start == end or start < 1 or tokens[start].text not in ("'s", "’s"):
        return None
    owner = next((s for s in seen if s.last == start - 1 and _code(s)[0]), None)
    code, body = _code(owner)
    return Description(code, body) if code is not None else None


def _of_phrase(sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, end: int) -> Description:
    """Read a title with an of-phrase that ends at `end`: "the president of Kenya"."""
    owner = next((s for s in seen if s.last == end and _code(s)[0]), None)
    if owner is None:
        return Description()
    start = owner.first - 1
    while start >= 0 and sentence.tokens[start].text.lower() in ("the", "a"):
        start -= 1
    if start < 1 or sentence.tokens[start].text.lower() not in _PREPOSITIONS:
        return Description()
    title = title_ending(sentence, knowledge, start - 1)
    if title is None:
        return Description()
    named = _owner(sentence, seen, title.first - 1, max(0, title.first - _WINDOW), title.last)
    sent = title.office.function in _SENT and sentence.tokens[start].text.lower() in ("for", "to", "in")
    code, body = _code(named or (None if sent else owner))
    gender = _gender(sentence.tokens[start - 1].text)
    return Description(code, body, title.office, title.office.sector, title.former, gender)


def _behind(sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, last: int) -> Description:
    """Read an apposition: ", the Kenyan foreign minister," or ", president of Kenya," or ", who leads the FARC"."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text not in (",", "("):
        return Description()
    limit = min(len(tokens), last + 2 + _WINDOW + 3)
    end = next((i for i in range(last + 2, limit) if tokens[i].text.lower() in _ENDS), limit)
    for stop in range(last + 2, end):
        following = tokens[stop + 1].text.lower() if stop + 1 < len(tokens) else ","
        if following not in _PREPOSITIONS and stop + 1 != end and following not in ("and", "'s", "’s"):
            continue
        title = title_ending(sentence, knowledge, stop, last + 2)
        if title is None or not _plain_start(sentence, seen, last + 2, title.first):
            continue
        if _is_of_many(sentence, title):
            continue  # "freed a friend of Putin, officials in Kyiv said"
        owner = _owner(sentence, seen, title.first - 1, last + 2, title.last)
        sent = title.office.function in _SENT and following in ("for", "to", "in")
        if owner is None and following in _PREPOSITIONS and not sent:
            owner = next((s for s in seen if stop + 2 <= s.first <= stop + 4 and s.last < limit and _code(s)[0]), None)
            if owner is not None and owner.last + 1 < len(tokens) and tokens[owner.last + 1].upos in ("VERB", "AUX"):
                continue  # ", an official in Kyiv said"
        code, body = _code(owner)
        return Description(code, body, title.office, title.office.sector, title.former, _gender(tokens[stop].text))
    return _national(sentence, seen, knowledge, last + 2, end)


def _national(
    sentence: Sentence, seen: tuple[Sighting, ...], knowledge: Knowledge, first: int, end: int
) -> Description:
    """Read whose national a person is: ", a New Zealander", ", an aid worker from Norway", ", the UN's chief"."""
    tokens = sentence.tokens
    named = next((s for s in seen if first <= s.first <= first + 1 and _code(s)[0]), None)
    if named is not None and named.last + 1 < end and tokens[named.last + 1].text in ("'s", "’s"):
        code, body = _code(named)  # "the UN's political chief"
        return Description(code, body) if named.first == first or tokens[first].text.lower() == "the" else Description()
    if tokens[first].text.lower() not in _ARTICLES:
        return Description()
    start = first + 1
    while start < end and not any(s.first == start for s in seen):
        if tokens[start].upos not in {"ADJ", "NUM", "ADV"} and tokens[start].text.lower() not in _AGE:
            break
        start += 1
    owner = next((s for s in seen if s.first == start), None)
    after = owner.last + 1 if owner is not None else start
    stop = next((i for i in range(after, end) if tokens[i].upos not in {"NOUN", "ADJ", "PROPN"}), end)
    role = role_ending(sentence, knowledge, stop - 1, after) if stop > after else None
    person = role is not None and role[1].kind == "person"
    if owner is None and person and stop + 1 < end and tokens[stop].text == "from":
        owner = next((s for s in seen if stop < s.first <= stop + 2), None)
    if owner is None or owner.country() is None or not (person or (stop == after and owner.form != "name")):
        return Description()
    return Description(code=_code(owner)[0], sector=role[1].sector if role is not None and person else ())


def _is_of_many(sentence: Sentence, title: Title) -> bool:
    """Say whether a title is in the plural: "officials", "ministers of trade"."""
    said = [token.text.lower() for token in sentence.tokens[title.first : title.last + 1]]
    head = next((before for before, word in pairwise(said) if word in ("of", "for")), said[-1])
    return head.endswith("s") and not head.endswith("affaires")


def _plain_start(sentence: Sentence, seen: tuple[Sighting, ...], first: int, title: int) -> bool:
    """Say whether only articles, countries and the like stand between a comma and a title."""
    covered = {token for s in seen for token in range(s.first, s.last + 1)}
    return all(
        index in covered or sentence.tokens[index].text.lower() in _LOOSE | FORMER for index in range(first, title)
    )


def _owner(
    sentence: Sentence, seen: tuple[Sighting, ...], end: int, floor: int, title_last: int | None = None
) -> Sighting | None:
    """Return the country or body that owns the title which begins right after `end`.

    Between them may stand articles, possessives and words such as "former"; the first of several counts
    ("US Syria envoy" is American), as does a name inside the title's own words ("UN envoy").
    """
    last_word = sentence.tokens[title_last].text.lower() if title_last is not None else ""
    portfolios = title_last == end + 1 and last_word in ("minister", "secretary", "commissioner")
    inside = [s for s in seen if title_last is not None and s.first > end and s.last <= title_last and _code(s)[0]]
    chain: list[Sighting] = []
    index = end
    while index >= floor:
        owner = next((s for s in seen if s.last == index and _code(s)[0] and not detached(sentence, s)), None)
        if owner is not None:
            chain.append(owner)
            index = owner.first - 1
            continue
        word = sentence.tokens[index].text
        portfolio = portfolios and (word.lower() in _PORTFOLIOS or (word[:1].isupper() and end - index < 4))
        if word.lower() not in _LOOSE | FORMER and not portfolio:
            break
        index -= 1
    if chain:
        adjectives = [s for s in chain if s.form == "adjective"]
        return chain[-1] if not adjectives or chain[-1].form in ("adjective", "name", "metonym") else adjectives[-1]
    return inside[0] if inside else None


def _code(sighting: Sighting | None) -> tuple[str | None, Body | None]:
    if sighting is None:
        return None, None
    named = sighting.meanings[0]
    if named.kind == "person":
        return None, None
    if isinstance(named.record, Body):
        return named.record.code, named.record
    return getattr(named.record, "code", None), None


def _gender(text: str) -> str:
    low = text.lower().rstrip(".")
    return "f" if low in _FEMALE else "m" if low in _MALE else ""
