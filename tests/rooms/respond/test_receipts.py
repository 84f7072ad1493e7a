from datetime import timedelta

import people
import pytest

from amends.casebook.models import Case, Delivery, Entry, PolicySetting
from amends.rooms.respond import receipts
from amends.rooms.respond.deliver import deliver


NOW = people.NOW


def test_receipt_says_what_it_is_and_when_a_person_answers(shop, settings):  # C-07
    settings.BASE_URL = "https://desk.example"
    case = shop.case(shop.private, language="en")

    assert receipts.run(NOW) == 1

    text = Delivery.objects.get(case=case).text
    # The clock's target is 15 minutes after noon in Riyadh.
    for part in (
        "automatic",
        "today at 12:15 pm",
        f"/status/{case.token}/",
        f"/how/{case.brand.form_key}/",
        "C-1",
        "Rabwa",
    ):
        assert part in text


def test_receipt_in_a_chat_is_short(shop, settings):  # C-07
    settings.BASE_URL = "https://desk.example"
    case = shop.case(people.source(shop.brand, "live_chat"), language="en")

    receipts.run(NOW)

    text = Delivery.objects.get(case=case).text
    for part in ("automatic", "today at 12:15 pm", f"/status/{case.token}/", "C-1", "Rabwa"):
        assert part in text
    assert "/how/" not in text
    assert "\n" not in text


def test_receipt_goes_out_and_acknowledges(shop):
    case = shop.case(shop.private)
    receipts.run(NOW)

    deliver(NOW)

    case.refresh_from_db()
    assert (case.state, case.waits_for_us) == ("acknowledged", True)
    assert case.clocks.get().state == "running"


def test_receipt_is_written_once(shop):
    shop.case(shop.private)

    assert [receipts.run(NOW), receipts.run(NOW), receipts.run(NOW)] == [1, 0, 0]


@pytest.mark.parametrize("at", ["public", "link"])
def test_public_case_gets_no_receipt(shop, at):
    shop.case(getattr(shop, at))

    assert receipts.run(NOW) == 0


def declined(shop, case):
    assert receipts.run(NOW) == 0
    return Entry.objects.get(case=case, kind="receipt_declined").because


def test_automatic_mail_gets_no_receipt(shop):
    case = shop.case(shop.private)
    case.mentions.update(automatic="auto_reply")

    assert declined(shop, case) == ["automatic"]


def test_owner_may_switch_receipts_off(shop):
    PolicySetting.objects.create(
        brand=shop.brand, key="coverage.auto_receipt", set_by=shop.brand.owner, set_at=NOW,
        value={"public": False, "private": False},
    )  # fmt: skip

    assert declined(shop, shop.case(shop.private)) == ["switched_off"]


@pytest.mark.parametrize(("days", "sent"), [(6.9, 1), (7, 0)])
def test_imported_backlog_gets_no_receipt(shop, days, sent):
    case = shop.case(shop.private)
    case.mentions.update(said_at=NOW - timedelta(days=days))

    assert receipts.run(NOW) == sent


def test_loop_guard_stops_at_three_a_day(shop):
    for _ in range(4):
        shop.case(shop.private)

    assert receipts.run(NOW) == 3
    Case.objects.exclude(deliveries__isnull=False).update(state="new")
    shop.case(shop.private, opened_at=NOW + timedelta(days=1))
    assert receipts.run(NOW + timedelta(days=1)) == 1


def test_case_without_a_door_is_declined_once(shop):
    form = people.source(shop.brand, "fake_link")
    case = shop.case(form, visibility="private", by=people.author(shop.brand, "x", "form"))
    case.mentions.update(visibility="private")

    assert declined(shop, case) == ["no_private_door"]
    assert receipts.run(NOW) == 0


def test_answer_time_is_the_next_open_hour_when_no_clock_runs(shop):
    case = shop.case(shop.private)
    case.clocks.update(state="cancelled")

    from amends.casebook.policies import policy_of

    assert receipts.answer_time(case, policy_of(shop.brand), NOW) == NOW


@pytest.mark.parametrize(("minutes", "answer"), [(14, 15), (15, 60), (59, 60)])
def test_answer_time_is_the_target_then_the_limit(shop, minutes, answer):
    from amends.casebook.policies import policy_of

    case = shop.case(shop.private)
    now = NOW + people.minutes(minutes)

    at = receipts.answer_time(case, policy_of(shop.brand), now)

    assert at == NOW + people.minutes(answer)
