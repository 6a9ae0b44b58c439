"""The gazetteer: keys, look-ups, the table's form, and what it costs to open."""

import subprocess
import sys
import time

import pytest

from dotterel.errors import DataError
from dotterel.knowledge.gazetteer import HEADER, STATE_ABBREVIATIONS, Gazetteer, place_key

GAZETTEER = Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Asmara", "ERI", "P.PPLC"),
        ("Kenya", "KEN", "A.PCLI"),
        ("United Kingdom", "GBR", "A.PCLI"),
        ("UK", "GBR", "A.PCLI"),
        ("Alabama", "USA", "A.ADM1"),
        ("Rapides Parish", "USA", "A.ADM2"),
        ("Tigray", "ETH", "A.ADM1"),
        ("Panmunjom", None, "S.SITE"),
        ("Camp David", "USA", "S.BLDG"),
        ("Bavaria", "DEU", "A.ADM1"),
        ("Mogadishu", "SOM", "P.PPLC"),
        ("DR Congo", "COD", "A.PCLI"),
        ("Taiwan", "TWN", "A.PCLD"),
        ("Palestine", "PSE", "A.PCLD"),
        ("Middle East", None, "L.RGN"),
        ("Goma", "COD", "P.PPL"),
    ],
)
def test_lookup(name: str, country: str | None, feature: str) -> None:
    assert (country, feature) in [(entry.country, entry.feature) for entry in GAZETTEER.lookup(name)]


@pytest.mark.parametrize("name", ["", " ", "?!", "Nowhereville", "zzzzzz", "!key", "a" * 500, "\x00", "Кириллица"])
def test_lookup_of_nothing(name: str) -> None:
    assert GAZETTEER.lookup(name) == ()


def test_first_and_last_line_are_found() -> None:
    lines = GAZETTEER._tables[0][:].decode().splitlines()
    for line in (lines[1], lines[-1], lines[len(lines) // 2]):
        name = line.split("\t")[2]
        assert any(entry.name == name for entry in GAZETTEER.lookup(line.split("\t")[0])), line


def test_table_is_sorted_and_whole() -> None:
    lines = GAZETTEER._tables[0][:].split(b"\n")
    assert lines[0].decode() == HEADER
    assert lines[-1] == b""
    rows = lines[1:-1]
    assert rows == sorted(rows)
    assert all(row.count(b"\t") == HEADER.count("\t") for row in rows)
    assert len(rows) > 200_000


def test_every_key_is_its_own_key() -> None:
    for line in GAZETTEER._tables[0][:].decode().splitlines()[1::997]:
        key = line.split("\t")[0]
        assert place_key(key) == key


def test_candidates_come_by_size() -> None:
    sizes = [entry.population for entry in GAZETTEER.lookup("Alexandria")]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) > 10


@pytest.mark.parametrize(
    ("word", "country"), [("Kenyan", "KEN"), ("Eritreans", "ERI"), ("Chechen", "RUS"), ("table", None)]
)
def test_country_of_an_adjective(word: str, country: str | None) -> None:
    entry = GAZETTEER.country_of(word)
    assert (entry.country if entry else None) == country


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("Ala.", "Alabama"),
        ("AL", "Alabama"),
        ("N.Y.", "New York"),
        ("D.C.", "District of Columbia"),
        ("Ont.", "Ontario"),
    ],
)
def test_state_abbreviations(short: str, name: str) -> None:
    assert STATE_ABBREVIATIONS[short][0] == name
    assert any(entry.feature == "A.ADM1" for entry in GAZETTEER.lookup(name)), name


def test_every_capital_of_a_state_is_flagged() -> None:
    rows = [line.split("\t") for line in GAZETTEER._tables[0][:].decode().splitlines()[1:]]
    states = {row[3] for row in rows if row[9] == "A.PCLI"}
    flagged = {row[3] for row in rows if row[9] == "P.PPLC"}
    assert len(states - flagged) < 12, sorted(states - flagged)


def test_wrong_table_is_refused() -> None:
    with pytest.raises(DataError, match="expected"):
        Gazetteer(b"name\tcountry\n")


def test_opening_is_cheap() -> None:
    code = (
        "import time; from dotterel.knowledge.gazetteer import Gazetteer; t = time.process_time(); "
        "Gazetteer.load().lookup('Cairo'); print(time.process_time() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.25


def test_look_ups_are_fast() -> None:
    names = [line.split("\t")[2] for line in GAZETTEER._tables[0][:].decode().splitlines()[1::400]]
    fresh = Gazetteer.load()
    started = time.process_time()
    for name in names:
        fresh.lookup(name)
    assert (time.process_time() - started) / len(names) < 0.002
