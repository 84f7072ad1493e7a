import pytest
from people import NOW
from push_server import Browser, PushService, b64, claims_of

from amends.connectors.network.addresses import AddressError
from amends.connectors.network.http import Http
from amends.connectors.protocol import Busy, NeedsReconnecting, Undeliverable
from amends.connectors.push.vapid import new_key, public_of
from amends.connectors.push.wire import DeviceGone, Sender, push, read_subscription


SENDER = Sender(new_key(), "https://desk.example")


def send(service, browser, words=b'{"title": "Rabwa"}', http=None, **options):
    to = read_subscription(**browser.given)
    given = {"topic": "t" * 32, "is_urgent": False, "now": NOW} | options
    push(SENDER, to, words, http=http or service.http, **given)


def test_push_reaches_the_browser_and_says_who_pushes():
    browser = Browser()
    service = PushService(browser)

    send(service, browser)

    (asked,) = service.asked
    claims, key = claims_of(asked.headers["Authorization"])
    assert service.shown == [{"title": "Rabwa"}]
    assert claims["aud"] == "https://push.example"
    assert key == public_of(SENDER.key)
    assert asked.headers["Content-Encoding"] == "aes128gcm"
    assert asked.headers["TTL"] == "43200"
    assert asked.headers["Topic"] == "t" * 32
    assert b"Rabwa" not in asked.content


@pytest.mark.parametrize(("is_urgent", "said"), [(True, "high"), (False, "normal")])
def test_urgency_is_told(is_urgent, said):
    browser = Browser()
    service = PushService(browser)

    send(service, browser, is_urgent=is_urgent)

    assert service.asked[0].headers["Urgency"] == said


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, DeviceGone), (410, DeviceGone), (400, Undeliverable), (413, Undeliverable),
        (403, NeedsReconnecting), (429, Busy), (503, Busy), (500, TimeoutError),
    ],
)  # fmt: skip
def test_refusal_is_told_apart(status, error):
    browser = Browser()

    with pytest.raises(error) as refused:
        send(PushService(browser, answers=[status]), browser)

    assert isinstance(refused.value, DeviceGone) == (status in {404, 410})


def test_service_that_is_busy_says_for_how_long():
    browser = Browser()

    with pytest.raises(Busy) as refused:
        send(PushService(browser, answers=[429]), browser)

    assert refused.value.retry_after_s == 120


def test_push_is_never_followed_elsewhere():
    browser = Browser()
    service = PushService(browser, answers=[307])

    with pytest.raises(Undeliverable):
        send(service, browser)

    assert len(service.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]"])
def test_address_inside_a_house_is_never_asked(host, monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"{host}:443")
    browser = Browser()
    browser.endpoint = f"https://{host}/send/1"

    with pytest.raises(AddressError):
        send(None, browser, http=Http())


def fields(**changed):
    return Browser().given | changed


@pytest.mark.parametrize(
    "given",
    [
        fields(endpoint="http://push.example/1"), fields(endpoint="ftp://push.example/1"),
        fields(endpoint="https://"), fields(endpoint="push"), fields(endpoint=""),
        fields(endpoint="https://user@push.example/"), fields(endpoint="https://push.example/é"),
        fields(endpoint="https://push.example/" + "x" * 1000),
        fields(p256dh=""), fields(p256dh="%%%"), fields(p256dh=b64(b"\x04" + b"\x01" * 64)),
        fields(p256dh=b64(b"x" * 64)), fields(auth=b64(b"x" * 15)), fields(auth="é"),
    ],
)  # fmt: skip
def test_what_no_browser_gives_is_refused(given):
    with pytest.raises(ValueError, match=r"."):
        read_subscription(**given)


def test_keys_are_read_with_and_without_padding():
    given = Browser().given

    padded = given | {"auth": given["auth"] + "=="}

    assert read_subscription(**padded) == read_subscription(**given)
