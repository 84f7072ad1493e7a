import socket
import ssl

import pytest

from amends.connectors.mail.sockets import CheckedImap, CheckedSmtp, CheckedSmtpTls, connect
from amends.connectors.network.addresses import AddressError


@pytest.fixture
def port(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_connect_to_an_allowed_address(port, monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"127.0.0.1:{port}")

    with connect("127.0.0.1", port, 5) as connection:
        assert connection.getpeername() == ("127.0.0.1", port)


@pytest.mark.parametrize(
    "make",
    [
        lambda port: CheckedImap("127.0.0.1", port, 5),
        lambda port: CheckedSmtp("127.0.0.1", port, timeout=5),
        lambda port: CheckedSmtpTls(
            "127.0.0.1", port, timeout=5, context=ssl.create_default_context()
        ),
        lambda port: connect("localhost", port, 5),
    ],
)
def test_no_client_reaches_an_address_inside_the_house(port, monkeypatch, make):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", "")

    with pytest.raises(AddressError):
        make(port)
