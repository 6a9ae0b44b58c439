"""Feeds become reports; FEEDS.toml is read or refused with a reason; what was seen once is not taken again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dotterel.errors import InputError
from dotterel.ingest.feeds import Feed, fetch, plain_text, read_feed, without_doctype
from dotterel.ingest.fetching import public_address
from dotterel.model import Document, Issue
from dotterel.serve.watch import Watched, Watcher, read_watch

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title><language>en-gb</language>
<item><title>Kenya hosts talks</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Tue, 07 May 2024 23:30:00 GMT</pubDate>
<description>&lt;p&gt;Kenya &amp;amp; Uganda met.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;They agreed.&lt;/p&gt;</description></item>
<item><guid>g2</guid></item></channel></rss>"""


def test_an_entry_becomes_a_report_without_its_markup() -> None:
    report, nothing = read_feed(RSS, origin="https://example.org/rss")
    assert isinstance(report, Document)
    assert report.text == "Kenya hosts talks\n\nKenya & Uganda met.\n\nThey agreed."
    assert (report.id, report.published, report.publisher, report.language) == (
        "g1",
        date(2024, 5, 7),
        "The Example",
        "en",
    )
    assert isinstance(nothing, Issue)
    assert (nothing.kind, nothing.severity) == ("empty", "warning")


def test_what_is_no_feed_is_an_issue() -> None:
    (issue,) = read_feed(b"<html>no feed</html>", origin="x")
    assert isinstance(issue, Issue)
    assert issue.kind == "unreadable"


def test_markup_is_cut_and_words_stay() -> None:
    assert plain_text("a<br>b <b>c</b><style>x</style> &lt;d&gt;") == "a\n\nb c <d>"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "/etc/passwd"])
def test_only_http_is_fetched(url: str) -> None:
    with pytest.raises(OSError, match="no http"):
        fetch(Feed(url))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names nothing"), ("every = 5", "at least"), ("feeds = 1", "unknown key"), ("[[feed]]", "needs url"),
        ('[[folder]]\npath = "none"', "is no folder"), ("= x", "no TOML"), ("feed = 1", "a table of its own"),
    ],
)  # fmt: skip
def test_a_bad_list_of_feeds_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        read_watch(path)


def test_a_folder_is_looked_through_and_nothing_taken_twice(tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming/a.txt").write_text("Kenya's president met his Ugandan counterpart.")
    path = tmp_path / "feeds.toml"
    path.write_text('every = 30\n[[folder]]\npath = "incoming"\n')
    watched = read_watch(path)
    assert watched.names == [str(tmp_path / "incoming")]
    taken: list[str] = []
    watcher = Watcher(watched, lambda documents, issues: taken.extend(one.text for one in documents))
    watcher.once()
    watcher.once()
    assert len(taken) == 1
    (tmp_path / "incoming/b.txt").write_text("Chad expelled an envoy.")
    watcher.once()
    assert len(taken) == 2


def test_a_feed_out_of_reach_is_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chad expelled an envoy.")
    found = list(Watched([Feed("http://127.0.0.1:9/none")], [tmp_path]).look())
    assert [one.kind for one in found if isinstance(one, Issue)] == ["unreachable"]
    assert sum(isinstance(one, Document) for one in found) == 1


class Site(BaseHTTPRequestHandler):
    """A site of the tests: a feed, redirects, a forbidden corner, and a file's name where a feed should be."""

    def do_GET(self) -> None:
        host, port = self.server.server_address[:2]
        here = f"http://{host!s}:{port}"
        pages = {
            "/rss": (200, RSS), "/name": (200, b"/etc/passwd"), "/moved": (302, f"{here}/rss".encode()),
            "/round": (302, f"{here}/round".encode()), "/inside": (301, b"http://169.254.169.254/latest/meta-data"),
            "/file": (302, b"file:///etc/passwd"), "/secret/rss": (200, RSS),
            "/robots.txt": (200, b"User-agent: *\nDisallow: /secret/\n"),
        }  # fmt: skip
        status, body = pages.get(self.path, (404, b""))
        if self.headers.get("If-None-Match") == "one":
            status, body = 304, b""
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", body.decode())
            body = b""
        self.send_header("ETag", "one")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_inside_is_read_only_where_the_user_says_so(site: str) -> None:
    with pytest.raises(OSError, match=r"private network.*private = true"):
        fetch(Feed(f"{site}/rss"))
    feed = Feed(f"{site}/rss", private=True)
    assert fetch(feed) == RSS
    assert fetch(feed) is None, "it has not changed since"


def test_redirects_are_followed_and_checked(site: str) -> None:
    assert fetch(Feed(f"{site}/moved", private=True)) == RSS
    with pytest.raises(OSError, match="more than 5 times"):
        fetch(Feed(f"{site}/round", private=True))
    with pytest.raises(OSError, match="no http"):
        fetch(Feed(f"{site}/file", private=True))


def test_robots_txt_is_kept_to(site: str) -> None:
    with pytest.raises(OSError, match=r"robots\.txt"):
        fetch(Feed(f"{site}/secret/rss", private=True))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1", "224.0.0.1", "0.0.0.0"]
)
def test_addresses_that_are_not_of_the_open_network_are_refused(host: str) -> None:
    with pytest.raises(OSError, match="private network"):
        public_address(host, 80)


def test_the_name_of_a_file_is_no_feed(site: str) -> None:
    data = fetch(Feed(f"{site}/name", private=True))
    assert data == b"/etc/passwd"
    (issue,) = read_feed(data, origin="x")
    assert isinstance(issue, Issue)
    assert issue.kind == "unreadable"


def test_a_feed_with_entities_of_its_own_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + RSS.partition(b"?>")[2]
    (issue,) = read_feed(bomb, origin="x")
    assert isinstance(issue, Issue)
    assert "entities of its own" in issue.message
    plain = RSS.replace(b"<rss ", b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss ')
    assert without_doctype(plain) == RSS
