import people
import pytest
from django.utils import translation

from amends.web.doors import desk_brands
from amends.web.places import BRAND_PAGES, PAGES, places


pytestmark = pytest.mark.django_db
SET_UP = {
    "/brand/rabwa/", "/brand/rabwa/drafts/", "/brand/rabwa/facts/", "/monitors/rabwa/add/",
    "/sources/rabwa/add/",
    "/team/rabwa/invite/",
}  # fmt: skip


def urls(user, words=""):
    with translation.override("en"):
        return [place.url for place in places(list(desk_brands(user)), words)]


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        ("owner", set()),
        ("manager", set()),
        ("agent", SET_UP),
        ("moderator", SET_UP | {"/calls/new/"}),
        ("analyst", SET_UP | {"/calls/new/"}),
    ],
)
def test_places_are_what_a_role_may_open(rabwa, client, role, missing):
    user = people.member(rabwa, role=role, password="long enough")
    client.force_login(user)
    offered = urls(user)

    assert set(urls(rabwa.owner)) - set(offered) == missing
    assert len(offered) == len(PAGES) + len(BRAND_PAGES) + 2 - len(missing)
    assert {client.get(url).status_code for url in offered} <= {200, 302}


@pytest.mark.parametrize("words", ["hours", "ساعات العمل", "Hours rabwa", "ساعت‌ها"])
def test_place_is_found_by_its_name_in_any_language(rabwa, words):
    assert "/coverage/rabwa/" in urls(rabwa.owner, words)


def test_place_without_any_of_the_words_is_not_meant(rabwa):
    assert urls(rabwa.owner, "hours of the moon") == []


def test_places_of_several_brands_are_named_when_asked_for(rabwa):
    people.brand("other", owner=rabwa.owner)

    assert not [url for url in urls(rabwa.owner) if "/coverage/" in url]
    assert urls(rabwa.owner, "hours") == ["/coverage/other/", "/coverage/rabwa/"]
    assert urls(rabwa.owner, "hours rabwa") == ["/coverage/rabwa/"]


def test_place_of_a_brand_is_behind_its_wall(rabwa):
    assert not [url for url in urls(people.brand("other").owner, "") if "rabwa" in url]


def test_person_without_a_brand_still_finds_his_own_settings():
    assert "/me/" in urls(people.person("Dora"))
