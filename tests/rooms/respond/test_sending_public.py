"""How often in public, and who may go beyond (S4c-01, C-12)."""

from datetime import timedelta

import people
import pytest
from replies import because, excused, send, twice

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Case,
    Confirmation,
    Delivery,
    Entry,
    PolicySetting,
    Role,
)
from amends.rooms.respond import service


NOW = people.NOW
DEFENSIVE = "سياستنا واضحة ولا نستطيع المساعدة."


def test_third_public_reply_is_refused_and_the_private_door_stays_open(shop, good):  # S4c-01
    case = shop.case()
    twice(shop, case, good)
    shop.hear(case, text="أنتم لصوص", said_at=NOW)

    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, case, good["ar"], reasons={"canned": "x"})

    assert because(refused) == ("third_public_reply", "S4c-01", "C-12")
    private = send(shop, case, good["second"], "private", reasons={"canned": "x"})
    assert (private.delivery.source, private.delivery.counts) == (shop.private, False)
    case.refresh_from_db()
    assert case.is_public_exhausted is True


@pytest.mark.parametrize(("limit", "allowed"), [(1, 1), (2, 2)])
def test_governor_follows_the_policy(shop, good, limit, allowed):
    set_policy(shop, "public.max_replies_per_person_thread", limit)
    case = shop.case()
    sent = 0
    for text in (good["ar"], good["second"], good["ar"]):
        try:
            send(shop, case, text, reasons={"canned": "x"})
            sent += 1
        except Refused:
            break

    assert sent == allowed


def set_policy(shop, key, value):
    PolicySetting.objects.create(
        brand=shop.brand, key=key, value=value, set_by=shop.brand.owner, set_at=NOW
    )


def test_failed_replies_do_not_count(shop, good):
    case = shop.case()
    send(shop, case, good["ar"])
    Delivery.objects.update(state="failed")

    twice(shop, case, good)

    assert Delivery.objects.filter(counts=True).count() == 3


def test_another_thread_counts_by_itself(shop, good):
    case = shop.case()
    twice(shop, case, good)
    shop.hear(case, thread="t2", said_at=NOW + timedelta(minutes=1))

    assert send(shop, case, good["ar"], reasons={"canned": "x"}).delivery.thread == "t2"


def test_another_case_of_the_same_person_and_thread_shares_the_count(shop, good):
    twice(shop, shop.case(), good)

    with pytest.raises(service.ReplyBlocked):
        send(shop, shop.case(), good["ar"], reasons={"canned": "x"})


def test_safety_is_exempt(shop, good):  # C-12
    case = shop.case()
    twice(shop, case, good)
    Case.objects.update(severity=5, topics=["safety_health"])
    case.refresh_from_db()

    reply = send(shop, case, good["ar"], reasons=excused(shop, case, good["ar"]))

    assert (reply.exemption, reply.delivery.counts) == ("safety", False)
    assert Entry.objects.get(case=case, kind="public_reply_exempted").because == [
        "safety", "C-12",
    ]  # fmt: skip


def test_closing_note_after_the_customers_yes_is_exempt(shop, good):  # C-12
    case = shop.case()
    twice(shop, case, good)
    Confirmation.objects.create(case=case, ask=1, asked_at=NOW, expires_at=NOW, is_solved=True)

    reply = send(shop, case, good["ar"], reasons=excused(shop, case, good["ar"]))

    assert reply.exemption == "confirmed_closure"


def test_other_person_in_the_thread_counts_by_himself(shop, good):  # C-12, S4a-19
    case = shop.case()
    twice(shop, case, good)
    badr = people.author(shop.brand, "badr")
    shop.hear(case, by=badr, text="وأنا كذلك، الماكينة", said_at=NOW + timedelta(minutes=1))

    reply = send(shop, case, good["ar"], exemption="other_person", reasons={"canned": "x"})

    assert (reply.delivery.author, reply.exemption) == (badr, "other_person")


def test_new_question_needs_new_words_and_a_reason(shop, good):  # C-12
    case = shop.case()
    twice(shop, case, good)
    reasons = {"canned": "x", "new_issue": "يسأل عن الضمان"}
    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, case, good["ar"], exemption="new_issue", reasons=reasons)
    assert because(refused) == ("exemption_not_borne_out", "C-12")
    shop.hear(case, text="وهل عليها ضمان؟", said_at=NOW + timedelta(minutes=1))

    reply = send(shop, case, good["ar"], exemption="new_issue", reasons=reasons)

    entry = Entry.objects.get(case=case, kind="public_reply_exempted")
    assert reply.exemption == "new_issue"
    assert case.reasons.get(pk=entry.facts["reason"]).text == "يسأل عن الضمان"


def test_exemption_the_owner_switched_off_is_refused(shop, good):
    set_policy(shop, "public.exemptions", ["safety"])

    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, shop.case(), good["ar"], exemption="new_issue")

    assert because(refused) == ("no_such_exemption", "C-12")


def test_manager_excepts_with_a_reason_each_time(shop, good):  # S4c-01
    case = shop.case()
    twice(shop, case, good)
    dana = people.member(shop.brand, "Dana", Role.MANAGER)
    reasons = {"canned": "x"}

    reply = send(shop, case, good["ar"], by=dana, exception="وعدناه هنا", reasons=reasons)

    entry = Entry.objects.get(case=case, kind="public_reply_excepted")
    assert (reply.exemption, reply.delivery.counts) == ("exception", False)
    assert case.reasons.get(pk=entry.facts["reason"]).text == "وعدناه هنا"
    with pytest.raises(service.ReplyBlocked):
        send(shop, case, good["ar"], by=dana, reasons=reasons)


def test_agent_cannot_except(shop, good):
    with pytest.raises(NotAllowed):
        send(shop, shop.case(), good["ar"], exception="x")
