import people
import pytest
from people import NOW, minutes

from amends.rooms.triage import placing
from amends.rooms.triage.deciding import triage


@pytest.mark.parametrize(
    ("first_reply_at", "since"), [(None, NOW), (NOW + minutes(5), NOW + minutes(9))]
)
def test_waiting_since_the_opening_or_the_last_word(brand, first_reply_at, since):
    case = people.case(brand, first_reply_at=first_reply_at, last_heard_at=NOW + minutes(9))

    assert placing.waiting_since(case) == since


def test_join_from_an_archive_starts_no_clock(brand, at, say):
    noura = people.author(brand)
    long_ago = NOW - people.timedelta(days=30)
    case = triage(say(at, noura, said_at=long_ago), now=NOW)

    triage(say(at, noura, said_at=long_ago + minutes(60)), now=NOW)

    assert (case.mentions.count(), case.clocks.count()) == (2, 0)
