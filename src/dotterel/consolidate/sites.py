"""Two places come in; how they stand to one another goes out: same, within, near, unknown or apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, pi, sin, sqrt

from dotterel.model import Place, Site

# Suburbs, airports and palaces lie within 30 km of their city's point; two towns that a report tells apart are
# hardly ever nearer than 60 km in the gazetteer's cities of 15,000 people and more.
SAME_KM = 30.0
APART_KM = 60.0
_EXACT = ("city", "site")
_HALF_DEGREE = pi / 360
_EARTH_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as comparing needs it; `exact` for a town or a site rather than a region or country."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    exact: bool


def spot(place: Place | Site | None) -> Spot | None:
    """Return what is to be compared of a place, None where nothing is known."""
    if place is None or not (place.country or place.name):
        return None
    name = (place.name or (place.text if isinstance(place, Place) else "")).casefold()
    exact = place.precision in _EXACT or (place.precision is None and place.latitude is not None)
    return Spot(name, place.country, place.latitude, place.longitude, exact)


def compare(one: Spot, other: Spot) -> str:
    """Return `same`, `within` (one may lie in the other), `near`, `unknown` or `apart`.

    >>> compare(Spot("homs", "SYR", 34.7, 36.7, True), Spot("idlib", "SYR", 35.9, 36.6, True))
    'apart'
    """
    if one.country and other.country and one.country != other.country:
        return "apart"
    if one.name == other.name and one.name:
        return "same"
    if not (one.exact and other.exact):
        return "within" if one.country and one.country == other.country else "unknown"
    if one.latitude is None or other.latitude is None:
        return "unknown"
    between = distance_km(one, other)
    if between <= SAME_KM:
        return "same"
    return "near" if between < APART_KM else "apart"


def distance_km(one: Spot, other: Spot) -> float:
    """Return the great-circle distance in kilometres (haversine); both need coordinates."""
    assert one.latitude is not None and one.longitude is not None  # noqa: PT018
    assert other.latitude is not None and other.longitude is not None  # noqa: PT018
    south, north = one.latitude * pi / 180, other.latitude * pi / 180
    height = sin((other.latitude - one.latitude) * _HALF_DEGREE) ** 2
    width = sin((other.longitude - one.longitude) * _HALF_DEGREE) ** 2
    return _EARTH_KM * asin(sqrt(min(1.0, height + cos(south) * cos(north) * width)))
