import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.language.normalise import digits_to_ascii, fold, fold_with_offsets, strip_bidi


ALPHABET = st.characters(codec="utf-8")
MIXED = st.text(
    st.one_of(
        ALPHABET, st.sampled_from("اأإآةهىيیكکؤئءـًّ\u200c\u200d\u202e ۱۲٣4aAÉßİﷲﻻoo!!😡\n\x00")
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),
        ("على", "علي"),
        ("كتاب", "کتاب"),
        ("أحمد إلى آخر ٱلذي", "احمد الى اخر الذي"),
        ("شركة", "شركه"),
        ("مسؤول مئة", "مسوول ميه"),
        ("شيء", "شي"),
        ("جـــميل", "جميل"),
        ("شُكْرًا", "شكرا"),
        ("می‌خواهم", "میخواهم"),
        ("طلب ١٢٣ سفارش ۴۵۶", "طلب 123 سفارش 456"),
        ("VERY Bad", "very bad"),
        ("sooooo baaaad", "soo baad"),
        ("اسبووووعين", "اسبوعين"),
        ("ﻻ ﷲ", "لا الله"),
        ("café", "cafe"),
        ("a\u202eb\u2066c", "abc"),
        ("  a \t\n b  ", "a b"),
        ("چرا؟ نه،", "چرا? نه,"),
        ("don’t", "don't"),
        ("100000", "100000"),
        ("ههههههه", "ه"),
        ("", ""),
        ("\u200c\u200f", ""),
        (" \x00 ", ""),
        ("\ud800x", "x"),
    ],
)
def test_fold_joins_spellings(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_joined_and_spaced_verbs_apart():
    assert fold("می خواهم") == "مي خواهم"


@given(MIXED)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_fold_with_offsets_gives_the_same_text(text):
    folded = fold_with_offsets(text)

    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text)
    assert folded.origins == sorted(folded.origins)


@given(MIXED, st.data())
def test_fold_does_not_depend_on_digits_or_bidi_controls(text, data):
    assert fold(digits_to_ascii(text)) == fold(text)
    assert fold(strip_bidi(text)) == fold(text)


def test_original_span_points_at_the_word():
    text = "  وصلـــني  الطَّلَب مكسوووور"
    folded = fold_with_offsets(text)
    at = folded.text.index("مكسور")

    start, end = folded.original_span(at, at + 5)

    assert text[start:end] == "مكسوووور"


def test_original_span_of_nothing_is_empty():
    folded = fold_with_offsets("ab")

    assert folded.original_span(2, 2) == (2, 2)
    assert folded.original_span(1, 1) == (1, 1)


def test_digits_to_ascii_keeps_length():
    assert digits_to_ascii("٠١٢۳۴x") == "01234x"


def test_strip_bidi_keeps_the_rest():
    assert strip_bidi("\u202eab\u200c") == "ab\u200c"
