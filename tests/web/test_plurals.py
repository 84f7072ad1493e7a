"""Counts as a reader says them: Arabic has six forms, and a count is written in his digits."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template import Context, Template
from django.utils import translation

import amends
from amends.web import morning


CATALOGUE = Path(amends.__file__).parent / "locale/ar/LC_MESSAGES/django.po"
WAITING = Template(
    "{% load i18n desk %}{% blocktranslate count n=n with shown=n|number %}"
    "{{ shown }} complaint{% plural %}{{ shown }} complaints{% endblocktranslate %}"
)


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "لا شكاوى"),
        (1, "شكوى واحدة"),
        (2, "شكويان"),
        (3, "٣ شكاوى"),
        (10, "١٠ شكاوى"),
        (11, "١١ شكوى"),
        (99, "٩٩ شكوى"),
        (100, "١٠٠ شكوى"),
        (103, "١٠٣ شكاوى"),
    ],
)
def test_complaints_are_counted_as_arabic_counts(n, said):
    with translation.override("ar"):
        assert WAITING.render(Context({"n": n})) == said


@pytest.mark.parametrize(("n", "said"), [(0, "۰ شکایت"), (1, "۱ شکایت"), (11, "۱۱ شکایت")])
def test_complaints_are_counted_as_persian_counts(n, said):
    with translation.override("fa"):
        assert WAITING.render(Context({"n": n})) == said


def test_one_two_and_few_of_each_count_differ_in_arabic():
    with CATALOGUE.open("rb") as file:
        counts = [m for m in read_po(file, locale="ar") if m.pluralizable and m.id]

    assert {len(m.string) for m in counts} == {6}
    # An abbreviation such as min has one form.
    same = [m.id[0] for m in counts if m.string[2] == m.string[3] and " min" not in m.id[0]]
    assert same == []


@pytest.mark.parametrize("n", [0, 1, 2, 3, 11, 100])
def test_morning_is_said_without_a_latin_digit(n):
    with translation.override("ar"):
        said = morning._lede({"complaints": n, "waiting": n})

    assert not set("0123456789") & set(said)
