from datetime import UTC, datetime

import people
import pytest

from amends.casebook.models import Cause
from amends.web.forms.cause import DoneForm, PlanForm, ProofForm


pytestmark = pytest.mark.django_db


def cause_at(brand):
    return Cause.objects.create(brand=brand, name="box", kind="process")


def plan(cause, **given):
    fields = {"what": "A stronger box", "owner": cause.brand.owner_id, "due": "2026-11-30"}
    return PlanForm(fields | given, cause=cause)


def test_plan_is_owned_by_those_who_work_at_the_brand():
    brand = people.brand()
    people.member(brand, "Gone", is_active=False)
    bob = people.member(brand)
    people.brand("other")

    assert list(PlanForm(cause=cause_at(brand)).fields["owner"].queryset) == [brand.owner, bob]


def test_plan_of_a_stranger_is_refused():
    cause, stranger = cause_at(people.brand()), people.brand("other").owner

    assert list(plan(cause, owner=stranger.pk).errors) == ["owner"]


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("Asia/Riyadh", datetime(2026, 11, 30, 20, 59, tzinfo=UTC)),
        ("Asia/Tehran", datetime(2026, 11, 30, 20, 29, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 12, 1, 4, 59, tzinfo=UTC)),
    ],
)
def test_plan_is_due_at_the_end_of_the_brands_day(zone, ends):
    form = plan(cause_at(people.brand(timezone=zone)))

    assert form.is_valid()
    assert form.cleaned_data["due"] == ends


@pytest.mark.parametrize(("zone", "is_valid"), [("UTC", True), ("America/New_York", False)])
def test_plan_at_the_end_of_the_calendar_is_a_date_or_a_problem(zone, is_valid):
    form = plan(cause_at(people.brand(timezone=zone)), due="9999-12-31")

    assert (form.is_valid(), list(form.errors)) == (is_valid, [] if is_valid else ["due"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("what", "  "), ("what", "a\0b"), ("owner", ""), ("owner", "x"), ("due", ""), ("due", "2026-02-30")],
)  # fmt: skip
def test_plan_that_says_too_little_is_refused_beside_its_box(field, value):
    assert list(plan(cause_at(people.brand()), **{field: value}).errors) == [field]


def test_each_form_of_the_page_has_ids_of_its_own():
    cause = cause_at(people.brand())

    ids = [form(cause=cause).auto_id for form in (PlanForm, DoneForm, ProofForm)]

    assert ids == ["id_planform_%s", "id_doneform_%s", "id_proofform_%s"]


@pytest.mark.parametrize(("proof", "kept"), [("", ""), ("  none broke  ", "none broke")])
def test_proof_is_judged_by_the_room_and_not_by_the_form(proof, kept):  # S0-14
    form = ProofForm({"proof": proof}, cause=cause_at(people.brand()))

    assert form.is_valid()
    assert form.cleaned_data["proof"] == kept
