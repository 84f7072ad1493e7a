import pytest

from amends.language import phones


@pytest.mark.parametrize(
    "digits",
    [
        "+966551234567", "00966551234567", "966551234567", "0551234567", "0114567890",
        "+971501234567", "0501234567", "+96550123456", "+97433123456", "+97336123456",
        "+96891234567", "+201012345678", "01012345678", "+962791234567", "0791234567",
        "+96170123456", "+9647701234567", "07701234567", "+212661472093", "0661472093",
        "+213551234567", "+21620123456", "+989123456789", "09123456789", "02188776655",
        "+905321234567", "05321234567", "+447911123456", "07911123456", "+12125550123",
    ],
)  # fmt: skip
def test_is_dialled_knows_the_plans_of_the_region(digits):
    assert phones.is_dialled(digits)


@pytest.mark.parametrize(
    "digits", ["20260512", "1234567890", "99999", "12000000", "4471902216"]
)
def test_is_dialled_leaves_other_numbers_alone(digits):
    assert not phones.is_dialled(digits)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("(614) 555-0172", True),
        ("503-555-0136", True),
        ("847 555 0126", True),
        ("1-800-555-0148", True),
        ("503-555 0136", False),
        ("123-456-7890", False),
        ("5035550136", False),
    ],
)
def test_is_american_goes_by_the_grouping(written, expected):
    assert phones.is_american(written) is expected


@pytest.mark.parametrize(
    ("digits", "expected"), [("0551284730", True), ("551284730", False), ("0111234567", False)]
)
def test_is_mobile_needs_the_trunk_zero(digits, expected):
    assert phones.is_mobile(digits) is expected


@pytest.mark.parametrize(
    ("digits", "expected"), [("551234567", True), ("50123456", True), ("12345", False)]
)
def test_is_likely_takes_bare_numbers(digits, expected):
    assert phones.is_likely(digits) is expected
