import people
import pytest
from connectors.stages import whatsapp
from people import NOW, minutes

from amends.casebook import vault
from amends.casebook.models import Delivery, Mention, ServiceCall
from amends.connectors.afterwards import Became, Fate
from amends.rooms.listen import calls
from amends.rooms.listen.aftermath import Unsettled, take_fates


pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return people.source(
        people.brand(), "whatsapp", settings=vault.seal(whatsapp.HOOK.settings)
    )


@pytest.fixture
def sent(at):
    return put(at, "wamid.1", state="sent", sent_at=NOW)


def put(at, external_id, **fields):
    values = {"visibility": "private", "text": "نعتذر", "not_before": NOW}
    case = people.case(at.brand, at=at)
    return Delivery.objects.create(
        case=case, source=at, external_id=external_id, **(values | fields)
    )


def fate(became, external_id="wamid.1", **fields):
    return Fate(external_id, became, NOW + minutes(1), **fields)


def test_each_word_joins_the_delivery_it_speaks_of(at, sent):
    other = put(at, "wamid.2", state="sent", sent_at=NOW)

    take_fates(
        at, [fate(Became.ARRIVED), fate(Became.READ), fate(Became.FAILED, "wamid.2")], now=NOW
    )

    for row in (sent, other):
        row.refresh_from_db()
    assert (sent.arrived_at, sent.read_at) == (NOW + minutes(1),) * 2
    assert (other.state, other.error_code) == ("failed", "not_delivered")


def test_what_another_brand_or_tool_sent_is_passed_over(at, sent):
    elsewhere = people.source(people.brand("other"), "whatsapp")

    take_fates(elsewhere, [fate(Became.FAILED)], now=NOW)
    take_fates(at, [fate(Became.FAILED, "wamid.9")], now=NOW)

    sent.refresh_from_db()
    assert sent.state == "sent"


def test_what_is_just_being_sent_is_asked_for_again(at):
    put(at, "", state="sending")

    with pytest.raises(Unsettled):
        take_fates(at, [fate(Became.FAILED)], now=NOW)


def test_a_call_that_tells_of_a_failure_comes_to_the_case(at, sent):
    errors = [{"code": 131026, "title": "Message undeliverable"}]
    call = whatsapp.status("wamid.1", "failed", errors=errors)
    assert calls.take(at.token, call) is None

    assert calls.take_calls(NOW + minutes(2)) == 1

    sent.refresh_from_db()
    assert (sent.state, sent.error_code, sent.error_detail) == (
        "failed", "not_reachable", "Message undeliverable",
    )  # fmt: skip
    assert sent.case.entries.filter(kind="delivery_failed").count() == 1
    assert (ServiceCall.objects.get().state, Mention.objects.count()) == ("read", 0)


def test_a_call_about_what_is_just_being_sent_is_read_a_minute_later(at):
    row = put(at, "", state="sending", claimed_at=NOW)
    calls.take(at.token, whatsapp.status("wamid.1", "failed"))

    assert calls.take_calls(NOW) == 0
    Delivery.objects.filter(pk=row.pk).update(state="sent", external_id="wamid.1", sent_at=NOW)
    assert calls.take_calls(NOW + minutes(1)) == 1

    row.refresh_from_db()
    assert row.state == "failed"
