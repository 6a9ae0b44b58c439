"""Users' lists: files in every form read, bad rows told with line and field, and the list wins over our tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dotterel.errors import DataError, InputError
from dotterel.knowledge import Knowledge
from dotterel.knowledge.lists import Entry, gather, read_entries, write_entries

KNOWLEDGE = Knowledge()

ACTORS = """; our own sample of the form
BORDURIA_ [RUS]
+BORDURIAN_
GENERAL_PLEKSZY_ [SYRGOV 350101-400101] # once in office
+PLEKSZY_
\t[SYRELI >400101]
HIGH_COUNCIL_ [IGO]
ISLAMIC_STATE_ [SYRGOV]
"""
BAD_ACTORS = """PLEKSZY_ [SYRGOV 35-40]
NO_CODE_HERE_
RIGHT_ONE_ [KENMIL]
ODD_ [xyz]
"""
AGENTS = """!GUARD! = ZOUAVE, LANCER
CHAMBERLAIN {CHAMBERLAINS} [~GOV]
!GUARD!_ [~MIL]
"""
FOLLOW = """{"id": "p", "schema": "Person", "properties": {"name": ["Zlatko Primer"], "nationality": ["hr"]}}
{"id": "m", "schema": "Position", "properties": {"name": ["Minister of Defence"]}}
{"id": "o", "schema": "Occupancy", "properties": {"holder": ["p"], "post": ["m"], "startDate": ["2021"], "endDate": ["2022-06"]}}
{"id": "c", "schema": "Company", "properties": {"name": ["Acme Steel"], "alias": ["Acme"], "jurisdiction": ["ke"]}}
{"id": "a", "schema": "Address", "properties": {}}
nonsense
"""
TABLE = """name,country_isocode,position,start,end
Ada Tournesol,KEN,Minister of Foreign Affairs,2031-01-02,2033-05-01
Bob Nobody,Atlantis,President,2031,
Cid Late,Kenya,President,2032,2031
,KEN,President,2032,2033
Eve Early,KEN,President,2032-13,
"""
YEARLY = """name;country_name;position;year
Ada Tournesol;Kenya;Minister of Mines;2014
Ada Tournesol;Kenya;Minister of Mines;2015
Ada Tournesol;Kenya;Minister of Mines;2018
"""


def entries(tmp_path: Path, text: str, name: str = "list.txt") -> dict[str, Entry]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = gather([path], KNOWLEDGE)
    assert found.faults == ()
    return {entry.name if entry.start is None else f"{entry.name} {entry.start}": entry for entry in found.entries}


def faults(tmp_path: Path, text: str, name: str = "list.txt") -> tuple[list[str], int]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = gather([path], KNOWLEDGE)
    return [str(fault) for fault in found.faults], len(found.entries)


def test_petrarch_actors_with_date_ranges(tmp_path: Path) -> None:
    read = entries(tmp_path, ACTORS)
    assert read["Borduria"] == Entry("Borduria", "body", "list.txt:2", ("Bordurian",), "RUS")
    first = read["General Plekszy 1935-01-01"]
    assert (first.code, first.sector, first.end, first.aliases) == ("SYR", ("GOV",), date(1940, 1, 1), ("Plekszy",))
    assert read["General Plekszy 1940-01-02"].sector == ("ELI",)
    assert read["High Council"].code == "IGO"


def test_petrarch_agents_with_plurals_and_sets(tmp_path: Path) -> None:
    read = entries(tmp_path, AGENTS)
    assert {name: one.sector for name, one in read.items()} == {
        "chamberlain": ("GOV",), "chamberlains": ("GOV",), "zouave": ("MIL",), "lancer": ("MIL",),
    }  # fmt: skip
    assert {one.kind for one in read.values()} == {"noun"}


def test_bad_rows_are_told_and_the_good_kept(tmp_path: Path) -> None:
    told, good = faults(tmp_path, BAD_ACTORS)
    assert good == 1
    assert [line.partition(";")[0] for line in told] == [
        "list.txt, line 1, field date: 'SYRGOV 35-40'",
        "list.txt, line 2, field code: 'NO_CODE_HERE_'",
        "list.txt, line 4, field code: 'xyz'",
    ]
    told, good = faults(tmp_path, TABLE, "gov.csv")
    assert good == 1
    assert [line.partition(";")[0] for line in told] == [
        "gov.csv, line 3, field code: 'Atlantis'",
        "gov.csv, line 4, field end: '2031'",
        "gov.csv, line 5, field name: ''",
        "gov.csv, line 6, field start: '2032-13'",
    ]
    told, good = faults(tmp_path, FOLLOW, "people.json")
    assert good == 2
    assert told == ["people.json, line 6, field row: 'nonsense'; expected one JSON object"]


def test_a_table_without_a_name_column_is_one_fault(tmp_path: Path) -> None:
    told, good = faults(tmp_path, "who,where\nAda,Kenya\n", "gov.csv")
    assert (told[0].startswith("gov.csv, line 1, field header: 'who,where'"), good) == (True, 0)


def test_follow_the_money_ties_posts_to_people(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(FOLLOW)
    read = {entry.name: entry for entry in gather([path], KNOWLEDGE).entries}
    primer = read["Zlatko Primer"]
    assert (primer.kind, primer.code, primer.office) == ("person", "HRV", "Minister of Defence")
    assert (primer.start, primer.end) == (date(2021, 1, 1), date(2022, 6, 30))
    assert read["Acme Steel"] == Entry("Acme Steel", "body", "people.json:4", ("Acme",), "KEN", ("BUS",))


def test_yearly_rows_are_joined(tmp_path: Path) -> None:
    read = entries(tmp_path, YEARLY, "whogov.csv")
    spans = sorted((one.start, one.end) for one in read.values() if one.start and one.end)
    assert spans == [(date(2014, 1, 1), date(2015, 12, 31)), (date(2018, 1, 1), date(2018, 12, 31))]


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Once upon a time there was a king\n")
    with pytest.raises(InputError, match="no list we know"):
        gather([path], KNOWLEDGE)
    with pytest.raises(InputError, match="cannot be read"):
        gather([tmp_path / "none.csv"], KNOWLEDGE)


def test_conflicts_are_told_and_the_list_wins(tmp_path: Path) -> None:
    path = tmp_path / "actors.txt"
    path.write_text(ACTORS)
    found = gather([path], KNOWLEDGE)
    assert [(c.name, c.theirs) for c in found.conflicts] == [("Islamic State", "SYR GOV")]
    write_entries(tmp_path / "own.jsonl", found.entries)
    assert read_entries(tmp_path / "own.jsonl") == found.entries
    own = Knowledge(own=[tmp_path / "own.jsonl"])
    best, *rest = own.lookup("Islamic State")
    assert (best.code, best.sector, best.reason) == ("SYR", ("GOV",), "your list actors.txt:8")
    assert rest, "what our tables say is still shown"
    assert KNOWLEDGE.lookup("Islamic State")[0].code is None


def test_dates_of_a_list_decide_the_sector(tmp_path: Path) -> None:
    write_entries(tmp_path / "own.jsonl", entries(tmp_path, ACTORS).values())
    own = Knowledge(own=[tmp_path / "own.jsonl"])
    assert own.lookup("Plekszy", date(1940, 1, 1))[0].sector == ("GOV",)
    assert own.lookup("Plekszy", date(1940, 1, 2))[0].sector == ("ELI",)


def test_a_listed_term_takes_the_place_of_ours_and_leaves_the_others(tmp_path: Path) -> None:
    held = {"name": "Sergei Lavrov", "kind": "person", "source": "mine.csv:2", "code": "RUS"}
    rows = [
        Entry(**held, office="prime minister", start=date(2020, 1, 1), end=date(2020, 12, 31)),  # type: ignore[arg-type]
        Entry(**held, office="prime minister", start=date(2050, 1, 1)),  # type: ignore[arg-type]
    ]
    write_entries(tmp_path / "own.jsonl", rows)
    own = Knowledge(own=[tmp_path / "own.jsonl"])
    assert own.lookup("Sergei Lavrov", date(2020, 6, 1))[0].office == "prime minister"
    assert own.holders("RUS", "prime minister", date(2050, 2, 1))[0].name == "Sergei Lavrov"
    assert own.lookup("Lavrov", date(2020, 6, 1))[0].entity == KNOWLEDGE.lookup("Lavrov", date(2018, 6, 1))[0].entity


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"name": ""}', "line 1, field name"),
        ('{"name": "A", "kind": "thing"}', "line 1, field kind: 'thing'; expected one of person, body, noun"),
        ('{"name": "A", "sector": ["XXX"]}', "line 1, field sector"),
        ('{"name": "A", "code": "Kenya"}', "line 1, field code: 'Kenya'"),
        ('{"name": "A", "start": "2031"}', "line 1, field start: '2031'; expected YYYY-MM-DD"),
        ('{"name": "A", "colour": "red"}', "line 1, field colour"),
        ("[]", "line 1: list"),
        ("{", "line 1: not JSON"),
    ],
)
def test_a_malformed_list_names_line_and_field(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "own.jsonl").write_text(row + "\n")
    with pytest.raises(DataError) as error:
        Knowledge(own=[tmp_path / "own.jsonl"])
    assert told in str(error.value)
