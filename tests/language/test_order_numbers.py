import pytest

from amends.language.order_numbers import find_accounts, find_orders


def orders(text):
    return [text[start:end] for start, end in find_orders(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("رقم الطلب 4471", "4471"),
        ("طلبي 20418 وين", "20418"),
        ("الطلب ذو الرقم 8890213", "8890213"),
        ("114-9920417-3302 hasn't moved since Monday", "114-9920417-3302"),
        ("my order is 48213", "48213"),
        ("بسته با کد 88301257", "88301257"),
        ("بلاغ صيانة رقم MT-20913", "MT-20913"),
        ("أمر الشراء رقم PO-2291/7", "PO-2291/7"),
        ("رقم الحجز KQ7Z2P", "KQ7Z2P"),
        ("سفارش شماره 1403-55821", "1403-55821"),
        ("کد رهگیری 771234", "771234"),
        ("sefareshe man shomare 99812", "99812"),
        ("order no. 55-10023", "55-10023"),
        ("tracking BBX00417733", "BBX00417733"),
        ("ref WEB-3318402", "WEB-3318402"),
        ("RMA-77120 was signed for", "RMA-77120"),
        ("Parcel JD0028841937 is lost", "JD0028841937"),
        ("where is #20418?", "20418"),
    ],
)  # fmt: skip
def test_find_orders_by_the_word_or_the_form(text, number):
    assert number in orders(text)


@pytest.mark.parametrize(
    "text",
    [
        "طلب 350 كاش", "طلب 250 ريال", "سفارش 1000 تایی", "order 1200 items", "order of 3 shirts",
        "The bill is 300", "The bill was 1200", "I'll need a CR2032", "two LR44 cells",
        "WH-1000XM4 headphones", "the XR-2200 model", "SM-G991", "in 2026", "paid 12,500 SAR",
    ],
)  # fmt: skip
def test_find_orders_leaves_amounts_and_models(text):
    assert orders(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("رقم حسابي 1234567890123", "1234567890123"),
        ("Cancel membership G-552019.", "G-552019"),
        ("the meter account A-4471 0092", "A-4471 0092"),
        ("الحساب ديالي CCP 0021457893 42", "0021457893 42"),
        ("cancel my membership (7702 3318 90)", "7702 3318 90"),
        ("شماره حساب 0102345678", "0102345678"),
    ],
)
def test_find_accounts_by_the_word(text, number):
    assert [text[start:end] for start, end, _ in find_accounts(text)] == [number]
