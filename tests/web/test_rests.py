from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Delivery, Reply
from amends.web.rests import rest_of


@pytest.fixture
def reply(db):
    """Return a function that writes a reply which may leave after so many seconds."""

    def write(seconds, kind="fake_public", **fields):
        at = people.source(people.brand(), kind)
        case = people.case(at.brand, at=at)
        written = Reply.objects.create(
            case=case, user=case.owner, source=at, visibility="public", text="x", written_at=NOW
        )
        return Delivery.objects.create(
            case=case, reply=written, source=at, visibility="public", text="x",
            not_before=NOW + timedelta(seconds=seconds), **fields,
        )  # fmt: skip

    return write


@pytest.mark.parametrize(
    ("seconds", "kind", "state", "why"),
    [
        (30, "fake_public", "ready", "undo"),
        (30, "fake_link", "link", "by_hand"),
        (180, "fake_public", "ready", "cool_down"),
        (180, "fake_link", "link", "cool_down"),
        (45, "fake_chat", "ready", "still_writing"),
    ],
)
def test_pause_says_what_it_is_for(reply, seconds, kind, state, why):
    rest = rest_of(reply(seconds, kind, state=state), NOW)

    assert (rest.why, rest.share) == (why, 60)


def test_pause_counts_down(reply):
    rest = rest_of(reply(180), NOW + timedelta(seconds=90.5))

    assert (rest.clock, rest.share) == ("1:30", 30)


@pytest.mark.parametrize("state", ["sending", "sent", "unknown", "cancelled", "failed"])
def test_only_what_waits_rests(reply, state):
    assert rest_of(reply(30, state=state), NOW) is None


def test_pause_ends(reply):
    delivery = reply(30)

    assert rest_of(delivery, NOW + timedelta(seconds=29.9)).clock == "0:01"
    assert rest_of(delivery, NOW + timedelta(seconds=30)) is None


def test_ready_made_texts_do_not_rest(reply):
    delivery = reply(30)
    delivery.reply = None

    assert rest_of(delivery, NOW) is None
