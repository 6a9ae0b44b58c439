"""A folder of story files comes in; reports with hand-made mentions, and what is to be concluded from them, go out.

A story is a text file (`tests/gold/scenarios/README.md` describes it): reports, under each its event mentions with the
happening and the occasion they belong to, and for each occasion its history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dotterel.errors import DataError, InputError
from dotterel.knowledge import Gazetteer, Knowledge
from dotterel.model import (
    STATUSES,
    Coded,
    Document,
    EntityMention,
    EventMention,
    Place,
    Provenance,
    Span,
    TimexValue,
    content_id,
)
from dotterel.ontology import load_ontology

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_PARTY = re.compile(r"([A-Z]{3})((?:\+[A-Z]{3})*)(?:([:/])(.+))?")
_AGAIN = "copy="


@dataclass(frozen=True, slots=True)
class GoldOccasion:
    """What is to be known of an occasion after all reports: type, participants' codes, date, place, statuses."""

    name: str
    occasion_type: str
    participant: frozenset[str]
    date: str | None
    place: str | None
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldSighting:
    """Words in a report that are about an occasion."""

    document: str
    start_char: int
    occasion: str


@dataclass(frozen=True)
class Story:
    """Reports of one story with hand-made mentions; `happening` maps each mention's id to its happening.

    `copies` maps a report to the one it is a copy of. Names of happenings and occasions hold the story's number.
    """

    number: int
    title: str
    coded: list[Coded] = field(default_factory=list)
    happening: dict[str, str] = field(default_factory=dict)
    occasions: list[GoldOccasion] = field(default_factory=list)
    sightings: list[GoldSighting] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)


def read_scenarios(folder: Path, *, half: str | None = None) -> list[Story]:
    """Return the stories of a folder in order of their numbers.

    Args:
        folder: where the `.txt` files lie.
        half: `odd` (to develop on) or `even` (to report on); all when left out.

    Raises:
        InputError: there is no such folder, or no story in it.
        DataError: a line cannot be understood; the text names file and line.
    """
    stories = [_Reader(path).read() for path in sorted(folder.glob("*.txt"))] if folder.is_dir() else []
    if not stories:
        raise InputError(f"no stories (.txt) in {str(folder)!r}; the ones of the project are in tests/gold/scenarios")
    chosen = [one for one in stories if half is None or (one.number % 2 == 1) == (half == "odd")]
    return sorted(chosen, key=lambda story: story.number)


class _Reader:
    """Reads one story file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        self._prefix = "s"
        self._document: Document | None = None
        self._copy: str | None = None
        self._mentions: list[EventMention] = []

    def read(self) -> Story:
        lines = self._path.read_text(encoding="utf-8").splitlines()
        head = re.fullmatch(r"## (\d+) (.+)", lines[0]) if lines else None
        if not head:
            raise DataError(f"{self._path}:1 must be '## NUMBER TITLE'")
        story = Story(int(head[1]), head[2])
        self._prefix = f"s{head[1]}"
        for self._line, line in enumerate(lines[1:], 2):
            mark, rest = line[:1], line[1:].strip()
            if mark == "!":
                story.occasions.append(self._occasion(rest))
            elif mark == "@":
                self._close(story)
                self._open(rest)
            elif mark == "-":
                self._mention(rest, story)
            elif mark == "=":
                name, words = self._parts(rest, 2)
                story.sightings.append(GoldSighting(self._report.id, self._find(words), self._named(name)))
            elif line.strip():
                self._text(line.strip())
        self._close(story)
        return story

    @property
    def _report(self) -> Document:
        if self._document is None or not self._document.text:
            raise self._trouble("stands before any report")
        return self._document

    def _trouble(self, what: str) -> DataError:
        return DataError(f"{self._path}:{self._line} {what}")

    def _parts(self, line: str, least: int) -> list[str]:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) < least:
            raise self._trouble(f"has {len(parts)} fields, expected {least}: {line!r}")
        return parts

    def _named(self, name: str) -> str:
        return f"{self._prefix}.{name}"

    def _open(self, line: str) -> None:
        name, day, publisher = line.split(maxsplit=2)
        publisher, _, copy = publisher.partition(_AGAIN)
        self._copy = f"{self._prefix}{copy.strip()}" if copy else None
        # An empty text is not hashed: the id is given.
        self._document = Document("", f"{self._prefix}{name}", None, date.fromisoformat(day), publisher.strip())

    def _text(self, line: str) -> None:
        document = self._document
        if document is None or document.text:
            raise self._trouble("must be the one line of text below a report's '@' line")
        self._document = Document(line, document.id, None, document.published, document.publisher, language="en")

    def _close(self, story: Story) -> None:
        if self._document is None:
            return
        spans = tuple(_sentences(self._report.text))
        story.coded.append(Coded(self._report, tuple(self._mentions), (), spans))
        if self._copy:
            story.copies[self._report.id] = self._copy
        self._mentions = []

    def _occasion(self, line: str) -> GoldOccasion:
        head, codes, day, place, history = self._parts(line, 5)
        name, kind = head.split()
        statuses = tuple(status.strip() for status in history.split(","))
        if unknown := set(statuses) - set(STATUSES):
            raise self._trouble(f"has unknown statuses {', '.join(sorted(unknown))}; known: {', '.join(STATUSES)}")
        where = place.partition(",")[0]
        return GoldOccasion(
            self._named(name),
            kind,
            frozenset(codes.split("+")),
            day if day != "-" else None,
            where if where != "-" else None,
            statuses,
        )

    def _find(self, words: str) -> int:
        start = self._report.text.find(words)
        if start < 0:
            raise self._trouble(f"names words that are not in the report: {words!r}")
        return start

    def _mention(self, line: str, story: Story) -> None:
        head, who, trigger, day, place, occasion = (*self._parts(line, 3), "", "-", "-")[:6]
        name, kind, *auxiliary = head.split()
        start = self._find(trigger)
        span = Span(start, start + len(trigger))
        sentences = list(_sentences(self._report.text))
        number = next(index for index, one in enumerate(sentences) if one.covers(span))
        sentence = sentences[number]
        event_type, _, mode = kind.partition("/")
        actors, _, recipients = who.partition(">")
        told = not day.endswith("~")
        mention = EventMention(
            id=content_id("ev", self._report.id, start, event_type, who),
            document=self._report.id,
            sentence=number,
            sentence_span=sentence,
            trigger=span,
            trigger_text=trigger,
            event_type=event_type,
            mode=(mode,) if mode else (),
            context=(),
            auxiliary=tuple(one.lstrip("+") for one in auxiliary),
            quad_code=load_ontology().quad_code(event_type),
            event_scale=load_ontology().event_scale(event_type, (mode,) if mode else ()),
            actor=self._parties(actors, sentence, span),
            recipient=self._parties(recipients, sentence, span),
            attribution=(),
            place=self._place(place, span),
            timex=TimexValue(span, trigger, "DATE", day) if told and day else None,
            date=day.rstrip("~") or None,
            end_date=None,
            date_basis="timex" if told else "publication",
            confidence=0.9,
            provenance=Provenance("evaluate.scenarios", "1", "by hand"),
        )
        self._mentions.append(mention)
        story.happening[mention.id] = self._named(name)
        if occasion != "-":
            story.sightings.append(GoldSighting(self._report.id, start, self._named(occasion)))

    def _parties(self, codes: str, sentence: Span, trigger: Span) -> tuple[EntityMention, ...]:
        return tuple(self._party(one.strip(), sentence, trigger) for one in codes.split(",") if one.strip())

    def _party(self, written: str, sentence: Span, trigger: Span) -> EntityMention:
        found = _PARTY.fullmatch(written)
        if not found:
            raise self._trouble(f"has a party that is no CODE+SECTOR:Name: {written!r}")
        code, sectors, kind, name = found[1], tuple(one for one in found[2].split("+") if one), found[3], found[4]
        real = None if code == "UNK" else code
        prefix = {":": "person", "/": "org"}.get(kind or "", "country")
        entity = f"{prefix}:{name.lower()}" if name else f"country:{code}" if real else None
        span = self._words_of(name or "", code, sentence) or trigger
        text = span.slice(self._report.text)
        return EntityMention(span, text, name or self._country(code), entity, real, sectors)

    def _words_of(self, name: str, code: str, sentence: Span) -> Span | None:
        """Return where a party is named in its sentence: its name, the last word of it, or a word for its country."""
        text = self._report.text
        for words in (name, name.split()[-1] if name else ""):
            start = text.find(words, sentence.start_char, sentence.end_char) if words else -1
            if start >= 0:
                return Span(start, start + len(words))
        for found in re.finditer(r"[A-Z][\w-]+(?: [A-Z][\w-]+)*", sentence.slice(text)):
            meaning = Knowledge.load().country(found[0])
            if meaning and meaning.code == code:
                return Span(sentence.start_char + found.start(), sentence.start_char + found.end())
        return None

    @staticmethod
    def _country(code: str) -> str | None:
        known = Knowledge.load().countries.get(code)
        return known.name if known else None

    def _place(self, written: str, trigger: Span) -> Place | None:
        if written == "-":
            return None
        name, _, country = written.rpartition(",")
        if not name:
            return Place(trigger, country, self._country(country), country, precision="country")
        start = self._report.text.find(name)
        span = Span(start, start + len(name)) if start >= 0 else trigger
        entries = [one for one in Gazetteer.load().lookup(name) if one.country == country]
        entries.sort(key=lambda one: (one.precision != "city", -one.population))
        if not entries:
            return Place(span, span.slice(self._report.text), name, country, precision="city")
        best = entries[0]
        return Place(
            span, span.slice(self._report.text), name, country, best.latitude, best.longitude, best.geonameid,
            best.admin1, best.feature, best.precision if best.precision != "country" else "city",
        )  # fmt: skip


def _sentences(text: str) -> Iterator[Span]:
    for found in _SENTENCE.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        if found[0].strip():
            yield Span(start, found.end())
