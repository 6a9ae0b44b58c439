"""The tone of what is said with a word that has none of its own, and the form of a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dotterel.extract.statements_draft import QuoteIndex
from dotterel.model import Span

# The first pattern that fits gives the tone of what follows "said"; the order is that of precision on our reports.
_PATTERNS = (
    ("hope", re.compile(r"^\s*(?:i|we|he|she|they|it)\s+(?:\w+\s+)?(?:hope|hoped|hopes|wish|wishes|pray)\b", re.I)),
    ("pledge", re.compile(r"\b(?:i|we)(?:['’]ll| will| shall| (?:am|are) ready to| promise| pledge| vow)\b", re.I)),
    ("demand", re.compile(r"\b(?:must|has to|have to|should|ought to|needs? to|i urge|we urge|i ask|we ask|we call on"
                          r"|i call on|we demand|i demand|let us|it is time)\b", re.I)),
    ("pledge", re.compile(r"^\s*(?:he|she|it|they|the [\w-]+|his [\w-]+|her [\w-]+|its [\w-]+|their [\w-]+)\s+"
                          r"(?:would|will)\s+(?:not\s+)?\w+", re.I)),
)  # fmt: skip
# Verbs that deny where their content has a negation ("insisted that nobody had been tortured").
_CONTRADICTING = frozenset({"insist", "maintain", "protest", "retort", "counter", "rebut", "object"})
_NEGATIVE = re.compile(r"\b(?:not|no|never|nobody|nothing|none|neither)\b|n['’]t\b", re.I)
_NEUTRAL = frozenset({"say"})


def find_tone(tone: str, content: str, lemma: str = "") -> str:
    """Return the tone of a statement: that of its cue, or of its words where the cue is neutral.

    Args:
        tone: the tone of the cue.
        content: what is said.
        lemma: the cue.

    >>> find_tone("say", "They must leave at once")
    'demand'
    """
    if lemma in _CONTRADICTING and _NEGATIVE.search(content):
        return "deny"
    if tone not in _NEUTRAL:
        return tone
    return next((name for name, pattern in _PATTERNS if pattern.search(content)), tone)


def find_form(text: str, content: Sequence[Span], index: QuoteIndex, *, quoted: bool, nested: bool) -> str:
    """Return direct, indirect or mixed.

    Args:
        text: the document's text.
        content: what is said.
        index: the quotations of the text.
        quoted: whether the content was found as a quotation that stands by itself.
        nested: whether the cue stands in a quotation, so that only those inside it count.
    """
    inside = sum(_quoted_letters(span, index, text, nested) for span in content)
    if not inside:
        return "indirect"
    letters = sum(sign.isalnum() for span in content for sign in span.slice(text))
    quoted = quoted or content[0].slice(text).lstrip("“\"‘'«„")[:1].isupper()
    return "direct" if quoted and inside == letters else "mixed"


def _quoted_letters(span: Span, index: QuoteIndex, text: str, nested: bool) -> int:
    count = 0
    for quote in index.within(span, inner=nested):
        first, last = max(span.start_char, quote.inner.start_char), min(span.end_char, quote.inner.end_char)
        count += sum(sign.isalnum() for sign in text[first:last])
    return count
