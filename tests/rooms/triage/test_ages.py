from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Case
from amends.playbook.policy import DEFAULT
from amends.rooms.triage import rules
from amends.rooms.triage.ages import refresh_ages


@pytest.mark.parametrize(("hours", "priority"), [(0.9, 1.8), (1, 1.82), (24, 1.95), (80, 2.0)])
def test_refresh_ages_lets_those_who_wait_move_up_s1_17(brand, hours, priority):
    people.case(brand, priority=1.8)

    moved = refresh_ages(NOW + timedelta(hours=hours))

    assert (moved, Case.objects.get().priority) == (int(priority > 1.8), priority)
    assert refresh_ages(NOW + timedelta(hours=hours)) == 0


def test_refresh_ages_leaves_those_who_do_not_wait(brand):
    people.case(brand, priority=1.8, waits_for_us=False)
    people.case(brand, priority=1.8, state="closed", outcome="accepted")

    assert refresh_ages(NOW + timedelta(hours=80)) == 0


def test_refresh_ages_counts_from_the_last_word_once_answered(brand):
    heard = NOW + timedelta(hours=10)
    people.case(brand, priority=1.8, first_reply_at=NOW, last_heard_at=heard)

    assert refresh_ages(heard + timedelta(minutes=59)) == 0
    assert refresh_ages(heard + timedelta(minutes=60)) == 1


@pytest.mark.parametrize("severity", [1, 2, 3, 4, 5])
def test_refresh_ages_agrees_with_the_rule(brand, severity):
    people.case(brand, severity=severity, value=0.37)

    refresh_ages(NOW + timedelta(hours=13))

    expected = rules.priority_of(severity, timedelta(hours=13), 0.37, DEFAULT)
    assert Case.objects.get().priority == expected


def test_refresh_ages_by_each_brands_own_weights(brand):
    brand.policy_settings.create(
        key="limits.age_weight", value=0.0, set_by=brand.owner, set_at=NOW
    )
    people.case(brand, priority=1.8)

    assert refresh_ages(NOW + timedelta(hours=80)) == 0
