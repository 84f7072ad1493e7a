import numpy as np
import pytest

from amends.language.corpus import fold_of
from amends.language.examples import Example, example, lesson


def test_rows_of_a_group_share_a_fold():
    assert example({"text": "a", "group": "g1"}).fold == fold_of("g1")
    assert example({"text": "a"}).fold == example({"text": "a", "sentiment": 1}).fold


def test_an_example_knows_what_kind_it_teaches():
    spoken, read = example({"text": "a", "lang": "ar"}), example({"text": "a", "threat": True})

    assert (spoken.is_spoken, spoken.is_read) == (True, False)
    assert (read.is_spoken, read.is_read) == (False, True)


def test_lesson_lets_both_sides_of_each_source_count_nearer_alike():
    examples = [Example("x", {"threat": int(at < 2)}, "s") for at in range(8)]
    examples += [Example("y", {"churn": 1}, "s"), Example("z", {"threat": 1}, "all one side")]

    taught = lesson("threat", examples)

    assert taught.places.tolist() == [*range(8), 9]
    assert np.allclose(taught.counts[:8][taught.sides[:8] == 1].sum(), 2 * 2**0.5)
    assert np.allclose(taught.counts[:8][taught.sides[:8] == 0].sum(), 6 * (2 / 3) ** 0.5)
    assert taught.counts[8] == 1


@pytest.mark.parametrize(("rare", "enough"), [(11, False), (12, True)])
def test_a_head_needs_examples_of_both_sides(rare, enough):
    examples = [Example("x", {"threat": int(at < rare)}) for at in range(200)]

    assert lesson("threat", examples).is_enough is enough
