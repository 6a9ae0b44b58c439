"""Gathers the people of a document: full names, short names, and what the text and the tables say of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dotterel.knowledge import Body, Knowledge, Named, Office, Person
from dotterel.knowledge.candidates import as_of
from dotterel.knowledge.names import words
from dotterel.model import Annotation, Sentence
from dotterel.resolve.describe import Description, describe, owner_of_post
from dotterel.resolve.sightings import Sighting
from dotterel.resolve.titles import is_honorific, title_ending

_FEMALE_ADDRESS = frozenset(
    {"mrs", "ms", "miss", "madam", "lady", "baroness", "queen", "princess", "dame", "first lady"}
)
_MALE_ADDRESS = frozenset({"mr", "sir", "lord", "king", "prince", "sheikh", "ayatollah", "father"})
_FEMALE_TITLES = frozenset({"spokeswoman", "congresswoman", "businesswoman", "chairwoman", "queen", "councilwoman"})
_MALE_TITLES = frozenset({"spokesman", "congressman", "businessman", "chairman", "king", "councilman", "taoiseach"})
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February".split())
_POST_REACH = 6
"""Sentences before a name in which its bearer's post may have been told."""
_PARTICLES = frozenset("al el bin ibn von van der de la le du da dos del di abu ben ould".split())


@dataclass(frozen=True, slots=True)
class Appearance:
    """One mention of a person: the tokens of the bare name, 0-based and inclusive."""

    sentence: int
    first: int
    last: int


@dataclass(slots=True)
class Figure:
    """A person of the document, filled while it is read; complete once the cast is."""

    name: str
    parts: tuple[str, ...]
    person: Person | None = None
    gender: str = ""
    code: str | None = None
    body: Body | None = None
    office: Office | None = None
    sector: tuple[str, ...] = ()
    former: bool = False
    appearances: list[Appearance] = field(default_factory=list)

    def hear(self, said: Description) -> None:
        """Take over what a phrase says, where nothing was known before."""
        if self.code is None and said.code is not None:
            self.code = said.code
            self.body = said.body
        if self.office is None and said.office is not None:
            self.office, self.former = said.office, said.former
        if not self.sector and said.sector:
            self.sector = said.sector
        self.gender = self.gender or said.gender


_SERVICES = frozenset({"MIL", "COP", "REB", "PRM", "SPY"})


class Cast:
    """The people of one document.

    Args:
        annotation: the document.
        knowledge: the tables.
        seen: the known names of each sentence.
    """

    def __init__(self, annotation: Annotation, knowledge: Knowledge, seen: tuple[tuple[Sighting, ...], ...]) -> None:
        self._annotation = annotation
        self._knowledge = knowledge
        self._seen = seen
        self.figures: list[Figure] = []
        self._at: dict[tuple[int, int], Figure] = {}
        found = sorted(self._names(), key=lambda a: (a.sentence, a.first))
        for full in (True, False):
            for appearance in found:
                sentence = annotation.sentences[appearance.sentence]
                name = tuple(self._parts(sentence, appearance.first, appearance.last))
                if name and (len(name) > 1) is full and self._can_be_name(name):
                    self._enter(sentence, appearance, name)
        self._find_surnames()
        for figure in self.figures:
            figure.appearances.sort(key=lambda a: (a.sentence, a.first))
            if figure.code is None and figure.person is None and figure.office is not None and not figure.former:
                self._take_post(figure)

    def _take_post(self, figure: Figure) -> None:
        """Take the country of a post that was told without a name before: "France's ambassador ... Ambassador Itte"."""
        assert figure.office is not None
        first = figure.appearances[0]
        for number in range(first.sentence, max(-1, first.sentence - _POST_REACH), -1):
            sentence = self._annotation.sentences[number]
            end = first.first - 1 if number == first.sentence else len(sentence.tokens)
            for last in range(end - 1, -1, -1):
                around = (self.at(number, last + 1), self.at(number, last + 2))
                if any(other is not None for other in around):
                    continue
                code, body = owner_of_post(sentence, self._seen[number], self._knowledge, last, figure.office.function)
                if code is not None:
                    figure.code, figure.body = code, body
                    return

    def at(self, sentence: int, token: int) -> Figure | None:
        """Return the person whose name covers a token."""
        return self._at.get((sentence, token))

    def _names(self) -> list[Appearance]:
        """Return the bare names of people: those the model saw, those the tables know, those that follow a title."""
        found: list[Appearance] = []
        taken: set[tuple[int, int]] = set()

        def add(sentence: Sentence, first: int, last: int) -> None:
            first, last = self._bare(sentence, first, last)
            tokens = {(sentence.index, token) for token in range(first, last + 1)}
            if tokens and not tokens & taken:
                taken.update(tokens)
                found.append(Appearance(sentence.index, first, last))

        for mention in self._annotation.mentions:
            if mention.type == "PER":
                add(self._annotation.sentences[mention.sentence], mention.first_token, mention.last_token)
        for sentence, seen in zip(self._annotation.sentences, self._seen, strict=True):
            for sighting in seen:
                if sighting.meanings[0].kind == "person" and self._is_person(sentence, sighting):
                    add(sentence, sighting.first, sighting.last)
            for first, last in self._after_titles(sentence, seen):
                add(sentence, first, last)
        return found

    def _can_be_name(self, name: tuple[str, ...]) -> bool:
        """Say whether words are a name rather than a title the model took for one ("Grand Mufti")."""
        return name[0] not in _DAYS and not is_honorific(name[-1]) and self._knowledge.title(" ".join(name)) is None

    def _find_surnames(self) -> None:
        """Enter the surnames of people named in full wherever the model missed them."""
        surnames = {f.parts[-1]: f for f in self.figures if len(f.parts) > 1 and len(f.parts[-1]) > 2}
        for sentence, seen in zip(self._annotation.sentences, self._seen, strict=True):
            covered = {t for s in seen if s.meanings[0].kind != "person" for t in range(s.first, s.last + 1)}
            for index, token in enumerate(sentence.tokens):
                figure = surnames.get(token.text)
                if figure is None or index in covered or (sentence.index, index) in self._at:
                    continue
                around = [sentence.tokens[i].text for i in (index - 1, index + 1) if 0 <= i < len(sentence.tokens)]
                if any(
                    _is_name_word(word) and not self._knowledge.title(word) and not is_honorific(word)
                    for word in around[-1:]
                ):
                    continue
                self._at[sentence.index, index] = figure
                figure.appearances.append(Appearance(sentence.index, index, index))

    def _is_person(self, sentence: Sentence, sighting: Sighting) -> bool:
        """Say whether a known name is that of a person here: in full, well known alone, or behind a title."""
        named = sighting.meanings[0]
        if named.form == "name" or named.weight >= 1.0:
            before = sentence.tokens[sighting.first - 1].text if sighting.first else ""
            return not (
                named.form == "surname"
                and before[:1].isupper()
                and before.isalpha()
                and not self._titled(sentence, sighting)
            )
        return self._titled(sentence, sighting)

    def _titled(self, sentence: Sentence, sighting: Sighting) -> bool:
        before = sighting.first - 1
        if before < 0:
            return False
        return is_honorific(sentence.tokens[before].text) or title_ending(sentence, self._knowledge, before) is not None

    def _after_titles(self, sentence: Sentence, seen: tuple[Sighting, ...]) -> list[tuple[int, int]]:
        """Return capitalised words behind a capitalised title ("Foreign Minister Raychelle Omamo")."""
        covered = {token for s in seen if s.meanings[0].kind != "person" for token in range(s.first, s.last + 1)}
        tokens = sentence.tokens
        found = []
        for index in range(len(tokens) - 1):
            following = index + 1
            if not (_is_name_word(tokens[following].text) and following not in covered):
                continue
            if self._knowledge.role(tokens[following].text) or self._knowledge.title(tokens[following].text):
                continue
            titled = is_honorific(tokens[index].text) or tokens[index].text == "counterpart"
            if not titled and title_ending(sentence, self._knowledge, index) is None:
                continue
            last = following
            while last + 1 < len(tokens) and last + 1 not in covered and _continues(sentence, last):
                last += 1
            while last > following and not _is_name_word(tokens[last].text):
                last -= 1
            found.append((following, last))
        return found

    def _bare(self, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
        """Cut forms of address and titles off the front of a name."""
        tokens = sentence.tokens
        while last > first and tokens[last].text in _DAYS:
            last -= 1
        for start in (first - 1, first):
            if start >= 0 and self._is_listed(sentence, start, last):
                return start, last
        while first < last and is_honorific(tokens[first].text):
            first += 1
        for end in range(last - 1, first - 1, -1):
            title = title_ending(sentence, self._knowledge, end, first)
            if title is not None and title.first == first:
                return end + 1, last
        return first, last

    def _is_listed(self, sentence: Sentence, first: int, last: int) -> bool:
        """Say whether the tables hold a person under exactly these words ("Queen Elizabeth")."""
        if first == last or not is_honorific(sentence.tokens[first].text):
            return False
        named = self._knowledge.named(" ".join(token.text for token in sentence.tokens[first : last + 1]))
        return any(one.kind == "person" for one in named)

    @staticmethod
    def _parts(sentence: Sentence, first: int, last: int) -> list[str]:
        parts = [word for token in sentence.tokens[first : last + 1] for word in words(token.text)]
        return [word for word in parts if word not in ("'s", "'")]

    def _enter(self, sentence: Sentence, appearance: Appearance, name: tuple[str, ...]) -> None:
        said = describe(sentence, self._seen[sentence.index], self._knowledge, appearance.first, appearance.last)
        figure = self._known(name, said)
        if figure is None:
            tokens = sentence.tokens
            text = self._annotation.document.text[
                tokens[appearance.first].start_char : tokens[appearance.last].end_char
            ]
            figure = Figure(" ".join(text.split()), name)
            figure.person = self._person(" ".join(name), said)
            if figure.person is not None:
                figure.gender = figure.person.gender or "m"
            else:
                self._take_listed(figure)
            self.figures.append(figure)
        if said.counterpart and self.figures:
            said = self._as_counterpart(said, figure)
        figure.hear(said)
        figure.appearances.append(appearance)
        for token in range(appearance.first, appearance.last + 1):
            self._at[appearance.sentence, token] = figure

    def _take_listed(self, figure: Figure) -> None:
        """Take country and sector from a user's list that has the name but does not say that it is a person."""
        listed = [one for one in self._knowledge.named(figure.name) if one.source and isinstance(one.record, Body)]
        day = self._annotation.document.published
        for one in listed:
            record = one.record
            if isinstance(record, Body) and (day is None or self._knowledge.body(record.entity, day) is record):
                figure.code, figure.sector = record.code, record.sector

    def _as_counterpart(self, said: Description, figure: Figure) -> Description:
        offices = [self._office(one) for one in self.figures if one is not figure]
        return said.with_office(next((office for office in reversed(offices) if office is not None), None))

    def _office(self, figure: Figure) -> Office | None:
        if figure.office is not None or figure.person is None:
            return figure.office
        term, state = as_of(self._knowledge, figure.person, self._annotation.document.published)
        return self._knowledge.offices[term.office] if state == "in office" else None

    def _known(self, name: tuple[str, ...], said: Description) -> Figure | None:
        """Return the figure a name belongs to: the same name, or the last (else any) part of a fuller one."""
        wanted = tuple(part.lower() for part in name)
        best: Figure | None = None
        for figure in self.figures:
            have = tuple(part.lower() for part in figure.parts)
            if have == wanted:
                return figure
            shorter, longer = sorted((wanted, have), key=len)
            if len(wanted) > 1 and len(have) > 1:
                same = shorter[-1] == longer[-1] and shorter[0] == longer[0]
                if same or (len(shorter) > 1 and longer[-len(shorter) :] == shorter):
                    best = figure
            elif len(wanted) == 1 and _short_for(wanted[0], have, figure) and _agrees(figure, said):
                best = figure
        return best

    def _person(self, name: str, said: Description) -> Person | None:
        """Return the office-holder of that name, if nothing in the text speaks against it."""
        options = [option for named in self._knowledge.named(name) if (option := self._option(named, said)) is not None]
        if not options and " " in name:
            options = self._spelled_otherwise(name, said)
        options.sort(key=lambda option: (-option[0], option[1].entity))
        if len(options) > 1 and options[0][0] == options[1][0]:
            return None
        return options[0][1] if options else None

    def _option(self, named: Named, said: Description) -> tuple[float, Person] | None:
        """Return a person a name may mean with a score, None where the text speaks against it."""
        person = named.record
        if not isinstance(person, Person):
            return None
        fits = _same_office(self._knowledge, person, said)
        if said.code is not None and not fits and not any(_of(term.code, term.body, said) for term in person.terms):
            return None
        if said.code is None and not fits and self._is_a_namesake(person, said):
            return None
        day = self._annotation.document.published
        term, state = as_of(self._knowledge, person, day)
        rank = self._knowledge.offices[term.office].rank
        ruling = state == "in office" and rank > 1 and day is not None
        if named.form == "surname" and named.weight < 1.0 and not fits and (not ruling or said.code or said.office):
            return None
        standing = {"in office": 0.3, "former": 0.1, "not yet": -0.3}[state]
        return named.weight + standing + 0.5 * fits + 0.1 * rank, person

    def _is_a_namesake(self, person: Person, said: Description) -> bool:
        """Say whether a title speaks of another of the same name: "Corporal Jorge Rodriguez" is no vice president."""
        sectors = {sector for term in person.terms for sector in term.sector}
        return bool(set(said.sector) & _SERVICES) and not sectors & _SERVICES and bool(sectors)

    def _spelled_otherwise(self, name: str, said: Description) -> list[tuple[float, Person]]:
        """Find "Omer al-Bashir" by surname, initial and a title or country that fits."""
        parts = name.split()
        if said.code is None and said.office is None:
            return []
        found = []
        for surname in (parts[-1], " ".join(parts[-2:])):
            for named in self._knowledge.named(surname):
                option = self._option(named, said) if named.kind == "person" else None
                if (
                    option is not None
                    and option[1].name[0] == name[0]
                    and _same_office(self._knowledge, option[1], said)
                ):
                    found.append(option)
        return list({option[1].entity: option for option in found}.values())


def _is_name_word(text: str) -> bool:
    return len(text) > 1 and text[0].isupper() and text.replace("-", "").replace("'", "").replace(".", "").isalpha()


def _continues(sentence: Sentence, last: int) -> bool:
    text = sentence.tokens[last + 1].text
    if _is_name_word(text) or (len(text) == 2 and text[1] == "." and text[0].isupper()):
        return True
    following = sentence.tokens[last + 2].text if last + 2 < len(sentence.tokens) else ""
    return (text.lower() in _PARTICLES or text in ("-", "’", "'")) and bool(following) and following[0].isalpha()


def _short_for(part: str, have: tuple[str, ...], figure: Figure) -> bool:
    if have[-1] == part or (figure.person is not None and words(figure.person.surname)[-1:] == [part.title()]):
        return True
    return part in have and len(part) > 2 and part not in _PARTICLES


def _agrees(figure: Figure, said: Description) -> bool:
    if said.code is None or figure.code is None:
        return True
    return said.code == figure.code


def _of(code: str, body: str | None, said: Description) -> bool:
    if said.body is not None and body is not None:
        return said.body.entity == body
    return said.code == code


def _same_office(knowledge: Knowledge, person: Person, said: Description) -> bool:
    """Say whether a title or country in the text is that of one of a person's terms."""
    for term in person.terms:
        if said.code is not None and not _of(term.code, term.body, said):
            continue
        office = knowledge.offices[term.office]
        if said.office is not None and office.function == said.office.function:
            return True
        if said.office is not None and said.office.function == "leader" and office.rank == 3:
            return True
        if said.office is None and said.code is not None:
            return True
    return False


__all__ = ["Appearance", "Cast", "Figure"]
