import pytest

from amends.language.naming.typing_slips import slips


@pytest.mark.parametrize(
    ("word", "language", "slip"),
    [
        ("nakheel", "en", ("dropped", "nakeel")),
        ("nakheel", "en", ("swapped", "nahkeel")),
        ("nakheel", "en", ("doubled", "nakkheel")),
        ("nakheel", "en", ("neighbour", "nakgeel")),
        ("nakheel", "en", ("sounds_alike", "naqheel")),
        ("مكتبات", "ar", ("neighbour", "ممتبات")),
        ("مظلات", "ar", ("sounds_alike", "مضلات")),
        ("قالی‌ها", "fa", ("sounds_alike", "غالی‌ها")),
        ("پارچه", "fa", ("neighbour", "پارجه")),
    ],
)
def test_fingers_and_ears_slip(word, language, slip):
    assert slip in set(slips(word, language))


@pytest.mark.parametrize(("word", "is_any"), [("abcd", False), ("abcde", True)])
def test_short_words_have_no_slips_worth_hearing(word, is_any):
    assert bool(list(slips(word, "en"))) is is_any


def test_first_letter_is_neither_dropped_nor_swapped():
    kept = [one for code, one in slips("nakheel", "ar") if code in {"dropped", "swapped"}]

    assert all(one.startswith("n") for one in kept)
