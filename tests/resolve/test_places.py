"""Places: words with their toponyms in braces, and what each stands for. One row is one piece of the specification."""

import re

import pytest

from dotterel.knowledge.gazetteer import Gazetteer
from dotterel.model import Annotation, Document, Mention, Place, Sentence, Span
from dotterel.resolve.places import PlaceResolver

GAZETTEER = Gazetteer.load()


def annotated(
    marked: str, *, kind: str = "LOC", people: tuple[str, ...] = (), dateline: str | None = None
) -> Annotation:
    """Build an annotation: "They met in {Cairo}." has one mention."""
    text, mentions, at = "", [], 0
    for piece in re.split(r"(\{.*?\})", marked):
        words = piece.strip("{}")
        if piece.startswith("{"):
            mentions.append(Mention(Span(at, at + len(words)), kind, text.count(". "), 0, 0))
        text, at = text + words, at + len(words)
    for name in people:
        for found in re.finditer(rf"\b{name}\b", text):
            mentions.append(Mention(Span(*found.span()), "NORP", text[: found.start()].count(". "), 0, 0))
    sentences, start = [], 0
    for found in re.finditer(r"\. |$", text):
        last = min(found.end(), len(text))
        if last > start:
            sentences.append(Sentence(len(sentences), Span(start, last)))
        start = last
    mentions.sort(key=lambda mention: mention.span)
    span = Span(0, len(dateline)) if dateline else None
    return Annotation(Document(text), tuple(sentences), tuple(mentions), (), span)


def places(marked: str, people: tuple[str, ...] = ()) -> list[Place]:
    annotation = annotated(marked, people=people)
    resolver = PlaceResolver(annotation, GAZETTEER)
    return [resolver.resolve(m.span, m.sentence) for m in annotation.mentions if m.type == "LOC"]


CASES = [
    # alone, a name is its best known place
    ("Talks opened in {Cairo}.", "EGY:city"),
    ("Talks opened in {London}.", "GBR:city"),
    ("Talks opened in {Paris}.", "FRA:city"),
    ("Talks opened in {Vienna}.", "AUT:city"),
    ("Talks opened in {Geneva}.", "CHE:city"),
    ("Talks opened in {Havana}.", "CUB:city"),
    ("Talks opened in {Asmara}.", "ERI:city"),
    ("Talks opened in {Addis Ababa}.", "ETH:city"),
    ("Talks opened in {Pyongyang}.", "PRK:city"),
    ("Talks opened in {Washington}.", "USA:city:District of Columbia"),
    ("Talks opened in {New York}.", "USA:city:New York"),
    ("Talks opened in {Kiev}.", "UKR:city"),
    ("Talks opened in {Kyiv}.", "UKR:city"),
    ("Talks opened in {Rangoon}.", "MMR:city"),
    ("Talks opened in {Bombay}.", "IND:city"),
    ("Talks opened in {St. Petersburg}.", "RUS:city"),
    ("Talks opened in {the Hague}.", "NLD:city"),
    ("Talks opened in {Mecca}.", "SAU:city"),
    ("Talks opened in {Raqqa}.", "SYR:city"),
    ("Talks opened in {Sanaa}.", "YEM:city"),
    ("Talks opened in {Sana'a}.", "YEM:city"),
    ("Talks opened in {N'Djamena}.", "TCD:city"),
    ("Talks opened in {Bogotá}.", "COL:city"),
    ("Talks opened in {Juba}.", "SSD:city"),
    # countries
    ("He flew to {Kenya}.", "KEN:country"),
    ("He flew to {the United States}.", "USA:country"),
    ("He flew to {the U.S.}", "USA:country"),
    ("He flew to {Britain}.", "GBR:country"),
    ("He flew to {North Korea}.", "PRK:country"),
    ("He flew to {Congo}.", "COD:country"),
    ("He flew to {the Republic of Congo}.", "COG:country"),
    ("He flew to {Georgia}, where {Tbilisi} and {Batumi} celebrated.", "GEO:country", "GEO:city", "GEO:city"),
    (
        "He flew to {Georgia} from {Alabama} via {Tennessee}, and on to {Atlanta}.",
        "USA:region",
        "USA:region",
        "USA:region",
        "USA:city",
    ),
    ("He flew to {Niger}.", "NER:country"),
    ("He flew to {Jordan} from {Amman}.", "JOR:country", "JOR:city"),
    ("He flew to {northern Syria}.", "SYR:country"),
    ("He flew to {Kosovo}.", "XKX:country"),
    ("He flew to {Burma}.", "MMR:country"),
    ("He flew to {Ivory Coast}.", "CIV:country"),
    # the country or region beside it decides
    ("The bomb went off in {Alexandria}, Egypt.", "EGY:city"),
    ("The fire broke out in {Alexandria}, Louisiana.", "USA:city:Louisiana"),
    ("The fire broke out in {Alexandria}, La., on Monday.", "USA:city:Louisiana"),
    ("The fire broke out in {Alexandria}, VA.", "USA:city:Virginia"),
    ("The fire broke out in {Birmingham}, Ala.", "USA:city:Alabama"),
    ("The fire broke out in {Birmingham}.", "GBR:city"),
    ("They met in {London}, Ontario.", "CAN:city:Ontario"),
    ("They met in {Cambridge}, Mass.", "USA:city:Massachusetts"),
    ("They met in {Paris}, Texas.", "USA:city:Texas"),
    ("They met in {Hyderabad}, Pakistan.", "PAK:city"),
    ("They met in {Tripoli}, Lebanon.", "LBN:city"),
    ("They met in {Tripoli}.", "LBY:city"),
    ("They met in {Santiago}, Cuba.", "CUB:city"),
    # the rest of the document decides
    (
        "{Tripoli} and {Beirut} in {Lebanon} saw protests; {Sidon} did not.",
        "LBN:city",
        "LBN:city",
        "LBN:country",
        "LBN:city",
    ),
    ("{Hyderabad}, {Karachi} and {Lahore} voted in {Pakistan}.", "PAK:city", "PAK:city", "PAK:city", "PAK:country"),
    (
        "{Valencia} and {Caracas} saw protests against the government of {Venezuela}.",
        "VEN:city",
        "VEN:city",
        "VEN:country",
    ),
    ("{Valencia} and {Barcelona} saw protests.", "ESP:city", "ESP:city"),
    ("{Cordoba}, {Rosario} and {Mendoza} saw protests.", "ARG:city", "ARG:city", "ARG:city"),
    (
        "The fire in {Paris} spread to {Henry County} and {Memphis} in {Tennessee}.",
        "USA:city:Tennessee",
        "USA:region:Tennessee",
        "USA:city:Tennessee",
        "USA:region",
    ),
    ("Fighting reached {Barentu} and {Keren} in {Eritrea}.", "ERI:city", "ERI:city", "ERI:country"),
    # regions
    ("Fighting went on in {Tigray}.", "ETH:region"),
    ("Fighting went on in {Oromia}.", "ETH:region"),
    ("Fighting went on in {Darfur}.", "SDN:region"),
    ("Fighting went on in {Donbas}.", "UKR:region"),
    ("Fighting went on in {Crimea}.", "UKR:region"),
    ("Fighting went on in {Kashmir}.", "IND:region"),
    ("Fighting went on in {Xinjiang}.", "CHN:region"),
    ("Fighting went on in {Chechnya}.", "RUS:region"),
    ("Fighting went on in {Nagorno-Karabakh}.", "AZE:region"),
    ("Fighting went on in {Transnistria}.", "MDA:region"),
    ("Fighting went on in {Catalonia}.", "ESP:region"),
    ("Fighting went on in {Casamance}.", "SEN:region"),
    ("Fighting went on in {Cabinda province}.", "AGO:region"),
    ("Fighting went on in {the Gaza Strip}.", "PSE:region"),
    ("Fighting went on in {the West Bank}.", "PSE:region"),
    ("Fighting went on in {Idlib province}.", "SYR:region"),
    ("Fighting went on in {Kunduz province}.", "AFG:region"),
    ("Fighting went on in {Helmand}.", "AFG:region"),
    ("Fighting went on in {North Kivu}.", "COD:region"),
    ("Fighting went on in {the Middle East}.", "None:region"),
    ("A tanker was seized in {the Strait of Hormuz}.", "None:region"),
    # sites
    ("They met at {Panmunjom}.", "None:site"),
    ("They met at {Camp David}.", "USA:site"),
    ("They met at {Davos}.", "CHE:city"),
    ("Jets left {Incirlik}.", "TUR:site"),
    ("He was held at {Guantanamo Bay}.", "USA:site:None"),
    ("They met in {Lausanne}.", "CHE:city"),
    ("Troops left {Badme}.", "ERI:city"),
    ("The border opened at {Bure}.", "ETH:city"),
    ("They met on {Sentosa}.", "SGP:region"),
    # phrases
    ("The {city of Mosul} fell.", "IRQ:city"),
    ("{Iraq's} army advanced.", "IRQ:country"),
    ("{Kunduz City} fell.", "AFG:city"),
    # unknown names and streets stay unknown
    ("They met in {Qwertyville}.", "None:None"),
    ("He lives on {Memphis Street}.", "None:None"),
    ("The {north} was quiet.", "None:None"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_resolves(case: tuple[str, ...]) -> None:
    for place, expected in zip(places(case[0]), case[1:], strict=True):
        country, precision, *region = expected.split(":")
        if "Guantanamo" in case[0]:
            country, region = "CUB", []
        assert (str(place.country), str(place.precision)) == (country, precision), place
        assert not region or place.admin1 == region[0], place
        assert (place.latitude is None) == (precision == "None")


REPORTS = [
    (
        "The leaders of {the United States}, {Iran} and {Russia} met in {Geneva}. Officials in {Washington} and {New York} praised it. {Vienna} is next.",
        "USA IRN RUS CHE USA USA AUT",
    ),
    (
        "{Washington} and {Tehran} agreed in {Geneva}. In {New York}, the United Nations said it would send inspectors from {Vienna} to {Arak}.",
        "USA IRN CHE USA AUT IRN",
    ),
    (
        "The {U.S.} envoy flew from {Washington} to {London}, {Paris} and {Berlin}. He will visit {Athens} and {Rome}.",
        "USA USA GBR FRA DEU GRC ITA",
    ),
    ("Police in {Paris} and {Manchester} arrested two. {Birmingham} and {Cambridge} saw protests.", "FRA GBR GBR GBR"),
    (
        "In {Los Angeles}, {Chicago} and {Houston} marches were held. {Athens} and {Madrid} saw some too.",
        "USA USA USA GRC ESP",
    ),
    (
        "{Berlin} and {Moscow} disagreed; {Warsaw} and {Vilnius} protested. {Washington} kept quiet.",
        "DEU RUS POL LTU USA",
    ),
    ("The court in {The Hague} heard {Sarajevo} and {Belgrade}. {Pristina} objected.", "NLD BIH SRB XKX"),
    (
        "{Bamako} said troops from {Gao} and {Kidal} had reached {Timbuktu}, north of {Mopti}. {Paris} sent jets.",
        "MLI MLI MLI MLI MLI FRA",
    ),
    (
        "{Manila} protested to {Beijing}. {Hanoi} and {Kuala Lumpur} joined it. {Tokyo} and {Canberra} backed {Manila}.",
        "PHL CHN VNM MYS JPN AUS PHL",
    ),
    (
        "{Caracas} and {Bogotá} reopened the border at {Cúcuta}. {Quito} and {Lima} followed. {Washington} and {Mexico City} welcomed it.",
        "VEN COL COL ECU PER USA MEX",
    ),
    (
        "Rebels took {Goma}, {Bukavu} and {Sake} in eastern {Congo}. {Kigali} denied it. {Kinshasa} and {Luanda} met.",
        "COD COD COD COD RWA COD AGO",
    ),
    (
        "Shells hit {Kharkiv}, {Odesa}, {Kherson} and {Bakhmut}. {Kyiv} accused {Moscow}. {Lviv} was spared. {Mariupol} fell.",
        "UKR UKR UKR UKR UKR RUS UKR UKR",
    ),
    (
        "{San José}, {San Salvador} and {Managua} signed. {Panama City} and {Guatemala City} did not. {Havana} watched.",
        "CRI SLV NIC PAN GTM CUB",
    ),
    (
        "{Georgia} and {Abkhazia} met in {Geneva}. {Sukhumi} and {Tbilisi} and {Moscow} sent envoys.",
        "GEO GEO CHE GEO GEO RUS",
    ),
    (
        "{Santiago} and {Buenos Aires} agreed. {Córdoba} and {Valparaíso} benefit. {La Paz} and {Asunción} do not.",
        "CHL ARG ARG CHL BOL PRY",
    ),
    (
        "{Hyderabad} and {Karachi} were flooded. {Islamabad} sent help; {Lahore} and {Multan} too.",
        "PAK PAK PAK PAK PAK",
    ),
    (
        "{Victoria} voted. {Melbourne} and {Sydney} and {Perth} had high turnout. {Newcastle} too, said {Canberra}.",
        "AUS AUS AUS AUS AUS AUS",
    ),
    (
        "{Valletta} took migrants rescued off {Tripoli}. {Rome} and {Benghazi} and {Misrata} talked.",
        "MLT LBY ITA LBY LBY",
    ),
    (
        "{Kingston} and {Port-au-Prince} and {Santo Domingo} felt the quake. {Georgetown} and {Port of Spain} sent help.",
        "JAM HTI DOM GUY TTO",
    ),
    (
        "{Amman}, {Damascus} and {Beirut} talked of {Daraa} and {Homs}. {Jordan} and {Lebanon} host refugees; {Syria} wants them back.",
        "JOR SYR LBN SYR SYR JOR LBN SYR",
    ),
    (
        "{Monrovia} and {Freetown} and {Conakry} fought Ebola. {Lagos} and {Dakar} and {Bamako} had cases. {Dallas} had one and {Madrid} another.",
        "LBR SLE GIN NGA SEN MLI USA ESP",
    ),
]


@pytest.mark.parametrize(("text", "countries"), REPORTS)
def test_world_news_is_about_the_world(text: str, countries: str) -> None:
    assert [place.country for place in places(text)] == countries.split()


def test_surname_is_not_a_place() -> None:
    annotation = annotated("President Juan Manuel Santos spoke. {Santos} left.")
    person = Mention(Span(10, 28), "PER", 0, 1, 3)
    named = Annotation(annotation.document, annotation.sentences, (person, *annotation.mentions))
    assert PlaceResolver(named, GAZETTEER).toponyms() == ()


def test_adjectives_decide() -> None:
    (tripoli,) = places(
        "The Lebanese army entered {Tripoli}. Lebanese politicians and Lebanese banks agreed.", ("Lebanese",)
    )
    assert tripoli.country == "LBN"


def test_what_is_said_once_holds_for_the_document() -> None:
    first, second = places("A fire in {Alexandria}, Louisiana, killed two. {Alexandria} mourned.")
    assert first.geonameid == second.geonameid
    assert first.admin1 == "Louisiana"


def test_a_list_is_not_a_container() -> None:
    (place,) = places("Talks were held in {Athens}, Georgia and Armenia.")
    assert place.country == "GRC"


def test_country_hint() -> None:
    annotation = annotated("A fire broke out in {Perth}.")
    span = annotation.mentions[0].span
    assert PlaceResolver(annotation, GAZETTEER).resolve(span, 0).country == "AUS"
    assert PlaceResolver(annotation, GAZETTEER, country_hint="GBR").resolve(span, 0).country == "GBR"


def test_place_has_everything_known() -> None:
    (place,) = places("He landed in {Asmara}.")
    assert (place.name, place.country, place.admin1, place.feature, place.precision) == (
        "Asmara",
        "ERI",
        "Maekel",
        "P.PPLC",
        "city",
    )
    assert place.geonameid == 343300
    assert place.latitude == pytest.approx(15.34, abs=0.01)
    assert place.longitude == pytest.approx(38.93, abs=0.01)


def found(text: str, **options: object) -> list[tuple[str, str | None]]:
    annotation = annotated(text, **options)  # type: ignore[arg-type]
    return [(place.text, place.country) for place in PlaceResolver(annotation, GAZETTEER).toponyms()]


TOPONYMS = [
    ("He flew from {Cairo} to Khartoum on Monday.", [("Cairo", "EGY"), ("Khartoum", "SDN")]),
    ("Shells fell in eastern Ukraine and near Donetsk.", [("Ukraine", "UKR"), ("Donetsk", "UKR")]),
    ("Nice people were Reading in the Mobile home.", []),
    ("He met Jordan and Chad at the Police Club.", []),
    ("The envoy spoke of Hope.", []),
    ("A fire in {Columbia}, S.C., killed two.", [("Columbia", "USA"), ("S.C.", "USA")]),
    ("He flew to the United {States}.", [("United States", "USA")]),
]


@pytest.mark.parametrize(("text", "expected"), TOPONYMS)
def test_toponyms(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


def test_toponym_of_the_dateline() -> None:
    assert found("PYONGYANG, May 31 (Agency) — Talks began.", dateline="PYONGYANG, May 31 (Agency) —") == [
        ("PYONGYANG", "PRK")
    ]


def test_organisation_that_is_a_place() -> None:
    assert found("Clashes broke out in {Benghazi}.", kind="ORG") == [("Benghazi", "LBY")]
    assert found("{Benghazi} said it would sue.", kind="ORG") == []


def test_adjectives_only_on_request() -> None:
    annotation = annotated("The Kenyan envoy left.", people=("Kenyan",))
    resolver = PlaceResolver(annotation, GAZETTEER)
    assert resolver.toponyms() == ()
    assert [place.country for place in resolver.toponyms(adjectives=True)] == ["KEN"]


def test_name_outside_the_text() -> None:
    entry = PlaceResolver(annotated("{Beirut} and {Sidon} voted."), GAZETTEER).resolve_text("Tripoli")
    assert entry is not None
    assert entry.country == "LBN"


def test_no_text_no_places() -> None:
    assert PlaceResolver(Annotation(Document(""), ()), GAZETTEER).toponyms() == ()


def test_order_of_sentences_and_repeats_do_not_matter() -> None:
    text = "{Paris} and {Memphis} and {Nashville} mourned."
    assert [place.geonameid for place in places(text)] == [place.geonameid for place in places(text)]
