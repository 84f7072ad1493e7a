import people
import pytest
from django.http import Http404
from django.utils import translation
from people import NOW, minutes

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Awaited, Tag
from amends.web.deeds import DEEDS as WORK
from amends.web.tidying import DEEDS, TIDY


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    brand = people.brand()
    return people.case(brand, by=people.author(brand))


def do(deed_name, case, user=None, now=NOW, **given):
    deed = DEEDS[deed_name]
    form = deed.form(given, case=case)
    assert form.is_valid()
    return deed.do(case, form, user or case.owner, now)


def test_every_deed_of_the_case_has_one_name():
    assert set(DEEDS) == set(WORK) | set(TIDY)
    assert set(WORK) & set(TIDY) == set()


@pytest.mark.parametrize("name", TIDY)
def test_done_is_said_in_three_languages(name):
    said = set()
    for language in ("ar", "fa", "en"):
        with translation.override(language):
            said.add(translation.gettext(TIDY[name].done))

    assert len(said) == 3


def test_note_calls_a_colleague_until_he_has_seen_it(case):
    bob = people.member(case.brand)

    do("tell", case, text="انظر", called=[bob.pk])
    unseen = case.notes.get().calls.filter(seen_at=None)
    assert [call.user for call in unseen] == [bob]

    assert do("seen", case, bob) == 1
    assert unseen.all().count() == 0


def test_tag_goes_on_and_off(case):
    do("tag", case, name="fragile")
    assert case.tag_names == ["fragile"]

    do("untag", case, row=Tag.objects.get().pk)
    assert case.tag_names == []


def test_tag_of_another_brand_does_not_exist_here(case):
    theirs = Tag.objects.create(brand=people.brand("other"), name="x", folded="x")

    with pytest.raises(Http404):
        do("untag", case, row=theirs.pk)


def test_case_goes_to_sleep_and_wakes(case):
    do("snooze", case, until="customer")
    assert case.snoozed_until is not None

    do("wake", case)
    case.refresh_from_db()
    assert case.snoozed_until is None


def test_merge_finds_the_other_case_by_its_number_and_is_undone(case):
    into = people.case(case.brand, by=case.author)

    do("merge", case, number=f"C-{into.number}")
    case.refresh_from_db()
    assert case.merged_into == into

    do("undo-merge", case, now=NOW + minutes(1))
    case.refresh_from_db()
    assert case.merged_into is None


@pytest.mark.parametrize("number", ["999999999", "0"])
def test_merge_into_a_number_nobody_has_is_refused(case, number):
    with pytest.raises(Refused, match="no_such_case"):
        do("merge", case, number=number)


def test_merge_reaches_no_case_of_another_brand(case):
    other = people.brand("other")
    for _ in range(3):
        theirs = people.case(other)

    with pytest.raises(Refused, match="no_such_case"):
        do("merge", case, number=str(theirs.number))


def test_file_is_asked_for_again_but_not_that_of_another_case(case):
    mention = people.mention(case.source, case=case)
    row = Awaited.objects.create(mention=mention, key="k", name="a", told_at=NOW)

    do("fetch", case, row=row.pk, now=NOW + minutes(1))

    row.refresh_from_db()
    assert row.due_at == NOW + minutes(1)
    with pytest.raises(Http404):
        do("fetch", people.case(case.brand), row=row.pk)


def test_stranger_keeps_nothing_in_order(case):
    charlie = people.brand("other").owner

    for name, given in {"tag": {"name": "x"}, "snooze": {"until": "hour"}, "wake": {}}.items():
        with pytest.raises(NotAllowed):
            do(name, case, charlie, **given)


def test_delivery_of_another_case_cannot_be_called_back(case):
    other = people.case(case.brand)
    theirs = other.deliveries.create(
        source=other.source, thread="t", visibility="public", text="x", not_before=NOW
    )

    with pytest.raises(Http404):
        do("undo", case, row=theirs.pk)
