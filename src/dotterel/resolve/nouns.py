"""Resolves actors named by a common noun: "police in Nairobi", "the ministry", "opposition supporters", "Israeli jets"."""

from __future__ import annotations

from dataclasses import replace

from dotterel.knowledge import Knowledge, Role
from dotterel.model import Token
from dotterel.resolve.known import NOTHING, Known, of_country
from dotterel.resolve.nominals import POSSESSIVE
from dotterel.resolve.owners import CIRCLES
from dotterel.resolve.phrases import QUANTITIES, Phrase
from dotterel.resolve.setting import Setting
from dotterel.resolve.titles import ends_a_name, spelled

# Actors only where it is told whose: "Israeli strikes", but "a rail strike", "dropped anchor".
_ONLY_OWNED = frozenset({"strike", "anchor"})
_GUESTS = frozenset({"guest", "visitor", "host"})
_MET = _GUESTS | {"neighbour", "neighbor"}
_ACROSS = _GUESTS | frozenset(
    {"neighbour", "neighbor", "adversary", "interlocutor", "rival", "foe", "ally", "opponent"}
)
# Sectors that a noun keeps whatever body it belongs to: "Hamas supporters" are civilians.
_OWN_SECTOR = frozenset(
    {"CVL", "JRN", "LEG", "BUS", "LAB", "EDU", "MED", "REF", "REL", "JUD", "COP", "SPY", "SOC", "AGR"}
)
_GROUP_WORDS = frozenset(
    "group organisation organization movement militia rebel militant guerrilla insurgent fighter faction front gang network "
    "party alliance coalition bloc union agency body watchdog company firm council terrorist separatist extremist jihadist "
    "rebels militants fighters guerrillas insurgents terrorists separatists".split()
)
_ANY_GROUP = frozenset({"group", "organisation", "organization", "movement", "body", "faction"})
_LEAGUES = frozenset("alliance bloc union organisation organization body agency council".split())
_COUNTRY_WORDS = frozenset("country nation republic kingdom state island federation emirate".split())
_NOT_THIS = frozenset(
    "other another neighbouring neighboring host third second enemy foreign friendly rival same guarantor poorest rich poor "
    "former allied last first only hostile united whole transit".split()
)
# "Iran's allies" and "its neighbours" are anyone but Iran.
_RELATIVES = frozenset(
    "ally neighbour neighbor rival enemy foe partner critic opponent counterpart victim target successor predecessor power "
    "superpower adversary backer supporter".split()
)
_EVERYWHERE = frozenset({"west", "world", "international community"})
# Words that say an actor is of several countries or of one that is not told.
_ABROAD = frozenset(
    "foreign international multinational western european african asian arab global world transatlantic "
    "overseas neighbouring neighboring un allied nordic baltic balkan gulf scandinavian latin".split()
)
_GROUND = frozenset(
    "city town village capital district province region territory island county municipality suburb neighbourhood "
    "neighborhood port airport highway road bridge coast mainland valley plateau camp square crossing checkpoint "
    "jail prison station barracks base compound headquarters outpost hospital school university church mosque temple "
    "market refinery plant factory mine stadium airfield airstrip harbour harbor farm farmland forest dam building house "
    "chamber hotel hall centre center gate cathedral shrine palace residence prefecture hamlet quarter neighborhood "
    "supermarket store depot armoury armory barrack oilfield field jungle enclave archipelago strip park "
    "canal terminal".split()
)
# What is written, agreed or done has no country, whoever it is from: "Iran's offer", "a decree of the king".
_NO_PARTY = frozenset(
    "accord agreement armistice pact treaty deal truce ceasefire resolution text draft plan proposal law bill decree "
    "decision order ruling judgment judgement verdict sentence statement letter communique communiqué report claim complaint "
    "petition request offer demand promise pledge apology vote re-election election referendum ballot budget tariff duty "
    "tax embargo sanction boycott visit trip tour talk negotiation meeting summit conference session ceremony "
    "departure arrival return resignation pardon amnesty policy measure document note signature remark speech address "
    "bid move transfer rule mandate".split()
)
# Things whose names end as those of people do.
_NO_PEOPLE = frozenset(
    "powers orders letters borders papers shelters towers numbers offers matters barriers tankers prayers centers fibers "
    "rivers computers containers waters quarters headquarters rockers drawers corners chapters quarters winters summers "
    "posters banners trailers freighters trawlers bombers fighters launchers helicopters lasers flowers fires encounters "
    "disorders gatherers colors colours doors floors errors factors sectors reactors tractors motors mirrors favours "
    "rumours labours harbours vapours detectors generators corridors monitors restaurants plants grants warrants "
    "variants constants elephants committees trees fees degrees decrees guarantees refugees list mist twist fist human "
    "specimen regimen omen acumen clusters disasters registers masters ministers newspapers clippers buffers layers "
    "wires cylinders bunkers answers ladders folders ledgers timbers dangers fingers dinners manners covers drivers".split()
)
_OTHERS = frozenset("other others dozens hundreds thousands millions many several few old half".split())
_AGENCIES = frozenset("agency group organisation organization charity body worker".split())
_FORCES = frozenset("force mission contingent".split())
_JOINT = frozenset("international multinational regional african european".split())
_PEACE = frozenset(
    {"peacekeeper", "peacekeepers", "blue helmet", "blue helmets", "peacekeeping force", "peacekeeping mission"}
)
_BENCHES = frozenset({"court", "tribunal", "community", "commission", "forum", "parliament"})
_REGIONS = frozenset({"international", "regional", "african", "european", "asian", "arab", "inter-american", "world"})
# Who deals with a country from outside, unless its own country is told.
_OUTSIDE = frozenset(
    "donor mediator neighbour neighbor creditor lender guarantor ally delegation capital partner foreigner migrant "
    "tourist".split()
)
# Things that are mostly the story's country's own; others travel: "a ship", "three lorries" may be anyone's.
_AT_HOME = frozenset("shop warehouse bus minibus ambulance bulldozer tank drone warplane gunship jet helicopter frigate "
                     "gunboat".split())  # fmt: skip
_SERVICES = frozenset("government army navy police military coastguard".split())
_CHECKERS = frozenset("inspector monitor observer verifier".split())
_RELIEF = frozenset({"aid", "relief", "humanitarian", "rights", "charity"})
_MANY = frozenset({"foreign", "multinational", "transnational", "international", "global"})
_SIDES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"rebel", "insurgent", "guerrilla", "separatist", "jihadist", "militant", "secessionist"}), "REB"),
    (frozenset({"paramilitary"}), "PRM"),
    (frozenset({"intelligence", "spy"}), "SPY"),
    (frozenset({"military", "army", "naval", "navy"}), "MIL"),
    (frozenset({"police"}), "COP"),
    (frozenset({"court", "judicial"}), "JUD"),
    (frozenset({"union"}), "LAB"),
    (frozenset({"parliamentary", "congressional"}), "LEG"),
)
_LEAD = 2  # headline and first sentence tell what a story is about
_OPEN = frozenset({(), ("GOV",), ("MIL",), ("REB",), ("UAF",)})
_STATES = frozenset("states countries nations powers republics".split())
_BARE = 2  # "the inspectors", "independent monitors", not "the tax office's own inspectors"
# Who negotiates may well do so in a country not his own.
_TRAVELS = frozenset(("GOV", "REB"))


class Nouns:
    """Resolves common nouns in one document.

    Args:
        knowledge: the tables.
        story: the document's parties, sides and countries.
    """

    def __init__(self, knowledge: Knowledge, story: Setting) -> None:
        self._knowledge = knowledge
        self._memory = story.memory
        self._frame = story.frame
        self._sides = story.sides

    def known(self, phrase: Phrase, first: int, role: Role, owner: Known | None) -> Known:
        """Return what a noun for an actor stands for.

        Args:
            phrase: the noun phrase.
            first: the noun's first token.
            role: what the tables say of the noun.
            owner: whose actor it is, where the phrase says so.
        """
        across = self._across(phrase, role.word, owner)
        if across is not None:
            return across
        if owner is None:
            again = self._again(phrase, role)
            if again is not None:
                return again
        if owner is None and (role.word in _ONLY_OWNED or self._is_anyones(phrase, role)):
            return NOTHING
        sector = self._sector(phrase, first, role, owner)
        if role.word in _EVERYWHERE or (role.word in _RELATIVES and role.kind != "person"):
            return Known("role", None, None, None, sector)
        if owner is None or owner.code is None:
            known = Known("role", None, None, self._circle(phrase, first, role), sector)
            return known if role.kind == "country" else self.placed(phrase, known, owner)
        if owner.kind == "body" and owner.entity and not set(role.sector) & _OWN_SECTOR:
            several = phrase.plural and role.kind == "person"
            if role.kind != "thing" and (several or role.word in _GROUP_WORDS):
                return replace(owner, sector=sector)
        if role.kind == "country" or role.word in _COUNTRY_WORDS:
            country = self._knowledge.countries.get(owner.code)
            return of_country(country) if country is not None else Known("role", None, None, owner.code)
        if owner.kind == "person" and role.kind == "institution" and owner.code in self._knowledge.countries:
            owner = of_country(self._knowledge.countries[owner.code])
        if role.kind == "institution" and owner.entity and not phrase.quantity:
            name = f"{role.word} of {owner.name}" if owner.name else None
            entity = f"{owner.entity}:{role.word}"
            return Known("institution", name, entity, owner.code, sector, None, owner.inferred)
        return Known("role", None, None, owner.code, sector, None, owner.inferred)

    def _is_anyones(self, phrase: Phrase, role: Role) -> bool:
        """Say whether a thing without an owner travels: "a tanker", but "army trucks", "a police boat" are the state's."""
        if role.kind != "thing" or role.word.rpartition(" ")[2] in _AT_HOME:
            return False
        before = phrase.sentence.tokens[phrase.core_first : phrase.head]
        return not any(token.text.lower() in _SERVICES for token in before)

    def _circle(self, phrase: Phrase, first: int, role: Role) -> str | None:
        """Return NGO for "aid agencies", MNC for "foreign companies": what is of no one country by its kind."""
        before = {token.text.lower() for token in phrase.sentence.tokens[phrase.core_first : first + 1]}
        before |= set(role.word.split())
        last = role.word.rpartition(" ")[2]
        if last in _AGENCIES and before & _RELIEF:
            return "NGO"
        if role.word in _PEACE or (last in _LEAGUES | _BENCHES and before & _REGIONS and role.kind != "person"):
            return "IGO"
        if last in _FORCES and before & _JOINT:
            return "IGO"  # "a multinational force"
        return "MNC" if role.sector == ("BUS",) and role.kind != "person" and before & _MANY else None

    def _sector(self, phrase: Phrase, first: int, role: Role, owner: Known | None) -> tuple[str, ...]:
        sector = role.sector
        before = {token.text.lower() for token in phrase.sentence.tokens[phrase.core_first : first]}
        former = before & {"former", "ex", "ousted", "deposed"} or any(word.startswith("ex-") for word in before)
        if former and set(sector) & {"GOV", "LEG", "MIL"}:
            sector = ("ELI",)
        sector = side(phrase, first, sector)
        if owner is not None and owner.sector and owner.kind in ("body", "institution", "role", "person"):
            weak = not set(sector) & _OWN_SECTOR
            if weak and (owner.kind != "person" or set(owner.sector) & {"REB", "PTY"}):
                return owner.sector
        return sector

    def _again(self, phrase: Phrase, role: Role) -> Known | None:
        """Resolve "the group", "the country", "the rebels" by what was named before."""
        if not phrase.definite or phrase.quantity:
            return None
        place = phrase.sentence.index, phrase.first
        if role.word in _RELATIVES:
            return None
        if role.word in _COUNTRY_WORDS or role.kind == "country":
            described = phrase.sentence.tokens[phrase.core_first + 1 : phrase.head]
            if phrase.plural or len(described) > 1 or any(one.text.lower() in _NOT_THIS for one in described):
                return NOTHING
            code = self._memory.near_country(*place) or self._frame.country(*place)
            return of_country(self._knowledge.countries[code]) if code is not None else NOTHING
        if role.word in _GROUP_WORDS:
            wanted = set(role.sector)
            return self._memory.body(*place, lambda body: (
                bool(wanted & set(body.sector)) or role.word in _ANY_GROUP or not (wanted or body.sector)
                or (role.word in _LEAGUES and body.code == "IGO" and len(body.members) != 1)
            ))  # fmt: skip
        return None

    def placed(self, phrase: Phrase, known: Known, owner: Known | None) -> Known:
        """Give an actor without an owner the country the story plays in there, marked as inferred."""
        if known.code is not None or (owner is not None and owner.kind == "body"):
            return known
        tokens = phrase.sentence.tokens
        before = range(phrase.core_first, phrase.core_last)
        outside = tokens[phrase.head].lemma.lower() in _OUTSIDE and tokens[phrase.head].text.lower() != "capital"
        if tokens[phrase.core_first].text.lower() == "no" or outside:
            return known
        if tokens[phrase.head].lemma.lower() in _CHECKERS and phrase.core_last - phrase.core_first < _BARE:
            return self._checker(phrase, known)
        if any(tokens[i].text.lower() in _ABROAD and not _portfolio(tokens[i + 1].text) for i in before):
            return known
        if known.sector == ("JRN",) and not phrase.definite and not phrase.quantity and phrase.plural:
            return known  # "told reporters"
        word = tokens[phrase.head].text.lower()
        if word == "diplomats" or (word == "press" and phrase.definite):
            return known  # "three diplomats said", "told the press"
        if known.sector == ("JRN",) and tokens[phrase.core_first].text.lower() == "our":
            return known  # "our reporter" is the paper's
        for tail in phrase.tails:
            told = tokens[tail.first : tail.last + 1]
            several = any(one.text.lower() in _STATES for one in told)  # "the leaders of the Gulf states"
            if tail.link in ("of", "for") and (several or told[0].text[:1].isupper()):
                return known
        return self.settled(known, phrase)

    def _checker(self, phrase: Phrase, known: Known) -> Known:
        """Resolve "the inspectors": those of a body between states that was named before, else anyone's."""
        sender = self._memory.body(phrase.sentence.index, phrase.first, lambda body: body.code == "IGO")
        return replace(known, code="IGO", inferred=True) if sender is not None else known

    def settled(self, known: Known, phrase: Phrase) -> Known:
        """Give an actor of no stated country the one the story plays in there, marked as inferred."""
        if known.code is not None:
            return known
        if "JUD" in known.sector and self._at_international_court(phrase):
            return replace(known, code="IGO", inferred=True)
        near = self._frame.country(
            phrase.sentence.index, phrase.first, bool(_TRAVELS & set(known.sector)), known.sector == ("MIL",)
        )
        return replace(known, code=near, inferred=True) if near is not None else known

    def _at_international_court(self, phrase: Phrase) -> bool:
        """Return whether judges and prosecutors here are those of a court between states: the story's, or just named."""
        sentence = phrase.sentence.index
        courts = (
            party
            for party in self._memory.before(sentence, phrase.first)
            if party.body is not None and party.body.code == "IGO" and "JUD" in party.body.sector
        )
        return any(party.sentence < _LEAD or sentence - party.sentence <= _LEAD for party in courts)

    def unknown(self, phrase: Phrase, owner: Known | None) -> Known:
        """Resolve a head that no table knows: only its owner, or a known noun before it, tells something."""
        head = phrase.sentence.tokens[phrase.head]
        if head.lemma.lower() in _NO_PARTY and head.text.islower():
            return NOTHING
        across = self._across(phrase, phrase.sentence.tokens[phrase.head].lemma.lower(), owner)
        if across is not None:
            return across
        tokens = phrase.sentence.tokens
        proper = tokens[phrase.head].text[:1].isupper() and phrase.head > 0
        first = phrase.core_first
        while first < phrase.core_last and tokens[first].text.lower() in ("the", "a", "an"):
            first += 1
        name = spelled(phrase.sentence, first, phrase.core_last) if proper else None
        if owner is None:
            before = {token.text.lower() for token in tokens[phrase.core_first : phrase.head]}
            if head.lemma.lower() in _FORCES and before & _JOINT:
                return Known("role", name, None, "IGO")
            return self._of_story(phrase, name)
        if owner.kind == "body" and not proper:
            return owner
        sector = owner.sector if owner.kind == "body" else ()
        return Known("role", name, None, owner.code, sector, None, owner.inferred)

    def _across(self, phrase: Phrase, word: str, owner: Known | None) -> Known | None:
        """Resolve "his guest", "the visitors", "its neighbour": the other side of whose they are, or of the one who acts."""
        if word not in _ACROSS or phrase.quantity or (word not in _GUESTS and phrase.plural):
            return None
        opener = phrase.sentence.tokens[phrase.core_first].text.lower()
        if opener not in POSSESSIVE and (opener != "the" or word not in _MET) and owner is None:
            return None
        place = phrase.sentence.index, phrase.first
        base = owner.code if owner is not None and owner.code else self._memory.acting(*place)
        other = self._sides.other(*place, base) if base is not None and base not in CIRCLES else None
        if other is None:
            return None
        return Known("role", None, None, other.code, ("GOV",), None, True)

    def _of_story(self, phrase: Phrase, name: str | None) -> Known:
        """Resolve a head of which only its kind can be told: a town, a name, a number of people."""
        place = phrase.sentence.index, phrase.head
        token = phrase.sentence.tokens[phrase.head]
        town = self._frame.town(*place)
        if town is not None:
            return Known("role", name, None, town)
        kind = self._frame.name(*place)
        if kind in ("PER", "ORG", "LOC", "NORP"):
            return self.settled(Known("role", name), phrase)
        low = token.lemma.lower() or token.text.lower()
        counted = phrase.sentence.parsed and token.upos in ("NUM", "ADJ", "VERB")
        people = counted or low in QUANTITIES | _OTHERS or _by_ending(token)
        if people or low in _GROUND:
            return self.placed(phrase, Known("role", name), None)
        return Known("role", name)


def _by_ending(token: Token) -> bool:
    """Say whether an unknown noun names people by its ending: "roustabouts" no, "diggers", "guardsmen", "an activist" yes."""
    low = token.text.lower()
    if token.upos != "NOUN" or low in _NO_PEOPLE:
        return False
    several = low != token.lemma.lower() and low.endswith(("ers", "ors", "ants", "ees", "eers"))
    return several or low.endswith(("ist", "ists", "men", "man", "woman", "women", "ian", "ians"))


def _portfolio(following: str) -> bool:
    """Say whether "foreign" before a word speaks of a portfolio rather than of where someone is from."""
    return following.lower() in ("minister", "ministry", "ministers", "secretary", "office", "affairs", "policy")


def side(phrase: Phrase, first: int, sector: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sectors of a noun after the words before it: "opposition lawmakers", "rebel fighters", "police chief"."""
    sentence, inside = phrase.sentence, range(phrase.core_first, first)
    before = {sentence.tokens[i].text.lower() for i in inside if not ends_a_name(sentence, i)}
    if before & {"opposition", "dissident"} and "OPP" not in sector:
        return (*sector, "OPP") if sector and sector != ("GOV",) else ("PTY", "OPP")
    if sector in _OPEN:
        for words, told in _SIDES:
            if before & words:
                return (told,)
    return sector
