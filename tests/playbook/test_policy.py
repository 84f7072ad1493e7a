from dataclasses import fields

import pytest

from amends.playbook.keys import KEYS, RULES_BY_CONFLICT, ByFault, ByVisibility
from amends.playbook.policy import DEFAULT, Policy, PolicyError, parse_overrides


def test_policy_has_the_47_keys_of_27_conflicts():
    assert len(KEYS) == 47
    assert {key.conflict for key in KEYS.values()} == set(RULES_BY_CONFLICT)
    assert len(RULES_BY_CONFLICT) == 27
    assert [f.name for f in fields(Policy)] == [*(k.field for k in KEYS.values()), "limits"]


def test_default_is_what_the_rules_say():
    assert DEFAULT.sla_public_first_reply_target_min == 15
    assert DEFAULT.sla_public_first_reply_max_min == 60
    assert DEFAULT.cooldown_angry_public_min == 3
    assert DEFAULT.lint_non_apology == ByFault(ours="block", not_ours="warn", unknown="warn")
    assert DEFAULT.coverage_auto_receipt == ByVisibility(public=False, private=True)
    assert DEFAULT.public_exemptions == (
        "safety",
        "new_issue",
        "confirmed_closure",
        "other_person",
    )
    assert DEFAULT.limits.follow_up_hours == 48


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("sla.clock", "wall", "wall"),
        ("survey.cap_days", "45", 45),
        ("channel.public_first", "false", False),
        ("triage.value_weight", 0, 0.0),
        ("public.exemptions", "other_person, safety", ("safety", "other_person")),
        ("public.exemptions", [], ()),
        (
            "coverage.auto_receipt",
            {"public": True, "private": True},
            ByVisibility(public=True, private=True),
        ),
    ],
)
def test_overrides_read_values_of_forms_and_tables(key, raw, value):
    assert getattr(parse_overrides({key: raw}), KEYS[key].field) == value


@pytest.mark.parametrize("key", [k for k in KEYS.values() if k.kind in {"whole", "share"}])
def test_bounds_hold_on_both_sides(key):
    step = 1 if key.kind == "whole" else 0.01

    assert key.read(key.minimum) == key.minimum
    assert key.read(key.maximum) == key.maximum
    for outside in (key.minimum - step, key.maximum + step):
        with pytest.raises(PolicyError) as refusal:
            key.read(outside)
        assert refusal.value.key == key.key


@pytest.mark.parametrize(
    ("key", "choice"),
    [(key, choice) for key in KEYS.values() for choice in (*key.choices, *key.refused)],
    ids=str,
)
def test_choices_are_accepted_and_refused_ones_never(key, choice):
    raw = [choice] if key.kind == "subset" else choice

    if choice in key.refused:
        with pytest.raises(PolicyError):
            parse_overrides({key.key: raw})
    else:
        assert parse_overrides({key.key: raw})


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ({"no.such": 1}, "no.such"),
        ({"limits.nothing": 1}, "limits.nothing"),
        ({"sla.clock": "sun"}, "sla.clock"),
        ({"survey.cap_days": True}, "survey.cap_days"),
        ({"survey.cap_days": "many"}, "survey.cap_days"),
        ({"channel.public_first": 1}, "channel.public_first"),
        ({"triage.value_weight": "x"}, "triage.value_weight"),
        ({"triage.value_weight": [1]}, "triage.value_weight"),
        ({"public.exemptions": ["anything"]}, "public.exemptions"),
        ({"public.exemptions": 3}, "public.exemptions"),
        ({"lint.non_apology": {"ours": "block"}}, "lint.non_apology"),
        ({"lint.explanation_before_fix": "loud"}, "lint.explanation_before_fix"),
        ({"coverage.calendar": {}}, "coverage.calendar"),
        ({"coverage.calendar": {"*": ["always"]}}, "coverage.calendar"),
        ({"remedy.gift_review_link": "allowed"}, "remedy.gift_review_link"),
        (
            {"sla.public_first_reply_target_min": 60, "sla.public_first_reply_max_min": 59},
            "sla.public_first_reply_target_min",
        ),
        ({"triage.value_weight": 0.3, "limits.severity_weight": 0.3}, "triage.value_weight"),
    ],
)
def test_wrong_rows_are_refused_by_name(rows, key):
    with pytest.raises(PolicyError) as refusal:
        parse_overrides(rows)

    assert refusal.value.key == key


def test_value_may_weigh_just_below_one_step_of_severity():
    rows = {"triage.value_weight": 0.29, "limits.severity_weight": 0.3}

    assert parse_overrides(rows).triage_value_weight == 0.29  # C-17
