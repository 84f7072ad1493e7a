"""Weights of the reply review for tests: what a few signs say, and nothing else."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from amends.language.network import HIDDEN, SENSES, Network, shapes_for
from amends.playbook.contract import LABELS
from amends.playbook.judgement import Senses, code_of
from amends.playbook.voices import Voices


SIGNS = sorted(["w:excuse", "has:apology", "w:courier"], key=code_of)
KNOWN = np.array([code_of(sign) for sign in SIGNS], np.uint32)
"""The codes of all signs that these weights know, in order."""


def table(columns: int, said: Mapping[str, int], column: int = 0) -> NDArray[np.int8]:
    """Return a table of the signs known, in which one column is heard."""
    rows = np.zeros((len(SIGNS), columns), np.int8)
    for sign, worth in said.items():
        rows[SIGNS.index(sign), column] = worth
    return rows


def network(first: float = 0.0, label: int = 0) -> Network:
    """Return a network that hears the first sense alone: times this it is the log odds of a label."""
    parts = {
        name: np.zeros(shape, np.float32) for name, shape in shapes_for(len(LABELS)).items()
    }
    parts["straight"][0, label] = first
    return Network(**parts)


def senses(
    first: Mapping[str, int] = {}, label: int = 0, whole: float = 0.0, each: float = 0.0
) -> Senses:
    """Return senses of which the first alone is heard, by wholes and by sentences as loud as told."""
    voices = Voices(
        network(whole, label),
        network(each, label),
        # A network of straight ways alone leaves no trace: these say nothing.
        np.ones((HIDDEN, len(LABELS)), np.float32),
    )
    return Senses(table(SENSES, first), np.ones(SENSES, np.float32), voices)
