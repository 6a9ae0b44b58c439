"""Two annotations of the same sentences -> their agreement: `python -m training.agreement`.

Krippendorff's alpha for nominal data and two coders (Krippendorff 2019, Content Analysis, ch. 12): 1 - observed over
expected disagreement; and F1 of the second annotation against the first, counted as the model's. `corpus/second` holds
the second, independent annotation of 300 sentences of all parts, `corpus/second/test` that of the events of the test split.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dotterel.annotate.reader import Reading
from dotterel.extract.events import TAG_FLOOR
from dotterel.model import EventTag
from training.annotated import Annotated, cut, events_by_word, parties_of, roles_of
from training.calibrate import counts_of, figures
from training.corpus import SENTENCES, CorpusEvent, CorpusSentence, Report, read_corpus, read_file
from training.reports import read_reports

SECOND = SENTENCES.parent / "second"
SECOND_TEST = SECOND / "test"
Pair = tuple[str, str]


def alpha(pairs: Iterable[Pair]) -> float:
    """Return Krippendorff's alpha of nominal values given by two coders to the same units.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "a")])
    1.0
    """
    pairs = list(pairs)
    values = Counter(value for pair in pairs for value in pair)
    total = values.total()
    observed = sum(one != other for one, other in pairs) / max(len(pairs), 1)
    expected = 1 - sum(n * (n - 1) for n in values.values()) / max(total * (total - 1), 1)
    return round(1 - observed / expected, 3) if expected else 1.0


def role_words(annotated: Annotated, event: CorpusEvent) -> list[str]:
    """Return the role of every word towards an event."""
    labels = ["none"] * len(annotated.cuts)
    for name, spans in roles_of(annotated, event).items():
        for span in spans:
            for i in annotated.inside(span):
                labels[i] = name
    return labels


def name_words(annotated: Annotated) -> list[str]:
    """Return the kind of name of every word."""
    return [tag[2:] or "none" for tag in annotated.sentence.names or ()]


def agreement(first: list[CorpusSentence], second: list[CorpusSentence], *, names: bool = True) -> dict[str, float]:
    """Return alpha of each layer; modes, auxiliaries and roles where both saw the same trigger and type.

    Args:
        first: sentences as the corpus has them.
        second: some of them, annotated again.
        names: whether the second annotation has names.
    """
    others = {sentence.id: sentence for sentence in second}
    units: dict[str, list[Pair]] = {}

    def add(layer: str, one: Iterable[str], other: Iterable[str]) -> None:
        units.setdefault(layer, []).extend(zip(one, other, strict=True))

    sentences = [sentence for sentence in first if sentence.id in others]
    for sentence in sentences:
        one, other = cut(sentence), cut(others[sentence.id])
        left, right = events_by_word(one), events_by_word(other)
        words = range(len(one.cuts))
        add("an event in the sentence", [str(bool(left))], [str(bool(right))])
        add("trigger word", [str(i in left) for i in words], [str(i in right) for i in words])
        types = [[found[i].event_type if i in found else "O" for i in words] for found in (left, right)]
        add("trigger and type", *types)
        if names:
            add("names, by word", name_words(one), name_words(other))
        for i in sorted(left.keys() & right.keys()):
            add("type of a shared trigger", [left[i].event_type], [right[i].event_type])
            if left[i].event_type == right[i].event_type:
                add("modes", [" ".join(left[i].mode)], [" ".join(right[i].mode)])
                add("auxiliaries", [" ".join(sorted(left[i].auxiliary))], [" ".join(sorted(right[i].auxiliary))])
                add("roles, by word", role_words(one, left[i]), role_words(other, right[i]))
    return {"sentences": len(sentences), **{layer: alpha(pairs) for layer, pairs in units.items()}}


def as_reading(annotated: Annotated) -> Reading:
    """Return an annotation in the form in which the model gives its events."""
    tags = []
    for word, event in events_by_word(annotated).items():
        actor, recipient = parties_of(annotated, event)
        tags.append(EventTag(
            0, (word, word), event.event_type, 1.0, 1.0, event.mode, event.auxiliary, actor=actor, recipient=recipient
        ))  # fmt: skip
    return Reading([], [], [], [], tags, [])


def as_a_model(first: list[CorpusSentence], second: list[CorpusSentence]) -> dict[str, float]:
    """Score the events of the second annotation as the model's are scored; it has no contexts."""
    before = {sentence.id: sentence for sentence in first}
    found = figures([counts_of(cut(before[one.id]), as_reading(cut(one)), TAG_FLOOR) for one in second])
    return {
        f"{layer}, F1" if "," not in layer else layer: score for layer, score in found.items() if layer != "context"
    }


def read_second(folder: Path = SECOND) -> list[CorpusSentence]:
    """Read the second annotation."""
    report = Report()
    for path in sorted(folder.glob("*.txt")):
        read_file(path, report)
    return report.sentences


def main() -> None:
    """Print the figures as JSON."""
    corpus = read_corpus().sentences
    every = [*corpus, *(row.sentence for report in read_reports().reports for row in report.sentences)]
    test = read_second(SECOND_TEST)
    found = {
        "drawn from all parts": agreement(corpus, read_second()),
        "test split": agreement(every, test, names=False) | as_a_model(every, test),
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
