import pytest

from amends.language.order_patterns import PatternError, check_order_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"RB-\d{4,8}",
        r"#?\d{6}",
        r"\b(?:R-)?[12]\d{4}\b",
        r"(?:RB|SA)-\d{5}",
        r"[A-Z]{2}\d{4}",
        r"W\d{3}-?\d{3}",
    ],
)
def test_plain_pattern_is_accepted(pattern):
    check_order_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("9" * 121, "too_long"),
        (r"RB-\d+", "unbounded"),
        (r"(a+)+$", "unbounded"),
        (r"(?=\d)\d{4}", "not_plain"),
        (r"(\d{2})\1", "not_plain"),
        (r"(\d{1,9}){9}", "not_plain"),
        (r".{5}", "not_plain"),
        (r"\d{1,40}\d{1,40}X", "slow"),
        (r"RB-(\d{4}", "invalid"),
        (r"[9-0]{3}", "invalid"),
        (r"", "empty"),
        (r"\s{3}", "empty"),
        (r"(?:RB)?", "empty"),
    ],
)
def test_pattern_is_refused_with_its_reason(pattern, code):
    with pytest.raises(PatternError) as refused:
        check_order_pattern(pattern)

    assert refused.value.code == code
