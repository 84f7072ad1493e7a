"""What every connector must pass whose files are fetched afterwards."""

import httpx2
import pytest
from connectors.conformance import FILES

from amends.connectors.afterwards import Fetcher
from amends.connectors.network.answers import Gone, TooLong
from amends.connectors.protocol import (
    Busy,
    Unreachable,
)
from amends.connectors.registry import CONNECTORS


every_kind = pytest.mark.parametrize("stage", FILES, ids=lambda stage: stage.kind)


def fetch(stage, answer, **limits):
    [file] = stage.tells().afterwards
    return stage.channel(answer, **limits).fetch_file(file)


@every_kind
def test_what_was_told_is_fetched(stage):
    assert fetch(stage, lambda _request: httpx2.Response(200, content=b"bytes")) == b"bytes"


@every_kind
@pytest.mark.parametrize(
    ("status", "error"),
    [(404, Gone), (410, Gone), (429, Busy), (503, Busy), (500, Unreachable)],
)
def test_a_refusal_says_whether_to_ask_again(stage, status, error):
    with pytest.raises(error):
        fetch(stage, lambda _request: httpx2.Response(status))


@every_kind
def test_silence_is_unreachable(stage):
    def fall_silent(request):
        raise httpx2.ReadTimeout("slow", request=request)

    with pytest.raises(Unreachable):
        fetch(stage, fall_silent)


@every_kind
def test_what_is_too_long_is_not_read_to_its_end(stage):
    whole = httpx2.Response(200, content=b"x" * 1001)

    with pytest.raises(TooLong):
        fetch(stage, lambda _request: whole)


def test_each_kind_that_fetches_has_its_stage():
    kinds = {
        name
        for name, kind in CONNECTORS.items()
        if issubclass(kind.connector, Fetcher) and kind.capability.platform != "fake"
    }

    assert kinds == {stage.kind for stage in FILES}
