"""Rules for amounts of time: durations, ages, repeated times, and now, recently, in the future."""

from __future__ import annotations

import re

from dotterel.annotate.timex_grammar import (
    ISO_UNITS,
    REFERENCES,
    REGULAR,
    REPEATED,
    UNITS,
    WEEKDAY_NAMES,
    Meaning,
    Needs,
    RuleBook,
    duration_value,
    words_after,
    words_before,
)
from dotterel.annotate.timex_words import (
    APPROXIMATE,
    FULL_MONTH,
    NUMBER,
    PARTS_OF_DAY,
    SEASON,
    SEASONS,
    UNIT,
    WEEKDAY,
    month_number,
    number_value,
    unit_code,
    weekday_number,
)

AMOUNTS = RuleBook()
_NO_VERB = "".join(rf"(?<!{word}\ )" for word in "will to would could may might should must can not did does".split())
_AFTER_NIGHT = re.compile(r"\W*$|[.,;]|\s(?:of|in|on|at|with|it)\b")
_ADVERB_ENDS = (
    r"\ (?:in|on|at|by|for|to|from|since|until|during|and|or|but|with|as|because|while|when|after|before|about)\b"
)


def _is_no_length(found: re.Match[str], number: str, unit: str, before: str, after: str) -> bool:
    """Return whether a number and a unit are something else than a length of time."""
    several = found["unit"].lower().endswith("s")
    if number in ("a", "an"):
        # "a second round", "a quarter of", "a minute", "a night march"; of "a month-long strike" only "month-long"
        passed = re.search(r"\b(?:for|after)\ $", before, re.I) and _AFTER_NIGHT.match(after)
        if unit in ("S", "q", "M", "we") or (unit == "n" and not passed) or found[0].lower().endswith("-long"):
            return True
    elif number in ("some", "few", "many") and (not several or before.lower().endswith("as ")):
        return True  # "the third time in as many weeks"
    return bool(
        (unit == "S" and not several)
        or re.match(r"[-\ ]?olds?\b", after)
        or re.match(r"\ of\ (?:an?|the)\ (?:million|billion|\w+\ centur)", after)
        or (unit == "d" and number == "one" and re.match(r"\ (?:he|she|they|it)\b", after))
    )


@AMOUNTS.rule(
    rf"(?:{APPROXIMATE})?"
    rf"(?P<window>(?:(?:the|these)\ |{_NO_VERB})(?:past|last|previous|next|coming|first|final|recent|following)\ )?"
    rf"(?P<number>{NUMBER})(?:(?P<half>\ and\ a\ half)|\ (?:more|additional|full|whole|straight|consecutive"
    r"|further|long))?[-\ ]"
    rf"(?P<unit>{UNIT})(?:\ and\ a\ half)?(?:-long|(?P<more>\ and\ (?P<number2>{NUMBER})\ (?P<unit2>{UNIT})))?",
    needs=UNITS,
)
def _duration(found: re.Match[str], text: str) -> Meaning | None:
    amount, unit, number = number_value(found["number"]), unit_code(found["unit"]), found["number"].lower()
    before = words_before(found, text)
    after = words_after(found, text)
    if _is_no_length(found, number, unit, before, after):
        return None
    if found["half"] or found[0].lower().endswith("and a half"):
        amount = (amount or 0) + 0.5
    if number in ("a", "an") and not found["window"]:
        rate = re.search(
            r"(?:\b(?:times|once|twice|percent|dollars|euros|barrels|tons|tonnes|people|million|billion|hours|days"
            r"|cases|flights|deaths|visas)|%|\$[\d.,]+)\ $",
            before,
            re.I,
        )
        if rate:
            return "SET", f"set:{duration_value(1, unit)}"
    tail = ""
    if window := (found["window"] or "").lower():
        tail = (
            ";window=-"
            if re.search(r"past|last|previous|recent", window)
            else ";window=+"
            if re.search(r"next|coming", window)
            else ""
        )
    elif re.search(r"\b(?:in|within)\ (?:just\ |about\ |around\ |only\ |less\ than\ )?$", before, re.I):
        tail = ";lead=in"
    value = duration_value(amount, unit)
    if found["more"]:
        second = duration_value(number_value(found["number2"]), unit_code(found["unit2"]))
        if ("T" in second) == ("T" in value):  # "four years and eight months"
            value += second.removeprefix("PT" if "T" in value else "P")
    return "DURATION", f"duration:{value}{tail}"


@AMOUNTS.rule(r"(?P<number>(?:a|three)[-\ ]quarters?)[-\ ](?:of\ an?\ )(?P<unit>century|hour)", needs=UNITS)
def _quarter_of(found: re.Match[str], text: str) -> Meaning | None:
    three = found["number"].lower().startswith("three")
    if found["unit"].lower() == "century":
        return "DURATION", f"duration:P{75 if three else 25}Y"
    return "DURATION", f"duration:PT{45 if three else 15}M"


@AMOUNTS.rule(
    rf"(?P<unit>{UNIT})-long|(?<=within\ )the\ (?P<the>hour|week)|all\ (?P<all>day|week|month|year)(?=[\ ,.;])"
    r"|(?:(?<=after\ )|(?<=ends\ )|(?<=end\ ))(?P<head>week|month|year|day)(?=\ of\ [a-z])",
    needs=Needs(("-long", "within the ", "all ", "after ", "end ", "ends ")),
)
def _single(found: re.Match[str], text: str) -> Meaning | None:
    """Read "a month-long strike", "within the hour", "all week", and a headline's "after week of unrest"."""
    several = found["unit"] and found["unit"].lower().endswith("s")
    unit = unit_code(found["unit"] or found["the"] or found["all"] or found["head"])
    return "DURATION", f"duration:{duration_value(None if several else 1, unit)}"


@AMOUNTS.rule(
    r"(?P<recent>(?:the\ )?(?:past|last|recent|coming|next|following)\ )?(?P<unit>minutes|hours|days|weeks"
    r"|months|years|decades|centuries)",
    needs=UNITS,
)
def _bare_plural(found: re.Match[str], text: str) -> Meaning | None:
    unit, lead = unit_code(found["unit"]), (found["recent"] or "").lower()
    if "recent" in lead or "coming" in lead:
        return "DATE", "ref:PAST_REF" if "recent" in lead else "ref:FUTURE_REF"
    if lead:
        return (
            "DURATION",
            f"duration:PX{ISO_UNITS[unit].replace('T', '')};window={'-' if re.search('past|last', lead) else '+'}",
        )
    before = words_before(found, text)
    if re.match(r"\ (?:later|earlier|before|after)\b", words_after(found, text)):
        return None  # `timex_relative` reads these
    if re.search(
        r"\b(?:for|in|over|after|within|of|the|last(?:ed|ing)?|took|take|these|spent)\ $", before, re.I
    ) or re.match(r"\ (?:ago|later|earlier|after|before|of)\b", words_after(found, text)):
        if (
            re.search(r"\b(?:the|of)\ $", before, re.I)
            and not re.match(r"\ (?:of|since|before|after)\b", words_after(found, text))
            and not re.search(r"\bafter\ $|\b\w+s\ of\ $|\bin\ the\ $", before, re.I)
        ):
            return None
        amount = "PTX" + ISO_UNITS[unit][1:] if unit in "MH" else f"PX{ISO_UNITS[unit]}"
        return "DURATION", f"duration:{amount}"
    return None


@AMOUNTS.rule(
    r"(?:every|each)\ (?:(?P<number>other|two|three|four|five|six|ten|second|third|\d+)\ )?(?:"
    rf"(?P<day>{WEEKDAY})|(?P<month>{FULL_MONTH})|(?P<part>morning|afternoon|evening|night)|"
    rf"(?P<season>{SEASON})|(?P<unit>{UNIT}))",
    needs=REPEATED,
)
def _set(found: re.Match[str], text: str) -> Meaning | None:
    number = (found["number"] or "one").lower()
    amount = 2 if number in ("other", "second") else 3 if number == "third" else number_value(number)
    if found["day"]:
        return "SET", f"set:XXXX-WXX-{weekday_number(found['day'])}"
    if found["month"]:
        return "SET", f"set:XXXX-{month_number(found['month']):02d}"
    if found["part"]:
        return "SET", f"set:XXXX-XX-XXT{PARTS_OF_DAY[found['part'].lower()]}"
    if found["season"]:
        return "SET", f"set:XXXX-{SEASONS[found['season'].lower()]}"
    return "SET", f"set:{duration_value(amount, unit_code(found['unit']))}"


@AMOUNTS.rule(r"(?-i:Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays)", needs=WEEKDAY_NAMES)
def _weekdays(found: re.Match[str], text: str) -> Meaning | None:
    if re.search(rf"\b(?:{NUMBER}|first|last|next|past)\ $", words_before(found, text), re.IGNORECASE | re.VERBOSE):
        return None  # "three Mondays of protest"
    return "SET", f"set:XXXX-WXX-{weekday_number(found[0])}"


@AMOUNTS.rule(
    r"daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually|hourly|(?:per|a)\ "
    r"(?P<per>day|week|month|year)|twice-weekly|bimonthly",
    needs=REGULAR,
)
def _adverbial_set(found: re.Match[str], text: str) -> Meaning | None:
    word = found[0].lower()
    if found["per"]:
        return ("SET", f"set:{duration_value(1, unit_code(found['per']))}") if word.startswith("per") else None
    if found[0][0].isupper() and found.start() > 0 and not text.isupper():
        return None  # a newspaper: "China Daily"
    article = re.search(r"\b(?:an?|the|\w+-\w+)\ $", words_before(found, text))
    if word.endswith("ly") and (article or re.match(r"\ [A-Z]", words_after(found, text))):
        return None  # a newspaper again: "the daily Al-Akhbar", "a weekly"
    if re.match(r"\ [a-z]", words_after(found, text)) and not re.match(_ADVERB_ENDS, words_after(found, text)):
        return None  # the kind of a thing, not when it was: "weekly march", "annual budget"
    return "SET", "set:" + {"annually": "P1Y", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
                            "quarterly": "P3M", "yearly": "P1Y", "hourly": "PT1H",
                            "twice-weekly": "P1W", "bimonthly": "P2M"}[word]  # fmt: skip


@AMOUNTS.rule(
    r"(?:right\ |until\ |by\ )?now|nowadays|currently|presently|at\ present|at\ the\ moment|these\ days|"
    r"(?P<past>recently|lately|(?<=in\ )the\ past(?!\ [a-z0-9]))|(?P<future>(?<=in\ )the\ (?:near\ "
    r"|immediate\ |foreseeable\ )?future|the\ (?:near|immediate|foreseeable)\ future)",
    needs=REFERENCES,
)
def _reference(found: re.Match[str], text: str) -> Meaning | None:
    word = found[0].lower()
    if word == "now" and re.match(r"(?:-|\ that\b)", words_after(found, text)):
        return None
    return "DATE", f"ref:{'PAST_REF' if found['past'] else 'FUTURE_REF' if found['future'] else 'PRESENT_REF'}"
