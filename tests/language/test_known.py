import numpy as np
import pytest

import amends.language
from amends.language.features import keys_of, spoken_codes
from amends.language.folding import fold_batch
from amends.language.known import KnownWords
from amends.language.segments import cut


ROWS = [
    {"text": text, "complaint": side} for text, side in (("bad box", 1), ("fine day", 0))
] * 9


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    path = amends.language.train(ROWS, tmp_path_factory.mktemp("known") / "w")
    return amends.language.load(path).weights


def weigh(known, text):
    batch = fold_batch([text])
    words, spoken = cut(batch), spoken_codes(batch)
    keys, first = np.unique(keys_of(spoken, words), return_index=True)
    return known.weigh(batch, spoken, words, keys, first)


def test_a_word_weighs_the_same_when_it_is_known(weights):
    known = KnownWords(weights)

    new, again = weigh(known, "bad day"), weigh(known, "day bad")

    assert new.sums.any()
    for one, other in zip(new, again, strict=True):
        assert np.array_equal(one, other)


def test_more_words_than_places_weigh_what_they_weigh_alone(weights):
    known = KnownWords(weights)
    many = " ".join(f"bad{number}" for number in range(3000))
    for _ in range(2):
        weigh(known, many)

    alone = weigh(KnownWords(weights), "bad17")

    assert np.array_equal(weigh(known, "bad17").sums, alone.sums)
