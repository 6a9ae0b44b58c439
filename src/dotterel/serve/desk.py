"""The served store with what answers about it: shared by all routes of one application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request

from dotterel.model import Span, Statement
from dotterel.serve.live import Live
from dotterel.serve.rows import event_row, statement_row
from dotterel.serve.security import Guard
from dotterel.store.charts import Ask
from dotterel.store.details import about_statements
from dotterel.store.flat_query import Asked
from dotterel.store.listing import events_page
from dotterel.store.paging import MOST, every_row
from dotterel.store.serving import Served


@dataclass
class Desk:
    """What routes work with.

    Args:
        served: the store.
        live: codes and stores, and tells listeners.
        guard: whom to let in.
        event_types: tells the chance of each event type at a trigger of a sentence, where the model is at hand.
    """

    served: Served
    live: Live
    guard: Guard = field(default_factory=Guard)
    event_types: Callable[[str, Span], dict[str, float]] | None = None

    @property
    def ask(self) -> Ask:
        """Runs a query on the store."""
        return self.served.ask

    def events(self, asked: Asked, sort: str = "-date") -> Iterator[dict[str, Any]]:
        """Yield every event that is asked for, page by page."""
        for shown in every_row(
            lambda cursor: events_page(self.ask, asked, sort=sort, cursor=cursor, limit=MOST, count=False)
        ):
            yield event_row(shown, corrected=asked.view == "corrected")

    def statements(self, records: list[Statement]) -> list[dict[str, Any]]:
        """Return statements as rows."""
        about = about_statements(self.ask, [one.id for one in records])
        return [statement_row(one, about.get(one.id, {})) for one in records]


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


Given = Annotated[Desk, Depends(_desk)]
