"""Treebank sentences -> name tags (BIO of PER, ORG, LOC, NORP, TITLE) drawn from what their annotators marked.

GUM marks entities, not names: a mention headed by a proper noun is trimmed to its name. Demonyms and titles come
from lists and the tree. Where a sentence was never annotated for names, its proper nouns stay unknown ("?")
except for those that a closed list settles, so that they teach nothing wrong.
"""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dotterel.annotate.tokens import tokenize
from training.treebank import Mention, Sentence

KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
LINKERS = frozenset("of the and & for - ' ’ 's ’s de la du del van von der den el al bin bint ibn e y".split())
BESIDE = frozenset({"flat", "appos", "nmod:desc"})
NUMERALS = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI Jr. Jr Sr.".split())
PERSON_LINKERS = frozenset("- ' ’ de la du del van von der den el al bin bint ibn".split())
TIMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu "
    "Thurs Fri Sat Sun Easter Christmas Ramadan Eid Thanksgiving Halloween GMT EST PST UTC AM PM".split()
)
NOT_DEMONYMS = frozenset("October Taiwan Kiribati Sri Wallis Islander Islanders Konger Dominica".split())
HOUSES = frozenset({"White House", "Kremlin", "Pentagon", "Downing Street", "Capitol Hill", "Elysee", "Foggy Bottom"})
"""Houses that stand for who works in them: organisations here."""
HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. dr dr. miss sir madam".split())
NORPS = frozenset(
    """Shiite Shiites Shia Shi'ite Shi'ites Sunni Sunnis Muslim Muslims Islamic Islamist Islamists Christian Christians
    Catholic Catholics Protestant Protestants Orthodox Jewish Jew Jews Hindu Hindus Buddhist Buddhists Sikh Sikhs
    Anglican Kurdish Kurd Kurds Arab Arabs Persian Baathist Baathists Republican Republicans Democrat Democrats
    Democratic Communist Communists Conservative Conservatives Labour Labor Liberal Liberals Nazi Nazis Marxist
    Maoist Zionist Zionists European Europeans African Africans Asian Asians American Americans Latino Latinos
    Hispanic Hispanics Western Palestinian Palestinians Israeli Israelis Iraqi Iraqis Iranian Iranians British
    English Scottish Welsh Irish Scots Britons Briton French Frenchman Dutch Spanish Spaniard Spaniards German
    Germans Greek Greeks Turkish Turk Turks Turkic Polish Pole Poles Swedish Swede Swedes Danish Dane Danes Finnish Finn
    Finns Russian Russians Soviet Soviets Chinese Japanese Korean Koreans Taiwanese Tibetan Tibetans Uighur Uighurs
    Uyghur Uyghurs Indian Indians Pakistani Pakistanis Afghan Afghans Bengali Tamil Tamils Kashmiri Sinhalese Thai Thais
    Filipino Filipinos Mexican Mexicans Canadian Canadians Cuban Cubans Brazilian Brazilians Roman Romans Serb Serbs
    Serbian Bosnian Bosnians Croat Croats Kosovar Chechen Chechens Tatar Tatars Slavic Nordic Scandinavian Rohingya
    Hutu Hutus Tutsi Tutsis Oromo Tigrayan Amhara Hausa Igbo Yoruba Fulani Houthi Houthis Alawite Druze Maronite
    Yazidi Yazidis Basque Catalan Maori Aboriginal Inuit Cherokee Navajo Mormon Mormons Salafi Jesuit Lutheran
    Methodist Baptist Evangelical Czech Czechs Slovak Swiss Austrian Belgian Portuguese Hungarian Romanian Bulgarian
    Ukrainian Ukrainians Georgian Armenian Armenians Azeri Azeris Kazakh Uzbek Tajik Kyrgyz Turkmen Mongolian Saudi
    Saudis Yemeni Yemenis Omani Emirati Qatari Kuwaiti Bahraini Jordanian Lebanese Syrian Syrians Egyptian Egyptians
    Libyan Libyans Tunisian Algerian Moroccan Sudanese Ethiopian Eritrean Somali Somalis Kenyan Kenyans Ugandan
    Tanzanian Rwandan Congolese Nigerian Nigerians Ghanaian Californian Texan Parisian Londoner""".split()
)
TITLES = frozenset(
    """president vice-president minister premier chancellor secretary governor mayor senator sen. sen congressman
    congresswoman representative rep. rep king queen prince princess emir sultan sheikh shaikh sheik emperor pope bishop
    archbishop cardinal ayatollah imam mullah rabbi reverend rev. rev general gen. gen colonel col. col lieutenant lt.
    lt major maj. maj captain capt. capt sergeant sgt. sgt admiral adm. adm commander brigadier brig. marshal corporal
    cpl. private pvt. chairman chairwoman chair chairperson director ceo speaker judge justice attorney ambassador envoy
    spokesman spokeswoman spokesperson commissioner inspector officer detective chief sheriff leader coach
    professor prof. prof deputy undersecretary lord lady baron baroness count duke duchess dame sir gov. gov lawmaker
    mp councillor councilman prosecutor foreign-minister superintendent diplomat negotiator commander-in-chief
    treasurer dictator tsar czar kaiser shah caliph caesar pharaoh consul legate chief-of-staff""".split()
)
TITLE_MODIFIERS = frozenset(
    """prime vice deputy foreign defense defence interior finance former acting interim first assistant associate
    general senior supreme chief executive state attorney crown grand home national security trade economy energy oil
    health education justice information press lieutenant brigadier major staff sergeant rear under permanent
    environment agriculture transport labor labour culture police party house senate parliament parliamentary
    parliament majority minority opposition special lead head military army navy air force""".split()
) - {"former"}


DOUBLE = re.compile(
    r"(?:North|South|East|West) (?:Korean|African|Sudanese|Ossetian|German|Vietnamese|Timorese|Yemeni|American)s?"
    r"|(?:North|South|East|West) (?:Asian|Indian)s?|Sri Lankans?|Sierra Leoneans?|Costa Ricans?|Puerto Ricans?"
    r"|Saudi Arabians?|Burkina Fasoan|Cape Verdeans?"
    r"|New Zealanders?|Papua New Guineans?|Bosnian (?:Serb|Croat|Muslim)s?|Central Africans?|Latin Americans?"
    r"|(?:Middle|Eastern|Western) (?:Eastern|European)s?|African Americans?"
)


def load_demonyms(factbook: Path) -> frozenset[str]:
    """Add the nationality nouns and adjectives of the Factbook's names to our own list."""
    words = set(NORPS)
    for country in json.loads(factbook.read_text("utf-8")).values():
        text = json.dumps(country.get("Nationality", country.get("nationality", {})))
        for word in re.findall(r"\b[A-Z][a-zé]+(?:i|an|ans|ese|ish|is|ic|er|ers)\b", text):
            words.add(word)
    return frozenset(words - NOT_DEMONYMS)


def load_known(folder: Path) -> dict[tuple[str, ...], str]:
    """List names of the package's own tables with their types, as words; they settle what nobody annotated."""
    found: dict[tuple[str, ...], str] = {}
    for table, kind in (
        ("officeholders", "PER"),
        ("regions", "LOC"),
        ("countries", "LOC"),
        ("groups", "ORG"),
        ("organisations", "ORG"),
    ):
        lines = (folder / f"{table}.tsv").read_text("utf-8").split("\n")
        columns = lines[0].split("\t")
        for line in filter(None, lines[1:]):
            row = dict(zip(columns, line.split("\t"), strict=False))
            if row.get("form", "name") not in {"name", ""}:
                continue
            for name in (row["name"], *row.get("aliases", "").split("|")):
                words = tuple(name[a:b] for a, b in tokenize(name))
                plain = len(words) > 1 or (len(name) > 3 and kind != "PER") or name.isupper()
                if (
                    words
                    and plain
                    and words[0] not in LINKERS | {"Nice"}
                    and all(w[:1].isupper() or w in LINKERS for w in words)
                    and len(name) > 1
                ):
                    found[words] = kind
    return found


def load_countries(factbook: Path) -> frozenset[str]:
    """List country names, which are places here even where GUM sees a government or a team."""
    found = set(
        "America US U.S. USA U.S.A. UK U.K. Britain England Scotland Wales Russia North Korea,South Korea".split()
    )
    found |= {
        "North Korea",
        "South Korea",
        "Soviet Union",
        "Czech Republic",
        "Ivory Coast",
        "Burma",
        "EU-27",
        "Palestine",
    }
    for country in json.loads(factbook.read_text("utf-8")).values():
        for form in ("conventional short form", "conventional long form"):
            found.add(str(country.get("Country name", {}).get(form, {}).get("text", "")).removeprefix("the "))
    return frozenset(found - {"", "none", "North", "Korea,South", "Korea"} | {"Korea"})


def _free(tags: Sequence[str], first: int, last: int) -> bool:
    return all(tag in {"O", "?"} for tag in tags[first:last])


def _write(tags: list[str], first: int, last: int, kind: str) -> None:
    for place in range(first, last):
        tags[place] = ("B-" if place == first else "I-") + kind


def _name_head(sentence: Sentence, mention: Mention) -> int | None:
    """Find the proper noun that heads a mention, or that stands beside its head ("English captain Harry Kane")."""
    upos, heads, deprels = sentence.upos, sentence.heads, sentence.deprels
    assert upos is not None and heads is not None and deprels is not None
    inside = range(mention.first, mention.last)
    outer = [i for i in inside if heads[i] - 1 not in inside]
    if outer and upos[outer[0]] != "PROPN":
        outer = [i for i in inside if heads[i] - 1 == outer[0] and upos[i] == "PROPN" and deprels[i] in BESIDE]
    return outer[0] if outer else None


def _reach(sentence: Sentence, mention: Mention, place: int, step: int) -> int:
    """Walk from a name's head to its last word on one side, over at most two linking words at a time."""
    upos, words = sentence.upos, sentence.words
    assert upos is not None
    links = PERSON_LINKERS if mention.kind == "person" else LINKERS

    def proper(i: int) -> bool:
        if not mention.first <= i < mention.last:
            return False
        loose = mention.kind != "person" and upos[i] in {"ADJ", "NUM", "NOUN", "VERB", "ADV", "INTJ"}
        return upos[i] == "PROPN" or words[i] in NUMERALS or (loose and words[i][:1].isupper())

    while True:
        for far in (1, 2, 3):
            between = range(place + step, place + far * step, step)
            if proper(place + far * step) and all(words[i].lower() in links for i in between):
                place += far * step
                break
        else:
            return place


def _name_span(sentence: Sentence, mention: Mention) -> tuple[int, int] | None:
    """Trim a mention headed by a proper noun to the run of proper nouns around its head."""
    head = _name_head(sentence, mention)
    if head is None:
        return None
    return _reach(sentence, mention, head, -1), _reach(sentence, mention, head, 1) + 1


def _peel_titles(words: Sequence[str], first: int, last: int) -> int:
    """Say where the name proper begins behind leading words of office."""
    lowered = [word.lower() for word in words[first:last]]
    if len(lowered) > 1 and lowered[0] in HONORIFICS:
        return _peel_titles(words, first + 1, last)
    cut = 0
    while cut < len(lowered) - 1 and lowered[cut] in TITLES | TITLE_MODIFIERS:
        cut += 1
    while cut and lowered[cut - 1] not in TITLES:
        cut -= 1
    return first + cut


def _mark_titles(sentence: Sentence, tags: list[str]) -> None:
    """Mark words of office that stand directly before a person's name, or beside it in apposition."""
    words, upos, heads, deprels = sentence.words, sentence.upos, sentence.heads, sentence.deprels
    assert upos is not None and heads is not None and deprels is not None
    lowered = [word.lower() for word in words]
    for start in [i for i, tag in enumerate(tags) if tag == "B-PER"]:
        stop = start
        while stop and lowered[stop - 1] in TITLES | TITLE_MODIFIERS | {"-"} and _free(tags, stop - 1, stop):
            stop -= 1
        while stop < start and lowered[stop] == "-":
            stop += 1
        if stop < start and lowered[start - 1] in TITLES:
            _write(tags, stop, start, "TITLE")
    for i, deprel in enumerate(deprels):
        if deprel != "appos" or not heads[i]:
            continue
        for noun, other in ((i, heads[i] - 1), (heads[i] - 1, i)):
            if lowered[noun] in TITLES and tags[other].endswith("PER") and _free(tags, noun, noun + 1):
                stop = noun
                while stop and lowered[stop - 1] in TITLES | TITLE_MODIFIERS and _free(tags, stop - 1, stop):
                    stop -= 1
                _write(tags, stop, noun + 1, "TITLE")


def _mark_lone_titles(sentence: Sentence, tags: list[str]) -> None:
    """Leave words of office that stand for a person unknown: only our corpus says which are titles."""
    upos = sentence.upos
    assert upos is not None
    lowered = [word.lower() for word in sentence.words]
    for i, word in enumerate(lowered):
        if word.removesuffix("s") in TITLES and upos[i] in {"NOUN", "PROPN"} and tags[i] == "O":
            tags[i] = "?"
            before = i - 1
            while before >= 0 and lowered[before] in TITLES | TITLE_MODIFIERS and tags[before] == "O":
                tags[before] = "?"
                before -= 1


def _mark_demonyms(sentence: Sentence, tags: list[str], demonyms: Iterable[str]) -> None:
    """Mark listed demonyms that are no part of a longer name, with the word before in "South Korean"."""
    for i, word in enumerate(sentence.words):
        if word in demonyms and tags[i] in {"O", "?"}:
            tags[i] = "B-NORP"
        elif word in demonyms and tags[i] in {"B-LOC", "B-PER", "B-ORG"}:
            following = tags[i + 1] if i + 1 < len(tags) else "O"
            if not following.startswith("I-"):
                tags[i] = "B-NORP"
    for i in range(1, len(tags)):
        pair = f"{sentence.words[i - 1]} {sentence.words[i]}"
        if tags[i] == "B-NORP" and DOUBLE.fullmatch(pair) and tags[i - 1] in {"O", "?", "B-LOC", "I-LOC"}:
            _write(tags, i - 1, i + 1, "NORP")


def gum_names(sentence: Sentence, demonyms: frozenset[str], countries: frozenset[str]) -> list[str]:
    """Turn GUM's entity mentions into name tags; the outermost name wins, save inside a person's."""
    tags = ["O"] * len(sentence.words)
    order = sorted(sentence.mentions, key=lambda m: (m.kind == "person", m.first - m.last))
    for mention in order:
        kind = KINDS.get(mention.kind)
        span = _name_span(sentence, mention) if kind else None
        if kind is None or span is None:
            continue
        first, last = span
        if kind == "PER":
            first = _peel_titles(sentence.words, first, last)
            while first < last and not _free(tags, first, first + 1):
                first += 1
            first = _peel_titles(sentence.words, first, last) if first < last else first
        if kind == "PER" and sentence.words[first:last][:1] and sentence.words[first].lower() in TITLES:
            continue
        name = " ".join(sentence.words[first:last])
        kind = "LOC" if name in countries else "ORG" if name in HOUSES else kind
        if first < last and _free(tags, first, last):
            _write(tags, first, last, kind)
    _mark_titles(sentence, tags)
    _mark_demonyms(sentence, tags, demonyms)
    _mark_lone_titles(sentence, tags)
    return tags


def uner_names(sentence: Sentence, tags: Sequence[str], demonyms: frozenset[str]) -> list[str]:
    """Add titles and demonyms to UNER's tags; leading words of office leave the person."""
    found = list(tags)
    if len(found) != len(sentence.words):  # four sentences are cut otherwise in this version of EWT
        return ["?"] * len(sentence.words)
    for i, tag in enumerate(tags):
        if tag == "B-PER":
            last = i + 1
            while last < len(tags) and tags[last] == "I-PER":
                last += 1
            cut = _peel_titles(sentence.words, i, last)
            if cut > i:
                for place in range(i, cut):
                    found[place] = "O"
                found[cut] = "B-PER"
    _mark_titles(sentence, found)
    _mark_demonyms(sentence, found, demonyms)
    _mark_lone_titles(sentence, found)
    return found


def _settle(words: Sequence[str], tags: list[str], known: dict[tuple[str, ...], str]) -> None:
    """Tag unknown words that a table knows, where they are no part of a longer run of capitals."""
    for first in range(len(words)):
        if tags[first] != "?" or not words[first][:1].isupper():
            continue
        if (
            first
            and tags[first - 1] != "O"
            and (words[first - 1][:1].isupper() or words[first - 1] in {"-", "&", "of"})
        ):
            continue
        for last in range(min(len(words), first + 7), first, -1):
            kind = known.get(tuple(words[first:last]))
            following = words[last] if last < len(words) else ""
            alone = not following[:1].isupper() or following.lower() in TITLES
            if kind and alone and following not in {"-", "&", "of"} and all(t == "?" for t in tags[first:last]):
                _write(tags, first, last, kind)
                break


def partial_names(sentence: Sentence, demonyms: frozenset[str], known: dict[tuple[str, ...], str]) -> list[str]:
    """Tag a sentence that nobody annotated: proper nouns and what links them stay unknown, the rest is outside."""
    assert sentence.upos is not None
    words, upos = sentence.words, sentence.upos
    tags = ["?" if tag in {"PROPN", "X"} and word not in TIMES else "O" for word, tag in zip(words, upos, strict=True)]
    for i, word in enumerate(words):
        near = [tags[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(tags)]
        if (
            tags[i] == "O"
            and "?" in near
            and (word.lower() in LINKERS or word[:1].isupper() or word.lower() in TITLES | TITLE_MODIFIERS)
        ):
            tags[i] = "?"
        if word in demonyms and (i + 1 == len(tags) or tags[i + 1] == "O") and (i == 0 or tags[i - 1] == "O"):
            tags[i] = "B-NORP"
    _mark_demonyms(sentence, tags, ())
    _settle(words, tags, known)
    _mark_titles(sentence, tags)
    _mark_lone_titles(sentence, tags)
    return tags
