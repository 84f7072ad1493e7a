import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from connectors.review_stage import wire
from connectors.signing_keys import rsa_pem

from amends.connectors.google_play import GooglePlay, Settings, parse_page
from amends.connectors.network.http import Http
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import SettingsError


OWN = Path(__file__).parent / "google_play"
NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
PACKAGE = "com.example.shop"


def page():
    return json.loads((OWN / "reviews.json").read_text("utf-8"))


def key_file(**change):
    return json.dumps({"client_email": "d@x.example", "private_key": rsa_pem()} | change)


def app(answer):
    http, asked = wire(answer)
    settings = Settings(package=PACKAGE, service_account_key=key_file())
    return GooglePlay(settings, http, lambda: NOW), asked


def test_review_becomes_a_mention():
    first = parse_page(page(), PACKAGE).reviews[0]
    heard = first.heard

    assert heard.external_id == "gp:AOqpT-9007199254740993"
    assert heard.subject == "برنامه باز نمی‌شود"
    assert heard.text == "از دیروز هر بار بسته می‌شود 😡"
    assert (heard.author_name, heard.author_id) == ("سارا محمدی", heard.external_id)
    assert (
        heard.said_at == first.at == first.changed_at == datetime(2025, 11, 20, 9, tzinfo=UTC)
    )
    assert heard.url.endswith("?id=com.example.shop&reviewId=gp%3AAOqpT-9007199254740993")
    assert heard.data == {
        "rating": 1,
        "reach": 12,
        "app_version": "3.2.1",
        "device": "a15",
        "android": "34",
    }


def test_answer_is_ours():
    answer = parse_page(page(), PACKAGE).reviews[0].answer

    assert (answer.text, answer.is_ours) == ("سارا جان، عذر می‌خواهیم", True)
    assert answer.parents == ("gp:AOqpT-9007199254740993",)
    assert answer.said_at == datetime(2025, 11, 20, 10, tzinfo=UTC)


def test_nobody_said_something_without_a_title():
    heard = parse_page(page(), PACKAGE).reviews[1].heard

    assert (heard.subject, heard.text, heard.author_id) == ("", "slow", "")
    assert heard.data == {"rating": 3}


def test_own_words_are_preferred_to_a_translation():
    read = page()
    read["reviews"][1]["comments"][0]["userComment"]["originalText"] = "كند"

    assert parse_page(read, PACKAGE).reviews[1].heard.text == "كند"


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"reviews": [{"reviewId": "1"}]},
        {"reviews": [{"reviewId": "1", "comments": []}]},
        {"reviews": [{"reviewId": "1", "comments": [{"userComment": {"text": "x"}}]}]},
        {"tokenPagination": 7},
        {"reviews": [{"reviewId": "1", "comments": [{"userComment": {"text": "x", "lastModified": {"seconds": "soon"}}}]}]},
    ],
)  # fmt: skip
def test_what_is_no_page_of_reviews_is_a_broken_one(wrong):
    with pytest.raises(BrokenPage):
        parse_page(wrong, PACKAGE)


def test_change_is_an_edit_with_its_stars():
    given = page()
    del given["tokenPagination"]
    channel, _ = app(lambda _: given)
    cursor = channel.hear("").cursor
    said = given["reviews"][1]["comments"][0]["userComment"]
    said |= {"text": "\tfast now", "starRating": 5, "lastModified": {"seconds": "1763700000"}}

    (edit,) = channel.hear(cursor).edits

    assert (edit.external_id, edit.text, edit.data["rating"]) == ("gp:AOqpT-2", "fast now", 5)
    assert edit.edited_at == datetime.fromtimestamp(1763700000, UTC)


def test_desk_signs_in_with_a_claim_of_its_own():
    asked = []

    def play(request):
        asked.append(request)
        return httpx2.Response(200, json={"access_token": "t", "reviews": []})

    http = Http(transport=lambda *_: httpx2.MockTransport(play))
    settings = Settings(package=PACKAGE, service_account_key=key_file())

    GooglePlay(settings, http, lambda: NOW).hear("")

    claim = asked[0].read().decode().partition("assertion=")[2].split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claim + "=="))
    assert told["iss"] == "d@x.example"
    assert told["exp"] - told["iat"] == 3600
    assert told["scope"] == "https://www.googleapis.com/auth/androidpublisher"
    assert asked[1].headers["authorization"] == "Bearer t"
    assert asked[1].url.path.endswith("/applications/com.example.shop/reviews")


def outgoing(text="عذر", **more):
    values = {"visibility": Visibility.PUBLIC, "parent": "gp:A/1"} | more
    return Outgoing(to="", text=text, key="k", **values)


def test_answer_is_put_below_its_review_in_one_request():
    channel, asked = app(lambda _: {"result": {"replyText": "عذر"}})

    sent = channel.say(outgoing())

    (request,) = asked
    assert request.method == "POST"
    assert request.url.raw_path.decode().endswith("/reviews/gp%3AA%2F1:reply")
    assert json.loads(request.read()) == {"replyText": "عذر"}
    assert sent.external_id == "gp:A/1/reply"


@pytest.mark.parametrize(("text", "fits"), [("ا" * 350, True), ("ا" * 351, False), ("😡" * 175, True), ("😡" * 175 + "!", False)])  # fmt: skip
def test_length_is_counted_in_utf16(text, fits):
    channel, asked = app(lambda _: {})

    if fits:
        channel.say(outgoing(text))
    else:
        with pytest.raises(Undeliverable):
            channel.say(outgoing(text))

    assert len(asked) == fits


@pytest.mark.parametrize(
    ("status", "told", "error"),
    [
        (400, {}, Undeliverable),
        (404, {}, Undeliverable),
        (403, {}, NeedsReconnecting),
        (403, {"error": {"errors": [{"reason": "quotaExceeded"}]}}, Busy),
        (500, {}, TimeoutError),
    ],
)
def test_refusal_of_an_answer_says_how(status, told, error):
    channel, asked = app(lambda _: httpx2.Response(status, json=told))

    with pytest.raises(error):
        channel.say(outgoing())

    assert len(asked) == 1


@pytest.mark.parametrize("wrong", ["", "{", "[]", "{}", key_file(private_key="x")])
def test_what_is_no_key_file_is_refused(wrong):
    with pytest.raises(SettingsError, match="key file"):
        Settings(package=PACKAGE, service_account_key=wrong)
