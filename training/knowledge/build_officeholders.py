"""Writes `knowledge/data/officeholders.tsv` from the hand-written list and the factbook's present leaders.

Run: `python training/knowledge/build_officeholders.py GOVERNMENT_JSON`. Where the list by hand has someone in an
office today, the factbook's entry for that office is left out.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "dotterel" / "knowledge" / "data"
COLUMNS = "name variants surname gender code body office sector start end source"
HAND = "own list; widely reported facts"
FACTBOOK = "CIA World Factbook 2026-05 (CC0)"
ITEM = re.compile(r"(?P<name>.+?)(?P<woman> \(f\))? (?P<start>\d{4}(?:-\d\d){0,2})(?:/(?P<end>\d{4}(?:-\d\d){0,2}))?$")
MONTHS = {
    name: number
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(), start=1
    )
}
POSTS = (
    (
        r"(?:Interim |Transition |Transitional |Acting |Caretaker )?President(?: of the Swiss Confederation)?",
        "president",
    ),
    (
        r"(?:Interim |Transition |Caretaker |Acting |CNSP |GNU Interim |Prime Minister and |Transitional )?Prime Minister",
        "prime minister",
    ),
    (r"President of the Government of Spain \(prime minister-equivalent\)", "prime minister"),
    (r"Premier", "prime minister"),
    (r"(?:Federal )?Chancellor", "chancellor"),
    (r"Taoiseach \(Prime Minister\)|Taoiseach", "prime minister"),
    (r"King", "king"),
    (r"Queen", "queen"),
    (r"Amir|Emir", "emir"),
    (r"Sultan(?: and Prime Minister)?", "sultan"),
    (r"Emperor", "emperor"),
    (r"Pope", "pope"),
    (r"Supreme Leader", "supreme leader"),
    (r"Crown Prince and Prime Minister", "prime minister"),
    (r"Prince|Grand Duke", "prince"),
    (r"Governor(?: General)?", "governor"),
    (r"Chief Executive", "chief executive"),
    (r"Vice President", "vice president"),
)


def day_before(text: str) -> str:
    """Return the day before a full date; a month or year is returned as it is."""
    return (date.fromisoformat(text) - timedelta(days=1)).isoformat() if len(text) == 10 else text


def lines_by_hand() -> Iterator[tuple[str, int, str]]:
    """Yield file, number and text of every line written by hand."""
    for file in ("officeholders.txt", "officeholders_earlier.txt"):
        for number, line in enumerate((HERE / file).read_text(encoding="utf-8").splitlines(), start=1):
            yield file, number, line


def by_hand() -> tuple[list[list[str]], dict[str, list[str]]]:
    """Return the terms of the lists by hand and the variants of names."""
    rows, variants = [], {}
    for file, number, line in lines_by_hand():
        if not line or line.startswith("#"):
            continue
        if line.startswith("= "):
            name, _, others = line[2:].partition(":")
            variants.setdefault(name.strip(), []).extend(x.strip() for x in others.split(";") if x.strip())
            continue
        head, _, body = line.partition(": ")
        who, _, office = head.partition(" ")
        code, _, organisation = who.partition(":")
        items = []
        for item in body.split(";"):
            match = ITEM.fullmatch(item.strip())
            if match is None:
                raise SystemExit(f"{file}, line {number}: cannot read {item!r}")
            items.append(match)
        for match, following in zip(items, [*items[1:], None], strict=True):
            follows = following is not None and office not in SEVERAL
            end = match["end"] or (day_before(following["start"]) if follows and following else "")
            gender = "f" if match["woman"] else ""
            rows.append([match["name"], "", "", gender, code, organisation, office, "", match["start"], end, HAND])
    return rows, variants


def capitalised(text: str) -> str:
    def proper(word: str) -> str:
        if word in ("DE", "DER", "VAN"):
            return word.lower() if word == "DE" else word.title()
        return "-".join(p if not p.isupper() or len(p) < 3 or p in ROMAN else cased(p) for p in word.split("-"))

    def cased(part: str) -> str:
        return "Mc" + part[2:].title() if part.startswith("MC") else "'".join(p.title() for p in part.split("'"))

    return " ".join(proper(word) for word in text.split())


ROMAN = {"II", "III", "IV", "VI", "VII", "VIII", "XIV", "XVI", "X"}


def factbook_rows(path: Path, codes: dict[str, str], covered: set[tuple[str, str]]) -> list[list[str]]:
    rows = []
    for key, record in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
        code = codes.get(key.split("/")[1].upper())
        branch = record.get("Executive branch", {})
        if code is None:
            continue
        for field in ("chief of state", "head of government"):
            text = html.unescape(re.sub(r"<[^>]+>", " ", branch.get(field, {}).get("text", "") or "")).strip()
            text = re.split(r";|, represented| represented", text)[0]
            if re.search(r"MACRON|TRUMP|XI Jinping", text) and code not in ("FRA", "USA", "CHN"):
                continue
            for pattern, office in POSTS:
                match = re.match(rf"(?:{pattern}) (?P<name>[^(;,]+?)\s*\((?:since )?(?P<since>[^)]*)\)", text)
                if match is None:
                    continue
                since = re.search(r"(?:(\d{1,2}) )?(?:(\w+) )?(\d{4})$", match["since"].strip())
                name = re.sub(
                    r"^(?:Sr\. Gen\.|Gen\.|Col\.|Capt\.|Dr\.|Sir|General|Crown Prince|Co-Vice President) ",
                    "",
                    match["name"],
                )
                name = name.replace("’", "'").strip()
                if since is None or (code, office) in covered or re.search(r" of [A-Z]", name):
                    break
                day, month, year = since.groups()
                year = CORRECTED.get((code, office), year)
                start = year + (f"-{MONTHS[month]:02d}" if month in MONTHS else "")
                start += f"-{int(day):02d}" if day and len(start) == 7 else ""
                capital = re.findall(r"[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,}(?![a-z])(?:[ ][A-ZÀ-Ý'’-]{2,}(?![a-z]))*", name)
                surname = capitalised(capital[0]) if capital else ""
                row = [capitalised(name), "", surname, "", code, "", office, "", start, "", FACTBOOK]
                if row not in rows:
                    rows.append(row)
                covered.add((code, office))
                break
    return rows


def further_rows(have: list[list[str]]) -> list[list[str]]:
    """Return the terms of `officeholders_more.tsv` that the list by hand does not have."""
    known = {(row[0], row[4], row[6], row[8][:4]) for row in have}
    lines = (HERE / "officeholders_more.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    wrong = next((row for row in rows if len(row) != len(COLUMNS.split())), None)
    if wrong is not None:
        raise SystemExit(f"officeholders_more.tsv: {wrong} has not {len(COLUMNS.split())} cells")
    return [row for row in rows if (row[0], row[4], row[6], row[8][:4]) not in known]


def main() -> None:
    rows, variants = by_hand()
    names = {row[0] for row in rows}
    unknown = sorted(set(variants) - names)
    if unknown:
        raise SystemExit(f"variants of people without an office: {', '.join(unknown)}")
    countries = [line.split("\t") for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    codes = {cells[3]: cells[0] for cells in countries if cells[3]}
    covered = {(row[4], row[6]) for row in rows if (not row[9] or row[9] > RECENT) and not row[5]}
    for code in {row[4] for row in rows if row[6] == "chancellor"}:
        covered.add((code, "prime minister"))
    covered |= {(code, "king") for code in codes.values() if code not in KINGDOMS}
    rows += factbook_rows(Path(sys.argv[1]), codes, covered)
    for row in rows:
        row[1] = "|".join(dict.fromkeys(variants.get(row[0], [])))
    rows += further_rows(rows)
    lines = ["\t".join(row) for row in [COLUMNS.split(), *rows]]
    (DATA / "officeholders.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} terms, {len({row[0] for row in rows})} people")


RECENT = "2025-12"  # who left after this is newer than the factbook
CORRECTED = {("ROU", "prime minister"): "2025"}  # the factbook's own slip
SEVERAL = {
    "envoy",
    "spokesman",
    "rebel leader",
    "opposition leader",
    "deputy foreign minister",
    "diplomat",
    "party leader",
}
KINGDOMS = set("GBR ESP SWE NOR DNK NLD BEL JOR MAR SAU BHR THA KHM MYS BTN LSO SWZ TON".split())

if __name__ == "__main__":
    main()
