import random

import pytest

from amends.language.training_languages import _FINGLISH, _piece, _spell, _typed


def test_piece_is_a_run_of_the_words():
    words = ["one", "two", "three", "four", "five"]

    assert _piece(words, random.Random(1)) in " ".join(words)
    assert _piece([], random.Random(1)) == ""


def test_spell_keeps_the_consonants():
    spelled = _spell("سلام", _FINGLISH, random.Random(1))

    assert [sign for sign in spelled if sign in "slm"] == ["s", "l", "m"]


@pytest.mark.parametrize(
    ("variety", "word", "other", "low", "high"),
    [
        ("fa", "یکی", "يكي", 0.4, 0.6),
        ("ar", "كيف", "کیف", 0.001, 0.03),
        ("en", "kiss", "", 0, 0),
    ],
)
def test_typed_takes_the_keyboard_of_the_neighbour_now_and_then(
    variety, word, other, low, high
):
    chance = random.Random(3)
    typed = [_typed(variety, word, chance) for _ in range(2000)]

    assert set(typed) <= {word, other}
    assert low <= typed.count(other) / len(typed) <= high
