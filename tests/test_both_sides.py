"""Both sides of each key of the policy whose behaviour exists: at its default, and set otherwise."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from people import NOW

from amends.casebook import next_reply
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.keys import KEYS
from amends.playbook.levels import level_of
from amends.playbook.limits import LIMIT_KEYS
from amends.playbook.policy import parse_overrides
from amends.playbook.review import review
from amends.playbook.shapes import Occasion, parts_of
from amends.rooms.diagnose.rules import Silence, estimate_silent
from amends.rooms.follow_up import rules as follow_up
from amends.rooms.respond import resting
from amends.rooms.respond import rules as respond
from amends.rooms.triage import rules as triage


TESTS = Path(__file__).parent
LAMP = ReviewContext(
    lang="en", public=True, fault="ours", now=NOW, timezone="Asia/Riyadh",
    conversation=(Turn("customer", "My lamp came in pieces. I am furious."),),
)  # fmt: skip
OWNED = "Thank you. The lamp came in pieces because we packed it badly, and I am sorry. "
IN_TIME = "I am checking it now and will write to you in a private message by 12:30 pm today."
CHAT = resting.RestFacts(
    visibility="private", anger=0, severity=2, is_chat=True, last_heard_at=NOW, now=NOW
)
PUBLIC = respond.DeskFacts(
    visibility="private", case_visibility="public", has_public_reply=False,
    has_public_door=True, is_insult_only=False, is_known_customer=True,
)  # fmt: skip
INSULT = replace(PUBLIC, visibility="public", is_insult_only=True)
SOLVED = follow_up.Asked(resolved_at=NOW, asks=0, last_asked_at=None, can_ask=True)
ASKED_TWICE = replace(SOLVED, asks=2, last_asked_at=NOW)
SILENT = Silence(complaints=10, answered=100, found=30, compared=10)


def codes(text, policy, **fields):
    return {one.code for one in review(text, replace(LAMP, **fields), policy).findings}


def first(policy, **fields):
    given = {"is_private": False, "severity": 3, "age": timedelta()} | fields
    return triage.first_reply_times(policy=policy, **given)


def level(code):
    return lambda policy: level_of(code, LAMP, policy)


def public_reply(policy, **fields):
    return respond.judge_public_reply(respond.PublicFacts(**fields), policy).value


def asks(facts, hours):
    return lambda p: follow_up.next_step(facts, NOW + timedelta(hours=hours), p.limits).value


def warned(facts):
    return lambda policy: bool(respond.desk_warnings(facts, policy))


# Each row: another value, what is looked at, and what it gives by default and set so.
SIDES = {
    "channel.public_first": (False, warned(PUBLIC), True, False),
    "channel.public_closure_note": (
        False, lambda p: parts_of(Occasion(
            language="en", stage="closing", fault="ours", public=True), p), ("public_note",), ()),
    "composer.profile.vip": (
        "standard", lambda p: parts_of(Occasion(
            language="en", stage="first", fault="ours", public=False, is_vip=True), p)[0],
        "next_step", "thanks"),
    "sla.public_first_reply_target_min": (20, lambda p: first(p).target_min, 15, 20),
    "sla.public_first_reply_max_min": (90, lambda p: first(p).limit_min, 60, 90),
    "cooldown.angry_public_min": (
        0, lambda p: resting.cool_down_min("public", 2, 3, p), 3, 0),
    "promise.require_absolute_time": (
        False, lambda p: "vague_time" in codes(OWNED + "We will write to you soon.", p), True, False),
    "promise.next_contact_max_min": (
        20, lambda p: "contact_later_than_policy" in codes(OWNED + IN_TIME, p), False, True),
    "lint.explanation_before_fix": ("block", level("argues"), "warn", "block"),
    "abuse.insult_only_known_customer": ("ignore", warned(INSULT), False, True),
    "abuse.insult_only_unknown": (
        "one_reply", warned(replace(INSULT, is_known_customer=False)), True, False),
    "lint.blame_third_party": ("off", level("excuse_third_party"), "warn", "off"),
    "lint.name_individual": ("warn", level("name_individual"), "block", "warn"),
    "public.max_replies_per_person_thread": (
        1, lambda p: public_reply(p, given=1), "allowed", "refused"),
    "public.exemptions": (
        [], lambda p: public_reply(p, given=2, is_safety=True), "exempt", "refused"),
    "lint.non_apology": (
        {"ours": "off", "not_ours": "warn", "unknown": "warn"}, level("non_apology"), "block", "off"),
    "assignment.mode": (
        "single_person", lambda p: triage.fit_for(
            [triage.Colleague(1, is_on_duty=True)], "ar", mode=p.assignment_mode, is_private=True
        ).value, (1,), ()),
    "lint.max_apologies_per_message": (
        3, lambda p: "over_apology" in codes("I am sorry for the lamp. We apologise. " + IN_TIME, p), True, False),
    "lint.apology_without_next_step": (
        "block", lambda p: [one.level for one in respond.weighed_here(
            review("I am sorry about the lamp.", LAMP, p).findings, p)
            if one.code == "apology_without_next_step"], ["warn"], ["block"]),
    "triage.value_weight": (
        0.0, lambda p: triage.priority_of(3, timedelta(), 1.0, p)
        > triage.priority_of(3, timedelta(), 0.0, p), True, False),
    "lint.canned_similarity": (
        1.0, lambda p: "canned" in codes(
            OWNED + IN_TIME, p, recent_replies=(OWNED + IN_TIME.replace("12:30", "12:40"),)), True, False),
    "lint.require_specific_detail": (
        False, lambda p: "canned" in codes("Thank you for your message. We value your feedback.", p),
        True, False),
    "lint.absolute_guarantee": ("block", level("absolute_guarantee"), "hint", "block"),
    "survey.cap_days": (
        60, lambda p: follow_up.survey_wanted(follow_up.SurveyFacts(
            may_survey=True, surveyed_at=NOW - timedelta(days=45), had_one=False, can_ask=True),
            NOW, p.survey_cap_days).value, True, False),
    "metrics.silent_multiplier": (
        10, lambda p: estimate_silent(
            SILENT, rule_of_thumb=p.metrics_silent_multiplier, own_from_n=200).value.estimate, 260, 100),
    "monitor.scope": (
        "direct_only", lambda p: triage.judge_hearing(triage.Hearing(
            triage.Reading(), is_private=False, is_indirect=True), p).value, "", "indirect"),
    "monitor.retention_days_unmatched": (
        7, lambda p: triage.forget_after("not_named", p), timedelta(days=30), timedelta(days=7)),
    "limits.private_first_reply_target_min": (
        90, lambda p: first(p, is_private=True).target_min, 60, 90),
    "limits.private_first_reply_max_min": (
        120, lambda p: first(p, is_private=True).limit_min, 240, 120),
    "limits.next_reply_target_min": (
        60, lambda p: next_reply.minutes(2, p.limits)[0], 120, 60),
    "limits.next_reply_max_min": (300, lambda p: next_reply.minutes(2, p.limits)[1], 480, 300),
    "limits.safety_first_reply_max_min": (5, lambda p: first(p, severity=5).limit_min, 15, 5),
    "limits.severity_weight": (
        0.9, lambda p: round(triage.priority_of(3, timedelta(), 0, p)
        - triage.priority_of(2, timedelta(), 0, p), 3), 0.6, 0.9),
    "limits.age_weight": (
        0.0, lambda p: triage.priority_of(3, timedelta(days=30), 0, p)
        > triage.priority_of(3, timedelta(), 0, p), True, False),
    "limits.anger_cooldown_from": (
        3, lambda p: resting.cool_down_min("public", 2, 3, p), 3, 0),
    "limits.chat_quiet_s": (
        90, lambda p: resting.quiet_at(CHAT, p), NOW + timedelta(seconds=45), NOW + timedelta(seconds=90)),
    "limits.follow_up_hours": (24, asks(SOLVED, 30), "wait", "ask"),
    "limits.max_confirmation_asks": (
        1, asks(replace(SOLVED, asks=1, last_asked_at=NOW), 80), "ask", "close"),
    "limits.confirmation_ask_gap_hours": (100, asks(ASKED_TWICE, 80), "close", "wait"),
    "limits.own_ratio_min_n": (
        100, lambda p: estimate_silent(
            SILENT, rule_of_thumb=26, own_from_n=p.limits.own_ratio_min_n).value.is_own_ratio, False, True),
    "limits.import_backlog_days": (
        30, lambda p: triage.is_backlog(timedelta(days=20), p), True, False),
}  # fmt: skip
# What only rows can show: the test that looks at both sides.
IN_ROWS = {
    "channel.private_target": "rooms/respond/test_route.py",
    "coverage.calendar": "casebook/test_clocks.py",
    "promise.out_of_hours": "casebook/test_slots.py",
    "sla.clock": "casebook/test_clocks.py",
    "coverage.auto_receipt": "rooms/respond/test_receipts.py",
    "review.update_request": "rooms/follow_up/test_inviting.py",
    "limits.invitation_cool_off_days": "rooms/follow_up/test_inviting.py",
    "remedy.gift_timing": "rooms/resolve/test_rules.py",
    "promise.refund_before_verdict": "rooms/resolve/test_rules.py",
    "lint.max_apologies_per_case": "playbook/checks/test_apology.py",
    "limits.undo_s": "rooms/respond/test_resting.py",
    "limits.promise_warning_min": "rooms/resolve",
    "limits.agent_remedy_limit_minor": "rooms/resolve/test_rules.py",
    "limits.fix_notice_max_min": "rooms/resolve/test_making_good.py",
    "limits.waiting_closes_after_days": "rooms/follow_up/test_service.py",
    "limits.canned_window": "playbook/checks/test_canned.py",
    "limits.cluster_from_cases": "rooms/diagnose/test_service.py",
    "limits.practice_shown_to_lead": "rooms/coach/test_practising.py",
    "limits.second_look_from_reach": "rooms/respond/test_looking.py",
    "limits.colleague_look_from_reach": "rooms/respond/test_looking.py",
}
FIXED = {"remedy.gift_review_link"}


@pytest.mark.parametrize("key", SIDES)
def test_key_changes_what_the_desk_does(key):
    other, look, by_default, set_so = SIDES[key]

    assert look(parse_overrides({})) == by_default
    assert look(parse_overrides({key: other})) == set_so


def test_every_key_that_acts_is_looked_at_from_both_sides():
    rows = [*KEYS.values(), *LIMIT_KEYS.values()]
    acting = {row.key for row in rows if not row.waits_for}

    assert acting - FIXED == {*SIDES, *IN_ROWS}
    assert set(SIDES) & set(IN_ROWS) == set()
    assert [place for place in IN_ROWS.values() if not (TESTS / place).exists()] == []
