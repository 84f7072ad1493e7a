import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from connectors.hearing import hear_all
from connectors.stages.wordpress import FIRST, STAGE, answer

from amends.connectors.directness import Directness
from amends.connectors.feeds.entries import parse_feed
from amends.connectors.network.http import Http
from amends.connectors.platforms.wordpress.posts import Site, key_of
from amends.connectors.protocol import Deletion, NeedsReconnecting, Outgoing, Visibility
from amends.connectors.source_settings import SettingsError
from amends.connectors.wordpress import OVERLAP_S, Settings, WordPress


NOW = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/wordpress-live-7.1.4"
FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<title>t</title>
<entry><title>b</title><link rel="alternate" href="https://shop.example/hello/#comment-3"/>
<author><name>Noura</name></author><id>https://shop.example/?p=1#comment-3</id>
<updated>2026-01-09T09:00:00Z</updated>
<content type="html">&lt;p&gt;In reply to &lt;a&gt;Sara&lt;/a&gt;.&lt;/p&gt;&lt;p&gt;late&lt;/p&gt;</content>
<thr:in-reply-to ref="https://shop.example/?p=1#comment-2"/></entry>
<entry><title>a</title><link rel="alternate" href="https://shop.example/hello/#comment-2"/>
<author><name>Sara</name></author><id>https://shop.example/?p=1#comment-2</id>
<updated>2026-01-09T08:00:00Z</updated><content type="html">{}</content>
<thr:in-reply-to ref="https://shop.example/?p=1"/></entry></feed>"""
POST = {
    "id": 4,
    "author": 7,
    "date_gmt": "2026-01-01T00:00:00",
    "modified_gmt": "2026-01-02T00:00:00",
    "title": {"rendered": "Nakheel"},
    "content": {"rendered": "<p>was late</p>"},
    "link": "https://shop.example/nakheel/",
}


class Blog:
    """A site with these comments; ``posts`` are its posts, ``now`` is its time."""

    def __init__(self, folder, *comments):
        self.folder, self.comments, self.posts = folder, list(comments), []
        self.now, self.asked, self.feed = NOW, [], FEED.format("me too")

    def play(self, request):
        self.asked.append(request)
        if request.url.path == "/comments/feed/atom/":
            return httpx2.Response(200, text=self.feed, headers={"Content-Type": "text/xml"})
        if request.url.path.endswith("/posts"):
            return httpx2.Response(200, json=self.posts, headers={"X-WP-TotalPages": "1"})
        return answer(self.folder, request)

    def account(self, **settings):
        given = STAGE.prepare(self.folder, self.comments) | settings
        http = Http(transport=lambda *_: httpx2.MockTransport(self.play))
        return WordPress(Settings(**given), http=http, clock=lambda: self.now)

    def hear(self, cursor="", **settings):
        heard, edits, gone, cursor = hear_all(self.account(**settings), cursor)
        return {one.external_id: one for one in heard}, edits, gone, cursor


def comment(key, text="late", **more):
    return {"id": key, "text": text, "author": "Noura"} | more


def test_each_call_shows_the_application_password(tmp_path):
    site = Blog(tmp_path, comment("1"))
    site.hear()

    assert {one.headers["authorization"] for one in site.asked} == {"Basic ZGVzazpw"}


def test_who_we_are_is_asked_once(tmp_path):
    site = Blog(tmp_path, comment("1", user=7), comment("2", user=8))
    heard, _, _, cursor = site.hear()
    site.hear(cursor)

    assert {key: one.is_ours for key, one in heard.items()} == {
        "comment-1@shop.example": True,
        "comment-2@shop.example": False,
    }
    assert sum(one.url.path.endswith("/users/me") for one in site.asked) == 1


@pytest.mark.parametrize(("late_s", "is_heard"), [(OVERLAP_S, True), (OVERLAP_S + 1, False)])
def test_a_comment_that_waited_for_approval_is_found(tmp_path, late_s, is_heard):
    site = Blog(tmp_path, comment("1"))
    cursor = site.hear()[3]
    site.comments.append(comment("2", at=FIRST - late_s))

    assert ("comment-2@shop.example" in site.hear(cursor)[0]) is is_heard


def test_two_comments_of_one_second_are_both_heard(tmp_path):
    site = Blog(tmp_path, *(comment(str(n), at=FIRST) for n in range(5)), comment("9"))

    assert len(site.hear()[0]) == 6


@pytest.mark.parametrize(("first_days", "count"), [(1, 0), (0, 1), (90, 1)])
def test_old_comments_are_left_alone_at_first(tmp_path, first_days, count):
    assert len(Blog(tmp_path, comment("1")).hear(first_days=first_days)[0]) == count


def test_edits_and_deletions_are_looked_for_every_five_minutes(tmp_path):
    site = Blog(tmp_path, comment("1"), comment("2"), comment("3"))
    cursor = site.hear()[3]
    site.comments = [comment("2", "mended", at=FIRST), comment("3")]
    site.now = NOW + timedelta(seconds=299)
    assert site.hear(cursor)[1:3] == ([], [])
    site.now = NOW + timedelta(seconds=300)

    _, edits, gone, cursor = site.hear(cursor)

    assert [(one.external_id, one.text) for one in edits] == [
        ("comment-2@shop.example", "mended")
    ]
    assert gone == [Deletion("comment-1@shop.example", site.now)]
    site.now = NOW + timedelta(seconds=600)
    assert site.hear(cursor)[1:3] == ([], [])


def test_posts_are_heard_on_demand_and_their_changes_too(tmp_path):
    site = Blog(tmp_path, comment("1"))
    site.posts = [POST]
    heard, _, _, cursor = site.hear(posts=True)
    site.posts = [POST | {"content": {"rendered": "mended"}}]

    edits = site.hear(cursor, posts=True)[1]

    assert set(heard) == {"comment-1@shop.example", "post-4@shop.example"}
    assert [(one.external_id, one.text) for one in edits] == []
    site.posts = [POST | {"author": 8, "id": 5}]
    cursor = site.hear(cursor, posts=True)[3]
    site.posts = [POST | {"author": 8, "id": 5, "content": {"rendered": "mended"}}]
    assert [one.external_id for one in site.hear(cursor, posts=True)[1]] == [
        "post-5@shop.example"
    ]


def test_without_a_user_the_feed_is_read_under_the_same_ids(tmp_path):
    site = Blog(tmp_path)
    heard, _, _, cursor = site.hear(user="", app_password="")
    site.feed = FEED.format("mended")

    edits = site.hear(cursor, user="", app_password="")[1]

    assert {key: one.parents for key, one in heard.items()} == {
        "comment-2@shop.example": ("post-1@shop.example",),
        "comment-3@shop.example": ("comment-2@shop.example", "post-1@shop.example"),
    }
    assert {one.thread for one in heard.values()} == {"post-1@shop.example"}
    assert [one.text for one in heard.values()] == ["me too", "late"]
    assert [(one.external_id, one.text) for one in edits] == [
        ("comment-2@shop.example", "mended")
    ]


def test_a_user_may_come_later_and_go_again(tmp_path):
    site = Blog(tmp_path, comment("1"))
    cursor = site.hear(user="", app_password="")[3]
    heard, _, _, cursor = site.hear(cursor)

    assert set(heard) == {"comment-1@shop.example"}
    assert len(site.hear(cursor, user="", app_password="")[0]) == 2


def test_without_a_user_nothing_is_said(tmp_path):
    account = Blog(tmp_path).account(user="", app_password="")

    with pytest.raises(NeedsReconnecting):
        account.say(Outgoing("", "hi", Visibility.PUBLIC, "k", thread="post-1@shop.example"))


@pytest.mark.parametrize(
    "given",
    [
        {"url": "shop.example"},
        {"url": "https://shop.example", "user": "desk"},
        {"url": "https://shop.example", "app_password": "p"},
    ],
)
def test_settings_that_cannot_be_are_refused(given):
    with pytest.raises(SettingsError):
        Settings(**given)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of WordPress are not here")
def test_a_real_feed_names_its_posts_as_the_api_does():
    page = parse_feed((REAL / "feed.atom.xml").read_bytes(), "text/xml", "https://a.example")

    assert [key_of(entry.guid, Site("shop.example")) for entry in page.entries] == [
        "post-1@shop.example"
    ]


@pytest.mark.parametrize("user", ["desk", ""])
@pytest.mark.parametrize(
    ("whose", "directness"), [("ours", None), ("others", Directness.OVERHEARD)]
)
def test_on_a_page_of_others_nobody_speaks_to_us(tmp_path, user, whose, directness):
    settings = {"whose": whose} if user else {"whose": whose, "user": "", "app_password": ""}
    heard = Blog(tmp_path, comment("1")).hear(**settings)[0]

    assert {one.directness for one in heard.values()} == {directness}
