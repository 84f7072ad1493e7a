import httpx2
import pytest
from connectors.telegram_server import TOKEN, Server, private, refusal, update

from amends.connectors.network.addresses import AddressError
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import SettingsError
from amends.connectors.telegram import Settings, Telegram


GROUP = "-1001234567890"


def outgoing(**change):
    given = {"to": "41", "text": "نأسف", "visibility": Visibility.PRIVATE, "key": "k"}
    return Outgoing(**given | change)


def test_updates_are_confirmed_only_once_they_are_stored():
    server = Server(*(update(n) for n in range(1, 4)))
    bot = server.bot()

    first = bot.hear("")
    assert [one.external_id for one in first.mentions] == [f"{GROUP}:1", f"{GROUP}:2"]
    assert (first.cursor, first.more, len(server.updates)) == ("702", True, 3)
    second = bot.hear(first.cursor)
    last = bot.hear(second.cursor)

    assert [one.external_id for one in second.mentions] == [f"{GROUP}:3"]
    assert (last.mentions, last.cursor, last.more, server.updates) == ((), "-1", False, [])
    assert server.asked[0].url.params["allowed_updates"].startswith('["message", "edited')


def test_updates_that_are_numbered_anew_are_heard():
    server = Server(update(50))
    bot = server.bot()
    cursor = bot.hear(bot.hear("").cursor).cursor
    server.updates.append(update(2))

    assert [one.external_id for one in bot.hear(cursor).mentions] == [f"{GROUP}:2"]


def test_bot_that_is_called_does_not_ask():
    server = Server(update(1))

    assert server.bot(call_secret="s").hear("7").cursor == "7"
    assert server.asked == []


def test_answer_in_a_group_stands_under_the_message():
    server = Server()

    sent = server.bot().say(outgoing(visibility=Visibility.PUBLIC, parent=f"{GROUP}:31"))

    assert server.sent() == [
        {
            "chat_id": GROUP,
            "text": "نأسف",
            "reply_parameters": {"message_id": 31, "allow_sending_without_reply": True},
        }
    ]
    assert (sent.external_id, sent.url) == (f"{GROUP}:90", "https://t.me/rabwa_shop/90")


@pytest.mark.parametrize(("parent", "replies"), [("41:5", True), ("", False)])
def test_private_answer_goes_to_the_person(parent, replies):
    server = Server()

    sent = server.bot().say(outgoing(parent=parent))

    (body,) = server.sent()
    assert (body["chat_id"], "reply_parameters" in body) == ("41", replies)
    assert (sent.external_id, sent.url) == ("41:90", "")


@pytest.mark.parametrize(
    ("text", "fits"),
    [("س" * 4096, True), ("س" * 4097, False), ("😡" * 2048, True), ("😡" * 2049, False)],
)
def test_message_is_as_long_as_telegram_allows(text, fits):
    server = Server()

    if fits:
        assert server.bot().say(outgoing(text=text))
    else:
        with pytest.raises(Undeliverable):
            server.bot().say(outgoing(text=text))
    assert len(server.asked) == fits


def test_message_follows_a_group_that_became_a_big_one():
    server = Server()
    server.answers = [refusal(400, "upgraded", migrate_to_chat_id=-1009)]

    server.bot().say(outgoing(visibility=Visibility.PUBLIC, parent="-5:31"))

    first, second = server.sent()
    assert (first["chat_id"], second["chat_id"]) == ("-5", "-1009")
    assert "reply_parameters" not in second


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), Undeliverable),
        (refusal(400, "chat not found"), Undeliverable),
        (refusal(401), NeedsReconnecting),
        (refusal(429, retry_after=3), Busy),
        (httpx2.Response(502), TimeoutError),
        (httpx2.ReadTimeout("slow"), TimeoutError),
        (httpx2.Response(200, json=[]), BrokenPage),
        (httpx2.Response(200, json={"ok": True}), BrokenPage),
        (httpx2.Response(200, content=b"<html>"), BrokenPage),
    ],
)
def test_what_became_of_a_message_is_told(answer, error):
    server = Server()
    server.answers = [answer]

    with pytest.raises(error) as refused:
        server.bot().say(outgoing())

    assert len(server.asked) == 1
    assert TOKEN not in str(refused.value)


def test_message_to_nobody_is_not_sent():
    with pytest.raises(Undeliverable):
        Server().bot().say(outgoing(to=""))


@pytest.mark.parametrize(
    ("server", "passes"), [("https://tg.example", True), ("http://127.0.0.1:8081", True), ("tg", False)]
)  # fmt: skip
def test_address_of_the_server_is_checked(server, passes):
    if passes:
        assert Settings(token=TOKEN, server=server).me == "7"
    else:
        with pytest.raises(SettingsError):
            Settings(token=TOKEN, server=server)


@pytest.mark.parametrize(
    ("proxy", "passes"), [("http://proxy.example:3128", True), ("proxy:3128", False)]
)
def test_address_of_the_proxy_is_checked(proxy, passes):
    if passes:
        assert Telegram(Settings(token=TOKEN, proxy=proxy))
    else:
        with pytest.raises(SettingsError) as refusal:
            Settings(token=TOKEN, proxy=proxy)
        assert list(refusal.value.problem_by_setting) == ["proxy"]


def test_bot_is_asked_through_its_proxy(monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", "")
    bot = Telegram(Settings(token=TOKEN, proxy="http://127.0.0.1:1"))

    with pytest.raises(AddressError, match=r"127\.0\.0\.1:1"):
        bot.hear("")


def test_edit_comes_with_the_updates():
    server = Server(private(1), update(1, "mended", "edited_message", edit_date=1795424400))

    batch = server.bot().hear("")

    assert [(one.external_id, one.text) for one in batch.edits] == [(f"{GROUP}:1", "mended")]
