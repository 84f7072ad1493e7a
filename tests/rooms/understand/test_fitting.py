import numpy as np

from amends.rooms.understand.blend import ALWAYS, AT, MODEL, OUTPUTS, width_of
from amends.rooms.understand.fitting import Labelled, fit, start_of


WIDTH = width_of(("a",))


def labelled(count=200, lang=0):
    rows = np.zeros((count, WIDTH))
    rows[:, ALWAYS] = 1.0
    rows[: count // 2, -1] = 1.0
    sides = np.full((count, len(OUTPUTS)), np.nan)
    sides[:, AT["threat"]] = np.arange(count) < count // 2
    return Labelled(rows, np.full(count, lang), np.ones(count), sides)


def test_fit_learns_what_a_cue_means_and_leaves_the_rest():
    start = start_of(("a",))

    weights = fit(labelled(), start)

    assert weights[0, -1, AT["threat"]] > 1
    assert np.array_equal(
        weights[:, :, AT["churn"]], np.repeat(start[None, :, AT["churn"]], 4, 0)
    )


def test_fit_lets_each_language_lean():
    weights = fit(labelled(lang=1), start_of(("a",)))

    assert weights[1, -1, AT["threat"]] > weights[0, -1, AT["threat"]]


def test_fit_counts_a_row_as_often_as_it_is_told():
    rows = labelled()
    against = Labelled(
        np.vstack([rows.evidence, rows.evidence[:1]]), np.append(rows.langs, 0),
        np.append(rows.counts, 500.0), np.vstack([rows.sides, 1 - rows.sides[:1]]),
    )  # fmt: skip

    found = fit(against, start_of(("a",)))[0, :, AT["threat"]]
    assert (
        against.evidence[0] @ found
        < 0
        < rows.evidence[0] @ fit(rows, start_of(("a",)))[0, :, AT["threat"]]
    )


def test_start_believes_the_model():
    start = start_of(())

    assert start[MODEL.index("threat"), AT["threat"]] == 1
    assert start.sum() == len(OUTPUTS)
