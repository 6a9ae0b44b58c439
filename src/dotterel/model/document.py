"""What comes in: a `Document`, and the `Issue` written when something goes wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dotterel.model.identity import content_id


@dataclass(frozen=True, slots=True)
class Document:
    """One news report. `text` never changes after ingest; all spans point into it.

    Args:
        text: the report, headline first where it is part of the text.
        id: the caller's id, or a hash of text and date when left empty.
        title: a headline kept apart from the text.
        published: the day the report appeared; anchors relative dates. None when unknown.
        publisher: who published it.
        url: where it was found.
        language: ISO 639-1 code, when known.
        origin: the file (and line) it was read from.

    >>> Document("Kenya's president flew to Juba.").id[:4]
    'doc_'
    """

    text: str
    id: str = ""
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", content_id("doc", self.text, self.published or ""))


@dataclass(frozen=True, slots=True)
class Issue:
    """Trouble with one input: recorded, counted in the exit status, never hidden.

    `kind` is a short stable word (`empty`, `binary`, `encoding`, `unreadable`, `bad_row`, `too_long`, `failed`);
    `severity` is "error" (the document was skipped) or "warning" (it was coded with a change or a gap).
    """

    kind: str
    message: str
    origin: str | None = None
    document: str | None = None
    severity: str = "error"
