from datetime import timedelta

import people
import pytest
from django.db import OperationalError
from people import NOW

from amends.casebook import queue
from amends.casebook.models import Mention


pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db):
    at = people.source(people.brand())
    return [people.mention(at) for _ in range(3)]


def test_work_off_puts_a_bad_mention_off_and_takes_the_others(three):
    taken = []

    def step(mention):
        if mention == three[0]:
            raise ValueError("unreadable")
        taken.append(mention.pk)
        Mention.objects.filter(pk=mention.pk).update(state="understood")

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

    assert queue.work_off("heard", taken.append, now=NOW, limit=2) == 2
    assert taken == three[:2]


def test_in_turn_lets_other_places_go_before_a_long_queue(three):
    elsewhere = people.mention(people.source(three[0].brand, kind="fake_private"))

    assert queue.in_turn("heard", NOW, 2, ()) == [elsewhere, three[0]]
    assert queue.in_turn("heard", NOW, 9, ()) == [*three, elsewhere]


def test_still_uses_what_came_with_the_batch(three, django_assert_num_queries):
    (mention, *_) = queue.in_turn("heard", NOW, 3, queue.RELATED)

    with django_assert_num_queries(1):
        assert queue.still(mention, "heard") is mention


def test_still_fetches_anew_what_was_changed_since(three):
    (mention, *_) = queue.in_turn("heard", NOW, 3, queue.RELATED)
    Mention.objects.filter(pk=mention.pk).update(text="changed", edited_at=NOW)

    row = queue.still(mention, "heard")

    assert row.text == "changed"


def test_still_is_nobody_once_the_mention_went_on(three):
    Mention.objects.filter(pk=three[0].pk).update(state="understood")

    assert queue.still(three[0], "heard") is None
