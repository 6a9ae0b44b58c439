"""Sentences: text in, its pieces out. One row is one piece of the specification."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotterel.annotate.sentences import LONGEST, split


def pieces(text: str) -> list[str]:
    return [text[s.start_char : s.end_char] for s in split(text)[0]]


PROSE = [
    ("He left. She stayed.", ["He left.", "She stayed."]),
    ("The U.S. President met Mr. Xi. They talked.", ["The U.S. President met Mr. Xi.", "They talked."]),
    ("Gen. James F. Amos Jr. left the U.S. He said so.", ["Gen. James F. Amos Jr. left the U.S.", "He said so."]),
    ("Biden met Hun Sen. Later Hun Sen left.", ["Biden met Hun Sen.", "Later Hun Sen left."]),
    ("He met Republican Sen. Lee Moss. Sen. Moss left.", ["He met Republican Sen. Lee Moss.", "Sen. Moss left."]),
    ("Talks ended at 5 p.m. Friday. Then all left.", ["Talks ended at 5 p.m. Friday.", "Then all left."]),
    ("It began at 9 a.m. Troops came.", ["It began at 9 a.m.", "Troops came."]),
    ("J. Edgar Hoover and George W. Bush met.", ["J. Edgar Hoover and George W. Bush met."]),
    ("No. 5 fell on Sept. 11. It hurt.", ["No. 5 fell on Sept. 11.", "It hurt."]),
    (
        "Acme Inc. Chairman Bob left Acme Inc. The firm fell.",
        ["Acme Inc. Chairman Bob left Acme Inc.", "The firm fell."],
    ),
    ("They fled... Nobody knew where.", ["They fled...", "Nobody knew where."]),
    ("They fled... but came back.", ["They fled... but came back."]),
    ("He said . . . that it was so.", ["He said . . . that it was so."]),
    ("What?! Nobody came!", ["What?!", "Nobody came!"]),
    ('"Why?" he asked. "Stop!" Kim Jong Un said.', ['"Why?" he asked.', '"Stop!" Kim Jong Un said.']),
    ('"We go. We win," he said.', ['"We go.', 'We win," he said.']),
    ("“We go.” Then they went.", ["“We go.”", "Then they went."]),
    ("(It is so.) He left.", ["(It is so.)", "He left."]),
    ("It rose 3.5 percent. 40 died.", ["It rose 3.5 percent.", "40 died."]),
    ("He went home.Then he slept.", ["He went home.", "Then he slept."]),
    ("See Booking.com now.", ["See Booking.com now."]),
    ("no punctuation at all", ["no punctuation at all"]),
    ("日本は言った。米国は行った！そうか", ["日本は言った。", "米国は行った！", "そうか"]),
    ("ذهب الرئيس. عاد الوزير؟ نعم", ["ذهب الرئيس.", "عاد الوزير؟", "نعم"]),
    ("वह गया। वह आई।", ["वह गया।", "वह आई।"]),
    ("", []),
    ("  \n\n\t ", []),
    ("...", ["..."]),
]

LAYOUT = [
    ("One line\nAnother line", ["One line", "Another line"]),
    ("The president said\nhe would go to the\nUnited States on May 5. He\nleft.",
     ["The president said\nhe would go to the\nUnited States on May 5.", "He\nleft."]),
    ("Items:\n- first thing\n- second thing", ["Items:", "- first thing", "- second thing"]),
    ("1. One thing\n2. Two things", ["1. One thing", "2. Two things"]),
    ("A headline\n\nBy John Smith\n\nThe story.", ["A headline", "By John Smith", "The story."]),
    ("First part\r\n\r\nSecond part", ["First part", "Second part"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROSE + LAYOUT)
def test_split(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "dateline", "first"),
    [
        ("PYONGYANG, May 31 (Agency) — Kim met Lavrov.", "PYONGYANG, May 31 (Agency) —", "Kim met Lavrov."),
        ("CAIRO — Egypt said no.", "CAIRO —", "Egypt said no."),
        ("JERUSALEM, Jan 5 (Reuters) - Israel said no.", "JERUSALEM, Jan 5 (Reuters) -", "Israel said no."),
        ("Kampala, Uganda (AP) -- Rebels fled.", "Kampala, Uganda (AP) --", "Rebels fled."),
        ("Moscow, 3 June (TASS) — It said.", "Moscow, 3 June (TASS) —", "It said."),
        ("NEW DELHI: The minister left.", "NEW DELHI:", "The minister left."),
        ("(Reuters) - The United States left.", "(Reuters) -", "The United States left."),
        ("Kim says: no.", None, "Kim says: no."),
        ("The man - a doctor - left.", None, "The man - a doctor - left."),
        ("Kenya — a country — left.", None, "Kenya — a country — left."),
    ],
)
def test_dateline(text: str, dateline: str | None, first: str) -> None:
    found, span = split(text)
    assert (span.slice(text) if span else None) == dateline
    assert text[found[0].start_char : found[0].end_char] == first


def test_dateline_stands_behind_headline_and_byline() -> None:
    text = "Rebels flee\n\nBy John Smith\n\nKAMPALA, Uganda (AP) — Rebels fled. They ran."
    found, span = split(text)
    assert span is not None
    assert span.slice(text) == "KAMPALA, Uganda (AP) —"
    assert [s.headline for s in found] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Moon meets Kim\n\nThey met.", True),
        ("Will Moon meet Kim?\n\nThey met.", True),
        ("Moon met Kim.\n\nThey talked.", False),
        ("Moon meets Kim", False),
        ("By John Smith\n\nThey met.", False),
        ("Analysis\n\nThey met.", False),
    ],
)
def test_headline(text: str, headline: bool) -> None:
    assert split(text)[0][0].headline is headline


def check_tiling(text: str) -> None:
    found, dateline = split(text)
    covered = [(s.start_char, s.end_char) for s in found]
    if dateline:
        covered.append((dateline.start_char, dateline.end_char))
    covered.sort()
    place = 0
    for first, last in covered:
        assert place <= first < last <= len(text)
        assert not text[place:first].strip(), "only white space lies between sentences"
        assert not text[first].isspace()
        assert not text[last - 1].isspace()
        assert last - first <= LONGEST
        place = last
    assert not text[place:].strip()


NEWS = st.lists(
    st.sampled_from(
        ["Gen.", "U.S.", "Kim", "said", "“No.”", "a.m.", "...", "\n", "\n\n", "CAIRO —", "(AP)", "-", "1.", "?!", '"',
         "日本。", "May 3", "x", "No.", "—", "’s", ".", " ", "\t"]
    )
).map(" ".join)  # fmt: skip


@given(st.one_of(st.text(), NEWS))
@settings(max_examples=300, deadline=None)
def test_every_character_lies_in_one_sentence(text: str) -> None:
    check_tiling(text)


@pytest.mark.parametrize(
    "unit", ["a", "word ", ". ", ".", "\n", " ", "A. ", "(", "\n ", '"', "A-", ".'", "Mr. ", ".a", "a.\n", "— "]
)
def test_monstrous_texts_take_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        split(unit * (size // len(unit)) + "x")
        return time.process_time() - started

    assert seconds(400_000) < 12 * seconds(100_000) + 0.5


def test_a_monstrous_sentence_is_cut() -> None:
    text = "They came and went, " * 400
    check_tiling(text)
    assert all(piece.endswith(",") for piece in pieces(text)[:-1])


def test_lines_of_even_length_are_wrapped_though_capitals_follow() -> None:
    text = (
        "PYONGYANG, May 31 - Foreign Minister Sergei Lavrov arrived on Thursday and met\n"
        "North Korean leader Kim Jong Un. He left. On Tuesday, South Korea and the\n"
        "United States held talks in Washington.\n"
    )
    assert [text[s.start_char : s.end_char].replace("\n", " ") for s in split(text)[0]] == [
        "Foreign Minister Sergei Lavrov arrived on Thursday and met North Korean leader Kim Jong Un.",
        "He left.",
        "On Tuesday, South Korea and the United States held talks in Washington.",
    ]


def test_a_headline_over_a_long_line_is_not_wrapped() -> None:
    text = "Moon meets Kim in surprise summit at the border\nSouth Korea's president met the leader of the North on Saturday for two hours, officials said."
    assert len(split(text)[0]) == 2


def test_the_network_x_ends_a_sentence_but_an_initial_does_not() -> None:
    text = "“We will stop it,” the minister wrote on X. Nasir thanked the emir. Michael X. Nasir stayed away."
    assert len(split(text)[0]) == 3
