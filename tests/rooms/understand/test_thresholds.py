import numpy as np

from amends.rooms.understand.analysis import FLAGS
from amends.rooms.understand.blend import AT, OUTPUTS
from amends.rooms.understand.thresholds import STEPS, choose, f1


def row(**said):
    plain = {
        **dict.fromkeys(FLAGS, False),
        "severity": 3,
        "topics": ["refund"],
        "sentiment": -1,
    }
    return {**plain, **said}


def test_choose_takes_the_threshold_that_reads_most_right():
    odds = np.full((40, len(OUTPUTS)), -3.0)
    odds[:10, AT["threat"]] = -0.7
    odds[10:, AT["threat"]] = -0.8
    rows = [row(threat=at < 10) for at in range(40)]

    found = choose(odds, rows)

    assert found["threat"] == 0.325
    assert set(found) == {*FLAGS, "severity:5", "topic", "sentiment"}
    assert all(at in STEPS for at in found.values())


def test_choose_misses_hardly_any_danger():
    odds = np.full((40, len(OUTPUTS)), -3.0)
    odds[:20, AT["severity:5"]] = np.linspace(-0.8, 2, 20)

    found = choose(odds, [row(severity=5 if at < 20 else 3) for at in range(40)])

    assert found["severity:5"] == 0.3


def test_f1_of_nothing_is_nothing():
    assert f1(np.array([False]), np.array([False])) == 0
