"""Make log odds honest: stretch and move them until 0.9 is right nine times in ten."""

from typing import Final, NamedTuple

import numpy as np

from amends.language.fitting import Floats


LEAST_RIGHT: Final = 0.7
"""Inside the band of abstention fewer than this are right."""
_LEAST_SAID: Final = 0.02
_FARTHEST: Final = 2.0
_ROUNDS: Final = 50
_STEPS: Final = np.linspace(0.5, 0.9, 41)


class Calibration(NamedTuple):
    """What two voices are multiplied by and moved by, and the band that is too unsure."""

    slope: float = 1.0
    lift: float = 0.0
    shift: float = 0.0
    low: float = 0.4
    high: float = 0.6


def calibrate(voices: Floats, sides: Floats, *, moves: bool = True) -> Calibration:
    """Return the calibration of what one or two voices (columns) said of examples not learnt from.

    None is turned round. Without `moves` the side at zero stays where it is. Newton's method.
    """
    count = voices.shape[1]
    design = np.column_stack([voices, np.full(len(voices), float(moves))])
    weights = np.append(np.full(count, 1.0 / count), 0.0)
    least = np.append(np.full(count, _LEAST_SAID), -np.inf)
    for _ in range(_ROUNDS):
        share = _squash(design @ weights)
        pull = design.T @ (share - sides)
        # What stands at its bound and is pulled beyond it stays there.
        free = (weights > least) | (pull < 0)
        free[-1] &= moves
        if not free.any():
            break
        some = design[:, free]
        bend = (some * (share * (1 - share))[:, None]).T @ some + np.eye(some.shape[1]) * 1e-3
        step = np.clip(np.linalg.solve(bend, pull[free]), -_FARTHEST, _FARTHEST)
        weights[free] = np.maximum(weights[free] - step, least[free])
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 - nothing moves any more
            break
    share = _squash(design @ weights)
    low = 1.0 - _edge(1.0 - share, 1.0 - sides)
    slope, lift = float(weights[0]), float(weights[1]) if count > 1 else 0.0
    return Calibration(slope, lift, float(weights[-1]), low, _edge(share, sides))


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
