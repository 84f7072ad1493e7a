import json
import os
from pathlib import Path

import pytest
from connectors.hearing import hear_all
from connectors.mastodon_server import NOW, STATUS, Server, post

from amends.connectors.mastodon import LENGTH, Settings, length_at, parse_cursor
from amends.connectors.source_settings import SettingsError


TAPES = Path(os.environ["AMENDS_SHARED"]) / "fixtures/mastodon-py"


@pytest.mark.parametrize(("days", "count"), [(30, 1), (0, 2)])
def test_old_posts_are_left_alone_at_first(days, count):
    old = post("1", created_at="2026-10-01T00:00:00Z")
    server = Server(old, post("2"))

    assert len(hear_all(server.account(first_days=days))[0]) == count


def test_answer_stands_in_its_thread():
    server = Server(post("3", in_reply_to_id="2"))
    server.ancestors = [post("1"), post("2")]

    (heard,) = hear_all(server.account())[0]

    assert (heard.thread, heard.parents) == ("1", ("2", "1"))


def test_hashtag_finds_what_never_named_us_once():
    server = Server()
    server.tags = [post(str(n), mentions=[]) for n in range(1, 6)]
    account = server.account(tags=("#rabwa",))

    found, _, _, cursor = hear_all(account)
    server.tags.append(post("6", mentions=[]))

    assert [one.external_id for one in found] == ["1", "2", "3", "4", "5"]
    assert all(one.data["is_indirect"] for one in found)
    assert [one.external_id for one in hear_all(account, cursor)[0]] == ["6"]


def test_search_finds_words_and_our_own_posts_are_ours():
    server = Server()
    mine = post("2", account=STATUS["account"] | {"id": "7"}, mentions=[])
    server.searched = [mine, post("1")]

    found = hear_all(server.account(words=("رَبوة",)))[0]

    assert [(one.external_id, one.is_ours) for one in found] == [("1", False), ("2", True)]
    assert not any("is_indirect" in one.data for one in found)


def test_edit_and_deletion_are_found_by_asking_again():
    server = Server(post("1"), post("2"))
    account = server.account()
    cursor = hear_all(account)[3]
    del server.posts["1"]
    server.posts["2"] = post("2", "mended", edited_at="2026-11-23T09:30:00Z")

    _, edits, deletions, cursor = hear_all(account, cursor)

    assert [(one.external_id, one.text) for one in edits] == [("2", "mended")]
    assert [(one.external_id, one.deleted_at) for one in deletions] == [("1", NOW)]
    assert hear_all(account, cursor)[1:3] == ([], [])


@pytest.mark.parametrize(("known", "told"), [(500, {"max_characters": "1000"}), (1000, {})])
def test_server_says_once_how_long_a_post_may_be(known, told):
    account = Server().account(max_characters=known)
    batch = account.hear("")

    assert batch.secrets == told
    assert account.hear(batch.cursor).secrets == {}
    assert parse_cursor(batch.cursor).length == 1000


def test_server_that_says_nothing_keeps_the_usual_length():
    server = Server()
    server.instance = {}

    assert parse_cursor(server.account(max_characters=LENGTH).hear("").cursor).length == LENGTH


@pytest.mark.parametrize(
    ("instance", "passes"),
    [
        ("https://social.example", True),
        ("http://127.0.0.1:8080/", True),
        ("social.example", False),
        ("https://social.example/@shop", False),
    ],
)
def test_address_of_the_server_is_checked(instance, passes):
    if passes:
        assert Settings(instance=instance, token="t")
    else:
        with pytest.raises(SettingsError):
            Settings(instance=instance, token="t")


def test_room_for_the_address_is_kept():
    assert length_at(Settings(instance="https://a.example", token="t")) == 440
    assert length_at(Settings(instance="https://a.example", token="t", max_characters=10)) == 1


@pytest.mark.skipif(not TAPES.exists(), reason="the recorded answers of Mastodon are not here")
@pytest.mark.parametrize(
    "name", ["test_notifications_mentions_only", "test_status_context", "test_hashtag_tl"]
)
def test_real_answers_of_mastodon_are_read(name):
    statuses = list(recorded(name))
    assert statuses

    server = Server(*statuses)
    server.page = 40
    heard = hear_all(server.account(first_days=0))[0]

    assert {one.external_id for one in heard} == {one["id"] for one in statuses}
    assert all(one.text or one.data.get("media") for one in heard)


def recorded(name):
    """Yield each post that a tape of Mastodon.py holds, whichever answer it stands in."""
    tape = (TAPES / f"{name}.yaml").read_text("utf-8")
    decoder, at = json.JSONDecoder(), 0
    while (at := tape.find("string: '", at)) >= 0:
        at += len("string: '")
        text = " ".join(tape[at : tape.index("'\n", at)].replace("''", "'").split())
        try:
            yield from _statuses(decoder.raw_decode(text)[0])
        except ValueError:
            continue


def _statuses(value):
    if isinstance(value, dict):
        if {"content", "account", "visibility"} <= value.keys():
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _statuses(one)
