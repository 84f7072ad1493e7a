"""Small problems for tests of what learns from drafts: sentences of numbered signs."""

import numpy as np

from amends.language.fitting import Sparse
from amends.playbook.batches import Problem


SIGNS = 6
ALL = np.arange
"""The numbers of all drafts of a problem, given how many there are."""


def sparse(rows):
    flat = np.array([sign for row in rows for sign in row], np.int64)
    starts = np.cumsum([0, *map(len, rows)])
    return Sparse(flat, starts, np.ones(len(rows)))


def problem(drafts, sides, case=(5,)):
    sentences = [one for draft in drafts for one in draft]
    wholes = [sorted({sign for one in draft for sign in one} | {*case}) for draft in drafts]
    return Problem(
        sparse(wholes),
        sparse([case] * len(drafts)),
        sparse(sentences),
        np.cumsum([0, *map(len, drafts)]),
        np.array([[side, 0] for side in sides], np.float32),
        np.ones((len(drafts), 2), np.float32),
        np.ones(len(drafts), np.bool_),
        np.ones(SIGNS, np.float32),
    )
