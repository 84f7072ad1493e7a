"""Weigh a draft as a whole and sentence by sentence: one bad sentence is heard in a good answer."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.network import Network


Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_STRENGTH: Final = 2.0


def length_of(signs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what the senses of so many signs are divided by: long drafts do not shout."""
    return np.asarray(np.sqrt(np.maximum(signs, 1)) / _STRENGTH, np.float64)


@dataclass(frozen=True, slots=True)
class Voices:
    """Two networks of the same senses: one for drafts as wholes, one for their sentences.

    `strongest` says what the strongest trace of each hidden unit in any sentence means for each label:
    it also tells what no sentence holds.
    """

    whole: Network
    each: Network
    strongest: Floats

    def of_sentences(self, senses: Floats, starts: Ints) -> Floats:
        """Return the log odds of each label by sentences: a row for each draft.

        `senses` has a row for each sentence, those of one draft from one of `starts` to the next; no
        draft is without a sentence. The odds of a draft's sentences add up before the logarithm.
        """
        told = self.each.odds(senses)
        highest = np.maximum.reduceat(told, starts)
        owners = np.repeat(np.arange(len(starts)), np.diff([*starts, len(senses)]))
        together = np.add.reduceat(np.exp(told - highest[owners]), starts)
        traces = np.maximum.reduceat(self.each.bent(senses), starts)
        return np.asarray(highest + np.log(together) + traces @ self.strongest, np.float32)
