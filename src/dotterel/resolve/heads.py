"""Decides by its head noun what a noun phrase stands for: a person, a name, a post, an institution, a crowd, a thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dotterel.knowledge import Knowledge, Role
from dotterel.model import Annotation
from dotterel.resolve.cast import Cast, Figure
from dotterel.resolve.known import NOTHING, Known, of_figure
from dotterel.resolve.nominals import POSSESSIVE
from dotterel.resolve.nouns import Nouns
from dotterel.resolve.owners import CIRCLES, Owners
from dotterel.resolve.phrases import Cutter, Phrase, Tail
from dotterel.resolve.posts import Posts
from dotterel.resolve.setting import Setting
from dotterel.resolve.titles import Title, lowered, role_ending, title_ending

_MARKS = frozenset({"'s", "’s", "'", "’"})
# Names that the tables hold as common nouns, too, but one state alone uses.
_ONE_STATES = frozenset({"state department", "home office", "house of commons", "house of lords", "loya jirga"})
_COURTS = "Hague"
_POWERS = frozenset({"the six", "the powers", "the six powers", "the six nations", "the six countries"})
_DEPTH = 3
_APART = 3  # tokens from one owner of a list to the next


class Heads:
    """Resolves noun phrases of one document.

    Args:
        annotation: the document.
        knowledge: the tables.
        cast: its people.
        story: its parties, sides and countries.
        owners: finds owners in phrases.
        whose: says what a possessive pronoun at a token stands for.
    """

    def __init__(
        self,
        annotation: Annotation,
        knowledge: Knowledge,
        cast: Cast,
        story: Setting,
        owners: Owners,
        whose: Callable[[int, int], list[Known]],
    ) -> None:
        self._day = annotation.document.published
        self._knowledge = knowledge
        self._cast = cast
        self._memory = story.memory
        self._owners = owners
        self._whose = whose
        self._frame = story.frame
        self._nouns = Nouns(knowledge, story)
        self._posts = Posts(knowledge, story.memory, owners, self._nouns, annotation.document.published)

    def of_figure(self, figure: Figure) -> Known:
        """Return a person of the document."""
        return of_figure(figure, self._knowledge, self._day)

    def of_story(self, sentence: int, token: int) -> Known:
        """Return someone of whom nothing is told but the story: its country, marked as inferred."""
        code = self._frame.country(sentence, token)
        return Known("role", None, None, code, (), None, code is not None)

    def there(self, sentence: int, token: int) -> Known:
        """Return the country of the place named last before "there"."""
        code = self._frame.place_before(sentence, token)
        return Known("role", None, None, code, (), None, True) if code is not None else NOTHING

    def rank(self, noun: str) -> Callable[[Known], bool] | None:
        """Return a test for whom a plural noun can mean; None when it can mean anyone."""
        return self._posts.rank(noun)

    def settled(self, phrase: Phrase, known: Known) -> Known:
        """Give a person of no stated country the one the story plays in there, marked as inferred."""
        return self._nouns.settled(known, phrase) if known.kind == "person" else known

    def known(self, phrase: Phrase, cutter: Cutter, depth: int = 0) -> Known:
        """Return what a phrase for one actor stands for."""
        head, index = phrase.head, phrase.sentence.index
        figure = self._cast.at(index, head) or self._beside(phrase, cutter)
        if figure is not None:
            known = self.of_figure(figure)
            if known.code is None and depth < _DEPTH:
                owner = self._owner(phrase, cutter, self._start(index, head), depth + 1)
                known = replace(known, code=owner.code) if owner is not None else known
            return self._nouns.settled(known, phrase)
        half = self._memory.half(phrase.sentence.tokens[head].text) if phrase.head == phrase.core_last else None
        if half is not None:
            return half
        powers = self._powers(phrase)
        if powers is not None:
            return powers
        named = self._named(phrase)
        if named is not None and not self._is_anothers(phrase, named, cutter, depth):
            return named
        if lowered(phrase.sentence, head, head) in ("counterpart", "counterparts"):
            return self._posts.counterpart(phrase)
        title = title_ending(phrase.sentence, self._knowledge, head, phrase.core_first)
        role = role_ending(phrase.sentence, self._knowledge, head, phrase.core_first)
        if self._at_the_hague(phrase, title, role):
            return Known("role", None, None, "IGO", ("JUD",))
        if title is not None and (role is None or title.first <= role[0]):
            owner = self._owner(phrase, cutter, title.first, depth)
            return self._posts.known(phrase, title, owner or self._inside(phrase, title))
        if role is not None:
            return self._nouns.known(phrase, role[0], role[1], self._owner(phrase, cutter, role[0], depth))
        return self._nouns.unknown(phrase, self._owner(phrase, cutter, head, depth))

    def _at_the_hague(self, phrase: Phrase, title: Title | None, role: tuple[int, Role] | None) -> bool:
        """Say whether a phrase names a court or its people in The Hague, in a report that speaks of nothing else Dutch."""
        sector = title.office.sector if title is not None else role[1].sector if role is not None else ()
        tokens = phrase.sentence.tokens
        behind = [tail for tail in phrase.tails if tail.link in ("in", "at")]
        where = {token.text for tail in behind for token in tokens[tail.first : tail.last + 1]}
        where |= {token.text for token in tokens[phrase.core_first : phrase.head]}
        return "JUD" in sector and _COURTS in where and not self._memory.mentions("NLD", but={_COURTS, "The", "the"})

    def shared(self, phrase: Phrase, cutter: Cutter) -> list[Known]:
        """Return one actor for each owner of "Russian and Iranian officials", "the leaders of Kenya and Uganda"."""
        if self._cast.at(phrase.sentence.index, phrase.head) is not None:
            return []
        owners = self._owners.joined(phrase, phrase.core_first, phrase.head - 1)
        if not owners:
            tail = phrase.tail("of", "from")
            last = self._listed(phrase, tail) if tail is not None else 0
            owners = self._owners.joined(phrase, tail.first, last) if tail is not None else []
        if not owners:
            return []
        return self.of_each(phrase, tuple(owner.known for owner in owners), owners[-1].last + 1)

    def _listed(self, phrase: Phrase, tail: Tail) -> int:
        """Return the last token of a list of owners: "the presidents of Iran and of the United States"."""
        last, listed = tail.last, tail.last
        for following in phrase.tails[phrase.tails.index(tail) + 1 :]:
            if following.link not in ("of", "and", ",") or following.first - last > _APART:
                break
            if following.link == "," and self._cast.at(phrase.sentence.index, following.last) is not None:
                break  # "the president of Kenya, William Ruto"
            last = following.last
            listed = listed if following.link == "," else last  # a comma joins where an "and" follows
        return listed

    def of_each(self, phrase: Phrase, owners: tuple[Known, ...], floor: int = 0) -> list[Known]:
        """Return one actor for each owner: the posts, institutions or people that the head names.

        Args:
            phrase: the noun phrase.
            owners: whose they are.
            floor: the first token that a title may begin at.
        """
        title = title_ending(
            phrase.sentence,
            self._knowledge,
            phrase.head,
            max(floor, phrase.core_first) if floor <= phrase.head else phrase.core_first,
        )
        role = role_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        found = []
        for owner in owners:
            if title is not None and (role is None or title.first <= role[0]):
                found.append(self._posts.known(phrase, title, owner, one_each=title.office.name == "leader"))
            elif role is not None:
                found.append(self._nouns.known(phrase, role[0], role[1], owner))
            else:
                found.append(self._nouns.unknown(phrase, owner))
        return found

    def _beside(self, phrase: Phrase, cutter: Cutter) -> Figure | None:
        """Return the person in apposition ("the rebels' delegate, Ivan Marquez") or right behind a bare title."""
        named = self._apposed(phrase)
        if named is not None:
            return named
        tail = phrase.tail(",")
        if tail is not None and not phrase.tails.index(tail):
            inner = cutter.cut(tail.first, tail.last)
            figure = self._cast.at(phrase.sentence.index, inner.head)
            if figure is not None and inner.core_first == self._start(phrase.sentence.index, inner.head):
                return figure if not phrase.plural and self._is_role(phrase) else None
        following = self._cast.at(phrase.sentence.index, phrase.last + 1)
        title = title_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        return following if title is not None and phrase.head == phrase.last else None

    def _apposed(self, phrase: Phrase) -> Figure | None:
        """Return the person whose name the parse puts in apposition to a role: "the head of the junta, General Tiani"."""
        tokens = phrase.sentence.tokens
        if phrase.plural or not phrase.sentence.parsed or not self._is_role(phrase):
            return None
        for index in range(phrase.head + 1, min(len(tokens), phrase.last + 8)):
            if tokens[index].deprel != "appos":
                continue
            if tokens[index].head - 1 == phrase.head or self._hangs_too_low(phrase, index):
                return self._cast.at(phrase.sentence.index, index)
        return None

    def _hangs_too_low(self, phrase: Phrase, index: int) -> bool:
        """Say whether a name behind a comma hangs on a thing in the phrase: "the head of the ruling party, Ivan Marquez"."""
        tokens = phrase.sentence.tokens
        noun = tokens[index].head - 1
        if not phrase.head < noun < index or tokens[index - 1].text != ",":
            return False
        role = role_ending(phrase.sentence, self._knowledge, noun, phrase.head + 1)
        title = title_ending(phrase.sentence, self._knowledge, noun, phrase.head + 1)
        return title is None and (role is None or role[1].kind != "person")

    def _start(self, sentence: int, token: int) -> int:
        figure = self._cast.at(sentence, token)
        while token > 0 and self._cast.at(sentence, token - 1) is figure:
            token -= 1
        return token

    def _is_role(self, phrase: Phrase) -> bool:
        if self._cast.at(phrase.sentence.index, phrase.core_last) is not None:
            return False
        known = role_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        title = title_ending(phrase.sentence, self._knowledge, phrase.head, phrase.core_first)
        return title is not None or (known is not None and known[1].kind == "person")

    def _powers(self, phrase: Phrase) -> Known | None:
        """Return the six powers for "the six" where the document speaks of them."""
        if lowered(phrase.sentence, phrase.core_first, phrase.core_last) not in _POWERS or phrase.tails:
            return None
        return self._memory.body(phrase.sentence.index, phrase.first, lambda body: body.entity == "org:p5plus1")

    def _named(self, phrase: Phrase) -> Known | None:
        """Return the country or body whose name ends the core."""
        owners = self._owners.within(phrase, phrase.core_first, phrase.core_last)
        last = next((owner for owner in owners if owner.first <= phrase.head <= owner.last), None)
        if last is None or last.form == "person":
            return None
        known = last.known
        first = owners[0]
        if known.kind == "country":
            crowd = phrase.quantity and last.form in ("plural", "demonym", "adjective")
            return replace(known, sector=("CVL",), entity=None) if crowd else known
        if first is not last and first.known.kind == "country" and known.code not in (first.known.code, *CIRCLES):
            return Known("body", None, None, first.known.code, known.sector)
        return known

    def _is_anothers(self, phrase: Phrase, named: Known, cutter: Cutter, depth: int) -> bool:
        """Say whether a name that many countries use ("Ministry of Defence") is that of another one here."""
        words = lowered(phrase.sentence, phrase.core_first, phrase.core_last).removeprefix("the ")
        if named.kind != "body" or named.code in CIRCLES or self._knowledge.role(words) is None:
            return False
        owner = self._behind(phrase, cutter, depth)
        if owner is not None and owner.code is not None:
            return owner.code != named.code
        if words in _ONE_STATES:
            return False
        if not self._memory.mentions(named.code):
            return True
        return self._frame.country(phrase.sentence.index, phrase.first, travels=True) not in (None, named.code)

    def _inside(self, phrase: Phrase, title: Title) -> Known | None:
        """Return the body named inside a title ("UN envoy")."""
        owners = self._owners.within(phrase, title.first, title.last)
        return owners[0].known if owners else None

    def _owner(self, phrase: Phrase, cutter: Cutter, head_first: int, depth: int) -> Known | None:
        owner = self._owners.before(phrase, head_first)
        if owner is not None:
            return owner.known
        beside = self._nationality_beside(phrase)
        if beside is not None:
            return beside
        low = phrase.sentence.tokens[phrase.core_first].text.lower()
        if (low in POSSESSIVE or low == "whose") and phrase.core_first < head_first:
            several = self._whose(phrase.sentence.index, phrase.core_first)
            return several[0] if len({one.code for one in several}) == 1 else None
        before = phrase.first - 1
        if before > 0 and phrase.sentence.tokens[before].text in _MARKS and depth < _DEPTH:
            outside = next(iter(self._owners.within(phrase, before - 1, before - 1)), None)
            if outside is not None:
                return outside.known
        mark = next(
            (i for i in range(phrase.core_first + 1, head_first) if phrase.sentence.tokens[i].text in _MARKS), None
        )
        if mark is not None and depth < _DEPTH:
            whose = self.known(cutter.cut(phrase.core_first, mark - 1), cutter, depth + 1)
            if whose.code is not None or whose.sector:
                return whose
        return self._behind(phrase, cutter, depth)

    def explicit(self, phrase: Phrase) -> bool:
        """Say whether a country or body is named before the head: "their Italian counterpart"."""
        return self._owners.before(phrase, phrase.head) is not None

    def _nationality_beside(self, phrase: Phrase) -> Known | None:
        """Return the country in the apposition right behind the core: "her husband, an Eritrean"."""
        tail = phrase.tails[0] if phrase.tails and phrase.tails[0].link == "," else None
        if tail is None or phrase.sentence.tokens[tail.first].text.lower() not in ("a", "an"):
            return None
        owners = self._owners.within(phrase, tail.first, min(tail.last, tail.first + 3))
        told = [owner for owner in owners if owner.form in ("adjective", "demonym") and owner.known.kind == "country"]
        return replace(told[0].known, sector=()) if told else None

    def _behind(self, phrase: Phrase, cutter: Cutter, depth: int) -> Known | None:
        """Return the owner in the phrases behind the head: of, from and for before in and at."""
        if depth >= _DEPTH:
            return None
        head = lowered(phrase.sentence, phrase.head, phrase.head)
        office = self._knowledge.title(head)
        sent = office is not None and office.function in ("envoy", "ambassador", "diplomat")
        links = ("of", "from") if sent else ("of", "from", "for", "within", "by", "behind")
        if office is not None and office.name in ("adviser", "spokesman", "lawyer"):
            links = (*links, "to")
        found: Known | None = None
        for tail in phrase.tails:
            if tail.link not in links or (
                tail.link in ("for", "by") and office is None and not sent and head not in ("forces",)
            ):
                continue
            inner = self.known(cutter.cut(tail.first, tail.last), cutter, depth + 1)
            if found is None and (inner.code is not None or inner.sector):
                found = inner
            elif found is not None and found.code is None and inner.code is not None:
                found = replace(found, code=inner.code, inferred=False)
            if found is not None and found.code is not None and not found.inferred:
                return found
        for tail in phrase.tails:
            if tail.link in ("in", "at", "inside", "across", "near", "outside", "on"):
                place = self._owners.place(phrase, tail)
                if place is not None:
                    return (
                        replace(place, sector=()) if found is None else replace(found, code=place.code, inferred=False)
                    )
            if tail.link == "loyal":
                return self.known(cutter.cut(min(tail.first + 1, tail.last), tail.last), cutter, depth + 1)
        return found
