import pytest

from amends.rooms.verify import keys


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        (" Noura@Example.COM ", "noura@example.com"),
        ("mailto:noura@example.com", "noura@example.com"),
        ("\u200enoura@example.com", "noura@example.com"),
        ("noura", ""),
        ("", ""),
        ("a@b", ""),
    ],
)
def test_fold_email(value, folded):
    assert keys.fold_email(value) == folded


@pytest.mark.parametrize(
    ("value", "country", "folded"),
    [
        ("0501234567", "SA", "+966501234567"),
        ("٠٥٠ ١٢٣ ٤٥٦٧", "SA", "+966501234567"),
        ("00966 50 123 4567", "IR", "+966501234567"),
        ("۰۹۱۲۱۲۳۴۵۶۷", "IR", "+989121234567"),
        ("+98 912 123 4567", "SA", "+989121234567"),
        ("12", "SA", ""),
        ("call me", "SA", ""),
        ("", "SA", ""),
        ("0501234567", "", ""),
    ],
)
def test_fold_phone_is_e164_s3_04(value, country, folded):
    assert keys.fold_phone(value, country) == folded


@pytest.mark.parametrize(
    ("value", "folded"),
    [("@Noura", "noura"), ("Instagram:@Noura", "instagram:noura"), ("@", ""), ("", "")],
)
def test_fold_handle(value, folded):
    assert keys.fold_handle(value) == folded


@pytest.mark.parametrize("value", ["#RB-1042", "rb 1042", "RB_۱۰۴۲", "rb١٠٤٢"])
def test_fold_order_number(value):
    assert keys.fold_order(value) == "RB1042"


def test_fold_order_without_a_number_is_empty():
    assert keys.fold_order(" #- ") == ""


@pytest.mark.parametrize(
    ("value", "folded"), [("نورة العتيبي", "نوره العتيبي"), ("Noura", ""), ("", "")]
)
def test_fold_name_needs_two_words(value, folded):
    assert keys.fold_name(value) == folded
