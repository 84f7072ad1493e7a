import numpy as np

from amends.language.compiling import TABLE_BITS, choose, compile_texts, frequency, to_rows
from amends.language.features import IDENTITY_BITS, Ragged


def test_compile_texts_gives_each_text_what_it_gets_alone():
    texts = ["one bad box", "", "VERY goooood one"]
    together = compile_texts(texts)

    for at, text in enumerate(texts):
        for found, alone in zip(together, compile_texts([text]), strict=True):
            mine = found.of(np.array([at])).ids.tolist()
            assert sorted(mine) == sorted(alone.ids.tolist())


def test_compile_texts_of_nothing_is_nothing():
    assert [len(found.ids) for found in compile_texts([])] == [0, 0]


def test_choose_gives_a_row_to_its_most_frequent_feature():
    one = (5 << (IDENTITY_BITS - TABLE_BITS)) + 9
    ids = np.array([one, one, one + 1, one + 300], np.uint32)
    often = frequency(Ragged(ids, np.array([4])), np.array([1.0]))

    proofs = choose(often, 2.0)

    assert (proofs[5], proofs[6], proofs.sum()) == (9, 0, 9)


def test_to_rows_keeps_owners_and_the_length_of_all():
    ids = np.array([5 << 8 | 9, 5 << 8 | 8, 5 << 8 | 9, 7 << 8 | 1], np.uint32)
    proofs = np.zeros(1 << TABLE_BITS, np.uint8)
    proofs[5] = 9

    rows = to_rows(Ragged(ids, np.array([3, 1])), proofs)

    assert (rows.columns.tolist(), rows.starts.tolist()) == ([5, 5], [0, 2, 2])
    assert np.allclose(rows.length, [3**0.5, 1])
