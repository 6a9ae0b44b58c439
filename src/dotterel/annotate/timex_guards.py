"""Words that look like times and are not: "May" the woman, "march" the protest, "2000" the number of soldiers."""

from __future__ import annotations

import re
from functools import lru_cache

_PREPOSITION = re.compile(
    r"\b(?:in|since|until|till|during|before|after|through|throughout|last|next|this|late|early|mid|every|each|by|from|"
    r"of|for|to|and|or|between|around|about|both|to|-)\s?$",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\b(?:in|since|until|till|during|throughout|late|early|mid|last|next|this)\s?$", re.IGNORECASE)
_WINDOW = 48
_PERSON_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|PM|Premier|Secretary|Robert|Elaine|Brian) May\b")
_COUNTED = re.compile(
    r"[\s-](?:(?:more|other|new|additional|armed|foreign|U\.?S\.?|American|Russian|local|square|cubic|metric|young|"
    r"British|French|Chinese|Indian|Turkish|Israeli|Palestinian|Syrian|Iraqi|Afghan|Ukrainian|Rohingya|UN|U\.N\.)\s)?"
    r"(?:people|persons|troops|soldiers|fighters|rebels|militants|police|policemen|officers|men|women"
    r"|children|boys|girls|"
    r"civilians|refugees|migrants|families|households|homes|houses|villages|schools|hospitals|workers|employees|jobs|"
    r"members|delegates|protesters|demonstrators|supporters|voters|prisoners|detainees|hostages|victims|deaths|dead|"
    r"casualties|cases|patients|tons|tonnes|barrels|dollars|euros|pounds|rupees|yuan|yen|km|kilomet(?:er|re)s?|miles?|"
    r"met(?:er|re)s?|feet|foot|acres|hectares|kg|kilograms?|litres?|liters?|gallons|megawatts?|MW|kilowatts?|degrees|"
    r"percent|per cent|million|billion|tanks|vehicles|aircraft|ships|missiles|rockets|warheads|bombs|weapons"
    r"|guns|rifles|"
    r"tickets|seats|students|pupils|teachers|doctors|passengers|tourists|visitors|pilgrims|worshippers|inmates|"
    r"peacekeepers|mercenaries|personnel|staff|centrifuges|companies|firms|shops|trees|cattle|hours|minutes|days|"
    r"weeks|years|times|votes|signatures|points|words|pages|copies|meters|yards|calories|residents|inhabitants)\b",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|during|before|after|from|through|throughout|for|around|circa|between|late|early|mid|"
    r"year|summer|winter|spring|autumn|fall|of|to|as|back|the|a|an|its|his|her|their|our|that|this|disputed|failed|"
    r"landmark|historic|ill-fated|contested|deadly|bloody|and|or)[\s-]$|['’]s?\s$|\($|(?:1[5-9]|20)\d\d(?:,"
    r"|\s?[-–/]|\sand|\sto)\s?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|our|that|this|disputed|failed|landmark|historic|ill-fated|contested"
    r"|deadly|bloody)"
    r"|['’]s?)\s$",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:of|to|and|or|as|for|from|between|around|about|by)\s$", re.IGNORECASE)
_QUANTITY_BEFORE = re.compile(
    r"\b(?:than|least|most|some|nearly|almost|over|under|approximately|roughly|only|up to|total of|number of|"
    r"estimated|no\.|number|route|flight|article|resolution|section|page|room|channel|model|highway|rate of|maximum of|"
    r"cost of|price of|force of|group of|crowd of|team of|army of|contingent of|population of)\s$",
    re.IGNORECASE,
)
_OCCASION = re.compile(r"\s(?:$|[a-zA-Z])")


def month_is_name(word: str, text: str, start: int, end: int) -> bool:
    """Say whether a bare month name in `text[start:end]` means the month.

    >>> month_is_name("May", "Mrs May spoke to Mr Li.", 4, 7), month_is_name("May", "They met in May.", 12, 15)
    (False, True)
    """
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    if (
        re.search(r"[A-Z][\w.]*\s$", before)
        and not re.search(
            r"(?:^|[.!?:]\s)(?:In|Since|Until|By|From|During|Last|Next|This|Every|After|Before|Late|Early|Mid|Of|The|Between|Through|Throughout|Around)\s$",
            before,
        )
        and not before.isupper()
    ):
        return False  # "Theresa May", "Women's March", "Million March"
    if re.search(r"\b(?:Women|People|Workers|Mothers|Students|Peace)['’]?s?['’]?\s$", before):
        return False
    lowered = word.lower()
    if lowered not in ("may", "march", "april", "june", "august"):
        return True
    if lowered in ("april", "june", "august"):  # women's names; the adjective and the Turkish title
        return not re.match(r"\s[A-Z][a-z]+(?:\s|,|\.)", after) or bool(_STRONG.search(before))
    if lowered == "march":
        if re.match(r"\s(?:on|for|of|against|towards?|from|through|by|past)\b", after) and not _STRONG.search(before):
            return False
        return (
            bool(_PREPOSITION.search(before))
            or bool(re.match(r"['’]s\s", after))
            or not (re.search(r"(?:^|[.!?]\s|[\"“]|\b(?:the|a|an|protest|peace|to)\s)$", before, re.IGNORECASE))
        )
    return bool(_PREPOSITION.search(before)) or bool(
        re.match(r"['’]s\s(?:summit|meeting|election|vote|talks|deal)", after)
    )


@lru_cache(maxsize=4)
def names_may(text: str) -> bool:
    """Say whether a document speaks of someone called May; the answer is kept, it is asked once a sentence.

    >>> names_may("Theresa May resigned."), names_may("They met in May.")
    (True, False)
    """
    return bool(_PERSON_MAY.search(text))


def may_is_month(text: str, start: int) -> bool:
    """Say whether a bare "May" means the month even where someone called May is spoken of."""
    return bool(_STRONG.search(text[max(0, start - _WINDOW) : start]))


def season_is_time(word: str, text: str, start: int, end: int) -> bool:
    """Say whether a bare season ("in the summer", "this", "by winter") means a time; "fall" and "spring" rarely do.

    >>> season_is_time("summer", "in summer", 3, 9), season_is_time("fall", "the fall of Kabul", 0, 8)
    (True, False)
    """
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    if text[start:end].split()[-1][0].isupper() and before.strip() != "":
        return False  # "Arab Spring", "Winter Olympics"
    if re.match(r"\s(?:of|in|from|to|short|apart|under|into|off|behind|back|victim)\b", after) and word.lower() in (
        "fall",
        "spring",
    ):
        return False
    if re.match(r"\s(?:Olympic|Games|Palace)", after):
        return False
    return bool(
        re.search(
            r"\b(?:in|by|until|till|since|during|before|after|through|throughout|over|for)\s(?:the\s)?$",
            before,
            re.IGNORECASE,
        )
    )


def bare_year_is_date(text: str, start: int, end: int) -> bool:
    """Say whether four digits in `text[start:end]` are a year by their neighbours, not a number of things.

    >>> bare_year_is_date("since 2009", 6, 10), bare_year_is_date("the 2000 soldiers", 4, 8)
    (True, False)
    """
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _COUNTED.match(after) or _QUANTITY_BEFORE.search(before) or re.match(r"\s?(?:%|°|-strong)", after):
        return False
    if not _BEFORE_YEAR.search(before):
        return False
    if _ARTICLE.search(before):
        return bool(re.match(r"[\s-][A-Za-z]", after))
    if _WEAK.search(before):
        round_number = text[start:end].endswith("00") and text[start:end] != "2000"
        return not round_number and not re.match(r"\s[a-z]+s\b(?<!\bwas)(?<!\bhas)(?<!\bis)(?<!onwards)", after)
    return True
