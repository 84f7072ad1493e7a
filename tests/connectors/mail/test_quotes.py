import os
from pathlib import Path

import pytest

from amends.connectors.mail.quotes import new_text


FIXTURES = Path(os.environ["AMENDS_SHARED"]) / "fixtures"
CONSTRUCTED = FIXTURES / "email-quote-ar-fa-en"
TRIMMER = FIXTURES / "email-reply-trimmer"

# An answer between quoted lines keeps the lines of its writer alone: theirs keeps the quotation.
NOT_TRIMMED = ["embedded_email_7"]


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
        ("> said before\n\nmy answer", "> said before\n\nmy answer"),
        ("On 20 Nov 2026, Shop wrote:\n> said before\n\nmy answer", "my answer"),
        ("> On 20 Nov 2026, Shop wrote:\n>> hi", ""),
        ("> we all wrote:\n>> hi", "> we all wrote:\n>> hi"),
        ("ok\nAm 20.11.2026 um 21:00 schrieb Laden:\n> hi", "ok"),
        ("ok\nLe 20 nov. 2026 à 21:00, Boutique a écrit :\n> hi", "ok"),
        ("ok\nEl 20 nov 2026, Tienda <t@shop.test> escribió:\n> hi", "ok"),
        ("ok\nEm 20 de nov. de 2026, Loja <\nl@shop.test> escreveu:\n> hi", "ok"),
        ("ok\nIl giorno 20 nov 2026 Negozio ha scritto:\n> hi", "ok"),
        ("ok\nOp 20 nov. 2026 schreef Winkel:\n> hi", "ok"),
        ("ok\n20 lis 2026 21:00 Sklep <s@shop.test> napisał(a):\n> hi", "ok"),
        ("ok\n20 нояб. 2026 г., Магазин <m@shop.test> написал:\n> hi", "ok"),
        ("ok\nDükkan <d@shop.test>, 20 Kas 2026 tarihinde şunu yazdı:\n> hi", "ok"),
        ("ok\nLaden <l@shop.test> schrieb am Fr., 20.\nNov. 2026 um 21 Uhr:\n> hi", "ok"),
        ("ok\nVon: Laden\nGesendet: heute\nAn: mich\nBetreff: x\nhi", "ok"),
        ("ok\nDe: Boutique\nEnvoyé: hier\nObjet: x\nhi", "ok"),
        ("ok\nAm Ende war es gut", "ok\nAm Ende war es gut"),
        ("Le colis est cassé", "Le colis est cassé"),
        ("A: yes\nB: no", "A: yes\nB: no"),
        ("ok\n2026-11-20 21:00 GMT+03:00 Shop\nhi", "ok"),
        ("ok\n2026-11-20 21:00 Shop\nhi", "ok\n2026-11-20 21:00 Shop\nhi"),
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
