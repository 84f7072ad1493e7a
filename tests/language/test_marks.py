import numpy as np
import pytest

from amends.language.features import spell, spoken_codes, subjects_of, word_hashes
from amends.language.folding import fold_batch
from amends.language.marks import extra_features
from amends.language.segments import cut


def marks(*texts):
    batch = fold_batch(texts)
    words = cut(batch)
    spelled = spell(batch, spoken_codes(batch), words, np.arange(len(words)))
    ids, owners = extra_features(batch, words, word_hashes(spelled), subjects_of(spelled))
    return [set(ids[owners == at].tolist()) for at in range(len(texts))]


def test_neighbours_count_with_one_word_between_them():
    close, apart = marks("xa xc", "xa xb xc")

    assert (len(close), len(apart), len(close & apart)) == (1, 3, 0)


def test_what_words_are_about_counts_over_words_between_them():
    one, other = marks("refund xa xb overdue", "reimbursed delayed")

    assert len(one & other) == 1


def test_neighbours_do_not_cross_texts():
    assert marks("refund", "late") == [set(), set()]


@pytest.mark.parametrize(
    ("plain", "loud"), [("bad", "baaaad"), ("سيئ", "سييييئ"), ("bad", "BAD")]
)
def test_loud_words_leave_a_mark(plain, loud):
    quiet, marked = marks(plain, loud)

    assert quiet < marked


def test_two_capitals_are_no_shout():
    assert marks("OK", "KSA") == [set(), marks("UAE")[0]]
