import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks, ledger
from amends.casebook.models import Clock
from amends.rooms.triage.tidy import duties


LATER = NOW + minutes(20)


def limits(case):
    running = case.clocks.filter(state="running")
    return sorted(running.values_list("kind", "limit_at"))


@pytest.mark.parametrize(
    ("mine", "theirs", "moved", "kept"), [(59, 60, 1, 59), (60, 60, 0, 60), (61, 60, 0, 60)]
)
def test_of_two_first_replies_the_earlier_limit_runs_on(opened, mine, theirs, moved, kept):
    case, into = opened(limit_min=mine), opened(limit_min=theirs)

    taken = duties.take_over(case, into, LATER)

    assert (len(taken.moved), len(taken.cancelled)) == (moved, 1)
    assert limits(case) == []
    assert limits(into) == [("first_reply", NOW + minutes(kept))]


def test_clock_without_a_rival_goes_to_the_owner_of_the_other_case(opened, brand):
    case, into = opened(kind="next_reply"), opened(owner=people.member(brand))

    taken = duties.take_over(case, into, LATER)

    clock = Clock.objects.get(pk=taken.moved[0])
    assert (clock.case, clock.owner, taken.cancelled) == (into, into.owner, [])
    assert [kind for kind, _ in limits(into)] == ["first_reply", "next_reply"]


def test_each_promise_stays_owed(opened):
    case, into = opened(), opened()
    mine = clocks.start_promise(case, now=NOW, due_at=NOW + minutes(90))
    clocks.start_promise(into, now=NOW, due_at=NOW + minutes(30))

    taken = duties.take_over(case, into, LATER)

    assert mine.pk in taken.moved
    assert [kind for kind, _ in limits(into)] == ["first_reply", "promise", "promise"]


@pytest.mark.parametrize(("mine", "theirs"), [(30, 60), (60, 30)])
def test_given_back_clocks_have_their_old_times_and_misses(opened, mine, theirs):
    case, into = opened(limit_min=mine), opened(limit_min=theirs)
    clocks.ring(NOW + minutes(16))  # both targets are missed
    before = limits(case), limits(into)
    taken = duties.take_over(case, into, LATER)

    duties.give_back(case, into, taken.moved, taken.cancelled, LATER)

    assert (limits(case), limits(into)) == before
    running = Clock.objects.filter(state="running")
    assert [c.target_missed_at for c in running] == [NOW + minutes(15)] * 2
    assert [ledger.first_broken(one) for one in (case, into)] == [None, None]


def test_clock_that_was_kept_meanwhile_stays_as_it_was_written_down(opened):
    case, into = opened(limit_min=30), opened(kind="next_reply")
    taken = duties.take_over(case, into, LATER)
    clocks.stop(into, "first_reply", now=LATER)

    duties.give_back(case, into, taken.moved, taken.cancelled, LATER)

    clock = Clock.objects.get(pk=taken.moved[0])
    assert (clock.case, clock.state, clock.stopped_at) == (case, "kept", LATER)
    assert limits(case) == []


def test_clock_does_not_start_anew_beside_one_that_runs(opened):
    case, into = opened(limit_min=60), opened(limit_min=30)
    taken = duties.take_over(case, into, LATER)

    for _ in range(2):
        duties.give_back(case, into, taken.moved, taken.cancelled, LATER)

    assert limits(case) == [("first_reply", NOW + minutes(60))]


def test_case_without_a_running_clock_takes_nothing_over(opened):
    case, into = opened(), opened()
    clocks.stop(case, "first_reply", now=NOW)

    assert duties.take_over(case, into, LATER) == duties.Taken()
    assert duties.running_of(case, "first_reply") is None
