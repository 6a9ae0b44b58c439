"""An RSS or Atom feed comes in, the reports in it go out: title, day, link, and as much text as the feed holds."""

from __future__ import annotations

import calendar
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import feedparser

from dotterel.ingest.clean import clean
from dotterel.model import Document, Issue

TIMEOUT = 20.0
LARGEST = 20_000_000
_BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 blockquote tr article section ul ol table figcaption".split())
_SKIPPED = frozenset(("script", "style", "noscript", "iframe", "svg"))


@dataclass
class Feed:
    """Where a feed is, who publishes it, and what the last answer said for the next conditional request.

    Args:
        url: http or https.
        publisher: in place of the feed's own title.
    """

    url: str
    publisher: str | None = None
    etag: str | None = None
    modified: str | None = None


def fetch(feed: Feed) -> bytes | None:
    """Return a feed's bytes, None where it has not changed since the last time; notes what to ask with next time.

    Raises:
        OSError: it cannot be reached, or is no http address.
    """
    if urlsplit(feed.url).scheme not in ("http", "https"):
        raise OSError(f"{feed.url!r} is no http or https address")
    headers = {
        "User-Agent": "dotterel (+https://github.com/dotterel)",
        "Accept": "application/rss+xml, application/atom+xml, */*",
    }
    if feed.etag:
        headers["If-None-Match"] = feed.etag
    if feed.modified:
        headers["If-Modified-Since"] = feed.modified
    try:
        with urlopen(Request(feed.url, headers=headers), timeout=TIMEOUT) as answer:
            data: bytes = answer.read(LARGEST + 1)
            feed.etag, feed.modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    except HTTPError as error:
        if error.code == 304:
            return None
        raise OSError(f"{feed.url} answers {error.code} {error.reason}") from error
    except URLError as error:
        raise OSError(f"{feed.url} cannot be reached: {error.reason}") from error
    if len(data) > LARGEST:
        raise OSError(f"{feed.url} is larger than {LARGEST // 1_000_000} MB")
    return data


def read_feed(data: bytes, *, origin: str, publisher: str | None = None) -> Iterator[Document | Issue]:
    """Yield the reports of a feed in its order.

    Args:
        data: the feed as it came.
        origin: its address, for messages.
        publisher: who publishes it; the feed's title if left out.
    """
    found: Any = feedparser.parse(data)
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
