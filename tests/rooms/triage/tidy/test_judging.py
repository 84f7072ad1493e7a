from datetime import timedelta

import pytest
from people import NOW, minutes

from amends.rooms.triage.tidy.judging import (
    Side,
    called_in,
    judge_merge,
    judge_sleep,
    judge_undo,
)


DAYS_30 = timedelta(days=30)


@pytest.mark.parametrize(
    ("until", "severity", "limit_at", "because"),
    [
        (NOW, 3, None, ("sleep_in_the_past",)),
        (NOW + minutes(1), 3, None, ("put_to_sleep",)),
        (NOW + DAYS_30, 3, None, ("put_to_sleep",)),
        (NOW + DAYS_30 + minutes(1), 3, None, ("sleep_too_long",)),
        (NOW + minutes(60), 3, NOW + minutes(15), ("clock_nearly_out", "S4a-12")),
        (NOW + minutes(60), 3, NOW + minutes(16), ("put_to_sleep",)),
        (NOW + minutes(60), 4, None, ("put_to_sleep",)),
        (NOW + minutes(60), 5, None, ("safety_never_sleeps", "S4c-13")),
    ],
)
def test_sleep_is_for_what_can_wait(until, severity, limit_at, because):
    verdict = judge_sleep(until, NOW, severity=severity, limit_at=limit_at)

    assert (verdict.because, verdict.value) == (because, because == ("put_to_sleep",))


def side(pk=1, **fields):
    values = {"brand_id": 1, "state": "new", "author_id": 7, "customer_id": None}
    return Side(id=pk, **(values | fields))


@pytest.mark.parametrize(
    ("one", "into", "flags", "because"),
    [
        (side(), side(2), {}, ("merged", "S2-14")),
        (side(), side(), {}, ("merge_into_itself",)),
        (side(), side(2, brand_id=2), {}, ("other_brand",)),
        (side(), side(2, author_id=8), {}, ("not_one_person",)),
        (side(author_id=None), side(2, author_id=None), {}, ("not_one_person",)),
        (side(customer_id=3), side(2, author_id=8, customer_id=3), {}, ("merged", "S2-14")),
        (side(state="waiting"), side(2, state="investigating"), {}, ("merged", "S2-14")),
        (side(state="resolved"), side(2), {}, ("not_being_worked_on",)),
        (side(), side(2, state="closed"), {}, ("not_being_worked_on",)),
        (side(), side(2), {"is_on_its_way": True}, ("reply_on_its_way",)),
        (side(), side(2), {"has_open_remedy": True}, ("open_remedy",)),
    ],
)
def test_merge_is_for_one_person_of_one_brand_at_work(one, into, flags, because):  # S2-14
    verdict = judge_merge(
        one, into, **({"is_on_its_way": False, "has_open_remedy": False} | flags)
    )

    assert (verdict.because, verdict.value) == (because, because == ("merged", "S2-14"))


@pytest.mark.parametrize(
    ("age", "state", "has_answered", "value"),
    [
        (timedelta(hours=24), "new", False, True),
        (timedelta(hours=24, seconds=1), "new", False, False),
        (timedelta(0), "new", True, False),
        (timedelta(0), "resolved", False, False),
    ],
)
def test_merge_is_undone_within_a_day_and_before_an_answer(age, state, has_answered, value):
    verdict = judge_undo(NOW - age, NOW, state=state, has_answered=has_answered)

    assert verdict.value == value


NAMES = {1: "سارة العتيبي", 2: "Sara", 3: "Sara Khan", 4: "علي", 5: "مینا احمدی"}


@pytest.mark.parametrize(
    ("text", "users"),
    [
        ("@Sara please look", {2, 3}),
        ("@Sara Khan, please look", {3}),
        ("@sara.", {2, 3}),
        ("@Saral", set()),
        ("@ساره انظري", {1}),
        ("@سارة العتيبي @علي", {1, 4}),
        ("@مينا ببین", {5}),
        ("mail me: a@b.example", set()),
        ("Sara", set()),
        ("", set()),
    ],
)
def test_called_are_those_named_after_an_at_in_any_spelling(text, users):
    assert called_in(text, NAMES) == users
