import people
import pytest

from amends.connectors.phone import DIRECTIONS
from amends.web.forms import call
from amends.web.forms.call import CallForm


pytestmark = pytest.mark.django_db


def test_one_brand_is_not_asked_for():
    form = CallForm(brands=[people.brand()])

    assert "brand" in [field.name for field in form.hidden_fields()]


def test_several_brands_are_offered():
    form = CallForm(brands=[people.brand(), people.brand("other")])

    assert form.fields["brand"].choices == [("rabwa", "Rabwa"), ("other", "Other")]


def test_directions_are_those_of_the_connector():
    assert tuple(value for value, _ in call.DIRECTIONS) == DIRECTIONS


def test_given_is_text_without_what_no_database_keeps():
    form = CallForm(
        {"brand": "rabwa", "number": "1\0", "consent": "on"}, brands=[people.brand()]
    )

    given = form.given()

    assert (given["number"], given["consent"], given["summary"]) == ("1", "on", "")


def test_problem_stands_beside_its_box():
    form = CallForm({"brand": "rabwa"}, brands=[people.brand()])

    form.show_problems({"number": "This is not a telephone number.", "elsewhere": "x"})

    assert list(form.errors) == ["number", "__all__"]
