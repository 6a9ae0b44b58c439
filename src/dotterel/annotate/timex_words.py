"""The words time expressions are made of: pattern pieces for `timexes`, and what each piece means.

Everything here is data and small readers of a matched piece; nothing looks at a sentence.
"""

from __future__ import annotations

import re

MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split(), start=1)}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI", "overnight": "NI",
    "dusk": "EV", "nightfall": "NI", "dark": "NI", "sunset": "EV", "sunrise": "MO", "dawn": "MO", "daybreak": "MO",
    "first light": "MO", "lunchtime": "MI", "noon": "T12:00", "midday": "T12:00", "midnight": "T00:00",
}  # fmt: skip
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "d", "night": "n", "weekend": "we", "week": "w",
    "fortnight": "fn", "month": "m", "quarter": "q", "semester": "hy", "year": "y", "decade": "de", "century": "ce",
    "centurie": "ce",
}  # fmt: skip
NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
        "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        start=1,
    )
}
DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
           "nineties": 9}  # fmt: skip

# Names of months and days count only when written like names ("May", "MAY", not "may"). "Mar", "Jan", "Sat" and the
# like are people and verbs too, so the bare short forms are used only beside a day number or with their full stop.
_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
FULL_MONTH = f"(?-i:{_FULL}|{_FULL.upper()})"
MONTH = f"(?-i:{_FULL}|{_FULL.upper()}|{_SHORT}|{_SHORT.upper().replace(chr(92) + 'B', chr(92) + 'b')})"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
WEEKDAY = f"(?-i:(?:{_DAYS}|{_DAYS.upper()})(?![a-rt-z])|(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\\b\\.)"
SHORT_WEEKDAY = f"(?-i:{_DAYS}|{_DAYS.upper()}|(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\\b\\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|\w)"
YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[.,:]\d|\w)"
ORDINAL_DAY = (
    r"(?:twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty-first|twentieth|thirtieth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|last|final)"
)
PART = r"(?:morning|afternoon|evening|night|lunchtime|dawn|noon|midday|midnight)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|"
    r"centuries)"
)
CALENDAR_UNIT = r"(?:day|night|weekend|week|fortnight|month|quarter|semester|year|decade|century)"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
)
_VAGUE = r"an?\ few|a\ couple(?:\ of)?|a\ dozen|a\ hundred|several|a\ number\ of|many|some|few|dozens\ of|hundreds\ of"
NUMBER = rf"(?:{_DIGITS}|(?:(?:one|two|three|four|five|a)\ hundred\ and\ )?(?:{_TENS})(?:[-\ ](?:{_SMALL}))?|{_SMALL}|{_VAGUE}|half\ an?|an?\ half|half(?=-(?:hour|day|year|century))|an?)"
# "more than a year" is one expression, "up to a year" is not: so our annotators and TimeBank's saw it.
APPROXIMATE = r"(?:(?:more|less|fewer)\ than|nearly|almost|just\ over|just\ under|well\ over)\ "
_NIGHTFALL = 6  # "six at night" is in the evening, "five in the night" before morning
HOUR_WORD = r"(?:twelve|eleven|ten|nine|eight|seven|six|five|four|three|two|one)"
EXACT_NUMBER = rf"(?:{_DIGITS}|(?:{_TENS})(?:[-\ ](?:{_SMALL}))?|{_SMALL})"
_ZONE = "(?:GMT|UTC|EST|EDT|ET|CET|CEST|BST|PST|PDT|MSK)"
CLOCK = (
    r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\ ?(?-i:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b|A\.M\.|P\.M\.)"
    r"|(?:1[0-2]|0?[1-9])[:.][0-5]\d\ (?:in\ the\ (?:morning|afternoon|evening)|at\ night)"
    r"|(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}(?!\d)(?:\ ?(?:hours|hrs))?"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?=\ ?(?-i:GMT|UTC|hours|hrs|local\ time))"
    r"|(?:1[0-2]|[1-9]|twelve|eleven|ten|nine|eight|seven|six|five|four|three|two|one)"
    r"(?:\ o['’]clock(?:\ (?:in\ the\ (?:morning|afternoon|evening)|at\ night))?|\ (?:in\ the\ (?:morning|afternoon|evening)|at\ night)))"
    rf"(?:\ ?(?-i:{_ZONE})\b|\ \((?-i:{_ZONE})\)|\ local\ time)?"
)


def month_number(text: str) -> int:
    """Return the month of a matched month name. `>>> month_number("Sept.")` is 9."""
    return MONTHS[text[:3].lower()]


def weekday_number(text: str) -> int:
    """Return the ISO number (Monday 1) of a matched day name."""
    return WEEKDAYS[text[:3].lower()]


def unit_code(text: str) -> str:
    """Return the code of a unit, singular or plural: "weeks" is "w".

    >>> [unit_code(word) for word in ("Weeks", "centuries", "day")]
    ['w', 'ce', 'd']
    """
    return UNITS[text.lower().removesuffix("s")]


def number_value(text: str) -> float | None:
    """Return the amount a matched NUMBER stands for, None for "several" and the like.

    >>> [number_value(words) for words in ("twenty-five", "a", "half a", "a few", "1,200", "a dozen")]
    [25, 1, 0.5, None, 1200, 12]
    """
    words = re.sub(r"[-\s]+", " ", text.lower()).strip()
    if words[0].isdigit():
        value = float(words.replace(",", "").replace(" ", ""))
        return int(value) if value.is_integer() else value
    if words in ("a", "an"):
        return 1
    if "half" in words:
        return 0.5
    known = {"a couple": 2, "a couple of": 2, "a dozen": 12, "a hundred": 100}
    if words in known:
        return known[words]
    hundreds, _, rest = words.rpartition(" hundred and ")
    if hundreds:
        return (NUMBERS.get(hundreds, 1)) * 100 + (number_value(rest) or 0)
    parts = [NUMBERS.get(word) for word in words.split()]
    return None if None in parts else sum(part for part in parts if part is not None)


def ordinal_value(text: str) -> int | None:
    """Return the number of an ordinal ("third", "3rd", "21st"), None when it is not one."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ORDINALS.get(text.lower().replace(" ", "-"))


def likely_hour(hour: int) -> int:
    """Return the hour of a day that "at eight" means in the news: from one to eight it is after noon."""
    return hour if hour > 8 else hour + 12


def hour_in(part: str, time: str) -> str:
    """Return a time of day moved into the part of the day named beside it.

    >>> hour_in("EV", "T08:30"), hour_in("MO", "T16:00"), hour_in("NI", "T14:00"), hour_in("AF", "T12:00")
    ('T20:30', 'T04:00', 'T02:00', 'T12:00')
    """
    hour = int(time[1:3]) % 12
    late = part in ("AF", "EV") or (part == "NI" and hour >= _NIGHTFALL)
    return time if time == "T24:00" or (not late and part not in ("MO", "NI")) else f"T{hour + 12 * late:02d}{time[3:]}"


def clock_time(text: str) -> str | None:
    """Return `HH:MM` of a matched CLOCK, None when it is no hour of the day.

    >>> [clock_time(words) for words in ("10 a.m.", "12:30 am", "3.15 PM", "1430 GMT", "five o'clock", "nine at night")]
    ['10:00', '00:30', '15:15', '14:30', '17:00', '21:00']
    """
    lowered = text.lower()
    if found := re.match(r"(\d\d)(\d\d)\b", lowered):
        return f"{found[1]}:{found[2]}"
    found = re.match(r"(\d{1,2})(?:[:.](\d\d))?", lowered)
    hour = int(found[1]) if found else NUMBERS.get(lowered.split()[0], 24)
    minute = int(found[2]) if found and found[2] else 0
    if re.search(r"p\.?m\b|afternoon|evening|night", lowered):
        hour = hour % 12 + 12
    elif "a.m" in lowered or re.search(r"\dam\b| am\b|morning", lowered):
        hour %= 12
    elif "clock" in lowered:
        hour = likely_hour(hour)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
