import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from amends.language.concepts.lexicon import told_by
from amends.language.features import (
    IDENTITY_BITS,
    Ragged,
    keys_of,
    mixed,
    pairs,
    read_features,
    spell,
    spoken_codes,
    spoken_features,
    subjects_of,
    word_hashes,
)
from amends.language.folding import fold_batch
from amends.language.segments import cut


def spelled(text):
    batch = fold_batch([text])
    words = cut(batch)
    return spell(batch, spoken_codes(batch), words, np.arange(len(words)))


def test_read_features_are_sequences_of_each_word_and_the_word():
    found = read_features(spelled("abc c!"), word_hashes(spelled("abc c!")))

    # ^abc$: 2 of four signs, and itself; c and ! only themselves.
    assert found.sizes.tolist() == [3, 1, 1]


def test_what_a_word_is_about_counts_with_its_letters():
    one, other = spelled("refund"), spelled("استرداد")
    shared = set(read_features(one, word_hashes(one)).ids.tolist()) & set(
        read_features(other, word_hashes(other)).ids.tolist()
    )

    assert len(shared) == len(told_by("refund").concepts)
    assert subjects_of(one) == subjects_of(other)


def test_spoken_features_leave_out_numbers_and_signs():
    assert spoken_features(spelled("a 12 !")).sizes.tolist() == [3 + 2 + 1 + 1, 0, 0]


def test_read_features_join_spellings_and_spoken_ones_keep_them():
    one, other = spelled("شركة"), spelled("شركه")

    assert np.array_equal(one.read, other.read)
    assert not np.array_equal(one.spoken, other.spoken)


def test_names_in_links_are_read_but_say_nothing_about_the_language():
    plain, linked = spelled("shop"), spelled("@shop")

    assert spoken_features(linked).sizes.tolist() == [0, 0]
    assert linked.read[1:].tolist() == plain.read.tolist()


def test_spoken_codes_keep_the_keyboard_and_read_ones_forgive_it():
    assert not np.array_equal(spelled("كيف").spoken, spelled("کیف").spoken)
    assert np.array_equal(spelled("كيف").read, spelled("کیف").read)


def test_numbers_of_one_length_are_one_word():
    hashes = word_hashes(spelled("123 987 12"))

    assert hashes[0] == hashes[1] != hashes[2]


@given(st.text(max_size=30), st.text(max_size=30))
def test_features_do_not_depend_on_the_neighbours(one, other):
    batch = fold_batch([one, other])
    words = cut(batch)
    codes = spoken_codes(batch)
    both = spell(batch, codes, words, np.flatnonzero(words.owners == 0))
    alone = spelled(one)

    assert read_features(both, word_hashes(both)).ids.tolist() == (
        read_features(alone, word_hashes(alone)).ids.tolist()
    )


def test_keys_are_the_same_for_the_same_letters_only():
    batch = fold_batch(["ab ba ab http://ab"])
    keys = keys_of(spoken_codes(batch), cut(batch))

    assert keys[0] == keys[2] != keys[1]
    assert keys[-1] != keys[0]


def test_ragged_of_repeats_what_is_asked_twice():
    ragged = Ragged(np.array([1, 2, 3], np.uint32), np.array([2, 0, 1]))

    some = ragged.of(np.array([2, 0, 0, 1]))

    assert (some.ids.tolist(), some.sizes.tolist()) == ([3, 1, 2, 1, 2], [1, 2, 2, 0])
    assert ragged.owners().tolist() == [0, 0, 2]


def test_mixed_and_pairs_stay_inside_the_identity():
    numbers = np.arange(1000, dtype=np.uint32)

    assert mixed(numbers, np.uint32(7)).max() < 1 << IDENTITY_BITS
    assert pairs(numbers[:1], numbers[1:2]) != pairs(numbers[1:2], numbers[:1])
