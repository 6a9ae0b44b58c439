"""Everything known about actors behind one door: names, titles and roles in, records and dated candidates out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

from dotterel.knowledge import load
from dotterel.knowledge.candidates import candidates
from dotterel.knowledge.names import fold, words
from dotterel.knowledge.records import Body, Candidate, Country, Named, Office, Person, Role
from dotterel.knowledge.tables import shipped

OWN_ENTITIES = "DOTTEREL_ENTITIES"
"""Environment variable that names a user's lists of entities, separated as in PATH."""
_ASKED = 1 << 15


class Knowledge:
    """Names of countries, organisations, groups and office-holders, titles, and nouns for roles.

    Args:
        folder: where the tables lie; the ones in the package when left out.
        own: a user's lists of entities, which say more and win (`dotterel entities import` writes them).

    Raises:
        DataError: a table is missing or malformed; the text names file, line, field and what was expected.

    >>> Knowledge.load().country("the Kremlin").code
    'RUS'
    """

    def __init__(self, folder: load.Folder | None = None, own: Sequence[Path] = ()) -> None:
        folder = folder if folder is not None else shipped()
        self.countries, named = load.countries(folder)
        self.offices, self._titles = load.offices(folder)
        self._names: dict[str, tuple[Named, ...]] = {}
        self._longest: dict[str, int] = {}
        self._people: dict[str, Person] = {}
        self.bodies: dict[str, tuple[Body, ...]] = {}
        self._by_post: dict[tuple[str, str], list[Person]] = {}
        weights = load.weights(folder, self.countries)
        for name, one in (*named, *load.regions(folder, self.countries)):
            self._add(name, one, weights)
        for names, body in (*load.organisations(folder, self.countries), *load.groups(folder, self.countries)):
            self.bodies[body.entity] = (*self.bodies.get(body.entity, ()), body)
            for name in names:
                self._add(name, Named("group" if body.kind != "organisation" else "organisation", "name", body))
        self._holders = load.Holders(folder, self.countries, self.offices)
        self._await()
        self._roles = {role.word: role for role in load.roles(folder)}
        self._listed: set[str] = set()
        self._folded: dict[str, str] | None = None
        # Every stretch of every noun phrase is looked up, most of them again and again.
        self._find_title = lru_cache(maxsize=_ASKED)(self._read_title)
        self._find_role = lru_cache(maxsize=_ASKED)(self._read_role)
        for path in own:
            from dotterel.knowledge.lists import apply, read_entries

            apply(read_entries(path), self)

    @staticmethod
    @cache
    def load() -> Knowledge:
        """Return the tables shipped with the program and the user's lists of `DOTTEREL_ENTITIES`, read once."""
        collecting = gc.isenabled()
        gc.disable()  # a hundred thousand small records and no garbage: looking for it takes a third of the time
        try:
            return Knowledge(own=[Path(one) for one in os.environ.get(OWN_ENTITIES, "").split(os.pathsep) if one])
        finally:
            if collecting:
                gc.enable()

    def _await(self) -> None:
        """Note under which names, posts and ids the office-holders will be asked for."""
        self._made: dict[int, str] = {}
        self._rank: dict[str, int] = {}
        self._making = RLock()
        self._by_name: dict[str, list[int]] = {}
        self._posts: dict[tuple[str, str], list[int]] = {}
        self._by_id: dict[str, list[int]] = {}
        for number, name in enumerate(self._holders.names):
            for key in {fold(one) for one in self._holders.called(number)}:
                self._by_name.setdefault(key, []).append(number)
                self._reach(key)
            for post in self._holders.held(number):
                self._posts.setdefault(post, []).append(number)
            self._by_id.setdefault(load.person_id(name), []).append(number)

    def _make(self, waiting: dict[Any, list[int]], key: object) -> bool:
        """Make the records of those who wait under a key; return whether there were any."""
        if key not in waiting:
            return False
        with self._making:
            for number in waiting.get(key, ()):
                if number not in self._made:
                    names, person = self._holders.record(number)
                    self._made[number], self._rank[person.entity] = person.entity, number
                    self._add_person(names, person)
            waiting.pop(key, None)
        return True

    def _order(self, entity: str) -> int:
        """Return where a record stands among the office-holders, -1 outside: no list depends on who asked first."""
        return self._rank.get(entity, -1)

    def _reach(self, key: str) -> None:
        first, _, rest = key.partition(" ")
        length = rest.count(" ") + 2 if rest else 1
        if length > self._longest.get(first, 0):
            self._longest[first] = length

    def _add(self, name: str, named: Named, weights: dict[tuple[str, str], float] | None = None) -> None:
        key = fold(name)
        if weights and (key, named.record.entity[8:]) in weights:
            named = Named(named.kind, named.form, named.record, weights[key, named.record.entity[8:]])
        known = self._names.get(key)
        if known is None:
            self._names[key] = (named,)
            self._reach(key)
        elif not any(one.record is named.record and one.form == named.form for one in known):
            self._names[key] = (*known, named)

    def _add_person(self, names: Sequence[str], person: Person, weight: float = 1.0, source: str = "") -> None:
        self._people[person.entity] = person
        for name in names:
            single = " " not in name
            likely = (0.6 if name == person.name and single else 1.0) * weight
            self._add(name, Named("person", "surname" if single else "name", person, likely, source))
        self._add(person.surname, Named("person", "surname", person, 0.6, source))
        for term in person.terms:
            holders = self._by_post.setdefault((term.body or term.code, self.offices[term.office].function), [])
            if not holders or holders[-1] is not person:  # the terms of one come one after the other
                holders.append(person)

    def add_name(self, name: str, named: Named) -> None:
        """Add one meaning of a name."""
        self._add(name, named)

    def add_role(self, role: Role) -> None:
        """Put a noun for an actor in the place of what is known of it."""
        self._roles[role.word] = role
        self._find_role.cache_clear()
        self.__dict__.pop("_role_ends", None)

    def find_person(self, entity: str) -> Person | None:
        """Return a person by id, None where there is none."""
        self._make(self._by_id, entity)
        return self._people.get(entity)

    def put_person(self, names: Sequence[str], person: Person, weight: float, source: str) -> None:
        """Put a person in the place of the one with the same id, under every name either had."""
        self._listed.add(person.entity)
        self._rank.setdefault(person.entity, len(self._holders.names) + len(self._listed))
        former = self.find_person(person.entity)
        if former is not None:
            for holders in self._by_post.values():
                holders[:] = [one for one in holders if one is not former]
            for key, meanings in self._names.items():
                if any(one.record is former for one in meanings):
                    self._names[key] = tuple(
                        Named(one.kind, one.form, person, max(one.weight, weight * one.weight), source)
                        if one.record is former
                        else one
                        for one in meanings
                    )
        self._add_person(names, person, weight, source)

    def named(self, name: str) -> tuple[Named, ...]:
        """Return every meaning of a name, case observed; a name all in capitals is also read in lower case."""
        key = fold(name)
        found = self._meanings(key)
        if not found and key.isupper() and len(key) > 3:
            found = self._meanings(self._shouted().get(key, ""))
        return found

    def _meanings(self, key: str) -> tuple[Named, ...]:
        if self._make(self._by_name, key):
            self._names[key] = tuple(sorted(self._names[key], key=lambda one: self._order(one.record.entity)))
        return self._names.get(key, ())

    def longest(self, parts: Sequence[str], start: int, shouting: bool = False) -> int:
        """Return how many words from `start` on make the longest known name; 0 when none does.

        Args:
            parts: the words of a sentence, as `names.words` cuts them.
            start: where the name begins.
            shouting: whether the sentence is written in capitals.
        """
        limit = self._longest.get(parts[start], 0)
        if not limit and not shouting:
            return 0
        limit = min(limit, len(parts) - start)
        for length in range(limit, 0, -1):
            key = " ".join(parts[start : start + length])
            if key in self._names or key in self._by_name:
                return length
        if shouting and parts[start].isupper():
            for length in range(min(4, len(parts) - start), 0, -1):
                key = " ".join(parts[start : start + length])
                if len(key) > 3 and key in self._shouted():
                    return length
        return 0

    def _shouted(self) -> dict[str, str]:
        if self._folded is None:
            self._folded = {known.upper(): known for known in (*self._names, *self._by_name)}
        return self._folded

    def country(self, name: str) -> Country | None:
        """Return the country a name, adjective, demonym, capital or seat of government stands for.

        >>> Knowledge.load().country("Kenyans").name
        'Kenya'
        """
        key = name.strip()
        if key in self.countries:
            return self.countries[key]
        found = [one for one in self.named(name) if one.kind == "country"]
        best = max(found, key=lambda one: one.weight, default=None)
        return best.record if best and isinstance(best.record, Country) else None

    def title(self, name: str) -> Office | None:
        """Return the office a title stands for, case ignored; "Ministers" in the plural too."""
        return self._find_title(name)

    def ends_title(self, word: str) -> bool:
        """Return whether any title ends in a word, given in lower case, in the singular or plural."""
        return _is_among(self._title_ends, word)

    @cached_property
    def _title_ends(self) -> frozenset[str]:
        return frozenset(title.rpartition(" ")[2] for title in self._titles)

    def role(self, name: str) -> Role | None:
        """Return what a common noun says of an actor, in the singular or plural.

        >>> Knowledge.load().role("Protesters").sector
        ('CVL',)
        """
        return self._find_role(name)

    def ends_role(self, word: str) -> bool:
        """Return whether any noun for an actor ends in a word, given in lower case, in the singular or plural."""
        return _is_among(self._role_ends, word)

    @cached_property
    def _role_ends(self) -> frozenset[str]:
        return frozenset(role.rpartition(" ")[2] for role in self._roles)

    def _read_title(self, name: str) -> Office | None:
        key = " ".join(words(name)).lower()
        for one in (key, *singulars(key), key.replace("ministers ", "minister ", 1)):
            if one in self._titles:
                return self._titles[one]
        return self._joint_ministry(key) if " and " in key else None

    def _joint_ministry(self, title: str) -> Office | None:
        """Return the first office of "trade and tourism minister", "minister of roads and ports": both known alone."""
        one, _, other = title.partition(" and ")
        for before, after in (("minister of ", ""), ("minister for ", ""), ("", " minister")):
            if title.startswith(before) and title.endswith(after):
                portfolios = (one.removeprefix(before), other.removesuffix(after))
                offices = [self._titles.get(f"{portfolio} minister") for portfolio in portfolios]
                if None not in offices:
                    return offices[0]
        return None

    def _read_role(self, name: str) -> Role | None:
        key = " ".join(words(name)).lower()
        return self._roles.get(key) or next((self._roles[one] for one in singulars(key) if one in self._roles), None)

    def body(self, entity: str, on: date | None = None) -> Body:
        """Return an organisation or group by id, as it is on a day; the last known state where none fits."""
        states = self.bodies[entity]
        fitting = (b for b in states if on and (not b.start or b.start <= on) and (not b.end or on <= b.end))
        return next(fitting, states[0] if on is None else states[-1])

    def person(self, entity: str) -> Person:
        """Return a person by id."""
        found = self.find_person(entity)
        if found is None:
            raise KeyError(entity)
        return found

    def holders(self, code: str, function: str, on: date) -> tuple[Person, ...]:
        """Return who holds an office on a day.

        Args:
            code: a country, or the id of an organisation ("org:eu").
            function: the office's function or name ("foreign minister").
            on: the day.
        """
        office = self.offices.get(function)
        function = office.function if office else function
        if self._make(self._posts, (code, function)):
            self._by_post[code, function].sort(key=lambda person: self._order(person.entity))
        found = [
            (person, term)
            for person in self._by_post.get((code, function), ())
            for term in person.terms
            if (term.body or term.code) == code and self.offices[term.office].function == function and term.holds(on)
        ]
        if office is not None and (office.rank == 3 or any(term.office == office.name for _, term in found)):
            found = [(person, term) for person, term in found if term.office == office.name]
        listed = [(person, term) for person, term in found if person.entity in self._listed]
        return tuple(dict.fromkeys(person for person, _ in listed or found))

    def lookup(self, name: str, on: date | None = None) -> tuple[Candidate, ...]:
        """Return what a name may stand for on a day, best first; none when it is unknown.

        Args:
            name: as written, with or without title and country ("Kenyan Foreign Minister Omamo",
                "Russia's central bank", "the X Ministry of Y").
            on: the day of the report; None for any day.

        >>> Knowledge.load().lookup("Sergei Lavrov", date(2018, 5, 31))[0].office
        'foreign minister'
        """
        return candidates(self, name, on)


@lru_cache(maxsize=_ASKED)
def _is_among(known: frozenset[str], word: str) -> bool:
    return word in known or any(one in known for one in singulars(word))


def singulars(key: str) -> Iterator[str]:
    """Yield what a word may be in the singular: "parties" gives "party", "spokesmen" gives "spokesman".

    >>> list(singulars("policies"))
    ['policie', 'policy']
    """
    if key.endswith("s") and not key.endswith("ss"):
        yield key[:-1]
        if key.endswith("ies"):
            yield key[:-3] + "y"
        elif key.endswith("es"):
            yield key[:-2]
    elif key.endswith("men"):
        yield key[:-3] + "man"
    elif key.endswith("women"):
        yield key[:-5] + "woman"
    head, _, rest = key.partition(" ")
    if rest and head.endswith("s") and not head.endswith("ss"):
        yield f"{head[:-1]} {rest}"
        if head.endswith("ies"):
            yield f"{head[:-3]}y {rest}"
