"""One sentence's text -> the offsets of its tokens, cut as the English UD treebanks cut them.

Clitics stand alone (`do n't`, `Kenya 's`), hyphenated words come apart at the hyphen (`well - known`) unless the first
part is a prefix (`pro-government`), amounts lose their currency and per cent signs, abbreviations keep their full stop.
"""

import re

from dotterel.annotate.abbreviations import ALWAYS

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col Capt Sgt Maj Adm Prof Rev Hon St Ste Messrs Pres Amb Cmdr Brig Supt Insp "
    "Jr Sr Inc Corp Ltd Co Bros Nos vs etc Jan Feb Apr Jun Jul Aug Sep Sept Oct Nov Dec Tue Tues Thu Thurs Fri "
    "Ala Ariz Ark Calif Colo Conn Del Fla Kan Ky La Md Mich Minn Mo Mont Neb Nev Okla Tenn "
    "Tex Va Vt Wis Wyo Ave Blvd Rd Dept approx pp vol Vol Mt Ft Hwy Ph cf GEN SEN MR MRS MS DR ST"
)
# These are words too: the full stop is theirs only before a number or a capital.
_WORDS_TOO = "No Art Fig Figs Sec Mar Mon Wed Sat Sun Ga Ill Ind Mass Miss Ore Pa Wash Est Me Is al"
_TOKEN = re.compile(
    r"""
    \s*+(
    [A-Za-z][a-z]*+(?=[\s,])                                         # most words: plain, nothing joined to them
  | (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]            # web addresses
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                   # mail addresses
  | [@\#][A-Za-z_]\w+                                              # handles, hashtags
  | (?:[A-Za-z]\.){2,}                                             # U.S.  a.m.  e.g.
  | (?:"""
    + "|".join(sorted(_ABBREVIATIONS.split(), key=len, reverse=True))
    + r""")\.(?![\w.])
  | (?:"""
    + "|".join(_WORDS_TOO.split())
    + r""")\.(?=\s+(?:\d|[A-Z]))
  | [A-Z]\.(?=\s*\w)                                               # initials
  | (?:(?i:non|e|re|anti|pre|co|pro|mid|cross|post|over|multi|ex|sub|counter|semi|mini|neo|inter|intra|socio)
    )-(?:(?:[A-Za-z]\.){2,}|[^\W\d_]+)                   # pro-government stays whole
  | [A-Z][a-z]+-[a-z]{2,6}\b(?![-’'.]\w)                           # Jong-un, if a name goes before
  | \d{1,4}/\d{1,2}(?:/\d{2,4})?\b | \d{3}-\d{3}-\d{4}\b           # 9/11, 11/28/2000, telephone numbers
  | \d{1,2}:\d{2}(?::\d{2})?                                       # clock times
  | \d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s)\b)?                        # numbers, ordinals, 1990s
  | [^\W\d_](?:[\w&]|[’'](?=[^\W\d_]))*(?:\.(?:com|org|net|gov|edu|info)\b)?     # words, apostrophes inside
  | \w+
  | \.{2,} | …+ | [!?]{2,} | -{2,} | ([!?*=_~\#+])\2+                         # runs of one sign
  | <<+ | >>+
  | :-?[()DP](?!\w) | ;-?\)
  | \S
    )
    """,
    re.VERBOSE,
)
_PREFIXED = re.compile(
    r"(?i)(?:non|e|re|anti|pre|co|pro|mid|cross|post|over|multi|ex|sub|counter|semi|mini|neo|inter|intra|socio)-"
)
_CLITIC = re.compile(r"(?i)(?<=\w)(?:n[’']t|[’'](?:s|re|ve|ll|d|m))$")
_SPLIT = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2, "whats": 4, "thats": 4,
    "dont": 2, "doesnt": 4, "didnt": 3, "wont": 2, "cant": 2, "isnt": 2, "wasnt": 3, "couldnt": 5, "wouldnt": 5,
    "shouldnt": 6, "havent": 4, "hasnt": 3, "arent": 3,
}  # fmt: skip


def _keeps_hyphen(text: str, found: list[tuple[int, int]], first: int, word: str) -> bool:
    """Say whether a capitalised hyphenated word is a prefixed one, or a given name behind a surname."""
    if _PREFIXED.match(word):
        return True
    return bool(found) and found[-1][1] == first - 1 and text[found[-1][0]].isupper() and text[first - 2].islower()


def tokenize(text: str, start: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
    """Cut `text[start:stop]` into tokens and give their offsets in `text`.

    Args:
        text: the whole text.
        start: where the sentence begins.
        stop: where it ends; the end of the text when left out.

    Returns:
        (start_char, end_char) of every token; together they hold every character that is not white space.

    >>> text = "Kenya's envoy didn't pay $5m to pro-U.S. rebels."
    >>> [text[a:b] for a, b in tokenize(text)]
    ['Kenya', "'s", 'envoy', 'did', "n't", 'pay', '$', '5', 'm', 'to', 'pro-U.S.', 'rebels', '.']
    """
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, len(text) if stop is None else stop):
        first, last = match.span(1)
        word = match[1]
        if last - first > 2:
            cut = _SPLIT.get(word.lower())
            if cut is None and ("'" in word or "’" in word):
                clitic = _CLITIC.search(word)
                cut = clitic.start() if clitic else None
            if cut:
                found += (first, first + cut), (first + cut, last)
                continue
            if "-" in word and word[0].isupper() and word[-1].islower() and not _keeps_hyphen(text, found, first, word):
                cut = first + word.index("-")
                found += (first, cut), (cut, cut + 1), (cut + 1, last)
                continue
        found.append((first, last))
    if found and text[found[-1][1] - 1] == "." and text[found[-1][0] : found[-1][1] - 1] in ALWAYS:
        first, last = found.pop()  # no title ends a sentence: the full stop behind "Hun Sen." does
        found += (first, last - 1), (last - 1, last)
    return found
