import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.mail.parse import UNREADABLE, parse_mail
from amends.connectors.protocol import Visibility


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OURS = frozenset({"support@shop.test"})
OWN = Path(__file__).parents[1] / "email"
FIXTURES = Path(os.environ["AMENDS_SHARED"]) / "fixtures"


def hear(name, **more):
    raw = (OWN / name).read_bytes() if isinstance(name, str) else name
    return parse_mail(raw, own_addresses=OURS, received_at=NOW, **more)


@pytest.mark.parametrize(
    ("name", "author", "subject", "text"),
    [
        (
            "ok-ar.eml",
            ("سارة العتيبي", "sara@example.test"),
            "الطلب ٤٨٢١٣ وصل مكسورا",
            "السلام عليكم\nالكوب وصل مكسورا والعلبة مفتوحة.\nأريد استرجاع المبلغ.",
        ),
        (
            "ok-fa.eml",
            ("مینا رضایی", "mina@example.test"),
            "سفارش ۴۸۲۱۴ نرسید",
            "سلام\nده روز گذشته و سفارش هنوز نرسیده است.\nهیچ‌کس جواب نمی‌دهد.",
        ),
        (
            "ok-en.eml",
            ("Tom Reed", "tom@example.test"),
            "Order 48215 was late",
            "Hello,\nthe parcel came nine days late and nobody told me.",
        ),
        ("empty.eml", ("Tom Reed", "tom@example.test"), "Please call me", ""),
        ("nothing.eml", ("", ""), "", ""),
        (
            "unknown-charset.eml",
            ("", "sara@example.test"),
            "Refund",
            "أين المبلغ؟ مضى أسبوعان.",
        ),
        ("malformed-from.eml", ("Sara", "sara@example.test"), "Hello", "الشاحن لا يعمل."),
        (
            "broken-word.eml",
            ("سار", "sara@example.test"),
            "=?utf-9?X?abc?= Hello",
            "الشاحن لا يعمل.",
        ),
        ("nul.eml", ("", "tom@example.test"), "NUL in subject", "The cup broke."),
        (
            "raw-8bit-cp1256.eml",
            ("", "sara@example.test"),
            "المندوب",
            "المندوب لم يتصل بي أبدا.",
        ),
        (
            "backslashes.eml",
            ("", "tom@example.test"),
            "Path",
            "The app shows C:\\users\\new\\test and stops.",
        ),
        ("iso-8859-6-i.eml", ("", "sara@example.test"), "شكوى", "الخدمة سيئة جدا"),
        ("cp-1256.eml", ("", "mina@example.test"), "Persian", "پول مرا پس نداديد"),
        ("missing-boundary.eml", ("", "mina@example.test"), "No boundary", "کالا شکسته رسید."),
        ("wrong-boundary.eml", ("", "mina@example.test"), "Wrong boundary", "کالا شکسته رسید."),
    ],
)
def test_parse_mail_reads(name, author, subject, text):
    heard = hear(name)

    assert (heard.author_name, heard.author_email) == author
    assert (heard.subject, heard.text) == (subject, text)
    assert (heard.problem, heard.automatic) == ("", "")
    assert heard.raw == (OWN / name).read_bytes()
    assert heard.visibility == Visibility.PRIVATE


def test_parse_mail_names_a_mail_by_its_message_id():
    heard = hear("ok-ar.eml")

    assert (
        heard.external_id == heard.thread == heard.data["message_id"] == "<ok-ar@example.test>"
    )
    assert heard.said_at == datetime(2026, 11, 20, 18, 15, tzinfo=UTC)
    assert heard.data["to"] == ["support@shop.test"]
    assert hear("ok-ar.eml") == heard


def test_parse_mail_without_a_message_id_is_named_alike_each_time():
    one, again, other = (
        hear("empty-message-id.eml"),
        hear("empty-message-id.eml"),
        hear(b"Subject: x"),
    )

    assert one.external_id == again.external_id
    assert one.external_id.startswith("sha256:")
    assert other.external_id != one.external_id


def test_parse_mail_with_a_bad_date_was_said_when_it_was_received():
    assert hear("bad-date.eml").said_at == NOW


def test_parse_mail_tells_two_mails_with_one_message_id_apart():
    first, second = hear("same-id-1.eml"), hear("same-id-2.eml")
    raw = (OWN / "same-id-1.eml").read_bytes()
    delivered_again = hear(b"Received: from a by b; Sat, 21 Nov 2026 10:00:00 +0300\r\n" + raw)

    assert first.external_id == second.external_id == "<scanner@device.example.test>"
    assert first.data["fingerprint"] != second.data["fingerprint"]
    assert first.data["fingerprint"] == delivered_again.data["fingerprint"]


def test_parse_mail_keeps_every_file():
    heard = hear("files.eml")

    assert heard.text == "انظروا الصورة"
    assert heard.html == '<p dir="rtl">انظروا الصورة <img src="cid:cup@x"><img></p>'
    assert [(file.name, file.content_type, file.content_id) for file in heard.attachments] == [
        ("cup.png", "image/png", "cup@x"),
        ("صورة الكوب.png", "image/png", ""),
        ("فاکتور.pdf", "application/pdf", ""),
        ("winmail.dat", "application/ms-tnef", ""),
        ("5.ics", "text/calendar", ""),
        ("signature.asc", "application/pgp-signature", ""),
        ("htaccess", "application/octet-stream", ""),
        ("8.eml", "message/rfc822", ""),
    ]
    assert heard.attachments[0].content == b"\x89PNG\r\n\x1a\n"
    assert heard.attachments[7].content.endswith(b"inner words")


def test_parse_mail_folds_the_quote_of_a_reply_and_keeps_the_original():
    heard = hear("reply-html-ar.eml")

    assert heard.text == "ما زال الكوب لم يصل.\nمتى يصل؟"
    assert heard.full_text.endswith("نرسل لك كوبا جديدا.")
    assert heard.parents == (
        "<t.0123456789abcdef0123456789abcdef@shop.test>",
        "<first@example.test>",
    )
    assert heard.thread == "<first@example.test>"
    assert heard.data["token"] == "k7q2"


def test_parse_mail_keeps_answers_between_quotes():
    assert hear("reply-inline-fa.eml").text == "نه، نرسید.\n\n۴۸۲۱۴"


def test_parse_mail_hears_the_customer_behind_a_contact_form():
    heard = hear("contact-form.eml")

    assert (heard.author_name, heard.author_email) == ("Sara", "sara@example.test")
    assert (heard.automatic, heard.is_ours) == ("", False)


def test_parse_mail_knows_our_own_mail():
    heard = hear("loop.eml")

    assert (heard.automatic, heard.is_ours) == ("loop", True)


def test_parse_mail_shows_what_our_own_server_found():
    heard = hear("authenticated.eml", authserv_id="mx.shop.test")

    assert heard.data["authentication"] == {"spf": "pass", "dkim": "fail", "dmarc": "none"}
    assert "authentication" not in hear("authenticated.eml").data


def test_parse_mail_that_defeats_the_parser_keeps_headers_and_bytes():
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (i, i) for i in range(2000)
    )
    raw = b"Message-ID: <deep@x>\nFrom: Tom <tom@example.test>\nSubject: Deep\n" + opening

    heard = hear(raw)

    assert (heard.external_id, heard.author_email, heard.subject) == (
        "<deep@x>",
        "tom@example.test",
        "Deep",
    )
    assert (heard.problem, heard.raw) == (UNREADABLE, raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 100,
        b"\xff\xfe" * 100,
        b"\n\n\n",
        b":\n:\n",
        b"From",
        b"Content-Type: \xff\n\nx",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: message/delivery-status\n\n\xff",
        b"Content-Type: multipart/report; report-type*=x''%zz; boundary=\"\"\n\n--\n--\n",
        b"Content-Type: text/plain; charset*=utf-8''%FF%FE\n\nx",
        b"Content-Transfer-Encoding: base64\n\n====",
        b"Content-Transfer-Encoding: uuencode\n\nbegin 666 x\nM\n",
        b"Content-Transfer-Encoding: \xd8\n\nx",
        b"Content-Disposition: attachment; filename*0*=x; filename*9=y\n\nx",
        b"From: " + b"<" * 3000 + b"\nTo: " + b'"' * 3001 + b"\nCc: " + b"(" * 3000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?B?" * 2000 + b"\n\nx",
        b"References: " + b"<" * 50000 + b"\n\nx",
        b"From: " + b"a" * 500_000 + b"\n\nx",
        b"\n" + b"--\n" * 100_000,
        b"\n" + b"On a\n" * 100_000,
        b"Content-Type: text/html\n\n" + b"<a " * 100_000,
        b"Content-Type: text/html\n\n" + b"<!--" * 100_000,
    ],
)
def test_parse_mail_never_raises(raw):
    assert hear(raw).external_id != ""


def fixture_mails():
    """Yield (name, bytes) of every mail of the shared sets, archives taken apart."""
    for path in sorted(FIXTURES.glob("email-*/**/*")):
        if not path.is_file():
            continue
        if path.suffix == ".mbox":
            mails = re.split(rb"^From .*\n", path.read_bytes(), flags=re.MULTILINE)[1:]
            yield from ((f"{path.name}:{number}", raw) for number, raw in enumerate(mails))
        elif path.suffix in {".eml", ""} or path.parts[-2] in {"email-cpython", "nntp"}:
            yield path.name, path.read_bytes()


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared payloads are not here")
def test_parse_mail_reads_every_shared_mail():
    unreadable = []
    unstorable = []
    for name, raw in fixture_mails():
        heard = hear(raw)
        if heard.problem:
            unreadable.append(name)
        if (
            "\0"
            in f"{heard.text}{heard.full_text}{heard.html}{heard.subject}{heard.author_name}"
        ):
            unstorable.append(name)

    assert (unreadable, unstorable) == ([], [])
