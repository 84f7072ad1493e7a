from datetime import timedelta

import people
import pytest
from django.http import QueryDict
from django.utils import translation

from amends.casebook.models import Brand
from amends.web import periods


BRANDS = [Brand(slug="rabwa", name="Rabwa"), Brand(slug="other", name="Other")]


def look(query="", brands=BRANDS):
    return periods.look_at(QueryDict(query), brands, 7)


@pytest.mark.parametrize(
    ("query", "days", "brands", "side"),
    [
        ("", 7, 2, ""),
        ("days=30&brand=rabwa&visibility=public", 30, 1, "public"),
        ("days=31&brand=nobody&visibility=both", 7, 2, ""),
    ],
)
def test_look_ignores_what_makes_no_sense(query, days, brands, side):
    found = look(query)

    assert (found.days, len(found.brands), found.visibility) == (days, brands, side)


def test_chip_keeps_the_rest_of_the_look():
    with translation.override("en"):
        chips = periods.choices(look("days=30&visibility=public"), BRANDS)

    assert chips[1].url == "?days=7&visibility=public"
    assert [c.title for c in chips if c.is_current] == ["30 days"]


@pytest.mark.parametrize(
    ("query", "bars"), [("days=1", 12), ("", 7), ("days=30", 10), ("days=90", 13)]
)
def test_edges_make_few_bars_that_reach_the_end_of_today(query, bars):
    edges = periods.edges(look(query), people.NOW, "Asia/Riyadh")

    assert len(edges) == bars + 1
    assert edges[-1] >= people.NOW
    assert edges[0] <= people.NOW - timedelta(days=look(query).days - 1)
