"""Feeds become reports; FEEDS.toml is read or refused with a reason; what was seen once is not taken again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dotterel.errors import InputError
from dotterel.ingest.feeds import Feed, fetch, plain_text, read_feed
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
