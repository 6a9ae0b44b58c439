"""A place name -> the places that bear it, from GeoNames (CC BY 4.0) and a list of well-known sites.

The table `data/gazetteer.tsv` is sorted by key and searched where it lies on disk, so opening it costs nothing and one
look-up some 40 microseconds. It is made by `training/knowledge/build_gazetteer.py`; geographical data (c) GeoNames,
https://www.geonames.org, Creative Commons Attribution 4.0.
"""

from __future__ import annotations

import mmap
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from dotterel.errors import DataError

OWN_GAZETTEER = "DOTTEREL_GAZETTEER"
HEADER = "!key\tkind\tname\tcountry\tadmin1\tlatitude\tlongitude\tgeonameid\tpopulation\tfeature\tfame"
_REMEMBERED = 20_000  # names whose places are kept at hand; a long run sees the same few thousand again and again
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "ə": "a",
        "Ə": "a",
    }
)
_ABBREVIATIONS = {"st": "saint", "mt": "mount", "ft": "fort", "ste": "sainte", "pt": "point"}
_REGION_WORD = re.compile(
    r" (?:province|region|governorate|state|oblast|krai|prefecture|department|district|canton|regional state"
    r"|voivodeship)$"
)
_STATES = (
    "Alabama Ala AL|Alaska AK|Arizona Ariz AZ|Arkansas Ark AR|California Calif CA|Colorado Colo CO|"
    "Connecticut Conn CT|Delaware Del DE|Florida Fla FL|Georgia Ga GA|Hawaii HI|Idaho ID|Illinois Ill IL|"
    "Indiana Ind IN|Iowa IA|Kansas Kan KS|Kentucky Ky KY|Louisiana La LA|Maine ME|Maryland Md MD|"
    "Massachusetts Mass MA|Michigan Mich MI|Minnesota Minn MN|Mississippi Miss MS|Missouri Mo MO|Montana Mont MT|"
    "Nebraska Neb NE|Nevada Nev NV|New_Hampshire N.H NH|New_Jersey N.J NJ|New_Mexico N.M NM|New_York N.Y NY|"
    "North_Carolina N.C NC|North_Dakota N.D ND|Ohio OH|Oklahoma Okla OK|Oregon Ore OR|Pennsylvania Pa Penn PA|"
    "Rhode_Island R.I RI|South_Carolina S.C SC|South_Dakota S.D SD|Tennessee Tenn TN|Texas Tex TX|Utah UT|"
    "Vermont Vt VT|Virginia Va VA|Washington Wash WA|West_Virginia W.Va WV|Wisconsin Wis Wisc WI|Wyoming Wyo WY|"
    "District_of_Columbia D.C DC"
)
_PROVINCES = (
    "Ontario Ont ON|Quebec Que QC|British_Columbia B.C BC|Alberta Alta AB|Manitoba Man MB|Saskatchewan Sask SK|"
    "Nova_Scotia N.S NS|New_Brunswick N.B NB|Newfoundland_and_Labrador N.L NL|Prince_Edward_Island P.E.I PE"
)


def _abbreviated() -> dict[str, tuple[str, str]]:
    found = {}
    for country, table in (("USA", _STATES), ("CAN", _PROVINCES)):
        for row in table.split("|"):
            name, *shorts = row.split()
            for short in shorts:
                for form in (short, short + ".", short.replace(".", "")):
                    found[form] = (name.replace("_", " "), country)
    return found


STATE_ABBREVIATIONS = _abbreviated()
"""US and Canadian regions by AP style ("Ala.") and postal code ("AL"); good only after a comma."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place under one of its names.

    `country` is ISO alpha-3, None for seas and continents; `admin1` the first-level region; `feature` GeoNames class
    and code; `fame` in how many ways GeoNames writes the name. `kind` says whether the name looked up is its first
    name, a second one, a rare one, or that of its people.
    """

    name: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    geonameid: int | None
    population: int
    feature: str
    fame: int = 0
    kind: str = "first"

    @property
    def precision(self) -> str:
        """Return city, region, country or site."""
        letter = self.feature[0]
        if letter == "A":
            return "country" if self.feature.startswith("A.PCL") else "region"
        return "city" if letter == "P" else "site" if letter in "SR" else "region"


@lru_cache(maxsize=1 << 14)
def place_key(name: str) -> str:
    """Return the key of a place name: case, accents, hyphens and apostrophes do not matter.

    >>> [place_key(name) for name in ("Sana'a", "Saint-Étienne", "St. Petersburg", "the Hague", "Al Ḩudaydah")]
    ['sanaa', 'saint etienne', 'saint petersburg', 'hague', 'al hudaydah']
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
    name = re.sub(r"['’‘ʻʼʿʾ`´.]", "", name.lower())
    words = re.sub(r"[^\w]+", " ", name).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[0] in _ABBREVIATIONS:
        words[0] = _ABBREVIATIONS[words[0]]
    return " ".join(words)


class Gazetteer:
    """Looks up places by name.

    Args:
        table: the bytes of the sorted table, mapped or in memory.
        own: those of a second table, which adds places.

    Raises:
        DataError: the table does not begin with the header expected.

    >>> entry = Gazetteer.load().lookup("Asmara")[0]
    >>> entry.name, entry.country, entry.feature
    ('Asmara', 'ERI', 'P.PPLC')
    """

    def __init__(self, table: bytes | mmap.mmap, own: bytes | mmap.mmap | None = None) -> None:
        self._tables = (table, own) if own is not None else (table,)
        self._first = len(HEADER) + 1
        for one in self._tables:
            if one[: self._first - 1] != HEADER.encode():
                raise DataError(f"the gazetteer begins with {bytes(one[:80])!r}; expected {HEADER!r}: build it again")
        self._cached = lru_cache(maxsize=_REMEMBERED)(self._search)

    @classmethod
    def load(cls) -> Self:
        """Open the table shipped with the program, and that of the user which `DOTTEREL_GAZETTEER` names.

        Raises:
            DataError: a table is missing or not the table expected.
        """
        source = files("dotterel.knowledge") / "data" / "gazetteer.tsv"
        if not source.is_file():
            raise DataError(f"the gazetteer {source} is missing; install the package again")
        named = os.environ.get(OWN_GAZETTEER)
        own = _mapped(Path(named)) if named else None
        return cls(_mapped(source) if isinstance(source, Path) else source.read_bytes(), own)

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Return the places that bear a name, the most populous first; empty when none does."""
        key = place_key(name)
        if not key:
            return ()
        found = tuple(entry for entry in self._cached(key) if entry.kind != "people")
        if region := _REGION_WORD.search(key):
            # "Kunduz province" is in the table as "Kunduz"
            bare = self._cached(key[: region.start()])
            at = {(entry.latitude, entry.longitude) for entry in found}
            found += tuple(e for e in bare if e.feature in ("A.ADM1", "L.RGN") and (e.latitude, e.longitude) not in at)
        return found

    def country_of(self, word: str) -> GazetteerEntry | None:
        """Return the country an adjective or a people's name belongs to, None for other words.

        >>> Gazetteer.load().country_of("Eritreans").name
        'Eritrea'
        """
        return next((entry for entry in self._cached(place_key(word)) if entry.kind == "people"), None)

    def _search(self, key: str) -> tuple[GazetteerEntry, ...]:
        found: dict[tuple[object, ...], GazetteerEntry] = {}
        numbers: set[int] = set()
        for table in self._tables:  # a place of both is as our table has it
            rows = self._rows(table, key)
            found = {**{place: one for place, one in rows.items() if one.geonameid not in numbers}, **found}
            numbers = {one.geonameid for one in rows.values() if one.geonameid is not None}
        return tuple(sorted(found.values(), key=lambda one: (-one.population, one.name, one.latitude)))

    def _rows(self, table: bytes | mmap.mmap, key: str) -> dict[tuple[object, ...], GazetteerEntry]:
        wanted = key.encode() + b"\t"
        low, high = self._first, len(table)
        while low < high:
            middle = (low + high) // 2
            start = max(table.rfind(b"\n", 0, middle) + 1, self._first)
            if table[start : start + len(wanted)] < wanted:
                line_end = table.find(b"\n", middle)
                low = line_end + 1
            else:
                high = start
        found: dict[tuple[object, ...], GazetteerEntry] = {}
        while table[low : low + len(wanted)] == wanted:
            line_end = table.find(b"\n", low)
            entry = _entry(table[low:line_end].decode())
            place = (entry.name, entry.latitude, entry.longitude)
            if place not in found or entry.kind == "first":
                found[place] = entry
            low = line_end + 1
        return found


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DataError(
            f"the gazetteer {path} cannot be opened ({error}); make one with dotterel entities import --gazetteer DUMP"
        ) from error


def _entry(line: str) -> GazetteerEntry:
    _, kind, name, country, admin1, latitude, longitude, identity, population, feature, fame = line.split("\t")
    return GazetteerEntry(
        name,
        country or None,
        admin1 or None,
        float(latitude),
        float(longitude),
        int(identity) if identity else None,
        int(population),
        feature,
        int(fame),
        {"": "first", "=": "second", "~": "rare", "@": "people"}[kind],
    )
