from dataclasses import replace
from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.slots import latest_contact
from amends.playbook.coverage import parse_coverage
from amends.playbook.policy import DEFAULT


# Monday 12:00 in Riyadh is the last minute of the day's hours.
SHORT = parse_coverage({"*": ["mon 11:00-12:30", "tue 09:00-17:00"]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("out_of_hours", "waited"),
    [("next_slot", timedelta(hours=21.5)), ("on_call", timedelta(hours=1))],
)
def test_hour_out_of_hours_is_the_next_slot_unless_somebody_is_on_call(out_of_hours, waited):
    policy = replace(DEFAULT, coverage_calendar=SHORT, promise_out_of_hours=out_of_hours)
    case = people.case(people.brand(timezone="Asia/Riyadh"))

    assert latest_contact(case, 60, policy, NOW) == NOW + waited  # C-05
    assert latest_contact(case, 30, policy, NOW) == NOW + timedelta(minutes=30)
