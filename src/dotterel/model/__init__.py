"""The records that flow through Dotterel: frozen, built from the standard library only."""

from dotterel.model.annotation import Annotation, EventTag, Mention, Sentence, StatementTag, Stretch, Timex, Token
from dotterel.model.coded import Coded, EntityMention, EventMention, Passage, Place, Statement, TimexValue
from dotterel.model.document import Document, Issue
from dotterel.model.extraction import QUOTATIONS, TONES, Argument, EventFrame, Extraction, StatementFrame
from dotterel.model.happening import Claim, Correction, Event, Link, Party, Reason, ReportGroup, Site
from dotterel.model.identity import content_id
from dotterel.model.occasion import OCCASION_TYPES, STATUSES, Occasion, StatusReport
from dotterel.model.span import Provenance, Span

__all__ = [
    "OCCASION_TYPES",
    "QUOTATIONS",
    "STATUSES",
    "TONES",
    "Annotation",
    "Argument",
    "Claim",
    "Coded",
    "Correction",
    "Document",
    "EntityMention",
    "Event",
    "EventFrame",
    "EventMention",
    "EventTag",
    "Extraction",
    "Issue",
    "Link",
    "Mention",
    "Occasion",
    "Party",
    "Passage",
    "Place",
    "Provenance",
    "Reason",
    "ReportGroup",
    "Sentence",
    "Site",
    "Span",
    "Statement",
    "StatementFrame",
    "StatementTag",
    "StatusReport",
    "Stretch",
    "Timex",
    "TimexValue",
    "Token",
    "content_id",
]
