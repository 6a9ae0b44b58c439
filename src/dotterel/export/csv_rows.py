"""Events or other rows come in; comma-separated lines go out (RFC 4180, UTF-8, LF), for machines.

Lists are joined by `; `, as POLECAT does. Cells are written as they are: a spreadsheet may take one that
begins with `=` for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dotterel.model import EntityMention, EventMention

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


def event_csv(events: Iterable[tuple[EventMention, str]]) -> Iterator[str]:
    """Yield a header and one line for each event given with the text of its sentence."""
    return plain_csv(EVENT_COLUMNS, (_cells(event, sentence) for event, sentence in events))


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


def _party(entities: Sequence[EntityMention]) -> list[str]:
    return [
        "; ".join(entity.text for entity in entities),
        "; ".join(entity.name or "" for entity in entities),
        "; ".join(entity.code or "" for entity in entities),
        "; ".join("|".join(entity.sector) for entity in entities),
    ]
