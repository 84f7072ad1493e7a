import people
import pytest

from amends.casebook import search


pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return people.source(people.brand())


def indexed(shop, text):
    mention = people.mention(shop, text)
    search.index(mention.pk, text)
    return mention.pk


def test_find_needs_every_word_and_begins_the_last(shop):
    both = indexed(shop, "The courier was late")
    indexed(shop, "The courier was kind")

    assert search.find("courier lat", [shop.brand_id]) == [both]
    assert search.find("cour late", [shop.brand_id]) == []


def test_find_returns_the_latest_first_and_no_more_than_asked(shop):
    keys = [indexed(shop, f"late {n}") for n in range(3)]

    assert search.find("late", [shop.brand_id], limit=2) == [keys[2], keys[1]]


def test_whole_words_come_before_begun_ones_and_a_letter_begins_nothing(shop):
    whole, begun = indexed(shop, "late a"), indexed(shop, "lately apart")

    assert search.find("late", [shop.brand_id], limit=1) == [whole]
    assert search.find("late", [shop.brand_id]) == [begun, whole]
    assert search.find("a", [shop.brand_id]) == [whole]
    assert search.find("ap", [shop.brand_id]) == [begun]
    assert search.find("late a", [shop.brand_id]) == [whole]


@pytest.mark.parametrize(
    "query", ["", "  ", "!!", '"', "* -", "AND", 'x" OR "y', "col:late", "late)"]
)
def test_find_survives_whatever_is_typed(shop, query):
    indexed(shop, "and x y late")

    assert isinstance(search.find(query, [shop.brand_id]), list)


def test_index_again_replaces_what_was_there(shop):
    key = indexed(shop, "broken")
    search.index(key, "mended")

    assert search.find("broken", [shop.brand_id]) == []
    assert search.find("mended", [shop.brand_id]) == [key]


def test_digits_are_found_in_all_three_sets(shop):
    key = indexed(shop, "طلب رقم ٢٠٤١٨")

    assert (
        search.find("20418", [shop.brand_id]) == search.find("۲۰۴۱۸", [shop.brand_id]) == [key]
    )
