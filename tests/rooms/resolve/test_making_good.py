import people
import pytest

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Entry, Invitation, Remedy, Role
from amends.rooms.resolve import service


pytestmark = pytest.mark.django_db
NOW = people.NOW


@pytest.fixture
def rabwa():
    return people.brand()


@pytest.fixture
def case(rabwa):
    owner = people.member(rabwa)
    return people.case(
        rabwa, owner=owner, state="acknowledged", topics=["damaged"], verdict="upheld"
    )


def propose(case, kind="replacement", by=None, **fields):
    return service.propose_remedy(case, kind, user=by or case.owner, now=NOW, **fields)


def test_remedy_within_authority_is_approved_at_once(case):
    remedy = propose(case, amount_minor=10000, currency="SAR")

    assert (remedy.state, remedy.decided_by) == ("approved", case.owner)


def test_remedy_above_the_limit_waits_for_a_decider(case):  # S1-28
    remedy = propose(case, amount_minor=10001, currency="SAR")
    assert (remedy.state, remedy.decided_by) == ("proposed", None)

    service.decide_remedy(remedy, user=case.brand.owner, now=NOW, approve=True)

    remedy.refresh_from_db()
    assert (remedy.state, remedy.decided_by) == ("approved", case.brand.owner)


def test_agent_cannot_approve(case):
    remedy = propose(case, amount_minor=10001, currency="SAR")

    with pytest.raises(NotAllowed):
        service.decide_remedy(
            remedy, user=people.member(case.brand, "Dana"), now=NOW, approve=True
        )


def test_nobody_approves_his_own_proposal(case):
    people.member(case.brand, "Dana", Role.MANAGER)
    remedy = propose(case, by=case.brand.owner, amount_minor=10001, currency="SAR")
    assert remedy.state == "proposed"

    with pytest.raises(NotAllowed):
        service.decide_remedy(remedy, user=case.brand.owner, now=NOW, approve=True)


def test_lone_decider_is_not_locked_out(case):
    assert propose(case, by=case.brand.owner, amount_minor=10001, currency="SAR").state == (
        "approved"
    )


def test_refusing_a_remedy_needs_a_reason_and_frees_the_place(case):
    remedy = propose(case, amount_minor=10001, currency="SAR")
    with pytest.raises(Refused):
        service.decide_remedy(remedy, user=case.brand.owner, now=NOW, approve=False)

    service.decide_remedy(
        remedy, user=case.brand.owner, now=NOW, approve=False, reason="المبلغ كبير"
    )

    assert Remedy.objects.get().state == "refused"
    assert propose(case).state == "approved"


def test_remedy_is_decided_once(case):
    remedy = propose(case)

    with pytest.raises(Refused) as refused:
        service.decide_remedy(remedy, user=case.brand.owner, now=NOW, approve=True)

    assert refused.value.because == ("remedy_decided",)


def test_one_remedy_a_case(case):
    propose(case)

    with pytest.raises(Refused) as refused:
        propose(case, "repair")

    assert refused.value.because == ("one_remedy", "C-09")


def test_gift_is_refused_until_the_fix_is_delivered(case):  # C-09, S3-15
    remedy = propose(case)
    with pytest.raises(Refused) as refused:
        propose(case, "gift", is_goodwill=True)
    assert refused.value.because == ("gift_before_fix", "C-09", "S3-15")

    service.deliver_remedy(remedy, user=case.owner, now=NOW)

    assert propose(case, "gift", is_goodwill=True).state == "approved"


def test_remedy_waiting_for_approval_cannot_be_delivered(case):
    remedy = propose(case, amount_minor=10001, currency="SAR")

    with pytest.raises(Refused):
        service.deliver_remedy(remedy, user=case.owner, now=NOW)


def test_delivered_remedy_is_told_within_minutes(case):  # S3-28
    remedy = propose(case)

    service.deliver_remedy(remedy, user=case.owner, now=NOW)

    clock = case.clocks.get()
    assert (clock.kind, clock.limit_at) == ("next_reply", NOW + people.minutes(15))
    with pytest.raises(Refused):
        service.deliver_remedy(remedy, user=case.owner, now=NOW)


@pytest.mark.parametrize(("kind", "amount"), [("free lunch", 0), ("refund", -1)])
def test_impossible_remedy_is_refused(case, kind, amount):
    with pytest.raises(Refused):
        propose(case, kind, amount_minor=amount, currency="SAR")


def test_ledger_tells_of_a_remedy_by_codes_only(case):
    remedy = propose(case)

    assert Entry.objects.get(case=case, kind="remedy_proposed").facts == {
        "remedy": remedy.pk, "kind": "replacement", "state": "approved", "amount_minor": 0,
        "is_goodwill": False,
    }  # fmt: skip


def test_options_fit_the_topics_of_the_case(case):
    assert service.options(case) == ("replacement", "refund", "repair")


def test_remedy_and_invitation_never_name_each_other():  # invariant 9
    related = {
        (model, field.related_model)
        for model in (Remedy, Invitation)
        for field in model._meta.get_fields()
        if field.is_relation
    }

    assert not related & {(Remedy, Invitation), (Invitation, Remedy)}
