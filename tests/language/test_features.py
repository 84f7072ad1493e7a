import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from amends.language.features import Recipe, hash_batch


RECIPE = Recipe(bits=12)


@given(st.lists(st.text(max_size=20), max_size=6))
def test_hash_batch_gives_each_text_what_it_gets_alone(texts):
    ids, owners = hash_batch(texts, RECIPE)

    for at, text in enumerate(texts):
        alone, _ = hash_batch([text], RECIPE)
        assert sorted(ids[owners == at].tolist()) == sorted(alone.tolist())


def test_hash_batch_stays_inside_the_table():
    ids, _ = hash_batch(["some words of a longer text"], RECIPE)

    assert ids.max() < 1 << 12


def test_hash_batch_counts_every_sequence():
    ids, owners = hash_batch(["ab"], Recipe(signs=(2,), words=(1, 2), bits=18))

    assert len(ids) == 3 + 1
    assert owners.tolist() == [0] * 4


def test_hash_batch_of_nothing_is_empty():
    ids, owners = hash_batch([], RECIPE)

    assert (len(ids), len(owners)) == (0, 0)
    assert ids.dtype == np.uint32
