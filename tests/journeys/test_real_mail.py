"""Real mails through a real Dovecot into the casebook, and a talk by mail through a real Postfix."""

import imaplib
import os
import re
import time
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import people
import pytest
from people import minutes
from servers.mail import PASSWORD

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Case, Mention
from amends.connectors.protocol import Attachment as File
from amends.rooms.listen import service as listen
from amends.rooms.respond import service as respond


FIXTURES = Path(os.environ["AMENDS_SHARED"]) / "fixtures"
NOW = datetime.now(UTC)
REPLY = (
    "I am sorry, we sent you a broken machine. A new one leaves today and you have it tomorrow "
    "before noon."
)
VOICE = File("صوت.ogg", "text/html", b"OggS" + bytes(range(256)) * 40)
pytestmark = [pytest.mark.django_db, pytest.mark.servers]


@pytest.mark.slow  # some hundred mails, each twice
@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared payloads are not there")
def test_every_real_mail_is_one_mention_also_when_delivered_twice(mailbox, mail_server):
    mails, address = list(real_mails()), "journey@shop.test"
    source = source_at(mailbox(address))
    put(mail_server, address, mails)
    listen.hear_now(source, now=NOW)
    once = heard(source)

    put(mail_server, address, mails)
    again = listen.hear_now(source, now=NOW)
    pipeline.settle(NOW)

    assert len(mails) > 150
    assert len(once) >= len(mails) - copies(mails)
    assert (again, heard(source)) == (0, once)
    assert Mention.objects.filter(failures__gt=0).count() == 0
    assert Mention.objects.exclude(state="triaged").count() == 0


def test_talk_by_mail_stays_in_one_thread_and_one_case(mailbox, mail_server):
    source = source_at(mailbox("talk@shop.test"))
    put(mail_server, "talk@shop.test", [mail("a", "My machine arrived broken, please help")])
    now = hear(source, NOW)
    case = Case.objects.get()

    answer(case, now, files=[VOICE])
    got = only_mail_of(mail_server, "noura@example.test")
    assert (got["In-Reply-To"], got["Subject"]) == ("<a@example.test>", "Re: Broken")
    assert got["References"].split()[-1] == "<a@example.test>"
    (sent,) = got.iter_attachments()
    assert (sent.get_filename(), sent.get_content_type()) == ("صوت.ogg", "audio/ogg")
    assert sent.get_content() == VOICE.content  # S4c-12

    key = got["Message-ID"]
    put(mail_server, "talk@shop.test", [mail("b", "Thank you, when exactly?", parent=key)])
    now = hear(source, now)
    stranger = mail(
        "c", "Where is my parcel? It is late", parent=key, sender="eve@example.test"
    )
    put(mail_server, "talk@shop.test", [stranger])
    hear(source, now)

    case_by_id = dict(Mention.objects.filter(is_ours=False).values_list("external_id", "case"))
    assert case_by_id["<a@example.test>"] == case_by_id["<b@example.test>"] == case.pk
    assert case_by_id["<c@example.test>"] not in {case.pk, None}


def source_at(settings):
    made = people.source(people.brand(language="en"), kind="email")
    people.policy(made.brand, "limits.undo_s", 0)  # what is said leaves at once
    made.settings = vault.seal(settings)
    made.save()
    return made


def hear(source, now):
    """Hear the mailbox a minute later and let every room take its turn."""
    source.refresh_from_db()
    listen.hear_now(source, now=now + minutes(1))
    pipeline.settle(now + minutes(1))
    return now + minutes(1)


def answer(case, now, files=()):
    review = respond.review_draft(case, REPLY, user=case.owner, visibility="private", now=now)
    reasons = {one.code: "…" for one in review.findings if one.level == "warn"}
    respond.send_reply(
        case,
        REPLY,
        user=case.owner,
        visibility="private",
        now=now,
        reasons=reasons,
        files=files,
    )
    pipeline.settle(now)


def mail(name, body, *, parent="", sender="noura@example.test"):
    answers = f"In-Reply-To: {parent}\r\nReferences: {parent}\r\n" if parent else ""
    date = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (
        f"Message-ID: <{name}@example.test>\r\nFrom: {sender}\r\nTo: talk@shop.test\r\n"
        f"Date: {date}\r\nSubject: Broken\r\n{answers}\r\n{body}\r\n"
    ).encode()


def put(mail_server, address, mails):
    client = client_of(mail_server, address)
    for raw in mails:
        client.append("INBOX", "", "", raw)
    client.logout()


def client_of(mail_server, address):
    client = imaplib.IMAP4("127.0.0.1", mail_server.imap_port)
    client.login(address, PASSWORD)
    return client


def only_mail_of(mail_server, address):
    """Wait for the one hand-written mail in a mailbox; the automatic receipt is left aside."""
    client = client_of(mail_server, address)
    for _ in range(100):
        client.select("INBOX")
        numbers = client.search(None, "ALL")[1][0].split()
        raws = [client.fetch(number, "(RFC822)")[1][0][1] for number in numbers]
        mails = [message_from_bytes(raw, policy=policy.default) for raw in raws]
        written = [one for one in mails if not one["Auto-Submitted"]]
        if written:
            client.logout()
            assert len(written) == 1
            return written[0]
        time.sleep(0.1)
    raise AssertionError(f"no mail for {address}")


def heard(source):
    source.refresh_from_db()
    return list(
        Mention.objects.filter(source=source)
        .order_by("pk")
        .values_list("external_id", flat=True)
    )


def real_mails():
    """Yield every mail of the shared sets, archives taken apart."""
    for path in sorted(FIXTURES.glob("email-*/**/*")):
        if not path.is_file():
            continue
        if path.suffix == ".mbox":
            yield from re.split(rb"^From .*\n", path.read_bytes(), flags=re.MULTILINE)[1:]
        elif path.suffix in {".eml", ""} or path.parts[-2] in {"email-cpython", "nntp"}:
            yield path.read_bytes()


def copies(mails):
    """Count the mails that carry the Message-ID of an earlier one: the same mail once more."""
    ids = re.compile(rb"^Message-ID:\s*(<[^>\r\n]+>)", re.IGNORECASE | re.MULTILINE)
    heads = [re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0] for raw in mails]
    found = [match[1] for match in map(ids.search, heads) if match]
    return len(found) - len(set(found)) + len(mails) - len(set(mails))
