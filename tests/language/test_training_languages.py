import random

from amends.language.training_languages import _FINGLISH, _piece, _spell


def test_piece_is_a_run_of_the_words():
    words = ["one", "two", "three", "four", "five"]

    assert _piece(words, random.Random(1)) in " ".join(words)
    assert _piece([], random.Random(1)) == ""


def test_spell_keeps_the_consonants():
    spelled = _spell("سلام", _FINGLISH, random.Random(1))

    assert [sign for sign in spelled if sign in "slm"] == ["s", "l", "m"]
