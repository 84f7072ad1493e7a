import threading
import time
from dataclasses import replace

import people
import pytest
import worlds
from people import NOW, minutes

from amends.casebook.models import Mention, Source
from amends.connectors.protocol import Batch, Heard, Unreachable, Visibility
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import ears as ears_module
from amends.rooms.listen import rounds
from amends.rooms.listen.ears import Ears
from amends.rooms.listen.rounds import LEASE, connect, listen


pytestmark = pytest.mark.django_db


class Slow:
    """A channel that answers when it is let."""

    def __init__(self):
        self.lets, self.batch, self.asked = threading.Event(), Batch(cursor="slow"), 0

    def hear(self, cursor):  # noqa: ARG002 - the protocol's name
        self.asked += 1
        self.lets.wait(10)
        return self.batch


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(ears_module, "PATIENCE_S", 0.05)
    made = Slow()
    changed = replace(
        CONNECTORS["feed"],
        settings=CONNECTORS["fake_link"].settings,
        connector=lambda _: made,
        subscribes=False,
    )
    monkeypatch.setitem(CONNECTORS, "feed", changed)
    monkeypatch.setattr("amends.rooms.listen.rules.listeners", lambda: ["feed", "fake_link"])
    yield made
    made.lets.set()


@pytest.fixture
def places(slow, tmp_path):
    brand = people.brand()
    folder = worlds.world(tmp_path / "world", worlds.post(1))
    return worlds.source(brand, folder, "feed"), worlds.source(brand, folder, "fake_link")


def until(deed):
    """Repeat a turn until something came; fails after ten seconds."""
    for _ in range(1000):
        if found := deed():
            return found
        time.sleep(0.01)
    raise AssertionError


def said(key):
    return Heard(key, "text", NOW, Visibility.PUBLIC)


def test_slow_source_delays_nobody_and_is_stored_when_it_comes(slow, places):
    hearing = Ears()

    assert listen(NOW, hearing) == 1  # the other one
    assert listen(NOW + minutes(2), hearing) == 0
    assert slow.asked == 1  # it is not asked again while it is waited for

    slow.batch = Batch((said("late"),), cursor="slow")
    slow.lets.set()
    assert until(lambda: listen(NOW, hearing)) == 1
    assert Source.objects.get(kind="feed").cursor == "slow"


def test_source_under_way_is_leased_and_then_due_after_its_breath_s4d_05_s4d_08(slow, places):
    hearing = Ears()
    listen(NOW, hearing)

    assert Source.objects.get(kind="feed").due_at == NOW + LEASE
    slow.lets.set()
    until(lambda: (listen(NOW, hearing), Source.objects.get(kind="feed").asked_at)[1])

    assert Source.objects.get(kind="feed").due_at == NOW + minutes(0.5)


def test_time_set_meanwhile_by_a_mailbox_stands(slow, places):
    hearing = Ears()
    listen(NOW, hearing)
    Source.objects.update(due_at=None)

    slow.lets.set()
    until(lambda: (list(_taken(hearing)), Source.objects.get(kind="feed").asked_at)[1])

    assert Source.objects.get(kind="feed").due_at is None


def _taken(hearing):
    return [rounds._take(answer, NOW, hearing) for answer in hearing.answers()]


@pytest.mark.parametrize("change", [{"settings": "other"}, {"is_enabled": False}])
def test_what_came_for_settings_that_were_changed_is_dropped(slow, places, change):
    hearing = Ears()
    listen(NOW, hearing)
    Source.objects.filter(kind="feed").update(**change, due_at=NOW + minutes(60))

    slow.batch = Batch((said("late"),), cursor="slow")
    slow.lets.set()
    until(lambda: (listen(NOW, hearing), hearing.are_free_for(places[0].pk))[1])

    assert not Mention.objects.filter(source=places[0]).exists()
    assert Source.objects.get(kind="feed").cursor == ""


def test_failure_beside_the_loop_is_written_on_the_source(slow, places):
    def fall(cursor):
        raise Unreachable("nobody there")

    slow.hear = fall
    hearing = Ears()
    until(lambda: (listen(NOW, hearing), Source.objects.get(kind="feed").failures)[1])

    assert Source.objects.get(kind="feed").error_detail == "nobody there"


def test_all_pages_are_read_in_one_turn_and_at_most_twenty(slow, places):
    slow.lets.set()
    pages = iter(range(100))
    slow.hear = lambda _: Batch((said(f"p{next(pages)}"),), cursor="c", more=True)
    hearing = Ears()

    until(lambda: (listen(NOW, hearing), Source.objects.get(kind="feed").asked_at)[1])

    assert Mention.objects.filter(source=places[0]).count() == 20


class Pages:
    """A channel of three pages that notes how many were stored when each was asked for."""

    def __init__(self, **page):
        self.page, self.stored_when_asked = page, {}

    def hear(self, cursor):
        number = int(cursor or 0) + 1
        self.stored_when_asked[number] = Mention.objects.filter(source__kind="feed").count()
        return Batch((said(f"p{number}"),), cursor=f"{number}", more=number < 3, **self.page)


class EarsAtOnce(Ears):
    """Ears that are answered where they ask, so that the order of things can be seen."""

    def ask(self, asked, wait):
        self._in_flight[asked.key] = asked
        ears_module._wait_for(asked, wait, self._answers)


@pytest.mark.parametrize(
    ("page", "budget", "stored_when_asked"),
    [
        ({}, None, {1: 0, 2: 0, 3: 1}),
        ({"secrets": {"world": "renamed"}}, None, {1: 0, 2: 1, 3: 2}),
        ({}, 1_000_000, {1: 0, 2: 1, 3: 2}),
    ],
)
def test_next_page_is_asked_for_while_this_one_is_stored_unless_it_depends_on_it(
    slow, places, monkeypatch, page, budget, stored_when_asked
):
    pages = Pages(**page)
    slow.hear = pages.hear
    Source.objects.filter(kind="feed").update(budget_micros=budget)
    Source.objects.filter(kind="fake_link").update(is_enabled=False)

    listen(NOW, EarsAtOnce())

    row = Source.objects.get(kind="feed")
    assert (Mention.objects.count(), row.cursor, row.asked_at) == (3, "3", NOW)
    assert pages.stored_when_asked == stored_when_asked


def test_what_was_asked_ahead_of_a_page_that_is_not_stored_is_dropped(
    slow, places, monkeypatch
):
    stored = rounds.store

    def fall_at_the_second(source, page, *, now):
        if page.cursor == "2":
            raise RuntimeError("the disk is full")
        return stored(source, page, now=now)

    monkeypatch.setattr(rounds, "store", fall_at_the_second)
    slow.hear = Pages().hear
    Source.objects.filter(kind="fake_link").update(is_enabled=False)

    listen(NOW, EarsAtOnce())

    row = Source.objects.get(kind="feed")
    assert (row.cursor, row.failures, row.error_detail) == ("1", 1, "the disk is full")
    assert [one.external_id for one in Mention.objects.all()] == ["p1"]


@pytest.mark.parametrize("subscribes", [True, False])
def test_kind_that_subscribes_is_told_its_address(subscribes, settings, monkeypatch, tmp_path):
    settings.BASE_URL = "https://desk.example"
    kind = replace(
        CONNECTORS["fake_link"],
        connector=lambda _, call_address="": call_address,
        subscribes=subscribes,
    )
    monkeypatch.setitem(CONNECTORS, "fake_link", kind)
    source = worlds.source(people.brand(), worlds.world(tmp_path / "world"), "fake_link")

    address = f"https://desk.example/in/{source.token}/" if subscribes else ""
    assert connect(source) == address
