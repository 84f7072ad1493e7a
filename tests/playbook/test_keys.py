"""Default, bounds and refusals of each key, written down a second time: a slip of a table is seen."""

import pytest

from amends.playbook.keys import KEYS, LEVELS
from amends.playbook.limits import LIMIT_KEYS
from amends.playbook.policy import PolicyError


EXEMPTIONS = ("safety", "new_issue", "confirmed_closure", "other_person")
# Each row: the default, what else may be chosen (or the two bounds), and what is always refused.
CHOICES = {
    "moderation.delete_policy": (
        "confirmed_two_person",
        "never confirmed_single",
        "any_negative",
    ),
    "review.update_request": ("neutral_invite", "off", "ask_removal with_benefit"),
    "channel.private_target": ("same_platform", "any", ""),
    "promise.out_of_hours": ("next_slot", "on_call", ""),
    "sla.clock": ("business", "wall", ""),
    "policy.stance": ("heard_always", "right_always", ""),
    "remedy.gift_timing": ("after_fix", "with_fix any", ""),
    "remedy.gift_review_link": ("forbidden", "", "allowed"),
    "abuse.insult_only_known_customer": ("one_reply", "ignore", ""),
    "abuse.insult_only_unknown": ("ignore", "one_reply", ""),
    "assignment.mode": ("rota_single_owner", "single_person pool", ""),
    "composer.profile.vip": ("solution_first", "standard", ""),
    "remedy.ask_mode": ("options_then_open", "open options", ""),
    "moderation.public_notice": ("neutral", "off", "accusing"),
    "contact.unsolicited_call": ("serious_only", "off on", ""),
    "promise.refund_before_verdict": ("rights_only", "assured", "never"),
    "monitor.scope": ("all", "brand_languages direct_only", ""),
}
LEVEL_KEYS = {
    "lint.explanation_before_fix": "warn", "lint.blame_third_party": "warn",
    "lint.name_individual": "block", "lint.apology_without_next_step": "warn",
    "lint.absolute_guarantee": "warn",
}  # fmt: skip
FLAGS = {
    "channel.public_first": True, "channel.public_closure_note": True,
    "promise.require_absolute_time": True, "fairness.report": True,
    "lint.require_specific_detail": True, "verify.blocks_first_reply": False,
}  # fmt: skip
NUMBERS = {
    "moderation.pending_hide_max_hours": (4, 0, 6), "comments_disable_max_hours": (4, 0, 6),
    "review.max_asks": (1, 1, 2), "sla.public_first_reply_target_min": (15, 5, 60),
    "sla.public_first_reply_max_min": (60, 10, 240), "cooldown.angry_public_min": (3, 0, 30),
    "promise.next_contact_max_min": (60, 10, 240),
    "public.max_replies_per_person_thread": (2, 1, 2),
    "lint.max_apologies_per_message": (1, 1, 3), "lint.max_apologies_per_case": (2, 1, 5),
    "triage.value_weight": (0.2, 0.0, 0.5), "lint.canned_similarity": (0.8, 0.5, 1.0),
    "survey.cap_days": (30, 7, 365), "metrics.silent_multiplier": (26, 1, 100),
    "monitor.retention_days_unmatched": (30, 1, 365),
}  # fmt: skip
TABLES = {
    "coverage.calendar": {"*": ["mon-sun 00:00-24:00"]},
    "coverage.auto_receipt": {"public": False, "private": True},
    "public.exemptions": list(EXEMPTIONS),
    "lint.non_apology": {"ours": "block", "not_ours": "warn", "unknown": "warn"},
}
LIMITS = {
    "private_first_reply_target_min": (60, 5, 1440), "private_first_reply_max_min": (240, 10, 2880),
    "next_reply_target_min": (120, 5, 1440), "next_reply_max_min": (480, 10, 2880),
    "safety_first_reply_max_min": (15, 1, 60), "senior_contact_max_hours": (4, 1, 24),
    "severity_weight": (0.6, 0.1, 1.0), "age_weight": (0.2, 0.0, 0.5),
    "anger_cooldown_from": (2, 1, 3), "chat_quiet_s": (45, 0, 300), "undo_s": (30, 0, 120),
    "promise_warning_min": (15, 1, 240),
    "agent_remedy_limit_minor": (10000, 0, 100000000), "fix_notice_max_min": (15, 1, 240),
    "follow_up_hours": (48, 1, 336), "max_confirmation_asks": (2, 1, 2),
    "confirmation_ask_gap_hours": (72, 24, 336), "waiting_closes_after_days": (14, 3, 90),
    "survey_max_questions": (2, 1, 2), "survey_max_reminders": (1, 0, 1),
    "own_ratio_min_n": (200, 30, 10000), "invitation_cool_off_days": (7, 7, 90),
    "canned_window": (50, 1, 200), "cluster_from_cases": (3, 2, 100),
    "deletion_reversible_days": (90, 90, 365), "import_backlog_days": (7, 0, 365),
    "second_look_from_reach": (10000, 100, 100000000),
    "colleague_look_from_reach": (100000, 100, 100000000),
}  # fmt: skip


def refuses(row, raw):
    with pytest.raises(PolicyError) as refusal:
        row.read(raw)
    return refusal.value.key == row.key


def test_each_of_the_47_keys_and_each_number_stands_here_once():
    told = [*CHOICES, *LEVEL_KEYS, *FLAGS, *NUMBERS, *TABLES]

    assert sorted(told) == sorted(KEYS)
    assert set(LIMITS) | {"practice_shown_to_lead"} == set(LIMIT_KEYS)


@pytest.mark.parametrize("key", CHOICES)
def test_choice_has_its_default_its_others_and_its_refusals(key):
    row, (default, others, refused) = KEYS[key], CHOICES[key]

    assert row.default == default
    assert [row.read(one) for one in row.choices] == list(row.choices)
    assert {*row.choices} == {default, *others.split()}
    assert row.refused == tuple(refused.split())
    assert all(refuses(row, one) for one in (*row.refused, "", None, "no such choice"))


@pytest.mark.parametrize("key", LEVEL_KEYS)
def test_level_has_its_default_and_three_steps(key):
    row = KEYS[key]

    assert row.default == LEVEL_KEYS[key]
    assert [row.read(level) for level in LEVELS] == ["off", "warn", "block"]
    assert refuses(row, "hint")


@pytest.mark.parametrize("key", FLAGS)
def test_switch_has_its_default_and_two_sides(key):
    row = KEYS[key]

    assert row.default is FLAGS[key]
    assert [row.read(said) for said in ("true", "false")] == [True, False]
    assert refuses(row, "perhaps")


@pytest.mark.parametrize(
    ("row", "told"),
    [(KEYS[key], told) for key, told in NUMBERS.items()]
    + [(LIMIT_KEYS[name], told) for name, told in LIMITS.items()],
    ids=lambda value: getattr(value, "key", ""),
)
def test_number_has_its_default_and_stops_at_both_bounds(row, told):
    step = 0.01 if row.kind == "share" else 1

    assert (row.default, row.minimum, row.maximum) == told
    assert (row.read(told[1]), row.read(told[2])) == told[1:]
    assert refuses(row, told[1] - step)
    assert refuses(row, told[2] + step)


@pytest.mark.parametrize("key", TABLES)
def test_table_has_its_default_and_refuses_a_part_of_itself(key):
    row = KEYS[key]

    assert row.default == TABLES[key]
    assert row.read(row.default)
    assert refuses(row, {"ours": "warn"})


def test_what_a_lead_sees_of_practice_has_its_default_and_two_sides():
    row = LIMIT_KEYS["practice_shown_to_lead"]

    assert (row.default, row.choices) == ("points", ("nothing", "points"))
    assert refuses(row, "words")


def test_only_what_the_law_forbids_everywhere_cannot_be_changed():
    assert [key for key, row in KEYS.items() if not row.editable] == ["remedy.gift_review_link"]
