import people
import pytest
from people import NOW

from amends.casebook.calls import empty_calls_about
from amends.casebook.models import ServiceCall


pytestmark = pytest.mark.django_db


def call(at, raw, **fields):
    values = {"digest": str(len(raw)) + at.kind, "method": "POST", "received_at": NOW}
    return ServiceCall.objects.create(source=at, raw=raw, **(values | fields))


@pytest.mark.parametrize(
    ("marks", "emptied"),
    [
        (["noura@example.com"], 1),
        (["Noura@Example.com"], 1),
        (["someone@example.com"], 0),
        (["no"], 0),
        ([""], 0),
    ],
)
def test_kept_calls_that_name_a_person_lose_their_bytes(marks, emptied):
    at = people.source(people.brand(), "webhook")
    row = call(at, b'{"from": "NOURA@example.com"}', state="broken", retry_at=NOW)

    assert empty_calls_about(at.brand, marks) == emptied

    row.refresh_from_db()
    assert (bytes(row.raw) == b"", row.retry_at is None) == (bool(emptied), bool(emptied))


def test_calls_of_another_brand_are_left():
    theirs = call(people.source(people.brand("other"), "webhook"), b"noura@example.com")

    assert empty_calls_about(people.brand(), ["noura@example.com"]) == 0
    theirs.refresh_from_db()
    assert bytes(theirs.raw) != b""
