"""Make log odds honest: stretch and move them until 0.9 is right nine times in ten."""

from typing import Final, NamedTuple

import numpy as np

from amends.language.fitting import Floats


LEAST_RIGHT: Final = 0.7
"""Inside the band of abstention fewer than this are right."""
_ROUNDS: Final = 50
_STEPS: Final = np.linspace(0.5, 0.9, 41)


class Calibration(NamedTuple):
    """What log odds are multiplied by and moved by, and the band that is too unsure."""

    slope: float = 1.0
    shift: float = 0.0
    low: float = 0.4
    high: float = 0.6


def calibrate(odds: Floats, sides: Floats, *, moves: bool = True) -> Calibration:
    """Return the calibration of log odds that were given to examples not learnt from.

    Without `moves` the side at zero stays where it is. Newton's method on two numbers.
    """
    slope, shift = 1.0, 0.0
    design = np.stack([odds, np.full(len(odds), float(moves))], axis=1)
    for _ in range(_ROUNDS):
        share = _squash(slope * odds + shift)
        pull = design.T @ (share - sides)
        bend = (design * (share * (1 - share))[:, None]).T @ design + np.eye(2) * 1e-3
        step = np.linalg.solve(bend, pull)
        slope, shift = max(0.05, slope - step[0]), shift - step[1] * moves
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 - nothing moves any more
            break
    share = _squash(slope * odds + shift)
    low = 1.0 - _edge(1.0 - share, 1.0 - sides)
    return Calibration(float(slope), float(shift), low, _edge(share, sides))


def _edge(share: Floats, sides: Floats) -> float:
    """Return the share above which the next tenth is right often enough."""
    for step in _STEPS.tolist():
        near = (share >= step) & (share < step + 0.1)
        if near.sum() >= 10 and sides[near].mean() >= LEAST_RIGHT:  # noqa: PLR2004 - fewer say nothing
            return float(step)
    return 0.7


def calibration_error(share: Floats, sides: Floats, bins: int = 15) -> float:
    """Return the expected calibration error: the mean gap of share and truth over equal bins."""
    which = np.minimum((share * bins).astype(np.int64), bins - 1)
    gaps = np.bincount(which, share - sides, bins)
    return float(np.abs(gaps).sum() / max(1, len(share)))


def _squash(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -40.0, 40.0))))
