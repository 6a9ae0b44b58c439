"""The records that flow through Dotterel: frozen, built from the standard library only."""

from dotterel.model.annotation import Annotation, EventTag, Mention, Sentence, Stretch, Timex, Token
from dotterel.model.coded import Coded, EntityMention, EventMention, Place, TimexValue
from dotterel.model.document import Document, Issue
from dotterel.model.extraction import Argument, EventFrame, Extraction
from dotterel.model.identity import content_id
from dotterel.model.span import Provenance, Span

__all__ = [
    "Annotation",
    "Argument",
    "Coded",
    "Document",
    "EntityMention",
    "EventFrame",
    "EventMention",
    "EventTag",
    "Extraction",
    "Issue",
    "Mention",
    "Place",
    "Provenance",
    "Sentence",
    "Span",
    "Stretch",
    "Timex",
    "TimexValue",
    "Token",
    "content_id",
]
