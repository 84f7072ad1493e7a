"""The one way out over HTTP: checked addresses, capped size and time, honest errors."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx2
import stamina

from amends.connectors.network import addresses
from amends.connectors.network.answers import Answer, TooLong, raise_for
from amends.connectors.protocol import BrokenPage, Unreachable


MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
AGENT = "Amends (complaint desk)"

Judge = Callable[[Answer, datetime], None]

_IDEMPOTENT = {"GET", "HEAD"}
# Nothing was sent yet when one of these happens.
_BEFORE_SENDING = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_FLEETING = (httpx2.NetworkError, httpx2.RemoteProtocolError)


class Http:
    """A client for one source.

    ``trusted`` says that the operator typed the address: only then, and only at the first
    address, never after a redirect elsewhere, is ``allow_hosts`` honoured. Leave it False for
    every address that came from a mention or a page.
    """

    def __init__(
        self,
        *,
        trusted: bool = False,
        allow_hosts: frozenset[str] | None = None,
        max_bytes: int = MAX_BYTES,
        max_seconds: float = addresses.MAX_SECONDS,
        transport: Callable[
            [frozenset[str], float], httpx2.BaseTransport
        ] = addresses.CheckedTransport,
    ) -> None:
        allowed = (
            addresses.allow_hosts_from_environment() if allow_hosts is None else allow_hosts
        )
        self.allow_hosts = allowed if trusted else frozenset[str]()
        self.max_bytes = max_bytes
        self.max_seconds = max_seconds
        self._transport = transport

    def get(
        self, url: str, *, marks: Mapping[str, str] | None = None, **options: Any
    ) -> Answer:
        """Fetch a page; ``marks`` of the last answer make the request conditional."""
        conditions = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
        headers = {conditions[name]: mark for name, mark in (marks or {}).items()}
        return self.request("GET", url, headers=headers | options.pop("headers", {}), **options)

    def request(
        self, method: str, url: str, *, judge: Judge = raise_for, **options: Any
    ) -> Answer:
        """Ask once, or twice when that is harmless; ``options`` are those of httpx2.

        ``judge`` raises what a refusal means, where a service has codes of its own.
        Raises ConnectorError when nothing can have happened at the other end, TimeoutError when
        a request that changes something may have arrived and nobody can know.
        """
        answer = self._ask(method.upper(), url, options)
        try:
            judge(answer, datetime.now(UTC))
        except Unreachable as problem:
            if method.upper() in _IDEMPOTENT:
                raise
            # A gateway that gave up does not know what the server behind it did.
            raise TimeoutError(f"{url} did not say whether it took the message.") from problem
        return answer

    def _ask(self, method: str, url: str, options: dict[str, Any]) -> Answer:
        try:
            if method not in _IDEMPOTENT:
                return self._send(method, url, options)
            # Each attempt opens a client, and so a connection, of its own.
            for attempt in stamina.retry_context(on=_FLEETING, attempts=2, wait_jitter=0):
                with attempt:
                    return self._send(method, url, options)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as problem:
            raise Unreachable(f"{url!r} is no address of a web page.") from problem
        except httpx2.TransportError as problem:
            if method in _IDEMPOTENT or isinstance(problem, _BEFORE_SENDING):
                raise Unreachable(f"{url} could not be reached: {problem}") from problem
            raise TimeoutError(f"{url} did not say whether it took the message.") from problem
        raise AssertionError  # the loop returns or raises

    def _send(self, method: str, url: str, options: dict[str, Any]) -> Answer:
        """Send one request and follow it where it is redirected, checking every address."""
        deadline = time.monotonic() + self.max_seconds
        with self._client(self.allow_hosts) as client, self._client(frozenset()) as stranger:
            request = client.build_request(method, url, **options)
            first, hop = _origin(request.url), client
            for _ in range(MAX_REDIRECTS + 1):
                response = hop.send(request, stream=True)
                follow = response.next_request
                if follow is None or method not in _IDEMPOTENT:
                    return self._read(response, deadline)
                response.close()
                request = follow
                hop = client if _origin(request.url) == first else stranger
        raise Unreachable(f"{url} sends us round in circles.")

    def _client(self, allow_hosts: frozenset[str]) -> httpx2.Client:
        return httpx2.Client(
            transport=self._transport(allow_hosts, self.max_seconds),
            timeout=self.max_seconds,
            headers={"User-Agent": AGENT},
            trust_env=False,
        )

    def _read(self, response: httpx2.Response, deadline: float) -> Answer:
        """Read the answer to its end, or give up where it is too long or too slow."""
        content, where = bytearray(), str(response.url).partition("?")[0]
        try:
            for piece in response.iter_bytes():
                content += piece
                if len(content) > self.max_bytes:
                    raise TooLong(f"{where} is longer than {self.max_bytes} bytes.")
                if time.monotonic() > deadline:
                    raise Unreachable(f"{where} took longer than {self.max_seconds} s.")
        except httpx2.DecodingError as problem:
            raise BrokenPage(f"{where} cannot be unpacked.") from problem
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, bytes(content), str(response.url))


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
