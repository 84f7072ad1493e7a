import numpy as np
import pytest

from amends.rooms.understand.analysis import TOPICS
from amends.rooms.understand.blend import AT, OUTPUTS
from amends.rooms.understand.judge import judge


SURE = 4.0


def judged(stars=np.nan, lang_probability=1.0, thresholds=None, **said):
    odds = np.full((1, len(OUTPUTS)), -SURE)
    for name, value in said.items():
        odds[0, AT[name.replace("__", ":")]] = value
    return judge(odds, np.array([stars]), np.array([lang_probability]), thresholds or {})


def severity(*levels, **said):
    return int(judged(**{f"severity__{level}": SURE for level in levels}, **said).severity[0])


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((), 1), ((2,), 2), ((2, 3), 3), ((2, 3, 4), 4), ((2, 3, 4, 5), 5)],
)
def test_judge_takes_the_highest_level_that_is_reached(levels, expected):
    assert severity(*levels, complaint=SURE) == expected


def test_judge_calls_nothing_grave_that_is_no_complaint():
    assert severity(2, 3) == 1
    assert severity(2, 3, 4, 5) == 5


def test_judge_is_complaint_from_a_half_on():
    assert [bool(judged(complaint=odds).is_complaint[0]) for odds in (-0.01, 0.01)] == [
        False,
        True,
    ]


def test_judge_believes_the_stars():
    chances = [
        float(judged(stars=stars, complaint=0.0).complaint[0]) for stars in (0, np.nan, 1)
    ]

    assert chances[0] > chances[1] == 0.5 > chances[2]


def test_judge_uses_the_threshold_of_a_flag():
    assert bool(judged(threat=-0.5).flags[0, 1]) is False
    assert bool(judged(threat=-0.5, thresholds={"threat": 0.35}).flags[0, 1]) is True


def test_judge_names_two_topics_at_most_and_other_never_twice():
    both = judged(topic__refund=SURE, topic__damaged=SURE - 1, topic__payment=SURE - 2)
    one = judged(topic__refund=SURE)

    assert [TOPICS[at] for at in both.topics[0]] == ["refund", "damaged"]
    assert [TOPICS[one.topics[0, 0]], one.topics[0, 1]] == ["refund", -1]


def test_judge_hears_no_praise_in_a_complaint():
    found = judged(complaint=SURE, topic__praise=0.5, topic__damaged=0.4)

    assert TOPICS[found.topics[0, 0]] == "damaged"


@pytest.mark.parametrize(
    ("bad", "good", "side"), [(SURE, -SURE, -1), (-SURE, SURE, 1), (-SURE, -SURE, 0)]
)
def test_judge_takes_the_surer_side(bad, good, side):
    found = judged(negative=bad, positive=good)

    assert (int(found.sentiment[0]), int(np.sign(found.score[0])) in {side, 0}) == (side, True)


@pytest.mark.parametrize(("levels", "anger"), [((), 0), ((1,), 1), ((1, 2), 2), ((1, 2, 3), 3)])
def test_judge_counts_the_levels_of_anger(levels, anger):
    assert int(judged(**{f"anger__{level}": SURE for level in levels}).anger[0]) == anger


def test_judge_says_where_it_is_unsure():
    unsure = judged(complaint=0.1, churn=0.0, lang_probability=0.5).unsure

    assert {name for name, found in unsure.items() if found[0]} >= {
        "is_complaint",
        "churn",
        "lang",
    }
    assert not unsure["threat"][0]


@pytest.mark.parametrize(
    ("leaning", "good", "expected"),
    [(-3.0, SURE, -1), (3.0, SURE, 1), (0.0, SURE, 1), (3.0, -SURE, 0)],
)
def test_judge_takes_the_side_from_the_reader_and_how_strongly_from_the_blend(
    leaning, good, expected
):
    odds = np.full((1, len(OUTPUTS)), -SURE)
    odds[0, AT["positive"]] = good
    found = judge(odds, np.array([np.nan]), np.ones(1), {}, np.array([leaning]))

    assert int(found.sentiment[0]) == expected
    assert np.sign(found.score[0]) == np.sign(leaning or 1.0)
