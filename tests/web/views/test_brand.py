import people
import pytest
from allauth.mfa.models import Authenticator

from amends.casebook import policies
from amends.casebook.models import PolicyApproval
from amends.playbook.cards import CODES
from amends.web.readiness import steps


pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "Rabwa", "name_ar": "رَبوة", "language": "ar", "timezone": "Asia/Riyadh",
    "country": "sa", "order_pattern": "RB-\\d{4,8}", "next_ar": "الوزارة",
}  # fmt: skip


def test_brand_keeps_names_country_and_pattern(desk, rabwa):
    response = desk.post("/brand/rabwa/", FIELDS)

    rabwa.refresh_from_db()
    assert response.status_code == 302
    assert (rabwa.names, rabwa.country) == ({"ar": "رَبوة"}, "SA")
    assert (rabwa.order_pattern, rabwa.next_instance) == ("RB-\\d{4,8}", {"ar": "الوزارة"})


def test_country_whose_law_forbids_the_policy_is_refused(desk, rabwa):
    policies.change(rabwa, {"channel.private_target": "any"}, user=rabwa.owner, now=people.NOW)

    response = desk.post("/brand/rabwa/", FIELDS | {"country": "AE"})

    assert response.context["form"].errors["country"]
    rabwa.refresh_from_db()
    assert rabwa.country == "SA"


@pytest.mark.parametrize("pattern", ["(a+)+$", "RB-(", "(?=x)y", ".*"])
def test_dangerous_pattern_is_refused_with_its_reason(desk, rabwa, pattern):
    response = desk.post("/brand/rabwa/", FIELDS | {"order_pattern": pattern})

    assert response.status_code == 422
    assert response.context["form"].errors["order_pattern"]
    rabwa.refresh_from_db()
    assert rabwa.order_pattern == ""


def test_checklist_shrinks_as_things_are_done(rabwa):
    assert [step.is_done for step in steps(rabwa)] == [False] * 6

    people.source(rabwa, "email")
    people.source(rabwa, "web_form")
    for code in CODES:
        PolicyApproval.objects.create(
            brand=rabwa, conflict=code, approved_by=rabwa.owner, approved_at=people.NOW
        )
    people.case(rabwa, first_reply_at=people.NOW)

    assert [step.is_done for step in steps(rabwa)] == [True, True, False, False, True, True]


@pytest.mark.parametrize("has_one", [False, True])
def test_second_step_is_asked_for_by_who_has_one(desk, rabwa, has_one):
    if has_one:
        Authenticator.objects.create(user=rabwa.owner, type="totp", data={})

    response = desk.post("/brand/rabwa/", FIELDS | {"asks_second_step": "on"})

    rabwa.refresh_from_db()
    assert response.status_code == (302 if has_one else 422)
    assert rabwa.asks_second_step is has_one
