import people
import pytest
from people import NOW

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Delight, Participation
from amends.rooms.listen.communities import Part, give_delight, take_part


pytestmark = pytest.mark.django_db
SAID = {
    "place": " r/lamps ", "text": "The switch is under the base.", "url": "https://r.example/1",
    "disclosure": "I work for Rabwa.",
}  # fmt: skip


@pytest.fixture
def bob():
    return people.member(people.brand())


def part(bob, **changed):
    brand = bob.memberships.get().brand
    return take_part(brand, Part(**(SAID | changed)), actor=bob, now=NOW)


def delight(bob, what="A postcard", **more):
    return give_delight(bob.memberships.get().brand, what, actor=bob, now=NOW, **more)


def test_where_we_took_part_is_kept_with_how_we_said_who_we_are_s4d_10(bob):
    part(bob)

    row = Participation.objects.get()
    assert (row.place, row.text, row.user, row.said_at) == ("r/lamps", SAID["text"], bob, NOW)
    assert (row.url, row.disclosure) == (SAID["url"], SAID["disclosure"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"disclosure": " "}, "disclosure_missing"),
        ({"place": " "}, "place_or_words_missing"),
        ({"text": " "}, "place_or_words_missing"),
        ({"url": "javascript:alert(1)"}, "link_is_none"),
    ],
)
def test_what_is_not_whole_is_refused(bob, changed, code):
    with pytest.raises(Refused) as refused:
        part(bob, **changed)

    assert refused.value.because[0] == code
    assert not Participation.objects.exists()


def test_link_is_not_needed(bob):
    assert part(bob, url="").url == ""


def test_delight_is_kept_and_written_into_its_case_s4b_22(bob):
    case = people.case(bob.memberships.get().brand)

    row = delight(bob, number=case.number)

    assert (row.case, row.what, row.user) == (case, "A postcard", bob)
    assert case.entries.get(kind="delighted").because == ["S4b-22"]


def test_delight_needs_no_case(bob):
    assert delight(bob).case is None


@pytest.mark.parametrize(
    ("given", "code"), [({"what": " "}, "delight_empty"), ({"number": 99}, "no_such_case")]
)
def test_delight_that_is_none_is_refused(bob, given, code):
    with pytest.raises(Refused) as refused:
        delight(bob, **given)

    assert refused.value.because == (code,)


def test_case_of_another_brand_is_no_case_here(bob):
    other = people.brand("other")
    people.case(other)

    with pytest.raises(Refused):
        delight(bob, number=1)
    assert not Delight.objects.exists()


def test_stranger_writes_nothing_down(bob):
    brand = bob.memberships.get().brand
    with pytest.raises(NotAllowed):
        take_part(brand, Part(**SAID), actor=people.person("Eve"), now=NOW)
