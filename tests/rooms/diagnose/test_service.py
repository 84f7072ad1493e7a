from datetime import timedelta

import people
import pytest

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Cause,
    CorrectiveAction,
    Customer,
    Entry,
    Outreach,
    PolicySetting,
    Role,
)
from amends.rooms.diagnose import service


pytestmark = pytest.mark.django_db
SINCE = people.NOW - timedelta(days=30)


@pytest.fixture
def rabwa():
    return people.brand()


def choose(case, *names, kind="process"):
    return service.choose_causes(case, names, kind, user=case.owner, now=people.NOW)


def cases_of(brand, name, count, **fields):
    made = [people.case(brand, **fields) for _ in range(count)]
    for case in made:
        choose(case, name)
    return made


def test_causes_chosen_replace_those_before(rabwa):  # S0-09
    case = people.case(rabwa)
    choose(case, "courier lost it")

    chosen = choose(case, "packed wrong", "label unreadable")

    assert list(case.causes.order_by("pk")) == chosen
    assert Entry.objects.filter(case=case, kind="causes_chosen").count() == 2


def test_cause_in_another_spelling_is_the_same_cause(rabwa):
    first = choose(people.case(rabwa), "تأخير الشحن")

    second = choose(people.case(rabwa), "تاخير  الشحن")

    assert first == second


def test_cause_unknown_is_an_answer(rabwa):
    [cause] = choose(people.case(rabwa), kind="unknown")

    assert (cause.name, cause.kind) == ("unknown", "unknown")


def test_no_cause_of_a_known_kind_is_refused(rabwa):
    with pytest.raises(Refused) as refused:
        choose(people.case(rabwa), kind="process")

    assert refused.value.because == ("cause_missing", "S0-01")


def test_cause_by_id_must_be_of_the_same_brand(rabwa):
    foreign = Cause.objects.create(brand=people.brand("sahab"), kind="process", name="x")

    with pytest.raises(Refused) as refused:
        choose(people.case(rabwa), foreign.pk)

    assert refused.value.because == ("cause_of_another_brand",)


def test_analyst_cannot_choose_the_cause_of_a_case(rabwa):
    dana = people.member(rabwa, "Dana", Role.ANALYST)

    with pytest.raises(NotAllowed):
        service.choose_causes(people.case(rabwa), ["x"], "process", user=dana, now=people.NOW)


def test_pareto_counts_complaints_since_a_time_only(rabwa):  # S1-16
    cases_of(rabwa, "courier", 3)
    cases_of(rabwa, "packing", 1)
    cases_of(rabwa, "packing", 5, opened_at=SINCE - timedelta(seconds=1))
    cases_of(rabwa, "packing", 5, outcome="not_a_complaint")
    cases_of(people.brand("sahab"), "other", 9)

    rows = service.pareto([rabwa.pk], SINCE)

    assert [(r.cause.name, r.cases, r.cumulative, r.is_vital) for r in rows] == [
        ("courier", 3, 0.75, True),
        ("packing", 1, 1.0, True),
    ]


def test_silent_estimate_carries_its_badge(rabwa):
    people.case(rabwa)
    people.case(rabwa, outcome="not_a_complaint")

    estimate = service.silent_estimate([rabwa.pk], SINCE)

    assert (estimate.complaints, estimate.estimate, estimate.badge) == (1, 26, "estimate")
    assert estimate.is_own_ratio is False


@pytest.mark.parametrize(("answers", "is_own"), [(29, False), (30, True)])
def test_silent_estimate_uses_our_own_ratio_from_enough_answers(rabwa, answers, is_own):
    PolicySetting.objects.create(
        brand=rabwa,
        key="limits.own_ratio_min_n",
        value=30,
        set_by=rabwa.owner,
        set_at=people.NOW,
    )
    case = cases_of(rabwa, "courier", 2)[0]
    Outreach.objects.bulk_create(
        Outreach(
            cause=case.causes.get(),
            customer=Customer.objects.create(brand=rabwa),
            asked_at=people.NOW,
            answered_at=people.NOW,
            was_unhappy=n < 6,
        )
        for n in range(answers)
    )

    estimate = service.silent_estimate([rabwa.pk], SINCE)

    assert (estimate.is_own_ratio, estimate.estimate) == (is_own, 6 if is_own else 52)


@pytest.mark.parametrize(("count", "tasks"), [(2, 0), (3, 1), (4, 1)])
def test_repeated_cause_becomes_one_task(rabwa, count, tasks):  # S0-12, S1-31
    cases_of(rabwa, "courier", count)

    assert CorrectiveAction.objects.filter(owner=rabwa.owner).count() == tasks
    assert service.run(people.NOW) == 0


def test_cause_that_comes_back_after_its_task_was_done_becomes_another(rabwa):
    cases_of(rabwa, "courier", 3)
    CorrectiveAction.objects.update(done_at=people.NOW)

    cases_of(rabwa, "courier", 1)

    assert CorrectiveAction.objects.count() == 2


def test_cases_of_long_ago_make_no_cluster(rabwa):
    cases_of(rabwa, "courier", 2, opened_at=SINCE - timedelta(seconds=1))
    cases_of(rabwa, "courier", 2)

    assert CorrectiveAction.objects.count() == 0


def test_unknown_cause_becomes_no_task(rabwa):
    for _ in range(3):
        choose(people.case(rabwa), kind="unknown")

    assert CorrectiveAction.objects.count() == 0
