"""Gold toponyms + a program that finds places -> detection F1 and how many places are within 161 km (100 miles).

Reads JSON Lines, and the XML of the LGL corpus (Lieberman, Samet and Sankaranarayanan 2010, "Geotagging with local
lexicons"): local news whose toponyms carry GeoNames ids and coordinates. What has no coordinates or no country counts
for detection only.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from dotterel.errors import DataError
from dotterel.evaluate.rows import field, read_rows
from dotterel.evaluate.times import span_of
from dotterel.model import Document, Place, Span

NEAR_KM = 161.0
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A toponym and where it is; coordinates and `country` (ISO alpha-3) are None where the annotators gave none."""

    span: Span
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A report and its toponyms in text order."""

    document: Document
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True)
class PlaceMiss:
    """One toponym put in the wrong place or none: for reading, not only for counting."""

    document: str
    text: str
    context: str
    kilometres: float | None
    answer: Place | None


@dataclass(frozen=True, slots=True)
class PlaceScores:
    """Figures over all articles.

    `accuracy` is the share of gold toponyms with coordinates that were found and placed within 161 km, `accuracy_found`
    the same of those that were found at all; `end_to_end` is the F1 of toponyms found with the exact span and placed
    within 161 km. `overlap_f1` counts any shared character as found; `country` is the share of the toponyms found with
    the exact span, and of a known country, that were put in it, None where the gold names no country.
    """

    articles: int
    gold: int
    found: int
    precision: float
    recall: float
    detection_f1: float
    accuracy: float
    accuracy_found: float
    end_to_end: float
    median_km: float
    misses: tuple[PlaceMiss, ...] = ()
    overlap_f1: float = 0.0
    country: float | None = None
    placeable: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON."""
        names = [one for one in self.__dataclass_fields__ if one != "misses"]
        values = {name: getattr(self, name) for name in names}
        rounded = {name: round(one, 4) if isinstance(one, float) else one for name, one in values.items()}
        if math.isnan(self.median_km):
            rounded["median_km"] = None
        return {"kind": "place_scores"} | rounded


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance of two points.

    >>> round(kilometres(9.03, 38.75, 15.34, 38.93))
    702
    """
    first, second = math.radians(latitude), math.radians(other_latitude)
    haversine = (
        math.sin((second - first) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(haversine)))


def read_lgl(path: Path) -> tuple[GoldArticle, ...]:
    """Read the LGL corpus.

    Args:
        path: the XML file.

    Raises:
        DataError: the file is not XML, has no articles, or an offset is not a number.
    """
    try:
        root = ElementTree.parse(path).getroot()
        articles = tuple(_article(node) for node in root.iter("article"))
    except (ElementTree.ParseError, ValueError, TypeError) as error:
        raise DataError(f"{path} cannot be read as LGL XML: {error}") from error
    if not articles:
        raise DataError(f"{path} holds no <article>; expected the LGL corpus")
    return articles


def _article(node: ElementTree.Element) -> GoldArticle:
    text = node.findtext("text") or ""
    stamp = (node.findtext("dltime") or "")[:10]
    document = Document(
        text,
        id=node.get("docid") or "",
        title=node.findtext("title"),
        published=date.fromisoformat(stamp) if stamp else None,
        publisher=node.findtext("domain"),
    )
    toponyms = []
    for toponym in node.iter("toponym"):
        span = Span(int(toponym.findtext("start") or -1), int(toponym.findtext("end") or -1))
        tag = toponym.find("gaztag")
        if tag is None:
            latitude, longitude = toponym.findtext("lat"), toponym.findtext("lon")
            placed = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
            toponyms.append(GoldToponym(span, *placed))
        else:
            identity = tag.get("geonameid")
            toponyms.append(
                GoldToponym(
                    span,
                    float(tag.findtext("lat") or "nan"),
                    float(tag.findtext("lon") or "nan"),
                    int(identity) if identity else None,
                )
            )
    return GoldArticle(document, tuple(sorted(toponyms, key=lambda one: one.span)))


def read_gold_places(path: Path, documents: Mapping[str, Document] | None = None) -> tuple[GoldArticle, ...]:
    """Read gold places: LGL's XML where the name ends in `.xml`, else JSON Lines (the form is in docs/evaluate.md).

    Args:
        path: the file.
        documents: for JSON Lines, the reports by id. Gold for other documents is left aside.

    Raises:
        InputError: the file cannot be read.
        DataError: the file or a row has another form.
    """
    if path.suffix.lower() == ".xml":
        return read_lgl(path)
    found: dict[str, list[GoldToponym]] = {}
    for where, row in read_rows(path):
        here = found.setdefault(field(row, "document", str, where), [])
        if "start_char" in row:
            latitude, longitude = row.get("latitude"), row.get("longitude")
            identity, country = row.get("geonameid"), row.get("country")
            here.append(GoldToponym(span_of(row, where), latitude, longitude, identity, country))
    if not found:
        raise DataError(f"{path} holds no rows")
    known = documents or {}
    return tuple(
        GoldArticle(known[name], tuple(sorted(rows, key=lambda one: one.span)))
        for name, rows in found.items()
        if name in known
    )


def score_places(articles: Iterable[GoldArticle], places: Callable[[GoldArticle], Sequence[Place]]) -> PlaceScores:
    """Score a program that finds and resolves places.

    Args:
        articles: the gold.
        places: gives the places of an article. It is handed the gold toponyms too, so that resolution can be scored
            alone: answer one place for each of their spans.
    """
    tally = _Tally()
    for article in articles:
        tally.article(article, places(article))
    return tally.scores()


class _Tally:
    """Counts over articles."""

    def __init__(self) -> None:
        self.articles = self.gold = self.found = self.matched = self.overlapping = 0
        self.placeable = self.matched_placeable = self.near = 0
        self.with_country = self.right_country = 0
        self.distances: list[float] = []
        self.misses: list[PlaceMiss] = []

    def article(self, article: GoldArticle, places: Sequence[Place]) -> None:
        """Count one article."""
        answers = {place.span: place for place in places}
        self.articles += 1
        self.gold += len(article.toponyms)
        self.found += len(answers)
        left = sorted(answers)
        for toponym in article.toponyms:
            touching = next((span for span in left if span.overlaps(toponym.span)), None)
            if touching is not None:
                self.overlapping += 1
                left.remove(touching)
            self._toponym(article.document, toponym, answers.get(toponym.span))

    def _toponym(self, document: Document, toponym: GoldToponym, answer: Place | None) -> None:
        self.matched += answer is not None
        wrong = False
        if answer is not None and toponym.country is not None:
            self.with_country += 1
            self.right_country += answer.country == toponym.country
            wrong = answer.country != toponym.country
        away = None
        if toponym.latitude is not None and toponym.longitude is not None:
            self.placeable += 1
            self.matched_placeable += answer is not None
            if answer is not None and answer.latitude is not None and answer.longitude is not None:
                away = kilometres(toponym.latitude, toponym.longitude, answer.latitude, answer.longitude)
                self.distances.append(away)
            near = away is not None and away <= NEAR_KM
            self.near += near
            wrong = wrong or not near
        if wrong or (answer is None and toponym.country is not None):
            text, at = document.text, toponym.span
            context = text[max(0, at.start_char - 40) : at.end_char + 40]
            self.misses.append(PlaceMiss(document.id, at.slice(text), context, away, answer))

    def scores(self) -> PlaceScores:
        """Return the figures."""
        precision = self.matched / max(1, self.found)
        recall = self.matched / max(1, self.gold)
        return PlaceScores(
            articles=self.articles,
            gold=self.gold,
            found=self.found,
            precision=precision,
            recall=recall,
            detection_f1=_f1(precision, recall),
            accuracy=self.near / max(1, self.placeable),
            accuracy_found=self.near / max(1, self.matched_placeable),
            end_to_end=_f1(self.near / max(1, self.found), self.near / max(1, self.placeable)),
            median_km=median(self.distances) if self.distances else math.nan,
            misses=tuple(self.misses),
            overlap_f1=_f1(self.overlapping / max(1, self.found), self.overlapping / max(1, self.gold)),
            country=self.right_country / self.with_country if self.with_country else None,
            placeable=self.placeable,
        )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
