import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from connectors.bluesky_server import ME, POST, TALK, found, message

from amends.connectors.platforms.bluesky.posts import (
    facets_of,
    link_of,
    mark_of,
    moment_of,
    narrow,
    parse_message,
    parse_post,
)
from amends.connectors.platforms.bluesky.settings import CAPABILITY
from amends.connectors.protocol import BrokenPage, Visibility


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/bluesky-live-devenv"


def test_post_becomes_a_mention():
    heard = parse_post(POST, ME)

    assert heard.external_id == "at://did:plc:noura/app.bsky.feed.post/3n0001"
    assert heard.text == "سلام @shop.test سفارشم نرسیده 😡"
    assert (heard.author_id, heard.author_handle) == ("did:plc:noura", "@noura.test")
    assert (heard.author_name, heard.visibility) == ("نورا", Visibility.PUBLIC)
    assert heard.url == "https://bsky.app/profile/did:plc:noura/post/3n0001"
    assert (heard.thread, heard.parents) == (heard.external_id, ())
    assert heard.data == {"language": "fa", "reach": 3}


def test_time_is_what_the_network_saw_and_not_what_the_writer_says():
    assert parse_post(POST, ME).said_at == datetime(2026, 11, 23, 8, 59, tzinfo=UTC)


def test_answer_stands_in_its_thread():
    reply = {"parent": {"uri": "at://b"}, "root": {"uri": "at://a"}}

    heard = parse_post(found(1, reply=reply), ME)

    assert (heard.thread, heard.parents) == ("at://a", ("at://b", "at://a"))


@pytest.mark.parametrize(
    "embed",
    [
        {"record": {"uri": f"at://{ME}/x/1"}},
        {"record": {"record": {"uri": f"at://{ME}/x/1"}}, "media": {}},
    ],
)
def test_quote_of_our_post_is_a_parent_and_names_us(embed):
    heard = parse_post(found(1, embed=embed), ME)

    assert heard.parents == (f"at://{ME}/x/1",)
    assert "is_indirect" not in heard.data


def test_own_post_is_recognised():
    heard = parse_post(found(1) | {"author": {"did": ME}}, ME)

    assert (heard.is_ours, heard.author_name, heard.author_handle) == (True, "", "")


@pytest.mark.parametrize(
    "change",
    [
        {"record": {}},
        {"record": None},
        {"author": {}},
        {"indexedAt": "once"},
        {"indexedAt": None},
    ],
)
def test_what_is_no_post_is_a_broken_page(change):
    with pytest.raises(BrokenPage):
        parse_post(POST | change, ME)


def test_message_is_private_and_knows_its_conversation():
    heard = parse_message(message(1), TALK, ME)

    assert (heard.external_id, heard.thread) == ("talk-1/m1", "talk-1")
    assert (heard.visibility, heard.author_name) == (Visibility.PRIVATE, "نورا")


@pytest.mark.parametrize("change", [{"sentAt": "once"}, {"id": None}, {"text": None}])
def test_what_is_no_message_is_a_broken_page(change):
    broken = {n: v for n, v in message(1, **change).items() if v is not None}

    with pytest.raises(BrokenPage):
        parse_message(broken, TALK, ME)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("طلبي https://shop.example/a.", [(9, 31, "https://shop.example/a")]),
        ("(https://a.example/x?y=1)", [(1, 24, "https://a.example/x?y=1")]),
        ("ببینید @noura.test، لطفاً", [(13, 24, "did:noura.test")]),
        ("@noura.test @nobody.test", [(0, 11, "did:noura.test")]),
        ("mail a@noura.test", []),
        ("@noura", []),
        ("plain", []),
    ],
)
def test_links_and_names_are_marked_by_bytes(text, marked):
    facets = facets_of(text, lambda name: "did:noura.test" if name == "noura.test" else "")

    assert [
        (
            one["index"]["byteStart"],
            one["index"]["byteEnd"],
            feature.get("uri") or feature["did"],
        )
        for one in facets
        for feature in one["features"]
    ] == marked


@pytest.mark.skipif(not REAL.exists(), reason="recorded answers of Bluesky are not here")
@pytest.mark.parametrize("language", ["fa", "ar"])
def test_names_are_marked_as_a_real_post_marks_them(language):
    told = json.loads((REAL / f"create_post_mention_{language}.json").read_text("utf-8"))
    record = json.loads(told["request"]["body"])["record"]
    (wanted,) = record["facets"]

    (facet,) = facets_of(record["text"], lambda _: wanted["features"][0]["did"])

    assert facet == wanted


def test_only_posts_have_a_page():
    assert link_of("at://did:plc:x/app.bsky.feed.like/1") == ""


def test_moments_and_marks_are_the_same():
    at = datetime(2026, 11, 23, 9, 0, 0, 188000, tzinfo=UTC)

    assert moment_of(mark_of(at)) == at


def test_message_may_be_longer_than_a_post():
    assert narrow(CAPABILITY, {"is_message": True}).max_length == 1000
    assert narrow(CAPABILITY, {}).max_length == 300
