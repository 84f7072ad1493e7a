import base64
import gzip
import json
import os
import re
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from connectors.x_server import NOW, Server

from amends.connectors.platforms.x.api import Api
from amends.connectors.platforms.x.lists import Listed, floor_of, lists_of, read
from amends.connectors.platforms.x.posts import id_at
from amends.connectors.platforms.x.settings import Settings
from amends.connectors.protocol import BrokenPage
from amends.connectors.walks.tokens import Walk


SHARED = Path(os.environ["AMENDS_SHARED"]) / "fixtures"
SETTINGS = Settings(account="@rabwa", access_token="t", words=("rabwa",), reads_messages=True)
MENTIONS, SEARCH, MESSAGES = lists_of(SETTINGS, "7")


def answering(page, path=MENTIONS.path):
    server = Server()
    server.refusals[path] = httpx2.Response(200, json=page)
    return Api("t", server.account()._http)


def test_lists_are_what_the_owner_wants():
    few = Settings(account="@rabwa", access_token="t")

    assert [one.path for one in lists_of(few, "7")] == ["users/7/mentions"]
    assert [one.token for one in (MENTIONS, SEARCH, MESSAGES)] == [
        "pagination_token", "next_token", "pagination_token",
    ]  # fmt: skip


@pytest.mark.parametrize(("hours", "is_bound"), [(7 * 24 - 2, True), (7 * 24, False)])
def test_search_is_not_asked_for_more_than_it_can_tell(hours, is_bound):
    since = id_at(NOW - timedelta(hours=hours))

    assert bool(floor_of(SEARCH, Walk(), since, NOW)) is is_bound
    assert floor_of(MENTIONS, Walk(), since, NOW) == since


def test_messages_are_not_asked_for_since_an_id():
    server = Server()
    read(Api("t", server.account()._http), MESSAGES, Walk(), 5, "7")

    assert "since_id" not in server.asked[-1].url.params


@pytest.mark.parametrize("posts", [[{}], [1], [{"id": "1"}]])
def test_list_of_something_else_is_a_broken_page(posts):
    with pytest.raises(BrokenPage):
        read(answering({"data": posts}), MENTIONS, Walk(), 0, "7")


def tape(name):
    """Return the last answer that a tape of tweepy holds."""
    text = (SHARED / "x-tweepy" / name).read_text("utf-8")
    packed = re.findall(r"string: !!binary \|\n((?:\s+[\w+/=]+\n)+)", text)[-1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


@pytest.mark.skipif(not SHARED.exists(), reason="recorded answers of X are not here")
@pytest.mark.parametrize(
    ("name", "one"),
    [("test_client_get_users_mentions.yaml", MENTIONS), ("test_client_search_all_tweets.yaml", SEARCH)],
)  # fmt: skip
def test_real_pages_are_read(name, one):
    page = tape(name)
    walk = Walk()

    batch = read(answering(page, one.path), one, walk, 0, "7")

    assert [m.external_id for m in batch.mentions] == [p["id"] for p in page["data"]][::-1]
    assert walk.token == page["meta"]["next_token"]
    assert {m.said_at.year for m in batch.mentions} == {2022}


@pytest.mark.skipif(not SHARED.exists(), reason="recorded answers of X are not here")
def test_real_posts_with_all_their_fields_are_read():
    page = json.loads((SHARED / "x-python-twitter/searches/search_tweets_query.json").read_text("utf-8"))  # fmt: skip

    batch = read(answering(page, SEARCH.path), SEARCH, Walk(), 0, "7")

    assert len(batch.mentions) == len(page["data"])
    assert all(one.author_id for one in batch.mentions)
    assert any(one.parents for one in batch.mentions)
    assert not any("https://t.co" in one.text for one in batch.mentions)


def test_a_list_knows_what_it_holds():
    assert [one.holds_messages for one in (MENTIONS, SEARCH, MESSAGES)] == [False, False, True]
    assert isinstance(MENTIONS, Listed)
