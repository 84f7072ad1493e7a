import desk_rows
import people
import pytest

from amends.casebook.models import Mention
from amends.web.beside import beside


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    at = people.source(people.brand())
    return desk_rows.complaint(at, text="هدية لوالدتي. أبي ماكينة سليمة قبل الخميس")


def look(case):
    return beside(case, list(Mention.objects.filter(case=case).select_related("analysis")))


def test_wish_is_guessed_with_the_words_that_said_so(case):  # S0-11
    wish = look(case).wish

    assert (wish.code, wish.words) == ("replacement", "أبي ماكينة سليمة قبل الخميس")


def test_nothing_is_guessed_once_somebody_asked(case):
    case.desired_outcome = "replacement"

    assert look(case).wish is None


def test_details_are_quoted(case):  # S2-10
    assert {one.code for one in look(case).details} == {"gift", "person"}


def test_earlier_cases_are_those_of_the_same_person_and_brand(case):
    mine = people.case(case.brand, by=case.author)
    people.case(case.brand, by=people.author(case.brand, "other"))
    other = people.brand("other")
    people.case(other, by=people.author(other))

    assert look(case).earlier == (mine,)
