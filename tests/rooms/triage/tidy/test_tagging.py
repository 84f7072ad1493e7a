import people
import pytest
from people import NOW

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Tag
from amends.rooms.triage.tidy.tagging import MOST_TAGS, tag, tag_named, untag


def test_tag_in_two_spellings_is_one(opened):
    case, other = opened(), opened()

    first = tag(case, "قهوة", actor=case.owner, now=NOW)
    again = tag(other, " قهوه ", actor=case.owner, now=NOW)
    tag(other, "قَهوة", actor=case.owner, now=NOW)

    assert (again, Tag.objects.count(), other.tag_names) == (first, 1, ["قهوة"])
    assert [e.kind for e in other.entries.filter(kind="tagged")] == ["tagged"]


def test_tags_of_two_brands_are_two(opened):
    other = people.brand("other")

    assert tag_named(other, "vip") != tag_named(opened().brand, "vip")


def test_untag_takes_it_off_once(opened):
    case = opened()
    red = tag(case, "red", actor=case.owner, now=NOW)
    tag(case, "blue", actor=case.owner, now=NOW)

    untag(case, red, actor=case.owner, now=NOW)
    untag(case, red, actor=case.owner, now=NOW)

    case.refresh_from_db()
    assert case.tag_names == ["blue"]
    assert case.entries.filter(kind="untagged").count() == 1


@pytest.mark.parametrize("name", ["", "  ", "!!!"])
def test_tag_that_says_nothing_is_refused(opened, name):
    case = opened()

    with pytest.raises(Refused, match="tag_empty"):
        tag(case, name, actor=case.owner, now=NOW)


def test_tags_of_a_case_are_twelve_at_most(opened):
    case = opened()
    for n in range(MOST_TAGS):
        tag(case, f"t{n}", actor=case.owner, now=NOW)

    with pytest.raises(Refused, match="too_many_tags"):
        tag(case, "one more", actor=case.owner, now=NOW)
    assert case.tags.count() == 12


def test_tag_by_a_stranger_is_not_allowed(opened):
    case = opened()

    with pytest.raises(NotAllowed):
        tag(case, "x", actor=people.person("Charlie"), now=NOW)
