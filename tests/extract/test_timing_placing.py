"""Which time and which place of a sentence belong to which event, on hand-checked parses."""

from __future__ import annotations

import pytest
from tests.extract.conllu import parse, text_of

from dotterel.extract.parties import Parties
from dotterel.extract.placing import find_place
from dotterel.extract.timing import find_timex
from dotterel.extract.tree import Tree
from dotterel.model import Span, Timex

AFTER = (
    "He/PRON/2/nsubj left/VERB/0/root/leave on/ADP/4/case Tuesday/PROPN/2/obl a/DET/6/det day/NOUN/9/obl:unmarked "
    "after/SCONJ/9/mark they/PRON/9/nsubj arrested/VERB/2/advcl/arrest her/PRON/9/obj"
)
SINCE = "They/PRON/3/nsubj have/AUX/3/aux resisted/VERB/0/root/resist it/PRON/3/obj since/ADP/6/case 2002/NUM/3/obl"
FIRST_SINCE = (
    "They/PRON/3/nsubj have/AUX/3/aux talked/VERB/0/root/talk for/ADP/7/case the/DET/7/det first/ADJ/7/amod "
    "time/NOUN/3/obl since/ADP/9/case 1979/NUM/7/nmod"
)
RULING = (
    "They/PRON/2/nsubj promised/VERB/0/root/promise to/PART/4/mark carry/VERB/2/xcomp out/ADP/4/compound:prt "
    "the/DET/7/det ruling/NOUN/4/obj of/ADP/9/case 2002/NUM/7/nmod"
)
POSSESSIVE = (
    "The/DET/2/det court/NOUN/3/nsubj threw/VERB/0/root/throw out/ADP/3/compound:prt Sunday's/PROPN/6/nmod:poss "
    "vote/NOUN/3/obj/vote"
)
BOTH = (
    "They/PRON/2/nsubj met/VERB/0/root/meet on/ADP/4/case Monday/PROPN/2/obl and/CCONJ/6/cc parted/VERB/2/conj/part "
    "on/ADP/8/case Tuesday/PROPN/6/obl"
)


def timex(words: str, text: str, expression: str, kind: str = "DATE") -> Timex:
    start = text.index(words)
    return Timex(Span(start, start + len(words)), kind, expression, 0)


CASES = [
    # the distance dates the other event, the day the event itself
    (AFTER, (("Tuesday", "weekday:2", "DATE"), ("a day after", "duration:P1D;shift=+1d", "DURATION")), 1, "Tuesday"),
    (
        AFTER,
        (("Tuesday", "weekday:2", "DATE"), ("a day after", "duration:P1D;shift=+1d", "DURATION")),
        8,
        "a day after",
    ),
    # what goes on since then began then; a comparison is no date
    (SINCE, (("2002", "date:2002;relation=since", "DATE"),), 2, "2002"),
    (FIRST_SINCE, (("1979", "date:1979;relation=since", "DATE"),), 2, None),
    # the year of a noun, the day of a noun
    (RULING, (("2002", "date:2002", "DATE"),), 1, None),
    (POSSESSIVE, (("Sunday's", "weekday:7", "DATE"),), 2, None),
    (POSSESSIVE, (("Sunday's", "weekday:7", "DATE"),), 5, "Sunday's"),
    # each has its own
    (BOTH, (("Monday", "weekday:1", "DATE"), ("Tuesday", "weekday:2", "DATE")), 1, "Monday"),
    (BOTH, (("Monday", "weekday:1", "DATE"), ("Tuesday", "weekday:2", "DATE")), 5, "Tuesday"),
    # a deadline is no date, nor is "now"
    (BOTH, (("Monday", "weekday:1;relation=until", "DATE"),), 1, None),
    (BOTH, (("Monday", "ref:PRESENT_REF", "DATE"),), 1, None),
]


@pytest.mark.parametrize(("rows", "times", "node", "expected"), CASES)
def test_the_time_of_an_event(
    rows: str, times: tuple[tuple[str, str, str], ...], node: int, expected: str | None
) -> None:
    sentence, _ = parse(rows)
    text = text_of(sentence)
    verbs = [n for n, token in enumerate(sentence.tokens) if token.upos == "VERB"]
    found = find_timex(Tree(sentence), [timex(w, text, e, k) for w, e, k in times], node, None, verbs)
    assert (found.slice(text) if found else None) == expected


IN = "Police/NOUN/2/nsubj fired/VERB/0/root/fire at/ADP/4/case crowds/NOUN/2/obl in/ADP/6/case Bamako/PROPN/2/obl"
FROM = "He/PRON/2/nsubj fled/VERB/0/root/flee from/ADP/4/case Bamako/PROPN/2/obl"
TO = "They/PRON/2/nsubj sent/VERB/0/root/send troops/NOUN/2/obj to/ADP/5/case Gao/PROPN/2/obl"
STRUCK = "Jets/NOUN/2/nsubj bombed/VERB/0/root/bomb Gao/PROPN/2/obj"
INSIDE = (
    "A/DET/2/det market/NOUN/8/nsubj:pass in/ADP/5/case the/DET/5/det south/NOUN/2/nmod of/ADP/7/case Gao/PROPN/5/nmod "
    "was/AUX/9/aux:pass shelled/VERB/0/root/shell"
).replace("market/NOUN/8", "market/NOUN/9")
METONYM = "Moscow/PROPN/2/nsubj said/VERB/0/root/say it/PRON/5/nsubj would/AUX/5/aux attack/VERB/2/ccomp/attack"
SAID_IN = (
    "He/PRON/2/nsubj said/VERB/0/root/say in/ADP/4/case Rome/PROPN/2/obl that/SCONJ/7/mark rebels/NOUN/7/nsubj "
    "fled/VERB/2/ccomp/flee"
)
THEME = "They/PRON/2/nsubj lifted/VERB/0/root/lift sanctions/NOUN/2/obj on/ADP/5/case Mali/PROPN/3/nmod"
PLACES = [
    (IN, "LOC:6", 1, "ASSAULT", "Bamako"),
    (FROM, "LOC:4", 1, "RETREAT", None),
    (TO, "LOC:5", 1, "MOBILIZE", "Gao"),
    (STRUCK, "LOC:3", 1, "ASSAULT", "Gao"),
    (INSIDE, "LOC:7", 8, "ASSAULT", "A market in the south of Gao"),
    (METONYM, "LOC:1", 4, "THREATEN", None),
    (SAID_IN, "LOC:4", 6, "RETREAT", None),
    (THEME, "LOC:5", 1, "CONCEDE", None),
    (IN, "LOC:6", 1, "ACCUSE", "Bamako"),
    (TO, "LOC:5", 1, "REQUEST", None),
]


@pytest.mark.parametrize(("rows", "names", "node", "kind", "expected"), PLACES)
def test_the_place_of_an_event(rows: str, names: str, node: int, kind: str, expected: str | None) -> None:
    sentence, mentions = parse(rows, names)
    tree = Tree(sentence)
    found = find_place(tree, Parties(tree, mentions), node, None, [1, 4, 6, 8], event_type=kind)
    assert (found.span.slice(text_of(sentence)) if found else None) == expected
