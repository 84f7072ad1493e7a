from datetime import UTC, datetime

import pytest
from connectors.x_server import POST, USERS, message

from amends.connectors.platforms.x.posts import (
    edit_of,
    gone_of,
    id_at,
    mark_of,
    moment_of,
    narrow,
    parse_message,
    parse_post,
    post_link,
)
from amends.connectors.platforms.x.settings import CAPABILITY
from amends.connectors.protocol import BrokenPage, Counting, Door, Visibility


INCLUDES = {"users": USERS}


def test_post_becomes_a_mention():
    heard = parse_post(POST, INCLUDES, "7")

    assert heard.external_id == "2124789801415606273"
    assert heard.text == "@rabwa سفارشم نرسیده & نمی‌خواهم https://rabwa.example/p/3"
    assert heard.said_at == datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
    assert (heard.author_id, heard.author_name, heard.author_handle) == ("41", "نورا", "@noura")
    assert heard.url == "https://x.com/noura/status/2124789801415606273"
    assert (heard.thread, heard.parents, heard.is_ours) == (heard.external_id, (), False)
    assert heard.data == {"is_summons": True, "reach": 120, "language": "fa"}
    assert heard.visibility is Visibility.PUBLIC


def test_post_of_nobody_known_has_no_name():
    heard = parse_post(POST, {}, "7")

    assert (heard.author_id, heard.author_name, heard.author_handle) == ("41", "", "")
    assert heard.url == "https://x.com/i/status/2124789801415606273"


def test_own_post_is_recognised():
    assert parse_post(POST, INCLUDES, "41").is_ours is True
    assert parse_post(POST | {"author_id": ""}, INCLUDES, "").is_ours is False


def test_answer_stands_in_its_thread():
    change = {
        "conversation_id": "1",
        "referenced_tweets": [{"type": "quoted", "id": "3"}, {"type": "replied_to", "id": "2"}],
    }

    heard = parse_post(POST | change, INCLUDES, "7")

    assert (heard.thread, heard.parents) == ("1", ("2", "3"))


def test_long_post_is_read_whole():
    whole = {"text": "all of it https://t.co/x", "entities": {"urls": [
        {"url": "https://t.co/x", "expanded_url": "https://a.example/"}]}}  # fmt: skip

    heard = parse_post(POST | {"note_tweet": whole}, INCLUDES, "7")

    assert heard.text == "all of it https://a.example/"


@pytest.mark.parametrize(
    ("entities", "quoted_by", "calls"),
    [
        ({"mentions": [{"id": "7"}]}, "", True),
        ({"mentions": [{"id": "8"}]}, "", False),
        ({}, "7", True),
        ({}, "8", False),
        (None, "", False),
    ],
)
def test_post_calls_us_by_name_or_by_quoting_us(entities, quoted_by, calls):
    quoted = {"referenced_tweets": [{"type": "quoted", "id": "3"}]} if quoted_by else {}
    includes = INCLUDES | {"tweets": [{"id": "3", "author_id": quoted_by}]}

    heard = parse_post(POST | {"entities": entities} | quoted, includes, "7")

    assert heard.data.get("is_summons", False) is calls


def test_reach_is_the_followers_where_views_are_not_told():
    assert parse_post(POST | {"public_metrics": None}, INCLUDES, "7").data["reach"] == 9


def test_time_is_told_by_the_id_where_it_is_not_asked_for():
    heard = parse_post({"id": "2080765813578191303", "text": "x"}, {}, "7")

    assert heard.said_at.replace(microsecond=0) == datetime(2026, 7, 24, 21, 23, 23, tzinfo=UTC)


@pytest.mark.parametrize("change", [{"text": None, "note_tweet": {}}, {"entities": 3}, {"id": None, "created_at": ""}])  # fmt: skip
def test_what_is_no_post_is_a_broken_page(change):
    broken = {name: value for name, value in (POST | change).items() if value is not None}

    with pytest.raises(BrokenPage):
        parse_post(broken | {"edit_history_tweet_ids": None}, INCLUDES, "7")


def test_edited_post_keeps_its_first_id():
    edited = POST | {"id": "9", "edit_history_tweet_ids": ["5", "9"]}

    assert parse_post(edited, INCLUDES, "7").external_id == "5"
    assert edit_of(edited).external_id == "5"
    assert edit_of(POST) is None


def test_message_is_private_and_knows_its_conversation():
    heard = parse_message(message(1), {"41": USERS[0]}, "7")

    assert (heard.visibility, heard.thread) == (Visibility.PRIVATE, "7-41")
    assert (heard.author_id, heard.author_name, heard.is_ours) == ("41", "نورا", False)


@pytest.mark.parametrize("event", [{}, {"id": "1"}, {"id": "1", "sender_id": "2"}])
def test_what_is_no_message_is_a_broken_page(event):
    with pytest.raises(BrokenPage):
        parse_message(event, {}, "7")


def test_only_what_x_says_is_gone_is_gone():
    problems = "https://api.x.com/2/problems/"
    answer = {
        "errors": [
            {"value": "1", "type": f"{problems}resource-not-found"},
            {"resource_id": "2", "type": f"{problems}not-authorized-for-resource"},
            {"value": "3", "type": f"{problems}disconnected"},
        ]
    }

    assert gone_of(answer) == {"1", "2"}


@pytest.mark.parametrize(
    ("data", "door"),
    [({"is_summons": True}, Door.API), ({}, Door.DEEP_LINK), ({"is_indirect": True}, Door.DEEP_LINK)],
)  # fmt: skip
def test_answer_by_api_is_for_who_called_us(data, door):
    assert narrow(CAPABILITY, data).public is door


def test_message_may_be_longer_than_a_post():
    narrowed = narrow(CAPABILITY, {"is_message": True})

    assert (narrowed.max_length, narrowed.counting) == (10_000, Counting.CODE_POINTS)
    assert CAPABILITY.max_length == 280


@pytest.mark.parametrize(
    ("url", "answered"), [("https://x.com/noura/status/9", "9"), ("https://x.com/noura", "5")]
)
def test_person_answers_the_last_version_by_hand(url, answered):
    link = post_link("5", url, "نأسف & سنعود")

    assert link == (
        f"https://x.com/intent/post?in_reply_to={answered}"
        "&text=%D9%86%D8%A3%D8%B3%D9%81+%26+%D8%B3%D9%86%D8%B9%D9%88%D8%AF"
    )


def test_ids_tell_the_time_without_losing_a_digit():
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)

    assert moment_of(id_at(at)) == at
    assert (mark_of("9007199254740993"), mark_of("x")) == (9007199254740993, 0)
