"""Go through the small network forwards and back, some of it left out, as learning does."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


Singles = NDArray[np.float32]
Parts = Mapping[str, Singles]
"""The parts of a network by the names of its fields."""


class Pass(NamedTuple):
    """What a network made of some senses, and which of it was left out."""

    heard: Singles
    met: Singles
    bends: Singles
    bent: Singles
    odds: Singles


def forward(parts: Parts, senses: Singles, chance: np.random.Generator, still: float) -> Pass:
    """Answer every question of each row, a share of senses and hidden units left out."""
    heard = kept(chance, senses.shape, still)
    met = (senses + parts["start"]) * heard
    raw = met @ parts["inner"] + parts["inner_bias"]
    bends = np.asarray(kept(chance, raw.shape, still) * (raw > 0), np.float32)
    bent = np.asarray(raw * bends, np.float32)
    odds: Singles = met @ parts["straight"] + bent @ parts["outer"] + parts["bias"]
    return Pass(heard, met, bends, bent, odds)


def backward(
    parts: Parts, done: Pass, miss: Singles, traces: Singles | float = 0.0
) -> tuple[dict[str, Singles], Singles]:
    """Return the slope of each part and of the senses, by that of the odds and of the hidden units."""
    through = np.asarray((miss @ parts["outer"].T + traces) * done.bends, np.float32)
    back = np.asarray(
        (miss @ parts["straight"].T + through @ parts["inner"].T) * done.heard, np.float32
    )
    slopes: dict[str, Singles] = {
        "start": back.sum(axis=0),
        "inner": done.met.T @ through,
        "inner_bias": through.sum(axis=0),
        "outer": done.bent.T @ miss,
        "straight": done.met.T @ miss,
        "bias": miss.sum(axis=0),
    }
    return slopes, back


def kept(chance: np.random.Generator, shape: tuple[int, ...], still: float) -> Singles:
    """Return 0 for what is left out, and for the rest what makes up for it."""
    heard = (chance.random(shape) >= still).astype(np.float32)
    return np.asarray(heard / np.float32(1 - still), np.float32)


def missed(odds: Singles, sides: Singles, counts: Singles) -> Singles:
    """Return how far each answer is from its side, where it counts, for the mean of the rows."""
    clipped = np.clip(odds, -40.0, 40.0).astype(np.float32)
    miss = (1.0 / (1.0 + np.exp(-clipped)) - sides) * counts
    return np.asarray(miss / len(odds), np.float32)
