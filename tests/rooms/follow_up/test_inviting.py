from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.errors import Refused
from amends.casebook.models import Case, Delivery, Invitation
from amends.messages import render
from amends.rooms.follow_up.inviting import invite, judge_invitation


pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def case():
    brand = people.brand()
    people.source(brand, "fake_private")
    author = people.author(brand)
    at = people.source(brand, "fake_public")
    made = people.case(brand, at=at, by=author, state="closed", outcome="accepted")
    people.mention(at, by=author, case=made, url="https://shop.example/review/1")
    return made


def remedy(case, delivered_at, state="delivered"):
    case.remedies.create(
        kind="voucher",
        is_goodwill=True,
        state=state,
        proposed_by=case.owner,
        proposed_at=NOW,
        delivered_at=delivered_at,
    )


def against(case, now=NOW):
    verdict = judge_invitation(Case.objects.get(pk=case.pk), now)
    return () if verdict.value else verdict.because[:-3]


def test_a_confirmed_customer_is_invited_once_in_neutral_words_c02(case):  # S3-41, S3-45, S3-46
    made = invite(case, user=case.owner, now=NOW)

    text = Delivery.objects.get(message="invitation").text
    assert "https://shop.example/review/1" in text
    assert (made.case, made.asked_by) == (case, case.owner)
    assert case.entries.latest("seq").kind == "invited"
    with pytest.raises(Refused) as refused:
        invite(case, user=case.owner, now=NOW)
    assert refused.value.because[0] == "invited_before"
    assert Invitation.objects.count() == 1


def test_where_the_place_forbids_it_nobody_is_invited(case):
    kinds = {"fake_public": (), "trustpilot": ("place_forbids_invitations",)}
    for kind, why in kinds.items():
        type(case.source).objects.filter(pk=case.source_id).update(kind=kind)

        assert against(case)[:1] == why


@pytest.mark.parametrize(
    ("age", "is_near"), [(WEEK - timedelta(seconds=1), True), (WEEK, False)]
)
def test_a_remedy_and_an_invitation_keep_their_distance_c09(case, age, is_near):
    remedy(case, NOW - age)

    assert against(case) == (("remedy_too_near",) if is_near else ())


def test_a_remedy_that_is_still_owed_comes_first(case):
    remedy(case, None, state="approved")

    assert against(case) == ("remedy_too_near",)


def test_without_confirmation_review_or_door_nobody_is_invited(case):
    Case.objects.update(outcome="no_answer")
    case.mentions.update(url="")
    case.brand.sources.filter(kind="fake_private").update(is_enabled=False)

    assert against(case) == ("not_confirmed", "no_review_to_update", "nobody_to_invite")


def test_the_policy_may_invite_nobody(case):
    people.policy(case.brand, "review.update_request", "off")

    assert against(case) == ("invitations_off",)


@pytest.mark.parametrize(
    ("language", "pressing"),
    [
        ("en", ("sorry", "sad", "harm", "other customers")),
        ("ar", ("يحزن", "يؤسف", "يضر", "العملاء الآخرين")),
        ("fa", ("ناراحت", "متاسف", "متأسف", "آسیب", "مشتریان دیگر")),
    ],
)
def test_an_invitation_presses_nobody(language, pressing):  # S3-42, S3-43
    slots = {"brand": "X", "review_link": "https://shop.example/review/1"}
    text = render("update_invitation", language, **slots).text.lower()

    assert slots["review_link"] in text
    assert [word for word in pressing if word in text] == []
