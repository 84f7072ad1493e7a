import pytest

from amends.language.naming.affixes import takes_after, takes_before


@pytest.mark.parametrize(
    "before",
    ["", "و", "ف", "ب", "ك", "ل", "ال", "لل", "بال", "وال", "وبال", "فلل", "هال", "كال"],
)
def test_name_is_taken_with_its_clitics(before):
    assert takes_before(4, before)


@pytest.mark.parametrize("before", ["م", "ن", "وو", "الل", "بب", "الب", "a", "1"])
def test_name_is_not_taken_with_other_letters_before_it(before):
    assert not takes_before(4, before)


@pytest.mark.parametrize(
    "after", ["", "ها", "هاي", "هايي", "ي", "م", "ت", "ش", "كم", "رو", "s"]
)
def test_name_is_taken_with_its_endings(after):
    assert takes_after(4, after)


@pytest.mark.parametrize("after", ["ن", "هاا", "ستان", "ing", "1"])
def test_name_is_not_taken_with_other_letters_after_it(after):
    assert not takes_after(4, after)


@pytest.mark.parametrize(
    ("letters", "before", "after"),
    [(2, False, False), (3, True, False), (4, True, True)],
    ids=["two letters stand alone", "three take no possessive", "four take all"],
)
def test_short_names_take_less(letters, before, after):
    assert takes_before(letters, "و") is before
    assert takes_after(letters, "م") is after
    assert takes_after(letters, "ها") is (letters > 2)
