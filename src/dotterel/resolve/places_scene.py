"""The events of a report in order -> the scene: where a meeting goes on that was placed before.

"The leaders met in Asmara. They signed a declaration." The second sentence names no place, but it is Asmara. Only what
the parties do together is carried on like this, on the same day and not far down; a dateline says where the reporter was,
and counts for meetings and signings told in the lead.
"""

from __future__ import annotations

import re

from dotterel.model import Annotation, EventFrame, Place
from dotterel.resolve.places import PlaceResolver

_REACH = 3  # sentences over which a scene holds
_LEAD = 2  # sentences of the body that a dateline may place
_HEADING = 300  # characters in which a dateline or heading stands
_LOOSE = 4  # characters of such a line that are neither place nor date: comma, blanks
_SIGNING = re.compile(r"\b(?:sign|conclud|initial|put their names|reached|handshake|shook hands)", re.IGNORECASE)
_TOGETHER = re.compile(
    r"(?:they|both|the (?:two|three|four|six|parties|sides|leaders|delegations|ministers))\b", re.IGNORECASE
)
_JOINT = frozenset({"AGREE", "CONCEDE", "SUPPORT"})


class Scene:
    """Where a report's meeting goes on; ask in text order.

    Args:
        annotation: the report.
        places: resolves its places.
    """

    def __init__(self, annotation: Annotation, places: PlaceResolver) -> None:
        self._text = annotation.document.text
        self._places = places
        self._told: tuple[int, str | None, Place] | None = None
        body = [sentence.index for sentence in annotation.sentences if not sentence.headline]
        self._lead = body[0] if body else 0
        self._dateline = self._heading(annotation)

    def _heading(self, annotation: Annotation) -> Place | None:
        """Return the city of the dateline, or of a first line that holds a place and a date alone ("Vienna, 14 July")."""
        for place in self._places.toponyms():
            if place.span.start_char > _HEADING or place.precision not in ("city", "site"):
                continue
            if annotation.dateline and annotation.dateline.overlaps(place.span):
                return place
            start = self._text.rfind("\n", 0, place.span.start_char) + 1
            end = self._text.find("\n", start)
            dates = [one.span for one in annotation.timexes if start <= one.span.start_char < end]
            rest = (end - start) - len(place.text) - sum(one.end_char - one.start_char for one in dates)
            if dates and rest <= _LOOSE:
                return place
        return None

    def place(self, frame: EventFrame, day: str | None) -> Place | None:
        """Return where an event happened, None where neither its words nor the scene say.

        Args:
            frame: the event.
            day: its date.
        """
        own = self._places.resolve(frame.place.span, frame.place.sentence) if frame.place else None
        meeting = self._is_meeting(frame)
        if own is not None:
            if meeting and own.precision in ("city", "site"):
                self._told = (frame.sentence, day, own)
            return own
        if not meeting and not self._is_joint(frame):
            return None
        if self._told and 0 <= frame.sentence - self._told[0] <= _REACH and day == self._told[1]:
            return self._told[2]
        if meeting and self._dateline and 0 <= frame.sentence - self._lead < _LEAD:
            self._told = (frame.sentence, day, self._dateline)
            return self._dateline
        return None

    def _is_meeting(self, frame: EventFrame) -> bool:
        if frame.tense == "future" or {"hypothetical", "negation", "historical"} & set(frame.auxiliary):
            return False
        if frame.event_type == "CONSULT":
            return "phone" not in frame.mode
        return frame.event_type == "SUPPORT" and bool(_SIGNING.search(frame.trigger.slice(self._text)))

    def _is_joint(self, frame: EventFrame) -> bool:
        actors = frame.actor
        return (
            frame.event_type in _JOINT
            and not {"hypothetical", "negation", "historical"} & set(frame.auxiliary)
            and any(_TOGETHER.match(actor.span.slice(self._text)) for actor in actors)
        )
