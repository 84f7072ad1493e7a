from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks, fates
from amends.casebook.models import Clock, Delivery
from amends.rooms.respond.settling import settle_sent
from amends.rooms.triage.opening import Opening, open_cases
from amends.rooms.triage.owners import Rota
from amends.rooms.triage.rules import Person, Reading
from amends.rooms.triage.windows import keep_open, window_of


pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def brand():
    return people.brand()


def write(brand, kind="whatsapp", said_at=NOW, by=None, **fields):
    at = brand.sources.filter(kind=kind).first() or people.source(brand, kind)
    values = {"visibility": "private", "state": "verified", "thread": "t", "said_at": said_at}
    by = by or people.author(brand, f"a{Clock.objects.count()}", platform=kind)
    return people.mention(at, by=by, **(values | fields))


@pytest.mark.parametrize(
    ("kind", "fields", "hours"),
    [
        ("whatsapp", {}, 24),
        ("messenger", {}, 24),
        ("messenger", {"data": {"window_hours": 168}}, 168),
        ("google_play", {"visibility": "public"}, 168),
        ("facebook_page", {"visibility": "public", "data": {"window_hours": 168}}, 0),
        ("email", {}, 0),
        ("no_such_kind", {}, 0),
    ],
)
def test_each_door_stays_open_as_its_kind_or_its_message_says(brand, kind, fields, hours):
    assert window_of(write(brand, kind, **fields)) == timedelta(hours=hours)


def opened(brand, mention):
    keep_open(case := people.case(brand, at=mention.source), mention, NOW)
    return case


def test_the_time_to_answer_is_a_clock_by_the_wall_c03(brand):
    people.policy(brand, "coverage.calendar", {"*": ["mon 09:00-10:00"]})

    case = opened(brand, write(brand, said_at=NOW - minutes(60)))

    clock = Clock.objects.get()
    ends = NOW - minutes(60) + DAY
    assert (clock.kind, clock.limit_at, clock.target_at) == ("window", ends, ends - DAY / 4)
    assert (clock.wall_limit_at, case.limit_at) == (ends, ends)


def test_a_week_warns_a_day_before(brand):
    opened(brand, write(brand, "google_play", visibility="public"))

    assert Clock.objects.get().target_at == NOW + 6 * DAY


@pytest.mark.parametrize(("age", "runs"), [(DAY - minutes(1), True), (DAY, False)])
def test_a_door_that_is_shut_has_no_clock(brand, age, runs):
    opened(brand, write(brand, said_at=NOW - age))

    assert Clock.objects.exists() == runs


def test_each_word_of_the_customer_moves_the_end_and_an_older_one_does_not(brand):
    first = write(brand, said_at=NOW - minutes(60))
    case = opened(brand, first)
    for minutes_ago in (10, 30):
        said = NOW - minutes(minutes_ago)
        keep_open(case, write(brand, said_at=said, by=first.author), NOW)

    assert Clock.objects.get().limit_at == NOW - minutes(10) + DAY


def test_a_new_case_has_it_beside_its_first_clock_and_is_sorted_by_the_earlier(brand):
    opening = Opening(write(brand), Reading(), Person(), ("new",))

    [case] = open_cases([opening], rota=Rota(NOW), now=NOW)

    limits = {clock.kind: clock.limit_at for clock in case.clocks.all()}
    assert set(limits) == {"first_reply", "window"}
    assert case.limit_at == min(limits.values())
    started = case.entries.filter(kind="clock_started")
    assert [entry.facts["kind"] for entry in started] == ["first_reply", "window"]


def test_an_answer_stops_it_and_one_that_did_not_arrive_does_not(brand):
    case = opened(brand, write(brand))
    sent = Delivery.objects.create(
        case=case, source=case.source, visibility="private", text="x", not_before=NOW,
        state="sending",
    )  # fmt: skip
    settle_sent(sent, now=NOW + minutes(5))
    assert Clock.objects.get(kind="window").state == "kept"

    sent.refresh_from_db()
    fates.note_failure(sent, now=NOW + minutes(6), code="not_delivered")

    assert Clock.objects.get(kind="window").state == "running"


def test_it_rings_like_the_others(brand):
    case = opened(brand, write(brand))

    clocks.ring(NOW + DAY + minutes(1))

    kinds = [entry.kind for entry in case.entries.all()]
    assert kinds == ["clock_started", "clock_target_missed", "clock_limit_missed"]
