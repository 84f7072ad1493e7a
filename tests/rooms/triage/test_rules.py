from datetime import UTC, datetime, time, timedelta

import pytest

from amends.playbook.policy import DEFAULT, parse_overrides
from amends.playbook.verdict import Verdict
from amends.rooms.triage import rules
from amends.rooms.triage.rules import Colleague, Hearing, Person, Reading, Return


NEUTRAL = {"is_complaint": False, "sentiment": 0, "severity": 1}
PRAISE = NEUTRAL | {"sentiment": 1, "topics": ("praise",)}


def hearing(reading=None, *, is_private=False, **fields):
    return Hearing(Reading(**(reading or {})), is_private=is_private, **fields)


@pytest.mark.parametrize(
    ("heard", "set_aside"),
    [
        (hearing(), ""),
        (hearing(NEUTRAL), "not_a_complaint"),
        (hearing(NEUTRAL, is_private=True), ""),
        (hearing(PRAISE), "praise"),
        (hearing(PRAISE | {"sentiment": 0}), "praise"),
        (hearing(PRAISE, is_private=True), ""),
        (hearing(NEUTRAL | {"topics": ("question",)}), ""),
        (hearing(NEUTRAL | {"severity": 5}), ""),
        (hearing(NEUTRAL | {"severity": 4}), "not_a_complaint"),
        (hearing(NEUTRAL | {"is_unsure": True, "probability": 0.35}), ""),
        (hearing(NEUTRAL | {"is_unsure": True, "probability": 0.349}), "not_a_complaint"),
        (hearing(NEUTRAL | {"probability": 0.4}), "not_a_complaint"),
        (hearing(automatic="bounce"), "bounce"),
        (hearing(automatic="list", is_private=True), "list"),
        (hearing(automatic="loop", is_ours=True), "loop"),
        (hearing(is_ours=True), "ours"),
    ],
)
def test_judge_hearing_s3_10(heard, set_aside):
    assert rules.judge_hearing(heard, DEFAULT).value == set_aside


OTHERS = {"monitor.scope": "brand_languages"}


@pytest.mark.parametrize(
    ("fields", "settings", "set_aside"),
    [
        ({}, {}, ""),
        ({"hit": "us"}, {}, ""),
        ({"hit": "yes"}, {}, ""),
        ({"hit": "maybe"}, {}, "maybe_us"),
        ({"hit": "no"}, {}, "not_us"),
        ({"hit": "none"}, {}, "not_named"),
        ({"hit": "maybe", "is_indirect": False}, {}, ""),
        ({"hit": "us"}, {"monitor.scope": "direct_only"}, "indirect"),
        ({"is_indirect": False}, {"monitor.scope": "direct_only"}, ""),
        ({"is_in_our_language": False}, {}, ""),
        ({"is_in_our_language": False}, OTHERS, "other_language"),
        ({"is_in_our_language": True}, OTHERS, ""),
        ({"is_in_our_language": False, "is_indirect": False}, OTHERS, ""),
    ],
)
def test_judge_hearing_of_what_was_not_said_to_us_s4b_05_c_27(fields, settings, set_aside):
    heard = hearing(**({"is_indirect": True} | fields))

    assert rules.judge_hearing(heard, parse_overrides(settings)).value == set_aside


@pytest.mark.parametrize(
    ("set_aside", "days"),
    [("not_named", 30), ("maybe_us", 30), ("not_us", 30), ("indirect", 30), ("other_language", 30),
     ("praise", None), ("", None), ("ours", None)],
)  # fmt: skip
def test_strangers_words_are_kept_for_a_while_and_customers_for_ever_c_27(set_aside, days):
    kept = rules.forget_after(set_aside, DEFAULT)

    assert kept == (timedelta(days=days) if days else None)


@pytest.mark.parametrize(
    ("is_known", "settings", "set_aside"),
    [
        (True, {}, ""),
        (False, {}, "insult_only"),
        (True, {"abuse.insult_only_known_customer": "ignore"}, "insult_only"),
        (False, {"abuse.insult_only_unknown": "one_reply"}, ""),
    ],
)
def test_judge_hearing_insult_alone_by_the_policy_s0_19_c_10(is_known, settings, set_aside):
    heard = hearing(NEUTRAL | {"insult_to_person": True}, is_known=is_known)

    verdict = rules.judge_hearing(heard, parse_overrides(settings))

    assert verdict.value == set_aside
    assert verdict.because[:2] == ("S0-19", "C-10")


def test_judge_hearing_complaint_with_insult_is_answered_c_10():
    heard = hearing({"insult_to_person": True, "anger": 3})

    assert rules.judge_hearing(heard, DEFAULT).value == ""


@pytest.mark.parametrize(
    ("state", "reading", "is_private", "effect"),
    [
        ("new", {}, False, Return.IN_WORK),
        ("waiting", NEUTRAL, False, Return.ANSWERED),
        ("waiting", PRAISE, False, Return.THANKS),
        ("resolved", {}, False, Return.REOPENED),
        ("resolved", NEUTRAL | {"repeat": True}, False, Return.REOPENED),
        ("closed", NEUTRAL | {"sentiment": -1}, False, Return.REOPENED),
        ("closed", NEUTRAL, False, Return.QUIET),
        ("closed", NEUTRAL, True, Return.ASKS_AGAIN),
        ("closed", NEUTRAL | {"topics": ("question",)}, False, Return.ASKS_AGAIN),
        ("closed", PRAISE, True, Return.THANKS),
    ],
)
def test_judge_return_s3_39(state, reading, is_private, effect):
    assert rules.judge_return(state, Reading(**reading), is_private=is_private) == effect


@pytest.mark.parametrize(
    ("person", "anger", "segments"),
    [
        (Person(), 1, ()),
        (Person(), 2, ("angry",)),
        (Person(is_vip=True), 0, ("vip",)),
        (Person(earlier_cases=1), 0, ("previous_complainer",)),
        (Person(is_vip=True, earlier_cases=2), 3, ("angry", "vip", "previous_complainer")),
    ],
)
def test_segments_s1_10(person, anger, segments):
    assert rules.segments_of(person, anger) == segments


@pytest.mark.parametrize(
    ("person", "churn", "value"),
    [
        (Person(), False, 0.0),
        (Person(), True, 0.2),
        (Person(is_customer=True, orders=4), False, 0.1),
        (Person(is_customer=True, orders=5), False, 0.4),
        (Person(is_customer=True, is_vip=True, orders=9, earlier_cases=3), True, 1.0),
    ],
)
def test_value_s1_27_c_17(person, churn, value):
    assert rules.value_of(person, churn=churn) == value


@pytest.mark.parametrize(
    ("hours", "share"),
    [
        (0, 0.0),
        (0.99, 0.0),
        (1, 0.1),
        (3.9, 0.1),
        (4, 0.25),
        (12, 0.5),
        (24, 0.75),
        (71.9, 0.75),
        (72, 1.0),
        (9999, 1.0),
        (-1, 0.0),
    ],
)
def test_age_rises_in_steps_s1_17(hours, share):
    assert rules.age_share(timedelta(hours=hours)) == share


def priority(severity, hours=0, value=0.0, **settings):
    policy = parse_overrides({key.replace("__", "."): row for key, row in settings.items()})
    return rules.priority_of(severity, timedelta(hours=hours), value, policy)


def test_priority_is_the_weighted_sum_c_17():
    assert priority(3) == 1.8
    assert priority(3, hours=24) == 1.95
    assert priority(3, hours=24, value=0.5) == 2.05


def test_priority_severity_five_is_first_always_s1_17():
    assert priority(5) > priority(4, hours=9999, value=1.0)


def test_priority_one_step_of_severity_outweighs_all_value_c_17():
    assert priority(3) > priority(2, value=1.0)
    assert priority(3, triage__value_weight=0.5) > priority(
        2, value=1.0, triage__value_weight=0.5
    )


@pytest.mark.parametrize(
    ("is_private", "severity", "expected"),
    [
        (False, 4, (15, 60, False)),
        (True, 4, (60, 240, False)),
        (False, 5, (15, 15, True)),
        (True, 5, (15, 15, True)),
    ],
)
def test_first_reply_times_s4a_01_s4a_11_s4a_12_s3_11_s4c_13(is_private, severity, expected):
    times = rules.first_reply_times(
        is_private=is_private, severity=severity, age=timedelta(), policy=DEFAULT
    )

    assert (times.target_min, times.limit_min, times.is_safety) == expected


@pytest.mark.parametrize(("days", "has_clock"), [(7, True), (7.001, False)])
def test_first_reply_times_none_for_an_archive(days, has_clock):
    times = rules.first_reply_times(
        is_private=False, severity=3, age=timedelta(days=days), policy=DEFAULT
    )

    assert (times is not None) == has_clock


MONDAY = 0


@pytest.mark.parametrize(
    ("starts", "ends", "at", "covered"),
    [
        (9, 17, "2026-11-23T09:00", True),
        (9, 17, "2026-11-23T08:59", False),
        (9, 17, "2026-11-23T16:59", True),
        (9, 17, "2026-11-23T17:00", False),
        (9, 17, "2026-11-24T10:00", False),
        (22, 6, "2026-11-23T23:00", True),
        (22, 6, "2026-11-24T05:59", True),
        (22, 6, "2026-11-24T06:00", False),
        (22, 6, "2026-11-23T03:00", False),
        (0, 0, "2026-11-23T12:00", True),
        (0, 0, "2026-11-24T00:00", False),
    ],
)
def test_shift_may_run_past_midnight_s4a_14(starts, ends, at, covered):
    local = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert rules.is_on_duty(MONDAY, time(starts), time(ends), local) == covered


TEAM = (
    Colleague(1, is_on_duty=True, languages=("ar",)),
    Colleague(2, is_on_duty=True, languages=("fa",)),
    Colleague(3, is_on_duty=True),
    Colleague(4, is_on_duty=False, languages=("ar",)),
)


@pytest.mark.parametrize(
    ("language", "mode", "is_private", "fit"),
    [
        ("ar", "rota_single_owner", False, (1, 3)),
        ("fa", "rota_single_owner", False, (2, 3)),
        ("en", "rota_single_owner", False, (3,)),
        ("ar", "single_person", False, ()),
        ("ar", "pool", True, (1, 3, 4)),
        ("ar", "pool", False, (1, 3)),
    ],
)
def test_fit_for_the_customers_language_c_14(language, mode, is_private, fit):
    assert rules.fit_for(TEAM, language, mode=mode, is_private=is_private).value == fit


@pytest.mark.parametrize(
    ("fit", "open_cases", "lead", "owner"),
    [
        ((1, 2), {1: 4, 2: 3}, 8, 2),
        ((1, 2), {1: 3, 2: 3}, 8, 1),
        ((1, 2), {1: 1}, 8, 2),
        ((), {}, 8, 8),
        ((), {}, None, 9),
    ],
)
def test_choose_owner_is_always_exactly_one_s4a_05(fit, open_cases, lead, owner):
    verdict = rules.choose_owner(Verdict(fit, ("C-14", "shift")), open_cases, lead, 9)

    assert (verdict.value, verdict.because[0]) == (owner, "S4a-05")
