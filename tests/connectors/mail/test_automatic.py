import os
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from amends.connectors.mail.automatic import classify
from amends.connectors.mail.parse import parse_mail


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OURS = frozenset({"support@shop.test"})
OWN = Path(__file__).parents[1] / "email"
BOUNCES = Path(os.environ["AMENDS_SHARED"]) / "fixtures" / "email-bounces-sisimai"

# A person who forwards a bounce, a complaint that wraps the mail without saying what it is, and
# a list that refuses a stranger: each reaches a person, which is right or does no harm.
NOT_BOUNCES = ["arf-23", "lhost-fml-02", "lhost-sendmail-14"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("away-ar.eml", "auto_reply"),
        ("away-fa.eml", "auto_reply"),
        ("away-en.eml", "auto_reply"),
        ("bounce.eml", "bounce"),
        ("list.eml", "list"),
        ("loop.eml", "loop"),
        ("contact-form.eml", ""),
        ("ok-ar.eml", ""),
    ],
)
def test_classify_own_mails(name, expected):
    message = message_from_bytes((OWN / name).read_bytes())

    assert classify(message, "", OURS)[0] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Auto-Submitted: auto-generated", "auto_reply"),
        ("Auto-Submitted: No", ""),
        ("X-Auto-Response-Suppress: All", "auto_reply"),
        ("X-Autoreply: yes", "auto_reply"),
        ("Precedence: auto_reply", "auto_reply"),
        ("Precedence: list", "list"),
        ("Precedence: first-class", ""),
        ("Return-Path: <>", "auto_reply"),
        ("Return-Path: <>\nSubject: Delivery Status Notification", "bounce"),
        ("Subject: Out of office: Tom", "auto_reply"),
        ("Subject: Re: Automatic reply: order", "auto_reply"),
        ("Subject: your out of office stock", ""),
        ("Subject: تعذر تسليم الرسالة\nReturn-Path: <>", "bounce"),
        ("Subject: my parcel was not delivered", ""),
        ("X-Failed-Recipients: a@x.test", "bounce"),
        ("List-Id: Offers <offers.x.test>", "list"),
        ("List-Id: Support <support.shop.test>", ""),
        ("List-Post: <mailto:support@shop.test>\nPrecedence: list", ""),
        ("Content-Type: multipart/report; report-type=disposition-notification", "auto_reply"),
    ],
)
def test_classify_by_headers(head, expected):
    message = message_from_bytes(f"From: a@x.test\n{head}\n\nx".encode())

    assert classify(message, "", OURS)[0] == expected


def test_classify_says_what_a_bounce_is_about():
    message = message_from_bytes((OWN / "bounce.eml").read_bytes())

    assert classify(message, "", OURS)[1] == {
        "recipient": "nobody@example.test",
        "status": "5.1.1",
        "action": "failed",
        "original_message_id": "<t.0123456789abcdef0123456789abcdef@shop.test>",
    }


def test_classify_reads_a_bounce_that_is_only_words():
    text = "<nobody@x.test>: 550 No such user here\n\nMessage-ID: <t.1@shop.test>\n"
    message = message_from_bytes(b"From: MAILER-DAEMON@x.test\nSubject: failure notice\n\n")

    assert classify(message, text, OURS)[1] == {
        "recipient": "nobody@x.test",
        "status": "5.0.0",
        "action": "failed",
        "original_message_id": "<t.1@shop.test>",
    }


@pytest.mark.skipif(not BOUNCES.exists(), reason="the shared payloads are not here")
def test_classify_knows_the_bounces_of_sixty_mail_servers():
    heard = {
        path.stem: parse_mail(path.read_bytes(), own_addresses=OURS, received_at=NOW)
        for path in sorted(BOUNCES.rglob("*.eml"))
    }
    bounces = {name: one for name, one in heard.items() if one.automatic == "bounce"}

    assert len(heard) == 80
    assert sorted(heard.keys() - bounces.keys()) == NOT_BOUNCES
    assert [name for name, one in bounces.items() if not one.data["recipient"]] == [
        "lhost-amazonses-06",
        "lhost-x5-01",
    ]
    assert sum(bool(one.data["status"]) for one in bounces.values()) == 56
    assert sum(bool(one.data["original_message_id"]) for one in bounces.values()) == 63
