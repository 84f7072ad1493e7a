import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from connectors.graph_server import Server, refusal
from connectors.meta_calls import APP, call

from amends.connectors.messenger import CAPABILITY, parse_message
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)


PAGE, PERSON = "2121008874780932", "2711636948859886"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHARED = Path(os.environ["AMENDS_SHARED"]) / "fixtures/facebook-instagram-python-facebook"
REAL = SHARED / "facebook/apidata/messages/messages_info.json"


def at(minutes_ago):
    return (NOW - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M:%S+0000")


def message(key, minutes_ago, **change):
    return {
        "id": key,
        "created_time": at(minutes_ago),
        "from": {"id": PERSON, "name": "نورا", "email": f"{PERSON}@facebook.com"},
        "to": {"data": [{"id": PAGE, "name": "Nakheel"}]},
        "message": f"text {key}",
    } | change


def conversation(key, *messages, moved=0, following=""):
    held = {"data": list(messages)}
    if following:
        held["paging"] = {"next": f"https://g/x?after={following}"}
    return {"id": key, "updated_time": at(moved), "messages": held}


def build(server, now=NOW, **given):
    return server.build("messenger", APP | {"page": PAGE} | given, lambda: now)


def hear_all(channel, cursor=""):
    heard, more = [], True
    while more:
        batch = channel.hear(cursor)
        heard += [one.external_id for one in batch.mentions]
        cursor, more = batch.cursor, batch.more
    return heard, cursor


def conversations(*held, following=""):
    page = {"data": list(held)}
    if following:
        page["paging"] = {"next": f"https://g/x?after={following}"}
    return page


LIST = f"{PAGE}/conversations"


def test_a_message_of_the_past_is_heard_like_one_told():
    heard = parse_message(message("m_1", 0), PAGE, 24)

    assert (heard.external_id, heard.text, heard.visibility) == ("m_1", "text m_1", "private")
    assert (heard.author_id, heard.author_name, heard.author_email) == (PERSON, "نورا", "")
    assert (heard.thread, heard.is_ours, heard.data) == (PERSON, False, {"window_hours": 24})


def test_our_own_message_stands_in_the_persons_thread():
    ours = {"from": {"id": PAGE}, "to": {"data": [{"id": PERSON}]}}

    heard = parse_message(message("m_1", 0, **ours), PAGE, 24)

    assert (heard.is_ours, heard.thread) == (True, PERSON)


@pytest.mark.parametrize(
    ("file", "text", "files"),
    [
        ({"mime_type": "image/jpeg", "image_data": {"url": "https://c.example/1"}}, "🖼", 1),
        ({"mime_type": "video/mp4", "video_data": {"url": "https://c.example/1"}}, "🎬", 1),
        ({"mime_type": "application/pdf", "file_url": "https://c.example/1"}, "📎", 1),
        ({}, "📎", 0),
    ],
)
def test_a_file_without_words_is_told_by_a_sign(file, text, files):
    heard = parse_message(message("m", 0, message="", attachments={"data": [file]}), PAGE, 24)

    assert (heard.text, len(heard.afterwards)) == (text, files)


@pytest.mark.parametrize(
    "change",
    [{"id": None, "from": "x"}, {"created_time": ""}, {"attachments": {"data": ["x"]}}],
)
def test_no_message_is_a_broken_page(change):
    with pytest.raises(BrokenPage):
        parse_message(message("m", 0, **change), PAGE, 24)
    with pytest.raises(BrokenPage):
        parse_message({}, PAGE, 24)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded messages are not here")
def test_recorded_messages_are_read():
    told = json.loads(REAL.read_text("utf-8"))

    heard = [parse_message(one, PAGE, 24) for one in told.values()]
    assert [one.text for one in heard] == ["🖼", "🎬"]
    assert {one.author_id for one in heard} == {PERSON}
    assert all(one.afterwards[0].key.startswith("https://") for one in heard)


def test_only_conversations_that_moved_are_walked():
    old = conversation("t_2", message("m_0", 60 * 24 * 40), moved=60 * 24 * 40)
    new = conversation("t_1", message("m_2", 1), message("m_1", 2), moved=1)
    server = Server(**{LIST: conversations(new, old, following="a")})

    first, cursor = hear_all(build(server))
    server.pages[LIST] = conversations(
        conversation("t_1", message("m_3", -4), message("m_2", 1), moved=-4),
        conversation("t_9", message("m_9", 600), moved=600),
        following="a",
    )
    second, _ = hear_all(build(server, NOW + timedelta(minutes=5)), cursor)

    # The second page repeats the first: it is asked for, as what moved may have slid there.
    assert first == ["m_1", "m_2"]
    assert second == ["m_3"]


def test_a_list_whose_page_is_all_old_ends_there():
    old = conversation("t_2", message("m_0", 60 * 24 * 40), moved=60 * 24 * 40)
    server = Server(**{LIST: conversations(old, following="a")})

    assert hear_all(build(server))[0] == []
    assert len(server.asked) == 1


def test_a_long_conversation_is_walked_to_its_bound():
    long = conversation("t_1", message("m_3", 1), moved=1, following="a")
    old = message("m_0", 60 * 24 * 40)
    rest = {"data": [message("m_2", 2), message("m_1", 3), old]}
    server = Server(**{LIST: conversations(long), "t_1/messages": rest})

    assert sorted(hear_all(build(server))[0]) == ["m_1", "m_2", "m_3"]


def test_a_conversation_without_a_time_is_a_broken_page():
    with pytest.raises(BrokenPage):
        build(Server(**{LIST: {"data": [{"id": "t"}]}})).hear("")


def say(server, **change):
    given = {"to": PERSON, "text": "We are sorry", "visibility": Visibility.PRIVATE, "key": "k"}
    settings = change.pop("settings", {})
    return build(server, **settings).say(Outgoing(**given | change))


@pytest.mark.parametrize(("allowed", "kind"), [("no", "RESPONSE"), ("yes", "MESSAGE_TAG")])
def test_an_answer_is_one_request(allowed, kind):
    server = Server(**{f"{PAGE}/messages": {"message_id": "m_9"}})

    sent = say(server, settings={"human_agent": allowed}, parent="m_1")

    assert (sent.external_id, server.sent[0]["messaging_type"]) == ("m_9", kind)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "change", [{"visibility": Visibility.PUBLIC}, {"text": "x" * 2001}, {"to": ""}]
)
def test_what_cannot_be_sent_is_not_tried(change):
    server = Server()

    with pytest.raises(Undeliverable):
        say(server, **change)
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(551), Undeliverable),
        (refusal(10, 403, 2018278), Undeliverable),
        (refusal(613), Busy),
        (refusal(190), NeedsReconnecting),
        (refusal(2, 500), TimeoutError),
    ],
)
def test_each_refusal_is_told_apart(answer, error):
    with pytest.raises(error):
        say(Server(**{f"{PAGE}/messages": answer}))


def test_the_window_is_shorter_than_a_comments():
    assert (CAPABILITY.private_window_hours, CAPABILITY.public) == (24, "none")


def test_comments_that_come_with_the_messages_say_nothing_here():
    event = {"sender": {"id": PERSON}, "recipient": {"id": PAGE}, "timestamp": 1795000000000}
    entry = {"id": PAGE, "messaging": [event | {"message": {"mid": "m_1", "is_deleted": True}}]}
    change = {"field": "feed", "value": {"item": "comment", "verb": "add"}}

    batch = build(Server()).receive(
        call({"object": "page", "entry": [entry | {"changes": [change]}]})
    )

    assert (batch.mentions, [one.external_id for one in batch.deletions]) == ((), ["m_1"])
