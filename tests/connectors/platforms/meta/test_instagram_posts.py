import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from connectors.meta_calls import NOW

from amends.connectors.afterwards import FarWords
from amends.connectors.platforms.meta.instagram_posts import (
    parse_changes,
    parse_comment,
    parse_medium,
    parse_mention,
    parse_reply,
)
from amends.connectors.protocol import BrokenPage


ACCOUNT, MEDIUM = "17841405822304914", "17893085207160254"
US = frozenset({ACCOUNT, "nakheel.shop"})
LINK = "https://www.instagram.com/p/CP5Rq0bjBzn/"
SHARED = Path(os.environ["AMENDS_SHARED"]) / "fixtures/facebook-instagram-python-facebook"
REAL = SHARED / "instagram/apidata"


def comment(**change):
    return {
        "id": "17858154961981086",
        "text": "سفارشم نرسید",
        "timestamp": "2026-11-23T08:59:10+0000",
        "username": "noura.k",
        "from": {"id": "55", "username": "noura.k"},
    } | change


def read(**change):
    return parse_comment(comment(**change), MEDIUM, LINK, US)


def test_a_comment_is_heard_under_its_post():
    [heard] = read()

    assert (heard.external_id, heard.text) == ("17858154961981086", "سفارشم نرسید")
    assert (heard.author_id, heard.author_handle, heard.is_ours) == ("55", "@noura.k", False)
    assert (heard.thread, heard.parents, heard.url) == (MEDIUM, (MEDIUM,), LINK)
    assert heard.said_at == datetime(2026, 11, 23, 8, 59, 10, tzinfo=UTC)
    assert (heard.visibility, heard.data) == ("public", {"window_hours": 168})


def test_replies_come_with_their_comment():
    reply = comment(id="9", **{"from": {"id": ACCOUNT}})

    first, second = read(replies={"data": [reply]})

    assert (second.parents, second.thread) == (("17858154961981086", MEDIUM), MEDIUM)
    assert (first.is_ours, second.is_ours) == (False, True)


def test_a_reply_stands_under_its_comment():
    heard = parse_reply(comment(id="9"), "8", MEDIUM, LINK, US)

    assert (heard.external_id, heard.parents) == ("9", ("8", MEDIUM))
    assert read(parent_id="8")[0].parents == ("8", MEDIUM)


@pytest.mark.parametrize(
    ("names", "is_ours"),
    [
        ({"from": {"id": ACCOUNT}}, True),
        ({"from": {"username": "Nakheel.Shop"}}, True),
        ({"from": None, "username": "nakheel.shop"}, True),
        ({"from": {"id": "1", "username": "nakheel.shopper"}}, False),
        ({"from": None, "username": None}, False),
    ],
)
def test_our_own_comment_is_known_by_number_or_name(names, is_ours):
    assert read(**names)[0].is_ours is is_ours


def test_without_a_number_the_name_is_who_wrote():
    assert read(**{"from": None})[0].author_id == "noura.k"
    assert read(**{"from": None, "username": ""})[0].author_id == ""


@pytest.mark.parametrize(
    "change", [{"timestamp": ""}, {"timestamp": None}, {"from": "x"}, {"replies": "x"}]
)
def test_what_is_no_comment_is_a_broken_page(change):
    with pytest.raises(BrokenPage):
        read(**change)
    with pytest.raises(BrokenPage):
        parse_comment({}, MEDIUM, LINK, US)


def test_a_post_that_tags_us_is_heard():
    medium = comment(caption="Cat", permalink=LINK)

    heard = parse_medium(medium, US, forms=["tag"])

    assert (heard.text, heard.url, heard.author_handle) == ("Cat", LINK, "@noura.k")
    assert (heard.thread, heard.data) == (heard.external_id, {"forms": ["tag"]})


def test_a_post_without_words_or_author_is_told_by_a_sign():
    heard = parse_medium(comment(username=None), US, is_indirect=True)

    assert (heard.text, heard.author_id, heard.author_handle, heard.url) == ("🖼", "", "", "")


@pytest.mark.parametrize("broken", [{}, {"id": "1"}, {"id": "1", "timestamp": "once"}])
def test_what_is_no_post_is_a_broken_page(broken):
    with pytest.raises(BrokenPage):
        parse_medium(broken, US)


VALUE = {
    "id": "17858154961981086",
    "from": {"id": "55", "username": "noura.k"},
    "text": "لم يصل",
    "media": {"id": MEDIUM, "media_product_type": "FEED"},
}


@pytest.mark.parametrize("field", ["comments", "live_comments"])
def test_a_call_tells_of_a_comment_without_its_time(field):
    [heard] = parse_changes([{"field": field, "value": VALUE}], US, NOW)

    assert (heard.text, heard.author_id, heard.said_at) == ("لم يصل", "55", NOW)
    assert (heard.parents, heard.thread) == ((MEDIUM,), MEDIUM)


def test_a_call_tells_of_a_reply_and_of_a_post_it_does_not_name():
    [reply] = parse_changes(
        [{"field": "comments", "value": VALUE | {"parent_id": "8"}}], US, NOW
    )
    [lost] = parse_changes([{"field": "comments", "value": VALUE | {"media": None}}], US, NOW)

    assert (reply.parents, reply.thread) == (("8", MEDIUM), MEDIUM)
    assert (lost.parents, lost.thread) == ((), VALUE["id"])


@pytest.mark.parametrize(
    ("value", "key"),
    [({"media_id": "5", "comment_id": "6"}, "6"), ({"media_id": "5"}, "5")],
)
def test_a_mention_is_heard_though_its_words_must_be_asked_for(value, key):
    [heard] = parse_changes([{"field": "mentions", "value": value}], US, NOW)

    assert (heard.external_id, heard.text, heard.thread) == (key, "📣", "mention:5")
    assert heard.data == {"forms": ["mention"]}
    assert heard.afterwards == (FarWords(f"5:{value.get('comment_id', '')}"),)


@pytest.mark.parametrize(
    ("key", "told", "words", "external_id"),
    [
        ("5:6", {"text": "كسرت", "username": "noura"}, "كسرت", "6"),
        ("5:", {"caption": "كسرت", "username": "noura"}, "كسرت", "5"),
        ("5:", {"username": "noura"}, "📣", "5"),
    ],
)
def test_the_words_of_a_mention_are_read_afterwards(key, told, words, external_id):
    heard = parse_mention(told | {"timestamp": "2026-11-22T18:10:30+0000"}, FarWords(key))

    assert (heard.text, heard.external_id, heard.thread) == (words, external_id, "mention:5")
    assert (heard.author_id, heard.author_handle) == ("noura", "@noura")


@pytest.mark.parametrize("told", [{"timestamp": "x"}, {"text": "x"}])
def test_a_mention_without_its_time_is_a_broken_page(told):
    with pytest.raises(BrokenPage):
        parse_mention(told, FarWords("5:6"))


@pytest.mark.parametrize("silent", [{"field": "story_insights", "value": {}}, {}])
def test_other_changes_say_nothing(silent):
    assert parse_changes([silent], US, NOW) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"field": "comments", "value": {}},
        {"field": "mentions", "value": {}},
        {"field": "comments", "value": "x"},
    ],
)
def test_what_cannot_be_read_is_a_broken_page(broken):
    with pytest.raises(BrokenPage):
        parse_changes([broken], US, NOW)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of Instagram are not here")
def test_recorded_answers_are_read():
    def items(name):
        return json.loads((REAL / name).read_text("utf-8"))["data"]

    comments = [
        heard
        for one in items("medias/comments_p1.json") + items("comments/replies.json")
        for heard in parse_comment(one, MEDIUM, LINK, US)
    ]
    assert all(one.text and one.said_at.tzinfo and not one.author_id for one in comments)
    tags = [parse_medium(one, US, forms=["tag"]) for one in items("users/tagged_medias.json")]
    assert all(one.text and one.url.startswith("https://www.instagram.com/") for one in tags)
