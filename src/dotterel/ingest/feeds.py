"""An RSS or Atom feed comes in, the reports in it go out: title, day, link, and as much text as the feed holds."""

from __future__ import annotations

import calendar
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.robotparser import RobotFileParser

import feedparser

from dotterel.ingest.clean import clean
from dotterel.ingest.fetching import allowed, get
from dotterel.model import Document, Issue

_FOUND, _UNCHANGED = 200, 304
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*([\[>])", re.IGNORECASE)
_BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 blockquote tr article section ul ol table figcaption".split())
_SKIPPED = frozenset(("script", "style", "noscript", "iframe", "svg"))


@dataclass
class Feed:
    """Where a feed is, who publishes it, and what the last answer said for the next conditional request.

    Args:
        url: http or https.
        publisher: in place of the feed's own title.
        private: it may be an address of one's own network.
    """

    url: str
    publisher: str | None = None
    private: bool = False
    etag: str | None = None
    modified: str | None = None


def fetch(feed: Feed, robots: dict[str, RobotFileParser | None] | None = None) -> bytes | None:
    """Return a feed's bytes, None where it has not changed since the last time; notes what to ask with next time.

    Args:
        feed: where it is.
        robots: what the sites' robots.txt said, kept from feed to feed.

    Raises:
        OSError: it cannot be reached, is no http address or one of a private network, or robots.txt forbids it.
    """
    headers = {"Accept": "application/rss+xml, application/atom+xml, */*"}
    if feed.etag:
        headers["If-None-Match"] = feed.etag
    if feed.modified:
        headers["If-Modified-Since"] = feed.modified
    try:
        if not allowed(feed.url, {} if robots is None else robots, private=feed.private):
            raise OSError("the site's robots.txt does not let programs read it")
        answer = get(feed.url, headers, private=feed.private)
    except OSError as error:
        raise OSError(f"{feed.url} cannot be read: {error}") from error
    if answer.status == _UNCHANGED:
        return None
    if answer.status != _FOUND:
        raise OSError(f"{feed.url} answers {answer.status}")
    feed.etag, feed.modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    return answer.data


def without_doctype(data: bytes) -> bytes | None:
    """Return a feed without its document type; None where that declares entities of its own, which no feed needs.

    >>> without_doctype(b"<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss/>")
    b"<?xml version='1.0'?><rss/>"
    """
    found = _DOCTYPE.search(data)
    if found is None:
        return data
    return None if found.group(1) == b"[" else data[: found.start()] + data[found.end() :]


def read_feed(data: bytes, *, origin: str, publisher: str | None = None) -> Iterator[Document | Issue]:
    """Yield the reports of a feed in its order.

    Args:
        data: the feed as it came.
        origin: its address, for messages.
        publisher: who publishes it; the feed's title if left out.
    """
    plain = without_doctype(data)
    if plain is None:
        yield Issue(
            "unreadable", "the feed declares entities of its own; no feed needs them", origin, severity="warning"
        )
        return
    found: Any = feedparser.parse(BytesIO(plain))  # bytes alone it might take for the name of a file
    if not found.entries:
        problem = found.get("bozo_exception")
        yield Issue(
            "unreadable", f"no entry in the feed{f' ({problem})' if problem else ''}", origin, severity="warning"
        )
        return
    name = publisher or _line(found.feed.get("title", "")) or None
    language = (found.feed.get("language") or "")[:2].lower() or None
    for number, entry in enumerate(found.entries, 1):
        title = _line(entry.get("title", ""))
        bodies = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
        body = max((plain_text(part) for part in bodies), key=len, default="")
        where = f"{origin}, entry {number}"
        if not body and not title:
            yield Issue("empty", "the entry has neither title nor text", where, severity="warning")
            continue
        text = title if body.startswith(title) and not body[len(title) :].strip() else f"{title}\n\n{body}".strip()
        identity = str(entry.get("id") or entry.get("link") or "")
        yield Document(
            clean(text), id=identity[:300], title=title or None, published=_day(entry), publisher=name,
            url=entry.get("link"), language=language, origin=where,
        )  # fmt: skip


def plain_text(markup: str) -> str:
    """Return the text of a piece of HTML: blocks as paragraphs, no scripts, no markup.

    >>> plain_text("<p>Kenya &amp; Uganda</p><script>x</script><p>met.</p>")
    'Kenya & Uganda\\n\\nmet.'
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    paragraphs = (_line(part) for part in "".join(reader.parts).split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipping += tag in _SKIPPED
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in _SKIPPED and self._skipping > 0
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(data.replace("\n", " "))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def _day(entry: Any) -> date | None:
    for key in ("published_parsed", "updated_parsed"):
        moment = entry.get(key)
        if moment:
            return datetime.fromtimestamp(calendar.timegm(moment), UTC).date()
    return None
