from datetime import timedelta

import people
import pytest
from django.test import RequestFactory

from amends.web import senders


def request(address="10.0.0.1", forwarded=""):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


@pytest.fixture
def proxies(settings):
    def behind(number):
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"proxies": number})

    return behind


@pytest.mark.parametrize(
    ("number", "forwarded", "expected"),
    [
        (0, "1.1.1.1", "10.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "2.2.2.2", "10.0.0.1"),
        (1, "nonsense", ""),
    ],
)
def test_address_of_trusts_as_many_proxies_as_named(proxies, number, forwarded, expected):
    proxies(number)

    assert senders.address_of(request(forwarded=forwarded)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("::ffff:10.0.0.9", "10.0.0.9"), ("", "")],
)
def test_address_of_a_home_is_one(address, expected):
    assert senders.address_of(request(address)) == expected


def test_mark_of_says_nothing_of_the_address_and_changes_daily():
    today, tomorrow = (
        senders.mark_of(request(), people.NOW + timedelta(days=n)) for n in (0, 1)
    )

    assert today == senders.mark_of(request(), people.NOW)
    assert today != tomorrow
    assert today != senders.mark_of(request("10.0.0.2"), people.NOW)
    assert "10.0.0.1" not in today


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "minutes_ago", "expected"), [(19, 59, False), (20, 59, True), (20, 60, False)]
)
def test_wrote_too_often_counts_one_hour(count, minutes_ago, expected):
    at = people.source(people.brand(), kind="web_form")
    heard_at = people.NOW - people.minutes(minutes_ago)
    for _ in range(count):
        people.mention(at, heard_at=heard_at, data={"sender": "m"})
        people.mention(at, heard_at=heard_at, data={"sender": "other"})

    assert senders.wrote_too_often(at, "m", people.NOW) is expected
