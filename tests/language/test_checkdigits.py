import pytest

from amends.language.checkdigits import (
    is_card,
    is_egyptian_id,
    is_emirati_id,
    is_iban,
    is_iranian_id,
    is_national_id,
    is_saudi_id,
    passes_luhn,
)


@pytest.mark.parametrize(
    ("check", "digits", "expected"),
    [
        (passes_luhn, "79927398713", True),
        (passes_luhn, "79927398710", False),
        (is_card, "4111111111111111", True),
        (is_card, "4111111111111112", False),
        (is_card, "411111111112", False),
        (is_card, "5555555555554444", True),
        (is_iban, "SA0380000000608010167519", True),
        (is_iban, "SA0380000000608010167518", False),
        (is_iban, "", False),
        (is_saudi_id, "1000000008", True),
        (is_saudi_id, "1000000007", False),
        (is_saudi_id, "3000000004", False),
        (is_iranian_id, "0013542419", True),
        (is_iranian_id, "0013542418", False),
        (is_iranian_id, "1111111111", False),
        (is_iranian_id, "123", False),
        (is_emirati_id, "784198012345678", True),
        (is_emirati_id, "784198012345675", False),
        (is_egyptian_id, "29001011234564", True),
        (is_egyptian_id, "29001011234568", False),
        (is_egyptian_id, "29013011234569", False),
        (is_egyptian_id, "30002301234567", False),
        (is_national_id, "0013542419", True),
        (is_national_id, "12345", False),
    ],
)
def test_check_digits_decide(check, digits, expected):
    assert check(digits) == expected
