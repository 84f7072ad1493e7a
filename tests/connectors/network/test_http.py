import contextlib
import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from amends.connectors.network.addresses import AddressError
from amends.connectors.network.http import MAX_REDIRECTS, Http
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


def http(handler, **options):
    """Return a client whose every hop goes to ``handler(request, allow_hosts)``."""
    return Http(
        transport=lambda allowed, _seconds: httpx2.MockTransport(
            lambda request: handler(request, allowed)
        ),
        allow_hosts=frozenset({"in.house:80"}),
        **options,
    )


@pytest.mark.parametrize("trusted", [False, True])
def test_only_an_address_of_the_operator_may_lie_in_the_house(trusted):
    seen = []

    def answer(_request, allowed):
        seen.append(allowed)
        return httpx2.Response(200)

    http(answer, trusted=trusted).get("http://in.house/")

    assert seen == [{"in.house:80"} if trusted else frozenset()]


def test_trust_ends_where_another_host_begins():
    seen = []

    def answer(request, allowed):
        seen.append((request.url.host, bool(allowed)))
        targets = {"in.house/": "/b", "in.house/b": "http://other.example/"}
        target = targets.get(request.url.host + request.url.path)
        return (
            httpx2.Response(302, headers={"location": target})
            if target
            else httpx2.Response(200)
        )

    http(answer, trusted=True).get("http://in.house/")

    assert seen == [("in.house", True), ("in.house", True), ("other.example", False)]


def test_a_sign_in_does_not_travel_to_another_host():
    seen = []

    def answer(request, _allowed):
        seen.append(request.headers.get("authorization"))
        if request.url.host == "a.example":
            return httpx2.Response(302, headers={"location": "http://b.example/"})
        return httpx2.Response(200)

    http(answer).get("http://a.example/", headers={"Authorization": "Bearer x"})

    assert seen == ["Bearer x", None]


@pytest.mark.parametrize(
    ("hops", "arrives"), [(MAX_REDIRECTS, True), (MAX_REDIRECTS + 1, False)]
)
def test_redirects_are_counted(hops, arrives):
    def answer(request, _allowed):
        n = int(request.url.path[1:])
        return (
            httpx2.Response(302, headers={"location": f"/{n + 1}"})
            if n < hops
            else httpx2.Response(200)
        )

    if arrives:
        assert http(answer).get("http://a.example/0").url == f"http://a.example/{hops}"
    else:
        with pytest.raises(Unreachable, match="circles"):
            http(answer).get("http://a.example/0")


def test_what_changes_something_is_not_redirected():
    def answer(_request, _allowed):
        return httpx2.Response(307, headers={"location": "http://b.example/"})

    assert http(answer).request("POST", "http://a.example/", content=b"x").status == 307


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, NeedsReconnecting), (429, Busy), (503, Busy), (500, Unreachable)],
)
def test_a_refusal_is_an_error_a_person_understands(status, error):
    with pytest.raises(error):
        http(lambda _r, _a: httpx2.Response(status)).get("http://a.example/")


@pytest.mark.parametrize(
    ("status", "error"), [(500, TimeoutError), (504, TimeoutError), (503, Busy)]
)
def test_nobody_knows_what_became_of_a_message_that_broke_the_server(status, error):
    with pytest.raises(error):
        http(lambda _r, _a: httpx2.Response(status)).request("POST", "http://a.example/")


def failing(times, error):
    """Return a handler that breaks ``times`` times, and the list of what it was asked."""
    asked = []

    def answer(request, _allowed):
        asked.append(request.method)
        if len(asked) <= times:
            raise error("broken", request=request)
        return httpx2.Response(200)

    return answer, asked


@pytest.mark.parametrize(
    "error", [httpx2.ReadError, httpx2.RemoteProtocolError, httpx2.ConnectError]
)
@pytest.mark.parametrize(("times", "arrives"), [(1, True), (2, False)])
def test_a_broken_connection_is_tried_once_more(error, times, arrives):
    answer, asked = failing(times, error)

    if arrives:
        assert http(answer).get("http://a.example/").status == 200
    else:
        with pytest.raises(Unreachable):
            http(answer).get("http://a.example/")
    assert asked == ["GET", "GET"]


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (httpx2.ConnectError, Unreachable),
        (httpx2.ConnectTimeout, Unreachable),
        (httpx2.ReadError, TimeoutError),
        (httpx2.ReadTimeout, TimeoutError),
        (httpx2.RemoteProtocolError, TimeoutError),
    ],
)
def test_a_message_is_never_sent_again_unasked(error, raised):
    answer, asked = failing(1, error)

    with pytest.raises(raised):
        http(answer).request("POST", "http://a.example/", content=b"x")

    assert asked == ["POST"]


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "nothing", "http://[::1", ""]
)
def test_what_is_no_web_address_is_told(url):
    with pytest.raises(Unreachable):
        Http().get(url)


@pytest.mark.parametrize(("size", "fits"), [(100, True), (101, False)])
def test_size_is_capped(size, fits):
    client = http(lambda _r, _a: httpx2.Response(200, content=b"x" * size), max_bytes=100)

    if fits:
        assert len(client.get("http://a.example/").content) == 100
    else:
        with pytest.raises(BrokenPage, match="longer"):
            client.get("http://a.example/")


def test_a_key_in_an_address_is_in_no_sentence_about_its_answer():
    client = http(lambda _r, _a: httpx2.Response(200, content=b"x" * 101), max_bytes=100)

    with pytest.raises(BrokenPage) as refusal:
        client.get("http://a.example/reviews", params={"key": "s3cret"})

    assert str(refusal.value) == "http://a.example/reviews is longer than 100 bytes."


def test_what_unpacks_to_too_much_is_refused():
    bomb = gzip.compress(b"x" * 1_000_000)
    headers = {"content-encoding": "gzip"}

    with pytest.raises(BrokenPage, match="longer"):
        http(
            lambda _r, _a: httpx2.Response(200, content=bomb, headers=headers), max_bytes=1000
        ).get("http://a/")


def test_what_cannot_be_unpacked_is_a_broken_page():
    def answer(_request, _allowed):
        return httpx2.Response(
            200, stream=httpx2.ByteStream(b"no gzip"), headers={"content-encoding": "gzip"}
        )

    with pytest.raises(BrokenPage, match="unpacked"):
        http(answer).get("http://a.example/")


def test_marks_are_given_back():
    def answer(request, _allowed):
        assert request.headers["if-none-match"] == '"x"'
        assert request.headers["if-modified-since"] == "yesterday"
        return httpx2.Response(304)

    marks = {"etag": '"x"', "last_modified": "yesterday"}

    assert http(answer).get("http://a.example/", marks=marks).is_unchanged


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/metadata":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/")
        elif self.path == "/drip":
            self.drip()
            return
        else:
            self.send_response(200)
        self.end_headers()

    def drip(self):
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b"X")
                time.sleep(0.02)

    def log_message(self, *_parts):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as page:
        threading.Thread(target=page.serve_forever, args=(0.01,), daemon=True).start()
        yield page.server_port
        page.shutdown()


def test_a_real_server_in_the_house_is_refused(server):
    with pytest.raises(AddressError):
        Http(allow_hosts=frozenset({f"127.0.0.1:{server}"})).get(f"http://127.0.0.1:{server}/")


def test_a_real_server_the_operator_trusts_is_reached(server):
    client = Http(trusted=True, allow_hosts=frozenset({f"127.0.0.1:{server}"}))

    assert client.get(f"http://127.0.0.1:{server}/").status == 200


@pytest.mark.parametrize("path", ["metadata", "inside"])
def test_a_redirect_inwards_is_refused(server, path):
    trusted = frozenset({f"127.0.0.1:{server}", f"localhost:{server}", "169.254.169.254:80"})

    with pytest.raises(AddressError):
        Http(trusted=True, allow_hosts=trusted).get(f"http://127.0.0.1:{server}/{path}")


def test_a_server_that_drips_does_not_hold_us(server):
    client = Http(trusted=True, allow_hosts=frozenset({f"127.0.0.1:{server}"}), max_seconds=0.2)

    with pytest.raises(Unreachable):
        client.get(f"http://127.0.0.1:{server}/drip")
