"""Which addresses we may connect to: never those inside the house, unless the operator says so.

The check and the connection use one and the same resolved address, so a name that answers
differently the second time (DNS re-binding) gains nothing.
"""

import functools
import ipaddress
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2
import httpx2

from amends.connectors.protocol import ConnectorError


Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

MAX_SECONDS = 30.0  # for one connection, from its opening to its end

# Networks that carry an IPv4 address inside: judged by what they carry or not reachable at all.
_TRANSLATING = tuple(
    ipaddress.ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)  # fmt: skip


class AddressError(ConnectorError):
    """The address lies inside a private network and is not on AMENDS_ALLOW_HOSTS."""


def allow_hosts_from_environment() -> frozenset[str]:
    """Return the ``host:port`` pairs the operator trusts (AMENDS_ALLOW_HOSTS, by commas)."""
    listed = os.environ.get("AMENDS_ALLOW_HOSTS", "").split(",")
    return frozenset(pair.strip().lower() for pair in listed if pair.strip())


def is_public(address: str) -> bool:
    """Say whether an IP address lies in the open internet.

    Refused: private, loopback, link-local (cloud metadata too), unique local, carrier-grade
    NAT, multicast, reserved, and every IPv6 form that wraps an IPv4 address.
    """
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip.is_site_local or any(ip in network for network in _TRANSLATING):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """Return every address of a host; raises OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_address(
    host: str, port: int, *, allow_hosts: frozenset[str], resolve: Resolve = resolve
) -> str:
    """Return the one address to connect to; raises AddressError unless all are public.

    ``allow_hosts`` holds ``host:port`` pairs that need no check; pass an empty set for every
    address that came from outside.
    """
    addresses = resolve(host, port)
    if f"{host}:{port}".lower() not in allow_hosts and not all(map(is_public, addresses)):
        raise AddressError(
            f"{host}:{port} lies inside a private network; to trust it, add it to AMENDS_ALLOW_HOSTS."
        )
    return addresses[0]


class HurriedStream(httpcore2.NetworkStream):
    """A connection that ends at a moment, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream, ends_at: float) -> None:
        self._stream = stream
        self._ends_at = ends_at

    def _left(self, timeout: float | None) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("The answer took too long.")
        return min(left, timeout or left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """Go on encrypted, until the same moment."""
        secure = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return HurriedStream(secure, self._ends_at)

    def get_extra_info(self, info: str) -> Any:
        """Tell about the connection."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore2.NetworkBackend):
    """Opens connections to checked addresses only; names stay in TLS and in Host headers."""

    def __init__(
        self, allow_hosts: frozenset[str], resolve: Resolve = resolve, max_seconds: float = MAX_SECONDS
    ) -> None:  # fmt: skip
        self.allow_hosts = allow_hosts
        self.resolve = resolve
        self.max_seconds = max_seconds
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """Resolve, check and connect in one step."""
        try:
            address = checked_address(
                host, port, allow_hosts=self.allow_hosts, resolve=self.resolve
            )
        except OSError as problem:
            raise httpcore2.ConnectError(str(problem)) from problem
        ends_at = time.monotonic() + self.max_seconds
        stream = self._backend.connect_tcp(
            address, port, timeout, local_address, socket_options
        )
        return HurriedStream(stream, ends_at)


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Read the certificates once: it takes longer than most requests."""
    return httpx2.create_ssl_context(trust_env=False)


class CheckedTransport(httpx2.HTTPTransport):
    """The transport of every client here: no proxies from the environment, checked addresses."""

    def __init__(self, allow_hosts: frozenset[str], max_seconds: float = MAX_SECONDS) -> None:
        super().__init__(verify=_certificates(), trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_certificates(),
            network_backend=CheckedBackend(allow_hosts, max_seconds=max_seconds),
        )


class ProxiedTransport(CheckedTransport):
    """Goes through a proxy whose address is checked; the names behind it are the proxy's to find."""

    def __init__(self, proxy: str, allow_hosts: frozenset[str], max_seconds: float) -> None:
        super().__init__(allow_hosts, max_seconds)
        self._pool = httpcore2.HTTPProxy(
            proxy,
            ssl_context=_certificates(),
            network_backend=CheckedBackend(allow_hosts, max_seconds=max_seconds),
        )
