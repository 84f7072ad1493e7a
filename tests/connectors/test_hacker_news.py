import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from connectors.stages.hacker_news import APART_S, FIRST, STAGE, hit_of

from amends.connectors.hacker_news import HackerNews, Settings, parse_hit, reply_link
from amends.connectors.kinds import post_link
from amends.connectors.protocol import BrokenPage, Deletion
from amends.connectors.registry import CONNECTORS
from amends.connectors.source_settings import SettingsError


NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/hn-algolia"
HIT = {
    "objectID": "9007199254740993",
    "author": "noura",
    "comment_text": "It&#x27;s late.<p>Never <i>again</i>",
    "story_title": "Ask HN: Nakheel &amp; parcels",
    "story_id": 11,
    "parent_id": 22,
    "created_at_i": FIRST,
}


class Server:
    """Hacker News with these posts; one word is looked for."""

    def __init__(self, folder, *posts):
        self.folder, self.posts = folder, list(posts)

    def account(self, first_days=0):
        STAGE.prepare(self.folder, self.posts)
        settings = Settings(words=("nakheel",), first_days=first_days)
        return HackerNews(settings, http=STAGE.http(self.folder), clock=lambda: NOW)

    def hear(self, cursor="", **settings):
        account, heard, more = self.account(**settings), [], True
        while more:
            batch = account.hear(cursor)
            cursor, more = batch.cursor, batch.more
            heard += batch.mentions
        return heard, batch


def post(key, text="late"):
    return {"id": key, "text": text, "author": "noura"}


def test_a_comment_stands_under_its_parent_and_its_story():
    one = parse_hit(HIT)

    assert (one.external_id, one.text, one.subject) == (
        "9007199254740993",
        "It's late.\n\nNever again",
        "Ask HN: Nakheel & parcels",
    )
    assert (one.thread, one.parents) == ("11", ("22", "11"))
    assert one.url == "https://news.ycombinator.com/item?id=9007199254740993"
    assert (one.author_id, one.said_at) == ("noura", datetime.fromtimestamp(FIRST, UTC))
    assert one.data["is_indirect"]


def test_a_story_that_only_links_has_its_title():
    hit = {
        "objectID": "5",
        "title": "Nakheel &gt; rest",
        "url": "https://a.example/x",
        "created_at_i": 1,
    }
    one = parse_hit(hit | {"story_id": 5})

    assert (one.text, one.thread, one.parents) == ("Nakheel > rest", "5", ())
    assert one.data["link"] == "https://a.example/x"
    assert one.author_id == ""


@pytest.mark.parametrize(("own_name", "is_ours"), [("noura", True), ("", False), ("x", False)])
def test_our_own_words_come_back_as_ours(own_name, is_ours):
    assert parse_hit(HIT, own_name).is_ours is is_ours


@pytest.mark.parametrize("hit", [{}, {"objectID": "1"}, {"objectID": "1", "created_at_i": "x"}])
def test_what_is_no_hit_is_a_broken_page(hit):
    with pytest.raises(BrokenPage):
        parse_hit(hit)


def test_a_post_is_answered_on_its_page_of_answers():
    assert post_link(CONNECTORS["hacker_news"], "7", "https://a.example", "hi") == reply_link(
        "7", "", ""
    )


def test_a_week_is_made_up_for_and_only_the_last_hour_is_read_again(tmp_path):
    server = Server(tmp_path, *(post(str(n)) for n in range(5)))
    heard, batch = server.hear()
    server.posts += [post(str(n)) for n in range(5, 12)]

    later, _ = server.hear(batch.cursor)

    assert {one.external_id for one in heard} == {str(n) for n in range(5)}
    assert {one.external_id for one in later} == {str(n) for n in range(4, 12)}


def test_a_post_that_came_into_the_index_late_is_found(tmp_path):
    server = Server(tmp_path, post("1"), post("2"))
    _, batch = server.hear()
    server.posts += [post("3") | {"at": FIRST + APART_S - 3599}]

    later, _ = server.hear(batch.cursor)

    assert "3" in {one.external_id for one in later}


@pytest.mark.parametrize(("first_days", "count"), [(1, 0), (30, 1)])
def test_old_posts_are_left_alone_at_first(tmp_path, first_days, count):
    assert len(Server(tmp_path, post("1")).hear(first_days=first_days)[0]) == count


def test_changed_words_are_an_edit(tmp_path):
    server = Server(tmp_path, post("1"), post("2"))
    _, batch = server.hear()
    server.posts[0] = post("1", "mended")

    _, later = server.hear(batch.cursor)

    assert [(one.external_id, one.text) for one in later.edits] == [("1", "mended")]
    assert server.hear(later.cursor)[1].edits == ()


def test_what_was_taken_back_is_a_deletion(tmp_path):
    server = Server(tmp_path, post("1"))
    _, batch = server.hear()
    account = server.account()
    account._rest.get = lambda path, *_: (
        {"deleted": True} if "/item/" in path else {"hits": [], "nbPages": 0}
    )

    gone = account.hear(batch.cursor)

    assert gone.deletions == (Deletion("1", NOW),)
    assert account.hear(gone.cursor).deletions == ()


def test_something_must_be_looked_for():
    with pytest.raises(SettingsError):
        Settings(words=())


@pytest.mark.skipif(
    not REAL.exists(), reason="the recorded answers of Hacker News are not here"
)
@pytest.mark.parametrize("name", ["17", "06", "03", "24"])
def test_real_answers_are_read(name):
    (path,) = REAL.glob(f"{name}_*.json")
    hits = json.loads(path.read_text("utf-8"))["body"]["hits"]

    (one,) = [parse_hit(hit) for hit in hits]

    assert one.text
    assert one.author_handle
    assert "<" not in one.text
    assert hit_of(0, post("1")).keys() <= hits[0].keys()
