from dataclasses import replace
from datetime import datetime

import people
import pytest

from amends.rooms.resolve import rules
from amends.rooms.resolve.remedies import TABLE
from amends.rooms.resolve.rules import CloseFacts, RemedyFacts, ResolveFacts


FACTS = RemedyFacts(
    kind="replacement", topics=("damaged",), is_goodwill=False, amount_minor=0, currency="",
    verdict="upheld", standing="customer", is_decider=False, has_other_decider=True,
    has_remedy=False, is_fix_agreed=False, is_fix_recorded=False, limit_minor=10000,
    gift_timing="after_fix", refund_before_verdict="rights_only",
)  # fmt: skip


def judge(**changes):
    verdict = rules.judge_remedy(replace(FACTS, **changes), TABLE)
    return verdict.value, verdict.because


@pytest.mark.parametrize(
    ("amount", "value", "because"),
    [
        (10000, "approved", ("S1-28",)),
        (10001, "proposed", ("above_limit", "S1-28")),
    ],
)
def test_agent_gives_up_to_his_limit(amount, value, because):
    assert judge(amount_minor=amount, currency="SAR") == (value, because)


@pytest.mark.parametrize(("has_other", "value"), [(True, "proposed"), (False, "approved")])
def test_decider_above_the_limit_asks_another_where_there_is_one(has_other, value):
    told = judge(
        amount_minor=10001, currency="SAR", is_decider=True, has_other_decider=has_other
    )

    assert told[0] == value


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"kind": "explanation"}, ("not_matched", "S2-27")),
        ({"verdict": "not_upheld"}, ("claim_not_upheld", "C-08")),
        ({"kind": "refund", "verdict": ""}, ("refund_before_verdict", "C-24")),
        ({"standing": "suspected_fake"}, ("author_doubted", "C-25")),
        ({"standing": "troll"}, ("author_doubted", "C-25")),
    ],
)
def test_agent_asks_for_what_is_beyond_his_authority(changes, because):
    assert judge(**changes) == ("proposed", because)
    assert judge(**changes, is_decider=True)[0] == "approved"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "refund"},
        {"kind": "refund", "verdict": "", "refund_before_verdict": "assured"},
        {"standing": "unknown"},
        {"verdict": "partly"},
    ],
)
def test_agent_decides_alone_within_his_authority(changes):
    assert judge(**changes) == ("approved", ("S1-28",))


def test_second_remedy_is_refused():
    assert judge(has_remedy=True) == ("refused", ("one_remedy", "C-09"))
    assert judge(has_remedy=True, is_goodwill=True, kind="gift", is_fix_recorded=True)[0] == (
        "approved"
    )


def test_amount_without_currency_is_refused():
    assert judge(amount_minor=1) == ("refused", ("amount_needs_currency",))


@pytest.mark.parametrize(
    ("timing", "agreed", "recorded", "value"),
    [
        ("after_fix", True, False, "refused"),
        ("after_fix", True, True, "approved"),
        ("with_fix", False, False, "refused"),
        ("with_fix", True, False, "approved"),
        ("any", False, False, "approved"),
    ],
)
def test_gift_waits_for_the_fix_as_the_policy_says(
    timing, agreed, recorded, value
):  # C-09, S3-33
    told = judge(
        kind="gift", is_goodwill=True, gift_timing=timing,
        is_fix_agreed=agreed, is_fix_recorded=recorded,
    )  # fmt: skip

    assert told[0] == value


def test_what_the_law_owes_is_never_called_a_gift():
    assert judge(kind="refund", is_goodwill=True, is_fix_recorded=True) == (
        "refused",
        ("entitlement_is_no_gift", "C-09"),
    )


@pytest.mark.parametrize(
    ("topics", "options"),
    [
        (["damaged"], ("replacement", "refund", "repair")),
        (["no_response", "delivery_late"], ("explanation", "discount", "refund", "redelivery")),
        ([], ("explanation", "replacement", "refund", "repair")),
        (["damaged", "delivery_late"], ("replacement", "refund", "repair", "explanation")),
    ],
)
def test_options_fit_the_failure_and_are_two_to_four(topics, options):  # S2-27, S3-35
    assert rules.options_for(topics, TABLE) == options


def test_every_topic_has_two_to_four_options():
    from amends.rooms.understand.analysis import TOPICS

    assert set(TABLE.kinds_by_topic) == set(TOPICS)
    assert {2 <= len(rules.options_for([topic], TABLE)) <= 4 for topic in TOPICS} == {True}


HOUR = people.NOW + people.minutes(60)


@pytest.mark.parametrize(
    ("minutes", "has_reason", "value", "because"),
    [
        (0, False, False, ("promise_in_the_past", "C-05")),
        (1, False, True, ("S3-26", "C-05")),
        (60, False, True, ("S3-26", "C-05")),
        (61, False, False, ("promise_needs_reason", "S3-27", "C-05")),
        (61, True, True, ("later_than_next_contact", "S3-27", "C-05")),
    ],
)
def test_promise_is_a_time_to_come_and_a_far_one_says_why(minutes, has_reason, value, because):
    due_at = people.NOW + people.minutes(minutes)

    verdict = rules.judge_promise(due_at, people.NOW, HOUR, has_reason=has_reason)

    assert (verdict.value, verdict.because) == (value, because)


def test_promise_without_a_zone_is_no_exact_time():
    naive = datetime(2027, 1, 1, 12)  # noqa: DTZ001 - the point

    verdict = rules.judge_promise(naive, people.NOW, HOUR, has_reason=True)

    assert verdict.because == ("promise_without_zone", "C-05")


@pytest.mark.parametrize(
    ("promised_min", "passed_min", "is_near"),
    [(60, 44.9, False), (60, 45, True), (20, 9.9, False), (20, 10, True), (60, 61, True)],
)
def test_promise_is_nearly_due_a_quarter_before_or_at_half_its_time(
    promised_min, passed_min, is_near
):  # S3-26
    made, due = people.NOW, people.NOW + people.minutes(promised_min)

    assert rules.is_nearly_due(due, made, made + people.minutes(passed_min), 15) is is_near


READY = ResolveFacts(
    has_investigation=True, has_wish=True, has_cause=True, has_open_promise=False,
    has_open_remedy=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, ("S3-28",)),
        ({"has_investigation": False}, ("no_investigation", "S3-12")),
        ({"has_wish": False}, ("no_wish", "S0-11")),
        ({"has_cause": False}, ("no_cause", "S0-01")),
        ({"has_open_promise": True}, ("open_promise", "S3-26")),
        ({"has_open_remedy": True}, ("open_remedy", "S3-28")),
        (
            {"has_wish": False, "has_cause": False},
            ("no_wish", "S0-11", "no_cause", "S0-01"),
        ),
    ],
)
def test_resolving_says_everything_that_is_missing(changes, because):  # S0-09, S3-34
    verdict = rules.judge_resolving(replace(READY, **changes))

    assert (verdict.value, verdict.because) == (not changes, because)


CLOSING = CloseFacts(
    state="waiting", outcome="withdrawn", verdict="", has_reason=True, is_confirmed=False,
    has_open_promise=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, ("closed_by_person",)),
        ({"has_reason": False}, ("reason_missing",)),
        ({"has_open_promise": True}, ("open_promise", "S3-26")),
        ({"outcome": "accepted"}, ("not_confirmed", "S3-39")),
        ({"outcome": "accepted", "is_confirmed": True}, ("closed_by_person",)),
        ({"outcome": "no_answer"}, ("closed_by_person",)),
        ({"outcome": "no_answer", "state": "resolved"}, ("silence_is_asked_twice", "S3-39")),
        ({"outcome": "rejected"}, ("verdict_missing", "C-08")),
        ({"outcome": "rejected", "verdict": "upheld"}, ("verdict_missing", "C-08")),
        ({"outcome": "rejected", "verdict": "partly"}, ("closed_by_person",)),
        ({"outcome": "rejected", "verdict": "not_upheld"}, ("closed_by_person",)),
    ],
)
def test_closing_by_a_person_has_its_conditions(changes, because):  # S1-03
    assert rules.judge_closing(replace(CLOSING, **changes)).because == because
