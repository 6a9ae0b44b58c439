"""Query strings come in, filters go out: the same names as in `dotterel query` and `Store.events`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query

from dotterel.errors import InputError
from dotterel.ingest import parse_date
from dotterel.store import EventFilter, OccasionFilter, StatementFilter
from dotterel.store.flat_query import Asked

Text = Annotated[str | None, Query(max_length=200)]
_PARTY = "A code (KEN, IGO), an entity id (country:KEN) or part of a name."


def day(value: str | None, name: str) -> date | None:
    """Return the day of a parameter.

    Raises:
        DateError: it is not YYYY-MM-DD.
    """
    return parse_date(value, what=name) if value else None


def asked(
    actor: Annotated[str | None, Query(max_length=200, description=_PARTY, examples=["KEN"])] = None,
    recipient: Annotated[str | None, Query(max_length=200, description=_PARTY)] = None,
    party: Annotated[str | None, Query(max_length=200, description="The same, on either side.")] = None,
    type: Annotated[
        list[str] | None, Query(description="Event types, with a mode if wanted.", examples=["CONSULT/visit"])
    ] = None,
    quad: Annotated[list[str] | None, Query(description="1 to 4; may be repeated or separated by commas.")] = None,
    context: Annotated[str | None, Query(max_length=60, description="A PLOVER context.")] = None,
    auxiliary: Annotated[
        str | None, Query(max_length=60, description="historical, future, hypothetical, negation.")
    ] = None,
    since: Annotated[str | None, Query(description="On or after this day.", examples=["2018-05-01"])] = None,
    until: Annotated[str | None, Query(description="On or before this day.")] = None,
    country: Annotated[str | None, Query(max_length=10, description="Where it took place, alpha-3.")] = None,
    publisher: Text = None,
    document: Text = None,
    confidence: Annotated[str | None, Query(description="The least confidence, 0 to 1.")] = None,
    q: Annotated[str | None, Query(max_length=300, description="Words that all stand in its sentence.")] = None,
    review: Annotated[str | None, Query(description="machine, accepted, corrected, rejected or reviewed.")] = None,
    view: Annotated[str | None, Query(description="corrected (default) or machine.")] = None,
    unit: Annotated[str | None, Query(description="What is counted: events, reports or share.")] = None,
) -> Asked:
    """Return what the parameters ask for; empty ones count as left out."""
    return Asked(
        EventFilter(
            actor=actor or None, recipient=recipient or None, party=party or None,
            type=",".join(type) if type and any(type) else None, quad=_quads(quad), context=context or None,
            auxiliary=auxiliary or None, since=day(since, "since"), until=day(until, "until"), country=country or None,
            publisher=publisher or None, document=document or None, confidence=_share(confidence), q=q or None,
        ),
        view=view or "corrected", review=review or None, unit=unit or "events",
    )  # fmt: skip


def _quads(given: list[str] | None) -> tuple[int, ...]:
    parts = [part.strip() for one in given or () for part in one.split(",") if part.strip()]
    wrong = next((part for part in parts if part not in ("1", "2", "3", "4")), None)
    if wrong is not None:
        raise InputError(f"unknown quad {wrong!r}; known: 1, 2, 3, 4")
    return tuple(int(part) for part in parts)


def _share(given: str | None) -> float | None:
    if not given:
        return None
    try:
        return float(given)
    except ValueError:
        raise InputError(f"confidence {given!r} is no number; give one between 0 and 1") from None


def statements_asked(
    speaker: Annotated[str | None, Query(max_length=200, description=_PARTY)] = None,
    about: Annotated[str | None, Query(max_length=200, description="The same, of what is spoken of.")] = None,
    addressee: Text = None,
    via: Text = None,
    tone: Annotated[str | None, Query(max_length=20, examples=["warn"])] = None,
    quotation: Annotated[str | None, Query(max_length=20, description="direct, indirect or mixed.")] = None,
    q: Annotated[str | None, Query(max_length=300, description="Words that all stand in what is said.")] = None,
    document: Text = None,
    publisher: Text = None,
    since: Annotated[str | None, Query(description="Published on or after this day.")] = None,
    until: Annotated[str | None, Query(description="Published on or before this day.")] = None,
) -> StatementFilter:
    """Return what the parameters ask for."""
    return StatementFilter(
        speaker=speaker or None, about=about or None, text=q or None, addressee=addressee or None, via=via or None,
        tone=tone or None, quotation=quotation or None, document=document or None, publisher=publisher or None,
        since=day(since, "since"), until=day(until, "until"),
    )  # fmt: skip


def occasions_asked(
    status: Annotated[str | None, Query(max_length=20, examples=["cancelled"])] = None,
    participant: Annotated[str | None, Query(max_length=200, description=_PARTY)] = None,
    type: Annotated[str | None, Query(max_length=20, description="summit, visit, talks, ...")] = None,
    since: Annotated[str | None, Query(description="Status last changed on or after this day.")] = None,
    until: Annotated[str | None, Query(description="Status last changed on or before this day.")] = None,
    country: Annotated[str | None, Query(max_length=10)] = None,
    contested: Annotated[bool, Query(description="Only those on which the sides differ.")] = False,
) -> OccasionFilter:
    """Return what the parameters ask for."""
    return OccasionFilter(
        status=status or None, participant=participant or None, type=type or None, since=day(since, "since"),
        until=day(until, "until"), country=country or None, contested=contested,
    )  # fmt: skip
