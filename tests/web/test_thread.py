import people
import pytest
from django.utils import timezone

from amends.casebook.models import Awaited


pytestmark = pytest.mark.django_db


def address(case):
    return f"/cases/rabwa/{case.number}/"


@pytest.mark.parametrize(
    ("fields", "words", "may_ask"),
    [
        ({"due": True}, "It is being fetched.", False),
        ({"due": True, "error_code": "unreachable"}, "We ask again", False),
        ({"error_code": "gone"}, "The channel does not have it any more.", True),
        ({"error_code": "too_big"}, "It is larger than 10 MB", False),
    ],
)
def test_case_says_what_file_has_not_come(desk, case, at, fields, words, may_ask):
    mention, now = people.mention(at, by=case.author, case=case), timezone.now()
    due = {"due_at": now} if fields.pop("due", False) else {}
    Awaited.objects.create(
        mention=mention, key="k", name="فاکتور.pdf", told_at=now, **due, **fields
    )

    page = desk.get(address(case)).content.decode()

    assert "<bdi>فاکتور.pdf</bdi>" in page
    assert words in page
    assert ("Ask for it again" in page) == may_ask


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"arrived_at": True}, "Arrived, "),
        ({"arrived_at": True, "read_at": True}, "Read, "),
        ({"state": "failed", "error_code": "window_closed"}, "Not delivered"),
        (
            {"state": "failed", "error_code": "window_closed"},
            "The time to answer there was over",
        ),
    ],
)
def test_case_says_what_became_of_a_reply(desk, case, fields, words):
    now = timezone.now()
    times = {name: now for name, value in fields.items() if value is True}
    values = {"state": "sent", "sent_at": now, "text": "Sorry", "not_before": now}
    case.deliveries.create(
        source=case.source, visibility="private", **(values | fields | times)
    )

    assert words in desk.get(address(case)).content.decode()
