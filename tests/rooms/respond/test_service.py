import people
import pytest

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Delivery, Entry, Role
from amends.rooms.respond import service
from amends.rooms.respond.deliver import deliver


NOW = people.NOW


def linked(shop, good):
    case = shop.case(shop.link)
    case.mentions.update(url="https://reviews.example/r/1")
    return service.send_reply(
        case, good["ar"], user=shop.bob, visibility="public", now=NOW
    ).delivery


def unknown(shop, good):
    case = shop.case()
    shop.fail("timeout")
    reply = service.send_reply(case, good["ar"], user=shop.bob, visibility="public", now=NOW)
    deliver(NOW)
    return reply.delivery


def test_link_leads_to_what_is_answered(shop, good):
    delivery = linked(shop, good)

    assert service.post_link(delivery.case) == "https://reviews.example/r/1"


def test_case_without_a_page_has_no_link(shop):
    assert service.post_link(shop.case()) == ""


def test_posted_by_hand_counts_as_the_first_reply(shop, good):
    delivery = linked(shop, good)

    service.mark_posted(delivery, user=shop.bob, now=NOW, url="https://reviews.example/a/2")

    delivery.refresh_from_db()
    delivery.case.refresh_from_db()
    assert (delivery.state, delivery.url) == ("sent", "https://reviews.example/a/2")
    assert (delivery.case.state, delivery.case.first_reply_at) == ("acknowledged", NOW)
    with pytest.raises(Refused):
        service.mark_posted(delivery, user=shop.bob, now=NOW)


def test_only_those_who_answer_mark_as_posted(shop, good):
    with pytest.raises(NotAllowed):
        service.mark_posted(
            linked(shop, good), user=people.member(shop.brand, "D", Role.ANALYST), now=NOW
        )


def test_person_says_it_went_out(shop, good):
    delivery = unknown(shop, good)

    service.settle_unknown(delivery, user=shop.bob, now=NOW, went_out=True)

    delivery.refresh_from_db()
    delivery.case.refresh_from_db()
    assert (delivery.state, delivery.case.state) == ("sent", "acknowledged")
    assert Entry.objects.get(case=delivery.case, kind="unknown_settled").facts == {
        "delivery": delivery.pk,
        "went_out": True,
    }


def test_person_says_it_did_not_and_it_goes_again(shop, good):
    delivery = unknown(shop, good)

    service.settle_unknown(delivery, user=shop.bob, now=NOW, went_out=False)
    deliver(NOW)

    delivery.refresh_from_db()
    assert (delivery.state, len(shop.said())) == ("sent", 1)


def test_known_fate_is_not_asked_again(shop, good):
    delivery = linked(shop, good)

    with pytest.raises(Refused) as refused:
        service.settle_unknown(delivery, user=shop.bob, now=NOW, went_out=True)

    assert refused.value.because == ("fate_is_known",)


def test_run_puts_receipts_on_their_way(shop):
    shop.case(shop.private)
    shop.case()

    assert [service.run(NOW), service.run(NOW)] == [1, 0]
    assert Delivery.objects.get().message == "receipt"
