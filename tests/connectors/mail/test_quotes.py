import os
from pathlib import Path

import pytest

from amends.connectors.mail.quotes import new_text


FIXTURES = Path(os.environ["AMENDS_SHARED"]) / "fixtures"
CONSTRUCTED = FIXTURES / "email-quote-ar-fa-en"
TRIMMER = FIXTURES / "email-reply-trimmer"

# Not cut, because the attribution is in a language we do not read, or on purpose: a quote is
# never an answer (quote_and_text, embedded_email_7), a text of which nothing would be left stays
# whole (spam_1), and a date with a name alone is no attribution (embedded_email_11, _15).
NOT_TRIMMED = [
    "email_headers_4",
    "embedded_email_11",
    "embedded_email_15",
    "embedded_email_7",
    "embedded_email_dutch_2",
    "embedded_email_french_2",
    "embedded_email_german_2",
    "embedded_email_german_3",
    "embedded_email_german_4",
    "embedded_email_german_6",
    "embedded_email_polish_2",
    "embedded_email_portuguese",
    "embedded_email_russian_1",
    "embedded_email_russian_2",
    "embedded_email_spanish_1",
    "embedded_email_spanish_2",
    "quote_and_text",
    "spam_1",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شكرا\n\nأُرسلت من الـ iPhone", "شكرا"),
        ("ممنون\n\nاز iPhone من ارسال شد", "ممنون"),
        ("Thanks\n\nSent from my Galaxy", "Thanks"),
        ("Sent from my shop, the cup broke. Help!", "Sent from my shop, the cup broke. Help!"),
        ("Sent from my phone\nbut the cup broke", "Sent from my phone\nbut the cup broke"),
        ("Broken.\n--\nTom\nRiyadh", "Broken."),
        ("a\n--\n1\n2\n3\n4\n5\n6", "a"),
        ("a\n--\n1\n2\n3\n4\n5\n6\n7", "a\n--\n1\n2\n3\n4\n5\n6\n7"),
        ("> all\n> quoted", "> all\n> quoted"),
        ("من: أحمد\nوصل الطلب مكسورا", "من: أحمد\nوصل الطلب مكسورا"),
        ("شكرا\nمن: متجر\nالموضوع: طلب\nوصل", "شكرا\nمن: متجر\nالموضوع: طلب\nوصل"),
        ("شكرا\nمن: متجر\nإلى: سارة\nالموضوع: طلب\nوصل", "شكرا"),
        ("در سال ۱۴۰ همسایه نوشت:\nخوب", "در سال ۱۴۰ همسایه نوشت:\nخوب"),
        ("خوب\nدر سال ۱۴۰۵ فروشگاه نوشت:\nسلام", "خوب"),
        ("خوب\nدر ۱۴۰۵/۸/۲۹ فروشگاه نوشته‌است:\n> سلام", "خوب"),
        ("خوب\n---- پیام هدایت شده ----\nسلام", "خوب"),
        ("ok\n2026-11-20 21:00 GMT+03:00 متجر <s@shop.test>:\nhi", "ok"),
        ("ok\r\n\r\nOn 20 Nov 2026, Shop wrote:\r\n> hi", "ok"),
        ("ok\nOn my side\nOn 20 Nov 2026, Shop\n<s@shop.test> wrote:\n> hi", "ok\nOn my side"),
        ("", ""),
    ],
)
def test_new_text(text, expected):
    assert new_text(text) == expected


def test_new_text_keeps_every_answer_between_quotes():
    text = (
        "در ۱۴۰۵ آبان ۲۹، جمعه، ساعت ۲۱:۰۰ فروشگاه <s@shop.test> نوشت:\n"
        "> رسید؟\nنه.\n> شماره؟\n۴۸۲۱۴\n"
    )

    assert new_text(text) == "نه.\n۴۸۲۱۴"


@pytest.mark.skipif(not CONSTRUCTED.exists(), reason="the shared payloads are not here")
@pytest.mark.parametrize(
    "path", sorted(CONSTRUCTED.glob("*.expected.txt")), ids=lambda p: p.name
)
def test_new_text_on_arabic_persian_and_english_clients(path):
    given = path.with_name(path.name.replace(".expected", "")).read_text("utf-8")
    expected = path.read_text("utf-8").strip()

    answer = new_text(given)

    if expected.startswith("INLINE:"):
        parts = expected.removeprefix("INLINE:").split("|")
        assert [part for part in parts if part.strip() not in answer] == []
    else:
        assert answer == expected


@pytest.mark.skipif(not TRIMMER.exists(), reason="the shared payloads are not here")
def test_new_text_on_the_mails_of_another_trimmer():
    missed = []
    for path in sorted((TRIMMER / "emails").glob("*.txt")):
        wanted = TRIMMER / "trimmed" / path.name
        expected = wanted.read_text("utf-8") if wanted.exists() else ""
        if _lines(new_text(path.read_text("utf-8"))) != _lines(expected):
            missed.append(path.stem)

    assert missed == NOT_TRIMMED


def _lines(text):
    return [line.rstrip() for line in text.strip().splitlines()]
