import os
import re
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amends.connectors.mail.imap import TOO_LARGE, Imap, Place, format_cursor, parse_cursor
from amends.connectors.mail.imap_session import signed_in
from amends.connectors.mail.settings import Settings
from amends.connectors.network.addresses import AddressError
from amends.connectors.protocol import NeedsReconnecting, Unreachable


OWN = Path(__file__).parents[1] / "email"
FIXTURES = Path(os.environ["AMENDS_SHARED"]) / "fixtures"
servers = pytest.mark.servers


def mail(number, body="hello"):
    return (
        f"Message-ID: <{number}@example.test>\r\nFrom: tom@example.test\r\n"
        f"Subject: {number}\r\n\r\n{body}\r\n"
    ).encode()


def hear_all(imap, cursor=""):
    mentions = []
    while True:
        batch = imap.hear(cursor)
        mentions += batch.mentions
        cursor = batch.cursor
        if not batch.more:
            return mentions, cursor


def test_cursor_reads_what_it_writes():
    places = {"INBOX": Place(12, 34), "پشتیبانی": Place(5, 0)}

    assert parse_cursor(format_cursor(places)) == places
    assert format_cursor({"INBOX": Place(12, 34)}) == '{"INBOX":"12:34"}'
    assert parse_cursor("") == {}


def test_hear_refuses_a_server_inside_the_house(monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", "")
    settings = Settings(address="a@b.test", password="x", imap_host="127.0.0.1", smtp_host="x")

    with pytest.raises(AddressError):
        Imap(settings).hear("")


def test_hear_from_a_server_that_is_not_there(monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"127.0.0.1:{port}")
    settings = Settings(
        address="a@b.test", password="x", imap_host="127.0.0.1", imap_port=port, smtp_host="x"
    )

    with pytest.raises(Unreachable):
        Imap(settings).hear("")


@servers
def test_hear_nothing_then_one_then_nothing(account, mail_server):
    imap = Imap(account("one"))
    empty = imap.hear("")

    mail_server.deliver(mail(1), to="one@shop.test")
    first = imap.hear(empty.cursor)
    second = imap.hear(first.cursor)

    assert (empty.mentions, empty.more) == ((), False)
    assert [one.external_id for one in first.mentions] == ["<1@example.test>"]
    assert (second.mentions, second.cursor, second.more) == ((), first.cursor, False)


def pages_of(imap):
    """Return how many mails each page holds, until there is nothing more."""
    sizes, cursor, more = [], "", True
    while more:
        batch = imap.hear(cursor)
        cursor, more = batch.cursor, batch.more
        sizes.append(len(batch.mentions))
    return sizes


@servers
@pytest.mark.parametrize(("mails", "pages"), [(3, [3]), (4, [3, 1])])
def test_page_holds_so_many_mails(account, mail_server, monkeypatch, mails, pages):
    monkeypatch.setattr("amends.connectors.mail.imap.PAGE", 3)
    box = f"pages{mails}"
    for number in range(mails):
        mail_server.deliver(mail(number), to=f"{box}@shop.test")

    assert pages_of(Imap(account(box))) == pages


@servers
def test_page_holds_so_many_bytes_and_one_mail_in_any_case(account, mail_server, monkeypatch):
    for number in range(3):
        mail_server.deliver(mail(number), to="bytes@shop.test")
    with signed_in(account("bytes")) as session:
        session.open_folder("INBOX")
        sizes = [one.size for one in session.envelopes(session.uids_after(0))]

    for most, pages in ((sum(sizes), [3]), (sum(sizes) - 1, [2, 1]), (1, [1, 1, 1])):
        monkeypatch.setattr("amends.connectors.mail.imap.PAGE_BYTES", most)

        assert pages_of(Imap(account("bytes"))) == pages


@servers
def test_hear_marks_nothing(account, mail_server):
    mail_server.deliver(mail(1), to="unread@shop.test")
    before = sorted(
        one.name for one in (mail_server.folder / "mail/unread@shop.test/new").iterdir()
    )

    Imap(account("unread")).hear("")

    kept = [
        one.name for one in (mail_server.folder / "mail/unread@shop.test").glob("*/*:2,*S*")
    ]
    assert (len(before), kept) == (1, [])


@servers
def test_hear_a_mailbox_that_was_numbered_anew(account, mail_server):
    imap = Imap(account("resync"))
    mail_server.deliver(mail(1), to="resync@shop.test")
    mentions, cursor = hear_all(imap)
    place = parse_cursor(cursor)["INBOX"]
    other = format_cursor({"INBOX": replace(place, validity=place.validity + 1, last_uid=99)})

    again, cursor_again = hear_all(imap, other)

    assert again == mentions
    assert cursor_again == cursor


@servers
def test_hear_at_first_only_recent_mail(account, mail_server):
    imap = Imap(account("since", first_days=3))
    old = (datetime.now(UTC) - timedelta(days=9)).strftime("%d-%b-%Y %H:%M:%S +0000")
    with imap_client(mail_server, "since@shop.test") as client:
        client.append("INBOX", "", f'"{old}"', mail(1))

    empty, cursor = hear_all(imap)
    mail_server.deliver(mail(2), to="since@shop.test")
    mentions, _ = hear_all(imap, cursor)

    assert empty == []
    assert [one.external_id for one in mentions] == ["<2@example.test>"]
    assert len(hear_all(Imap(account("since", first_days=0)))[0]) == 2


@servers
def test_hear_two_folders(account, mail_server):
    mail_server.deliver(mail(1), to="folders@shop.test")
    with imap_client(mail_server, "folders@shop.test") as client:
        client.append("Junk", "", "", mail(2))

    batch = Imap(account("folders", folders=("INBOX", "Junk"))).hear("")

    assert [one.external_id for one in batch.mentions] == [
        "<1@example.test>",
        "<2@example.test>",
    ]
    assert sorted(parse_cursor(batch.cursor)) == ["INBOX", "Junk"]


@servers
def test_hear_poison_beside_healthy_mail(account, mail_server):
    names = sorted(path.name for path in OWN.glob("*.eml") if path.stat().st_size > 10)
    for name in names:
        mail_server.deliver((OWN / name).read_bytes(), to="poison@shop.test")

    mentions, _ = hear_all(Imap(account("poison")))

    assert len(mentions) == len(names)
    assert [one.external_id for one in mentions if one.problem] == []


@servers
def test_hear_the_beginning_of_a_mail_that_is_too_large(account, mail_server):
    mail_server.deliver(mail(1, "the cup broke " * 100_000), to="huge@shop.test")
    mail_server.deliver(mail(2), to="huge@shop.test")

    mentions, _ = hear_all(Imap(account("huge", largest_mb=1)))

    assert [(one.external_id, one.problem) for one in mentions] == [
        ("<1@example.test>", TOO_LARGE),
        ("<2@example.test>", ""),
    ]
    assert mentions[0].text.startswith("the cup broke")


@servers
def test_hear_with_a_wrong_password(account):
    with pytest.raises(NeedsReconnecting):
        Imap(account("one", password="wrong")).hear("")


@servers
def test_hear_with_a_token_the_server_does_not_take(account):
    with pytest.raises(NeedsReconnecting):
        Imap(account("one", oauth_token="x")).hear("")


@servers
def test_hear_from_a_server_that_cannot_encrypt(account):
    with pytest.raises(NeedsReconnecting):
        Imap(account("one", imap_security="starttls")).hear("")


@servers
def test_hear_a_folder_that_is_not_there(account):
    with pytest.raises(NeedsReconnecting):
        Imap(account("one", folders=("Nowhere",))).hear("")


@servers
def test_wait_wakes_for_new_mail(account, mail_server):
    imap = Imap(account("idle"))
    imap.hear("")
    timer = threading.Timer(0.5, mail_server.deliver, [mail(1)], {"to": "idle@shop.test"})
    timer.start()

    woken = imap.wait(30)
    timer.join()

    assert woken is True
    assert [one.external_id for one in imap.hear("").mentions] == ["<1@example.test>"]


@servers
def test_wait_wakes_for_mail_that_came_before_it_listened(account, mail_server):
    imap = Imap(account("before"))
    imap.hear("")
    mail_server.deliver(mail(1), to="before@shop.test")

    assert imap.wait(30) is True


@servers
def test_wait_ends_when_nothing_comes(account):
    imap = Imap(account("quiet"))
    imap.hear("")

    assert imap.wait(0.2) is False


@servers
@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared payloads are not here")
def test_hear_every_shared_mail_exactly_once_and_alike_the_second_time(account, mail_server):
    mails = list(shared_mails())
    with imap_client(mail_server, "sets@shop.test") as client:
        for raw in [*mails, *mails]:
            client.append("INBOX", "", "", raw)

    mentions, _ = hear_all(Imap(account("sets")))

    first, second = mentions[: len(mails)], mentions[len(mails) :]
    assert len(mentions) == 2 * len(mails)
    assert [one.external_id for one in first] == [one.external_id for one in second]
    assert [one.data["fingerprint"] for one in first] == [
        one.data["fingerprint"] for one in second
    ]
    assert [one.external_id for one in mentions if one.problem] == []


def shared_mails():
    """Yield every mail of the shared sets, archives taken apart."""
    for path in sorted(FIXTURES.glob("email-*/**/*")):
        if not path.is_file():
            continue
        if path.suffix == ".mbox":
            yield from re.split(rb"^From .*\n", path.read_bytes(), flags=re.MULTILINE)[1:]
        elif path.suffix in {".eml", ""} or path.parts[-2] in {"email-cpython", "nntp"}:
            yield path.read_bytes()


def imap_client(mail_server, user):
    import imaplib

    from servers.mail import PASSWORD

    client = imaplib.IMAP4("127.0.0.1", mail_server.imap_port)
    client.login(user, PASSWORD)
    return client
