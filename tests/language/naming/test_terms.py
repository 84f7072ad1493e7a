import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.language.folding import READ_AT_MOST
from amends.language.naming.forms import Form
from amends.language.naming.terms import Found, Term, Terms, patterns_of


SHOP = Terms([Term(1, "متجر نخيل"), Term(1, "nakheel"), Term(1, "دیجی‌کالا")])


@pytest.mark.parametrize(
    "text",
    [
        "متجر نخيل", "متجرنخیل", "متجر‌نخیل", "مَتجَر نخِيل", "متـجر نخيـــل", "متجر نخيييييل",
        "متجر_نخيل", "متجر-نخيل", "ومتجر نخيل", "بمتجر نخيل", "لمتجر نخيل", "متجر نخيلها",
        "NAKHEEL", "Nakheel’s", "@nakheel", "#nakheel", "والـNakheel",
        "دیجی‌کالا", "دیجی کالا", "دیجیکالا", "ديجي كالا", "دیجی‌کالاها", "دیجی‌کالایی", "دیجی‌کالام",
    ],
)  # fmt: skip
def test_one_term_finds_every_way_it_is_written(text):
    assert len(SHOP.find(f"قلت: {text} سيئ")) == 1


@pytest.mark.parametrize(
    "text", ["", "متجر", "snakheel", "نخيل", "متجر كبير نخيل", "دیجی و کالا", "متجراتنخيل"]
)
def test_other_words_are_not_found(text):
    assert SHOP.find(text) == ()


def test_found_place_is_in_code_points_of_the_original():
    text = "اشتريت 🪔 من متجـــر  نخيييل اليوم"

    [found] = SHOP.find(text)

    assert text[found.start : found.end] == "متجـــر  نخيييل"
    assert found == Found(1, "متجر نخيل", 12, 27, Form.ALONE)


def test_the_longer_of_two_names_of_one_owner_counts():
    terms = Terms([Term(1, "نخيل"), Term(1, "متجر نخيل"), Term(2, "نخيل")])

    found = terms.find("متجر نخيل")

    assert {(one.owner, one.term) for one in found} == {(1, "متجر نخيل"), (2, "نخيل")}


def test_to_the_swallows_the_alef_of_the_article():
    assert [one.term for one in Terms([Term(1, "النخيل")]).find("شكرا للنخيل")] == ["النخيل"]


def test_excluding_term_silences_its_owner_alone():
    terms = Terms([Term(1, "نخيل"), Term(2, "نخيل"), Term(1, "تمر", is_excluding=True)])

    assert [one.owner for one in terms.find("نخيل وتمر")] == [2]
    assert [one.owner for one in terms.find("نخيل ولبن")] == [1, 2]


def test_many_owners_are_found_at_once_in_order():
    terms = Terms([Term(n, f"brand{n}x") for n in range(10_000)])

    found = terms.find("brand77x and brand9999x")

    assert [one.owner for one in found] == [77, 9999]
    assert len(terms) == 10_000


def test_without_terms_nothing_is_found():
    assert Terms([]).find("nakheel") == ()


@pytest.mark.parametrize(("at", "count"), [(READ_AT_MOST - 8, 1), (READ_AT_MOST + 1, 0)])
def test_what_stands_far_behind_is_left_out(at, count):
    assert len(SHOP.find("-" * at + " nakheel")) == count


@pytest.mark.parametrize(
    ("term", "patterns"),
    [
        ("x", ()),
        ("@", ()),
        ("  ", ()),
        ("ab", ("ab",)),
        ("@Rabwa", ("@rabwa",)),
        ("a b", ("ab", "a b", "a-b", "a_b", "a.b")),
        ("الزهرة", ("الزهره", "للزهره")),
        ("الف", ("الف",)),
    ],
)
def test_patterns_of_a_term(term, patterns):
    assert patterns_of(term) == patterns


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_places_lie_inside(text):
    for found in Terms([Term(1, "ab"), Term(1, "سلام"), Term(2, "@a")]).find(
        text + " ab سلام @a"
    ):
        assert 0 <= found.start < found.end <= len(text) + 12
