"""Quotations that stand by themselves -> the cue that introduces or follows each, or the statement it goes on from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dotterel.extract.quotes import Quote
from dotterel.extract.statements_draft import Draft, QuoteIndex
from dotterel.model import Argument, Sentence, Span

# A quotation of fewer words, without a stop of its own, is a name, a title or a scare quote unless a cue claims it.
_FEWEST_WORDS = 4
_LONGEST_GAP = 160
_STOPS = ".!?…,;—–-"
_LEADS_IN = re.compile(r"(?:[:,—–-]|\bthat|\bas follows)\s*$")
_BREAK = re.compile(r"[.!?;]\s|\n\s*\n")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_NAMED = re.compile(r"(?:^|[;.!?\n]\s*)((?:[A-Z]|[Tt]he |[Aa]n? )[^;:.!?\n\"“”]{1,60}):\s*$")
_NAMED_IN_HEADLINE = re.compile(r"(?:^|[;.!?\n]\s*)([^\W\d_][^;:.!?\n\"“”]{1,60}):\s*$")
_SPEECH_END = re.compile(r"[.!?…,][\"'”’»“‘]*$")


class QuoteLinker:
    """Links the quotations of one document with the cues found in its sentences.

    Args:
        text: the document's text.
        sentences: its sentences.
        index: its quotations.
        drafts: a draft for each word that may be a cue, with its characters and those of its own clause.
    """

    def __init__(self, text: str, sentences: Sequence[Sentence], index: QuoteIndex, drafts: Sequence[Draft]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.span.start_char for sentence in sentences]
        self._index = index
        self._cues = sorted((d for d in drafts if d.cue), key=lambda d: d.cue.start_char if d.cue else 0)
        self._cue_starts = [d.cue.start_char for d in self._cues if d.cue]

    def link(self) -> list[Draft]:
        """Give each quotation to its cue's draft; return drafts of those that no cue claims."""
        unclaimed: list[Draft] = []
        last: Draft | None = None
        last_end = 0
        for quote in self._index.outermost:
            if not self._stands_alone(quote):
                continue
            draft = self._cue_of(quote) or self._named_before(quote)
            if draft is not None and draft.construction == "colon":
                unclaimed.append(draft)
            same_voice = last is not None and self._goes_on(quote, last_end)
            if draft is None and last is not None and (quote.continues or same_voice):
                draft = last if quote.continues or not self._new_paragraph(last_end, quote) else self._echo(last, quote)
                if draft is not last:
                    unclaimed.append(draft)
            if draft is None and self._is_speech(quote):
                draft = Draft(self._sentence(quote.outer.start_char), "say", "quote", origin="quote", confidence=0.5)
                unclaimed.append(draft)
            if draft is None:
                continue
            draft.quotes.append(quote)
            last = draft
            last_end = max(quote.outer.end_char, draft.clause.end_char if draft.clause else 0)
        return unclaimed

    def _named_before(self, quote: Quote) -> Draft | None:
        """A name and a colon before a quotation: "Meloni: "I will not give in" "."""
        at = quote.outer.start_char
        number = self._sentence(at)
        named = _NAMED_IN_HEADLINE if self._sentences[number].headline else _NAMED
        match = named.search(self._text, max(at - 80, 0), at)
        if match is None:
            return None
        number = self._sentence(match.start(1))
        head = next((i for i, t in enumerate(self._sentences[number].tokens) if t.end_char == match.end(1)), None)
        words = [t for t in self._sentences[number].tokens if match.start(1) <= t.start_char < match.end(1)]
        if (
            head is None
            or any(t.upos in {"VERB", "AUX"} for t in words)
            or words[-1].upos not in {"PROPN", "NOUN", "X"}
        ):
            return None
        speaker = Argument(Span(match.start(1), match.end(1)), number, head)
        return Draft(number, "say", "colon", speaker=(speaker,), origin="quote", confidence=0.7)

    def _echo(self, last: Draft, quote: Quote) -> Draft:
        """A quotation of its own paragraph after one with a speaker: the same voice, without a cue."""
        return Draft(
            self._sentence(quote.outer.start_char),
            "say",
            "run-on",
            speaker=last.speaker,
            addressee=last.addressee,
            via=last.via,
            origin="quote",
            confidence=0.6,
        )

    def _sentence(self, at: int) -> int:
        return max(bisect_right(self._starts, at) - 1, 0)

    def _stands_alone(self, quote: Quote) -> bool:
        """Whether a quotation is an utterance and not words worked into a sentence."""
        before = self._text[max(quote.outer.start_char - 40, 0) : quote.outer.start_char].rstrip()
        if not self._sentences:
            return False
        sentence = self._sentences[self._sentence(quote.outer.start_char)]
        if self._is_worked_in(quote):
            return quote.outer.start_char <= sentence.span.start_char + 1 and self._is_long(quote)
        if not _LETTER.search(self._text, sentence.span.start_char, quote.outer.start_char):
            return True
        if not before or before[-1] in ',:;.!?—–-…"”’»)(':
            return self._words(quote) >= 2 or bool(_SPEECH_END.search(quote.inner.slice(self._text)))
        cue = self._cue_before(quote.outer.start_char)
        return cue is not None and cue.clause is not None and self._is_adjacent(cue, quote)

    def _is_long(self, quote: Quote) -> bool:
        """Whether a quotation holds more than a sentence, so that what follows it is the reporter's afterthought."""
        return bool(_BREAK.search(self._text, quote.inner.start_char, quote.inner.end_char))

    def _is_worked_in(self, quote: Quote) -> bool:
        """Whether the reporter's sentence runs on behind the mark without a stop ("Unfair" terms were refused)."""
        if not quote.closed or self._last_sign(quote) in _STOPS or quote.continues:
            return False
        behind = self._text[quote.outer.end_char : quote.outer.end_char + _LONGEST_GAP]
        if not behind[:1].isspace() or not _WORD.match(behind.lstrip(" ")) or behind.lstrip(" ")[:1] == "\n":
            return False
        cue = self._cue_behind(quote, loose=True)
        return (
            cue is None or self._text[quote.outer.end_char : cue.clause.start_char if cue.clause else 0].strip() != ""
        )

    def _is_adjacent(self, cue: Draft, quote: Quote) -> bool:
        """Whether only the addressee stands between a cue and the mark ("told us "we go" ")."""
        if cue.cue is None or cue.lemma in {"call", "describe", "name", "speak", "term", "label", "brand", "dub"}:
            return False
        ends = [cue.cue.end_char, *(a.span.end_char for a in cue.addressee if a.span.start_char > cue.cue.start_char)]
        gap = self._text[max(ends) : quote.outer.start_char]
        return not gap.strip() and quote.inner.slice(self._text)[:1].isupper() and self._words(quote) >= 2

    def _last_sign(self, quote: Quote) -> str:
        """Return the last sign of a quotation that is no quotation mark."""
        at = quote.inner.end_char - 1
        while at > quote.inner.start_char and self._text[at] in "\"'”’»“‘ ":
            at -= 1
        return self._text[at]

    def _words(self, quote: Quote) -> int:
        return sum(1 for _ in zip(_WORD.finditer(self._text, *_ends(quote.inner)), range(_FEWEST_WORDS), strict=False))

    def _is_speech(self, quote: Quote) -> bool:
        """Whether a quotation is kept though nobody is named: a whole utterance that ends or begins its sentence."""
        last = self._last_sign(quote)
        sentence = self._sentences[self._sentence(quote.outer.start_char)]
        if sentence.headline:
            return self._is_headline_speech(quote, sentence)
        if not quote.closed and self._holds_cue(quote):
            return False
        whole = quote.outer.start_char <= sentence.span.start_char + 1 and (last in ".!?…," or not quote.closed)
        return whole and self._words(quote) >= _FEWEST_WORDS

    def _is_headline_speech(self, quote: Quote, sentence: Sentence) -> bool:
        """Whether a quotation of a headline is said by somebody: a whole one, or all on one side of a colon.

        "Port reopens: “We are glad”", "“We are glad”: port reopens".
        """
        before = self._text[sentence.span.start_char : quote.outer.start_char].rstrip()
        behind = self._text[quote.outer.end_char : sentence.span.end_char].lstrip()
        if not before:
            return self._last_sign(quote) in ".!?," or behind.startswith(":")
        return not behind and before[-1] in ":;"

    def _holds_cue(self, quote: Quote) -> bool:
        """Whether a cue with content lies in a quotation: one never closed has run on into the reporter's words."""
        number = bisect_right(self._cue_starts, quote.inner.start_char)
        return number < len(self._cues) and self._cue_starts[number] < quote.inner.end_char

    def _new_paragraph(self, end: int, quote: Quote) -> bool:
        return "\n" in self._text[end : quote.outer.start_char]

    def _goes_on(self, quote: Quote, end: int) -> bool:
        """Whether a quotation opens right behind the one before and its cue, with nothing of the reporter between."""
        if quote.outer.start_char - end > _LONGEST_GAP:
            return False
        gap = self._text[end : quote.outer.start_char]
        if "\n" in gap and not self._fills_paragraph(quote):
            return False
        if _WORD.search(gap) and (_BREAK.search(gap.strip() + " ") or "\n" in gap):
            first, _, rest = gap.partition(".")
            if _WORD.search(rest) or "\n" in first:
                return False
        sentence = self._sentences[self._sentence(quote.outer.start_char)]
        return quote.outer.start_char <= sentence.span.start_char + 1 or not _WORD.search(gap)

    def _fills_paragraph(self, quote: Quote) -> bool:
        behind = self._text[quote.outer.end_char : quote.outer.end_char + 3]
        return not behind.strip() or behind.lstrip(" ")[:1] == "\n"

    def _cue_of(self, quote: Quote) -> Draft | None:
        before, behind = self._cue_before(quote.outer.start_char), self._cue_behind(quote)
        if before and before.cue:
            gap = self._text[before.cue.end_char : quote.outer.start_char]
            tight = len(gap) <= _LONGEST_GAP and bool(_LEADS_IN.search(gap) or not gap.strip())
            if (tight or self._is_adjacent(before, quote)) and not (behind and self._closer(behind, quote, gap)):
                return before
        return behind

    def _closer(self, behind: Draft, quote: Quote, gap_before: str) -> bool:
        """Whether the cue behind a quotation fits better: a comma ends the words, the cue before lies farther off."""
        if behind.cue is None or gap_before.rstrip().endswith(":"):
            return False
        gap = self._text[quote.outer.end_char : behind.cue.start_char]
        ends = self._last_sign(quote) in ",?!"
        return (
            ends and len(gap) < len(gap_before) and not gap.lstrip().lower().startswith(("and ", "but ", ", and", ","))
        )

    def _cue_before(self, at: int) -> Draft | None:
        number = bisect_right(self._cue_starts, at - 1) - 1
        while number >= 0:
            draft = self._cues[number]
            cue = draft.cue
            if cue is None or at - cue.end_char > _LONGEST_GAP:
                return None
            between = self._text[cue.end_char : at]
            if self._index.around(cue.start_char) is None:
                broken = ";" in between or draft.sentence != self._sentence(at)
                if broken and not between.rstrip().endswith(":"):
                    return None
                if between and self._index.within(Span(cue.end_char, at)):
                    return None
                return draft if not draft.weak or not between.strip(" ,") else None
            number -= 1
        return None

    def _cue_behind(self, quote: Quote, *, loose: bool = False) -> Draft | None:
        end = quote.outer.end_char
        number = bisect_right(self._cue_starts, end - 1)
        if number >= len(self._cues):
            return None
        draft = self._cues[number]
        cue, clause = draft.cue, draft.clause
        if cue is None or clause is None or cue.start_char - end > _LONGEST_GAP or self._index.around(cue.start_char):
            return None
        gap = self._text[end : cue.start_char]
        if ";" in gap or ":" in gap or (gap and self._index.within(Span(end, cue.start_char))):
            return None
        last = self._last_sign(quote)
        follows = gap.lstrip()[:1] in {",", "–", "—"} or last in _STOPS or not quote.closed
        lead = self._text[end : max(clause.start_char, end)].strip(" ,—–-\n")
        if not (follows or loose) or (_WORD.search(lead) and len(lead) > 60):
            return None
        if _WORD.search(lead) and lead.split()[0].lower() in {"and", "but", "while", "as", "after", "because", "which"}:
            return None
        sentence = self._sentence(quote.outer.end_char - 1)
        if draft.sentence == sentence:
            return draft
        return draft if draft.sentence == sentence + 1 and last in "?!,…" and "\n" not in gap else None


def _ends(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char
