"""Objects with a place come in, a GeoJSON FeatureCollection (RFC 7946) goes out; those without coordinates do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def feature_collection(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a collection of points, longitude first.

    Args:
        rows: event or occasion objects of the contract.
    """
    features = []
    for row in rows:
        place = row.get("place") or {}
        if place.get("latitude") is None or place.get("longitude") is None:
            continue
        features.append({
            "type": "Feature",
            "id": row["id"],
            "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
            "properties": {key: value for key, value in row.items() if key != "id"},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
