import httpx2
import pytest
from connectors.hearing import hear_all
from connectors.mastodon_server import Server, post

from amends.connectors.mastodon import Mastodon, Settings
from amends.connectors.network.http import Http
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting


@pytest.mark.parametrize("newest_first", [False, True])
def test_no_server_leaves_a_gap(newest_first):
    keys = [str(n) for n in range(1, 8)]
    server = Server(*map(post, keys), newest_first=newest_first)

    mentions, _, _, cursor = hear_all(server.account())

    assert [one.external_id for one in mentions] == keys
    assert hear_all(server.account(), cursor)[0] == []


@pytest.mark.parametrize(
    ("status", "error"), [(401, NeedsReconnecting), (429, Busy), (422, BrokenPage)]
)
def test_refusal_is_an_error(status, error):
    http = Http(
        transport=lambda _a, _s: httpx2.MockTransport(lambda _r: httpx2.Response(status))
    )
    account = Mastodon(Settings(instance="https://social.example", token="t"), http)

    with pytest.raises(error):
        account.hear("")


@pytest.mark.parametrize(
    "body", ["{}", "[1]", '[{"type": "mention"}]', "<html>", '{"error": "x"}']
)
def test_page_of_something_else_is_broken(body):
    http = Http(
        transport=lambda _a, _s: httpx2.MockTransport(
            lambda _r: httpx2.Response(200, content=body)
        )
    )
    account = Mastodon(Settings(instance="https://social.example", token="t"), http)

    with pytest.raises(BrokenPage):
        account.hear("")
