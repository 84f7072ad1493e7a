import pytest

from amends.language.naming.scripts import in_arabic, in_latin, is_arabic


@pytest.mark.parametrize(
    ("word", "language", "wanted"),
    [
        ("نخيل", "ar", {"nakheel", "nakhil", "nkheel", "na5eel"}),
        ("ربوة", "ar", {"rabwa", "rabwah"}),
        ("نخیل", "fa", {"nakhil", "nakheel"}),
        ("قهوه", "fa", {"ghahveh", "qahve"}),
        ("خانه", "fa", {"khaneh", "khane"}),
        ("کالا", "fa", {"kala", "cala"}),
    ],
)
def test_arabic_letters_are_written_in_latin_ones(word, language, wanted):
    assert wanted <= set(in_latin(word, language, 14))


@pytest.mark.parametrize(
    ("word", "language", "wanted"),
    [
        ("nakheel", "ar", {"نخيل"}),
        ("Rabwa", "ar", {"ربوة", "ربوا"}),
        ("digikala", "fa", {"دیجیکالا"}),
        ("zhaleh", "fa", {"ژاله"}),
        ("ali", "ar", {"الي"}),
        ("iran", "fa", {"ایران"}),
    ],
)
def test_latin_letters_are_written_in_arabic_ones(word, language, wanted):
    assert wanted <= set(in_arabic(word, language, 40))


def test_the_most_usual_writing_comes_first():
    assert in_latin("نخيل", "ar", 1) == ["nakheel"]
    assert in_arabic("nakheel", "ar", 1) == ["نخيل"]


def test_persian_is_written_with_persian_letters():
    assert in_arabic("kala", "fa", 1) == ["کالا"]


@pytest.mark.parametrize(("most", "count"), [(3, 3), (5, 5)])
def test_no_more_is_given_than_asked_for(most, count):
    assert len(in_latin("متجر", "ar", most)) == count


def test_no_sign_comes_three_times():
    assert not [one for one in in_latin("ييي", "ar", 20) if "eee" in one]


@pytest.mark.parametrize("word", ["", "🪔", "123"])
def test_what_has_no_letters_has_no_writing(word):
    assert in_latin(word, "ar", 5) == []
    assert in_arabic(word, "ar", 5) == []


def test_scripts_are_told_apart():
    assert is_arabic("x ن")
    assert not is_arabic("nakheel 1")
