"""Gather drafts for learning: their signs as wholes, by sentence and by case, and how these add up."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from amends.language.fitting import Sparse
from amends.language.passes import Singles
from amends.playbook.voices import Ints, length_of


@dataclass(frozen=True, slots=True)
class Problem:
    """Drafts with what each is asked: sides are 0 or 1, counts 0 where nothing is known.

    A draft that is not `intact` is asked by its sentences alone: as a whole nobody wrote it.
    `whole` and `case` have a row for each draft, `sentences` one for each sentence: those of a draft
    stand from `starts[draft]` to `starts[draft + 1]`. `worth` is what each sign counts for.
    """

    whole: Sparse
    case: Sparse
    sentences: Sparse
    starts: Ints
    sides: Singles
    counts: Singles
    intact: NDArray[np.bool_]
    worth: Singles


class Batch(NamedTuple):
    """Some drafts: the signs they have, and how these add up to wholes, sentences and cases.

    `spread` has a row for each whole, then one for each sentence, then one for each case, and a column for each of
    `signs`; The lengths are what sums are divided by; `owners` is the draft of each sentence, `starts` where the sentences of each draft begin.
    """

    signs: Ints
    spread: csr_matrix
    whole_lengths: Singles
    sentence_lengths: Singles
    owners: Ints
    starts: Ints

    def senses(self, table: Singles) -> tuple[Singles, Singles]:
        """Return the senses of each draft as a whole and of each sentence in its case."""
        met = self.spread @ table[self.signs]
        size = len(self.whole_lengths)
        cases = size + len(self.owners)
        each = met[size:cases] + met[cases:][self.owners]
        return met[:size] / self.whole_lengths, each / self.sentence_lengths

    def back(self, whole: Singles, each: Singles) -> Singles:
        """Return the slope of each sign by the slopes of what the signs added up to."""
        each = each / self.sentence_lengths
        cases = np.add.reduceat(each, self.starts)
        slopes = np.concatenate([whole / self.whole_lengths, each, cases])
        return np.asarray(self.spread.T @ slopes, np.float32)


def batch_of(
    problem: Problem, some: Ints, chance: np.random.Generator | None = None, silent: float = 0.0
) -> Batch:
    """Gather some drafts; of their signs a share is silent where chance is given."""
    sizes = np.diff(problem.starts)[some]
    owners = np.repeat(np.arange(len(some)), sizes)
    starts = np.cumsum(sizes) - sizes
    which = np.arange(len(owners)) + np.repeat(problem.starts[some] - starts, sizes)
    parts = (problem.whole.only(some), problem.sentences.only(which), problem.case.only(some))
    columns = np.concatenate([part.columns for part in parts])
    rows = np.repeat(
        np.arange(sum(map(len, parts))),
        np.concatenate([np.diff(part.starts) for part in parts]),
    )
    if chance is not None:
        kept = chance.random(len(columns)) >= silent
        columns, rows = columns[kept], rows[kept]
    signs, places = _numbered(columns, len(problem.worth))
    met = np.bincount(rows, minlength=sum(map(len, parts)))
    ends = np.concatenate([[0], np.cumsum(met)])
    spread = csr_matrix((problem.worth[columns], places, ends), (len(met), len(signs)))
    whole, each, case = np.split(met, [len(some), len(some) + len(owners)])
    wholes, sentences = (
        length_of(size)[:, None].astype(np.float32) for size in (whole, each + case[owners])
    )
    return Batch(signs, spread, wholes, sentences, owners, starts)


def _numbered(columns: Ints, width: int) -> tuple[Ints, Ints]:
    """Return the columns that occur, in order, and the place of each among them."""
    occurs = np.zeros(width, np.bool_)
    occurs[columns] = True
    signs = np.flatnonzero(occurs)
    places = np.empty(width, np.int64)
    places[signs] = np.arange(len(signs))
    return signs, places[columns]
