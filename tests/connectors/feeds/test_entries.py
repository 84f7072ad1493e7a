import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.feeds.entries import parse_feed
from amends.connectors.protocol import BrokenPage


OWN = Path(__file__).parents[1] / "feed"
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures" / "feeds-feedjira"
URL = "https://blog.example/feed"


def read(name):
    return parse_feed((OWN / name).read_bytes(), "", URL)


def test_rss_becomes_entries():
    first, no_day, persian = read("rss.xml").entries

    assert (first.guid, first.link) == ("g-2", "https://blog.example/machine?utm_source=rss")
    assert first.text.split() == [
        "تسرّبت",
        "الماكينة",
        "مرتين.",
        "نمی\u200cخواهم",
        "&",
        "لا",
        "أريد",
    ]
    assert first.author == "سارة"
    assert first.written_at == datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert (no_day.text, no_day.written_at) == ("Plain words", None)
    assert (persian.link, persian.written_at) == ("", datetime(2026, 11, 22, tzinfo=UTC))


def test_json_feed_becomes_entries():
    page = read("feed.json")
    first, second = page.entries

    assert page.is_whole is False
    assert (first.guid, first.link, first.text) == ("7", "https://b.example/7", "Broken twice")
    assert (first.author, first.written_at) == ("Sara", datetime(2026, 11, 20, 7, tzinfo=UTC))
    assert (second.author, second.text) == ("Ali", "<b>as it is</b>")
    assert (second.link, second.written_at) == ("https://c.example/8", None)


def test_page_that_breaks_off_is_read_as_far_as_it_goes():
    page = read("malformed.xml")

    assert page.is_whole is False
    assert page.entries[0].title == "whole"


def test_empty_feed_has_no_entries():
    assert (read("empty.xml").entries, read("empty.xml").is_whole) == ((), True)


def test_entities_are_neither_fetched_nor_blown_up():
    (entry,) = read("hostile.xml").entries

    assert "root:" not in entry.title
    assert len(entry.title) < 2000
    assert entry.text == "said"


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><body>Sign in</body></html>", b"{", b"{}", b'{"version": "https://jsonfeed.org/version/1"}', b"\xff\xfe\x00"],
)  # fmt: skip
def test_what_is_no_feed_is_a_broken_page(content):
    with pytest.raises(BrokenPage):
        parse_feed(content, "", URL)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded feeds are not here")
@pytest.mark.parametrize("path", sorted(REAL.glob("*.*")), ids=lambda path: path.name)
def test_real_feeds_are_read(path):
    if "FirstEntry" in path.name:
        pytest.skip("only a part of a feed")
    page = parse_feed(path.read_bytes(), "", URL)

    assert page.entries
    assert all(entry.title or entry.text for entry in page.entries)
    assert all("<script" not in entry.text for entry in page.entries)
