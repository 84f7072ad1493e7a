"""The latest time a customer waits for our next word without being told why (S3-27, C-05)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amends.casebook.models import Case
from amends.playbook import hours
from amends.playbook.policy import Policy


def latest_contact(case: Case, minutes: int, policy: Policy, now: datetime) -> datetime:
    """Return when so many minutes are over: of covered time, or of any where somebody is on call."""
    if policy.promise_out_of_hours == "on_call":
        return now + timedelta(minutes=minutes)
    tz, channel = ZoneInfo(case.brand.timezone), case.source.kind
    return hours.add_covered(now, minutes, policy.coverage_calendar, channel, tz)
