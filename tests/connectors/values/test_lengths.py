import pytest

from amends.connectors.protocol import Counting
from amends.connectors.values.lengths import length


@pytest.mark.parametrize(
    ("text", "code_points", "utf16", "graphemes", "utf8", "x"),
    [
        ("", 0, 0, 0, 0, 0),
        ("سلام", 4, 4, 4, 8, 4),
        ("جَبْر", 5, 5, 3, 10, 5),  # three letters with two marks
        ("می‌خواهم", 8, 8, 7, 17, 8),  # the half-space belongs to the letter before it
        ("👍", 1, 2, 1, 4, 2),
        ("👍🏽", 2, 4, 1, 8, 2),
        ("👨‍👩‍👧", 5, 8, 1, 18, 2),
        ("🇸🇦🇮🇷", 4, 8, 2, 16, 4),
        ("a\r\nb", 4, 4, 3, 4, 4),
        ("价格—", 3, 3, 3, 9, 5),  # a dash is light, Chinese is not
    ],
)
def test_length_is_counted_as_each_channel_counts(text, code_points, utf16, graphemes, utf8, x):
    counted = [length(text, unit) for unit in Counting]

    assert dict(zip(Counting, counted, strict=True)) == {
        Counting.CODE_POINTS: code_points,
        Counting.UTF16: utf16,
        Counting.GRAPHEMES: graphemes,
        Counting.UTF8_BYTES: utf8,
        Counting.X_WEIGHTED: x,
    }


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("see https://shop.example/a/very/long/address/of/a/page now", 4 + 23 + 4),
        ("https://a.example http://b.example/x", 23 + 1 + 23),
        ("no link", 7),
        ("ftp://a.example", 15),
    ],
)
def test_link_counts_as_the_channel_counts_it(text, counted):
    assert length(text, Counting.CODE_POINTS, link_length=23) == counted
    assert length(text, Counting.CODE_POINTS) == len(text)
