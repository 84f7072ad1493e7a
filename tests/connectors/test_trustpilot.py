import json
from datetime import UTC, datetime

import httpx2
import pytest
from connectors.review_stage import wire

from amends.connectors.network.http import Http
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.trustpilot import CAPABILITY, Settings, Trustpilot, parse_page


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
GIVEN = {"business_unit": "u1", "answered_by": "b1", "api_key": "k", "api_secret": "s"}
REVIEW = {
    "id": "9007199254740993",
    "stars": 1,
    "title": "سفارش نرسید",
    "text": "دو هفته است منتظرم",
    "language": "fa",
    "createdAt": "2026-11-20T09:00:00Z",
    "updatedAt": "2026-11-21T09:00:00Z",
    "numberOfLikes": 3,
    "consumer": {"id": "c9", "displayName": "مینا"},
    "referralEmail": "mina@mail.example",
    "referenceId": "NKH-1042",
    "companyReply": {"text": "عذر می‌خواهیم", "createdAt": "2026-11-20T10:00:00Z"},
}


def unit(answer):
    http, asked = wire(answer)
    return Trustpilot(Settings(**GIVEN, first_days=0), http, lambda: NOW), asked


def read(**change):
    return parse_page({"reviews": [REVIEW | change]}, 1).reviews[0]


def test_review_becomes_a_mention_with_what_the_business_alone_is_told():
    review = read()
    heard = review.heard

    assert heard.external_id == "9007199254740993"
    assert (heard.subject, heard.text) == ("سفارش نرسید", "دو هفته است منتظرم")
    assert (heard.author_id, heard.author_name) == ("c9", "مینا")
    assert heard.author_email == "mina@mail.example"
    assert heard.data == {"rating": 1, "order": "NKH-1042", "language": "fa", "reach": 3}
    assert heard.url == "https://www.trustpilot.com/reviews/9007199254740993"
    assert (review.at.day, review.changed_at.day) == (20, 21)


def test_answer_is_ours():
    answer = read().answer

    assert (answer.text, answer.is_ours) == ("عذر می‌خواهیم", True)
    assert (answer.parents, answer.said_at.hour) == (("9007199254740993",), 10)
    assert read(companyReply=None).answer is None


@pytest.mark.parametrize("updated", [None, "2026-11-20T09:00:00Z"])
def test_review_that_nobody_changed_is_none_that_was(updated):
    assert read(updatedAt=updated).changed_at is None


def test_nobody_said_something():
    heard = read(consumer=None, title=None, referralEmail=None).heard

    assert (heard.author_id, heard.author_email, heard.subject) == ("", "", "")


@pytest.mark.parametrize(
    "change", [{"createdAt": "once"}, {"createdAt": None}, {"consumer": 7}]
)
def test_what_is_no_review_is_a_broken_page(change):
    with pytest.raises(BrokenPage):
        read(**change)


def test_page_behind_the_last_one_is_empty():
    pages = {"1": [REVIEW], "2": []}
    channel, asked = unit(
        lambda request: {"reviews": pages.get(request.url.params.get("page"))}
    )

    first = channel.hear("")
    second = channel.hear(first.cursor)

    assert (first.more, second.more) == (True, False)
    assert asked[0].url.path == "/v1/private/business-units/u1/reviews"
    assert asked[0].url.params["orderBy"] == "createdat.desc"


def test_review_that_was_taken_away_is_a_deletion():
    shown = [REVIEW]

    def answer(request):
        if request.url.path == "/v1/private/reviews/9007199254740993":
            return REVIEW if shown else httpx2.Response(404, json={})
        return {"reviews": shown if request.url.params["page"] == "1" else []}

    channel, _ = unit(answer)
    cursor = channel.hear(channel.hear("").cursor).cursor
    shown = []

    gone = channel.hear(cursor).deletions

    assert [one.external_id for one in gone] == ["9007199254740993", "9007199254740993/reply"]


def test_sign_in_shows_key_and_secret():
    asked = []

    def play(request):
        asked.append(request)
        return httpx2.Response(200, json={"access_token": "t", "reviews": []})

    http = Http(transport=lambda *_: httpx2.MockTransport(play))

    Trustpilot(Settings(**GIVEN), http, lambda: NOW).hear("")

    assert asked[0].headers["authorization"] == "Basic azpz"
    assert asked[0].read() == b"grant_type=client_credentials"
    assert asked[1].headers["authorization"] == "Bearer t"


def outgoing(**more):
    values = {"visibility": Visibility.PUBLIC, "parent": "7/8"} | more
    return Outgoing(to="", text="عذر", key="k", **values)


def test_answer_is_put_below_its_review_in_one_request():
    channel, asked = unit(lambda _: httpx2.Response(201))

    sent = channel.say(outgoing())

    (request,) = asked
    assert request.url.raw_path == b"/v1/private/reviews/7%2F8/reply"
    assert json.loads(request.read()) == {"message": "عذر", "authorBusinessUserId": "b1"}
    assert (sent.external_id, sent.url) == (
        "7/8/reply",
        "https://www.trustpilot.com/reviews/7%2F8",
    )


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, Undeliverable), (409, Undeliverable), (401, NeedsReconnecting), (429, Busy), (502, TimeoutError)],
)  # fmt: skip
def test_refusal_of_an_answer_says_how(status, error):
    channel, asked = unit(lambda _: httpx2.Response(status, json={}))

    with pytest.raises(error):
        channel.say(outgoing())

    assert len(asked) == 1


def test_private_words_never_go_to_a_public_place():
    channel, asked = unit(lambda _: {})

    with pytest.raises(Undeliverable):
        channel.say(outgoing(visibility=Visibility.PRIVATE))

    assert asked == []


def test_nobody_is_invited_to_change_a_review():
    """C-02: Trustpilot asks for it."""
    assert CAPABILITY.may_invite_update is False
