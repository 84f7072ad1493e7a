import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from connectors.telegram_server import UPDATE, private, update

from amends.connectors.platforms.telegram.messages import link_of, parse_call, parse_updates
from amends.connectors.protocol import BrokenPage, Visibility


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/telegram-perceval/telegram_messages.json"


def heard_of(one):
    (heard,) = parse_updates([one], "7").mentions
    return heard


def test_message_of_a_group_becomes_a_public_mention():
    heard = heard_of(UPDATE)

    assert heard.external_id == "-1001234567890:31"
    assert (heard.text, heard.visibility) == ("سفارشم نرسیده 😡", Visibility.PUBLIC)
    assert (heard.author_id, heard.author_name, heard.author_handle) == (
        "41",
        "نورا س",
        "@noura",
    )
    assert heard.said_at == datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
    assert heard.url == "https://t.me/rabwa_shop/31"
    assert (heard.thread, heard.parents, heard.is_ours) == (heard.external_id, (), False)
    assert heard.data == {"site": "Rabwa", "language": "fa"}


def test_message_to_the_bot_is_private_and_one_conversation():
    heard = heard_of(private(5))

    assert (heard.visibility, heard.thread, heard.url) == (Visibility.PRIVATE, "41", "")


def test_answer_in_a_group_stands_in_its_thread():
    heard = heard_of(update(5, reply_to_message={"message_id": 4}))

    assert (heard.thread, heard.parents) == ("-1001234567890:4", ("-1001234567890:4",))


@pytest.mark.parametrize(
    ("change", "is_ours"),
    [
        ({}, False),
        ({"from": {"id": 7, "is_bot": True, "first_name": "Rabwa"}}, True),
        ({"from": {"id": 8, "is_bot": True, "first_name": "Other"}}, False),
        ({"is_automatic_forward": True}, True),
    ],
)
def test_our_own_words_are_recognised(change, is_ours):
    assert heard_of(update(5, **change)).is_ours is is_ours


def test_post_of_our_channel_is_ours():
    channel = {"id": -1002, "type": "channel", "title": "News"}
    post = {n: v for n, v in UPDATE["message"].items() if n != "from"} | {
        "chat": channel,
        "sender_chat": channel,
    }

    heard = heard_of({"update_id": 1, "channel_post": post})

    assert (heard.is_ours, heard.author_name) == (True, "News")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"text": "", "caption": "این شکسته", "photo": [{}]}, "این شکسته"),
        ({"text": "", "voice": {}}, "🎤"),
        ({"text": "", "photo": [{}]}, "📷"),
    ],
)
def test_what_came_without_words_shows_that_it_came(change, text):
    assert heard_of(update(5, **change)).text == text


@pytest.mark.parametrize(
    "one",
    [
        update(5, "", new_chat_members=[{}]),
        {"update_id": 1, "my_chat_member": {}},
        {"update_id": 1, "message_reaction": {}},
        {"update_id": 1},
    ],
)
def test_what_says_nothing_is_not_heard(one):
    assert parse_updates([one], "7").mentions == ()


def test_edit_gives_a_message_new_words():
    batch = parse_updates([update(5, "mended", "edited_message", edit_date=1795424400)], "7")

    (edit,) = batch.edits
    assert (edit.external_id, edit.text) == ("-1001234567890:5", "mended")
    assert edit.edited_at == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "one",
    [
        3,
        {"message": 3},
        {"message": {"text": "x"}},
        {"message": {"text": "x", "chat": {"id": 1, "type": "group"}, "message_id": 1}},
        {"edited_message": UPDATE["message"]},
        update(5, date=10**20),
    ],
)
def test_what_is_no_message_is_a_broken_page(one):
    with pytest.raises(BrokenPage):
        parse_updates([one], "7")


@pytest.mark.parametrize("raw", [b"", b"[]", b"\xff", b"[" * 100000])
def test_what_is_no_call_is_a_broken_page(raw):
    with pytest.raises(BrokenPage):
        parse_call(raw, "7")


@pytest.mark.parametrize(
    ("chat", "link"),
    [
        ({"id": -1009, "username": "a"}, "https://t.me/a/3"),
        ({"id": -1009}, "https://t.me/c/9/3"),
        ({"id": -9}, ""),
    ],
)
def test_group_has_a_page_where_it_is_big(chat, link):
    assert link_of(chat, 3) == link


@pytest.mark.skipif(not REAL.exists(), reason="recorded answers of Telegram are not here")
def test_real_updates_are_read():
    updates = json.loads(REAL.read_text("utf-8"))["result"]

    heard = parse_updates(updates, "7").mentions

    assert [one.external_id for one in heard] == ["-1:31", "-2:32", "-1:33"]
    assert [one.author_handle for one in heard] == ["@sdd", "@sdd", "@alvaro"]
    assert {one.said_at.year for one in heard} == {2016}
