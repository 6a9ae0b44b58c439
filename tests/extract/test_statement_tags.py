"""What the model's tags add to the tree, on hand-written parses."""

from __future__ import annotations

from tests.extract.conllu import parse, text_of

from dotterel.extract.quotes import find_quotes
from dotterel.extract.statements_draft import Draft, QuoteIndex
from dotterel.extract.statements_sentence import sentence_drafts
from dotterel.model import StatementTag

ASKED = (
    "The/DET/2/det king/NOUN/3/nsubj asked/VERB/0/root/ask the/DET/5/det army/NOUN/3/obj to/PART/7/mark "
    "leave/VERB/3/xcomp ././3/punct"
)
SAID = (
    "The/DET/2/det king/NOUN/3/nsubj said/VERB/0/root/say that/SCONJ/6/mark rain/NOUN/6/nsubj came/VERB/3/ccomp/come "
    "././3/punct"
)
ODD = "The/DET/2/det king/NOUN/3/nsubj wired/VERB/0/root/wire home/ADV/3/advmod :/PUNCT/6/punct victory/NOUN/3/obj"


def drafts(rows: str, *tags: StatementTag, spoken: bool = True) -> list[Draft]:
    sentence, mentions = parse(rows)
    index = QuoteIndex(find_quotes(text_of(sentence)))
    return sentence_drafts(sentence, mentions, index, list(tags) if spoken else None)


def words(rows: str, draft: Draft) -> tuple[list[str], list[str]]:
    text = text_of(parse(rows)[0])
    return [span.slice(text) for span in draft.content], [argument.span.slice(text) for argument in draft.speaker]


def tag(cue: int, probability: float = 0.9, tone: str = "demand", **roles: tuple[tuple[int, int], ...]) -> StatementTag:
    return StatementTag(0, (cue, cue), tone, probability, **roles)


def test_without_the_model_the_tree_is_believed() -> None:
    [draft] = drafts(ASKED, spoken=False)
    assert words(ASKED, draft) == (["to leave"], ["The king"])


def test_a_weak_construction_needs_the_model() -> None:
    assert drafts(ASKED) == []
    assert drafts(ASKED, tag(2, 0.2)) == []
    [draft] = drafts(ASKED, tag(2, 0.5))
    assert draft.construction == "order"


def test_a_strong_one_does_not() -> None:
    [draft] = drafts(SAID)
    assert words(SAID, draft) == (["rain came"], ["The king"])


def test_the_model_gives_the_tone_and_the_cue_where_the_model_is_silent() -> None:
    [draft] = drafts(SAID)
    assert (draft.tone, draft.toned) == ("say", False)
    [draft] = drafts(SAID, tag(2, 0.9, "praise"))
    assert (draft.tone, draft.toned) == ("praise", True)
    [draft] = drafts(ODD, tag(2, 0.95, "praise", content=((5, 5),)))
    assert (draft.tone, draft.toned) == ("praise", True)


def test_the_model_finds_what_no_rule_knows() -> None:
    [draft] = drafts(ODD, tag(2, 0.8, "say", speaker=((0, 1),), content=((5, 5),)))
    assert words(ODD, draft) == (["victory"], ["The king"])
    assert (draft.origin, draft.confidence) == ("head", 0.8)
    assert drafts(ODD, tag(2, 0.4, "say", speaker=((0, 1),), content=((5, 5),))) == []


def test_parties_the_tree_does_not_see() -> None:
    [draft] = drafts(SAID, tag(2, 0.9, "say", addressee=((4, 4),)))
    assert [argument.head for argument in draft.addressee] == [4]


WROTE = (
    "The/DET/2/det king/NOUN/3/nsubj wrote/VERB/0/root/write that/SCONJ/6/mark rain/NOUN/6/nsubj came/VERB/3/ccomp/come "
    "./PUNCT/3/punct"
)
REMARK = (
    "His/PRON/2/nmod:poss ships/NOUN/7/nsubj ,/PUNCT/2/punct he/PRON/5/nsubj said/VERB/7/parataxis/say ,/PUNCT/5/punct "
    "left/VERB/0/root/leave ./PUNCT/7/punct"
)
CLOCK = (
    "13:05/NUM/3/nmod Ships/NOUN/3/nsubj left/VERB/0/root/leave ,/PUNCT/3/punct he/PRON/6/nsubj said/VERB/3/parataxis/say "
    "./PUNCT/3/punct"
)
HOLE = (
    "He/PRON/2/nsubj said/VERB/0/root/say men/NOUN/8/nsubj ,/PUNCT/3/punct who/PRON/6/nsubj fled/VERB/3/acl:relcl/flee "
    ",/PUNCT/3/punct returned/VERB/2/ccomp/return ./PUNCT/2/punct"
)
TWO = (
    "He/PRON/2/nsubj said/VERB/0/root/say that/SCONJ/5/mark rain/NOUN/5/nsubj came/VERB/2/ccomp/come and/CCONJ/9/cc "
    "that/SCONJ/9/mark rivers/NOUN/9/nsubj rose/VERB/5/conj/rise ./PUNCT/2/punct"
)
WHO = (
    "Its/PRON/2/nmod:poss mayor/NOUN/10/nsubj ,/PUNCT/2/punct who/PRON/5/nsubj says/VERB/2/dep/say rain/NOUN/7/nsubj "
    "came/VERB/5/ccomp/come home/ADV/7/advmod ,/PUNCT/2/punct slept/VERB/0/root/sleep ./PUNCT/10/punct"
)
PAPER = (
    "Ships/NOUN/2/nsubj left/VERB/0/root/leave ,/PUNCT/2/punct according/VERB/7/case to/ADP/4/fixed the/DET/7/det "
    "tally/NOUN/2/obl ./PUNCT/2/punct"
)
DECLARED = (
    "They/PRON/2/nsubj declared/VERB/0/root/declare peace/NOUN/4/nsubj lasts/VERB/6/dep/last ,/PUNCT/6/punct "
    "it/PRON/2/dep ./PUNCT/2/punct"
)


def test_of_clauses_the_model_may_leave_out_all_but_the_plainest() -> None:
    assert drafts(WROTE) == []
    [draft] = drafts(WROTE, tag(2, 0.5, "say"))
    assert words(WROTE, draft) == (["rain came"], ["The king"])


def test_words_that_hang_on_nothing_need_the_model() -> None:
    [draft] = drafts(DECLARED, spoken=False)
    assert draft.guessed
    assert drafts(DECLARED) == []
    [draft] = drafts(DECLARED, tag(1, content=((2, 2),)))
    assert words(DECLARED, draft)[0] == ["peace"]


def test_only_the_plain_tone_gives_words_of_its_own_at_a_middling_probability() -> None:
    assert len(drafts(ODD, tag(2, 0.8, "say", speaker=((0, 1),), content=((5, 5),)))) == 1
    assert drafts(ODD, tag(2, 0.8, "praise", speaker=((0, 1),), content=((5, 5),))) == []
    assert len(drafts(ODD, tag(2, 0.95, "praise", speaker=((0, 1),), content=((5, 5),)))) == 1


def test_words_before_a_remark_are_the_tree_s() -> None:
    [draft] = drafts(REMARK, tag(4, 0.9, "say", content=((6, 6),)))
    assert words(REMARK, draft)[0] == ["His ships ,", "left"]


def test_a_clock_before_the_words_is_left_out() -> None:
    [draft] = drafts(CLOCK, tag(5, 0.9, "say", content=((1, 2),)))
    assert words(CLOCK, draft)[0] == ["Ships left"]


def test_a_hole_in_the_words_is_filled_but_not_over_another_cue() -> None:
    [draft] = drafts(HOLE, tag(1, 0.9, "say", content=((2, 2), (7, 7))))
    assert words(HOLE, draft)[0] == ["men , who fled , returned"]
    found = drafts(HOLE, tag(1, 0.9, "say", content=((2, 2), (7, 7))), tag(5, 0.5, "say", content=((2, 2),)))
    assert words(HOLE, found[0])[0] == ["men", "returned"]


def test_clauses_joined_by_and_that_are_parted_only_by_the_model() -> None:
    [draft] = drafts(TWO, tag(1, 0.9, "say", content=((3, 8),)))
    assert words(TWO, draft)[0] == ["rain came and that rivers rose"]
    [draft] = drafts(TWO, tag(1, 0.9, "say", content=((3, 4), (7, 8))))
    assert words(TWO, draft)[0] == ["rain came", "rivers rose"]


def test_a_speaker_who_is_somebody_else_than_the_tree_s() -> None:
    [draft] = drafts(WHO, tag(4, 0.9, "say", speaker=((0, 1),), content=((5, 7),)))
    assert words(WHO, draft)[1] == ["Its mayor"]
    [draft] = drafts(WHO, tag(4, 0.5, "say", speaker=((0, 1),)))
    assert words(WHO, draft)[1] == ["who"]


def test_who_is_told_of_behind_the_cue_does_not_speak() -> None:
    [draft] = drafts(SAID, tag(2, 0.9, "say", speaker=((4, 4),), content=((4, 5),)))
    assert words(SAID, draft)[1] == ["The king"]


def test_a_paper_that_the_model_sees_is_no_speaker() -> None:
    [draft] = drafts(PAPER, tag(3, 0.9, "say", via=((5, 6),)))
    assert (words(PAPER, draft)[1], [a.head for a in draft.via]) == ([], [6])
    [draft] = drafts(PAPER, tag(3, 0.9, "say", speaker=((5, 6),)))
    assert words(PAPER, draft)[1] == ["the tally"]
