"""A document's text -> where its sentences stand, which is the headline, and where the dateline is.

One pass of a regular expression finds places where a sentence might stop, cheap tests on the words around each
decide. Everything that is not white space lies in exactly one sentence or in the dateline; the time taken grows
linearly with the text, whatever is in it.
"""

import re
from dataclasses import dataclass

from dotterel.annotate.abbreviations import ALWAYS, AMERICAN_PLACES, BEFORE_NUMBER, MAYBE, STARTERS
from dotterel.model import Span

LONGEST = 1500
"""Characters after which a sentence without any stop is cut; English news has none half as long."""

_STOP = re.compile(
    r"""
      (?<![.!?…؟۔।])(?P<stop>[.!?…؟۔।]++)(?P<close>["'”’»)\]]{0,3})(?=\s|$)          # followed by white space
    | (?P<wide>[。！？．]+["'”’»）」』]{0,3})                            # East Asian stops need none
    | (?P<glued>(?<=[a-z]{2})[.!?](?=["”’]?[A-Z][a-z]))                 # web text that lost its space
    | (?P<line>\n\s*)                                                  # a line or a paragraph ends
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“”‘/—–]*$")
_NEAR = 4000
_NAME_BEFORE = re.compile(r"\b([A-Z][a-z]+) $")
_WORD_AFTER = re.compile(r"[\"'“”‘’«(\[\s—–-]*([^\s.,;:!?\"”’)\]]*)")
_BULLET = re.compile(r"(?:[•▪●■◦‣·*–—-]|\(?[0-9a-zA-Z]{1,2}[.)])\s")
_SAYS = re.compile(
    r"\s*(?:[A-Z][\w.'’-]+\s+){1,4}(?:said|says|asked|told|added|wrote|replied|shouted|warned|tweeted|cried|declared)\b"
)
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_PLACE = r"[^\W\d_][\w.'’-]*(?:(?:,\s+|\s+|/)[^\W\d_][\w.'’-]*){0,5}"
_DATELINE = re.compile(
    rf"""
    (?P<place>{_PLACE})?
    (?P<date>,?\s+{_DATE})?
    (?P<agency>(?:,?\s+)?[(\[][^()\[\]\n]{{2,40}}[)\]])?
    \s*(?P<dash>—|–|--|-(?=\s)|:(?=\s))\s*(?=[^\s—–-])
    """,
    re.VERBOSE,
)
_AGENCY_WORD = re.compile(r"[(\[](?:[A-Z][\w.&'’-]*(?:[ /][A-Z][\w.&'’-]*){0,3})[)\]]$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One sentence's place: half-open, without white space at either end."""

    start_char: int
    end_char: int
    headline: bool = False


_WIDEST_LINE = 120


def split(text: str) -> tuple[list[Stretch], Span | None]:
    """Cut a text into sentences.

    Args:
        text: any text, of any length, with or without punctuation or line breaks.

    Returns:
        The sentences in order, and the dateline if the report opens with one.

    >>> text = "Moon meets Kim\\n\\nSEOUL, May 26 (Yonhap) — Mr. Moon met Kim in the U.S. base. They talked."
    >>> found, dateline = split(text)
    >>> [text[s.start_char : s.end_char] for s in found]
    ['Moon meets Kim', 'Mr. Moon met Kim in the U.S. base.', 'They talked.']
    >>> dateline and dateline.slice(text)
    'SEOUL, May 26 (Yonhap) —'
    """
    cuts = _cuts(text)
    stretches: list[Stretch] = []
    dateline: Span | None = None
    start, paragraphs = 0, 0
    for end, paragraph in cuts:
        first, last = _trim(text, start, end)
        start = end
        if first == last:
            continue
        opening = paragraphs < 6 and (not stretches or text[stretches[-1].end_char : first].count("\n") > 0)
        if dateline is None and opening:
            stop = _dateline_end(text, first, last)
            if stop:
                last_sign = _trim(text, first, stop)[1]
                dateline = Span(first, last_sign)
                first = _trim(text, stop, last)[0]
        stretches.extend(_shorten(text, first, last))
        paragraphs += paragraph
    return _mark_headline(text, stretches), dateline


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    """Leave out white space at both ends."""
    if first < last and (text[first].isspace() or text[last - 1].isspace()):
        inside = text[first:last]
        first = last - len(inside.lstrip())
        last = first + len(inside.strip())
    return first, last


def _cuts(text: str) -> list[tuple[int, bool]]:
    """List where sentences end, and whether a line ends there too."""
    width = _wrap_width(text)
    found: list[tuple[int, bool]] = []
    line_start = 0
    for match in _STOP.finditer(text):
        last = match.end()
        if match.lastgroup == "line":
            if _line_breaks(text, line_start, match.start(), last, width):
                found.append((last, True))
            line_start = last
        elif match.lastgroup in {"wide", "glued"} or (
            last < len(text) and _ends_sentence(text, match.start(), match["stop"], match["close"], last, line_start)
        ):
            found.append((last, False))
    found.append((len(text), True))
    return found


def _wrap_width(text: str) -> int:
    """Give the width of lines broken for their length alone (many go on in small letters), 0 if they are not."""
    sample = text[:20_000]
    singles = re.findall(r"\S[^\S\n]*\n[^\S\n]*(\S)", sample)
    if not singles:
        return 0
    width = max(map(len, sample.splitlines()))
    if sum(sign.islower() for sign in singles) < 0.3 * len(singles) and not _even_lines(sample, width):
        return 0
    return width


def _even_lines(sample: str, width: int) -> bool:
    """Say whether lines that end in the middle of a sentence are all about as long as the longest."""
    lines = re.findall(r"([^\n]*\S)[^\S\n]*\n(?=[^\S\n]*\S)", sample)
    broken = [line for line in lines if line[-1] not in '.!?:"”’)']
    return width <= _WIDEST_LINE and 2 * len(broken) >= len(lines) and all(len(line) >= 0.75 * width for line in broken)


def _line_breaks(text: str, line_start: int, first: int, last: int, width: int) -> bool:
    """Say whether a sentence ends with this line."""
    if text.count("\n", first, last) > 1 or last == len(text):
        return True
    if _BULLET.match(text, last):
        return True
    if not width:
        return True
    following = text[last]
    if following.islower():
        return False
    short = first - line_start < 0.6 * width
    return short and text[max(first - 9, 0) : first].rstrip()[-1:] not in {",", "-", ";"} and not following.isdigit()


def _ends_sentence(text: str, first: int, stop: str, close: str, last: int, line_start: int) -> bool:
    """Say whether a stop that white space follows ends its sentence."""
    after = _WORD_AFTER.match(text, last, last + 48)
    word_after = after[1] if after else ""
    if not word_after or word_after[0].islower():
        return False  # " . . . " goes on
    if stop != ".":
        return not (close and _SAYS.match(text, last, last + 80))
    before = _WORD_BEFORE.search(text[max(first - 24, line_start) : first])
    word = before[0] if before else ""
    if first - len(word) <= line_start and len(word) <= 2 and word.isalnum() and not close:
        return False  # "1." or "a." numbers a list
    if close and close[0] not in ")]":
        return True
    return _ends_after(text, word, word_after, first)


def _is_surname(text: str, word: str, first: int) -> bool:
    """Say whether the text near has a word behind the same name without a full stop: "met Hun Sen. Hun Sen left"."""
    name = _NAME_BEFORE.search(text, max(0, first - len(word) - 16), first - len(word))
    if name is None:
        return False
    near = text[max(0, first - _NEAR) : first + _NEAR]  # a fixed reach keeps cutting linear
    return re.search(rf"\b{name[1]} {word}\b(?!\.)", near) is not None


def _ends_after(text: str, word: str, word_after: str, first: int) -> bool:
    """Decide a full stop by the words on both sides of it."""
    lowered = word.lower()
    starter = word_after in STARTERS
    if word in ALWAYS or lowered in {"e.g", "i.e", "vs", "cf"}:
        return _is_surname(text, word, first)
    if lowered in BEFORE_NUMBER and word_after[0].isdigit():
        return False
    if word == "X" and text[max(first - 4, 0) : first - 1] == "on ":
        return True  # "wrote on X."
    if len(word) == 1 and word.isalpha():
        return starter and (word == "I" or text[first - 3 : first - 2].islower())
    if _ACRONYM.fullmatch(word):
        if lowered in {"a.m", "p.m"}:
            return word_after.rstrip("s") not in AMERICAN_PLACES and not word_after.isupper()
        return starter
    if lowered in MAYBE:
        return starter
    return True


def _dateline_end(text: str, first: int, last: int) -> int:
    """Give where a dateline at the start of a sentence ends, 0 if there is none."""
    match = _DATELINE.match(text, first, min(last, first + 120))
    if not match:
        return 0
    place, date, agency = match["place"] or "", match["date"], match["agency"]
    named = bool(agency and _AGENCY_WORD.search(agency.strip(" ,")))
    capitals = place.isupper() or place.split(",")[0].isupper()
    if match["dash"] == ":":
        sure = capitals and len(place) > 3 and (named or bool(date) or text[match.end() : match.end() + 1].isupper())
        return match.end() if sure else 0
    if match["dash"] == "-" and not (named or date or (capitals and len(place) > 3)):
        return 0
    if not (named or (date and place) or (capitals and len(place) > 2)):
        return 0
    return match.end()


def _shorten(text: str, first: int, last: int) -> list[Stretch]:
    """Cut a monstrous sentence at a semicolon, a comma or a space before the limit, or at the limit."""
    found = []
    while last - first > LONGEST:
        window = text[first + LONGEST // 2 : first + LONGEST]
        at = max(window.rfind("; "), window.rfind("\n")) + 1 or window.rfind(", ") + 1 or window.rfind(" ") + 1
        cut = first + LONGEST // 2 + at if at else first + LONGEST
        a, b = _trim(text, first, cut)
        if a < b:
            found.append(Stretch(a, b))
        first = _trim(text, cut, last)[0]
    if first < last:
        found.append(Stretch(first, last))
    return found


def _mark_headline(text: str, stretches: list[Stretch]) -> list[Stretch]:
    """Mark a first line of its own that has no full stop, where a report follows it."""
    if len(stretches) < 2:
        return stretches
    first, second = stretches[0], stretches[1]
    line = text[first.start_char : first.end_char]
    alone = "\n" in text[first.end_char : second.start_char] or text[first.end_char :].lstrip(" \t").startswith("\n")
    if alone and line[-1] not in ".,:;" and len(line) <= 200 and " " in line and not line.lower().startswith("by "):
        stretches[0] = Stretch(first.start_char, first.end_char, True)
    return stretches
