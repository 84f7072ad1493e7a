import os
from pathlib import Path

import httpx2
import pytest
from connectors.youtube_server import ME, Server, refusal

from amends.connectors.platforms.youtube.api import Api, Closed, why_of
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/youtube-python-youtube"


def asking(answer=None, **settings):
    server = Server()
    if answer is not None:
        server.refusals[("GET", "commentThreads")] = answer
    given = {"channel": ME} | (settings or {"key": "k"})
    return Api(Settings(**given), server.channel()._http), server


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(403, "commentsDisabled"), Closed),
        (refusal(403, "quotaExceeded"), Busy),
        (refusal(403, "forbidden"), NeedsReconnecting),
        (refusal(400, "keyInvalid"), BrokenPage),
        (refusal(404, "videoNotFound"), BrokenPage),
        (httpx2.Response(200, json=[]), BrokenPage),
        (httpx2.Response(200, json={"items": {}}), BrokenPage),
    ],
)
def test_refusals_are_read_and_never_tell_the_key(answer, error):
    api, _ = asking(answer, key="very-secret")

    with pytest.raises(error) as refused:
        api.page("commentThreads", {})

    assert "very-secret" not in str(refused.value)


def test_sign_in_reads_where_there_is_no_key():
    api, server = asking(refresh_token="r")

    api.page("commentThreads", {})

    assert server.asked[-1].headers["authorization"] == "Bearer t"
    assert "key" not in server.asked[-1].url.params


def test_answer_without_a_sign_in_needs_a_person():
    with pytest.raises(NeedsReconnecting):
        asking()[0].answer("Ug1", "x")


@pytest.mark.parametrize(
    ("told", "why"),
    [({"error": {"message": "no"}}, "no"), ({"error": "plain"}, "plain"), ({}, ""), ([], ""), (None, "")],
)  # fmt: skip
def test_words_of_a_refusal_are_found(told, why):
    assert why_of(told) == why


@pytest.mark.skipif(not REAL.exists(), reason="recorded answers of YouTube are not here")
@pytest.mark.parametrize("name", ["error_response.json", "error_response_simple.json"])
def test_real_refusals_are_read(name):
    answer = httpx2.Response(400, content=(REAL / name).read_bytes())

    with pytest.raises(BrokenPage, match=r"Bad Request|error message"):
        asking(answer)[0].page("commentThreads", {})
