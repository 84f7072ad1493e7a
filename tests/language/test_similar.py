import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.language.normalise import fold
from amends.language.similar import is_alike, jaccard, shingles, telling


def alike(one, other):
    return jaccard(shingles(fold(one)), shingles(fold(other)))


@pytest.mark.parametrize(
    ("folded", "pieces"),
    [
        ("", set()),
        ("abc", {"abc"}),
        ("abcd", {"abcd"}),
        ("abcde", {"abcd", "bcde"}),
        ("aaaaaa", {"aaaa"}),
    ],
)
def test_shingles_of_short_and_long_texts(folded, pieces):
    assert shingles(folded) == pieces


@pytest.mark.parametrize(
    ("one", "other", "degree"),
    [("abcd", "abcd", 1.0), ("abcd", "wxyz", 0.0), ("abcde", "abcdx", 1 / 3), ("", "", 0.0)],
)
def test_jaccard_is_shared_of_all(one, other, degree):
    assert alike(one, other) == degree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المُنتَج وصل مكسوراً أمس", "المنتج وصل مكسورا امس"),
        ("كتابي لم يصل", "كتابی لم يصل"),
        ("سفارش ۱۲۳ نرسید", "سفارش 123 نرسيد"),
    ],
)
def test_spelling_makes_no_difference(one, other):
    assert alike(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "floor"),
    [
        ("نعتذر لك عن التأخير في طلبك", "نعتذر لكم عن التأخير في طلبكم", 0.7),
        ("از تأخیر سفارش شما عذرخواهی می‌کنیم", "از تأخیر سفارشتان عذرخواهی می‌کنیم", 0.6),
        ("We are sorry for the late parcel", "We are sorry for the late parcels", 0.9),
    ],
)
def test_endings_of_words_make_little_difference(one, other, floor):
    assert floor <= alike(one, other) < 1.0


@pytest.mark.parametrize(("threshold", "result"), [(1 / 3, True), (0.34, False)])
def test_is_alike_on_both_sides_of_its_threshold(threshold, result):
    assert is_alike(shingles("abcde"), shingles("abcdx"), threshold) == result


def test_nothing_is_alike_to_no_text():
    assert is_alike(shingles(""), shingles(""), 0.0) is False


@settings(max_examples=40, deadline=None)
@given(st.text("abcن ی", max_size=20), st.text("abcن ی", max_size=20))
def test_jaccard_has_no_direction_and_stays_between_nothing_and_one(one, other):
    left, right = shingles(one), shingles(other)

    assert jaccard(left, right) == jaccard(right, left)
    assert 0.0 <= jaccard(left, right) <= 1.0
    assert is_alike(left, right, 0.8) == (jaccard(left, right) >= 0.8)


@settings(max_examples=200, deadline=None)
@given(
    st.text("abن ی", max_size=40), st.text("abن ی", max_size=40), st.sampled_from([0.5, 0.8, 1])
)
def test_telling_pieces_are_shared_by_all_who_are_alike(one, other, threshold):
    left, right = shingles(one), shingles(other)

    if is_alike(left, right, threshold):
        assert telling(left, threshold) & telling(right, threshold)


def test_telling_pieces_are_few():
    assert len(telling(shingles("abcdefghijklm"), 0.8)) == 3
    assert telling(shingles(""), 0.8) == set()
