from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.rooms.triage.reaching import judging
from amends.rooms.triage.reaching.judging import Duty, Reader, Told, plan
from amends.rooms.triage.rules import Colleague


NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
RIYADH = ZoneInfo("Asia/Riyadh")
BERLIN = ZoneInfo("Europe/Berlin")


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


def told(pk=1, kind="case", minutes=0, **facts):
    return Told(id=pk, kind=kind, told_at=ago(minutes), **facts)


def reader(**facts):
    return Reader(**({"role": "agent", "has_device": True, "has_mailbox": True} | facts))


def leaves(*notices, now=NOW, **facts):
    made = plan(notices, reader(**facts), now)
    return (
        made.push,
        made.mail,
        {pk: at and (at - NOW) // timedelta(minutes=1) for pk, at in made.due.items()},
    )


@pytest.mark.parametrize(
    ("notice", "facts", "push", "mail", "again"),
    [
        (told(), {}, (1,), (), 10),
        (told(minutes=9), {}, (1,), (), 1),
        (told(minutes=10), {}, (1,), (1,), None),
        (told(is_over=True), {}, (), (), None),
        (told(kind="nears"), {}, (1,), (1,), None),
        (told(kind="nears", is_pushed=True), {}, (), (1,), None),
        (told(kind="nears", is_pushed=True, is_mailed=True), {}, (), (), None),
        (told(), {"has_device": False}, (), (), 10),
        (told(), {"has_mailbox": False}, (1,), (), None),
        (told(), {"has_device": False, "has_mailbox": False}, (), (), None),
        (told(kind="handed"), {}, (), (), None),
        (told(kind="handed"), {"wishes": {"handed": "at_once"}}, (1,), (), 10),
        (told(kind="nears"), {"wishes": {"nears": "desk"}}, (), (), None),
        (told(kind="nears"), {"wishes": {"nears": "sometimes"}}, (1,), (1,), None),
        (told(kind="source"), {}, (), (), None),
        (told(kind="source"), {"role": "manager"}, (1,), (1,), None),
        (told(kind="what_is_gone"), {}, (), (), None),
        (told(kind="nears", minutes=48 * 60), {}, (1,), (1,), None),
        (told(kind="nears", minutes=48 * 60 + 1), {}, (), (), None),
    ],
)
def test_notice_leaves_as_its_kind_its_reader_and_its_age_say(notice, facts, push, mail, again):
    assert leaves(notice, **facts) == (push, mail, {1: again})


@pytest.mark.parametrize(
    ("kind", "push", "again"),
    [("nears", (), 60), ("called", (), 60), ("grave", (1,), None), ("crisis", (1,), None)],
)
def test_only_danger_and_a_crisis_come_outside_the_shift_c07(kind, push, again):
    in_an_hour = NOW + timedelta(hours=1)

    assert leaves(told(kind=kind), quiet_until=in_an_hour) == (push, push, {1: again})


def test_what_came_at_night_leaves_when_the_shift_begins():
    pushed, mailed, _ = leaves(told(kind="nears", minutes=300))

    assert (pushed, mailed) == ((1,), (1,))


@pytest.mark.parametrize(("minutes", "mail", "again"), [(14, (), 1), (15, (1, 2), None)])
def test_next_mail_comes_after_the_gap_and_lists_what_came_since(minutes, mail, again):
    two = (told(1, "nears", is_pushed=True), told(2, "called", 1, is_pushed=True))

    _, mailed, due = leaves(*two, mailed_at=ago(minutes))

    assert mailed == mail
    assert due[1] == again


def test_thirty_notices_are_one_mail_and_one_push():
    many = [told(pk, "nears") for pk in range(30)]

    pushed, mailed, due = leaves(*many)

    assert pushed == mailed == tuple(range(30))
    assert set(due.values()) == {None}


def test_mail_takes_along_what_would_wait_for_one_but_not_what_waits_for_the_morning():
    notices = (told(1, "nears"), told(2, "called"), told(3, "found"))

    _, mailed, due = leaves(*notices, wishes={"found": "morning"})

    assert mailed == (1, 2)
    assert due[3] == 11 * 60


@pytest.mark.parametrize(("kind", "mail"), [("nears", ()), ("grave", (1,))])
def test_what_burns_does_not_wait_for_the_gap(kind, mail):
    assert leaves(told(kind=kind), mailed_at=ago(1))[1] == mail


@pytest.mark.parametrize(("minutes", "mail"), [(14, ()), (15, (1,))])
def test_what_burns_waits_for_the_last_that_burnt(minutes, mail):
    facts = {"mailed_at": ago(1), "urgently_mailed_at": ago(minutes)}

    assert leaves(told(kind="grave"), **facts)[1] == mail


@pytest.mark.parametrize(
    ("kind", "minutes", "push"),
    [("case", 1, ()), ("case", 2, (1,)), ("grave", 0, (1,)), ("crisis", 1, (1,))],
)
def test_pushes_keep_a_little_apart_unless_it_burns(kind, minutes, push):
    assert leaves(told(kind=kind), pushed_at=ago(minutes))[0] == push


@pytest.mark.parametrize(
    ("hour", "minute", "days"), [(7, 59, 0), (8, 0, 1), (23, 0, 1), (0, 30, 0)]
)
def test_morning_is_the_next_eight_o_clock_of_the_brand(hour, minute, days):
    moment = datetime(2026, 11, 23, hour, minute, tzinfo=RIYADH)

    morning = judging.morning_after(moment.astimezone(UTC), RIYADH)

    assert morning == datetime(2026, 11, 23 + days, 8, 0, tzinfo=RIYADH)


def test_morning_digest_is_a_mail_and_no_push():
    night = told(kind="nears", minutes=14 * 60)

    assert leaves(night, wishes={"nears": "morning"})[:2] == ((), (1,))


NIGHT = Duty(0, time(22), time(6))  # from Monday evening into Tuesday


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        (
            datetime(2026, 11, 23, 21, 59, tzinfo=RIYADH),
            datetime(2026, 11, 23, 22, tzinfo=RIYADH),
        ),
        (datetime(2026, 11, 23, 22, 0, tzinfo=RIYADH), None),
        (datetime(2026, 11, 24, 5, 59, tzinfo=RIYADH), None),
        (
            datetime(2026, 11, 24, 6, 0, tzinfo=RIYADH),
            datetime(2026, 11, 30, 22, tzinfo=RIYADH),
        ),
    ],
)
def test_quiet_lasts_until_the_next_shift(moment, begins):
    assert judging.quiet_until([NIGHT], moment.astimezone(UTC), RIYADH) == begins


def test_whoever_has_no_shifts_is_never_quiet():
    assert judging.quiet_until([], NOW, RIYADH) is None


def test_shift_begins_by_the_clock_on_the_wall_when_the_clocks_change():
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)  # they go back in the night

    begins = judging.quiet_until([Duty(6, time(9), time(17))], before, BERLIN)

    assert begins == datetime(2026, 10, 25, 9, tzinfo=BERLIN)
    assert begins - before.astimezone(UTC) == timedelta(hours=22)


@pytest.mark.parametrize(
    ("limit", "before", "is_near"),
    [
        (60, 15, True),
        (60, 16, False),
        (20, 10, True),
        (20, 11, False),
        (60, 0, False),
        (60, 1, True),
    ],
)
def test_clock_is_nearly_over_a_quarter_before_and_at_most_half_of_it(limit, before, is_near):
    started, limit_at = NOW, NOW + timedelta(minutes=limit)

    assert (
        judging.is_nearly_over(limit_at, started, limit_at - timedelta(minutes=before))
        == is_near
    )


TEAM = (
    Colleague(5, is_on_duty=True),
    Colleague(3, is_on_duty=True),
    Colleague(4, is_on_duty=False),
)


@pytest.mark.parametrize(
    ("already", "next_one"),
    [({9}, 3), ({9, 3}, 5), ({9, 3, 5}, 7), ({9, 3, 5, 7}, 8), ({3, 5, 7, 8, 9}, None)],
)
def test_next_is_the_shift_then_the_lead_then_the_owner_s2_15(already, next_one):
    assert judging.next_told(TEAM, frozenset(already), 7, 8) == next_one


def test_brand_without_a_lead_turns_to_its_owner():
    assert judging.next_told((), frozenset(), None, 8) == 8
