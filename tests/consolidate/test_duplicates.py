"""Copies, shortened copies and updates are one report; reports on one subject are not."""

from __future__ import annotations

from datetime import date

import pytest

from dotterel.consolidate import alike, copies, groups, outline
from dotterel.model import Document

LEAD = (
    "Farmers in the north of Senegal began to bring in rice on Tuesday, two weeks later than usual, after a dry summer. "
    "The harvest will be a fifth smaller than last year, the farm ministry in Dakar said. "
    "It has asked the World Food Programme for 40,000 tonnes of grain. "
    "Traders in Saint-Louis already ask twice the price of last autumn for a sack. "
    "The government will sell cheap rice from its stores in poor districts of the capital."
)
OTHER = (
    "Senegal's rice harvest will be smaller this year because little rain fell in summer, officials in Dakar said on "
    "Tuesday. Prices in the markets of the north have doubled, and the government has asked the United Nations for grain."
)


def found(*texts: str, days: tuple[int, ...] = ()) -> list[tuple[str, ...]]:
    documents = [
        Document(text, f"r{number}", None, date(2021, 10, days[number] if days else 5), f"P{number}")
        for number, text in enumerate(texts)
    ]
    outlines = {one.id: outline(one) for one in documents}
    return [group.document for group in groups(outlines, copies(outlines))]


@pytest.mark.parametrize(
    "copy",
    [
        LEAD,
        "DAKAR, Oct 5 (XYZ) - " + LEAD,
        LEAD.upper(),
        ". ".join(LEAD.split(". ")[:2]) + ".",
        LEAD + " The opposition called for a debate in parliament. A storm warning was given for the coast.",
        LEAD.replace("two weeks", "a fortnight").replace("a fifth", "20 per cent"),
        "Rice is late. " + LEAD.replace("Tuesday", "Monday"),
    ],
    ids=["same", "dateline", "capitals", "shortened", "longer", "edited", "headline"],
)
def test_copies_are_found(copy: str) -> None:
    assert found(LEAD, copy) == [("r0", "r1")]


@pytest.mark.parametrize("text", [OTHER, LEAD.split(". ")[-1], "Rice is late.", ""])
def test_others_are_not(text: str) -> None:
    if text == LEAD.split(". ")[-1]:
        text = "He quoted the plan: " + text + " Nobody believed him, and the hall was loud for minutes after that."
    assert found(LEAD, text) == []


def test_the_same_text_weeks_later_is_another_report() -> None:
    assert found(LEAD, LEAD, days=(1, 20)) == []


def test_lead_and_latest() -> None:
    documents = [
        Document(LEAD, "old", None, date(2021, 10, 5), "A"),
        Document(LEAD + " Rain is forecast.", "new", None, date(2021, 10, 6), "A"),
        Document(LEAD, "copy", None, date(2021, 10, 5), "B"),
    ]
    outlines = {one.id: outline(one) for one in documents}
    (group,) = groups(outlines, copies(outlines))
    assert (group.lead, group.latest, group.publishers) == ("copy", "new", 2)
    assert alike(outlines["old"], outlines["new"]) == 1.0
