from datetime import timedelta

import people
import pytest
from django.db import OperationalError
from people import NOW

from amends.casebook import queue
from amends.casebook.models import Customer, Mention


pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db):
    at = people.source(people.brand())
    return [people.mention(at) for _ in range(3)]


def test_work_off_puts_a_bad_mention_off_and_takes_the_others(three):
    taken = []

    def step(mentions):
        if three[0] in mentions:
            raise ValueError("unreadable")
        taken.extend(mention.pk for mention in mentions)
        queue.go_on(mentions, "understood")

    assert queue.work_off("heard", step, now=NOW) == 2
    assert taken == [three[1].pk, three[2].pk]
    assert queue.work_off("heard", step, now=NOW) == 0


@pytest.mark.parametrize(
    ("failures", "pause"),
    [(0, timedelta(minutes=1)), (3, timedelta(minutes=8)), (40, timedelta(hours=12))],
)
def test_work_off_waits_twice_as_long_each_time(three, failures, pause):
    Mention.objects.filter(pk=three[0].pk).update(failures=failures)
    Mention.objects.exclude(pk=three[0].pk).delete()

    def step(_):
        raise ValueError

    queue.work_off("heard", step, now=NOW)

    row = Mention.objects.get()
    assert (row.failures, row.retry_at) == (failures + 1, NOW + pause)
    assert list(queue.waiting("heard", NOW + pause - timedelta(seconds=1))) == []
    assert list(queue.waiting("heard", NOW + pause)) == [row]


def test_work_off_does_not_blame_mentions_for_the_database(three):
    def step(_):
        raise OperationalError("the database is away")

    with pytest.raises(OperationalError):
        queue.work_off("heard", step, now=NOW)

    assert Mention.objects.filter(failures=0).count() == 3


def test_work_off_takes_no_more_than_its_limit_oldest_first(three):
    taken = []

    assert queue.work_off("heard", taken.extend, now=NOW, limit=2) == 2
    assert taken == three[:2]


def test_in_turn_lets_other_places_go_before_a_long_queue(three):
    elsewhere = people.mention(people.source(three[0].brand, kind="fake_private"))

    assert queue.in_turn("heard", NOW, 2) == [elsewhere, three[0]]
    assert queue.in_turn("heard", NOW, 9) == [*three, elsewhere]


def test_work_off_takes_a_batch_at_once(three):
    batches = []

    assert queue.work_off("heard", batches.append, now=NOW) == 3
    assert batches == [three]


def test_work_off_asks_nothing_of_a_step_without_work(db):
    def step(_):
        raise AssertionError

    assert queue.work_off("heard", step, now=NOW) == 0


def test_hold_leaves_out_what_has_gone_on(three):
    queue.go_on(three[:1], "understood")

    assert queue.hold(three, "heard") == three[1:]


def test_hold_returns_what_was_changed_since(three):
    Mention.objects.filter(pk=three[0].pk).update(text="changed", edited_at=NOW)

    assert queue.hold(three, "heard")[0].text == "changed"


def test_hold_gives_one_author_to_all_his_mentions(db, django_assert_num_queries):
    at = people.source(people.brand())
    noura = people.author(at.brand, customer=Customer.objects.create(brand=at.brand))
    mentions = [people.mention(at, by=noura) for _ in range(2)]

    # authors, customers, mentions, sources
    with django_assert_num_queries(4):
        one, two = queue.hold(mentions, "heard")
        assert one.author is two.author
        assert (one.author.customer, one.brand, one.source) == (noura.customer, at.brand, at)


def test_go_on_takes_along_what_a_room_found(three):
    Mention.objects.update(failures=3, retry_at=NOW)
    three[0].set_aside, three[1].set_aside = "praise", "ours"

    queue.go_on(three[:2], "triaged", "set_aside")

    rows = Mention.objects.order_by("pk")
    assert list(rows.values_list("state", "set_aside", "failures", "retry_at")) == [
        ("triaged", "praise", 0, None),
        ("triaged", "ours", 0, None),
        ("heard", "", 3, NOW),
    ]
