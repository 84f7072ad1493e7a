from datetime import timedelta

import people
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from people import NOW, minutes

from amends.casebook.models import Case, Crisis, Notice, Role
from amends.rooms.diagnose import crises
from amends.rooms.diagnose.crises import watch


pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return people.source(people.brand())


def complain(at, count, when=NOW, **fields):
    values = {"opened_at": when, "last_heard_at": when, "topics": ["delivery_late"]}
    made = [people.case(at.brand, at=at, **(values | fields)) for _ in range(count)]
    for case in made:
        people.mention(at, "متاخرة جدا", case=case, heard_at=when)
    return made


def test_many_complaints_raise_one_alarm_with_its_cause(at):
    people.member(at.brand, "Maya", Role.MANAGER)
    people.member(at.brand, "Bob", Role.AGENT)
    complain(at, 12)

    assert [watch(NOW), watch(NOW), watch(NOW + minutes(1))] == [1, 0, 0]

    crisis = Crisis.objects.get()
    assert (crisis.kind, crisis.count, crisis.cause_kind) == ("volume", 12, "topic")
    assert (crisis.cause, crisis.shared) == ("delivery_late", 12)
    assert sorted(notice.user.name for notice in Notice.objects.all()) == ["Alice", "Maya"]


@pytest.mark.parametrize(("count", "alarms"), [(9, 0), (10, 1)])
def test_few_complaints_are_a_day_like_any_other(at, count, alarms):
    complain(at, count)

    assert watch(NOW) == alarms


def test_what_is_usual_at_this_hour_is_no_crisis(at):
    for day in range(2, 28):
        complain(at, 36, NOW - timedelta(days=day))  # three in each window of these hours
    complain(at, 11)
    assert watch(NOW) == 0

    complain(at, 1)
    assert watch(NOW) == 1


def test_few_angry_people_are_enough(at):
    complain(at, 6, anger=2)

    assert watch(NOW) == 1
    assert Crisis.objects.get().kind == "anger"


def test_archive_raises_no_alarm(at):
    complain(at, 30, last_heard_at=NOW - timedelta(hours=6))

    assert watch(NOW) == 0


def test_a_flood_is_counted_without_a_word_of_python_for_each_row(at):
    complain(at, 12)

    with CaptureQueriesContext(connection) as queries:
        watch(NOW)

    # Django's own functions in SQLite are named so: each is called once for every row.
    assert not [query for query in queries if "django_" in query["sql"]]


@pytest.mark.parametrize(("hours", "alarms"), [(1, 0), (2, 1)])
def test_only_the_hours_around_this_one_are_its_usual(at, hours, alarms):
    for day in range(2, 28):
        complain(at, 36, NOW - timedelta(days=day, hours=hours) + minutes(1))
    complain(at, 11)

    assert watch(NOW) == alarms


def test_quiet_again_closes_it_and_says_so_once(at):
    complain(at, 12)
    watch(NOW)
    complain(at, 20, NOW + minutes(5))
    assert watch(NOW + minutes(6)) == 0
    assert Crisis.objects.get().count == 32

    assert [watch(NOW + minutes(30)), watch(NOW + minutes(30))] == [1, 0]

    assert Crisis.objects.get().ended_at == NOW + minutes(30)
    assert [notice.kind for notice in Notice.objects.order_by("pk")] == [
        "crisis",
        "crisis_over",
    ]


def test_another_crisis_later_is_another_alarm(at):
    complain(at, 12)
    watch(NOW)
    watch(NOW + minutes(30))
    complain(at, 40, NOW + minutes(60))

    assert watch(NOW + minutes(60)) == 1
    assert Crisis.objects.count() == 2


def test_of_two_workers_one_raises_it(at):
    complain(at, 12)
    counts = crises._counts(at.brand, NOW)

    assert [crises._raise(at.brand, "volume", counts, NOW) for _ in range(2)] == [1, 0]
    assert Crisis.objects.count() == 1


def test_of_two_workers_one_closes_it(at):
    complain(at, 12)
    watch(NOW)
    crisis = Crisis.objects.get()

    assert [crises._close(crisis, NOW) for _ in range(2)] == [1, 0]


def test_brands_do_not_share_their_alarms(at):
    complain(people.source(people.brand("other")), 12)

    watch(NOW)

    assert Crisis.objects.get().brand.slug == "other"


def test_calm_desk_is_asked_once(at, django_assert_num_queries):
    complain(at, 3)

    with django_assert_num_queries(1):
        watch(NOW)


def test_cause_that_was_chosen_and_the_thing_bought_are_seen(at):
    made = complain(at, 12, topics=["other"])
    cause = at.brand.causes.create(name="storm", kind="situation")
    for case in made:
        case.causes.add(cause)

    watch(NOW)

    assert (Crisis.objects.get().cause_kind, Crisis.objects.get().cause) == (
        "cause",
        str(cause.pk),
    )
    assert Case.objects.count() == 12
