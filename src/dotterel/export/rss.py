"""Titles with links come in, an RSS 2.0 feed goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

# Characters that XML cannot hold, whatever a report has in it.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: `guid` stays the same for good, `day` is when it became known."""

    guid: str
    title: str
    link: str
    text: str
    day: date | None = None


def rss(title: str, link: str, description: str, items: Iterable[Item]) -> str:
    """Return the feed as XML text."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    for name, value in (("title", title), ("link", link), ("description", description)):
        SubElement(channel, name).text = _clean(value)
    for item in items:
        entry = SubElement(channel, "item")
        for name, value in (("title", item.title), ("link", item.link), ("description", item.text)):
            SubElement(entry, name).text = _clean(value)
        SubElement(entry, "guid", isPermaLink="false").text = item.guid
        if item.day:
            SubElement(entry, "pubDate").text = f"{item.day:%a, %d %b %Y} 00:00:00 GMT"
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _clean(text: str) -> str:
    return "".join(sign for sign in text.translate(_FORBIDDEN) if not "\ud800" <= sign <= "\udfff")
