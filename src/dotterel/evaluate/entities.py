"""Gold phrases with their codes + what a program resolves them to -> share that is right, and CoNLL F1 of chains."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dotterel.errors import DataError
from dotterel.evaluate.chains import ChainScores, score_chains
from dotterel.evaluate.rows import field, read_rows
from dotterel.evaluate.score import Interval, bootstrap
from dotterel.model import EntityMention, Span

Answers = Mapping[Span, Sequence[EntityMention]]
"""The phrases of a document -> everything each of them stands for."""


@dataclass(frozen=True, slots=True)
class GoldPhrase:
    """Words that name a party: the codes of all it stands for (none for what has no country), its exact id and chain
    where the gold says them."""

    document: str
    span: Span
    text: str
    codes: frozenset[str]
    entity: str | None = None
    chain: str | None = None


@dataclass(frozen=True, slots=True)
class PhraseMiss:
    """A phrase that got other codes than the gold's: for reading, not only for counting."""

    gold: GoldPhrase
    given: tuple[EntityMention, ...]


@dataclass(frozen=True, slots=True)
class EntityReport:
    """Figures over all phrases.

    `accuracy` is the share of phrases whose set of codes is right, `coded_accuracy` the same of those that have a code
    in the gold, `entity_accuracy` the share of phrases with an exact id that got it; None where the gold has no ids.
    """

    documents: int
    phrases: int
    accuracy: float
    interval: Interval
    coded: int
    coded_accuracy: float
    entities: int
    entity_accuracy: float | None
    chains: ChainScores | None
    misses: tuple[PhraseMiss, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON, shares rounded to four digits."""
        return {
            "documents": self.documents,
            "phrases": self.phrases,
            "accuracy": round(self.accuracy, 4),
            "accuracy_interval": [round(end, 4) for end in self.interval],
            "coded": self.coded,
            "coded_accuracy": round(self.coded_accuracy, 4),
            "entities": self.entities,
            "entity_accuracy": None if self.entity_accuracy is None else round(self.entity_accuracy, 4),
            "chains": self.chains.as_dict() if self.chains else None,
        }


def read_entities(path: Path) -> tuple[GoldPhrase, ...]:
    """Read gold phrases: rows of document, start, end, text, codes, and perhaps entity and chain.

    Raises:
        InputError: the file cannot be read.
        DataError: a row is malformed; the text names file, line and field.
    """
    return tuple(_phrase(row, where) for where, row in read_rows(path))


def _phrase(row: dict[str, object], where: str) -> GoldPhrase:
    start, end = field(row, "start", int, where), field(row, "end", int, where)
    if not 0 <= start < end:
        raise DataError(f"{where}: start {start} and end {end} are no stretch of text")
    codes = field(row, "codes", list, where)
    if not all(isinstance(code, str) for code in codes):
        raise DataError(f"{where}: field 'codes' is {codes!r}; it must be a list of codes such as \"KEN\"")
    entity, chain = row.get("entity"), row.get("chain")
    return GoldPhrase(
        field(row, "document", str, where),
        Span(start, end),
        field(row, "text", str, where),
        frozenset(codes),
        str(entity) if entity else None,
        str(chain) if chain is not None else None,
    )


def score_entities(
    gold: Sequence[GoldPhrase],
    answers: Mapping[str, Answers],
    chain: Callable[[str, Span], Hashable] | None = None,
) -> EntityReport:
    """Score what phrases were resolved to.

    Args:
        gold: the phrases.
        answers: per document, what each of its phrases stands for.
        chain: names the chain of a phrase of a document; by the exact id alone when left out.

    Raises:
        DataError: a phrase of the gold has no answer.
    """
    given: dict[GoldPhrase, tuple[EntityMention, ...]] = {}
    for phrase in gold:
        if phrase.span not in answers.get(phrase.document, {}):
            raise DataError(f"no answer for {phrase.text!r} at {phrase.span.start_char} of {phrase.document!r}")
        given[phrase] = tuple(answers[phrase.document][phrase.span])
    right = {phrase: frozenset(e.code for e in given[phrase] if e.code) == phrase.codes for phrase in given}
    coded = [phrase for phrase in given if phrase.codes]
    exact = [phrase for phrase in given if phrase.entity]
    documents: dict[str, list[GoldPhrase]] = {}
    for phrase in given:
        documents.setdefault(phrase.document, []).append(phrase)

    def share(draw: Sequence[str]) -> float:
        drawn = [phrase for name in draw for phrase in documents[name]]
        return sum(right[phrase] for phrase in drawn) / max(1, len(drawn))

    found = sum(phrase.entity in {e.entity for e in given[phrase]} for phrase in exact)
    return EntityReport(
        documents=len(documents),
        phrases=len(given),
        accuracy=sum(right.values()) / max(1, len(given)),
        interval=bootstrap(sorted(documents), share),
        coded=len(coded),
        coded_accuracy=sum(right[phrase] for phrase in coded) / max(1, len(coded)),
        entities=len(exact),
        entity_accuracy=found / len(exact) if exact else None,
        chains=_chains(documents, given, chain),
        misses=tuple(PhraseMiss(phrase, given[phrase]) for phrase in given if not right[phrase]),
    )


def _chains(
    documents: Mapping[str, Sequence[GoldPhrase]],
    given: Mapping[GoldPhrase, Sequence[EntityMention]],
    chain: Callable[[str, Span], Hashable] | None,
) -> ChainScores | None:
    """Score chains over the phrases that have one in the gold; chains of a single phrase count, as everything does."""

    def name(phrase: GoldPhrase) -> Hashable:
        if chain is not None:
            return chain(phrase.document, phrase.span)
        ids = tuple(e.entity for e in given[phrase] if e.entity)
        return ids or phrase.span

    pairs: list[tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]] = []
    for phrases in documents.values():
        chained = [phrase for phrase in phrases if phrase.chain is not None]
        if chained:
            pairs.append(({p.span: p.chain for p in chained}, {p.span: name(p) for p in chained}))
    return score_chains(pairs) if pairs else None
