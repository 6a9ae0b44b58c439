"""A noun phrase in, the parts it joins out: "Kenya, Uganda and the African Union" has three, "people in A and B" one."""

from __future__ import annotations

from collections.abc import Callable

from dotterel.model import Span
from dotterel.resolve.cast import Cast
from dotterel.resolve.phrases import PREPOSITIONS, Phrase, Tail
from dotterel.resolve.sightings import Sighting


class Coordination:
    """Parts the joined phrases of one document.

    Args:
        seen: the known names of each sentence.
        cast: its people.
        cut: cuts the phrase at tokens of a sentence.
    """

    def __init__(
        self, seen: tuple[tuple[Sighting, ...], ...], cast: Cast, cut: Callable[[int, int, int], Phrase]
    ) -> None:
        self._seen = seen
        self._cast = cast
        self._cut = cut

    def parts(self, phrase: Phrase, span: Span) -> list[Span]:
        """Return the parts of "A, B and C"; one part when nothing is joined."""
        beside = self._headline_pair(phrase, span)
        if beside:
            return beside
        tails = [tail for tail in phrase.tails if tail.link in ("and", "or", "&", "plus", "as")]
        if not tails or not any(tail.link == "and" or tail.link == "or" or tail.link == "&" for tail in tails):
            return [span]
        tokens = phrase.sentence.tokens
        cuts = [t for t in phrase.tails if t.link in ("and", "or", "&") and not self._inside_tail(phrase, t)]
        if not cuts:
            return [span]
        if cuts[0].first - 1 <= phrase.core_last:
            return [span]
        commas = [t for t in phrase.tails if t.link == "," and t.last < cuts[-1].first and self._is_member(phrase, t)]
        starts = [phrase.first, *sorted(tail.first for tail in (*commas, *cuts))]
        links = {tail.first for tail in (*commas, *cuts)}
        parts = []
        for number, start in enumerate(starts):
            end = phrase.last if number + 1 == len(starts) else starts[number + 1] - 1
            while end > start and (tokens[end].text in (",", "and", "or", "&") or end in links):
                end -= 1
            parts.append(Span(tokens[start].start_char, tokens[end].end_char))
        return parts

    def _headline_pair(self, phrase: Phrase, span: Span) -> list[Span]:
        """Return the two parts of a headline's "Iran, US hold talks", where a comma does for "and"; none elsewhere."""
        if not phrase.sentence.headline or len(phrase.tails) != 1 or phrase.tails[0].link != ",":
            return []
        seen, tail = self._seen[phrase.sentence.index], phrase.tails[0]
        tokens = phrase.sentence.tokens
        first = any(s.first == phrase.core_first and s.last == phrase.core_last and s.country() for s in seen)
        if not first or not any(s.first == tail.first and s.country() for s in seen):
            return []
        middle, start = tokens[phrase.core_last].end_char, tokens[tail.first].start_char
        return [Span(span.start_char, middle), Span(start, span.end_char)]

    def _inside_tail(self, phrase: Phrase, tail: Tail) -> bool:
        """Say whether "and" joins places behind a preposition: "people in Malawi and Zimbabwe"."""
        seen = self._seen[phrase.sentence.index]
        before = phrase.tails.index(tail) - 1
        if before < 0 or phrase.tails[before].link not in (*PREPOSITIONS, ",", "and"):
            return False
        named = any(s.first == tail.first and s.last == tail.last and s.country() for s in seen)
        head = any(s.first <= phrase.head <= s.last for s in seen)
        person = self._cast.at(phrase.sentence.index, phrase.head) is not None
        places = any(t.link in PREPOSITIONS for t in phrase.tails[: before + 1])
        return named and places and not head and not person

    def _is_member(self, phrase: Phrase, tail: Tail) -> bool:
        """Say whether what follows a comma is a member of a list rather than an apposition."""
        tokens = phrase.sentence.tokens
        inner = self._cut(phrase.sentence.index, tail.first, tail.last)
        named = self._cast.at(phrase.sentence.index, phrase.core_last) is not None
        is_name = self._cast.at(phrase.sentence.index, inner.core_last) is not None
        return named == is_name and tokens[tail.first].text.lower() not in ("the", "a", "an", "his", "her")
