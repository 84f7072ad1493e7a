from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks, ledger, outbox
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, Merge
from amends.rooms.triage.past import Past
from amends.rooms.triage.tidy.merging import merge, undo_merge


def fresh(*cases):
    for case in cases:
        case.refresh_from_db()
    return cases


def running(case):
    return sorted(case.clocks.filter(state="running").values_list("kind", "limit_at"))


@pytest.mark.parametrize("state", ["new", "acknowledged", "investigating", "waiting"])
def test_merged_case_lives_on_in_the_other(opened, state):  # S2-14
    case, into = opened(state=state), opened()

    merge(case, into, actor=case.owner, now=NOW)

    fresh(case, into)
    assert (case.state, case.outcome, case.merged_into) == ("closed", "merged", into)
    assert (case.mentions.count(), into.mentions.count()) == (0, 2)
    assert [ledger.first_broken(one) for one in (case, into)] == [None, None]
    assert case.entries.filter(kind="merged_into").count() == 1
    assert into.entries.filter(kind="absorbed").count() == 1


@pytest.mark.parametrize(("mine", "theirs", "kept"), [(30, 60, 30), (60, 30, 30), (60, 60, 60)])
def test_earlier_limit_of_two_holds_and_both_come_back(opened, mine, theirs, kept):
    case, into = opened(limit_min=mine), opened(limit_min=theirs)
    before = running(case), running(into)

    merge(case, into, actor=case.owner, now=NOW)
    assert (running(case), running(into)) == ([], [("first_reply", NOW + minutes(kept))])
    assert fresh(into)[0].limit_at == NOW + minutes(kept)

    undo_merge(case, actor=case.owner, now=NOW)
    assert (running(case), running(into)) == before


def test_promise_goes_over_with_its_clock_and_its_owner(opened, brand):
    case, into = opened(), opened(owner=people.member(brand))
    clock = clocks.start_promise(case, now=NOW, due_at=NOW + minutes(90))
    promise = case.promises.create(
        clock=clock, what="call", made_by=case.owner, made_at=NOW, due_at=NOW + minutes(90)
    )

    merge(case, into, actor=case.owner, now=NOW)
    promise.refresh_from_db()
    clock.refresh_from_db()
    assert (promise.case, clock.case, clock.owner) == (into, into, into.owner)

    undo_merge(case, actor=case.owner, now=NOW)
    promise.refresh_from_db()
    assert promise.case == case


def test_undo_gives_back_exactly_what_was_merged(opened, said):
    case, into = opened(text="one"), opened(text="two")
    merge(case, into, actor=case.owner, now=NOW)
    said(into, "three")

    undo_merge(case, actor=case.owner, now=NOW + timedelta(hours=24))

    fresh(case, into)
    assert (case.state, case.outcome, case.merged_into) == ("investigating", "", None)
    assert list(case.mentions.values_list("text", flat=True)) == ["one"]
    assert sorted(into.mentions.values_list("text", flat=True)) == ["three", "two"]
    assert Merge.objects.get().undone_at is not None
    with pytest.raises(Refused, match="not_merged"):
        undo_merge(case, actor=case.owner, now=NOW)


def test_undo_after_a_day_or_an_answer_is_refused(opened):
    case, into = opened(), opened()
    merge(case, into, actor=case.owner, now=NOW)

    with pytest.raises(Refused, match="merge_is_old"):
        undo_merge(case, actor=case.owner, now=NOW + timedelta(hours=25))
    into.replies.create(
        user=case.owner, source=into.source, visibility="public", text="x",
        written_at=NOW + minutes(1),
    )  # fmt: skip
    with pytest.raises(Refused, match="merge_went_on"):
        undo_merge(case, actor=case.owner, now=NOW + minutes(2))


def test_chain_of_merges_points_at_the_last_and_is_undone_from_there(opened):
    first, second, third = opened(), opened(), opened()
    merge(first, second, actor=first.owner, now=NOW)
    merge(second, third, actor=first.owner, now=NOW)

    assert fresh(first)[0].merged_into == third
    with pytest.raises(Refused, match="merge_went_on"):
        undo_merge(first, actor=first.owner, now=NOW)
    undo_merge(second, actor=first.owner, now=NOW)
    assert fresh(first)[0].merged_into == second


def test_words_that_answer_a_merged_case_join_the_one_it_lives_on_in(opened, at, noura):
    case, into = opened(), opened()
    delivery(case, at, noura, state="sent", external_id="ours-1")
    merge(case, into, actor=case.owner, now=NOW)
    later = people.mention(at, by=noura, parents=["ours-1"])

    found = Past([later]).candidates_for(later)
    assert [one.id for one in found if one.is_referenced] == [into.pk]


def delivery(case, at, noura, **fields):
    return Delivery.objects.create(
        case=case, source=at, author=noura, thread="t", visibility="public", text="x",
        not_before=NOW, **fields,
    )  # fmt: skip


def test_governor_counts_the_same_before_and_after(opened, at, noura):  # S4c-01
    case, into = opened(), opened()
    delivery(case, at, noura, state="sent")
    delivery(into, at, noura, state="sent")

    merge(case, into, actor=case.owner, now=NOW)

    assert outbox.public_replies(noura, "t") == 2


@pytest.mark.parametrize("state", ["ready", "sending", "unknown", "link"])
def test_merge_waits_for_what_is_on_its_way(opened, at, noura, state):
    case, into = opened(), opened()
    delivery(case, at, noura, state=state)

    with pytest.raises(Refused, match="reply_on_its_way"):
        merge(case, into, actor=case.owner, now=NOW)


def test_cases_of_two_people_or_brands_stay_two(opened, brand):
    case, other = opened(), opened(by=people.author(brand, "other"))
    with pytest.raises(Refused, match="not_one_person"):
        merge(case, other, actor=case.owner, now=NOW)
    with pytest.raises(NotAllowed):
        merge(case, opened(), actor=people.person("Charlie"), now=NOW)


def test_second_merge_of_a_case_is_refused_whichever_way_round(opened):
    case, into = opened(), opened()
    stale = Case.objects.get(pk=into.pk), Case.objects.get(pk=case.pk)
    merge(case, into, actor=case.owner, now=NOW)

    with pytest.raises(Refused, match="not_being_worked_on"):
        merge(*stale, actor=case.owner, now=NOW)


@pytest.mark.parametrize("words", [1, 30])
def test_merge_asks_a_bounded_number_of_times(
    opened, said, django_assert_max_num_queries, words
):
    case, into = opened(), opened()
    for _ in range(words - 1):
        said(case)

    with django_assert_max_num_queries(75):
        merge(case, into, actor=case.owner, now=NOW)


def test_answer_in_waiting_case_wakes_and_sets_it_going(opened):
    case, into = opened(), opened(state="waiting", waits_for_us=False)
    Case.objects.filter(pk=into.pk).update(snoozed_until=NOW + minutes(600))

    merge(case, into, actor=case.owner, now=NOW)

    fresh(into)
    assert (into.state, into.snoozed_until, into.waits_for_us) == ("investigating", None, True)
