"""Pronouns, sets, guests and actors without a country, on hand-checked parses; no model.

A line that begins with ¶ begins a paragraph. A token is word/UPOS/relation/head, or word=lemma/... where the lemma is not the word in lower case.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date

import pytest

from dotterel.knowledge import Knowledge
from dotterel.model import Annotation, Document, EntityMention, Mention, Place, Sentence, Span, Timex, Token
from dotterel.resolve.entities import EntityResolver

KNOWLEDGE = Knowledge.load()

VISIT = """
Bola/PROPN/nsubj/3 Tinubu/PROPN/flat/1 met=meet/VERB/root/0 Joao/PROPN/obj/3 Lourenco/PROPN/flat/4 in/ADP/case/7 Luanda/PROPN/obl/3 ./PUNCT/punct/3
He/PRON/nsubj/2 thanked=thank/VERB/root/0 him=he/PRON/obj/2 ./PUNCT/punct/2
His=he/PRON/nmod:poss/2 guest/NOUN/nsubj/3 smiled=smile/VERB/root/0 ./PUNCT/punct/3
"""
TALKS = """
Ethiopia/PROPN/nsubj/4 and/CCONJ/cc/3 Eritrea/PROPN/conj/1 opened=open/VERB/root/0 talks=talk/NOUN/obj/4 in/ADP/case/7 Riyadh/PROPN/obl/4 ./PUNCT/punct/4
Saudi/PROPN/compound/2 Arabia/PROPN/nsubj/3 urged=urge/VERB/root/0 both/DET/det/5 sides=side/NOUN/obj/3 to/PART/mark/7 agree/VERB/xcomp/3 ./PUNCT/punct/3
The/DET/det/3 two/NUM/nummod/3 delegations=delegation/NOUN/nsubj/5 will/AUX/aux/5 meet/VERB/root/0 again/ADV/advmod/5 in/ADP/case/8 Jeddah/PROPN/obl/5 ./PUNCT/punct/5
They/PRON/nsubj/2 thanked=thank/VERB/root/0 the/DET/det/4 kingdom/NOUN/obj/2 ./PUNCT/punct/2
The/DET/det/2 leaders=leader/NOUN/nsubj/6 of/ADP/case/5 both/DET/det/5 countries=country/NOUN/nmod/2 left=leave/VERB/root/0 ./PUNCT/punct/6
"""
POLICE = """
Police/NOUN/nsubj/2 fired=fire/VERB/root/0 on/ADP/case/4 protesters=protester/NOUN/obl/2 near/ADP/case/6 Zorvik/PROPN/obl/2 ./PUNCT/punct/2
Foreign/ADJ/amod/2 companies=company/NOUN/nsubj/3 left=leave/VERB/root/0 ,/PUNCT/punct/3 a/DET/det/6 court/NOUN/nsubj/7 ruled=rule/VERB/conj/3 ./PUNCT/punct/3
An/DET/det/2 officer/NOUN/nsubj/3 told=tell/VERB/root/0 reporters=reporter/NOUN/iobj/3 ./PUNCT/punct/3
"""
QUOTE = """
Kenyan/ADJ/amod/2 teachers=teacher/NOUN/nsubj/3 marched=march/VERB/root/0 in/ADP/case/5 Kampala/PROPN/obl/3 ./PUNCT/punct/3
"/PUNCT/punct/4 We/PRON/nsubj/4 will/AUX/aux/4 stay/VERB/ccomp/7 ,/PUNCT/punct/4 "/PUNCT/punct/4 said=say/VERB/root/0 the/DET/det/9 teachers=teacher/NOUN/nsubj/7 ./PUNCT/punct/7
We/PRON/nsubj/2 left=leave/VERB/root/0 ./PUNCT/punct/2
"""
HUSBAND = """
A/DET/det/3 Kenyan/ADJ/amod/3 nurse/NOUN/nsubj/4 came=come/VERB/root/0 with/ADP/case/7 her/PRON/nmod:poss/7 husband/NOUN/obl/4 ,/PUNCT/punct/10 an=a/DET/det/10 Eritrean/NOUN/appos/7 ./PUNCT/punct/4
"""
GUARANTORS = """
Norway/PROPN/nsubj/5 and/CCONJ/cc/3 Cuba/PROPN/conj/1 are=be/AUX/cop/5 guarantors=guarantor/NOUN/root/0 of/ADP/case/8 the/DET/det/8 peace/NOUN/nmod/5 ./PUNCT/punct/5
Colombia/PROPN/nsubj/2 thanked=thank/VERB/root/0 the/DET/det/5 guarantor/NOUN/compound/5 countries=country/NOUN/obj/2 ./PUNCT/punct/2
"""
KOREA = """
North/PROPN/compound/2 Korea/PROPN/nsubj/3 fired=fire/VERB/root/0 a/DET/det/5 missile/NOUN/obj/3 ./PUNCT/punct/3
The/DET/det/2 South/PROPN/nsubj/3 protested=protest/VERB/root/0 and/CCONJ/cc/8 the/DET/det/6 North/PROPN/nmod:poss/7 ignored=ignore/VERB/conj/3 it/PRON/obj/7 ./PUNCT/punct/3
"""
ENVOY = """
Kenyan/ADJ/amod/2 envoy/NOUN/nmod:desc/3 Wanjiru/PROPN/nsubj/5 Otieno/PROPN/flat/3 arrived=arrive/VERB/root/0 in/ADP/case/7 Juba/PROPN/obl/5 ./PUNCT/punct/5
The/DET/det/2 envoy/NOUN/nsubj/3 left=leave/VERB/root/0 ./PUNCT/punct/3
The/DET/det/2 rebels=rebel/NOUN/nsubj/7 who/PRON/nsubj/4 seized=seize/VERB/acl:relcl/2 a/DET/det/6 town/NOUN/obj/4 fled=flee/VERB/root/0 ./PUNCT/punct/7
"""


NEIGHBOURS = """
Ethiopia/PROPN/nsubj/2 held=hold/VERB/root/0 Badme/PROPN/obj/2 and/CCONJ/cc/6 Eritrea/PROPN/nsubj/6 accused=accuse/VERB/conj/2 its/PRON/nmod:poss/8 neighbour/NOUN/obj/6 ./PUNCT/punct/2
"""
COURT = """
The/DET/det/4 International/PROPN/compound/4 Criminal/PROPN/compound/4 Court/PROPN/nsubj/5 convicted=convict/VERB/root/0 a/DET/det/8 Ugandan/ADJ/amod/8 commander/NOUN/obj/5 ./PUNCT/punct/5
Prosecutors=prosecutor/NOUN/nsubj/2 asked=ask/VERB/root/0 for/ADP/case/5 twenty/NUM/nummod/5 years=year/NOUN/obl/2 ./PUNCT/punct/2
A/DET/det/4 Ugandan/ADJ/amod/4 public/ADJ/amod/4 prosecutor/NOUN/nsubj/5 watched=watch/VERB/root/0 ./PUNCT/punct/5
"""


def read(parse: str, people: tuple[str, ...] = (), places: dict[str, str] | None = None) -> EntityResolver:
    """Return the resolver of a document written as a parse; `people` are names the model saw, `places` towns."""
    sentences, text = [], ""
    for number, line in enumerate(parse.strip().splitlines()):
        if line.startswith("¶ "):
            text, line = f"{text}\n", line[2:]
        start, tokens = len(text), []
        for item in line.split():
            word, upos, relation, head = item.rsplit("/", 3)
            word, _, lemma = word.partition("=")
            tokens.append(
                Token(word, len(text), len(text) + len(word), lemma or word.lower(), upos, int(head), relation)
            )
            text += f"{word} "
        sentences.append(Sentence(number, Span(start, len(text) - 1), tuple(tokens), True))
    mentions = [_mention(sentences, text, name) for name in people]
    document = Document(text.rstrip(), published=date(2018, 6, 1))
    towns = [Place(Span(text.index(name), text.index(name) + len(name)), name, name, code, precision="city")
             for name, code in (places or {}).items()]  # fmt: skip
    return EntityResolver(Annotation(document, tuple(sentences), tuple(mentions)), KNOWLEDGE, towns)


def _mention(sentences: list[Sentence], text: str, name: str) -> Mention:
    at = text.index(name)
    for sentence in sentences:
        inside = [i for i, t in enumerate(sentence.tokens) if at <= t.start_char < at + len(name)]
        if inside:
            return Mention(Span(at, at + len(name)), "PER", sentence.index, inside[0], inside[-1])
    raise AssertionError(name)


def told(resolver: EntityResolver, sentence: int, words: str) -> list[EntityMention]:
    record = resolver._annotation.sentences[sentence]
    at = resolver._annotation.document.text.index(words, record.span.start_char)
    return list(resolver.resolve_all(Span(at, at + len(words)), sentence))


def codes(resolver: EntityResolver, sentence: int, words: str) -> str:
    return "+".join(one.code or "-" for one in told(resolver, sentence, words))


def test_a_pronoun_takes_the_subject_and_its_object_someone_else() -> None:
    resolver = read(VISIT, ("Bola Tinubu", "Joao Lourenco"))
    assert [one.name for one in told(resolver, 1, "He")] == ["Bola Tinubu"]
    assert [one.name for one in told(resolver, 1, "him")] == ["Joao Lourenco"]


def test_a_guest_is_of_the_other_country() -> None:
    resolver = read(VISIT, ("Bola Tinubu", "Joao Lourenco"))
    guest = told(resolver, 2, "His guest")[0]
    assert (guest.code, guest.inferred) in (("AGO", True), ("NGA", True))
    assert guest.code != told(resolver, 2, "His")[0].code


@pytest.mark.parametrize(
    ("sentence", "words"),
    [(1, "both sides"), (2, "The two delegations"), (3, "They"), (4, "The leaders of both countries")],
)
def test_the_sides_are_those_who_talk_and_not_their_hosts(sentence: int, words: str) -> None:
    assert codes(read(TALKS), sentence, words) == "ETH+ERI"


def test_what_a_possessive_owns_is_the_subject_s_and_a_neighbour_is_somebody_else() -> None:
    resolver = read(NEIGHBOURS)
    assert codes(resolver, 0, "its") == "ERI"
    assert codes(resolver, 0, "its neighbour") == "ETH"


def test_prosecutors_in_the_story_of_a_court_between_states_are_of_that_court() -> None:
    resolver = read(COURT)
    assert codes(resolver, 1, "Prosecutors") == "IGO"
    assert codes(resolver, 2, "A Ugandan public prosecutor") == "UGA"


def test_the_kingdom_is_the_host() -> None:
    assert codes(read(TALKS), 3, "the kingdom") == "SAU"


def test_actors_without_a_country_have_that_of_the_story_and_are_marked() -> None:
    resolver = read(POLICE, places={"Zorvik": "PER"})
    for sentence, words in ((0, "Police"), (0, "protesters"), (1, "a court"), (2, "An officer")):
        found = told(resolver, sentence, words)[0]
        assert (words, found.code, found.inferred) == (words, "PER", True)


def test_what_is_of_no_one_country_gets_none() -> None:
    resolver = read(POLICE, places={"Zorvik": "PER"})
    assert codes(resolver, 1, "Foreign companies") == "MNC"
    assert codes(resolver, 2, "reporters") == "-"


def test_without_any_country_nothing_is_inferred() -> None:
    assert codes(read(POLICE), 0, "Police") == "-"


def test_we_in_a_quotation_is_who_speaks_and_elsewhere_nobody() -> None:
    resolver = read(QUOTE)
    assert codes(resolver, 1, "We") == "KEN"
    assert codes(resolver, 2, "We") == "-"


def test_an_apposition_tells_the_country_of_a_relative() -> None:
    assert codes(read(HUSBAND), 0, "her husband , an Eritrean") == "ERI"
    assert codes(read(HUSBAND), 0, "her husband") == "KEN"


def test_a_role_named_in_a_definition_is_remembered() -> None:
    assert codes(read(GUARANTORS), 1, "the guarantor countries") == "NOR+CUB"


def test_north_and_south_are_countries_where_one_is_named() -> None:
    assert codes(read(KOREA), 1, "The South") == "KOR"
    assert codes(read(KOREA), 1, "the North") == "PRK"


def test_a_role_goes_back_to_the_name_and_shares_its_chain() -> None:
    resolver = read(ENVOY, ("Wanjiru Otieno",))
    assert [(one.code, one.inferred) for one in told(resolver, 1, "The envoy")] == [("KEN", False)]
    text = resolver._annotation.document.text
    spans = [(text.index("Wanjiru Otieno"), 14, 0), (text.index("The envoy"), 9, 1)]
    assert len({resolver.chain(Span(at, at + size), sentence) for at, size, sentence in spans}) == 1


def test_a_relative_pronoun_is_what_it_describes() -> None:
    resolver = read(ENVOY, ("Wanjiru Otieno",))
    assert told(resolver, 2, "who")[0].sector == ("REB",)


WHOSE = """
Kenya/PROPN/nsubj/2 accused=accuse/VERB/root/0 Rwanda/PROPN/obj/2 ,/PUNCT/punct/7 whose/PRON/nmod:poss/6 army/NOUN/nsubj/7 entered=enter/VERB/acl:relcl/3 Goma/PROPN/obj/7 ./PUNCT/punct/2
Uganda/PROPN/nsubj/2 cut/VERB/root/0 ties=tie/NOUN/obj/2 with/ADP/case/5 Rwanda/PROPN/nmod/3 ,/PUNCT/punct/9 whose/PRON/nmod:poss/8 government/NOUN/nsubj/9 shrugged=shrug/VERB/acl:relcl/2 ./PUNCT/punct/2
"""


def test_whose_is_what_its_clause_hangs_on_or_the_words_before_it() -> None:
    resolver = read(WHOSE)
    assert codes(resolver, 0, "whose army") == "RWA"
    assert codes(resolver, 1, "whose government") == "RWA"


PACT = """
Japan/PROPN/nsubj/4 and/CCONJ/cc/3 Kenya/PROPN/conj/1 signed=sign/VERB/root/0 a/DET/det/6 pact/NOUN/obj/4 ./PUNCT/punct/4
Japan/PROPN/nsubj/4 and/CCONJ/cc/3 Kenya/PROPN/conj/1 rejoiced=rejoice/VERB/root/0 ./PUNCT/punct/4
¶ Tensions=tension/NOUN/nsubj/6 between/ADP/case/3 Kenya/PROPN/nmod/1 and/CCONJ/cc/5 China/PROPN/conj/3 rose=rise/VERB/root/0 ./PUNCT/punct/6
The/DET/det/3 two/NUM/nummod/3 countries=country/NOUN/nsubj/4 agreed=agree/VERB/root/0 ./PUNCT/punct/4
"""


def test_the_two_countries_are_those_of_the_paragraph() -> None:
    assert codes(read(PACT), 3, "The two countries") == "KEN+CHN"


EXPELLED = """
Kenya/PROPN/nsubj/2 expelled=expel/VERB/root/0 Oxfam/PROPN/obj/2 ,/PUNCT/punct/6 officials=official/NOUN/nsubj/6 said=say/VERB/parataxis/2 ,/PUNCT/punct/8 accusing=accuse/VERB/advcl/6 it/PRON/obj/8 of/SCONJ/mark/11 spying=spy/VERB/advcl/8 ./PUNCT/punct/2
Kenya/PROPN/nsubj/2 praised=praise/VERB/root/0 Uganda/PROPN/obj/2 after/SCONJ/mark/5 visiting=visit/VERB/advcl/2 it/PRON/obj/5 ./PUNCT/punct/2
"""


def test_whom_a_participle_accuses_is_not_who_does_the_accusing() -> None:
    resolver = read(EXPELLED)
    assert told(resolver, 0, "it ")[0].entity == told(resolver, 0, "Oxfam")[0].entity
    assert codes(resolver, 1, "it ") == "UGA"


SPOKEN = """
Eritrea/PROPN/nsubj/2 protested=protest/VERB/root/0 ./PUNCT/punct/2
"/PUNCT/punct/6 The/DET/det/3 vote/NOUN/nsubj/6 was=be/AUX/cop/6 a/DET/det/6 farce/NOUN/ccomp/10 ,/PUNCT/punct/6 "/PUNCT/punct/6 it/PRON/nsubj/10 said=say/VERB/root/0 ./PUNCT/punct/10
"""


def test_it_that_speaks_is_nothing_it_speaks_of() -> None:
    assert codes(read(SPOKEN), 1, "it") == "ERI"


EMIRATES = """
Emirates/PROPN/nsubj/2 signed=sign/VERB/root/0 a/DET/det/4 deal/NOUN/obj/2 with/ADP/case/7 the/DET/det/7 Emirates/PROPN/obl/2 ./PUNCT/punct/2
"""


def test_the_airline_is_no_country() -> None:
    resolver = read(EMIRATES)
    assert codes(resolver, 0, "Emirates") == "-"
    assert codes(resolver, 0, "the Emirates") == "ARE"


CONTROL = """
Kenya/PROPN/nsubj/2 asked=ask/VERB/root/0 Uganda/PROPN/obj/2 to/PART/mark/5 open/VERB/xcomp/2 its/PRON/nmod:poss/7 border/NOUN/obj/5 ./PUNCT/punct/2
Kenya/PROPN/nsubj/2 promised=promise/VERB/root/0 to/PART/mark/4 open/VERB/xcomp/2 its/PRON/nmod:poss/6 border/NOUN/obj/4 to/ADP/case/8 Uganda/PROPN/obl/4 ./PUNCT/punct/2
"""


def test_who_is_asked_to_do_something_is_the_one_who_does_it() -> None:
    resolver = read(CONTROL)
    assert codes(resolver, 0, "its") == "UGA"
    assert codes(resolver, 1, "its") == "KEN"


WHICH = """
Kenya/PROPN/nsubj/2 thanked=thank/VERB/root/0 Uganda/PROPN/obj/2 ,/PUNCT/punct/6 which/PRON/nsubj/6 said=say/VERB/acl:relcl/3 that/SCONJ/mark/9 it/PRON/nsubj/9 waited=wait/VERB/ccomp/6 ./PUNCT/punct/2
Kenya/PROPN/nsubj/2 thanked=thank/VERB/root/0 Uganda/PROPN/obj/2 and/CCONJ/cc/5 said=say/VERB/conj/2 that/SCONJ/mark/8 it/PRON/nsubj/8 waited=wait/VERB/ccomp/5 ./PUNCT/punct/2
"""


def test_a_relative_pronoun_names_its_noun_again() -> None:
    which, plain = WHICH.strip().splitlines()
    assert codes(read(which), 0, "it ") == "UGA"
    assert codes(read(plain), 0, "it ") == "KEN"
    assert codes(read(WHOSE), 0, "whose ") == "RWA"


HE_SAID = """
Mikhail/PROPN/nsubj/3 Orlov/PROPN/flat/1 met=meet/VERB/root/0 Pedro/PROPN/obj/3 Alves/PROPN/flat/4 ./PUNCT/punct/3
Alves/PROPN/nsubj/6 ,/PUNCT/punct/4 he/PRON/nsubj/4 said=say/VERB/parataxis/6 ,/PUNCT/punct/4 wanted=want/VERB/root/0 more/ADJ/obj/6 ./PUNCT/punct/6
Alves/PROPN/nsubj/2 said=say/VERB/root/0 that/SCONJ/mark/5 he/PRON/nsubj/5 wanted=want/VERB/ccomp/2 more/ADJ/obj/5 ./PUNCT/punct/2
"""


def test_an_inserted_he_said_is_of_someone_else() -> None:
    resolver = read(HE_SAID, ("Mikhail Orlov", "Pedro Alves"))
    assert [one.name for one in told(resolver, 1, "he ")] == ["Mikhail Orlov"]
    assert [one.name for one in told(resolver, 2, "he ")] == ["Pedro Alves"]


SIGNED = """
Kenya/PROPN/nsubj/2 praised=praise/VERB/root/0 the/DET/det/4 plan/NOUN/obj/2 ./PUNCT/punct/2
Uganda/PROPN/nsubj/2 signed=sign/VERB/root/0 it/PRON/obj/2 ./PUNCT/punct/2
Uganda/PROPN/nsubj/2 thanked=thank/VERB/root/0 it/PRON/obj/2 ./PUNCT/punct/2
"""


def test_it_that_is_signed_is_a_paper_before_a_country() -> None:
    assert codes(read(SIGNED), 1, "it ") == "-"
    thanked = "\n".join(line for line in SIGNED.strip().splitlines() if "signed" not in line)
    assert codes(read(thanked), 1, "it ") == "KEN"


SOME = """
The/DET/det/2 rebels=rebel/NOUN/nsubj/3 left=leave/VERB/root/0 Goma/PROPN/obj/3 ./PUNCT/punct/3
The/DET/det/2 army/NOUN/nsubj/3 caught=catch/VERB/root/0 two/NUM/obj/3 of/ADP/case/6 them/PRON/nmod/4 ./PUNCT/punct/3
"""


def test_some_of_them_are_of_many() -> None:
    resolver = read(SOME, places={"Goma": "COD"})
    assert told(resolver, 1, "them")[0].sector == ("REB",)


ASIDE = """
Mikhail/PROPN/nsubj/3 Orlov/PROPN/flat/1 spoke=speak/VERB/root/0 ./PUNCT/punct/3
"/PUNCT/punct/5 Pedro/PROPN/nsubj/5 Alves/PROPN/flat/2 once/ADV/advmod/5 lied=lie/VERB/ccomp/8 ,/PUNCT/punct/5 "/PUNCT/punct/5 ended=end/VERB/root/0 his/PRON/nmod:poss/10 letter/NOUN/nsubj/8 ./PUNCT/punct/8
"""


def test_who_is_named_in_a_quotation_is_less_present_outside_it() -> None:
    resolver = read(ASIDE, ("Mikhail Orlov", "Pedro Alves"))
    referents = resolver._referents
    inside, outside = referents.at(1, 1), referents.at(0, 0)
    assert inside is not None
    assert outside is not None
    his = next(one for one in referents._all for one in one.mentions if one.kind == "pronoun")
    assert referents._salience(inside, his) == inside.salience(1, 8) / 2
    assert referents._salience(outside, his) == outside.salience(1, 8)


AGAIN = """
Kenya/PROPN/nsubj/2 signed=sign/VERB/root/0 a/DET/det/4 truce/NOUN/obj/2 in/ADP/case/6 Zorvik/PROPN/obl/2 ./PUNCT/punct/2
The/DET/det/2 ceasefire/NOUN/nsubj/3 held=hold/VERB/root/0 ./PUNCT/punct/3
The/DET/det/2 law/NOUN/nsubj/3 passed=pass/VERB/root/0 in/ADP/case/5 Zorvik/PROPN/obl/3 ./PUNCT/punct/3
Your=you/PRON/nmod:poss/2 army/NOUN/nsubj/3 helped=help/VERB/root/0 you/PRON/obj/3 ./PUNCT/punct/3
"""


def test_the_same_thing_under_another_noun_and_a_place_named_again_are_one_chain() -> None:
    resolver = read(AGAIN)
    annotation = resolver._annotation
    mentions = [
        Mention(Span(at, at + 6), "LOC", sentence, token, token)
        for sentence, token in ((0, 5), (2, 4))
        for at in [annotation.sentences[sentence].tokens[token].start_char]
    ]
    resolver = EntityResolver(replace(annotation, mentions=tuple(mentions)), KNOWLEDGE)

    def chain(sentence: int, words: str) -> Hashable:
        at = annotation.document.text.index(words, annotation.sentences[sentence].span.start_char)
        return resolver.chain(Span(at, at + len(words)), sentence)

    assert chain(0, "a truce") == chain(1, "The ceasefire")
    assert chain(0, "a truce") != chain(2, "The law")
    assert chain(0, "Zorvik") == chain(2, "Zorvik")
    assert chain(3, "Your") == chain(3, "you")
    assert chain(3, "Your army") != chain(3, "you")


HELD = """
The/DET/det/3 American/ADJ/amod/3 embassy/NOUN/nsubj/4 closed=close/VERB/root/0 on/ADP/case/6 Friday/PROPN/obl/4 ./PUNCT/punct/4
It/PRON/nsubj/2 opened=open/VERB/root/0 ./PUNCT/punct/2
"""


def test_nothing_goes_back_to_a_day() -> None:
    annotation = read(HELD)._annotation
    friday = annotation.sentences[0].tokens[5]
    timex = Timex(Span(friday.start_char, friday.end_char), "DATE", "weekday:5", 0)
    resolver = EntityResolver(replace(annotation, timexes=(timex,)), KNOWLEDGE)
    assert resolver._referents.at(0, 5) is None
    assert resolver._referents.at(0, 2) is not None
    assert codes(resolver, 1, "It") == "USA"
