import people
import pytest
from django.utils import translation

from amends.language import order_patterns
from amends.web.forms.brand import REFUSED, BrandForm


pytestmark = pytest.mark.django_db
GIVEN = {"name": "Rabwa", "language": "ar", "timezone": "Asia/Riyadh", "country": "SA"}


def filled(brand=None, **given):
    return BrandForm(GIVEN | given, instance=brand or people.brand())


def test_names_and_next_instances_are_kept_by_language():
    brand = people.brand(names={"fa": "old"}, next_instance={"en": "old"})
    form = filled(brand, name_ar="رَبوة", name_en="Rabwa", next_fa="نهاد")

    assert form.is_valid()
    form.save()

    brand.refresh_from_db()
    assert brand.names == {"ar": "رَبوة", "en": "Rabwa"}
    assert brand.next_instance == {"fa": "نهاد"}


def test_form_shows_what_is_stored():
    brand = people.brand(names={"ar": "رَبوة"}, next_instance={"fa": "نهاد"})

    initial = BrandForm(instance=brand).initial

    assert (initial["name_ar"], initial["name_fa"]) == ("رَبوة", "")
    assert (initial["next_fa"], initial["next_en"]) == ("نهاد", "")


@pytest.mark.parametrize("country", ["S", "S1", "سع", "ＳＡ", "*", "S\0"])
def test_country_that_is_not_two_letters_is_refused(country):
    assert list(filled(country=country).errors) == ["country"]


def test_country_is_kept_in_capitals():
    form = filled(country="ir")

    assert form.is_valid()
    assert form.cleaned_data["country"] == "IR"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("A" * (order_patterns.LONGEST + 1), "too_long"),
        ("RB-[0-9]+", "unbounded"),
        ("^RB", "not_plain"),
        (r"\d{1,40}\d{1,40}", "slow"),
        ("[z-a]", "invalid"),
        (r"\d{0,8}", "empty"),
    ],
)
def test_order_pattern_that_holds_up_the_reader_is_refused_in_words(pattern, code):
    form = filled(order_pattern=pattern)

    with translation.override("en"):
        assert form.errors == {"order_pattern": [str(REFUSED[code])]}


@pytest.mark.parametrize("pattern", ["", r"RB-\d{4,8}", "A" * order_patterns.LONGEST])
def test_order_pattern_that_is_read_quickly_is_kept(pattern):
    form = filled(order_pattern=pattern)

    assert form.is_valid()
    assert form.save().order_pattern == pattern


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_zone_that_is_none_is_refused(zone):
    assert list(filled(timezone=zone).errors) == ["timezone"]


@pytest.mark.parametrize("code", REFUSED)
def test_each_refusal_is_said_in_three_languages(code):
    said = set()
    for language in ("ar", "fa", "en"):
        with translation.override(language):
            said.add(str(REFUSED[code]))

    assert len(said) == 3
