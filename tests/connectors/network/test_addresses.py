import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from amends.connectors.network.addresses import (
    AddressError,
    CheckedBackend,
    ProxiedTransport,
    allow_hosts_from_environment,
    checked_address,
    is_public,
    resolve,
)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_inside_a_house_are_refused(address):
    assert is_public(address) is False


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "2606:4700::1",
        "::ffff:8.8.8.8",
    ],
)
def test_addresses_of_the_open_internet_are_let_through(address):
    assert is_public(address) is True


def answers(*addresses):
    return lambda _host, _port: list(addresses)


def test_a_name_for_a_private_address_is_refused():
    with pytest.raises(AddressError, match="AMENDS_ALLOW_HOSTS"):
        checked_address(
            "127.0.0.1.nip.io", 80, allow_hosts=frozenset(), resolve=answers("127.0.0.1")
        )


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(AddressError):
        checked_address(
            "a.example", 80, allow_hosts=frozenset(), resolve=answers("8.8.8.8", "10.0.0.1")
        )


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"]
)
def test_other_spellings_of_loopback_are_refused(host):
    with pytest.raises(AddressError):
        checked_address(host, 80, allow_hosts=frozenset(), resolve=resolve)


@pytest.mark.parametrize(("port", "trusted"), [(11434, True), (22, False)])
def test_the_operator_trusts_one_port_of_a_host(port, trusted):
    def check():
        return checked_address(
            "Model.house",
            port,
            allow_hosts=frozenset({"model.house:11434"}),
            resolve=answers("10.0.0.5"),
        )

    if trusted:
        assert check() == "10.0.0.5"
    else:
        with pytest.raises(AddressError):
            check()


class Recorder:
    """Opens nothing and remembers where it was sent."""

    def __init__(self):
        self.connected = []

    def connect_tcp(self, host, port, *_rest):
        self.connected.append((host, port))


def test_the_checked_address_is_the_one_connected_to():
    changing = iter([["8.8.8.8"], ["127.0.0.1"]])
    backend = CheckedBackend(frozenset(), lambda _host, _port: next(changing))
    backend._backend = recorder = Recorder()

    backend.connect_tcp("rebind.example", 443)
    with pytest.raises(AddressError):
        backend.connect_tcp("rebind.example", 443)

    assert recorder.connected == [("8.8.8.8", 443)]


def test_every_address_of_a_host_is_found_once():
    found = resolve("127.0.0.1", 80)

    assert found == ["127.0.0.1"]
    with pytest.raises(socket.gaierror):
        resolve("no such host", 80)


def test_the_environment_lists_trusted_hosts(monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", " Mail.house:993, ,model:1 ")

    assert allow_hosts_from_environment() == {"mail.house:993", "model:1"}


class Proxy(BaseHTTPRequestHandler):
    """Answers for every name, as a proxy that reaches more than we do."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def proxy():
    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def through(proxy, allowed):
    transport = ProxiedTransport(f"http://{proxy}", allowed, 5.0)
    with httpx2.Client(transport=transport, trust_env=False) as client:
        return client.get("http://blocked.example/bot").text


def test_a_proxy_is_asked_for_names_we_cannot_reach(proxy):
    assert through(proxy, frozenset({proxy})) == "http://blocked.example/bot"


def test_a_proxy_inside_the_house_must_be_trusted(proxy):
    with pytest.raises(AddressError):
        through(proxy, frozenset())
