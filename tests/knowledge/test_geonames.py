"""GeoNames dumps: what is kept, sorted and found again; malformed lines are told with their number."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dotterel.errors import DataError, InputError
from dotterel.knowledge import Gazetteer
from dotterel.knowledge.gazetteer import OWN_GAZETTEER
from dotterel.knowledge.geonames import import_geonames

COUNTRIES = {"KE": "KEN", "UG": "UGA"}


def line(
    number: object,
    name: str,
    feature: str,
    *,
    others: str = "",
    at: str = "0.5 37.5",
    region: str = "30",
    people: object = 0,
) -> str:
    letter, _, code = feature.partition(".")
    latitude, longitude = at.split()
    cells = [
        str(number),
        name,
        name,
        others,
        latitude,
        longitude,
        letter,
        code,
        "KE",
        "",
        region,
        "",
        "",
        "",
        str(people),
    ]
    return "\t".join([*cells, "", "100", "Africa/Nairobi", "2024-01-01"])


DUMP = [
    line(1, "Tharaka-Nithi", "A.ADM1", region="30"),
    line(2, "Kibugua", "P.PPL", others="Kibuguwa,Кибугуа", at="-0.35 37.65", people=812),
    line(3, "Kathwana", "P.PPLA", at="-0.33 37.87", people=90),
    line(4, "Kathwana Hill", "T.HLL"),
    line(5, "Old Kathwana", "P.PPLH", people=4000),
    line(6, "Kibugua Airstrip", "S.AIRP"),
]


def write(folder: Path, lines: list[str]) -> Path:
    path = folder / "KE.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_kept_places_are_found_under_every_latin_name(tmp_path: Path) -> None:
    done = import_geonames(write(tmp_path, DUMP), tmp_path / "own.tsv", COUNTRIES)
    assert (done.lines, done.places, done.bad) == (6, 4, 0)
    table = Gazetteer((tmp_path / "own.tsv").read_bytes())
    (found,) = table.lookup("Kibuguwa")
    assert (found.name, found.country, found.admin1, found.geonameid) == ("Kibugua", "KEN", "Tharaka-Nithi", 2)
    assert (found.latitude, found.longitude, found.population, found.precision) == (-0.35, 37.65, 812, "city")
    assert table.lookup("Kathwana Hill") == () == table.lookup("Old Kathwana")
    assert table.lookup("Kibugua Airstrip")[0].precision == "site"


def test_floor_leaves_out_small_towns_but_no_seats(tmp_path: Path) -> None:
    import_geonames(write(tmp_path, DUMP), tmp_path / "own.tsv", COUNTRIES, floor=1000)
    table = Gazetteer((tmp_path / "own.tsv").read_bytes())
    assert table.lookup("Kibugua") == ()
    assert table.lookup("Kathwana")[0].feature == "P.PPLA"


def test_zip_and_text_give_the_same_bytes(tmp_path: Path) -> None:
    text = write(tmp_path, DUMP)
    with zipfile.ZipFile(tmp_path / "KE.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.write(text, "KE.txt")
    for source in ("KE.txt", "KE.zip"):
        import_geonames(tmp_path / source, tmp_path / f"{source}.tsv", COUNTRIES)
    assert (tmp_path / "KE.txt.tsv").read_bytes() == (tmp_path / "KE.zip.tsv").read_bytes()


def test_many_sorted_parts_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line(n, f"Village {n * 7919 % 1000}", "P.PPL") for n in range(1000)]
    import_geonames(write(tmp_path, lines), tmp_path / "one.tsv", COUNTRIES)
    monkeypatch.setattr("dotterel.knowledge.geonames._LINES_AT_A_TIME", 37)
    import_geonames(write(tmp_path, lines), tmp_path / "many.tsv", COUNTRIES)
    assert (tmp_path / "one.tsv").read_bytes() == (tmp_path / "many.tsv").read_bytes()
    assert len(Gazetteer((tmp_path / "many.tsv").read_bytes()).lookup("Village 500")) == 1


def test_malformed_lines_are_told_and_the_others_kept(tmp_path: Path) -> None:
    bad = [line(7, "Nowhere", "P.PPL", at="99 37"), line("x", "Badly", "P.PPL"), "too\tfew"]
    done = import_geonames(write(tmp_path, [*DUMP, *bad]), tmp_path / "own.tsv", COUNTRIES)
    assert (done.places, done.bad) == (4, 3)
    assert "line 7: 99, 37 is no latitude" in done.faults[0]
    assert "line 8" in done.faults[1]
    assert "line 9: 2 columns, expected 19" in done.faults[2]


@pytest.mark.parametrize("content", ["", "name,country\nx,y\n"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: str) -> None:
    source = tmp_path / "x.csv"
    source.write_text(content)
    with pytest.raises(InputError, match="allCountries"):
        import_geonames(source, tmp_path / "own.tsv", COUNTRIES)


def test_own_table_adds_to_ours_and_repeats_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nairobi = Gazetteer.load().lookup("Nairobi")[0]
    lines = [*DUMP, line(nairobi.geonameid, "Nairobi", "P.PPLC", at="-1.2 36.8", people=1)]
    import_geonames(write(tmp_path, lines), tmp_path / "own.tsv", COUNTRIES)
    monkeypatch.setenv(OWN_GAZETTEER, str(tmp_path / "own.tsv"))
    both = Gazetteer.load()
    assert both.lookup("Kibugua")[0].country == "KEN"
    assert [one for one in both.lookup("Nairobi") if one.geonameid == nairobi.geonameid] == [nairobi]


def test_a_missing_table_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_GAZETTEER, str(tmp_path / "no.tsv"))
    with pytest.raises(DataError, match="entities import --gazetteer"):
        Gazetteer.load()
