"""Weights of the reply review for tests: what a few signs say, and nothing else."""

from collections.abc import Mapping

import numpy as np

from amends.language.network import SENSES, Network, shapes_for
from amends.playbook.contract import LABELS
from amends.playbook.judgement import SIZE, Senses, place


def senses(first: Mapping[str, int] = {}, label: int = 0) -> Senses:
    """Return senses of which the first alone is heard: it is the log odds of one label."""
    table = np.zeros((SIZE, SENSES), np.int8)
    for sign, said in first.items():
        table[place(sign), 0] = said
    parts = {
        name: np.zeros(shape, np.float32) for name, shape in shapes_for(len(LABELS)).items()
    }
    parts["straight"][0, label] = 1
    return Senses(table, np.ones(SENSES, np.float32), Network(**parts))
