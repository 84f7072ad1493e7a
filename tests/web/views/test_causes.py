from datetime import timedelta

import people
import pytest
from django.utils import timezone

from amends.casebook.models import Cause, CorrectiveAction


pytestmark = pytest.mark.django_db


def cause_with(brand, name, cases):
    cause = Cause.objects.create(brand=brand, name=name, kind="process")
    for _ in range(cases):
        people.case(brand, opened_at=timezone.now()).causes.add(cause)
    return cause


@pytest.mark.parametrize("count", [1, 3])
def test_causes_ask_the_same_whatever_their_number(
    desk, rabwa, django_assert_num_queries, count
):
    for n in range(count):
        cause_with(rabwa, f"cause {n}", 1)

    with django_assert_num_queries(14):
        desk.get("/causes/")


def test_board_draws_the_line_under_the_vital_few(desk, rabwa):
    for name, cases in (("box", 6), ("late", 3), ("card", 1)):
        cause_with(rabwa, name, cases)

    response = desk.get("/causes/")

    assert [row["cut"] for row in response.context["lines"]] == ["", "90%", ""]
    assert response.context["cause"].name == "box"
    assert "/reports/cases/?cause=" in response.content.decode()


def test_cause_is_planned_done_and_not_proven_too_early(desk, rabwa):
    box = cause_with(rabwa, "box", 1)
    box.cases.update(opened_at=timezone.now() - timedelta(hours=1))
    due = (timezone.now() + timedelta(days=9)).date().isoformat()

    desk.post(f"/causes/{box.pk}/plan/", {"what": "a box", "owner": rabwa.owner.pk, "due": due})
    desk.post(f"/causes/{box.pk}/done/")
    page = desk.post(f"/causes/{box.pk}/prove/", {"proof": "quiet"}, follow=True)

    action = CorrectiveAction.objects.get(cause=box)
    assert action.done_at
    assert action.proven_at is None
    assert "three weeks; then it is proof. (S0-14)" in page.content.decode()


def test_estimate_wears_its_badge(desk, rabwa):
    cause_with(rabwa, "box", 2)

    page = desk.get("/causes/").content.decode()

    assert "≈ 52" in page
    assert "Estimate" in page
    assert "C-26" in page


def test_shop_without_causes_is_told_how_they_come(desk):
    assert "No cause is named yet" in desk.get("/causes/").content.decode()


def test_unknown_deed_is_not_found(desk, rabwa):
    box = cause_with(rabwa, "box", 1)

    assert desk.post(f"/causes/{box.pk}/forget/").status_code == 404
    assert desk.post(f"/causes/{box.pk}/done/").status_code == 404
