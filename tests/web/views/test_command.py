import desk_rows
import people
import pytest

from amends.casebook import search


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return desk_rows.complaint(people.source(people.brand()))


@pytest.fixture
def desk(client, case):
    client.force_login(case.owner)
    client.cookies["language"] = "en"
    return client


def titles(desk, **asked):
    return [one.title for one in desk.get("/command/", asked).context["commands"]]


def test_command_goes_to_a_page_by_part_of_its_name(desk):
    assert titles(desk, q="sour") == ["Sources", "Add a source"]
    assert titles(desk, q="منبع‌ها") == ["Sources"]
    assert "Inbox" in titles(desk)
    assert titles(desk, q="nonsense") == []


def test_command_finds_a_case_by_number_and_by_words(desk, case):
    search.index(case.mentions.get().pk, "وصلتني الماكينة مكسورة")

    assert titles(desk, q=f"C-{case.number}") == [f"C-{case.number} noura"]
    assert titles(desk, q="الماكينه") == [f"C-{case.number} noura"]


def test_command_acts_on_the_open_case(desk, case):
    bob = people.member(case.brand)
    place = f"rabwa/{case.number}"
    assert "Reply in public" in titles(desk, case=place)
    assert "Take it over" not in titles(desk, case=place)

    desk.force_login(bob)
    assert titles(desk, case=place, q="take") == ["Take it over"]


@pytest.mark.parametrize("place", ["", "rabwa", "rabwa/x", "rabwa/999", "other/1", "/"])
def test_command_of_no_case_offers_pages_alone(desk, place):
    assert "Reply in public" not in titles(desk, case=place)


def test_command_of_a_stranger_finds_nothing_of_ours(client, case):
    client.force_login(people.brand("other", owner=people.person("Charlie")).owner)

    assert f"C-{case.number} noura" not in titles(client, q=f"C-{case.number}")
    assert "Reply in public" not in titles(client, case=f"rabwa/{case.number}")


def test_command_and_keys_are_parts_for_script_and_pages_without(desk):
    for address in ("/command/", "/keys/"):
        assert "<html" in desk.get(address).content.decode()
        part = desk.get(address, headers={"hx-request": "true"}).content.decode()
        assert "<html" not in part
