from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook.models import Call, Note, Role
from amends.rooms.resolve import nearing
from amends.rooms.resolve.promising import keep_promise, promise


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    brand = people.brand()
    people.member(brand, "Mona", Role.MANAGER)
    people.member(brand, "Dana")
    return people.case(brand, owner=people.member(brand))


@pytest.fixture
def made(case):
    return promise(case, "نتصل بك", NOW + timedelta(hours=1), user=case.owner, now=NOW)


def called():
    return sorted(Call.objects.values_list("user__name", flat=True))


def test_owner_and_managers_are_called_before_a_promise_breaks_once(case, made):  # S3-26
    assert nearing.warn(NOW + minutes(44)) == 0

    assert nearing.warn(NOW + minutes(45)) == 1

    assert called() == ["Alice", "Bob", "Mona"]
    assert Note.objects.get().user is None
    assert case.entries.last().kind == "promise_nears"
    assert nearing.warn(NOW + minutes(59)) == 0


def test_kept_promise_calls_nobody(case, made):
    keep_promise(made, user=case.owner, now=NOW + minutes(30))

    assert nearing.warn(NOW + minutes(50)) == 0


def test_brand_sets_how_early(case, made):
    people.policy(case.brand, "limits.promise_warning_min", 5)

    assert (nearing.warn(NOW + minutes(54)), nearing.warn(NOW + minutes(55))) == (0, 1)
