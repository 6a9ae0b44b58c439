"""Who holds an office the day before and the day after it changed hands: well-established facts, written by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dotterel.knowledge import Knowledge

KNOWLEDGE = Knowledge.load()
DAY = timedelta(days=1)

# post | last day of the one (or the day of the change) | first day of the other | surname before | surname after
CHANGES = """
US president | 1969-01-20 | 1969-01-20 | Johnson | Nixon
US president | 1974-08-09 | 1974-08-09 | Nixon | Ford
US president | 1977-01-20 | 1977-01-20 | Ford | Carter
US president | 1981-01-20 | 1981-01-20 | Carter | Reagan
US president | 1989-01-20 | 1989-01-20 | Reagan | Bush
US secretary of state | 1977-01-20 | 1977-01-23 | Kissinger | Vance
British prime minister | 1979-05-04 | 1979-05-04 | Callaghan | Thatcher
British prime minister | 1990-11-28 | 1990-11-28 | Thatcher | Major
French president | 1969-04-28 | 1969-06-20 | Gaulle | Pompidou
French president | 1995-05-17 | 1995-05-17 | Mitterrand | Chirac
German chancellor | 1974-05-07 | 1974-05-16 | Brandt | Schmidt
German chancellor | 1982-10-01 | 1982-10-01 | Schmidt | Kohl
Soviet foreign minister | 1985-07-02 | 1985-07-02 | Gromyko | Shevardnadze
Egyptian president | 1981-10-06 | 1981-10-14 | Sadat | Mubarak
Israeli prime minister | 1977-06-20 | 1977-06-21 | Rabin | Begin
South African president | 1994-05-10 | 1994-05-10 | Klerk | Mandela
Polish president | 1990-12-22 | 1990-12-22 | Jaruzelski | Walesa
US president | 2001-01-20 | 2001-01-20 | Clinton | Bush
US president | 2009-01-20 | 2009-01-20 | Bush | Obama
US president | 2017-01-20 | 2017-01-20 | Obama | Trump
US president | 2021-01-20 | 2021-01-20 | Trump | Biden
US president | 2025-01-20 | 2025-01-20 | Biden | Trump
US secretary of state | 2005-01-26 | 2005-01-26 | Powell | Rice
US secretary of state | 2013-02-01 | 2013-02-01 | Clinton | Kerry
US secretary of state | 2018-03-31 | 2018-04-26 | Tillerson | Pompeo
US secretary of state | 2021-01-20 | 2021-01-26 | Pompeo | Blinken
US defence secretary | 2006-12-18 | 2006-12-18 | Rumsfeld | Gates
British prime minister | 2007-06-27 | 2007-06-27 | Blair | Brown
British prime minister | 2010-05-11 | 2010-05-11 | Brown | Cameron
British prime minister | 2016-07-13 | 2016-07-13 | Cameron | May
British prime minister | 2019-07-24 | 2019-07-24 | May | Johnson
British prime minister | 2022-09-06 | 2022-09-06 | Johnson | Truss
British prime minister | 2022-10-25 | 2022-10-25 | Truss | Sunak
British prime minister | 2024-07-05 | 2024-07-05 | Sunak | Starmer
British foreign secretary | 2018-07-09 | 2018-07-09 | Johnson | Hunt
British foreign secretary | 2023-11-13 | 2023-11-13 | Cleverly | Cameron
French president | 2007-05-16 | 2007-05-16 | Chirac | Sarkozy
French president | 2012-05-15 | 2012-05-15 | Sarkozy | Hollande
French president | 2017-05-14 | 2017-05-14 | Hollande | Macron
German chancellor | 2005-11-22 | 2005-11-22 | Schroeder | Merkel
German chancellor | 2021-12-08 | 2021-12-08 | Merkel | Scholz
German foreign minister | 2018-03-14 | 2018-03-14 | Gabriel | Maas
German foreign minister | 2021-12-08 | 2021-12-08 | Maas | Baerbock
Russian president | 2008-05-07 | 2008-05-07 | Putin | Medvedev
Russian president | 2012-05-07 | 2012-05-07 | Medvedev | Putin
Russian foreign minister | 2004-03-09 | 2004-03-09 | Ivanov | Lavrov
Russian defence minister | 2012-11-06 | 2012-11-06 | Serdyukov | Shoigu
Russian defence minister | 2024-05-12 | 2024-05-14 | Shoigu | Belousov
Chinese president | 2013-03-14 | 2013-03-14 | Hu | Xi
Chinese foreign minister | 2013-03-16 | 2013-03-16 | Yang | Wang
Chinese foreign minister | 2022-12-30 | 2022-12-30 | Wang | Qin
Chinese foreign minister | 2023-07-25 | 2023-07-25 | Qin | Wang
Japanese prime minister | 2020-09-16 | 2020-09-16 | Abe | Suga
Japanese prime minister | 2021-10-04 | 2021-10-04 | Suga | Kishida
Japanese prime minister | 2024-10-01 | 2024-10-01 | Kishida | Ishiba
Indian prime minister | 2014-05-26 | 2014-05-26 | Singh | Modi
Indian foreign minister | 2019-05-30 | 2019-05-31 | Swaraj | Jaishankar
Pakistani prime minister | 2022-04-10 | 2022-04-11 | Khan | Sharif
Iranian president | 2013-08-03 | 2013-08-04 | Ahmadinejad | Rouhani
Iranian president | 2021-08-03 | 2021-08-05 | Rouhani | Raisi
Iranian foreign minister | 2013-08-15 | 2013-08-15 | Salehi | Zarif
Iranian foreign minister | 2021-08-25 | 2021-08-25 | Zarif | Abdollahian
Israeli prime minister | 2009-03-31 | 2009-03-31 | Olmert | Netanyahu
Israeli prime minister | 2021-06-13 | 2021-06-13 | Netanyahu | Bennett
Israeli prime minister | 2022-06-30 | 2022-07-01 | Bennett | Lapid
Israeli prime minister | 2022-12-29 | 2022-12-29 | Lapid | Netanyahu
Egyptian president | 2014-06-08 | 2014-06-08 | Mansour | Sisi
Turkish president | 2014-08-28 | 2014-08-28 | Gul | Erdogan
Turkish foreign minister | 2023-06-03 | 2023-06-04 | Cavusoglu | Fidan
Ukrainian president | 2019-05-20 | 2019-05-20 | Poroshenko | Zelensky
South Korean president | 2022-05-09 | 2022-05-10 | Moon | Yoon
Brazilian president | 2018-12-31 | 2019-01-01 | Temer | Bolsonaro
Brazilian president | 2022-12-31 | 2023-01-01 | Bolsonaro | Lula
Argentine president | 2019-12-10 | 2019-12-10 | Macri | Fernandez
Argentine president | 2023-12-10 | 2023-12-10 | Fernandez | Milei
Colombian president | 2010-08-07 | 2010-08-07 | Uribe | Santos
Colombian president | 2018-08-07 | 2018-08-07 | Santos | Duque
Colombian president | 2022-08-07 | 2022-08-07 | Duque | Petro
Mexican president | 2018-11-30 | 2018-12-01 | Pena | Lopez
Mexican president | 2024-09-30 | 2024-10-01 | Lopez | Sheinbaum
Kenyan president | 2013-04-09 | 2013-04-09 | Kibaki | Kenyatta
Kenyan president | 2022-09-13 | 2022-09-13 | Kenyatta | Ruto
Ethiopian prime minister | 2018-04-02 | 2018-04-02 | Hailemariam | Abiy
South African president | 2018-02-14 | 2018-02-15 | Zuma | Ramaphosa
Nigerian president | 2015-05-29 | 2015-05-29 | Jonathan | Buhari
Nigerian president | 2023-05-29 | 2023-05-29 | Buhari | Tinubu
UN secretary-general | 2006-12-31 | 2007-01-01 | Annan | Ban
UN secretary-general | 2016-12-31 | 2017-01-01 | Ban | Guterres
NATO secretary-general | 2014-09-30 | 2014-10-01 | Rasmussen | Stoltenberg
NATO secretary-general | 2024-09-30 | 2024-10-01 | Stoltenberg | Rutte
Canadian prime minister | 2015-11-04 | 2015-11-04 | Harper | Trudeau
Canadian prime minister | 2025-03-14 | 2025-03-14 | Trudeau | Carney
Australian prime minister | 2022-05-23 | 2022-05-23 | Morrison | Albanese
Italian prime minister | 2022-10-22 | 2022-10-22 | Draghi | Meloni
Greek prime minister | 2019-07-08 | 2019-07-08 | Tsipras | Mitsotakis
Polish prime minister | 2023-12-13 | 2023-12-13 | Morawiecki | Tusk
Philippine president | 2022-06-30 | 2022-06-30 | Duterte | Marcos
"""


def lookups() -> list[tuple[str, date, str]]:
    """Return post, day and the surname of its holder: the day before each change, and the day after."""
    found = []
    for line in CHANGES.strip().splitlines():
        post, last, first, before, after = (part.strip() for part in line.split("|"))
        found.append((post, date.fromisoformat(last) - DAY, before))
        found.append((post, date.fromisoformat(first) + DAY, after))
    return found


@pytest.mark.parametrize(("post", "day", "surname"), lookups())
def test_the_holder_on_the_day(post: str, day: date, surname: str) -> None:
    found = KNOWLEDGE.lookup(post, day)
    assert [surname in name.replace("-", " ").split() for name in (found[0].name,)] == [True], found
    assert found[0].score >= 0.85, "more than one is told to hold the office"


def test_there_are_a_hundred() -> None:
    assert len(lookups()) >= 100
    assert len(set(lookups())) == len(lookups())


def test_out_of_office_and_not_yet_in_it() -> None:
    assert KNOWLEDGE.lookup("Angela Merkel", date(2022, 1, 1))[0].sector == ("ELI",)
    assert KNOWLEDGE.lookup("Angela Merkel", date(2021, 12, 7))[0].office == "chancellor"
    assert KNOWLEDGE.lookup("Keir Starmer", date(1999, 1, 1))[0].office is None


def test_who_is_asked_for_first_changes_nothing() -> None:
    """Records are made when a name is asked for; two tables asked in other orders answer alike."""
    one, other = Knowledge(), Knowledge()
    asked = ["Clinton", "Hillary Clinton", "Bill Clinton", "Khan", "Imran Khan", "Lee", "Kim", "Sanchez"]
    first = [[(m.form, m.record.entity, m.weight) for m in one.named(name)] for name in asked]
    second = [[(m.form, m.record.entity, m.weight) for m in other.named(name)] for name in reversed(asked)]
    assert first == second[::-1]
    assert all(first)
    day = date(2018, 6, 1)
    other.find_person("person:sergei lavrov")
    assert one.holders("RUS", "foreign minister", day) == other.holders("RUS", "foreign minister", day)
    assert one.longest(["Imran", "Khan", "said"], 0) == 2


def test_a_king_by_his_number() -> None:
    """Two reigned under one name at one time; the title tells them apart, and the number alone is nobody's name."""
    found = [KNOWLEDGE.lookup(name, date(2012, 1, 1))[0] for name in ("King Albert II", "Prince Albert II")]
    assert [one.code for one in found] == ["BEL", "MCO"]
    assert KNOWLEDGE.lookup("II", date(2012, 1, 1)) == ()


def test_who_left_long_ago_counts_less() -> None:
    """In 1985 Nixon is the former president; forty years later the name alone is more likely somebody else's."""
    before, now = (KNOWLEDGE.lookup("Nixon", date(year, 1, 1))[0] for year in (1985, 2025))
    assert (before.code, before.sector) == (now.code, now.sector) == ("USA", ("ELI",))
    assert before.score > now.score


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Minister for Trade", "trade minister"),
        ("minister of hydrocarbons", "hydrocarbons minister"),
        ("ministers of agriculture", "agriculture minister"),
        ("trade and tourism minister", "trade minister"),
        ("minister of roads and ports", "roads minister"),
        ("secretary of state for health", "health minister"),
        ("minister of state for foreign affairs", "deputy foreign minister"),
        ("women's affairs minister", "women's affairs minister"),
        ("Saudi and minister", None),
    ],
)
def test_a_minister_by_any_form_of_the_title(title: str, office: str | None) -> None:
    found = KNOWLEDGE.title(title)
    assert (found.name if found else None) == office


def test_no_function_word_is_a_noun_for_an_actor() -> None:
    assert not [word for word in "of the a to for in at by on and or with from".split() if KNOWLEDGE.role(word)]
