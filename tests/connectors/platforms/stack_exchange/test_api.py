import gzip
import json

import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.platforms.stack_exchange.api import Api
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


def api(status, payload, **headers):
    body = json.dumps(payload).encode()
    content = gzip.compress(body) if headers else body
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(status, content=content, headers=headers)
    )
    return Api("stackoverflow", "k", Http(transport=lambda *_: transport))


def refusal(code, message="no"):
    return {"error_id": code, "error_name": "name", "error_message": message}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (401, NeedsReconnecting),
        (402, NeedsReconnecting),
        (403, NeedsReconnecting),
        (405, NeedsReconnecting),
        (406, NeedsReconnecting),
        (500, Unreachable),
        (502, Busy),
        (503, Busy),
        (400, BrokenPage),
        (404, BrokenPage),
    ],
)
def test_a_400_means_what_its_code_says(code, error):
    with pytest.raises(error):
        api(400, refusal(code)).ask("questions", {})


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("too many requests from this IP, more requests available in 83246 seconds", 83246),
        ("slow down", 60),
    ],
)
def test_a_throttle_says_how_long(message, seconds):
    with pytest.raises(Busy) as busy:
        api(400, refusal(502, message)).ask("questions", {})

    assert busy.value.retry_after_s == seconds


def test_a_packed_answer_is_unpacked():
    packed = api(200, {"items": [{"a": 1}], "has_more": True}, **{"Content-Encoding": "gzip"})

    assert packed.ask("questions", {}) == ([{"a": 1}], True)


def test_the_longest_wait_asked_for_is_kept():
    site = api(200, {"items": [], "backoff": 0.2, "quota_remaining": 7})
    site.backoff_s = 5
    site.ask("questions", {})

    assert (site.backoff_s, site.quota) == (5, 7)


@pytest.mark.parametrize("items", [[], [{}]])
def test_without_a_filter_no_words_come(items):
    with pytest.raises(BrokenPage):
        api(200, {"items": items}).make_filter()


@pytest.mark.parametrize("page", [[], {"items": 1}])
def test_what_is_no_page_is_broken(page):
    with pytest.raises(BrokenPage):
        api(200, page).ask("questions", {})


def test_a_400_that_is_no_json_is_broken():
    transport = httpx2.MockTransport(lambda _: httpx2.Response(400, text="<html>"))

    with pytest.raises(BrokenPage):
        Api("a", "", Http(transport=lambda *_: transport)).ask("questions", {})
