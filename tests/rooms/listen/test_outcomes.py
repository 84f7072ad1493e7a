from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook.models import Notice
from amends.connectors.protocol import NeedsReconnecting, Unreachable
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


def test_what_only_a_person_can_mend_is_told_once_until_it_was_mended():
    at = people.source(people.brand(), "feed", asked_at=NOW)
    for error in (NeedsReconnecting(), NeedsReconnecting(), Unreachable()):
        note_failure(at, error, NOW)

    assert [n.facts["code"] for n in Notice.objects.all()] == ["needs_reconnecting"]

    at.asked_at = NOW + minutes(1)
    note_failure(at, NeedsReconnecting(), NOW + minutes(2))
    assert Notice.objects.count() == 2
