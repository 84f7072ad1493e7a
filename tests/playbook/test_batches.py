from dataclasses import replace

import numpy as np
import pytest
from problems import ALL, SIGNS, problem

from amends.language.network import SENSES
from amends.playbook.batches import batch_of


def test_batch_adds_up_wholes_and_sentences_in_their_case():
    asked = replace(
        problem([[[0], [1, 2]], [[3]]], [1, 0]), worth=np.array([1, 2, 3, 4, 5, 6], np.float32)
    )
    table = np.eye(SIGNS, dtype=np.float32)

    batch = batch_of(asked, np.array([1, 0]))
    whole, each = batch.senses(table)

    assert batch.starts.tolist() == [0, 1]
    assert batch.owners.tolist() == [0, 1, 1]
    half_root = [np.sqrt(n) / 2 for n in (2, 4)]
    assert whole == pytest.approx(
        np.array([[0, 0, 0, 4, 0, 6], [1, 2, 3, 0, 0, 6]]) / np.array(half_root)[:, None]
    )
    lengths = np.sqrt([2, 2, 3])[:, None] / 2
    expected = [[0, 0, 0, 4, 0, 6], [1, 0, 0, 0, 0, 6], [0, 2, 3, 0, 0, 6]]
    assert each == pytest.approx(np.array(expected) / lengths)


def test_slopes_of_signs_are_those_of_all_they_added_to():
    asked = problem([[[0], [1, 2]], [[3]]], [1, 0])
    batch = batch_of(asked, ALL(2))
    table = np.random.default_rng(3).normal(size=(SIGNS, SENSES)).astype(np.float32)
    chance = np.random.default_rng(4)
    whole, each = (chance.normal(size=(n, SENSES)).astype(np.float32) for n in (2, 3))

    slope = batch.back(whole, each)

    met = batch.senses(table)
    told = sum((one * by).sum() for one, by in zip(met, (whole, each), strict=True))
    assert (slope * table[batch.signs]).sum() == pytest.approx(told, rel=1e-4)  # it is linear


@pytest.mark.parametrize(("silent", "heard"), [(0.0, 400), (0.65, 140)])
def test_a_share_of_the_signs_is_silent(silent, heard):
    asked = problem([[[0], [1]]] * 100, [1] * 100, case=())

    batch = batch_of(asked, ALL(100), np.random.default_rng(1), silent)

    assert batch.spread.nnz == pytest.approx(heard, rel=0.15)
