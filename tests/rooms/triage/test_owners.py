from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.errors import NotAllowed, OwnerRequired, Refused
from amends.casebook.models import Case, Membership, Role, Shift
from amends.rooms.triage.deciding import triage
from amends.rooms.triage.owners import Rota, hand_over, leave, owner_for


def colleague(brand, name, *, languages=(), on_duty=True, role=Role.AGENT):
    user = people.member(brand, name, role)
    Membership.objects.filter(user=user).update(languages=list(languages))
    if on_duty:
        Shift.objects.create(brand=brand, user=user, weekday=0, starts="09:00", ends="17:00")
    return user


def test_owner_for_nobody_on_duty_is_the_lead_then_the_owner_s4a_05(brand):
    colleague(brand, "Off", on_duty=False)
    assert owner_for(brand, "ar", NOW) == brand.owner

    brand.lead = people.member(brand, "Lead", Role.MANAGER)
    assert owner_for(brand, "ar", NOW) == brand.lead

    brand.lead.is_active = False
    assert owner_for(brand, "ar", NOW) == brand.owner


def test_owner_for_speaks_the_language_c_14(brand):
    arab = colleague(brand, "Arab", languages=["ar"])
    persian = colleague(brand, "Persian", languages=["fa"])

    assert owner_for(brand, "ar", NOW) == arab
    assert owner_for(brand, "fa", NOW) == persian
    assert owner_for(brand, "en", NOW) == brand.owner


def test_owner_for_has_the_fewest_open_cases(brand):
    busy, idle = colleague(brand, "Busy"), colleague(brand, "Idle")
    people.case(brand, busy)
    people.case(brand, idle, state="closed", outcome="accepted")

    assert owner_for(brand, "ar", NOW) == idle


def test_owner_for_never_takes_one_who_cannot_answer_or_has_left(brand):
    colleague(brand, "Analyst", role=Role.ANALYST)
    gone = colleague(brand, "Gone")
    gone.is_active = False
    gone.save()

    assert owner_for(brand, "ar", NOW) == brand.owner


@pytest.mark.parametrize(("hours", "on_duty"), [(4.9, True), (5, False)])
def test_owner_for_after_the_shift_is_the_owner_s4a_14(brand, hours, on_duty):
    # NOW is 12:00 in Riyadh; the shift ends at 17:00.
    bob = colleague(brand, "Bob")

    found = owner_for(brand, "ar", NOW + timedelta(hours=hours))

    assert found == (bob if on_duty else brand.owner)


def test_rota_spreads_one_round_evenly(brand):
    one, two = colleague(brand, "One"), colleague(brand, "Two")
    rota = Rota(NOW)

    chosen = [rota.choose(brand, "ar", is_private=False).value for _ in range(4)]

    assert chosen == [one.pk, two.pk, one.pk, two.pk]


def test_hand_over_passes_case_and_clocks_with_the_reason_kept_apart(brand, at, say):
    bob = people.member(brand)
    case = triage(say(at), now=NOW)

    row = hand_over(case, bob, actor=brand.owner, now=NOW, reason="S4b-09: يحتاج هدوءا")

    case.refresh_from_db()
    assert (case.owner, case.clocks.get().owner) == (bob, bob)
    assert (row.giver, row.receiver, row.is_customer_told) == (brand.owner, bob, False)
    entry = case.entries.get(kind="handed_over")
    assert entry.facts == {"hand_over": row.pk, "reason": row.reason.pk}
    assert "S1-20:customer_not_told" in entry.because


def test_hand_over_tells_the_customer_in_private_s1_20(brand, say):
    bob = people.member(brand)
    noura = people.author(brand)
    at = people.source(brand, "fake_private")
    case = triage(say(at, noura, visibility="private"), now=NOW)

    hand_over(case, bob, actor=brand.owner, now=NOW, tell_customer=True)

    delivery = case.deliveries.get()
    assert (delivery.message, delivery.visibility, delivery.state) == (
        "notice",
        "private",
        "ready",
    )
    assert (delivery.author, delivery.counts, delivery.language) == (noura, False, "ar")
    assert "Bob" in delivery.text


def test_hand_over_without_a_private_door_tells_nobody_and_changes_nothing(brand, at, say):
    case = triage(say(at, people.author(brand)), now=NOW)

    with pytest.raises(Refused, match="no_private_door"):
        hand_over(case, people.member(brand), actor=brand.owner, now=NOW, tell_customer=True)

    case.refresh_from_db()
    assert (case.owner, case.deliveries.count()) == (brand.owner, 0)


def test_hand_over_needs_a_colleague_who_may(brand, at, say):
    case = triage(say(at), now=NOW)
    analyst = people.member(brand, "Analyst", Role.ANALYST)
    stranger = people.brand("other").owner

    with pytest.raises(Refused, match="cannot_answer_here"):
        hand_over(case, stranger, actor=brand.owner, now=NOW)
    with pytest.raises(Refused, match="cannot_answer_here"):
        hand_over(case, analyst, actor=brand.owner, now=NOW)
    with pytest.raises(Refused, match="owns_it_already"):
        hand_over(case, brand.owner, actor=brand.owner, now=NOW)
    with pytest.raises(NotAllowed):
        hand_over(case, brand.owner, actor=stranger, now=NOW)


def test_leave_is_refused_while_he_owns_open_cases(brand):
    bob = people.member(brand)
    brand.lead = bob
    brand.save()
    case = people.case(brand, bob)

    with pytest.raises(OwnerRequired, match="1 open cases"):
        leave(bob, NOW)

    Case.objects.filter(pk=case.pk).update(state="closed", outcome="accepted")
    leave(bob, NOW)
    bob.refresh_from_db()
    brand.refresh_from_db()
    assert (bob.is_active, brand.lead) == (False, None)


def test_leave_is_refused_while_he_owns_a_brand(brand):
    with pytest.raises(OwnerRequired, match="owns a brand"):
        leave(brand.owner, NOW)
