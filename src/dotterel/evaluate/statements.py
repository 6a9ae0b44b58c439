"""Gold statements and coded ones come in; how many were found, with which words, speakers and go-betweens, goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotterel.errors import DataError
from dotterel.evaluate.matching import maximum_matching
from dotterel.evaluate.rows import field, read_rows
from dotterel.evaluate.score import Score, bootstrap
from dotterel.model import Coded, Span, Statement

# Two contents are the same statement from this share of common letters and digits on.
_TAIL = re.compile(r"\s*(?:[,(]|(?:of|in|at|from|for|who|that|on|with|to|whose|which|living|near|and)\b)")
FOUND = 0.3
CLOSE = 0.8


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One row of a gold file; `content` and the parties are stretches of the document's text."""

    document: str
    content: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] | None = None
    via: tuple[Span, ...] | None = None
    quotation: str | None = None
    tone: str | None = None


@dataclass(frozen=True, slots=True)
class StatementReport:
    """Scores by what counts as right; shares are of the statements whose content was found (`found`)."""

    documents: int
    scores: dict[str, Score]
    missed: tuple[GoldStatement, ...]
    false: tuple[Statement, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        return {"documents": self.documents, "scores": {name: score.as_dict() for name, score in self.scores.items()}}


def read_gold_statements(path: Path) -> list[GoldStatement]:
    """Read gold statements, one JSON object a line.

    A row has `document` and `content`, and where known `speaker`, `cue`, `addressee`, `via`, each a list of objects
    with `start_char` and `end_char`, and `quotation` and `tone`.

    Raises:
        InputError: the file cannot be read.
        DataError: a row is malformed.
    """
    return [_gold(row, where) for where, row in read_rows(path)]


def _gold(row: dict[str, Any], where: str) -> GoldStatement:
    content = _spans(row, "content", where)
    if not content:
        raise DataError(f"{where}: field 'content' is empty; a statement needs words")
    return GoldStatement(
        field(row, "document", str, where),
        content,
        _spans(row, "speaker", where) if "speaker" in row else (),
        _spans(row, "cue", where) if "cue" in row else (),
        _spans(row, "addressee", where) if "addressee" in row else None,
        _spans(row, "via", where) if "via" in row else None,
        row.get("quotation"),
        row.get("tone"),
    )


def _spans(row: dict[str, Any], name: str, where: str) -> tuple[Span, ...]:
    items = field(row, name, list, where)
    return tuple(Span(field(item, "start_char", int, where), field(item, "end_char", int, where)) for item in items)


def score_statements(gold: Sequence[GoldStatement], coded: Iterable[Coded]) -> StatementReport:
    """Compare the statements of documents with the expected ones.

    Args:
        gold: every statement of the documents.
        coded: the documents' harvests.

    Returns:
        `found`, `overlap 0.8` and `exact`: statements whose content shares 30 %, 80 % or all of its letters and digits
        with an expected one (the shared ones over all of both, a Jaccard measure); the same with the right speaker;
        `cue`: any overlap of cues; of the statements found, `speaker`, `addressee`, `via`, `quotation` and `tone`.
    """
    wanted: dict[str, list[GoldStatement]] = {}
    for statement in gold:
        wanted.setdefault(statement.document, []).append(statement)
    tallies = [_Document(item, wanted.get(item.document.id, [])) for item in coded if item.document.id in wanted]
    names = list(dict.fromkeys(name for tally in tallies for name in tally.counts))
    scores = {}
    for name in names:
        counts = [tally.counts.get(name, (0, 0, 0)) for tally in tallies]
        scores[name] = Score(*_totals(counts), interval=bootstrap(counts, _f1))
    return StatementReport(
        len(tallies),
        scores,
        tuple(statement for tally in tallies for statement in tally.missed),
        tuple(statement for tally in tallies for statement in tally.false),
    )


def _totals(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts)


def _f1(counts: Sequence[tuple[int, int, int]]) -> float:
    return Score(*_totals(counts)).f1


class _Document:
    """The comparison of one document: counts of (right, gold, predicted) by name."""

    def __init__(self, coded: Coded, gold: list[GoldStatement]) -> None:
        self._text = coded.document.text
        given = list(coded.statements)
        self.counts: dict[str, tuple[int, int, int]] = {}
        letters = [self._letters(statement.content) for statement in gold]
        ours = [self._letters(tuple(passage.span for passage in statement.content)) for statement in given]
        share = {(i, k): _jaccard(a, b) for i, a in enumerate(letters) for k, b in enumerate(ours) if a & b}
        speaks = {pair for pair in share if self._same(gold[pair[0]].speaker, _spans_of(given[pair[1]].speaker))}
        for name, floor in (("found", FOUND), ("overlap 0.8", CLOSE), ("exact", 1.0)):
            for suffix, needs in (("", False), (" + speaker", True)):
                right = len(self._pairs(gold, given, share, floor, speaks if needs else None))
                self.counts[name + suffix] = (right, len(gold), len(given))
        pairs = self._pairs(gold, given, share, FOUND, None)
        self.missed = [statement for i, statement in enumerate(gold) if i not in pairs]
        taken = set(pairs.values())
        self.false = [statement for k, statement in enumerate(given) if k not in taken]
        self._cues(gold, given)
        self._parts([(gold[i], given[k]) for i, k in pairs.items()])

    def _letters(self, spans: tuple[Span, ...]) -> frozenset[int]:
        return frozenset(
            at for span in spans for at in range(span.start_char, span.end_char) if self._text[at].isalnum()
        )

    def _pairs(
        self,
        gold: list[GoldStatement],
        given: list[Statement],
        share: dict[tuple[int, int], float],
        floor: float,
        allowed: set[tuple[int, int]] | None,
    ) -> dict[int, int]:
        def fit(i: int, k: int) -> float | None:
            value = share.get((i, k), 0.0)
            return value if value >= floor and (allowed is None or (i, k) in allowed) else None

        return maximum_matching(range(len(gold)), range(len(given)), fit)

    def _cues(self, gold: list[GoldStatement], given: list[Statement]) -> None:
        expected = [statement.cue for statement in gold if statement.cue]
        found = [statement.cue.span for statement in given if statement.cue]

        def fit(cues: tuple[Span, ...], cue: Span) -> float | None:
            return 1.0 if any(other.overlaps(cue) for other in cues) else None

        self.counts["cue"] = (len(maximum_matching(expected, found, fit)), len(expected), len(found))

    def _parts(self, pairs: list[tuple[GoldStatement, Statement]]) -> None:
        known = [pair for pair in pairs if pair[0].speaker]
        right = sum(self._same(gold.speaker, _spans_of(given.speaker)) for gold, given in known)
        self.counts["speaker"] = (right, len(known), len(known))
        for name in ("addressee", "via"):
            told = [(gold, given) for gold, given in pairs if getattr(gold, name) is not None]
            matched = [self._matched(getattr(gold, name), _spans_of(getattr(given, name))) for gold, given in told]
            self.counts[name] = (
                sum(matched),
                sum(len(getattr(gold, name)) for gold, _ in told),
                sum(len(getattr(given, name)) for _, given in told),
            )
        for name in ("quotation", "tone"):
            told = [(gold, given) for gold, given in pairs if getattr(gold, name) is not None]
            right = sum(getattr(gold, name) == getattr(given, name) for gold, given in told)
            self.counts[name] = (right, len(told), len(told))

    def _same(self, gold: tuple[Span, ...], given: tuple[Span, ...]) -> bool:
        """Whether every speaker has its own counterpart; none at all is right where none is expected."""
        return len(gold) == len(given) == self._matched(gold, given) or self._one_in_pieces(gold, given)

    def _one_in_pieces(self, gold: tuple[Span, ...], given: tuple[Span, ...]) -> bool:
        """Whether both sides name the same stretch, one of them cut at an "and" or at an apposition."""
        if not gold or not given:
            return False
        return _jaccard(self._letters(gold), self._letters(given)) >= 0.5

    def _matched(self, gold: tuple[Span, ...], given: tuple[Span, ...]) -> int:
        def fit(one: Span, other: Span) -> float | None:
            share = _jaccard(self._letters((one,)), self._letters((other,)))
            same_end = one.overlaps(other) and one.end_char == other.end_char
            return share if share >= 0.5 or same_end or self._tailed(one, other) else None

        return len(maximum_matching(gold, given, fit))

    def _tailed(self, one: Span, other: Span) -> bool:
        """Whether two stretches begin alike and the longer one only adds a tail ("Ana Ruiz, a nurse who ...")."""
        short, long = sorted((one, other), key=lambda span: span.end_char - span.start_char)
        if not 0 <= short.start_char - long.start_char <= len("the ") or not long.covers(short):
            return False
        return bool(_TAIL.match(self._text, short.end_char, long.end_char))


def _spans_of(parties: Iterable[Any]) -> tuple[Span, ...]:
    return tuple(party.span for party in parties)


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
