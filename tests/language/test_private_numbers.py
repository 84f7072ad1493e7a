import pytest

from amends.language.private_numbers import Number, find_ibans, find_numbers


def found(text):
    return [(one.kind, text[one.start : one.end]) for one in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4847925018810876 9 times", [("card", "4847925018810876")]),
        ("شماره کارت 6219 8698 6965 9407", [("card", "6219 8698 6965 9407")]),
        ("tracking 6219 8698 6965 9407", []),
        ("call (614) 555-0172", [("phone", "(614) 555-0172")]),
        ("0661 47 20 93", [("phone", "0661 47 20 93")]),
        ("+966 55 123 4567", [("phone", "+966 55 123 4567")]),
        ("0551234567 0501234567", [("phone", "0551234567"), ("phone", "0501234567")]),
        ("رقمي القومي 29001011234568", [("national_id", "29001011234568")]),
        ("29001011234568", []),
        ("784-1980-1234567-8", [("national_id", "784-1980-1234567-8")]),
        ("2026-11-23", []),
        ("1.250.000", []),
        ("price 12000000", []),
    ],
)
def test_find_numbers_tells_them_apart(text, expected):
    assert found(text) == expected


def test_find_numbers_says_where_the_form_alone_decides():
    assert list(find_numbers("0551234567")) == [Number("phone", 0, 10, is_sure=True)]
    assert [one.is_sure for one in find_numbers("my number 50123456")] == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SA03 8000 0000 6080 1016 7519 thanks", ["SA03 8000 0000 6080 1016 7519"]),
        ("SA03 8000 0000 6080 1016 7510", []),
        ("my iban AE260668491796484473097", ["AE260668491796484473097"]),
        ("mishe be 0901 735 68 91 zang bezanid?", []),
        ("BE68 5390 0754 7034", ["BE68 5390 0754 7034"]),
        ("refund it to IE09NKHL70112233445566 please", ["IE09NKHL70112233445566"]),
        ("XX03 8000 0000 6080 1016 7519", []),
    ],
)
def test_find_ibans_by_check_digits_or_beside_the_word(text, expected):
    assert [text[start:end] for start, end in find_ibans(text)] == expected
