import numpy as np
import pytest

from amends.rooms.understand.analysis import TOPICS
from amends.rooms.understand.blend import AT, OUTPUTS
from amends.rooms.understand.judge import judge
from amends.rooms.understand.verdict import decide


THRESHOLDS = {
    "churn": 0.3,
    "topic": 0.35,
    "sentiment": 0.4,
    "severity:5": 0.25,
    "first_topic": 0.2,
}


def odds_of(**said):
    odds = np.full(len(OUTPUTS), -4.0)
    for name, value in said.items():
        odds[AT[name.replace("__", ":")]] = value
    return odds


@pytest.mark.parametrize("stars", [None, 0.0, 1.0, float("nan")])
@pytest.mark.parametrize("sure", [0.0, 0.55, 0.99])
def test_decide_says_of_one_text_what_judge_says_of_a_batch(stars, sure):
    chance = np.random.default_rng(3)
    rows = np.vstack([chance.normal(0, spread, len(OUTPUTS)) for spread in (0.2, 1, 3) * 12])
    leaning = chance.normal(0, 2, len(rows))
    given = np.full(len(rows), np.nan if stars is None else stars)
    many = judge(rows, given, np.full(len(rows), sure), THRESHOLDS, leaning)

    for at, row in enumerate(rows):
        one = decide(row, stars, sure, THRESHOLDS, float(leaning[at]))
        assert one.complaint == many.complaint[at]
        assert one.score == many.score[at]
        assert one.topics == tuple(TOPICS[topic] for topic in many.topics[at] if topic >= 0)
        assert one.probabilities == tuple(many.probabilities[at])
        assert one.flags == tuple(many.flags[at])
        assert one.unsure == tuple(name for name, those in many.unsure.items() if those[at])
        for field in ("is_complaint", "sentiment", "severity", "anger", "abuse"):
            assert getattr(one, field) == getattr(many, field)[at], field


@pytest.mark.parametrize(("odds", "said"), [(-0.9, False), (-0.8, True)])
def test_a_flag_is_said_from_its_threshold_on(odds, said):
    found = decide(odds_of(churn=odds), None, 1.0, THRESHOLDS, 0.0)

    assert found.flags[2] is said
