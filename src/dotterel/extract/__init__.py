"""`Annotation` in, `Extraction` out: who did what to whom, as words of the sentence."""

from dotterel.extract.events import extract_events
from dotterel.extract.prefilter import can_hold_event

__all__ = ["can_hold_event", "extract_events"]
