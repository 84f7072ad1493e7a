from datetime import UTC, datetime

import pytest

from amends.connectors.network.answers import Answer, raise_for, wait_s
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def answer(status, headers=None, content=b""):
    return Answer(status, headers or {}, content, "https://a.example/")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "17"}, 17),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "999999"}, 86400),
        ({"retry-after": "Mon, 23 Nov 2026 09:01:30 GMT"}, 90),
        ({"retry-after": "Mon, 23 Nov 2026 08:00:00 GMT"}, 1),
        ({"retry-after": "soon"}, 60),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) + 42)}, 42),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 42)}, 42),
        ({"x-ratelimit-reset": "2026-11-23T09:03:00.000000Z"}, 180),
        ({"x-ratelimit-reset": "394"}, 394),
        ({"ratelimit-resettime": "2026-11-23T09:04:00+00:00"}, 240),
        ({"x-ratelimit-reset": "later"}, 60),
        ({"retry-after": "5", "x-rate-limit-reset": str(int(NOW.timestamp()) + 42)}, 5),
        ({}, 60),
    ],
)
def test_the_wait_is_what_the_service_asks(headers, seconds):
    assert wait_s(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, NeedsReconnecting),
        (403, NeedsReconnecting),
        (429, Busy),
        (503, Busy),
        (500, Unreachable),
        (502, Unreachable),
    ],
)
def test_a_refusal_is_raised(status, error):
    with pytest.raises(error, match=str(status)):
        raise_for(answer(status), NOW)


@pytest.mark.parametrize("status", [200, 304, 402, 404, 410, 422])
def test_other_answers_are_for_the_connector(status):
    raise_for(answer(status), NOW)


def test_marks_make_the_next_request_conditional():
    marks = answer(200, {"etag": '"x"', "last-modified": "yesterday"}).marks

    assert marks == {"etag": '"x"', "last_modified": "yesterday"}
    assert [answer(304).is_unchanged, answer(200).is_unchanged] == [True, False]


@pytest.mark.parametrize("content", [b"<html>", b"", b"\xff", b"[" * 100000])
def test_what_is_no_json_is_a_broken_page(content):
    with pytest.raises(BrokenPage):
        answer(200, content=content).json()
