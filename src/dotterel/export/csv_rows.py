"""Events, statements or other rows come in; comma-separated lines go out (RFC 4180, UTF-8, LF), for machines.

Lists are joined by `; `, as POLECAT does. Cells are written as they are: a spreadsheet may take one that
begins with `=` for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dotterel.model import EntityMention, EventMention, Statement

EVENT_COLUMNS = (
    "id",
    "document",
    "date",
    "end_date",
    "event_type",
    "mode",
    "context",
    "auxiliary",
    "quad_code",
    "event_scale",
    "actor_text",
    "actor_name",
    "actor_code",
    "actor_sector",
    "recipient_text",
    "recipient_name",
    "recipient_code",
    "recipient_sector",
    "place_name",
    "place_country",
    "latitude",
    "longitude",
    "geonameid",
    "sentence",
    "confidence",
    "rule",
)


STATEMENT_COLUMNS = (
    "id",
    "document",
    "quotation",
    "tone",
    "auxiliary",
    "speaker_text",
    "speaker_name",
    "speaker_code",
    "speaker_sector",
    "cue",
    "content",
    "addressee_text",
    "addressee_name",
    "addressee_code",
    "addressee_sector",
    "via_text",
    "via_name",
    "via_code",
    "via_sector",
    "parent",
    "confidence",
    "rule",
)


def event_csv(events: Iterable[tuple[EventMention, str]]) -> Iterator[str]:
    """Yield a header and one line for each event given with the text of its sentence."""
    return plain_csv(EVENT_COLUMNS, (_cells(event, sentence) for event, sentence in events))


def statement_csv(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield a header and one line for each statement; pieces of its words are parted by ` … `."""
    return plain_csv(STATEMENT_COLUMNS, (_statement_cells(statement) for statement in statements))


def plain_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a header and one line for each row, without line ends.

    >>> list(plain_csv(["a", "b"], [[None, "x, y"]]))
    ['a,b', ',"x, y"']
    """
    for row in chain([columns], rows):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow(["" if cell is None else cell for cell in row])
        yield buffer.getvalue()


def _cells(event: EventMention, sentence: str) -> list[object]:
    place = event.place
    return [
        event.id,
        event.document,
        event.date,
        event.end_date,
        event.event_type,
        "; ".join(event.mode),
        "; ".join(event.context),
        "; ".join(event.auxiliary),
        event.quad_code,
        event.event_scale,
        *_party(event.actor),
        *_party(event.recipient),
        place.name if place else None,
        place.country if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        place.geonameid if place else None,
        " ".join(sentence.split()),
        event.confidence,
        event.provenance.rule,
    ]


def _statement_cells(statement: Statement) -> list[object]:
    return [
        statement.id,
        statement.document,
        statement.quotation,
        statement.tone,
        "; ".join(statement.auxiliary),
        *_party(statement.speaker),
        statement.cue.text if statement.cue else None,
        " … ".join(" ".join(passage.text.split()) for passage in statement.content),
        *_party(statement.addressee),
        *_party(statement.via),
        statement.parent,
        statement.confidence,
        statement.provenance.rule,
    ]


def _party(entities: Sequence[EntityMention]) -> list[str]:
    return [
        "; ".join(entity.text for entity in entities),
        "; ".join(entity.name or "" for entity in entities),
        "; ".join(entity.code or "" for entity in entities),
        "; ".join("|".join(entity.sector) for entity in entities),
    ]
