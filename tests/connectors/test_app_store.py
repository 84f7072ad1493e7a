import base64
import json
from datetime import UTC, datetime

import httpx2
import pytest
from connectors.review_stage import wire
from connectors.signing_keys import curve_pem, rsa_pem

from amends.connectors.app_store import AppStore, Settings
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
GIVEN = {"app_id": "7", "issuer_id": "issuer", "key_id": "K1"}


def app(answer, **more):
    http, asked = wire(answer)
    settings = Settings(**GIVEN | {"private_key": curve_pem()} | more)
    return AppStore(settings, http, lambda: NOW), asked


def review(key="1", created="2026-11-22T09:00:00Z", **told):
    attributes = {"rating": 1, "body": "x", "createdDate": created} | told
    return {"type": "customerReviews", "id": key, "attributes": attributes}


def test_question_is_signed_and_names_app_and_countries():
    channel, asked = app(lambda _: {"data": []}, territories=("sau", "IRN"))

    channel.hear("")

    (request,) = asked
    head, claims, _ = request.headers["authorization"].removeprefix("Bearer ").split(".")
    told = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, claims)]
    assert told[0] == {"alg": "ES256", "typ": "JWT", "kid": "K1"}
    assert (told[1]["iss"], told[1]["aud"]) == ("issuer", "appstoreconnect-v1")
    assert told[1]["exp"] - told[1]["iat"] <= 20 * 60
    assert request.url.path == "/v1/apps/7/customerReviews"
    assert dict(request.url.params) == {
        "sort": "-createdDate",
        "limit": "200",
        "include": "response",
        "filter[territory]": "SAU,IRN",
    }


def test_next_page_at_another_service_is_not_asked():
    channel, asked = app(
        lambda _: {"data": [review()], "links": {"next": "https://evil.example/"}}
    )

    with pytest.raises(BrokenPage, match="elsewhere"):
        channel.hear("")

    assert len(asked) == 1


def test_change_comes_with_a_new_date_and_is_an_edit():
    shown = [review(rating=1)]
    channel, _ = app(lambda _: {"data": shown})
    cursor = channel.hear("").cursor
    shown[0] = review(rating=5, created="2026-11-23T08:00:00Z")

    batch = channel.hear(cursor)

    (edit,) = batch.edits
    assert batch.mentions == ()
    assert (edit.data["rating"], edit.edited_at.day) == (5, 23)


def test_review_that_was_taken_away_is_a_deletion():
    gone = False

    def answer(request):
        if request.url.path.startswith("/v1/customerReviews/"):
            return httpx2.Response(404, json={}) if gone else {"data": {}}
        return {"data": [] if gone else [review()]}

    channel, _ = app(answer)
    cursor = channel.hear("").cursor
    gone = True

    assert [one.external_id for one in channel.hear(cursor).deletions] == ["1"]


def outgoing(text="نعتذر", **more):
    values = {"visibility": Visibility.PUBLIC, "parent": "1"} | more
    return Outgoing(to="", text=text, key="k", **values)


def test_answer_is_put_below_its_review_in_one_request():
    channel, asked = app(lambda _: httpx2.Response(201, json={"data": {"id": "r1"}}))

    sent = channel.say(outgoing())

    (request,) = asked
    told = json.loads(request.read())["data"]
    assert (request.method, request.url.path) == ("POST", "/v1/customerReviewResponses")
    assert (told["type"], told["attributes"]) == (
        "customerReviewResponses",
        {"responseBody": "نعتذر"},
    )
    assert told["relationships"]["review"]["data"] == {"type": "customerReviews", "id": "1"}
    assert sent.external_id == "1/reply"


@pytest.mark.parametrize(("letters", "fits"), [(5970, True), (5971, False)])
def test_length_is_counted_in_letters(letters, fits):
    channel, asked = app(lambda _: {})

    if fits:
        channel.say(outgoing("ب" * letters))
    else:
        with pytest.raises(Undeliverable):
            channel.say(outgoing("ب" * letters))

    assert len(asked) == fits


@pytest.mark.parametrize(
    ("status", "error"),
    [(409, Undeliverable), (422, Undeliverable), (403, NeedsReconnecting), (429, Busy), (500, TimeoutError)],
)  # fmt: skip
def test_refusal_of_an_answer_says_how(status, error):
    channel, asked = app(lambda _: httpx2.Response(status, json={}))

    with pytest.raises(error):
        channel.say(outgoing())

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"app_id": "id7"}, "app_id"),
        ({"territories": ("SA",)}, "territories"),
        ({"territories": ("سعو",)}, "territories"),
        ({"private_key": "x"}, "private_key"),
        ({"private_key": rsa_pem()}, "private_key"),
    ],
)
def test_settings_that_cannot_be_are_named(wrong, named):
    with pytest.raises(SettingsError) as refusal:
        app(None, **wrong)

    assert list(refusal.value.problem_by_setting) == [named]
