import pytest

from amends.web.menus import address, menus, views
from amends.web.tally import Tally


@pytest.mark.parametrize(
    ("by", "changes", "url"),
    [
        ({}, {}, "?"),
        ({"mine": True}, {}, "?mine=1"),
        ({"topic": "damaged", "page": "9"}, {"severity": 4}, "?topic=damaged&severity=4"),
        ({"topic": "damaged"}, {"topic": None}, "?"),
        ({"q": "a&b"}, {}, "?q=a%26b"),
    ],
)
def test_address_keeps_the_other_filters_and_drops_the_page(by, changes, url):
    assert address(by, **changes) == url


def test_menu_has_only_what_can_be_chosen():
    tally = Tally()
    tally.topics["damaged"] += 1

    made = menus({"topic": "damaged"}, tally, [])

    topic = next(menu for menu in made if "topic=damaged" in menu.links[-1].url)
    assert (len(topic.links), topic.value) == (2, topic.links[1].title)
    assert all(menu.links for menu in made)


def test_menu_begins_with_all_of_them():
    tally = Tally()
    tally.topics["damaged"] += 1

    topic = next(m for m in menus({}, tally, []) if "topic=damaged" in m.links[-1].url)

    assert (topic.links[0].url, topic.links[0].is_current, topic.value) == ("?", True, "")


def test_views_mark_the_one_that_is_open():
    current = [link.url for link in views({"mine": True}, Tally()) if link.is_current]

    assert current == ["?mine=1"]
