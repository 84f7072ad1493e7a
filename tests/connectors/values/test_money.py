import pytest

from amends.connectors.values.money import read_currency, read_sum


@pytest.mark.parametrize(
    ("text", "currency", "read"),
    [
        ("199.50", "SAR", (19950, "SAR")),
        ("1,234.50", "SAR", (123450, "SAR")),
        ("1.234,50", "EUR", (123450, "EUR")),
        ("1,234", "SAR", (123400, "SAR")),
        ("1,234,567", "IRR", (1234567, "IRR")),
        ("۱٬۲۳۴٬۰۰۰ ریال", "", (1234000, "IRR")),
        ("۲۵۰٬۰۰۰ تومان", "", (2500000, "IRR")),
        ("١٢٫٥ ر.س", "", (1250, "SAR")),
        ("12.345", "KWD", (12345, "KWD")),
        ("SAR 99", "", (9900, "SAR")),
        ("$ 5", "", (500, "USD")),
        ("0.29", "USD", (29, "USD")),
        ("-3.10", "USD", (-310, "USD")),
        ("7", "", (700, "")),
    ],
)
def test_a_sum_is_read(text, currency, read):
    assert read_sum(text, currency) == read


@pytest.mark.parametrize("text", ["", "free", "سلام"])
def test_what_is_no_sum_is_told(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_sum(text, "SAR")


@pytest.mark.parametrize(
    ("text", "code"),
    [("sar", "SAR"), ("ریال سعودی", "SAR"), ("تومان", "IRT"), ("?", ""), ("", "")],
)
def test_a_currency_is_read(text, code):
    assert read_currency(text) == code
