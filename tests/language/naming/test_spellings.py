import pytest

from amends.language.naming.spellings import (
    MOST_SCRIPTS,
    MOST_SLIPS,
    heard_anyway,
    language_of,
    offered,
)
from amends.language.naming.terms import Term, Terms


def texts(names, reason=None, **more):
    return [s.text for s in offered(names, **more) if reason in {None, s.reason}]


@pytest.mark.parametrize(
    ("name", "reason", "wanted"),
    [
        ("متجر نخيل", "article", {"متجر النخيل", "المتجر النخيل"}),
        ("متجر نخيل", "latin", {"matjar nakheel"}),
        ("نخيل", "article", {"alnakheel", "elnakheel"}),
        ("النخيل", "article", {"نخيل", "alnakheel"}),
        ("النخيل", "latin", {"nakheel", "nkheel"}),
        ("Nakheel", "arabic_script", {"نخيل"}),
        ("Nakheel", "article", {"alnakheel"}),
        ("NakheelStore", "spaced", {"Nakheel Store"}),
        ("Digikala", "arabic_script", {"ديجيكالا"}),
        ("Zhaleh", "persian_script", {"ژاله"}),
        ("Nakheel", "dropped", {"nkheel", "nakeel"}),
        ("دیجی‌کالا", "latin", {"diji kala"}),
    ],
)
def test_names_are_offered_in_other_spellings(name, reason, wanted):
    assert wanted <= set(texts([name], reason))


def test_a_persian_name_takes_no_arabic_article():
    assert texts(["دیجی‌کالا"], "article") == []


def test_ways_to_write_come_before_slips():
    kinds = [spelling.is_slip for spelling in offered(["Nakheel"])]

    assert kinds == sorted(kinds)


def test_what_is_heard_already_is_not_offered():
    everything = texts(["Nakheel"])

    assert "نخيل" in everything
    assert "نخيل" not in texts(["Nakheel"], known=["نخیل"])
    assert "نخيل" not in texts(["Nakheel", "نخيل"])


def test_nothing_is_offered_twice():
    found = texts(["Nakheel", "نخيل", "النخيل"])

    assert len(found) == len(set(found))


def test_handles_and_nothing_have_no_other_spellings():
    assert offered(["@nakheel", "", "  "]) == []


def test_no_name_is_offered_without_end():
    found = offered(["abcdefghijklmnop qrstuvwxyz stuvwxyzab"])

    assert sum(spelling.is_slip for spelling in found) == MOST_SLIPS
    assert sum(spelling.reason == "arabic_script" for spelling in found) <= MOST_SCRIPTS


@pytest.mark.parametrize("name", ["متجر نخيل", "نخيل", "النخيل", "دیجی‌کالا", "Nakheel Store"])
def test_what_is_said_to_be_heard_anyway_is(name):
    terms = Terms([Term(1, name)])

    assert heard_anyway(name)
    assert [one for one in heard_anyway(name) if not terms.find(one)] == []


@pytest.mark.parametrize(
    ("name", "language"), [("نخيل", "ar"), ("کالا", "fa"), ("پارچه", "fa"), ("kala", "en")]
)
def test_language_is_told_by_the_letters(name, language):
    assert language_of(name) == language
