import people
import pytest

from amends.web.saved_views import MOST, NAME_LENGTH, forget_view, save_view, saved
from amends.web.tally import count


pytestmark = pytest.mark.django_db


def views_of(owner):
    owner.refresh_from_db()
    return owner.views


def test_view_keeps_only_filters_that_say_something(rabwa):
    query = "?severity=4&nonsense=1&mine=&after=1_2&topic=x&group=waiting"

    assert save_view(rabwa.owner, " الأخطر  أولًا ", query.removeprefix("?"))

    assert views_of(rabwa.owner) == [
        {"name": "الأخطر أولًا", "query": "severity=4&group=waiting"}
    ]


@pytest.mark.parametrize("query", ["", "nonsense=1", "severity=9", "after=1_2", "q=%00"])
def test_view_that_narrows_nothing_is_not_kept(rabwa, query):
    assert not save_view(rabwa.owner, "x", query)
    assert views_of(rabwa.owner) == []


@pytest.mark.parametrize(
    ("length", "kept"), [(NAME_LENGTH, NAME_LENGTH), (NAME_LENGTH + 1, NAME_LENGTH)]
)
def test_name_has_a_length(rabwa, length, kept):
    save_view(rabwa.owner, "ش" * length, "mine=1")

    assert len(views_of(rabwa.owner)[0]["name"]) == kept


@pytest.mark.parametrize("name", ["", " \t\n", "\0"])
def test_view_without_a_name_is_not_kept(rabwa, name):
    assert not save_view(rabwa.owner, name, "mine=1")


def test_full_rail_still_takes_a_view_in_place_of_its_namesake(rabwa):
    for n in range(MOST):
        assert save_view(rabwa, f"v{n}", "mine=1")

    assert not save_view(rabwa, "one more", "mine=1")
    assert save_view(rabwa, "v0", "severity=5")
    assert len(views_of(rabwa)) == MOST


def test_view_of_a_brand_moves_the_screens_of_everybody(rabwa):
    before = rabwa.version

    save_view(rabwa, "x", "mine=1")

    rabwa.refresh_from_db()
    assert rabwa.version > before


def test_forgetting_twice_is_harmless(rabwa):
    save_view(rabwa.owner, "x", "mine=1")
    save_view(rabwa.owner, "y", "public=1")

    for _ in range(2):
        forget_view(rabwa.owner, "x")

    assert [view["name"] for view in views_of(rabwa.owner)] == ["y"]


def test_ones_own_views_come_first_and_the_open_one_is_marked(rabwa, django_assert_num_queries):
    people.case(rabwa, severity=5)
    save_view(rabwa, "Theirs", "severity=4")
    save_view(rabwa.owner, "Mine", "mine=1")
    rabwa.refresh_from_db()
    rabwa.owner.refresh_from_db()
    tally = count([rabwa], rabwa.owner)

    with django_assert_num_queries(0):
        links = saved(rabwa.owner, [rabwa], {"severity": 4}, tally)

    assert [(link.title, link.url, link.is_current) for link in links] == [
        ("Mine", "?mine=1", False), ("Theirs", "?severity=4", True),
    ]  # fmt: skip
