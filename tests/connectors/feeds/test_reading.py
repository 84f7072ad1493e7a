from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from amends.connectors.feeds.entries import Entry
from amends.connectors.feeds.reading import Reader, digest_of, heard_of, parse_cursor
from amends.connectors.network.http import Http
from amends.connectors.protocol import BrokenPage, Visibility


OWN = Path(__file__).parents[1] / "feed"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENTRY = Entry("g1", "https://b.example/a", "Title", "words", "Sara", NOW, None)


def atom(*entries):
    body = "".join(
        f"<entry><id>{guid}</id><link href='{link}'/><author><name>{author}</name></author>"
        f"<updated>2026-11-22T09:00:00Z</updated><content>{text}</content></entry>"
        for guid, link, author, text in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{body}</feed>'


def feed_of(*answers):
    """Return a feed that answers so, one after the other, and the requests it got."""
    asked, left = [], list(answers)

    def answer(request):
        asked.append(request)
        body, headers = left.pop(0)
        if request.headers.get("if-none-match") == headers.get("etag", "none"):
            return httpx2.Response(304)
        status = 200 if body else 404
        return httpx2.Response(status, content=body, headers=headers)

    http = Http(transport=lambda _a, _s: httpx2.MockTransport(answer))
    return Reader("https://b.example/feed", http, lambda: NOW), asked


A = ("1", "https://b.example/1", "Sara", "broken")
B = ("2", "https://b.example/2", "Ali", "late")


def test_own_feed_is_heard_oldest_first():
    feed, _ = feed_of(((OWN / "rss.xml").read_bytes(), {}))

    heard = feed.hear("").mentions

    assert [one.external_id for one in heard] == ["g-0", "g-1", "g-2"]
    assert heard[1].said_at == NOW
    assert (heard[2].subject, heard[2].visibility) == ("ماكينة رَبوة بعد شهر", Visibility.PUBLIC)
    assert heard[2].author_id == "سارة@b.example"


def test_unchanged_feed_is_not_sent_again():
    feed, asked = feed_of((atom(A), {"etag": '"v1"'}), (atom(A), {"etag": '"v1"'}))
    first = feed.hear("")

    again = feed.hear(first.cursor)

    assert asked[1].headers["if-none-match"] == '"v1"'
    assert (again.mentions, again.cursor) == ((), first.cursor)


def test_changing_id_is_the_same_entry():
    feed, _ = feed_of((atom(A, B), {}), (atom(("9", *A[1:]), B), {}))
    first = feed.hear("")

    assert [one.external_id for one in first.mentions] == ["2", "1"]
    assert feed.hear(first.cursor).mentions == ()


def test_changed_words_are_an_edit_under_the_first_id():
    renamed, changed = ("9", *A[1:]), ("9", *A[1:3], "mended")
    feed, _ = feed_of((atom(A), {}), (atom(renamed), {}), (atom(changed), {}))
    cursor = feed.hear(feed.hear("").cursor).cursor

    batch = feed.hear(cursor)

    assert batch.mentions == ()
    assert [(one.external_id, one.text) for one in batch.edits] == [("1", "mended")]


def test_entry_that_left_and_comes_back_is_known():
    feed, _ = feed_of((atom(A), {}), (atom(B), {}), (atom(A, B), {}))
    cursor = feed.hear(feed.hear("").cursor).cursor

    assert feed.hear(cursor).mentions == ()


def test_entries_that_share_an_id_are_told_apart():
    same = [("0", *A[1:]), ("0", *B[1:])]
    feed, _ = feed_of((atom(*same), {}), (atom(*same), {}))
    first = feed.hear("")

    again = feed.hear(first.cursor)

    assert len({one.external_id for one in first.mentions}) == 2
    assert (again.mentions, again.edits) == ((), ())


def test_page_that_breaks_off_is_asked_for_again():
    feed, _ = feed_of(((OWN / "malformed.xml").read_bytes(), {"etag": '"v1"'}))

    batch = feed.hear("")

    assert batch.mentions[-1].text == "whole"
    assert parse_cursor(batch.cursor).marks == {}


@pytest.mark.parametrize("body", ["", "<html>no</html>"])
def test_feed_that_is_gone_is_a_broken_page(body):
    feed, _ = feed_of((body, {}))

    with pytest.raises(BrokenPage):
        feed.hear("")


@pytest.mark.parametrize(
    ("change", "said_at"),
    [
        ({}, NOW),
        ({"written_at": NOW.replace(year=2030)}, NOW),
        ({"written_at": None}, NOW),
        ({"written_at": None, "edited_at": NOW.replace(day=1)}, NOW.replace(day=1)),
    ],
)
def test_entry_was_never_said_ahead_of_time(change, said_at):
    assert heard_of(replace(ENTRY, **change), NOW).said_at == said_at


def test_nobody_is_no_author():
    assert heard_of(replace(ENTRY, author=""), NOW).author_id == ""


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"guid": "g2"}, True),
        ({"link": "http://www.b.example/a/?utm_source=x"}, True),
        ({"text": "other"}, False),
        ({"author": "Ali"}, False),
    ],
)
def test_second_key_is_link_author_and_words(change, is_same):
    assert (digest_of(replace(ENTRY, **change)) == digest_of(ENTRY)) is is_same
