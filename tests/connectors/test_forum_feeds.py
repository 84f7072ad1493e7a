from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.feeds.entries import parse_feed
from amends.connectors.feeds.reading import heard_of


OWN = Path(__file__).parent / "feed"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EIGHT, SEVEN = (datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (8, 7))


@pytest.mark.parametrize(
    ("name", "thread", "posts"),
    [
        (
            "phpbb",
            "https://forum.example/viewtopic.php?t=7",
            [
                ("نورة", "وأنا أيضًا", SEVEN),
                ("سارة", "تأخر الطرد", datetime(2026, 11, 22, 6, tzinfo=UTC)),
            ],
        ),
        (
            "xenforo",
            "https://forum.example/threads/late-parcel.7",
            [("نگار", "دو هفته است که نرسیده", SEVEN)],
        ),
        (
            "nodebb",
            "https://forum.example/topic/7",
            [("noura", "mine too", EIGHT), ("sara", "it never came", SEVEN)],
        ),
        (
            "bbpress",
            "https://shop.example/forums/topic/late",
            [("noura", "mine too", EIGHT), ("sara", "it never came", SEVEN)],
        ),
    ],
)
def test_a_forum_is_heard_by_its_feed(name, thread, posts):
    page = parse_feed((OWN / f"{name}.xml").read_bytes(), "text/xml", "https://forum.example")
    heard = [heard_of(entry, NOW) for entry in page.entries]

    assert [(one.author_name, one.text.splitlines()[0], one.said_at) for one in heard] == posts
    assert {one.thread for one in heard} == {thread}
    assert len({one.external_id for one in heard}) == len(posts)
    assert all(one.author_id and one.url for one in heard)
