"""Reads every table of actors into records: countries, regions, organisations, groups, offices, people, roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from dotterel.knowledge.names import fold, words
from dotterel.knowledge.records import Body, Country, Named, Office, Person, Role, Term
from dotterel.knowledge.tables import Row, read_cells, read_table

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
CIRCLES = frozenset({"IGO", "NGO", "MNC"})
_SECTOR = "PLOVER sectors such as GOV or MIL, separated by |"
_CODE = "an ISO alpha-3 country of countries.tsv, IGO, NGO or MNC"

COUNTRIES = tuple(
    "code iso2 numeric fips name official variants adjectives demonyms plurals capital metonyms status source".split()
)
REGIONS = ("name", "form", "code", "source")
AMBIGUOUS = ("name", "code", "weight", "source")
ORGANISATIONS = ("id", "name", "aliases", "code", "sector", "members", "source")
GROUPS = ("id", "name", "aliases", "code", "sector", "kind", "start", "end", "source")
OFFICES = ("office", "titles", "function", "sector", "rank", "source")
PORTFOLIOS = ("portfolio", "source")
# What a minister of a portfolio is called; the first that another row of offices.tsv has already decides for the rest.
_MINISTERS = (
    "{} minister", "minister of {}", "minister for {}", "minister of the {}", "{} secretary", "secretary of {}",
    "secretary for {}", "cabinet secretary for {}", "secretary of state for {}", "minister of state for {}",
)  # fmt: skip
_NUMBER = re.compile(r"[IVX]+")
HOLDERS = tuple("name variants surname gender code body office sector start end source".split())
ROLES = ("word", "sector", "kind", "source")
_HOLDERS, _OFFICES = "officeholders.tsv", "an office of offices.tsv"
_AT_SURNAME, _AT_CODE, _AT_BODY, _AT_OFFICE = (HOLDERS.index(field) for field in ("surname", "code", "body", "office"))

Folder = Traversable | Path
Names = Iterator[tuple[str, Named]]


def countries(folder: Folder) -> tuple[dict[str, Country], list[tuple[str, Named]]]:
    """Return countries by code, and their names in all forms."""
    found: dict[str, Country] = {}
    names: list[tuple[str, Named]] = []
    for row in read_table(folder, "countries.tsv", COUNTRIES):
        code = row.text("code")
        if len(code) != 3 or not code.isupper():
            raise row.fault("code", "three capital letters, as in ISO 3166-1 alpha-3")
        if code in found:
            raise row.fault("code", "a country that is not in the table yet")
        row.choice("status", ("", "former", "limited"), "former, limited or nothing")
        country = Country(
            code,
            row.cells["iso2"],
            row.cells["numeric"],
            row.cells["fips"],
            name=row.text("name"),
            official=row.cells["official"],
            status=row.cells["status"],
            capital=row.listed("capital"),
        )
        found[code] = country
        former = 0.7 if country.status == "former" else 1.0
        for name in {country.name, *filter(None, [country.official]), *row.listed("variants")}:
            names.append((name, Named("country", "name", country, former)))
        for field in ("adjectives", "demonyms", "plurals", "capital", "metonyms"):
            form = field.rstrip("s")
            names += [(name, Named("country", form, country, former)) for name in row.listed(field)]
    return found, names


def regions(folder: Folder, known: dict[str, Country]) -> Names:
    """Yield names of regions and cities that stand for their country."""
    for row in read_table(folder, "regions.tsv", REGIONS):
        form = row.choice("form", ("name", "adjective", "plural"), "name, adjective or plural")
        country = known[row.choice("code", known, _CODE)]
        yield row.text("name"), Named("country", "region" if form == "name" else form, country, 0.9)


def weights(folder: Folder, known: dict[str, Country]) -> dict[tuple[str, str], float]:
    """Return how likely an ambiguous country word means each of its countries."""
    found = {}
    for row in read_table(folder, "ambiguous.tsv", AMBIGUOUS):
        code = row.choice("code", known, _CODE)
        try:
            weight = float(row.cells["weight"])
        except ValueError:
            weight = -1.0
        if not 0 < weight <= 1:
            raise row.fault("weight", "a number above 0 and up to 1")
        found[" ".join(words(row.text("name"))), code] = weight
    return found


def organisations(folder: Folder, known: dict[str, Country]) -> Iterator[tuple[tuple[str, ...], Body]]:
    """Yield organisations with all their names."""
    codes = {*known, *CIRCLES}
    for row in read_table(folder, "organisations.tsv", ORGANISATIONS):
        body = Body(
            f"org:{row.text('id')}",
            row.text("name"),
            row.choice("code", codes, _CODE),
            row.choices("sector", SECTORS, _SECTOR),
            "organisation",
            members=row.choices("members", known, _CODE),
        )
        yield (body.name, *row.listed("aliases")), body


def groups(folder: Folder, known: dict[str, Country]) -> Iterator[tuple[tuple[str, ...], Body]]:
    """Yield groups, agencies, parties, courts, media and companies with all their names."""
    codes = {*known, *CIRCLES, ""}
    for row in read_table(folder, "groups.tsv", GROUPS):
        start, end = row.day("start"), row.day("end", last=True)
        if start and end and end < start:
            raise row.fault("end", "a day after the start")
        body = Body(
            f"org:{row.text('id').lower()}",
            row.text("name"),
            row.choice("code", codes, _CODE) or None,
            row.choices("sector", SECTORS, _SECTOR),
            row.text("kind"),
            start,
            end,
        )
        yield (body.name, *row.listed("aliases")), body


def offices(folder: Folder) -> tuple[dict[str, Office], dict[str, Office]]:
    """Return offices by name, and by every title in lower case."""
    by_name: dict[str, Office] = {}
    by_title: dict[str, Office] = {}
    for row in read_table(folder, "offices.tsv", OFFICES):
        if row.cells["rank"] not in ("1", "2", "3"):
            raise row.fault("rank", "1, 2 or 3")
        office = Office(
            row.text("office"), row.text("function"), row.choices("sector", SECTORS, _SECTOR), int(row.cells["rank"])
        )
        by_name[office.name] = office
        for title in row.listed("titles"):
            by_title.setdefault(fold(title).lower(), office)
    for row in read_table(folder, "portfolios.tsv", PORTFOLIOS):
        portfolio = row.text("portfolio")
        office = Office(f"{portfolio} minister", f"{portfolio} minister", ("GOV",), 1)
        key = " ".join(words(portfolio)).lower()
        for pattern in _MINISTERS:
            office = by_title.setdefault(pattern.format(key), office)
        by_name.setdefault(f"{portfolio} minister", office)
    return by_name, by_title


class Holders:
    """Everyone who holds or held office, by number in the order of the table; a record is made when it is asked for.

    There are thousands of them, and a report names a few: what they are called and which posts they held is read at
    once, their terms later.

    Args:
        folder: where the table lies.
        known: the countries by code.
        posts: the offices by name.

    Raises:
        DataError: the table is missing, or a row has too many or too few fields or an unknown office.
    """

    def __init__(self, folder: Folder, known: dict[str, Country], posts: dict[str, Office]) -> None:
        self._codes = {*known, *CIRCLES}
        self._posts = posts
        self._lines: dict[str, list[tuple[int, list[str]]]] = {}
        for number, cells in read_cells(folder, _HOLDERS, HOLDERS):
            self._lines.setdefault(cells[0], []).append((number, cells))
        self.names = list(self._lines)

    def called(self, number: int) -> set[str]:
        """Return every way to write the name of one, the surname too."""
        name = self.names[number]
        lines = self._lines[name]
        found = {name, _surname(name, (cells[_AT_SURNAME] for _, cells in lines))}
        return found.union(*(cells[1].split("|") for _, cells in lines if cells[1]))

    def held(self, number: int) -> set[tuple[str, str]]:
        """Return the posts of one: country or organisation, and the function of the office."""
        found = set()
        for line, cells in self._lines[self.names[number]]:
            if cells[_AT_OFFICE] not in self._posts:
                raise _row(line, cells).fault("office", _OFFICES)
            found.add(
                (
                    f"org:{cells[_AT_BODY]}" if cells[_AT_BODY] else cells[_AT_CODE],
                    self._posts[cells[_AT_OFFICE]].function,
                )
            )
        return found

    def record(self, number: int) -> tuple[tuple[str, ...], Person]:
        """Return the ways to write the name of one, without the surname alone, and the record.

        Raises:
            DataError: a cell is not what it should be.
        """
        held = [_row(line, cells) for line, cells in self._lines[self.names[number]]]
        name = held[0].text("name")
        terms = sorted((_term(row, self._codes, self._posts) for row in held), key=_order)
        surname = _surname(name, (row.cells["surname"] for row in held))
        gender = next((row.cells["gender"] for row in held if row.cells["gender"]), "")
        variants = dict.fromkeys(variant for row in held for variant in row.listed("variants"))
        return (name, *variants), Person(person_id(name), name, surname, gender, tuple(terms))


def person_id(name: str) -> str:
    """Return the id of a person of the tables."""
    return f"person:{fold(name).lower()}"


def _row(line: int, cells: list[str]) -> Row:
    return Row(_HOLDERS, line, dict(zip(HOLDERS, cells, strict=True)))


def _term(row: Row, codes: set[str], posts: dict[str, Office]) -> Term:
    office = row.choice("office", posts, _OFFICES)
    start, end = row.day("start"), row.day("end", last=True)
    if start and end and end < start:
        raise row.fault("end", "a day after the start")
    sector = row.choices("sector", SECTORS, _SECTOR) or posts[office].sector
    code = row.choice("code", codes, _CODE)
    body = f"org:{row.cells['body']}" if row.cells["body"] else None
    return Term(code, body, office, sector, start, end)


def _order(term: Term) -> tuple[date, date]:
    return term.start or date.min, term.end or date.max


def _surname(name: str, told: Iterable[str]) -> str:
    """Return the surname that a row tells, else the last word of the name; who has a number has none.

    >>> _surname("Ronald Reagan", ()), _surname("Albert II", ())
    ('Reagan', 'Albert II')
    """
    last = next(reversed(name.split()), "")
    return next(filter(None, told), "") or (name if _NUMBER.fullmatch(last) else last)


def roles(folder: Folder) -> Iterator[Role]:
    """Yield common nouns for actors."""
    kinds = ("person", "group", "institution", "thing", "country")
    for row in read_table(folder, "roles.tsv", ROLES):
        kind = row.choice("kind", kinds, ", ".join(kinds))
        word = fold(row.text("word")).lower()
        yield Role(word, row.choices("sector", SECTORS, _SECTOR), kind)
