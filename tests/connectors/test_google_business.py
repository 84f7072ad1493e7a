from datetime import UTC, datetime

import httpx2
import pytest
from connectors.review_stage import wire

from amends.connectors.google_business import GoogleBusiness, Settings
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import SettingsError


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
REVIEW = "accounts/1/locations/2/reviews/A"


def account(answer, **more):
    given = {"client_id": "c", "client_secret": "s", "refresh_token": "r", "account": "1"}
    http, asked = wire(answer)
    return GoogleBusiness(Settings(**given | more), http, lambda: NOW), asked


def review(name=REVIEW, time="2026-11-22T09:00:00Z"):
    return {"name": name, "starRating": "ONE", "comment": "x", "createTime": time}


def hear_all(channel, cursor=""):
    heard, gone = [], []
    while True:
        batch = channel.hear(cursor)
        heard += [one.external_id for one in batch.mentions]
        gone += [one.external_id for one in batch.deletions]
        cursor = batch.cursor
        if not batch.more:
            return heard, gone, cursor


def test_all_places_of_the_account_are_found_and_heard():
    def answer(request):
        if request.url.path.endswith("/locations"):
            if "pageToken" in request.url.params:
                return {"locations": [{"name": "locations/3"}]}
            return {"locations": [{"name": "locations/2"}], "nextPageToken": "n"}
        place = request.url.path.removeprefix("/v4/").removesuffix("/reviews")
        return {"reviews": [review(f"{place}/reviews/A")]} if "/reviews/" not in place else {}

    channel, asked = account(answer)

    assert hear_all(channel)[0] == [REVIEW, "accounts/1/locations/3/reviews/A"]
    assert asked[0].url.host == "mybusinessbusinessinformation.googleapis.com"
    assert asked[0].headers["authorization"] == "Bearer t"


def test_place_that_google_never_verified_is_passed_over():
    def answer(request):
        if request.url.path.endswith("/locations"):
            return {"locations": [{"name": "locations/1"}, {"name": "locations/2"}]}
        if "/locations/1/" in request.url.path:
            return httpx2.Response(400, json={})
        return {"reviews": [review()]} if request.url.path.endswith("/reviews") else {}

    assert hear_all(account(answer)[0])[0] == [REVIEW]


def test_place_that_the_operator_named_is_told_when_it_is_wrong():
    channel, _ = account(lambda _: httpx2.Response(404, json={}), locations=("2",))

    with pytest.raises(BrokenPage, match="404"):
        channel.hear("")


def test_review_that_was_taken_away_is_a_deletion():
    gone = False

    def answer(request):
        if request.url.path.endswith("/reviews"):
            return {"reviews": [] if gone else [review()]}
        return httpx2.Response(404, json={}) if gone else {"name": "x"}

    channel, _ = account(answer, locations=("2",))
    cursor = hear_all(channel)[2]
    gone = True

    assert hear_all(channel, cursor)[1] == [REVIEW]


def test_quota_that_is_used_up_is_no_lost_sign_in():
    told = {"error": {"errors": [{"reason": "rateLimitExceeded"}]}}
    channel, _ = account(lambda _: httpx2.Response(403, json=told), locations=("2",))

    with pytest.raises(Busy):
        channel.hear("")


def test_sign_in_that_is_no_longer_good_needs_a_person():
    channel, _ = account(lambda _: httpx2.Response(403, json={}), locations=("2",))

    with pytest.raises(NeedsReconnecting):
        channel.hear("")


def outgoing(text="نعتذر", parent=REVIEW, **more):
    values = {"visibility": Visibility.PUBLIC} | more
    return Outgoing(to="", text=text, key="k", parent=parent, **values)


def test_answer_is_put_below_its_review_in_one_request():
    channel, asked = account(lambda _: {"comment": "نعتذر", "updateTime": "x"})

    sent = channel.say(outgoing())

    (request,) = asked
    assert (request.method, request.url.path) == ("PUT", f"/v4/{REVIEW}/reply")
    assert request.url.host == "mybusiness.googleapis.com"
    assert request.read().decode() == '{"comment":"نعتذر"}'
    assert sent.external_id == f"{REVIEW}/reply"


@pytest.mark.parametrize(("letters", "fits"), [(2048, True), (2049, False)])
def test_length_is_counted_in_bytes(letters, fits):
    channel, asked = account(lambda _: {})

    if fits:
        channel.say(outgoing("ب" * letters))
    else:
        with pytest.raises(Undeliverable):
            channel.say(outgoing("ب" * letters))

    assert len(asked) == fits


@pytest.mark.parametrize(
    "parent", ["", "7", "accounts/1/locations/2/reviews/../../../3", f"{REVIEW}?x", f"{REVIEW}/reply"]
)  # fmt: skip
def test_what_is_no_review_is_not_answered(parent):
    channel, asked = account(lambda _: {})

    with pytest.raises(Undeliverable):
        channel.say(outgoing(parent=parent))

    assert asked == []


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, Undeliverable), (404, Undeliverable), (401, NeedsReconnecting), (429, Busy), (500, TimeoutError)],
)  # fmt: skip
def test_refusal_of_an_answer_says_how(status, error):
    channel, asked = account(lambda _: httpx2.Response(status, json={}))

    with pytest.raises(error):
        channel.say(outgoing())

    assert len(asked) == 1


@pytest.mark.parametrize("wrong", [{"account": "accounts/1"}, {"locations": ("2", "x")}])
def test_numbers_are_digits(wrong):
    with pytest.raises(SettingsError) as refusal:
        account(None, **wrong)

    assert list(refusal.value.problem_by_setting) == list(wrong)
