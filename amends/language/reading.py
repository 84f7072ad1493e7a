"""Read a batch of messages: the log odds of every head from one table of weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language import speaking
from amends.language.features import keys_of, spoken_codes
from amends.language.folding import FoldedBatch, fold_batch
from amends.language.heads import AT, FLAGS, HEADS, READ, places
from amends.language.known import KnownWords
from amends.language.marks import extra_features
from amends.language.network import DIRECT, SENSES
from amends.language.segments import Words, cut
from amends.language.summing import add_by_owner
from amends.language.table import SPOKEN, WIDTH, Weights, load, rows_of


Floats = NDArray[np.float32]
SHIPPED: Final = Path(__file__).parent / "weights" / "reader.bin"
BATCH: Final = 1024
"""Texts read at once: enough to forget the call, few enough for the processor's cache."""
_SPOKEN: Final = places("lang")
_READ_AT: Final = [AT[head] for head in READ]
_DIRECT_AT: Final = [AT[head] for head in DIRECT]


class Weight(NamedTuple):
    """A word of the original text and how much it adds to the log odds of a head."""

    start: int
    end: int
    odds: float


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a batch taken apart, kept so that reasons can be asked for."""

    batch: FoldedBatch
    words: Words
    which: NDArray[np.int64]
    sums: Floats
    divisor: Floats
    senses: Floats


@dataclass(frozen=True)
class Readings:
    """The answers for a batch: arrays with one row per text, in order.

    `logits` are calibrated log odds, one column per head of HEADS; the properties are
    probabilities. `lang` and `dialect` are places in LANGUAGES and DIALECTS, -1 for no dialect.
    """

    logits: Floats
    lang: NDArray[np.int8]
    lang_probability: Floats
    dialect: NDArray[np.int8]
    parts: tuple[Part, ...]
    weights: Weights

    def __len__(self) -> int:
        return len(self.logits)

    @cached_property
    def probabilities(self) -> Floats:
        """Return the probability of every head, columns as HEADS."""
        return squash(self.logits)

    def probability(self, head: str) -> Floats:
        """Return the probability of one head."""
        return self.probabilities[:, AT[head]]

    @property
    def complaint(self) -> Floats:
        """Return how likely each text is a complaint."""
        return self.probability("complaint")

    @property
    def abuse(self) -> Floats:
        """Return how likely each text is offensive to anyone."""
        return self.probability("abuse")

    @property
    def flags(self) -> Floats:
        """Return the probabilities of the flags, columns as FLAGS."""
        return self.probabilities[:, AT[FLAGS[0]] : AT[FLAGS[-1]] + 1]

    @property
    def topics(self) -> Floats:
        """Return the probabilities of the topics, columns as TOPICS."""
        return self.probabilities[:, places("topic")]

    @cached_property
    def side(self) -> Floats:
        """Return the sentiment where only two sides exist: -1 to 1, the sign is the side."""
        return np.asarray(2 * self.probability("side") - 1, np.float32)

    @cached_property
    def sentiment(self) -> Floats:
        """Return the shares of negative, neutral and positive; each row sums to 1."""
        negative, positive = self.probability("negative"), self.probability("positive")
        shares = np.stack(
            [
                negative * (1 - positive / 2),
                (1 - negative) * (1 - positive),
                positive * (1 - negative / 2),
            ],
            axis=1,
        )
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)

    @cached_property
    def severity(self) -> Floats:
        """Return the shares of the levels 1 to 5."""
        return _levels(self.probabilities[:, places("severity")])

    @cached_property
    def anger(self) -> Floats:
        """Return the shares of the levels 0 to 3."""
        return _levels(self.probabilities[:, places("anger")])

    def unsure(self, head: str) -> NDArray[np.bool_]:
        """Tell for which texts a head's probability lies where it is wrong too often."""
        at, share = AT[head], self.probability(head)
        return np.asarray((share > self.weights.low[at]) & (share < self.weights.high[at]))

    def weightiest(self, at: int, head: str, most: int = 3) -> list[Weight]:
        """Return the words of text `at` that add most to a head, most first; none that subtract.

        Places are code points of the original text.
        """
        part, at = self.parts[at // BATCH], at % BATCH
        first, behind = np.searchsorted(part.words.owners, [at, at + 1])
        pull = pull_of(self.weights, part.senses[at], part.divisor[at], head)
        odds = part.sums[part.which[first:behind]] @ pull
        found = []
        for place in np.argsort(-odds, kind="stable")[:most].tolist():
            if odds[place] > 0:
                start, end = part.words.starts[first + place], part.words.ends[first + place]
                origins = part.batch.origins
                found.append(
                    Weight(int(origins[start]), int(origins[end - 1]) + 1, float(odds[place]))
                )
        return found


def pull_of(weights: Weights, senses: Floats, divisor: np.float32, head: str) -> Floats:
    """Return how far each column of a word moves a head of a text, there where the text stands."""
    column = AT[head]
    pull = np.zeros(SPOKEN, np.float32)
    pull[:SENSES] = weights.network.pull(senses, READ.index(head))
    pull *= weights.slope[column]
    if head in DIRECT:
        pull[SENSES + DIRECT.index(head)] = weights.lift[column]
    return np.asarray(pull * weights.scale[:SPOKEN] / divisor, np.float32)


def squash(odds: Floats) -> Floats:
    """Return the probability of log odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))), np.float32)


def _levels(above: Floats) -> Floats:
    """Turn the shares of reaching each level into shares of being on it."""
    falling = np.minimum.accumulate(above, axis=1)
    edges = np.pad(falling, ((0, 0), (1, 1)), constant_values=(0.0, 0.0))
    edges[:, 0] = 1.0
    return np.asarray(edges[:, :-1] - edges[:, 1:], np.float32)


class Reader:
    """The reader of one file of weights. It remembers words, nothing of the texts."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.heads = HEADS
        self._known = KnownWords(weights)

    @classmethod
    def load(cls, path: Path | None = None) -> "Reader":
        """Return a reader of a file that `amends.language.train` wrote, else of the shipped one."""
        return cls(load(path or SHIPPED))

    def read(self, texts: Sequence[str]) -> Readings:
        """Return the answers for all texts. Of a text, the first READ_AT_MOST signs count."""
        return self.read_folded(
            [fold_batch(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        )

    def read_folded(self, batches: Sequence[FoldedBatch]) -> Readings:
        """Return the answers for texts folded already, each batch but the last of BATCH texts."""
        found = [self._some(batch) for batch in batches]
        if not found:
            found = [self._some(fold_batch([]))]
        logits = np.concatenate([logits for logits, _, _ in found])
        answers = [answer for _, answer, _ in found]
        return Readings(
            logits,
            np.concatenate([answer.lang for answer in answers]),
            np.concatenate([answer.probability for answer in answers]),
            np.concatenate([answer.dialect for answer in answers]),
            tuple(part for _, _, part in found),
            self.weights,
        )

    def _some(self, batch: FoldedBatch) -> tuple[Floats, speaking.Spoken, Part]:
        words = cut(batch)
        spoken = spoken_codes(batch)
        keys, first, which = np.unique(
            keys_of(spoken, words), return_index=True, return_inverse=True
        )
        known = self._known.weigh(batch, spoken, words, keys, first)
        sums = known.sums.astype(np.float32)
        count = len(batch)
        total = add_by_owner(sums, which, words.owners, count)
        ids, owners = extra_features(batch, words, known.hashes[which], known.subjects[which])
        rows, own = rows_of(self.weights.table, ids)
        total[:, :WIDTH] += add_by_owner(self.weights.table, rows[own], owners[own], count)
        read = np.bincount(words.owners, known.read[which], count) + np.bincount(
            owners, minlength=count
        )
        said = np.bincount(words.owners, known.spoken[which], count)
        total = total[:, 1:] * self.weights.scale
        total[:, :SPOKEN] /= _root(read)[:, None]
        total[:, SPOKEN:] /= _root(said)[:, None]
        logits = logits_of(self.weights, total)
        part = Part(
            batch, words, which, sums[:, 1 : 1 + SPOKEN], _root(read), total[:, :SENSES]
        )
        return logits, speaking.decide(logits, batch, said == 0), part


def logits_of(weights: Weights, total: Floats) -> Floats:
    """Return the log odds of HEADS of what the features of texts add up to, a row a text."""
    logits = np.empty((len(total), len(HEADS)), np.float32)
    logits[:, _READ_AT] = weights.network.odds(total[:, :SENSES])
    logits[:, _SPOKEN] = total[:, SPOKEN:] + weights.spoken_bias
    logits = logits * weights.slope + weights.shift
    lines = total[:, SENSES:SPOKEN] + weights.line_bias
    logits[:, _DIRECT_AT] += lines * weights.lift[_DIRECT_AT]
    return logits


def _root(sizes: NDArray[Any]) -> Floats:
    return np.asarray(np.sqrt(np.maximum(sizes, 1.0)), np.float32)


@cache
def reader() -> Reader:
    """Return the reader of the shipped weights, loaded once."""
    return Reader.load()
