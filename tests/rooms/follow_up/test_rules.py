from dataclasses import replace
from datetime import timedelta

import people
import pytest

from amends.playbook.policy import DEFAULT
from amends.rooms.follow_up import rules
from amends.rooms.follow_up.rules import AnswerFacts, Asked, SurveyFacts


NOW = people.NOW
FRESH = Asked(resolved_at=NOW, asks=0, last_asked_at=None, can_ask=True)
ONCE = replace(FRESH, asks=1, last_asked_at=NOW)
TWICE = replace(FRESH, asks=2, last_asked_at=NOW)
MUTE = replace(FRESH, can_ask=False)


@pytest.mark.parametrize(
    ("facts", "hours", "step", "because"),
    [
        (FRESH, 47.9, "wait", ()),
        (FRESH, 48, "ask", ("ask_1", "S3-39", "S4a-33")),
        (ONCE, 71.9, "wait", ()),
        (ONCE, 72, "ask", ("ask_2", "S3-39", "S4a-33")),
        (TWICE, 71.9, "wait", ()),
        (TWICE, 72, "close", ("silent_after_asks", "S3-39")),
        (MUTE, 48 + 2 * 72 - 0.1, "wait", ()),
        (MUTE, 48 + 2 * 72, "close", ("nobody_to_ask", "S3-39")),
        (replace(ONCE, can_ask=False), 72, "close", ("silent_after_asks", "S3-39")),
    ],
)
def test_resolved_case_is_asked_twice_then_closed(facts, hours, step, because):
    verdict = rules.next_step(facts, NOW + timedelta(hours=hours), DEFAULT.limits)

    assert (verdict.value, verdict.because) == (step, because)


@pytest.mark.parametrize(("days", "enough"), [(13.9, False), (14, True)])
def test_waiting_ends(days, enough):
    assert rules.has_waited_enough(NOW, NOW + timedelta(days=days), 14) is enough


SURVEY = SurveyFacts(may_survey=True, surveyed_at=None, had_one=False, can_ask=True)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, ()),
        ({"may_survey": False}, ("opted_out",)),
        ({"surveyed_at": NOW - timedelta(days=29.9)}, ("surveyed_lately",)),
        ({"surveyed_at": NOW - timedelta(days=30)}, ()),
        ({"had_one": True}, ("had_one",)),
        ({"can_ask": False}, ("no_private_door",)),
    ],
)
def test_survey_has_a_cap(changes, because):  # C-26
    verdict = rules.survey_wanted(replace(SURVEY, **changes), NOW, 30)

    assert (verdict.value, verdict.because) == (not because, (*because, "S2-12", "C-26"))


@pytest.mark.parametrize(
    ("left_s", "is_answered", "because"),
    [
        (1, False, ()),
        (0, False, ("link_expired",)),
        (1, True, ("already_answered",)),
    ],
)
def test_answer_is_taken_once_while_the_link_is_open(left_s, is_answered, because):
    facts = AnswerFacts(expires_at=NOW + timedelta(seconds=left_s), is_answered=is_answered)

    assert rules.judge_answer(facts, NOW).because == because


def test_links_stay_open_for_weeks():
    assert rules.Table(confirmation_days=90, survey_days=30) == rules.TABLE


def test_table_with_a_link_that_never_opens_stops_the_start():
    with pytest.raises(ValueError, match=r"follow_up\.toml"):
        rules.parse_table({"links": {"confirmation_days": 0, "survey_days": 1}})
