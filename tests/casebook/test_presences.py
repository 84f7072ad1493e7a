from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Presence
from amends.casebook.presences import is_customer_writing, last_sign, tell, tell_writing


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "there"), [(19.9, ["Bob"]), (20, [])])
def test_presence_is_worth_twenty_seconds(seconds, there):
    case = people.case(people.brand())
    tell(case, people.member(case.brand), now=NOW, is_typing=True)

    others = tell(case, case.owner, now=NOW + timedelta(seconds=seconds), is_typing=False)

    assert [(str(one.user), one.is_typing) for one in others] == [(n, True) for n in there]


def test_presence_is_nobody_elses_case():
    case, other = people.case(brand := people.brand()), people.case(brand)
    tell(other, people.member(brand), now=NOW, is_typing=False)

    assert tell(case, case.owner, now=NOW, is_typing=False) == []


@pytest.mark.parametrize(
    ("seconds", "is_typing", "queries"), [(7.9, False, 1), (8, False, 8), (1, True, 8)]
)
def test_presence_is_written_seldom(django_assert_max_num_queries, seconds, is_typing, queries):
    case = people.case(people.brand())
    tell(case, case.owner, now=NOW, is_typing=False)

    with django_assert_max_num_queries(queries):
        tell(case, case.owner, now=NOW + timedelta(seconds=seconds), is_typing=is_typing)

    assert Presence.objects.count() == 1


@pytest.mark.parametrize(("seconds", "writes"), [(9.9, True), (10, False)])
def test_customer_writes_for_ten_seconds(seconds, writes):
    brand = people.brand()
    case = people.case(brand, by=people.author(brand))
    people.mention(case.source, "لم يصل", by=case.author, case=case, said_at=NOW)
    tell_writing(case.author, now=NOW)

    assert is_customer_writing(case, now=NOW + timedelta(seconds=seconds)) is writes


@pytest.mark.parametrize(("seconds", "written"), [(2.9, 0), (3, 3)])
def test_typing_is_written_seldom(seconds, written):
    author = people.author(people.brand(), writing_at=NOW)

    tell_writing(author, now=NOW + timedelta(seconds=seconds))

    author.refresh_from_db()
    assert author.writing_at == NOW + timedelta(seconds=written)


@pytest.mark.parametrize(("typed", "sign"), [(None, 0), (-5, 0), (5, 5)])
def test_last_sign_is_the_later_of_word_and_typing(typed, sign):  # S0-03
    case = people.case(people.brand())
    typed_at = None if typed is None else NOW + timedelta(seconds=typed)
    by = people.author(case.brand, "typist", writing_at=typed_at)

    said = people.mention(case.source, "لم يصل", by=by, case=case, said_at=NOW)

    assert last_sign(said) == NOW + timedelta(seconds=sign)
