import numpy as np

from amends.language.calibrating import calibrate, calibration_error


CHANCE = np.random.default_rng(3)
TRUE_ODDS = CHANCE.normal(0, 2, 4000)
SIDES = (CHANCE.random(4000) < 1 / (1 + np.exp(-TRUE_ODDS))).astype(float)


def share(odds):
    return 1 / (1 + np.exp(-odds))


def alone(voice):
    return voice[:, None]


def test_calibrate_undoes_boasting_and_bias():
    found = calibrate(alone(3 * TRUE_ODDS + 2), SIDES)

    assert abs(found.slope - 1 / 3) < 0.05
    assert abs(found.shift + 2 / 3) < 0.15


def test_calibrate_leaves_zero_where_it_is_when_asked():
    assert calibrate(alone(TRUE_ODDS + 2), SIDES, moves=False).shift == 0


def test_calibrated_odds_err_little():
    boast = 3 * TRUE_ODDS
    found = calibrate(alone(boast), SIDES)

    assert calibration_error(share(boast), SIDES) > 0.05
    assert calibration_error(share(found.slope * boast + found.shift), SIDES) < 0.03


def test_two_voices_are_heard_by_what_each_knows():
    noise = CHANCE.normal(0, 2, len(TRUE_ODDS))

    found = calibrate(np.stack([noise, TRUE_ODDS / 2], axis=1), SIDES)

    assert abs(found.lift - 2) < 0.2
    assert 0 < found.slope < 0.1


def test_a_voice_that_is_always_wrong_is_hardly_heard():
    found = calibrate(np.stack([-TRUE_ODDS, -3 * TRUE_ODDS + 5], axis=1), SIDES)

    assert (found.slope, found.lift) == (0.02, 0.02)
    assert abs(found.shift) < 0.5


def test_the_band_lies_around_a_half():
    found = calibrate(alone(TRUE_ODDS), SIDES)

    assert 0.3 <= found.low <= 0.5 <= found.high <= 0.7


def test_calibration_error_of_the_truth_is_nothing():
    assert calibration_error(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == 0
