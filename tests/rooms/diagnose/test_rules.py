import pytest

from amends.rooms.diagnose import rules
from amends.rooms.diagnose.rules import Silence, Weight


def test_pareto_orders_by_weight_and_marks_the_vital_few():
    weights = rules.pareto([(1, 10), (2, 70), (3, 15), (4, 5)], 0.8)

    assert weights == [
        Weight(2, 70, 0.70, 0.70, is_vital=True),
        Weight(3, 15, 0.15, 0.85, is_vital=True),
        Weight(1, 10, 0.10, 0.95, is_vital=False),
        Weight(4, 5, 0.05, 1.0, is_vital=False),
    ]


@pytest.mark.parametrize(("before", "is_vital"), [(79, True), (80, False)])
def test_cause_that_begins_at_the_vital_share_is_not_vital(before, is_vital):
    last = rules.pareto([(1, before), (2, 100 - before)], 0.8)[1]

    assert last.is_vital is is_vital


def test_pareto_of_nothing_is_empty():
    assert rules.pareto([], 0.8) == []


@pytest.mark.parametrize(
    ("answered", "is_own", "estimate", "why"),
    [(199, False, 260, "rule_of_thumb"), (200, True, 15, "own_ratio")],
)
def test_estimate_is_our_own_from_enough_answers(answered, is_own, estimate, why):  # S4d-03
    verdict = rules.estimate_silent(
        Silence(complaints=10, answered=answered, found=30, compared=20),
        rule_of_thumb=26,
        own_from_n=200,
    )

    assert (verdict.value.is_own_ratio, verdict.value.estimate) == (is_own, estimate)
    assert verdict.because == (why, "S0-15", "C-26")
    assert verdict.value.badge == "estimate"


def test_estimate_without_complaints_to_compare_stays_the_rule_of_thumb():
    verdict = rules.estimate_silent(
        Silence(complaints=1, answered=500, found=9), rule_of_thumb=26, own_from_n=200
    )

    assert verdict.value.multiplier == 26.0


def test_estimates_of_brands_add_up():
    one = rules.Estimate(10, 260, 26.0, rules.BADGE, is_own_ratio=False)
    two = rules.Estimate(10, 20, 2.0, rules.BADGE, is_own_ratio=True)

    assert rules.together([one, two]) == rules.Estimate(
        20, 280, 14.0, rules.BADGE, is_own_ratio=False
    )
    assert rules.together([one]) == one
    assert rules.together([]).estimate == 0


def test_table_holds_sensible_thresholds():
    assert rules.Table(vital_share=0.8, within_days=30, due_days=7) == rules.TABLE


@pytest.mark.parametrize("share", [0, 1])
def test_table_with_an_impossible_share_stops_the_start(share):
    rows = {"pareto": {"vital_share": share}, "task": {"within_days": 1, "due_days": 1}}

    with pytest.raises(ValueError, match=r"diagnose\.toml"):
        rules.parse_table(rows)
