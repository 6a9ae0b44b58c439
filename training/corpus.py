"""Corpus files in, checked sentences out: parses and validates the format of `corpus/GUIDELINES.md`.

Run `python -m training.corpus [FOLDER]` in the repository root to check every file and print the balance.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from dotterel.errors import DataError, unknown_value
from dotterel.ontology import Ontology, load_ontology

SENTENCES = Path(__file__).resolve().parent.parent / "corpus" / "sentences"
NAME_TYPES = ("PER", "ORG", "LOC", "NORP", "TITLE")
NO_EVENT = (
    "sport", "business", "weather", "culture", "metaphor", "background", "opinion", "procedure", "accident", "science",
)  # fmt: skip
ROLES = {"A": "actor", "R": "recipient", "P": "place", "W": "when"}
OVERLAP_WORDS = 8
_EVENT = re.compile(r"^([A-Z]+)((?:\.[a-z-]+)*)((?: \+[a-z]+)*): (.+)$")


@dataclass(frozen=True, slots=True)
class CorpusSpan:
    """Words of a corpus sentence: half-open code-point offsets and the text they cover."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CorpusEvent:
    """One `E` line."""

    trigger: CorpusSpan
    event_type: str
    mode: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    actor: tuple[CorpusSpan, ...] = ()
    recipient: tuple[CorpusSpan, ...] = ()
    place: tuple[CorpusSpan, ...] = ()
    when: tuple[CorpusSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusSentence:
    """One block of a corpus file."""

    id: str
    story: str
    text: str
    names: tuple[tuple[CorpusSpan, str], ...] = ()
    events: tuple[CorpusEvent, ...] = ()
    contexts: tuple[str, ...] = ()
    no_event: str | None = None
    origin: str = ""


@dataclass
class Report:
    """What a check found: the good sentences, and one line per error."""

    sentences: list[CorpusSentence] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def locate(words: str, text: str) -> CorpusSpan:
    """Find `words` (ending in `#2` for the second occurrence) in `text` as whole words.

    Raises:
        DataError: they do not stand there.
    """
    marked = re.match(r"^(.*)#(\d+)$", words)
    wanted, nth = (marked.group(1), int(marked.group(2))) if marked else (words, 1)
    start = -1
    for _ in range(nth):
        start = text.find(wanted, start + 1)
        while start >= 0 and not _whole(text, start, start + len(wanted)):
            start = text.find(wanted, start + 1)
        if start < 0 or not wanted:
            raise DataError(f"{words!r} does not stand in the sentence as whole words")
    return CorpusSpan(start, start + len(wanted), wanted)


def _whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return before and after


def _event(value: str, text: str, ontology: Ontology) -> CorpusEvent:
    head, *roles = [part.strip() for part in value.split(" | ")]
    match = _EVENT.match(head)
    if not match:
        raise DataError(f"{head!r} is not TYPE.mode +aux: trigger")
    event_type, trigger = match.group(1), locate(match.group(4), text)
    modes = tuple(match.group(2).split(".")[1:])
    ontology.check_modes(event_type, modes)
    auxiliary = tuple(match.group(3).replace("+", " ").split())
    for item in auxiliary:
        if item not in ontology.auxiliaries:
            raise DataError(unknown_value("auxiliary", item, ontology.auxiliaries))
    filled: dict[str, tuple[CorpusSpan, ...]] = {}
    for role in roles:
        letter, colon, fillers = role.partition(":")
        if letter not in ROLES or not colon:
            raise DataError(unknown_value("role", role, [f"{letter}:" for letter in ROLES]))
        filled[ROLES[letter]] = tuple(locate(filler.strip(), text) for filler in fillers.split(";"))
    return CorpusEvent(trigger, event_type, modes, auxiliary, **filled)


def _names(values: list[str], text: str) -> tuple[tuple[CorpusSpan, str], ...]:
    names = []
    for item in " | ".join(values).split(" | "):
        if item.strip():
            words, _, kind = item.strip().rpartition("=")
            if kind not in NAME_TYPES:
                raise DataError(unknown_value("name type", kind, NAME_TYPES))
            names.append((locate(words, text), kind))
    names.sort(key=lambda pair: pair[0].start)
    for (left, _), (right, _) in pairwise(names):
        if right.start < left.end:
            raise DataError(f"names {left.text!r} and {right.text!r} overlap")
    return tuple(names)


def _block(lines: list[str], origin: str, ontology: Ontology) -> CorpusSentence:
    fields: dict[str, list[str]] = {}
    for line in lines:
        letter, _, value = line.partition(" ")
        if letter not in ("S", "T", "N", "E", "C", "X"):
            raise DataError(unknown_value("line letter", letter, "STNECX"))
        fields.setdefault(letter, []).append(value.strip())
    if "S" not in fields or "T" not in fields:
        raise DataError("a block needs an S and a T line")
    identity, _, story = fields["S"][0].partition(" ")
    text = fields["T"][0]
    names = _names(fields.get("N", []), text)
    events = tuple(_event(value, text, ontology) for value in fields.get("E", []))
    contexts = tuple(c.strip() for c in ",".join(fields.get("C", [])).split(",") if c.strip())
    for context in contexts:
        if context not in ontology.contexts:
            raise DataError(unknown_value("context", context, ontology.contexts))
    no_event = fields["X"][0] if "X" in fields else None
    if bool(no_event) == bool(events):
        raise DataError("a sentence needs either E lines or an X line, not both and not neither")
    if no_event and no_event not in NO_EVENT:
        raise DataError(unknown_value("reason for no event", no_event, NO_EVENT))
    return CorpusSentence(identity, story.strip() or identity, text, names, events, contexts, no_event, origin)


def read_file(path: Path, report: Report) -> None:
    """Add the sentences of one file to `report`; a bad block gives an error line and is left out."""
    ontology = load_ontology()
    block: list[str] = []
    start = 1
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            start = start if block else number
            block.append(line.rstrip())
        elif block:
            try:
                report.sentences.append(_block(block, f"{path.name}:{start}", ontology))
            except DataError as error:
                report.errors.append(f"{path.name}:{start}: {error}")
            block = []


def read_corpus(folder: Path = SENTENCES) -> Report:
    """Read every `*.txt` of `folder`, in name order; ids must be unique and texts must differ."""
    report = Report()
    for path in sorted(folder.glob("*.txt")):
        read_file(path, report)
    seen: dict[str, str] = {}
    for sentence in report.sentences:
        for key in (f"id {sentence.id}", f"text {sentence.text.lower()}"):
            if key in seen:
                report.errors.append(f"{sentence.origin}: {key!r} stands already in {seen[key]}")
            seen[key] = sentence.origin
    return report


def split_of(story: str) -> str:
    """Return train, dev or test for a story (80 / 10 / 10), fixed by a hash of its name."""
    value = blake2b(story.encode(), digest_size=1).digest()[0]
    return "test" if value < 26 else "dev" if value < 52 else "train"


def overlaps(sentences: list[CorpusSentence], size: int = OVERLAP_WORDS) -> Iterator[tuple[str, str]]:
    """Yield the origins of sentence pairs of different stories that share `size` words in a row."""
    where: dict[tuple[str, ...], CorpusSentence] = {}
    for sentence in sentences:
        words = re.findall(r"\w+", sentence.text.lower())
        for i in range(len(words) - size + 1):
            other = where.setdefault(tuple(words[i : i + size]), sentence)
            if other.story != sentence.story:
                yield other.origin, sentence.origin


def main() -> int:
    """Check the corpus; print errors and the balance; return 1 if anything is wrong."""
    report = read_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else SENTENCES)
    counts: dict[str, Counter[str]] = {title: Counter() for title in ("types", "modes", "auxiliaries", "contexts")}
    for sentence in report.sentences:
        counts["contexts"].update(sentence.contexts)
        for event in sentence.events:
            counts["types"][event.event_type] += 1
            counts["modes"].update(f"{event.event_type}.{mode}" for mode in event.mode)
            counts["auxiliaries"].update(event.auxiliary)
    empty = sum(1 for sentence in report.sentences if sentence.no_event)
    print(f"{len(report.sentences)} sentences, {counts['types'].total()} events, {empty} without an event")
    for title, counter in counts.items():
        print(f"{title}: " + ", ".join(f"{key} {n}" for key, n in counter.most_common()))
    pairs = sorted(set(overlaps(report.sentences)))
    report.errors.extend(f"{a} and {b} share {OVERLAP_WORDS} words in a row" for a, b in pairs)
    for error in report.errors:
        print(error, file=sys.stderr)
    return 1 if report.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
