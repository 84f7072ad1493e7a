import numpy as np
import pytest

from amends.language.folding import fold_batch
from amends.language.forms import forms_of
from amends.rooms.understand.kinds import DWELLS, ENDS, NEGATES, TURNS, Index, Kinds
from amends.rooms.understand.phrases import lexicon
from amends.rooms.understand.tokens import tokens_of


@pytest.mark.parametrize(
    ("word", "lang", "flag"),
    [("not", "en", NEGATES), ("but", "en", TURNS), (".", "en", ENDS), ("street", "en", DWELLS),
     ("ما", "ar", NEGATES), ("بالشارع", "ar", DWELLS), ("خيابان", "fa", DWELLS)],
)  # fmt: skip
def test_flags_of_say_what_a_word_does(word, lang, flag):
    assert Index(lexicon(lang)).flags_of(word, forms_of(word, lang)) & flag == flag


def test_kinds_are_learnt_once_and_known_again():
    folded = fold_batch(["late zork blip", "blip late"])
    tokens = tokens_of(folded.codes, folded.starts - 1)
    kinds, langs = Kinds(), np.array([2, 2])
    indices = {"en": Index(lexicon("en"))}

    first = kinds.read(tokens, langs, indices)
    again = kinds.read(tokens, langs, indices)

    assert first.tolist() == again.tolist()
    assert kinds.flags.used == len(set(first.tolist()))


def test_a_word_is_another_kind_in_another_language():
    kinds = Kinds()
    ends = [kinds.number(word, Index(lexicon("fa"))) for word in ("na", "xyz")]

    assert ends[0] != ends[1]
