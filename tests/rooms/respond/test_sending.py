from dataclasses import replace

import people
import pytest
from replies import because, excused, send, twice

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Delivery,
    Entry,
    Finding,
    Reply,
    Role,
)
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond import service


NOW = people.NOW
DEFENSIVE = "سياستنا واضحة ولا نستطيع المساعدة."


def test_good_reply_becomes_a_delivery_in_its_thread(shop, good):
    case = shop.case()

    reply = send(shop, case, f"  {good['ar']} ")

    delivery = reply.delivery
    assert (reply.text, delivery.text) == (good["ar"], good["ar"])
    assert (delivery.state, delivery.visibility, delivery.counts) == ("ready", "public", True)
    assert (delivery.source, delivery.to, delivery.thread) == (shop.public, "noura", "t1")
    assert delivery.parent == case.mentions.get().external_id


def test_reply_is_an_entry_without_words(shop, good):
    case = shop.case()

    reply = send(shop, case, good["ar"])

    entry = Entry.objects.get(case=case, kind="replied")
    assert entry.facts == {
        "reply": reply.pk,
        "delivery": reply.delivery.pk,
        "visibility": "public",
        "state": "ready",
        "counts": True,
        "not_before": NOW.isoformat(),
        "findings": [{"code": "contact_later_than_policy", "level": "hint", "reason": None}],
    }


def test_written_reply_is_no_answer_until_it_left(shop, good):
    case = shop.case()

    send(shop, case, good["ar"])

    case.refresh_from_db()
    assert (case.state, case.first_reply_at, case.waits_for_us) == ("new", None, True)


def test_only_the_owner_answers(shop, good):
    case = shop.case()

    with pytest.raises(NotAllowed):
        send(shop, case, good["ar"], by=people.member(shop.brand, "Dana"))

    assert Reply.objects.count() == 0


def test_manager_may_answer_for_the_owner(shop, good):
    dana = people.member(shop.brand, "Dana", Role.MANAGER)

    assert send(shop, shop.case(), good["ar"], by=dana).user == dana


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MODERATOR])
def test_those_who_do_not_answer_cannot_even_review(shop, good, role):
    dana = people.member(shop.brand, "Dana", role)
    case = shop.case(owner=dana)

    with pytest.raises(NotAllowed):
        send(shop, case, good["ar"])
    with pytest.raises(NotAllowed):
        service.review_draft(case, "x", user=dana, visibility="public", now=NOW)


def test_stranger_is_kept_out(shop, good):
    with pytest.raises(NotAllowed):
        send(shop, shop.case(), good["ar"], by=people.brand("sahab").owner)


def test_blocked_words_do_not_leave_and_are_remembered(shop):
    case = shop.case()

    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, case, "أرسل رقم جوالك ورقم الطلب هنا في التعليق.")

    assert because(refused) == ("asks_private_data_in_public",)
    assert Entry.objects.get(case=case, kind="reply_blocked").facts == {
        "codes": ["asks_private_data_in_public"],
        "visibility": "public",
    }
    assert (Reply.objects.count(), Delivery.objects.count()) == (0, 0)


def test_warning_needs_a_reason_for_each_code(shop):
    case = shop.case()
    reasons = excused(shop, case, DEFENSIVE)
    assert len(reasons) > 1
    last = list(reasons)[-1]

    with pytest.raises(Refused) as refused:
        send(shop, case, DEFENSIVE, reasons=reasons | {last: " "})

    assert because(refused) == ("reason_missing", last)
    assert Reply.objects.count() == 0


def test_reasons_are_rows_and_the_ledger_names_them_by_id(shop):
    case = shop.case()
    reasons = excused(shop, case, DEFENSIVE)

    reply = send(shop, case, DEFENSIVE, reasons=reasons)

    kept = Finding.objects.filter(reply=reply, level="warn")
    assert {one.code: one.reason.text for one in kept} == reasons
    told = Entry.objects.get(case=case, kind="replied").facts["findings"]
    assert {one["code"]: one["reason"] for one in told if one["level"] == "warn"} == {
        one.code: one.reason_id for one in kept
    }


@pytest.mark.parametrize(
    ("anger", "severity", "minutes"), [(1, 3, 0), (2, 3, 3), (3, 4, 3), (3, 5, 0)]
)
def test_angry_public_reply_rests_first(shop, good, anger, severity, minutes):  # C-04
    case = shop.case(anger=anger, severity=severity)

    reply = send(shop, case, good["ar"], reasons=excused(shop, case, good["ar"]))

    assert reply.delivery.not_before == NOW + people.minutes(minutes)


def test_private_reply_never_rests(shop, good):
    case = shop.case(shop.private, anger=3)

    reply = send(shop, case, good["ar"], "private")

    assert reply.delivery.not_before == NOW


def test_private_first_answer_to_a_public_complaint_needs_a_reason(shop, good):  # C-03
    case = shop.case()
    with pytest.raises(Refused) as refused:
        send(shop, case, good["ar"], "private")
    assert because(refused) == ("reason_missing", "private_first")

    reply = send(shop, case, good["ar"], "private", reasons={"private_first": "طلب ذلك"})

    assert reply.delivery.source == shop.private


def test_public_answer_to_a_private_channel_is_refused(shop, good):
    with pytest.raises(Refused) as refused:
        send(shop, shop.case(shop.private), good["ar"])

    assert because(refused) == ("no_public_door", "C-03")


def test_private_answer_without_a_door_is_refused(shop, good):
    shop.private.delete()

    with pytest.raises(Refused) as refused:
        send(shop, shop.case(), good["ar"], "private")

    assert because(refused) == ("no_private_door", "C-03")


def test_text_longer_than_the_channel_takes_is_refused(shop, good):
    long = good["ar"] + " ماكينة" * 60

    with pytest.raises(Refused) as refused:
        send(shop, shop.case(), long)

    assert because(refused) == ("too_long",)


def test_empty_reply_is_refused(shop):
    with pytest.raises(Refused) as refused:
        send(shop, shop.case(), "  \n ")

    assert because(refused) == ("reply_empty",)


def test_channel_without_an_api_gets_a_link_to_open(shop, good):
    case = shop.case(shop.link)
    case.mentions.update(url="https://reviews.example/r/1")

    reply = send(shop, case, good["ar"])

    assert (reply.delivery.state, reply.delivery.url, reply.delivery.counts) == (
        "link", "https://reviews.example/r/1", True,
    )  # fmt: skip


def test_mail_is_answered_in_its_thread_with_our_own_message_id(shop, good, monkeypatch):
    monkeypatch.setitem(CONNECTORS, "email", replace(CONNECTORS["fake_private"], name="email"))
    mail = people.source(shop.brand, "email")
    noura = people.author(shop.brand, "n", "email", email="noura@mail.example")
    case = shop.case(mail, by=noura)
    case.mentions.update(subject="ماكينة", external_id="<a@mail>", thread="")

    delivery = send(shop, case, good["ar"], "private").delivery

    assert (delivery.to, delivery.parent, delivery.subject) == (
        "noura@mail.example", "<a@mail>", "Re: ماكينة",
    )  # fmt: skip
    assert (delivery.key[:3], delivery.references) == ("<t.", ["<a@mail>"])


def test_draft_is_reviewed_without_a_trace(shop):
    case = shop.case()
    entries = Entry.objects.count()

    review = service.review_draft(case, DEFENSIVE, user=shop.bob, visibility="public", now=NOW)

    assert review.verdict == "warn"
    assert (Entry.objects.count(), Finding.objects.count()) == (entries, 0)


def test_draft_shows_the_third_public_reply_before_it_is_sent(shop, good):
    case = shop.case()
    twice(shop, case, good)

    review = service.review_draft(case, good["ar"], user=shop.bob, visibility="public", now=NOW)

    assert review.verdict == "block"
    assert (review.findings[0].code, review.findings[0].rules) == (
        "third_public_reply", ("S4c-01", "C-12"),
    )  # fmt: skip


def test_gift_tied_to_a_review_is_blocked_in_private_too(shop):  # invariant 9
    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, shop.case(shop.private), "احذف التقييم ونعطيك خصم 20%.", "private")

    assert because(refused) == ("gift_for_deletion",)


PLEA = "ونرجو أن تحذفي التقييم."


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_plea_to_delete_a_review_is_blocked_everywhere(shop, good, visibility):  # S4d-15, C-02
    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, shop.case(), f"{good['ar']} {PLEA}", visibility)

    assert because(refused) == ("removal_request",)
    assert Delivery.objects.count() == 0


def test_draft_shows_that_a_plea_to_delete_cannot_leave(shop, good):  # S4d-15
    text = f"{good['ar']} {PLEA}"

    review = service.review_draft(
        shop.case(), text, user=shop.bob, visibility="public", now=NOW
    )

    assert review.verdict == "block"
    assert (review.findings[0].code, review.findings[0].level) == ("removal_request", "block")


def test_place_that_is_still_open_never_leaves(shop, good):  # S2-09
    case = shop.case()

    with pytest.raises(service.ReplyBlocked) as refused:
        send(shop, case, good["ar"] + " شكرًا على {ما حدث}.")

    assert "open_slot" in refused.value.because
    assert send(shop, case, good["ar"], reasons=excused(shop, case, good["ar"]))
