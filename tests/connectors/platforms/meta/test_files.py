import httpx2
import pytest
from connectors.graph_server import Server, refusal

from amends.connectors.afterwards import FarFile
from amends.connectors.network.answers import Gone
from amends.connectors.platforms.meta.files import fetch_link, fetch_medium, file_at
from amends.connectors.protocol import (
    BrokenPage,
    NeedsReconnecting,
)


LINK = "https://lookaside.example/whatsapp?mid=9"
MEDIUM = FarFile("998877", "image")


def served(content, **link):
    return Server(**{"998877": {"url": LINK} | link, "/whatsapp": content, "/1.jpg": content})


def test_a_medium_is_asked_for_with_our_token():
    server = served(httpx2.Response(200, content=b"bytes"))

    assert fetch_medium(server.graph(), MEDIUM) == b"bytes"
    assert [str(one.url).partition("?")[0] for one in server.asked] == [
        "https://graph.facebook.com/v26.0/998877",
        "https://lookaside.example/whatsapp",
    ]
    assert {one.headers["authorization"] for one in server.asked} == {"Bearer t0ken"}


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (refusal(100, subcode=33), Gone),
        (refusal(190), NeedsReconnecting),
        ({"url": "http://lookaside.example/open"}, Gone),
        ({"url": None}, Gone),
        ([], Gone),
    ],
)
def test_a_medium_that_meta_does_not_tell_of(told, error):
    server = Server(**{"998877": [told] if told == [] else told})

    with pytest.raises(error):
        fetch_medium(server.graph(), MEDIUM)
    assert len(server.asked) == 1


def test_no_token_goes_to_an_address_out_of_a_message():
    server = served(httpx2.Response(200, content=b"bytes"))

    fetch_link(server.http, FarFile("https://cdn.example/1.jpg", "image"))

    assert "authorization" not in server.asked[0].headers


@pytest.mark.parametrize(
    ("status", "error"), [(401, Gone), (403, Gone), (404, Gone), (410, Gone), (400, BrokenPage)]
)
def test_an_address_that_ran_out_needs_nobody_to_sign_in(status, error):
    server = served(httpx2.Response(status))

    with pytest.raises(error):
        fetch_link(server.http, FarFile("https://cdn.example/1.jpg", "image"))


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://cdn.example/v/t59/%D9%81%D8%A7%DA%A9.pdf?_nc=1", "فاک.pdf"),
        ("https://cdn.example/v/17890", "image"),
    ],
)
def test_a_file_is_called_as_its_address_says(link, name):
    assert file_at("image", link) == FarFile(link, name)
