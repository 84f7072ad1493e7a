import httpx2
import pytest
from connectors.telegram_server import TOKEN, Server, refusal

from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(401), NeedsReconnecting),
        (refusal(403), NeedsReconnecting),
        (refusal(404), NeedsReconnecting),
        (refusal(409, "terminated by other getUpdates request"), NeedsReconnecting),
        (refusal(429, retry_after=35), Busy),
        (httpx2.Response(429, content=b"<html>"), Busy),
        (refusal(400), BrokenPage),
        (httpx2.Response(500), Unreachable),
        (httpx2.ConnectError(f"no way to /bot{TOKEN}/getUpdates"), Unreachable),
        (httpx2.Response(200, content=b"<html>"), BrokenPage),
        (httpx2.Response(200, json={"result": [{}]}), BrokenPage),
        (httpx2.Response(200, json={"result": [{"update_id": "x"}]}), BrokenPage),
    ],
)
def test_refusals_are_read_and_never_tell_the_token(answer, error):
    server = Server()
    server.answers = [answer, answer]

    with pytest.raises(error) as refused:
        server.bot().hear("")

    assert TOKEN not in str(refused.value)


def test_telegram_says_how_long_to_wait():
    server = Server()
    server.answers = [refusal(429, retry_after=35)]

    with pytest.raises(Busy) as refused:
        server.bot().hear("")

    assert refused.value.retry_after_s == 35
