import json
import os
from pathlib import Path

import httpx2
import pytest
from connectors.bluesky_server import ME, NEAR, Server, post, refusal

from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/bluesky-live-devenv"
CREATE = "com.atproto.repo.createRecord"


def outgoing(**change):
    given = {"to": "did:plc:noura", "text": "نأسف", "visibility": Visibility.PUBLIC, "key": "k"}
    return Outgoing(**given | change)


def test_answer_stands_in_its_thread():
    root = {"uri": "at://a", "cid": "r"}
    record = {"text": "x", "reply": {"root": root, "parent": root}}
    server = Server(post(1, record=record))

    sent = server.account().say(
        outgoing(text="نأسف @noura.test https://a.example/", parent=f"{NEAR}/1", language="ar")
    )

    ((name, body),) = server.sent()
    assert (name, body["repo"], body["collection"]) == (
        "createRecord",
        ME,
        "app.bsky.feed.post",
    )
    assert body["record"]["reply"] == {
        "root": root,
        "parent": {"uri": f"{NEAR}/1", "cid": "cid-1"},
    }
    assert (body["record"]["langs"], body["record"]["createdAt"]) == (
        ["ar"], "2026-11-23T09:00:00.000Z",
    )  # fmt: skip
    assert len(body["record"]["facets"]) == 2
    assert sent.url == f"https://bsky.app/profile/{ME}/post/9"


def test_first_answer_makes_the_parent_the_root():
    server = Server(post(1))

    server.account().say(outgoing(parent=f"{NEAR}/1"))

    reply = server.sent()[0][1]["record"]["reply"]
    assert reply["root"] == reply["parent"] == {"uri": f"{NEAR}/1", "cid": "cid-1"}


def test_answer_to_what_is_gone_is_not_sent():
    server = Server()

    with pytest.raises(Undeliverable):
        server.account().say(outgoing(parent=f"{NEAR}/1"))
    assert server.sent() == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("س" * 300, True),
        ("س" * 301, False),
        ("👨‍👩‍👧" * 166, True),  # 2988 bytes
        ("👨‍👩‍👧" * 167, False),  # 167 letters, but 3006 bytes
    ],
)
def test_post_is_as_long_as_bluesky_allows(text, fits):
    server = Server()

    if fits:
        assert server.account().say(outgoing(text=text))
    else:
        with pytest.raises(Undeliverable):
            server.account().say(outgoing(text=text))


@pytest.mark.parametrize(("parent", "opens"), [("talk-1/m1", False), ("", True)])
def test_message_goes_into_its_conversation(parent, opens):
    server = Server()

    sent = server.account().say(
        outgoing(visibility=Visibility.PRIVATE, parent=parent, thread="talk-1", text="س" * 1000)
    )

    assert sent.external_id == "talk-1/m9"
    assert server.sent() == [
        ("sendMessage", {"convoId": "talk-1", "message": {"text": "س" * 1000}})
    ]
    asked = [one.url.path.rpartition(".")[2] for one in server.asked]
    assert ("getConvoForMembers" in asked) is opens
    assert all(one.headers["atproto-proxy"].startswith("did:web:api.bsky.chat") for one in server.asked)  # fmt: skip


def test_message_nobody_wants_is_undeliverable():
    server = Server()
    server.refusals["chat.bsky.convo.getConvoForMembers"] = refusal("InvalidRequest")

    with pytest.raises(Undeliverable):
        server.account().say(outgoing(visibility=Visibility.PRIVATE))
    with pytest.raises(Undeliverable):
        server.account().say(outgoing(visibility=Visibility.PRIVATE, text="x" * 1001))


@pytest.mark.parametrize("session", [None, "none"])
def test_session_that_ran_out_is_opened_for_one_post(session):
    server = Server(post(1))
    server.access = server.refresh = "newer"

    sent = server.account(session=session).say(outgoing(parent=f"{NEAR}/1"))

    assert sent.external_id.endswith("/9")
    assert server.opened == 1
    assert [name for name, _ in server.sent()].count("createRecord") == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal("InvalidRequest"), Undeliverable),
        (httpx2.Response(404, json=[]), Undeliverable),
        (refusal("AuthMissing", 401), NeedsReconnecting),
        (httpx2.Response(429), Busy),
        (httpx2.Response(502), TimeoutError),
        (httpx2.Response(200, json={}), BrokenPage),
        (httpx2.Response(200, content=b"<html>"), BrokenPage),
    ],
)
def test_what_became_of_a_post_is_told(answer, error):
    server = Server()
    server.refusals[CREATE] = answer

    with pytest.raises(error):
        server.account().say(outgoing())
    assert [name for name, _ in server.sent()] == ["createRecord"]


@pytest.mark.skipif(not REAL.exists(), reason="recorded answers of Bluesky are not here")
def test_real_refusal_is_said_in_its_own_words():
    told = json.loads((REAL / "error_too_long.json").read_text("utf-8"))
    server = Server()
    server.refusals[CREATE] = httpx2.Response(told["status"], json=told["body"])

    with pytest.raises(Undeliverable, match="grapheme too big"):
        server.account().say(outgoing())
