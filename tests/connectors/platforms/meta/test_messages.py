from datetime import UTC, datetime

import pytest
from connectors.graph_server import Server, refusal

from amends.connectors.afterwards import FarFile
from amends.connectors.facebook_page import CAPABILITY
from amends.connectors.platforms.meta.messages import (
    check_length,
    narrow,
    parse_events,
    reply_in_private,
    send,
    window_of,
)
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    Deletion,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)


PAGE, PERSON = "2121008874780932", "5513491208655302"
AT = 1795000000123


def event(message=None, sender=PERSON, recipient=PAGE, **more):
    said = {"message": {"mid": "m_1"} | message} if message is not None else {}
    return (
        {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": AT}
        | said
        | more
    )


def read(*events, hours=24):
    return parse_events({"messaging": list(events)}, PAGE, hours)


def test_a_message_is_heard():
    [heard], _ = read(event({"text": "سفارشم نرسید", "reply_to": {"mid": "m_0"}}))

    assert (heard.external_id, heard.text, heard.visibility) == (
        "m_1",
        "سفارشم نرسید",
        "private",
    )
    assert (heard.author_id, heard.author_name, heard.thread) == (PERSON, "", PERSON)
    assert (heard.parents, heard.is_ours) == (("m_0",), False)
    assert heard.said_at == datetime.fromtimestamp(AT / 1000, UTC)
    assert heard.data == {"window_hours": 24}


@pytest.mark.parametrize(
    "echo",
    [
        event({"text": "hello", "is_echo": True}, PAGE, PERSON),
        event({"text": "hello"}, PAGE, PERSON),
    ],
)
def test_what_the_page_said_is_ours_in_the_persons_thread(echo):
    [heard], _ = read(echo)

    assert (heard.is_ours, heard.author_id, heard.thread) == (True, PAGE, PERSON)


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ([{"type": "image", "payload": {"url": "https://cdn.example/1.jpg"}}], "🖼"),
        ([{"type": "audio", "payload": {}}, {"type": "file", "payload": None}], "🎤 📄"),
        ([{"type": "fallback"}], "📎"),
        ([{}], "📎"),
    ],
)
def test_what_came_without_words_is_told_by_a_sign(files, text):
    [heard], _ = read(event({"attachments": files}))

    assert heard.text == text
    assert heard.data["forms"] == [file.get("type", "") for file in files]


def test_files_are_told_by_their_addresses_and_only_those_of_the_web():
    urls = ["https://cdn.example/1.jpg", "javascript:alert(1)", ""]
    files = [{"type": "image", "payload": {"url": url}} for url in urls]

    [heard], _ = read(event({"text": "see", "attachments": files}))

    assert heard.text == "see"
    assert heard.afterwards == (FarFile("https://cdn.example/1.jpg", "1.jpg"),)


@pytest.mark.parametrize("form", ["template", "fallback", "story_mention", "share"])
def test_what_leads_elsewhere_is_no_file(form):
    files = [{"type": form, "payload": {"url": "https://cdn.example/1.jpg"}}]

    [heard], _ = read(event({"attachments": files}))

    assert heard.afterwards == ()


def test_a_button_says_its_title():
    [named, unnamed], _ = read(
        event(postback={"mid": "m_2", "title": "Where is my order?", "payload": "P"}),
        event(postback={"title": "Start"}),
    )

    assert (named.external_id, named.text) == ("m_2", "Where is my order?")
    assert unnamed.external_id == f"postback:{PERSON}:{AT}"


def test_a_message_taken_back_is_a_deletion():
    heard, deletions = read(event({"is_deleted": True}))

    assert (heard, deletions) == ([], [Deletion("m_1", datetime.fromtimestamp(AT / 1000, UTC))])


@pytest.mark.parametrize(
    "more", [{"read": {"watermark": 1}}, {"delivery": {}}, {"reaction": {}}, {}]
)
def test_what_is_only_read_or_delivered_says_nothing(more):
    assert read(event(**more)) == ([], [])
    assert parse_events({"id": PAGE}, PAGE, 24) == ([], [])


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {"mid": "m_1"}},
        event({"text": "x"}, timestamp=None),
        event({"text": "x", "attachments": ["x"]}),
        {"message": "x"},
        "x",
    ],
)
def test_no_message_is_a_broken_page(broken):
    with pytest.raises(BrokenPage):
        read(broken)


def test_each_mention_says_how_long_it_may_be_answered():
    assert CAPABILITY.private_window_hours == 24
    assert narrow(CAPABILITY, {"window_hours": 168}).private_window_hours == 168
    assert narrow(CAPABILITY, {}) == CAPABILITY
    assert [window_of(is_person=False), window_of(is_person=True)] == [24, 168]


def outgoing(text="We are sorry", **change):
    return Outgoing(
        **{"to": PERSON, "text": text, "visibility": Visibility.PRIVATE, "key": "k"} | change
    )


def test_an_answer_is_sent_once_to_who_wrote():
    server = Server(**{"9/messages": {"recipient_id": PERSON, "message_id": "m_9"}})

    sent = send(server.graph(), "9/messages", outgoing("متأسفیم"), is_person=False)

    assert sent.external_id == "m_9"
    assert server.sent == [
        {
            "recipient": {"id": PERSON},
            "messaging_type": "RESPONSE",
            "message": {"text": "متأسفیم"},
        }
    ]


@pytest.mark.parametrize(("automatic", "tag"), [(False, "HUMAN_AGENT"), (True, None)])
def test_only_a_persons_words_claim_the_seven_days(automatic, tag):
    server = Server(**{"9/messages": {"message_id": "m_9"}})

    send(server.graph(), "9/messages", outgoing(automatic=automatic), is_person=True)

    assert server.sent[0].get("tag") == tag
    assert server.sent[0]["messaging_type"] == ("MESSAGE_TAG" if tag else "RESPONSE")


def test_nobody_is_written_to():
    with pytest.raises(Undeliverable):
        send(Server().graph(), "9/messages", outgoing(to=""), is_person=False)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(551), Undeliverable),
        (refusal(10, 403, 2018278), Undeliverable),
        (refusal(10900), Undeliverable),
        (refusal(613), Busy),
        (refusal(190, 401), NeedsReconnecting),
        (refusal(2, 500), TimeoutError),
        ({"recipient_id": PERSON}, BrokenPage),
    ],
)
def test_refusals_are_told_apart(answer, error):
    server = Server(**{"9/messages": answer})

    with pytest.raises(error):
        reply_in_private(server.graph(), "9/messages", {"comment_id": "1_2"}, "Hello")
    assert len(server.asked) == 1


@pytest.mark.parametrize(("letters", "fits"), [(2000, True), (2001, False)])
def test_length_is_counted_before_anything_is_sent(letters, fits):
    long = outgoing("م" * letters)

    if fits:
        check_length(long, CAPABILITY)
    else:
        with pytest.raises(Undeliverable, match="2000"):
            check_length(long, CAPABILITY)
