from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.errors import Refused
from amends.casebook.models import Promise
from amends.rooms.resolve.promising import check_promise, needs_reason, promise


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def case():
    return people.case(people.brand(timezone="Asia/Riyadh"))


def test_far_promise_keeps_its_reason_apart_from_the_ledger(case):  # S3-27, S1-22
    made = promise(case, "x", NOW + 3 * HOUR, user=case.owner, now=NOW, reason=" abroad ")

    assert made.reason.text == "abroad"
    entry = case.entries.get(kind="promised")
    assert entry.facts["reason"] == made.reason_id
    assert "abroad" not in str(entry.facts)


def test_far_promise_without_a_reason_is_refused_and_nothing_is_written(case):  # S3-27
    with pytest.raises(Refused, match="promise_needs_reason"):
        promise(case, "x", NOW + 3 * HOUR, user=case.owner, now=NOW)
    with pytest.raises(Refused, match="promise_needs_reason"):
        check_promise(case, NOW + 3 * HOUR, now=NOW, reason=" ")

    assert Promise.objects.count() == 0
    check_promise(case, NOW + 3 * HOUR, now=NOW, reason="abroad")
    check_promise(case, NOW + HOUR, now=NOW)


@pytest.mark.parametrize(("minutes", "needs"), [(60, False), (61, True)])
def test_word_within_the_hour_needs_no_reason(case, minutes, needs):  # S3-27
    assert needs_reason(case, NOW + timedelta(minutes=minutes), NOW) is needs
