"""Gold toponyms + a program that finds places -> detection F1 and how many places are within 161 km (100 miles).

Reads the XML of the LGL corpus (Lieberman, Samet and Sankaranarayanan 2010, "Geotagging with local lexicons"): articles
of local news whose toponyms carry GeoNames ids and coordinates. Toponyms without coordinates count for detection only.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from dotterel.errors import DataError
from dotterel.model import Document, Place, Span

NEAR_KM = 161.0
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A toponym and where it is; coordinates are None where the annotators found none."""

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
    within 161 km.
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
                    tag.findtext("country"),
                )
            )
    return GoldArticle(document, tuple(sorted(toponyms, key=lambda one: one.span)))


def score_places(articles: Iterable[GoldArticle], places: Callable[[GoldArticle], Sequence[Place]]) -> PlaceScores:
    """Score a program that finds and resolves places.

    Args:
        articles: the gold.
        places: gives the places of an article. It is handed the gold toponyms too, so that resolution can be scored
            alone: answer one place for each of their spans.
    """
    counts = dict.fromkeys(
        ("articles", "gold", "found", "matched", "placeable", "near", "near_all", "matched_placeable"), 0
    )
    distances: list[float] = []
    misses: list[PlaceMiss] = []
    for article in articles:
        answers = {place.span: place for place in places(article)}
        counts["articles"] += 1
        counts["gold"] += len(article.toponyms)
        counts["found"] += len(answers)
        for toponym in article.toponyms:
            answer = answers.get(toponym.span)
            counts["matched"] += answer is not None
            if toponym.latitude is None or toponym.longitude is None:
                continue
            counts["placeable"] += 1
            counts["matched_placeable"] += answer is not None
            away = None
            if answer is not None and answer.latitude is not None and answer.longitude is not None:
                away = kilometres(toponym.latitude, toponym.longitude, answer.latitude, answer.longitude)
                distances.append(away)
            if away is not None and away <= NEAR_KM:
                counts["near"] += 1
            else:
                text, at = article.document.text, toponym.span
                context = text[max(0, at.start_char - 40) : at.end_char + 40]
                misses.append(PlaceMiss(article.document.id, at.slice(text), context, away, answer))
    precision = counts["matched"] / max(1, counts["found"])
    recall = counts["matched"] / max(1, counts["gold"])
    return PlaceScores(
        articles=counts["articles"],
        gold=counts["gold"],
        found=counts["found"],
        precision=precision,
        recall=recall,
        detection_f1=_f1(precision, recall),
        accuracy=counts["near"] / max(1, counts["placeable"]),
        accuracy_found=counts["near"] / max(1, counts["matched_placeable"]),
        end_to_end=_f1(counts["near"] / max(1, counts["found"]), counts["near"] / max(1, counts["placeable"])),
        median_km=median(distances) if distances else math.nan,
        misses=tuple(misses),
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
