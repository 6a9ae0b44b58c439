"""Merged events and occasions come in; the JSON objects of the contract go out, keys in a fixed order, `kind` first."""

from __future__ import annotations

from typing import Any

from dotterel.export.event_status import iptc, schema_org
from dotterel.export.records_json import event_codes
from dotterel.model import Event, Occasion, Party, Site, StatusReport
from dotterel.version import CODER


def merged_event_object(event: Event) -> dict[str, Any]:
    """Return an event with its evidence; `document` and the keys it shares with an event mention mean the same."""
    return {
        **event_codes(event),
        "actor": [_party(party) for party in event.actor],
        "recipient": [_party(party) for party in event.recipient],
        "place": _site(event.place),
        "confidence": event.confidence,
        "coder": CODER,
        "date_basis": event.date_basis,
        "mention": list(event.mention),
        "reports": event.reports,
        "independent_reports": event.independent_reports,
        "publishers": event.publishers,
        "first_report": event.first_report,
        "last_report": event.last_report,
        "disagreement": [
            {"field": claim.field, "value": claim.value, "reports": claim.reports} for claim in event.disagreement
        ],
    }


def occasion_object(occasion: Occasion) -> dict[str, Any]:
    """Return an occasion with its history."""
    return {
        "kind": "occasion",
        "id": occasion.id,
        "occasion_type": occasion.occasion_type,
        "participant": [_party(party) for party in occasion.participant],
        "date": occasion.date,
        "end_date": occasion.end_date,
        "place": _site(occasion.place),
        "status": occasion.status,
        "history": [_entry(entry) for entry in occasion.history],
        "number": occasion.number,
        "contested": occasion.contested,
        "schema_org": schema_org(occasion.status),
        "iptc": iptc(occasion.status),
        "mention": list(occasion.mention),
        "document": list(occasion.document),
        "reports": occasion.reports,
        "independent_reports": occasion.independent_reports,
        "publishers": occasion.publishers,
        "first_report": occasion.first_report,
        "last_report": occasion.last_report,
        "disagreement": [
            {"field": claim.field, "value": claim.value, "reports": claim.reports} for claim in occasion.disagreement
        ],
        "coder": CODER,
    }


def _entry(entry: StatusReport) -> dict[str, Any]:
    return {
        "status": entry.status,
        "date": entry.date,
        "document": entry.document,
        "event": entry.event,
        "text": entry.text,
        "start_char": entry.start_char,
        "end_char": entry.end_char,
        "said_by": [_party(party) for party in entry.said_by],
        "old_date": entry.old_date,
        "new_date": entry.new_date,
        "old_place": entry.old_place,
        "new_place": entry.new_place,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "text": party.text,
        "name": party.name,
        "entity": party.entity,
        "code": party.code,
        "sector": list(party.sector),
        "office": party.office,
    }


def _site(site: Site | None) -> dict[str, Any] | None:
    if site is None:
        return None
    return {
        "name": site.name,
        "country": site.country,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "geonameid": site.geonameid,
        "precision": site.precision,
    }
