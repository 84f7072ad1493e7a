"""Turn what the features of a text add up to into log odds: a small network beside straight lines."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.heads import READ


Floats = NDArray[np.float32]
SENSES: Final = 32
"""Columns of the table that are added up for a text before any question is asked."""
DIRECT: Final = tuple(head for head in READ if not head.startswith("dialect:"))
"""Heads that also have a column of their own: what is rare is learnt best from words alone."""
HIDDEN: Final = 128
_AT_ONCE: Final = 32


def shapes_for(questions: int) -> dict[str, tuple[int, ...]]:
    """Return the shape of each part of a network that answers so many questions."""
    return {
        "start": (SENSES,),
        "inner": (SENSES, HIDDEN),
        "inner_bias": (HIDDEN,),
        "outer": (HIDDEN, questions),
        "straight": (SENSES, questions),
        "bias": (questions,),
    }


SHAPES: Final = shapes_for(len(READ))


@dataclass(frozen=True, slots=True)
class Network:
    """The small network behind a table; the reader's answers stand in the order of READ."""

    start: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    straight: Floats
    bias: Floats

    def odds(self, senses: Floats) -> Floats:
        """Return the log odds of each question, a row for each row of senses."""
        found = np.empty((len(senses), len(self.bias)), np.float32)
        # A larger product is given to threads, which cost more than they bring.
        for at in range(0, len(senses), _AT_ONCE):
            met = senses[at : at + _AT_ONCE]
            found[at : at + _AT_ONCE] = (met + self.start) @ self.straight + self.bent(
                met
            ) @ self.outer
        return found + self.bias

    def bent(self, senses: Floats) -> Floats:
        """Return what each hidden unit makes of each row of senses."""
        found = np.empty((len(senses), len(self.inner_bias)), np.float32)
        for at in range(0, len(senses), _AT_ONCE):
            met = senses[at : at + _AT_ONCE] + self.start
            found[at : at + _AT_ONCE] = np.maximum(met @ self.inner + self.inner_bias, 0.0)
        return found

    def pull(self, senses: Floats, head: int) -> Floats:
        """Return how much each sense of one text moves a head, there where the text stands."""
        is_bent = (senses + self.start) @ self.inner + self.inner_bias > 0
        through = self.inner @ (self.outer[:, head] * is_bent)
        return np.asarray(self.straight[:, head] + through, np.float32)
