"""The words of an actor in, the known thing they stand for out: name, id, code, sectors, office on the document's day."""

from __future__ import annotations

from dataclasses import replace

from dotterel.knowledge import Knowledge
from dotterel.model import Annotation, EntityMention, Span
from dotterel.resolve.cast import Cast
from dotterel.resolve.collectives import collective
from dotterel.resolve.heads import Heads
from dotterel.resolve.known import NOTHING, Known
from dotterel.resolve.memory import Memory
from dotterel.resolve.owners import Owners
from dotterel.resolve.phrases import PREPOSITIONS, Cutter, Phrase, Tail
from dotterel.resolve.plurals import plural_subjects
from dotterel.resolve.sightings import sightings
from dotterel.resolve.titles import lowered

_HE = frozenset({"he", "him", "himself", "his"})
_SHE = frozenset({"she", "her", "herself", "hers"})
_THEY = frozenset({"they", "them", "themselves"})
_IT = frozenset({"it", "itself", "its"})
_NOBODY = frozenset(
    "we us i me you who whom which that what this these those one someone anyone everyone nobody others another there "
    "ourselves myself yourself all some many most none".split()
)


def _shared_owner(members: list[tuple[Known, Span]]) -> list[tuple[Known, Span]]:
    """Give members without a country that of their neighbour: "the government and people of X", "a Cuban doctor and nurse"."""
    told = [known for known, _ in members if known.code is not None and not known.inferred]
    if (
        len({known.code for known in told}) != 1
        or told[0].kind not in ("role", "institution")
        or len(told) == len(members)
    ):
        return members
    shared = []
    for known, span in members:
        plain = known.kind in ("role", "institution") and known.name is None and bool(known.sector)
        needs = plain and (known.code is None or known.inferred)
        shared.append((replace(known, code=told[0].code, inferred=False) if needs else known, span))
    return shared


class EntityResolver:
    """Resolves the actors and recipients of one document.

    Args:
        annotation: the document; sentences may be unparsed.
        knowledge: the tables.

    >>> from dotterel.model import Document, Sentence, Token
    >>> tokens = (Token("Addis", 0, 5, "Addis"), Token("Ababa", 6, 11, "Ababa"))
    >>> note = Annotation(Document("Addis Ababa"), (Sentence(0, Span(0, 11), tokens),))
    >>> EntityResolver(note, Knowledge.load()).resolve(Span(0, 11), 0).code
    'ETH'
    """

    def __init__(self, annotation: Annotation, knowledge: Knowledge) -> None:
        self._annotation = annotation
        self._knowledge = knowledge
        self._seen = sightings(annotation, knowledge)
        self.cast = Cast(annotation, knowledge, self._seen)
        self.memory = Memory(annotation, knowledge, self._seen, self.cast)
        self._cutters: dict[int, Cutter] = {}
        owners = Owners(annotation, knowledge, self._seen, self.cast)
        self._heads = Heads(annotation, knowledge, self.cast, self.memory, owners)
        self._acronyms = self._introduced()

    def resolve(self, span: Span, sentence: int) -> EntityMention:
        """Return what one actor's words stand for.

        Args:
            span: the words, a whole noun phrase.
            sentence: the index of their sentence.

        Returns:
            The mention; a set of several has only the fields its members share, and the unknown has no code.
        """
        text = span.slice(self._annotation.document.text)
        members = [known for known, _ in self._members(span, sentence)]
        if len(members) == 1:
            return members[0].at(span, text)
        codes = {known.code for known in members}
        sectors = {known.sector for known in members}
        code = codes.pop() if len(codes) == 1 else None
        return Known("role", None, None, code, sectors.pop() if len(sectors) == 1 else ()).at(span, text)

    def resolve_all(self, span: Span, sentence: int) -> tuple[EntityMention, ...]:
        """Return every member of what the words stand for; "Kenya and Uganda" has two, "the two sides" has two.

        Args:
            span: the words, a whole noun phrase.
            sentence: the index of their sentence.

        Returns:
            One mention for each member, with its own words where it has some, else the words of the set.
        """
        text = self._annotation.document.text
        found: list[EntityMention] = []
        for known, at in self._members(span, sentence):
            mention = known.at(at, at.slice(text))
            if mention not in found:
                found.append(mention)
        return tuple(found)

    def _members(self, span: Span, sentence: int) -> list[tuple[Known, Span]]:
        first, last = self._tokens(span, sentence)
        if first > last:
            return [(NOTHING, span)]
        phrase = self._cut(sentence, first, last)
        low = lowered(phrase.sentence, phrase.core_first, phrase.core_last)
        first_word = phrase.sentence.tokens[phrase.core_first].text
        if first_word != "US" and low in _HE | _SHE | _IT | _NOBODY and phrase.core_first == phrase.first:
            return [(self._pronoun(low, sentence, first), span)]
        asked = collective(phrase)
        if low in _THEY:
            for place in plural_subjects(self._annotation, sentence, first):
                members = self._members(self._span(*place), place[0])
                if any(known.code or known.sector for known, _ in members):
                    return [(known, span) for known, _ in members]
            if self._annotation.sentences[sentence].parsed:
                return [(NOTHING, span)]
        if asked is not None:
            rank = self._heads.rank(asked.noun) if asked.kind == "person" else None
            named = self.memory.members(sentence, phrase.first, asked.kind, asked.number, rank)
            return [(known, span) for known in named] or [(NOTHING, span)]
        parts = self._coordinated(phrase, span)
        if len(parts) > 1:
            return _shared_owner([member for part in parts for member in self._members(part, sentence)])
        shared = self._heads.shared(phrase, self._cutters[sentence])
        if shared:
            return [(known, span) for known in shared]
        return [(self._single(phrase), span)]

    def _single(self, phrase: Phrase) -> Known:
        known = self._heads.known(phrase, self._cutters[phrase.sentence.index])
        if known.code is None and known.entity is None and not known.sector:
            acronym = phrase.sentence.tokens[phrase.head].text
            long_form = self._acronyms.get(acronym)
            if long_form is not None and long_form[:2] != (phrase.sentence.index, phrase.core_first):
                return self._heads.known(self._cut(*long_form), self._cutters[long_form[0]])
        return known

    def _pronoun(self, low: str, sentence: int, token: int) -> Known:
        if low in _HE | _SHE:
            figure = self.memory.person(sentence, token, "m" if low in _HE else "f")
            return self._heads.of_figure(figure) if figure is not None else NOTHING
        if low in _IT:
            return self.memory.thing(sentence, token) or NOTHING
        return NOTHING

    def _coordinated(self, phrase: Phrase, span: Span) -> list[Span]:
        """Return the parts of "A, B and C"; one part when nothing is joined."""
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

    def _inside_tail(self, phrase: Phrase, tail: Tail) -> bool:
        """Say whether "and" joins places behind a preposition: "people in Malawi and Zimbabwe"."""
        seen = self._seen[phrase.sentence.index]
        before = phrase.tails.index(tail) - 1
        if before < 0 or phrase.tails[before].link not in (*PREPOSITIONS, ",", "and"):
            return False
        named = any(s.first == tail.first and s.last == tail.last and s.country() for s in seen)
        head = any(s.first <= phrase.head <= s.last for s in seen)
        person = self.cast.at(phrase.sentence.index, phrase.head) is not None
        places = any(t.link in PREPOSITIONS for t in phrase.tails[: before + 1])
        return named and places and not head and not person

    def _is_member(self, phrase: Phrase, tail: Tail) -> bool:
        """Say whether what follows a comma is a member of a list rather than an apposition."""
        tokens = phrase.sentence.tokens
        inner = self._cut(phrase.sentence.index, tail.first, tail.last)
        named = self.cast.at(phrase.sentence.index, phrase.core_last) is not None
        is_name = self.cast.at(phrase.sentence.index, inner.core_last) is not None
        return named == is_name and tokens[tail.first].text.lower() not in ("the", "a", "an", "his", "her")

    def _cut(self, sentence: int, first: int, last: int) -> Phrase:
        if sentence not in self._cutters:
            record = self._annotation.sentences[sentence]
            people = frozenset(i for i in range(len(record.tokens)) if self.cast.at(sentence, i) is not None)
            self._cutters[sentence] = Cutter(record, self._knowledge, self._seen[sentence], people)
        return self._cutters[sentence].cut(first, last)

    def _span(self, sentence: int, first: int, last: int) -> Span:
        tokens = self._annotation.sentences[sentence].tokens
        return Span(tokens[first].start_char, tokens[last].end_char)

    def _tokens(self, span: Span, sentence: int) -> tuple[int, int]:
        tokens = self._annotation.sentences[sentence].tokens
        inside = [i for i, t in enumerate(tokens) if t.start_char < span.end_char and t.end_char > span.start_char]
        return (inside[0], inside[-1]) if inside else (0, -1)

    def _introduced(self) -> dict[str, tuple[int, int, int]]:
        """Return acronyms put in parentheses behind their long form, with the long form's sentence and tokens."""
        found: dict[str, tuple[int, int, int]] = {}
        for sentence in self._annotation.sentences:
            tokens = sentence.tokens
            for index in range(2, len(tokens) - 1):
                word = tokens[index].text
                if tokens[index - 1].text != "(" or tokens[index + 1].text != ")" or not word.isupper():
                    continue
                letters = [
                    t for t in range(max(0, index - 2 - 2 * len(word)), index - 1) if tokens[t].text[:1].isupper()
                ]
                start = next((t for t in letters if tokens[t].text[0] == word[0]), None)
                if start is not None and len(word) > 1:
                    found.setdefault(word, (sentence.index, start, index - 2))
        return found
