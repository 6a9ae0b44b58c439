"""`Annotation` in, frames out: who did what to whom, and who said what, as words of the sentence."""

from dotterel.extract.events import extract_events
from dotterel.extract.prefilter import can_hold_event
from dotterel.extract.statements import extract_statements
from dotterel.extract.statements_cues import can_hold_statement

__all__ = ["can_hold_event", "can_hold_statement", "extract_events", "extract_statements"]
