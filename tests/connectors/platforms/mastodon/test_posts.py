import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.platforms.mastodon.posts import (
    Me,
    edit_of,
    is_later,
    me_of,
    names_us,
    parse_status,
    steady,
    visibility_of,
)
from amends.connectors.protocol import BrokenPage, Visibility


OWN = Path(__file__).parents[2] / "mastodon"
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/mastodon-live-snac2.75"
ME = Me("7", "https://social.example/@shop", "social.example")


def status(**change):
    return json.loads((OWN / "status.json").read_text("utf-8")) | change


def test_post_becomes_a_mention():
    heard = parse_status(status(), (), ME)

    assert heard.external_id == "112233445566778899"
    assert heard.text == "@shop سفارشم نرسید\nنمی\u200cخواهم & <b>"
    assert (heard.author_id, heard.author_handle) == ("noura@far.example", "@noura@far.example")
    assert (heard.author_name, heard.visibility) == ("نورا", Visibility.PUBLIC)
    assert heard.said_at == datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
    assert heard.url == "https://far.example/@noura/1"
    assert (heard.thread, heard.parents, heard.is_ours) == ("112233445566778899", (), False)
    assert heard.data["media"] == ["https://far.example/broken.jpg"]


def test_local_person_gets_the_servers_name():
    account = status()["account"] | {"acct": "noura"}

    assert parse_status(status(account=account), (), ME).author_id == "noura@social.example"


def test_thread_is_the_first_word_of_the_conversation():
    heard = parse_status(status(in_reply_to_id="2"), ({"id": "1"}, {"id": "2"}), ME)

    assert (heard.thread, heard.parents) == ("1", ("2", "1"))


def test_parent_alone_is_the_thread_where_the_rest_is_hidden():
    heard = parse_status(status(in_reply_to_id="2"), (), ME)

    assert (heard.thread, heard.parents) == ("2", ("2",))


def test_own_post_is_recognised():
    account = status()["account"] | {"id": "7"}

    assert parse_status(status(account=account), (), ME).is_ours is True


@pytest.mark.parametrize(
    ("given", "who"),
    [
        ("public", "public"),
        ("unlisted", "public"),
        ("private", "private"),
        ("direct", "private"),
        ("circle", "private"),
        (None, "private"),
    ],
)
def test_what_is_not_known_to_be_open_is_private(given, who):
    assert visibility_of({"visibility": given}) == who


@pytest.mark.parametrize(
    "change",
    [
        {"id": None, "account": None},
        {"created_at": "once"},
        {"content": None},
        {"account": "x"},
    ],
)
def test_no_post_is_a_broken_page(change):
    with pytest.raises(BrokenPage):
        parse_status(status(**change), (), ME)


@pytest.mark.parametrize(
    ("mentions", "is_named"),
    [
        ([{"id": "7"}], True),
        ([{"id": "0", "url": "https://social.example/@shop"}], True),
        ([{"id": "8", "url": "https://social.example/@other"}], False),
        ([], False),
        (None, False),
    ],
)
def test_naming_us_is_told(mentions, is_named):
    assert names_us({"mentions": mentions}, ME) is is_named


def test_edit_is_what_was_changed_last():
    edit = edit_of(status(edited_at="2026-11-23T09:30:00.000Z"))

    assert (edit.external_id, edit.edited_at.minute) == ("112233445566778899", 30)
    assert edit_of(status()) is None


@pytest.mark.parametrize(
    ("key", "than", "later"),
    [("10", "9", True), ("9", "10", False), ("9", "9", False), ("9007199254740993", "9007199254740992", True)],
)  # fmt: skip
def test_ids_are_ordered_as_numbers_without_being_any(key, than, later):
    assert is_later(key, than) is later


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of snac are not here")
def test_real_mention_of_snac_is_read():
    def body(name):
        return json.loads((REAL / name).read_text("utf-8"))["body"]

    me = me_of(body("verify.json"), "http://social.test")
    heard = parse_status(body("notifications.json")[0]["status"], (), me)

    assert heard.author_id == "customer@social.test"
    assert heard.text == "@shop@social.test سلام، سفارشم نرسیده 😡"
    assert parse_status(body("reply_public.json"), (), me).is_ours is True


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("1795405831" + "07ab" * 8, "0000000000" + "07ab" * 8),
        ("114523417703291234", "114523417703291234"),
        ("1795405831" + "07ab" * 8 + "0", "1795405831" + "07ab" * 8 + "0"),
    ],
)
def test_id_loses_only_what_an_edit_changes(key, kept):
    assert steady(key) == kept
