from dataclasses import replace
from datetime import UTC, datetime

import httpx2
import pytest
from connectors.hearing import hear_all
from connectors.stages.discourse import AT, FIRST, FORUM, STAGE, answer, call_of, post_of

from amends.connectors.directness import Directness
from amends.connectors.discourse import OVERLAP_S, Discourse, Settings
from amends.connectors.network.http import Http
from amends.connectors.protocol import Deletion, Edit, Refused, Visibility
from amends.connectors.source_settings import SettingsError


NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)


class Board:
    """A forum with these posts; ``asked`` holds each address that was asked for."""

    def __init__(self, folder, *posts):
        self.folder, self.posts, self.asked, self.hidden = folder, list(posts), [], set()

    def play(self, request):
        self.asked.append(request.url)
        if request.url.path in self.hidden:
            return httpx2.Response(403, json={})
        return answer(self.folder, request)

    def hear(self, cursor="", **settings):
        STAGE.prepare(self.folder, self.posts)
        http = Http(transport=lambda *_: httpx2.MockTransport(self.play))
        account = Discourse(Settings(**FORUM | settings), http=http, clock=lambda: NOW)
        heard, edits, gone, cursor = hear_all(account, cursor)
        return {one.external_id: one for one in heard}, edits, gone, cursor


def post(key, text="late", **more):
    return {"id": key, "text": text, "author": "noura"} | more


def test_every_post_is_heard_and_only_the_last_hour_again(tmp_path):
    board = Board(tmp_path, *(post(str(n)) for n in range(5)))
    heard, _, _, cursor = board.hear()
    board.posts += [post(str(n)) for n in range(5, 8)]
    board.asked.clear()

    later = board.hear(cursor)[0]

    assert len(heard) == 5
    assert {"5/1@forum.example", "6/1@forum.example", "7/1@forum.example"} <= later.keys()
    assert "0/1@forum.example" not in later
    assert not any("is_indirect" in one.data for one in heard.values())


def test_a_post_from_within_the_last_hour_is_read_again(tmp_path):
    board = Board(tmp_path, post("1"))
    cursor = board.hear()[3]
    board.posts += [post("2", at=FIRST - OVERLAP_S + 1)]

    assert "2/1@forum.example" in board.hear(cursor)[0]


def test_a_search_asks_for_each_whole_post_once(tmp_path):
    board = Board(tmp_path, *(post(str(n)) for n in range(5)))
    heard, _, _, cursor = board.hear(words=("nakheel",))
    searched = next(url for url in board.asked if url.path == "/search.json")
    asked = [url.path for url in board.asked if url.path.startswith("/posts/")]
    board.asked.clear()
    board.hear(cursor, words=("nakheel",))

    assert {key: one.text for key, one in heard.items()} == {
        f"{n}/1@forum.example": "late" for n in range(5)
    }
    assert all(one.data["is_indirect"] for one in heard.values())
    assert searched.params["q"] == "nakheel order:latest"
    assert asked.count("/posts/100.json") == 1
    assert [url.path for url in board.asked].count("/search.json") == 1


def test_of_a_hidden_post_a_search_shows_the_beginning(tmp_path):
    board = Board(tmp_path, post("1"))
    board.hidden = {"/posts/100.json"}

    heard, _, gone, _ = board.hear(words=("nakheel",))

    assert [one.text for one in heard.values()] == ["..."]
    assert gone == []


@pytest.mark.parametrize(("first_days", "count"), [(1, 0), (30, 1)])
def test_old_posts_are_left_alone_at_first(tmp_path, first_days, count):
    assert len(Board(tmp_path, post("1")).hear(first_days=first_days)[0]) == count


def test_changed_and_deleted_posts_are_found_by_asking_again(tmp_path):
    board = Board(tmp_path, post("1"), post("2"), post("3"))
    cursor = board.hear()[3]
    board.posts = [post("1", "mended"), post("2", deleted_at="2026-11-23"), post("3")]

    _, edits, gone, cursor = board.hear(cursor)

    assert [(one.external_id, one.text) for one in edits] == [("1/1@forum.example", "mended")]
    assert gone == [Deletion("2/1@forum.example", NOW)]
    assert board.hear(cursor)[1:3] == ([], [])


def test_a_post_that_is_not_there_any_more_was_taken_away(tmp_path):
    board = Board(tmp_path, post("1"), post("2"))
    cursor = board.hear()[3]
    board.posts = [post("1")]

    assert board.hear(cursor)[2] == [Deletion("2/1@forum.example", NOW)]


def test_what_is_hidden_from_us_was_not_taken_away(tmp_path):
    board = Board(tmp_path, post("1"))
    cursor = board.hear()[3]
    board.hidden = {"/posts/100.json"}

    assert board.hear(cursor)[2] == []


def receive(event, given):
    return Discourse(Settings(**FORUM)).receive(call_of(event, {"post": post_of(0, given)}))


def test_a_call_tells_of_an_edit():
    batch = receive("post_edited", post("1", "mended", updated="2026-11-21T09:00:00Z"))

    assert batch.edits == (
        Edit("1/1@forum.example", "mended", datetime(2026, 11, 21, 9, tzinfo=UTC)),
    )
    assert [one.text for one in batch.mentions] == ["mended"]


def test_a_call_tells_of_a_deletion():
    batch = receive("post_destroyed", post("1", deleted_at="2026-11-23T09:00:00Z"))

    assert (batch.mentions, batch.deletions) == ((), (Deletion("1/1@forum.example", AT),))


def test_a_call_may_tell_of_a_private_message():
    (one,) = receive("post_created", post("1", topic_archetype="private_message")).mentions

    assert one.visibility is Visibility.PRIVATE


def test_a_call_about_an_act_of_the_staff_says_nothing():
    call = call_of("post_created", {"post": post_of(0, post("1")) | {"post_type": 3}})

    assert Discourse(Settings(**FORUM)).receive(call).mentions == ()


def test_without_a_secret_no_call_is_let_in():
    call = call_of("post_created", {"post": post_of(0, post("1"))})
    open_board = Discourse(Settings(url="https://forum.example"))

    assert isinstance(open_board.check(call), Refused)
    assert isinstance(open_board.check(replace(call, headers={})), Refused)


@pytest.mark.parametrize(
    "given",
    [{"url": "forum.example"}, {"url": "https://forum.example", "api_key": "k"}],
)
def test_settings_that_cannot_be_are_refused(given):
    with pytest.raises(SettingsError):
        Settings(**given)


@pytest.mark.parametrize(
    ("settings", "directness"),
    [
        ({}, None),
        ({"whose": "others"}, Directness.OVERHEARD),
        ({"whose": "others", "words": ("nakheel",)}, None),
    ],
)
def test_on_a_forum_of_others_nobody_speaks_to_us(tmp_path, settings, directness):
    heard = Board(tmp_path, post("1")).hear(**settings)[0]

    assert {one.directness for one in heard.values()} == {directness}
