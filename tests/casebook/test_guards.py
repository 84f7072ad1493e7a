import people
import pytest
from django.db import DatabaseError, transaction
from people import NOW

from amends.casebook import guards, ledger, policies
from amends.casebook.models import Entry, PolicyChange


pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return ledger.append(people.case(people.brand()), "noted", now=NOW)


def test_guards_stand_after_every_migrate():
    assert guards.missing_guards() == ()


@pytest.mark.parametrize(
    "deed",
    [
        lambda rows: rows.update(kind="other"),
        lambda rows: rows._raw_delete(rows.db),
    ],
)
def test_database_refuses_to_change_a_line(entry, deed):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(Entry.objects.filter(pk=entry.pk))

    assert Entry.objects.get(pk=entry.pk).kind == "noted"


@pytest.mark.parametrize(
    "deed", [lambda rows: rows.update(after=1), lambda rows: rows._raw_delete(rows.db)]
)
def test_database_refuses_to_change_who_decided_what(deed):
    brand = people.brand()
    policies.change(brand, {"survey.cap_days": 45}, user=brand.owner, now=NOW)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(PolicyChange.objects.filter(brand=brand))

    assert PolicyChange.objects.get().after == 45


def test_guards_lifted_are_missed_and_restored_twice_is_harmless():
    guards.lift_guards()
    missing = guards.missing_guards()
    guards.restore_guards()
    guards.restore_guards()

    assert missing == (
        "entry_no_update", "entry_no_delete", "policy_change_no_update", "policy_change_no_delete",
    )  # fmt: skip
    assert guards.missing_guards() == ()
