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
    [draft] = drafts(ODD, tag(2, 0.8, "praise", content=((5, 5),)))
    assert (draft.tone, draft.toned) == ("praise", True)


def test_the_model_finds_what_no_rule_knows() -> None:
    [draft] = drafts(ODD, tag(2, 0.8, "say", speaker=((0, 1),), content=((5, 5),)))
    assert words(ODD, draft) == (["victory"], ["The king"])
    assert (draft.origin, draft.confidence) == ("head", 0.8)
    assert drafts(ODD, tag(2, 0.4, "say", speaker=((0, 1),), content=((5, 5),))) == []


def test_parties_the_tree_does_not_see() -> None:
    [draft] = drafts(SAID, tag(2, 0.9, "say", addressee=((4, 4),)))
    assert [argument.head for argument in draft.addressee] == [4]
