from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from amends.connectors.mail.compose import compose, html_part, needs_utf8, plain_part
from amends.connectors.mail.settings import Settings
from amends.connectors.protocol import Attachment, Outgoing, Undeliverable, Visibility


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = "<t.0123456789abcdef0123456789abcdef@shop.test>"
SETTINGS = Settings(
    address="support@shop.test",
    sender_name="متجر الكوب",
    password="x",
    imap_host="x",
    smtp_host="x",
)


def outgoing(**more):
    given = {
        "to": "sara@example.test",
        "text": "أهلا سارة",
        "visibility": Visibility.PRIVATE,
        "key": KEY,
        "subject": "رد: الطلب ٤٨٢١٣",
        "language": "ar",
    }
    return Outgoing(**(given | more))


def written(**more):
    mail = compose(outgoing(**more), SETTINGS, NOW)
    return message_from_bytes(mail.as_bytes(), policy=default)


def test_compose_says_who_what_and_when():
    mail = written()

    assert str(mail["From"]) == "متجر الكوب <support@shop.test>"
    assert (str(mail["To"]), str(mail["Subject"])) == ("sara@example.test", "رد: الطلب ٤٨٢١٣")
    assert mail["Message-ID"] == KEY
    assert mail["Date"].datetime == NOW
    assert mail["Auto-Submitted"] is None
    assert mail["In-Reply-To"] is mail["References"] is None
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
    ]


def test_compose_answers_in_the_thread():
    mail = written(parent="<c@x>", references=("<a@x>", "<b@x>", "<c@x>"))

    assert (mail["In-Reply-To"], mail["References"]) == ("<c@x>", "<a@x> <b@x> <c@x>")


def test_compose_says_when_no_person_wrote():
    assert written(automatic=True)["Auto-Submitted"] == "auto-replied"


def test_compose_attaches_files_under_their_names():
    file = Attachment("فاکتور.pdf", "application/pdf", b"%PDF-")

    parts = list(written(attachments=(file,)).iter_attachments())

    assert [(part.get_filename(), part.get_content()) for part in parts] == [
        ("فاکتور.pdf", b"%PDF-")
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"to": "sara@example.test\nBcc: all@example.test"},
        {"to": "sara@example.test, all@example.test"},
        {"to": ""},
        {"subject": "Hello\r\nBcc: all@example.test"},
        {"subject": "Hello\u2028Bcc: all@example.test"},
        {"parent": "<a@x>\r\nBcc: all@example.test"},
        {"references": ("<a@x>", "<b@x>\nBcc: all@example.test")},
        {"key": "<a@x>\0"},
        {"attachments": (Attachment("a\r\nb", "image/png", b""),)},
        {"attachments": (Attachment("a", "image/png\r\nX: y", b""),)},
    ],
)
def test_compose_refuses_headers_of_somebody_elses(more):
    with pytest.raises(Undeliverable):
        compose(outgoing(**more), SETTINGS, NOW)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("أهلا", "ar", "أهلا"),
        ("48213 وصل", "ar", "\u200f48213 وصل"),
        ("۴۸۲۱۴ رسید", "fa", "\u200f۴۸۲۱۴ رسید"),
        ("(WooCommerce) كوب", "ar", "\u200f(WooCommerce) كوب"),
        ("«سلام»\n\nPost", "fa", "«سلام»\n\n\u200fPost"),
        ("48213 came", "en", "48213 came"),
    ],
)
def test_plain_part_keeps_lines_right_to_left(text, language, expected):
    assert plain_part(text, language) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, '<div dir="rtl" lang="ar"><p>أهلا سارة</p></div>\n'),
        (
            {"text": "a <b>\n\nc\nd", "language": "en"},
            '<div dir="ltr" lang="en"><p>a &lt;b&gt;</p>\n<p>c<br>d</p></div>\n',
        ),
        ({"text": "سلام", "language": ""}, '<div dir="auto"><p>سلام</p></div>\n'),
        ({"html": "<p>x</p>"}, '<div dir="rtl" lang="ar"><p>x</p></div>\n'),
    ],
)
def test_html_part_says_the_direction(more, expected):
    assert html_part(outgoing(**more)) == expected


@pytest.mark.parametrize(
    ("address", "expected"), [("sara@example.test", False), ("سارة@example.test", True)]
)
def test_needs_utf8(address, expected):
    assert needs_utf8(address) is expected
