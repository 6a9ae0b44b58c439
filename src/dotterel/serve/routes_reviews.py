"""Reviews: the queue, decisions, measured quality, and what was decided as sentences to train on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import PlainTextResponse, Response

from dotterel.errors import DataError, InputError, unknown_value
from dotterel.export.corpus_format import corpus_block
from dotterel.ontology import load_ontology
from dotterel.pipeline.consolidate import consolidate
from dotterel.pipeline.corrections import correct, uncorrect
from dotterel.serve.desk import Desk, Given
from dotterel.serve.formats import answer
from dotterel.serve.problems import NotThere
from dotterel.serve.routes_events import Filter
from dotterel.serve.rows import event_row
from dotterel.store.details import about_mentions, mentions
from dotterel.store.listing import event_number, shown_events
from dotterel.store.reviews import Decision, last_decision, list_reviews, quality, queue

router = APIRouter(prefix="/reviews", tags=["reviews"])
_EDITABLE = ("event_type", "mode", "auxiliary", "context", "date", "actor", "recipient", "place")


class Judgement(BaseModel):
    """A decision as it is sent."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"item": "ev_0123", "decision": "accept", "reviewer": "ana", "queue": "random"}},
    )

    item: str = Field(max_length=200, description="Id of an event or of one of its mentions.")
    decision: str = Field(max_length=20, description="accept, reject, edit, split, merge or undo.")
    reviewer: str = Field(max_length=100, description="Who decides.")
    after: dict[str, Any] | None = Field(None, description="The fields as they should be; for edit.")
    other: str | None = Field(None, max_length=200, description="The other event or mention; for split and merge.")
    why: str | None = Field(None, max_length=2000)
    queue: str | None = Field(None, max_length=20, description="How the event came up: uncertain, random, new.")


@router.get("/queue", summary="What to judge next")
def next_ones(
    desk: Given, wanted: Filter, order: str = "uncertain",
    reviewer: Annotated[str | None, Query(max_length=100)] = None, limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:  # fmt: skip
    """Return the next events that this reviewer, or nobody where no name is given, has judged."""
    numbers, left = queue(desk.ask, wanted, order=order, reviewer=reviewer or None, limit=limit)
    return answer({"order": order, "left": left, "rows": [event_row(one) for one in shown_events(desk.ask, numbers)]})


@router.get("/quality", summary="Measured precision and agreement")
def measured(desk: Given) -> Response:
    """Return precision with its interval from the random sample, by type, and how far two reviewers agree."""
    return answer(quality(desk.ask))


@router.get("", summary="Every decision")
def decisions(desk: Given, item: str | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 200) -> Response:
    """Return decisions, the newest first."""
    return answer({"rows": list_reviews(desk.ask, item=item, limit=limit), "next": None})


@router.post("", summary="Decide", status_code=201)
def decide(judged: Judgement, desk: Given) -> Response:
    """Keep a decision and return its row.

    Raises:
        NotThere: there is no such event.
        InputError: the decision cannot be.
    """
    number = event_number(desk.ask, judged.item, "corrected")
    if number is None:
        raise NotThere("event", judged.item, "list events at /api/events")
    [shown] = shown_events(desk.ask, [number])
    row = event_row(shown)
    after = _checked(judged.after) if judged.decision == "edit" and judged.after else None
    lead = judged.item if judged.item in shown.event.mention else shown.event.mention[0]
    other = _mention(desk, judged.other) if judged.other else None
    made = Decision(
        item=shown.event.id, mention=lead, decision=judged.decision, reviewer=judged.reviewer,
        before={name: row.get(name) for name in _EDITABLE}, after=after, other=other, why=judged.why,
        queue=judged.queue, mentions=shown.event.mention,
    )  # fmt: skip
    made.check()
    with desk.served.lock:
        _regroup(desk, made)
        kept = desk.served.review(made)
    desk.live.tell({"reviews": 1})
    return answer(kept, 201)


def _mention(desk: Desk, identity: str) -> str:
    """Return a mention's own id, or that of the leading mention of an event."""
    number = event_number(desk.ask, identity, "corrected")
    if number is None:
        raise NotThere("event", identity, "list events at /api/events")
    [shown] = shown_events(desk.ask, [number])
    return identity if identity in shown.event.mention else shown.event.mention[0]


def _regroup(desk: Desk, made: Decision) -> None:
    """Take events apart or together as a decision says, or undo that."""
    store = desk.served.store
    if made.decision in ("split", "merge") and made.other:
        correct(store, "join" if made.decision == "merge" else "split", made.mention, made.other)
        consolidate(store)
    elif made.decision == "undo":
        gone = last_decision(desk.ask, made)
        # The event of then may have been told anew since: its leading mention outlives it.
        if gone["decision"] in ("split", "merge") and uncorrect(store, gone["mention"], gone["other"]):
            consolidate(store, full=True)


def _checked(after: dict[str, Any]) -> dict[str, Any]:
    """Return the edited fields, checked against the ontology, with what follows from them."""
    ontology = load_ontology()
    wrong = next((name for name in after if name not in _EDITABLE), None)
    if wrong is not None:
        raise InputError(unknown_value("field", wrong, _EDITABLE))
    made = dict(after)
    if "event_type" in made:
        kind = str(made["event_type"])
        if kind not in ontology.event_types:
            raise InputError(unknown_value("event type", kind, ontology.event_types))
        mode = tuple(made.get("mode") or ())
        try:
            ontology.check_modes(kind, mode)
        except DataError as problem:
            raise InputError(str(problem)) from None
        made |= {
            "mode": list(mode),
            "quad_code": ontology.quad_code(kind),
            "event_scale": ontology.event_scale(kind, mode),
        }
    for name, known in (("auxiliary", ontology.auxiliaries), ("context", ontology.contexts)):
        bad = next((one for one in made.get(name) or () if one not in known), None)
        if bad is not None:
            raise InputError(unknown_value(name, bad, known))
    if made.get("date"):
        first, last = _days(str(made["date"]))
        made |= {"day": first.isoformat(), "last_day": last.isoformat()}
    for role in ("actor", "recipient"):
        if role in made:
            made[role] = [_party(one) for one in made[role] or ()]
    return made


def _days(text: str) -> tuple[date, date]:
    """Return first and last day of a day, month or year."""
    try:
        parts = [int(part) for part in text.split("-")]
        first = date(*[*parts, 1, 1][:3])
        if len(parts) == 3:
            return first, first
        if len(parts) == 2:
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return first, following - timedelta(days=1)
        return first, date(first.year, 12, 31)
    except (ValueError, OverflowError):
        raise InputError(f"date {text!r} is no day, month or year such as 2018-05-31, 2018-05 or 2018") from None


def _party(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise InputError(f"party {given!r} is no object with text, name, code or entity")
    text = given.get("text") or given.get("name") or given.get("code") or ""
    base = {"text": text, "name": given.get("name"), "entity": given.get("entity"), "code": given.get("code")}
    return base | {"sector": list(given.get("sector") or ()), "office": given.get("office")}


def corpus_file(desk: Desk) -> Response:
    """Return what was accepted or corrected as blocks of the corpus format, to train on."""

    def blocks() -> Iterator[str]:
        rows = desk.ask(
            "SELECT mention, arg_max(decision, number) AS decision, arg_max(after, number) AS after FROM reviews "
            "WHERE NOT undone AND decision IN ('accept', 'reject', 'edit') GROUP BY mention ORDER BY mention"
        )
        kept = {row["mention"]: row for row in rows}
        about = about_mentions(desk.ask, list(kept))
        for number, mention in enumerate(mentions(desk.ask, list(kept)), 1):
            yield corpus_block(mention, about[mention.id]["sentence"], kept[mention.id], number)

    text = "# Reviewed events of a store, in the format of corpus/GUIDELINES.md.\n\n" + "\n".join(blocks())
    return PlainTextResponse(text, headers={"content-disposition": 'attachment; filename="reviewed-01.txt"'})
