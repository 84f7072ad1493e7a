from datetime import timedelta

import people
import pytest
from django.db import DatabaseError, connection, transaction
from people import NOW

from amends.casebook import guards, ledger
from amends.casebook.errors import CannotMove
from amends.casebook.models import CaseState, Entry


pytestmark = pytest.mark.django_db

EVERY_MOVE = [(a, b) for a in CaseState for b in CaseState]
OUTCOME = {CaseState.CLOSED: "not_a_complaint"}


@pytest.mark.parametrize(("start", "to"), EVERY_MOVE)
def test_move_follows_the_table_of_states(start, to):
    case = people.case(people.brand(), state=start, outcome=OUTCOME.get(start, ""))

    if to in ledger.MOVES[start]:
        ledger.move(case, to, now=NOW, because=["test"], outcome=OUTCOME.get(to, ""))
        assert case.state == to
    else:
        with pytest.raises(CannotMove):
            ledger.move(case, to, now=NOW, because=["test"], outcome=OUTCOME.get(to, ""))


def test_move_to_closed_needs_an_outcome():
    case = people.case(people.brand())

    with pytest.raises(CannotMove):
        ledger.move(case, "closed", now=NOW, because=["test"])


@pytest.mark.parametrize(
    ("outcome", "allowed"),
    [
        ("not_a_complaint", True),
        ("withdrawn", True),
        ("no_answer", True),
        ("merged", True),
        ("accepted", False),
    ],
)
def test_new_case_is_closed_only_with_these_outcomes(outcome, allowed):
    case = people.case(people.brand())

    if allowed:
        ledger.move(case, "closed", now=NOW, because=["test"], outcome=outcome)
        assert case.outcome == outcome
    else:
        with pytest.raises(CannotMove):
            ledger.move(case, "closed", now=NOW, because=["test"], outcome=outcome)


@pytest.mark.parametrize(("to", "asleep"), [("waiting", True), ("investigating", False)])
def test_move_wakes_what_is_set_going(to, asleep):
    case = people.case(people.brand(), state="acknowledged", snoozed_until=NOW)

    ledger.move(case, to, now=NOW, because=["test"])

    case.refresh_from_db()
    assert (case.snoozed_until is not None) == asleep


def test_move_writes_why_and_when():
    case = people.case(people.brand())

    ledger.move(case, "acknowledged", now=NOW, because=["first_reply"], actor=case.owner)

    entry = case.entries.get()
    assert (entry.kind, entry.facts["from"], entry.facts["to"]) == (
        "moved",
        "new",
        "acknowledged",
    )
    assert (entry.because, entry.actor, entry.at) == (["first_reply"], case.owner, NOW)


def test_move_looks_at_the_row_and_not_at_a_stale_copy():
    case = people.case(people.brand())
    stale = type(case).objects.get(pk=case.pk)
    ledger.move(case, "acknowledged", now=NOW, because=["test"])

    with pytest.raises(CannotMove):
        ledger.move(stale, "acknowledged", now=NOW, because=["test"])


def test_chain_holds_over_many_entries_and_time_zones():
    case = people.case(people.brand())
    for step in range(5):
        ledger.append(case, "noted", now=NOW + timedelta(minutes=step), facts={"step": step})

    assert ledger.first_broken(case) is None
    assert list(case.entries.values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


def test_chain_names_the_entry_that_was_tampered_with():
    case = people.case(people.brand())
    for step in range(3):
        ledger.append(case, "noted", now=NOW, facts={"step": step})
    guards.lift_guards()
    Entry.objects.filter(case=case, seq=2).update(facts={"step": 99})
    guards.restore_guards()

    assert ledger.first_broken(case) == 2


@pytest.mark.parametrize("how", ["update", "delete"])
def test_database_refuses_to_change_the_ledger(how):
    entry = ledger.append(people.case(people.brand()), "noted", now=NOW)
    row = Entry.objects.filter(pk=entry.pk)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.update(kind="other") if how == "update" else row._raw_delete(using="default")


def test_guards_are_there_after_every_migrate():
    assert guards.missing_guards() == ()


def test_guards_come_back_after_a_table_was_rebuilt():
    with connection.cursor() as cursor:
        guards.lift_guards()
        assert {"entry_no_update", "entry_no_delete"} <= set(guards.missing_guards())
        guards.restore_guards()
        cursor.execute("SELECT 1")

    assert guards.missing_guards() == ()


def test_assign_gives_the_running_clocks_too():
    brand = people.brand()
    bob = people.member(brand)
    case = people.case(brand)
    clock = case.clocks.create(
        kind="first_reply", owner=case.owner, started_at=NOW, target_at=NOW, limit_at=NOW,
        wall_target_at=NOW, wall_limit_at=NOW,
    )  # fmt: skip

    ledger.assign(case, bob, now=NOW, because=["shift"])

    clock.refresh_from_db()
    assert (case.owner, clock.owner) == (bob, bob)


def test_append_moves_the_version_that_screens_ask_for():
    case = people.case(people.brand())
    case.brand.refresh_from_db()
    before = case.brand.version

    ledger.append(case, "noted", now=NOW)

    case.brand.refresh_from_db()
    assert case.brand.version == before + 1


def test_numbers_of_cases_run_per_brand():
    one, two = people.brand(), people.brand("javaneh")

    assert [ledger.next_number(one), ledger.next_number(one), ledger.next_number(two)] == [
        1,
        2,
        1,
    ]


def test_numbers_of_many_cases_follow_each_other_and_move_the_version_once():
    brand = people.brand()
    ledger.next_number(brand)
    brand.refresh_from_db()
    before = brand.version

    assert list(ledger.next_numbers(brand, 3)) == [2, 3, 4]
    brand.refresh_from_db()
    assert (brand.last_case_number, brand.version) == (4, before + 1)


def test_begin_chains_the_lines_of_each_case_apart(django_assert_num_queries):
    brand = people.brand()
    cases = [people.case(brand) for _ in range(2)]
    lines = [ledger.Line("heard"), ledger.Line("opened", {"severity": 3}, ("new",))]

    with django_assert_num_queries(1):
        ledger.begin([(case, lines) for case in cases], now=NOW)

    for case in cases:
        assert [(e.seq, e.kind) for e in case.entries.all()] == [(1, "heard"), (2, "opened")]
        assert ledger.first_broken(case) is None
