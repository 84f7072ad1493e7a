from datetime import timedelta

import people
import pytest
from people import NOW

from amends.connectors.protocol import Unreachable
from amends.rooms.listen.outcomes import note_failure, note_success


pytestmark = pytest.mark.django_db


def test_failures_count_in_a_row_and_end_with_a_success():
    at = people.source(people.brand(), "feed")
    for _ in range(2):
        note_failure(at, Unreachable("x" * 3000), NOW)

    at.refresh_from_db()
    assert (at.failures, at.error_code, len(at.error_detail)) == (2, "unreachable", 2000)
    # Twice doubled half a minute, a quarter shorter or longer.
    assert timedelta(seconds=90) <= at.due_at - NOW <= timedelta(seconds=150)

    note_success(at, NOW)
    at.refresh_from_db()
    assert (at.failures, at.error_code, at.error_at, at.asked_at) == (0, "", None, NOW)
