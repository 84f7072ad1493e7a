import numpy as np
import pytest

from amends.language.features import (
    keys_of,
    read_features,
    spell,
    spoken_codes,
    spoken_features,
    word_hashes,
)
from amends.language.folding import fold_batch
from amends.language.normalise import fold_with_offsets
from amends.language.segments import cut
from amends.language.spelling import features_of, words_of


RAWS = [
    "Don't", "خرااااب!!", "@shop_ar", "2024/11/03", "ok👍🏽👍🏽", "GREAT", "كتابٌ،", "''a''b'", "x" * 90,
    "می‌خواهم", "ﷺ", "7abibi…", "https://a.b/c", "ß", "٣٤ريال", "\ud800a", "Ａ１", "...", "US",
]  # fmt: skip


def batched(raw):
    """Return the words of a piece as a batch cuts and spells them."""
    batch = fold_batch([raw])
    words = cut(batch)
    spoken = spoken_codes(batch)
    return batch, words, spell(batch, spoken, words, np.arange(len(keys_of(spoken, words))))


def string(codes):
    return codes.astype("<i4").tobytes().decode("utf-32-le", "surrogatepass")


@pytest.mark.parametrize("raw", RAWS)
def test_words_of_are_those_of_a_batch(raw):
    batch, words, spelled = batched(raw)
    ends = np.cumsum(spelled.sizes)

    found = words_of(raw, fold_with_offsets(raw))

    assert [(word.start, word.end) for word in found] == [
        (int(batch.origins[start]), int(batch.origins[end - 1]) + 1)
        for start, end in zip(words.starts, words.ends, strict=True)
    ]
    for at, word in enumerate(found):
        letters = slice(ends[at] - spelled.sizes[at], ends[at])
        assert word.spelled.read == string(spelled.read[letters])
        assert word.spelled.is_number == spelled.is_number[at]
        assert word.spelled.is_sign == spelled.is_sign[at]
        assert word.spelled.is_address == spelled.is_address[at]
        assert word.spelled.is_number or word.spelled.spoken == string(spelled.spoken[letters])


@pytest.mark.parametrize(
    ("raw", "stretched", "shouted"),
    [("sooo", True, False), ("soo", False, False), ("BAD", False, True), ("UK", False, False)],
)
def test_words_of_tell_what_is_loud(raw, stretched, shouted):
    (word,) = words_of(raw, fold_with_offsets(raw))

    assert (word.is_stretched, word.is_shouted) == (stretched, shouted)


def test_features_of_are_those_of_a_batch():
    words = [word.spelled for raw in RAWS for word in words_of(raw, fold_with_offsets(raw))]
    parts = [batched(raw)[2] for raw in RAWS]

    found = features_of(words)

    hashes = [word_hashes(part) for part in parts]
    read = [read_features(*both) for both in zip(parts, hashes, strict=True)]
    said = [spoken_features(part) for part in parts]
    assert found.hashes.tolist() == np.concatenate(hashes).tolist()
    assert np.diff([0, *found.read_to]).tolist() == [n for part in read for n in part.sizes]
    assert np.diff([0, *found.spoken_to]).tolist() == [n for part in said for n in part.sizes]
    wanted = np.concatenate([part.ids for part in (*read, *said)])
    assert sorted(found.ids.tolist()) == sorted(wanted.tolist())
