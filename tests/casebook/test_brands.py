import people
import pytest

from amends.casebook.brands import NoSuchBrand, brand_named


pytestmark = pytest.mark.django_db


def test_brand_is_found_by_its_short_name():
    rabwa = people.brand()

    assert brand_named("rabwa") == rabwa


def test_brand_unknown_names_those_there_are():
    people.brand()

    with pytest.raises(NoSuchBrand, match=r"no brand 'rabwah'; there are: rabwa\."):
        brand_named("rabwah")


def test_brand_of_an_empty_desk_says_none_yet():
    with pytest.raises(NoSuchBrand, match="none yet"):
        brand_named("rabwa")
