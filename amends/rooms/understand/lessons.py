"""What a shop has taught its reader: words that move a field up or down, beside shipped weights.

Shipped weights are never changed, so nothing they know is forgotten; without the file all is as
it was.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from amends.rooms.understand.blend import OUTPUTS
from amends.rooms.understand.evidence import Rows
from amends.rooms.understand.tokens import Keys, Numbers, Tokens


_PAIR = np.uint64(0x9E3779B97F4A7C15)
_REACH = 6.0


@dataclass(frozen=True, slots=True)
class Lessons:
    """Keys of words and pairs of words in rising order, and what each adds to every output."""

    keys: Keys
    weights: Rows

    def odds(self, tokens: Tokens, count: int) -> Rows:
        """Return what the words of each text add to the log odds of every output."""
        places, owners, share = features_of(tokens, self.keys, count)
        added = np.zeros((count, len(OUTPUTS)))
        np.add.at(added, owners, self.weights[places] * share[owners, None])
        return np.clip(added, -_REACH, _REACH)


def keys_of(tokens: Tokens) -> tuple[Keys, Numbers]:
    """Return the keys of all words and pairs of neighbours of a batch, and whose each is."""
    keys, owners = tokens.keys, tokens.owners
    beside = owners[1:] == owners[:-1]
    pairs = (keys[:-1] * _PAIR) ^ keys[1:]
    return np.concatenate([keys, pairs[beside]]), np.concatenate([owners, owners[1:][beside]])


def features_of(tokens: Tokens, known: Keys, count: int) -> tuple[Numbers, Numbers, Rows]:
    """Return where known words stand among `known`, whose they are, and what each text's count for."""
    keys, owners = keys_of(tokens)
    places = np.minimum(np.searchsorted(known, keys), max(0, len(known) - 1))
    found = np.flatnonzero(known[places] == keys) if len(known) else np.empty(0, np.int64)
    # Half as much each in a text of four times the length.
    share = 2 / np.sqrt(np.maximum(np.bincount(owners, minlength=count), 4))
    return places[found], owners[found], share


def save(lessons: Lessons, path: Path) -> None:
    """Write lessons as one file without anything executable in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        outputs=np.array(OUTPUTS),
        keys=lessons.keys,
        weights=lessons.weights.astype(np.float32),
    )


def load(path: Path) -> Lessons:
    """Read lessons that `save` wrote. Raise ValueError where they were made for other fields."""
    with np.load(path, allow_pickle=False) as stored:
        if tuple(stored["outputs"].tolist()) != OUTPUTS:
            raise ValueError(f"{path}: made for other fields; run amends retrain again")
        return Lessons(stored["keys"], stored["weights"].astype(np.float64))
