import socket
import threading

import pytest

from amends.connectors.email_account import EmailAccount
from amends.connectors.mail.imap import Imap
from amends.connectors.mail.settings import Settings
from amends.connectors.mail.smtp import Smtp
from amends.connectors.mail.threads import make_message_id
from amends.connectors.network.addresses import AddressError
from amends.connectors.protocol import (
    Attachment,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Unreachable,
    Visibility,
)


servers = pytest.mark.servers


def outgoing(to, **more):
    given = {
        "to": to,
        "text": "سلام مینا\n\nسفارش ۴۸۲۱۴ فردا می‌رسد.",
        "visibility": Visibility.PRIVATE,
        "key": make_message_id("shop.test"),
        "subject": "پاسخ: سفارش ۴۸۲۱۴",
        "language": "fa",
    }
    return Outgoing(**(given | more))


def scripted_server(*answers, hangs_up=True):
    """Start a server that says these lines, one for each line it is told; return its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = listening.accept()
        with connection, listening, connection.makefile("rwb") as lines:
            for answer in answers:
                lines.write(answer.encode() + b"\r\n")
                lines.flush()
                if not lines.readline():
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return listening.getsockname()[1]


@pytest.fixture
def speaker_for(monkeypatch):
    def build(port):
        monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"127.0.0.1:{port}")
        return Smtp(
            Settings(
                address="support@shop.test",
                password="x",
                imap_host="x",
                smtp_host="127.0.0.1",
                smtp_port=port,
                smtp_security="none",
            )
        )

    return build


@servers
def test_say_round_trip_keeps_words_thread_and_files(account, mail_server):
    file = Attachment("رسید.txt", "text/plain", "رسید".encode())
    message = outgoing(
        "trip@shop.test",
        parent="<b@example.test>",
        references=("<a@example.test>",),
        attachments=(file,),
    )

    sent = Smtp(account("support")).say(message)
    heard = wait_for_mail(Imap(account("trip")))[0]

    assert sent.external_id == heard.external_id == message.key
    assert (heard.text, heard.subject) == (message.text, message.subject)
    assert heard.parents == ("<b@example.test>", "<a@example.test>")
    assert heard.html.startswith('<div dir="rtl" lang="fa">')
    assert [(one.name, one.content) for one in heard.attachments] == [(file.name, file.content)]


@servers
def test_say_twice_is_one_mail_by_its_message_id(account, mail_server):
    message = outgoing("twice@shop.test")
    speaker = EmailAccount(account("support"))

    speaker.say(message)
    speaker.say(message)
    heard = wait_for_mail(EmailAccount(account("twice")), count=2)

    assert {one.external_id for one in heard} == {message.key}


@servers
def test_say_to_ourselves_is_heard_as_a_loop(account):
    Smtp(account("echo")).say(outgoing("echo@shop.test"))

    heard = wait_for_mail(Imap(account("echo")))[0]

    assert (heard.is_ours, heard.automatic) == (True, "loop")


@servers
def test_say_automatic_is_heard_as_automatic(account):
    Smtp(account("support")).say(outgoing("automatic@shop.test", automatic=True))

    assert wait_for_mail(Imap(account("automatic")))[0].automatic == "auto_reply"


@servers
def test_say_to_an_arabic_address(account):
    message = outgoing("سارة@shop.test")

    # Postfix takes such an address (SMTPUTF8); Dovecot behind it does not yet, so no round trip.
    assert Smtp(account("support")).say(message).external_id == message.key


@servers
@pytest.mark.parametrize(
    ("to", "error"),
    [("busy@shop.test", Busy), ("gone@shop.test", Undeliverable), ("nobody", Undeliverable)],
)
def test_say_to_somebody_the_server_refuses(account, to, error):
    with pytest.raises(error):
        Smtp(account("support")).say(outgoing(to))


@servers
def test_say_more_than_the_server_takes(account):
    file = Attachment("big.bin", "application/octet-stream", b"x" * 2_000_000)

    with pytest.raises(Undeliverable):
        Smtp(account("support")).say(outgoing("trip@shop.test", attachments=(file,)))


@servers
@pytest.mark.parametrize("more", [{"password": "wrong"}, {"smtp_security": "starttls"}])
def test_say_without_a_way_in(account, more):
    with pytest.raises(NeedsReconnecting):
        Smtp(account("support", **more)).say(outgoing("trip@shop.test"))


@servers
def test_bounce_of_what_we_said_names_it(account):
    message = outgoing("nobody@elsewhere.test")

    Smtp(account("bounced")).say(message)
    heard = wait_for_mail(Imap(account("bounced")))[0]

    assert heard.automatic == "bounce"
    assert heard.data["recipient"] == "nobody@elsewhere.test"
    assert heard.data["action"] == "failed"
    assert heard.data["original_message_id"] == message.key


def test_say_refuses_a_server_inside_the_house(monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", "")
    settings = Settings(address="a@b.test", password="x", imap_host="x", smtp_host="127.0.0.1")

    with pytest.raises(AddressError):
        Smtp(settings).say(outgoing("sara@example.test"))


def test_say_to_a_server_that_is_not_there(speaker_for):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        speaker = speaker_for(unused.getsockname()[1])

    with pytest.raises(Unreachable):
        speaker.say(outgoing("sara@example.test"))


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (["421 too busy"], Busy),
        (["554 no"], Undeliverable),
        (["220 hi", "250 hi"], Unreachable),
        (["220 hi", "250-hi\r\n250 AUTH PLAIN", "454 later"], Busy),
        (["220 hi", "250-hi\r\n250 AUTH PLAIN", "535 no"], NeedsReconnecting),
        (["220 hi", "250 hi", "451 later"], Busy),
        (["220 hi", "250 hi", "250 ok", "550 no"], Undeliverable),
        (["220 hi", "250 hi", "250 ok", "250 ok", "354 go", "452 full"], Busy),
        (["220 hi", "250 hi", "250 ok", "250 ok", "354 go", "554 spam"], Undeliverable),
    ],
)
def test_say_tells_refusals_apart(speaker_for, answers, error):
    with pytest.raises(error):
        speaker_for(scripted_server(*answers)).say(outgoing("sara@example.test"))


def test_say_to_an_arabic_address_where_the_server_cannot(speaker_for):
    port = scripted_server("220 hi", "250 hi", "250 bye")

    with pytest.raises(Undeliverable):
        speaker_for(port).say(outgoing("سارة@example.test"))


def wait_for_mail(listener, count=1):
    for _ in range(40):
        heard = listener.hear("").mentions
        if len(heard) >= count:
            return heard
        listener.wait(0.5)
    return heard
