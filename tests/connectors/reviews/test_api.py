import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    Capability,
    Counting,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.reviews.api import ReviewApi, check_answer, stars
from amends.connectors.reviews.walk import PageGone


ROOT = "https://api.example/v1"


def api(*answers, asked=None):
    waiting = list(answers)

    def play(request):
        if asked is not None:
            asked.append(request)
        return waiting.pop(0)

    return ReviewApi(ROOT, Http(transport=lambda *_: httpx2.MockTransport(play)), {"K": "v"})


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, PageGone),
        (404, PageGone),
        (410, PageGone),
        (422, BrokenPage),
        (401, NeedsReconnecting),
        (429, Busy),
    ],
)
def test_page_that_is_refused_says_how(status, error):
    with pytest.raises(error) as refusal:
        api(httpx2.Response(status, json={})).page("x")

    assert isinstance(refusal.value, PageGone) is (error is PageGone)


def test_page_is_read():
    asked = []

    assert api(httpx2.Response(200, json={"a": 1}), asked=asked).page("x", {"n": 2}) == {"a": 1}
    assert str(asked[0].url) == f"{ROOT}/x?n=2"
    assert asked[0].headers["k"] == "v"


def test_page_told_as_a_whole_address_keeps_its_query():
    asked = []

    api(httpx2.Response(200, json={}), asked=asked).page(f"{ROOT}/x?cursor=2")

    assert str(asked[0].url) == f"{ROOT}/x?cursor=2"


@pytest.mark.parametrize(("status", "is_gone"), [(404, True), (410, True), (200, False)])
def test_what_is_gone_is_told(status, is_gone):
    assert api(httpx2.Response(status, json={})).is_gone("x") is is_gone


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"error": {"message": "too long"}}, "too long"),
        ({"errors": [{"title": "Conflict", "detail": "no review"}]}, "no review"),
        ({"errors": [{"title": "Conflict"}]}, "Conflict"),
        ({"message": "not yours"}, "not yours"),
        ({"error": "wrong"}, "wrong"),
        ({"errors": ["odd"]}, "odd"),
        ([], ""),
    ],
)
def test_refusal_is_told_in_the_services_words(told, why):
    with pytest.raises(Undeliverable) as refusal:
        api(httpx2.Response(422, json=told)).answer("POST", "x", json={})

    assert str(refusal.value) == f"The service answered 422: {why}"


def test_answer_that_was_taken_is_never_called_a_failure():
    assert api(httpx2.Response(200, json={"id": "9"})).answer("PUT", "x") == {"id": "9"}
    assert api(httpx2.Response(200, text="<html>")).answer("PUT", "x") is None
    assert api(httpx2.Response(204)).answer("PUT", "x") is None


def test_answer_of_unknown_fate_is_said_to_be_one():
    with pytest.raises(TimeoutError):
        api(httpx2.Response(502)).answer("PUT", "x")


def test_next_page_lies_at_the_same_service():
    assert api().link(f"{ROOT}/x?cursor=2") == f"{ROOT}/x?cursor=2"
    assert api().link(None) == ""
    with pytest.raises(BrokenPage):
        api().link("https://evil.example/v1/x")


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        (1, 1),
        (5, 5),
        ("3", 3),
        (4.5, 4),
        (0, None),
        (6, None),
        (None, None),
        ("many", None),
        ("inf", None),
        (float("nan"), None),
    ],
)
def test_stars_are_counted(given, counted):
    assert stars(given).get("rating") == counted


def outgoing(text="x", **more):
    values = {"visibility": Visibility.PUBLIC, "parent": "1"} | more
    return Outgoing(to="", text=text, key="k", **values)


@pytest.mark.parametrize(
    ("more", "passes"),
    [
        ({}, True),
        ({"text": "ااا"}, True),
        ({"text": "ااا."}, False),
        ({"visibility": Visibility.PRIVATE}, False),
        ({"parent": ""}, False),
    ],
)
def test_what_no_place_of_reviews_takes_is_refused(more, passes):
    can = Capability(max_length=6, counting=Counting.UTF8_BYTES)

    if passes:
        check_answer(outgoing(**more), can)
    else:
        with pytest.raises(Undeliverable):
            check_answer(outgoing(**more), can)


def test_without_a_limit_any_length_passes():
    check_answer(outgoing("x" * 9999), Capability())
