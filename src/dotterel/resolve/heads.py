"""Decides by its head noun what a noun phrase stands for: a person, a name, a post, an institution, a crowd, a thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dotterel.knowledge import Knowledge, Role
from dotterel.model import Annotation
from dotterel.resolve.cast import Cast, Figure
from dotterel.resolve.known import NOTHING, Known, inherits, of_country, of_figure
from dotterel.resolve.memory import Memory, shares
from dotterel.resolve.owners import CIRCLES, Owner, Owners
from dotterel.resolve.phrases import Cutter, Phrase
from dotterel.resolve.titles import Title, is_plural, lowered, role_ending, title_ending

_OWN_SECTOR = frozenset(
    {"CVL", "JRN", "LEG", "BUS", "LAB", "EDU", "MED", "REF", "REL", "JUD", "COP", "SPY", "SOC", "AGR"}
)
_GROUP_WORDS = frozenset(
    "group organisation organization movement militia rebels rebel militant militants guerrilla guerrillas insurgent "
    "insurgents fighters fighter faction front gang network party alliance coalition bloc union agency body watchdog company "
    "firm council militants terrorists separatists extremists jihadists organisers".split()
)
_COUNTRY_WORDS = frozenset("country nation republic kingdom state island federation emirate".split())
_PEOPLE_OF = frozenset({"people", "nation", "public", "population", "citizen"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_POWERS = frozenset({"the six", "the powers", "the six powers", "the six nations", "the six countries"})
_DEPTH = 3


class Heads:
    """Resolves noun phrases of one document.

    Args:
        annotation: the document.
        knowledge: the tables.
        cast: its people.
        memory: its parties in order.
        owners: finds owners in phrases.
    """

    def __init__(
        self, annotation: Annotation, knowledge: Knowledge, cast: Cast, memory: Memory, owners: Owners
    ) -> None:
        self._day = annotation.document.published
        self._knowledge = knowledge
        self._cast = cast
        self._memory = memory
        self._owners = owners

    def of_figure(self, figure: Figure) -> Known:
        """Return a person of the document."""
        return of_figure(figure, self._knowledge, self._day)

    def known(self, phrase: Phrase, cutter: Cutter, depth: int = 0) -> Known:
        """Return what a phrase for one actor stands for."""
        head, index = phrase.head, phrase.sentence.index
        figure = self._cast.at(index, head) or self._beside(phrase, cutter)
        if figure is not None:
            return self._settled(self.of_figure(figure), index, phrase.first)
        powers = self._powers(phrase)
        if powers is not None:
            return powers
        named = self._named(phrase)
        if named is not None and not self._is_anothers(phrase, named, cutter, depth):
            return named
        if lowered(phrase.sentence, head, head) in ("counterpart", "counterparts"):
            return self._counterpart(phrase, cutter)
        title = title_ending(phrase.sentence, self._knowledge, head, phrase.core_first)
        role = role_ending(phrase.sentence, self._knowledge, head, phrase.core_first)
        if title is not None and (role is None or title.first <= role[0]):
            owner = self._owner(phrase, cutter, title.first, depth)
            return self._post(phrase, title, owner or self._inside(phrase, title))
        if role is not None:
            return self._role(phrase, role[0], role[1], self._owner(phrase, cutter, role[0], depth))
        return self._unknown(phrase, self._owner(phrase, cutter, head, depth))

    def shared(self, phrase: Phrase, cutter: Cutter) -> list[Known]:
        """Return one actor for each owner of "Russian and Iranian officials", "the leaders of Kenya and Uganda"."""
        if self._cast.at(phrase.sentence.index, phrase.head) is not None:
            return []
        owners = self._owners.joined(phrase, phrase.core_first, phrase.head - 1)
        if not owners:
            tail = phrase.tail("of", "from")
            owners = self._owners.joined(phrase, tail.first, tail.last) if tail is not None else []
        if not owners:
            return []
        title = title_ending(phrase.sentence, self._knowledge, phrase.head, owners[-1].last + 1)
        role = role_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        found = []
        for owner in owners:
            if title is not None and (role is None or title.first <= role[0]):
                found.append(self._post(phrase, title, owner.known, one_each=title.office.name == "leader"))
            elif role is not None:
                found.append(self._role(phrase, role[0], role[1], owner.known))
            else:
                found.append(self._unknown(phrase, owner.known))
        return found

    def rank(self, noun: str) -> Callable[[Known], bool] | None:
        """Return a test for whom a plural noun can mean: "ministers", "presidents", "leaders"; None for all."""
        office = self._knowledge.title(noun)
        if office is None or office.name in ("official", "envoy", "diplomat", "executive"):
            return None
        return lambda known: shares(known, office, self._knowledge)

    def _beside(self, phrase: Phrase, cutter: Cutter) -> Figure | None:
        """Return the person in apposition ("the rebels' delegate, Ivan Marquez") or right behind a bare title."""
        tail = phrase.tail(",")
        if tail is not None and not phrase.tails.index(tail):
            inner = cutter.cut(tail.first, tail.last)
            figure = self._cast.at(phrase.sentence.index, inner.head)
            if figure is not None and inner.core_first == self._start(phrase.sentence.index, inner.head):
                return figure if not phrase.plural and self._is_role(phrase) else None
        following = self._cast.at(phrase.sentence.index, phrase.last + 1)
        title = title_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        return following if title is not None and phrase.head == phrase.last else None

    def _start(self, sentence: int, token: int) -> int:
        figure = self._cast.at(sentence, token)
        while token > 0 and self._cast.at(sentence, token - 1) is figure:
            token -= 1
        return token

    def _is_role(self, phrase: Phrase) -> bool:
        if self._cast.at(phrase.sentence.index, phrase.core_last) is not None:
            return False
        known = role_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        title = title_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        return title is not None or (known is not None and known[1].kind == "person")

    def _settled(self, known: Known, sentence: int, token: int) -> Known:
        """Give an official of no stated country the one country the document is about, marked as inferred."""
        if known.code is not None or not set(known.sector) & {"GOV", "MIL", "LEG", "COP", "JUD", "PTY", "OPP", "ELI"}:
            return known
        main = self._memory.main_country()
        return replace(known, code=main, inferred=True) if main is not None else known

    def _powers(self, phrase: Phrase) -> Known | None:
        """Return the six powers for "the six" where the document speaks of them."""
        if lowered(phrase.sentence, phrase.core_first, phrase.core_last) not in _POWERS or phrase.tails:
            return None
        return self._memory.body(phrase.sentence.index, phrase.first, lambda body: body.entity == "org:p5plus1")

    def _named(self, phrase: Phrase) -> Known | None:
        """Return the country or body whose name ends the core."""
        owners = self._owners.within(phrase, phrase.core_first, phrase.core_last)
        last = next((owner for owner in owners if owner.first <= phrase.head <= owner.last), None)
        if last is None or last.form == "person":
            return None
        known = last.known
        first = owners[0]
        if known.kind == "country":
            crowd = phrase.quantity and last.form in ("plural", "demonym", "adjective")
            return replace(known, sector=("CVL",), entity=None) if crowd else known
        if first is not last and first.known.kind == "country" and known.code not in (first.known.code, *CIRCLES):
            return Known("body", None, None, first.known.code, known.sector)
        return known

    def _is_anothers(self, phrase: Phrase, named: Known, cutter: Cutter, depth: int) -> bool:
        """Say whether a name that many countries use ("Ministry of Defence") is that of another one here."""
        words = lowered(phrase.sentence, phrase.core_first, phrase.core_last).removeprefix("the ")
        if named.kind != "body" or named.code in CIRCLES or self._knowledge.role(words) is None:
            return False
        owner = self._behind(phrase, cutter, depth)
        if owner is not None and owner.code is not None:
            return owner.code != named.code
        return not self._memory.mentions(named.code)

    def _inside(self, phrase: Phrase, title: Title) -> Known | None:
        """Return the body named inside a title ("UN envoy")."""
        owners = self._owners.within(phrase, title.first, title.last)
        return owners[0].known if owners else None

    def _owner(self, phrase: Phrase, cutter: Cutter, head_first: int, depth: int) -> Known | None:
        owner = self._owners.before(phrase, head_first)
        if owner is not None:
            return owner.known
        low = phrase.sentence.tokens[phrase.core_first].text.lower()
        if low in ("his", "her", "its") and phrase.core_first < head_first:
            return self._possessor(phrase, low)
        mark = next(
            (i for i in range(phrase.core_first + 1, head_first) if phrase.sentence.tokens[i].text in _MARKS), None
        )
        if mark is not None and depth < _DEPTH:
            whose = self.known(cutter.cut(phrase.core_first, mark - 1), cutter, depth + 1)
            if whose.code is not None or whose.sector:
                return whose
        return self._behind(phrase, cutter, depth)

    def _possessor(self, phrase: Phrase, low: str) -> Known | None:
        place = phrase.sentence.index, phrase.core_first
        if low == "its":
            return self._memory.thing(*place)
        figure = self._memory.person(*place, "m" if low == "his" else "f")
        return self.of_figure(figure) if figure is not None else None

    def _behind(self, phrase: Phrase, cutter: Cutter, depth: int) -> Known | None:
        """Return the owner in the phrases behind the head: of, from and for before in and at."""
        if depth >= _DEPTH:
            return None
        head = lowered(phrase.sentence, phrase.head, phrase.head)
        office = self._knowledge.title(head)
        sent = office is not None and office.function in ("envoy", "ambassador", "diplomat")
        links = ("of", "from") if sent else ("of", "from", "for", "within", "by", "behind")
        if office is not None and office.name in ("adviser", "spokesman", "lawyer"):
            links = (*links, "to")
        found: Known | None = None
        for tail in phrase.tails:
            if tail.link not in links or (
                tail.link in ("for", "by") and office is None and not sent and head not in ("forces",)
            ):
                continue
            inner = self.known(cutter.cut(tail.first, tail.last), cutter, depth + 1)
            if found is None and (inner.code is not None or inner.sector):
                found = inner
            elif found is not None and found.code is None and inner.code is not None:
                found = replace(found, code=inner.code, inferred=False)
            if found is not None and found.code is not None and not found.inferred:
                return found
        for tail in phrase.tails:
            if tail.link in ("in", "at", "inside", "across", "near", "outside", "on"):
                place = self._owners.place(phrase, tail)
                if place is not None:
                    return (
                        replace(place, sector=()) if found is None else replace(found, code=place.code, inferred=False)
                    )
            if tail.link == "loyal":
                return self.known(cutter.cut(min(tail.first + 1, tail.last), tail.last), cutter, depth + 1)
        return found

    def _post(self, phrase: Phrase, title: Title, owner: Known | None, one_each: bool = False) -> Known:
        """Resolve "the Kenyan foreign minister", "the president", "ministers"."""
        office = title.office
        token = phrase.sentence.tokens[title.last]
        code = owner.code if owner is not None else None
        sector = office.sector
        if owner is not None and owner.sector and owner.kind != "country" and inherits(office.name, sector):
            sector = owner.sector
        if office.name == "leader" and not sector:
            sector = ("GOV",) if code is not None and code not in ("NGO", "MNC") else ()
        if title.former:
            return Known("role", None, None, code, ("ELI",))
        several = is_plural(token.text, token.lemma) or (token.text.lower().endswith("s") and not one_each)
        # A country has one president: "the presidents of Kenya" is what is left of "of Kenya and Uganda".
        single = office.rank == 3 or office.function in ("foreign minister", "defence minister")
        one_each = one_each or (single and owner is not None and owner.kind == "country" and not phrase.quantity)
        opener = phrase.sentence.tokens[phrase.core_first].text.lower()
        if (several and not one_each) or phrase.quantity or opener in ("a", "an", "some", "another"):
            return self._placed(phrase, Known("role", None, None, code, sector), owner)
        same = self._holder(phrase, title, owner)
        if same is not None:
            return same
        return self._placed(phrase, Known("role", None, None, code, sector, office.name), owner)

    def _holder(self, phrase: Phrase, title: Title, owner: Known | None) -> Known | None:
        """Return who holds a post: someone of the document, else whom the tables are certain of on its day."""
        office = title.office
        place = phrase.sentence.index, phrase.first

        def fits(known: Known) -> bool:
            mine = owner is None or owner.code is None or known.code == owner.code
            return mine and shares(known, office, self._knowledge)

        if owner is None or owner.code is not None:
            found = self._memory.with_office(*place, fits)
            if found is not None and (owner is not None or phrase.definite or office.rank == 3):
                return found
        function, rank = office.name, office.rank
        if owner is not None and owner.kind == "body" and owner.code in CIRCLES and office.name == "leader":
            function, rank = "secretary-general", 2
        if self._day is None or rank < 2 or (owner is None and function in ("minister", "secretary-general")):
            return None
        if owner is not None:
            key = owner.entity if owner.kind == "body" and owner.code in CIRCLES else owner.code
        else:
            key = self._memory.near_country(*place) if phrase.definite else None
        holders = self._knowledge.holders(key or "", function, self._day)
        if len(holders) != 1:
            return None
        person = holders[0]
        figure = Figure(person.name, tuple(person.name.split()), person=person)
        return self.of_figure(figure).guessed()

    def _role(self, phrase: Phrase, first: int, role: Role, owner: Known | None) -> Known:
        """Resolve an actor named by a common noun: "police", "the ministry", "opposition supporters"."""
        sector = role.sector
        if owner is None:
            again = self._again(phrase, role)
            if again is not None:
                return again
        former = title_former(phrase, first)
        if former and set(sector) & {"GOV", "LEG", "MIL"}:
            sector = ("ELI",)
        extra = self._side(phrase, first, sector)
        sector = extra or sector
        if owner is not None and owner.sector and owner.kind in ("body", "institution", "role", "person"):
            weak = not sector or not set(sector) & _OWN_SECTOR
            if weak and (owner.kind != "person" or set(owner.sector) & {"REB", "PTY"}):
                sector = owner.sector
        if owner is None or owner.code is None:
            return self._placed(phrase, Known("role", None, None, None, sector), owner)
        if (
            owner.kind == "body"
            and owner.entity
            and role.kind in ("group", "institution", "person")
            and not set(role.sector) & _OWN_SECTOR
        ) and ((phrase.plural and role.kind == "person") or role.word in _GROUP_WORDS):
            return replace(owner, sector=sector)
        if role.kind == "country" or (role.word in _COUNTRY_WORDS and owner.kind == "country"):
            return replace(owner, sector=())
        if role.kind == "institution" and owner.entity and not phrase.quantity:
            name = f"{role.word} of {owner.name}" if owner.name else None
            return Known(
                "institution", name, f"{owner.entity}:{role.word}", owner.code, sector, inferred=owner.inferred
            )
        return Known("role", None, None, owner.code, sector, inferred=owner.inferred)

    @staticmethod
    def _side(phrase: Phrase, first: int, sector: tuple[str, ...]) -> tuple[str, ...]:
        """Return sectors where words before the noun say whose side it is on: "opposition lawmakers", "rebel fighters"."""
        before = {token.text.lower() for token in phrase.sentence.tokens[phrase.core_first : first]}
        if before & {"opposition", "dissident"} and "OPP" not in sector:
            return (*sector, "OPP") if sector else ("PTY", "OPP")
        if before & {"rebel", "insurgent", "guerrilla", "separatist", "jihadist", "militant", "secessionist"}:
            return ("REB",) if not set(sector) & {"CVL", "JRN"} else sector
        if before & {"paramilitary"}:
            return ("PRM",)
        if before & {"intelligence", "spy"} and sector == ("GOV",):
            return ("SPY",)
        if before & {"military", "army", "naval", "defence", "defense"} and sector == ("GOV",):
            return ("MIL",)
        if before & {"police"} and sector in (("GOV",), ("MIL",)):
            return ("COP",)
        if before & {"court", "judicial"} and sector == ("GOV",):
            return ("JUD",)
        if before & {"union"} and sector == ("GOV",):
            return ("LAB",)
        return ()

    def _again(self, phrase: Phrase, role: Role) -> Known | None:
        """Resolve "the group", "the country", "the rebels" by what was named before."""
        if not phrase.definite or phrase.quantity:
            return None
        place = phrase.sentence.index, phrase.first
        if role.word in _COUNTRY_WORDS or role.kind == "country":
            code = self._memory.near_country(*place)
            return of_country(self._knowledge.countries[code]) if code is not None else NOTHING
        if role.word in _GROUP_WORDS:
            wanted = set(role.sector)
            kinds = {"group", "organisation", "organization", "movement", "body", "faction"}
            return self._memory.body(
                *place,
                lambda body: bool(wanted & set(body.sector)) or role.word in kinds or (not wanted and not body.sector),
            )
        return None

    def _placed(self, phrase: Phrase, known: Known, owner: Known | None) -> Known:
        """Give an actor without an owner the one country its document is about, marked as inferred."""
        if known.code is not None or (owner is not None and owner.kind == "body"):
            return known
        domestic = set(known.sector) & {
            "GOV",
            "COP",
            "MIL",
            "LEG",
            "JUD",
            "SPY",
            "CVL",
            "PTY",
            "OPP",
            "REB",
            "LAB",
        }
        if not domestic:
            return known
        near = self._memory.near_country(phrase.sentence.index, phrase.first)
        if near is None or (not phrase.definite and near != self._memory.main_country()):
            return known
        return replace(known, code=near, inferred=True)

    def _counterpart(self, phrase: Phrase, cutter: Cutter) -> Known:
        """Resolve "his Ugandan counterpart": the same office in another country."""
        owners = self._owners.within(phrase, phrase.core_first, phrase.head - 1)
        owner = next((one for one in reversed(owners) if one.known.kind == "country"), None)
        office = self._office_of_other(phrase, owners)
        if owner is None or office is None:
            code = owner.known.code if owner is not None else None
            return Known("role", None, None, code, ("GOV",))
        title = Title(phrase.head, phrase.head, self._knowledge.offices[office], False)
        return self._post(phrase, title, owner.known, one_each=not phrase.plural)

    def _office_of_other(self, phrase: Phrase, owners: list[Owner]) -> str | None:
        """Return the office of whom a counterpart is set against."""
        person = next((one.known for one in owners if one.form == "person"), None)
        if person is not None:
            return person.office
        place = phrase.sentence.index, phrase.first
        found = self._memory.with_office(*place, lambda known: known.office is not None)
        return found.office if found is not None else None

    @staticmethod
    def _unknown(phrase: Phrase, owner: Known | None) -> Known:
        """Resolve a head that no table knows: only its owner tells something."""
        token = phrase.sentence.tokens[phrase.head]
        proper = token.text[:1].isupper() and phrase.head > 0
        name = (
            " ".join(t.text for t in phrase.sentence.tokens[phrase.core_first : phrase.core_last + 1])
            if proper
            else None
        )
        if owner is None:
            return Known("role", name if proper else None)
        if owner.kind == "body" and not proper:
            return owner
        return Known(
            "role", name, None, owner.code, owner.sector if owner.kind == "body" else (), inferred=owner.inferred
        )


def title_former(phrase: Phrase, first: int) -> bool:
    """Say whether "former" or "ex-" stands in the core before the noun."""
    before = [token.text.lower() for token in phrase.sentence.tokens[phrase.core_first : first]]
    return any(word in ("former", "ex", "ousted", "deposed") or word.startswith("ex-") for word in before)
