import pytest

from amends.language.normalise import fold, fold_with_offsets
from amends.playbook.words import classes_of, words_of_text


@pytest.mark.parametrize(
    ("lang", "word", "name"),
    [
        ("ar", "فستانك", "goods"),
        ("ar", "بالرياض", "place"),
        ("ar", "ومنيرة", "name"),
        ("fa", "مادرتون", "kin"),
        ("fa", "کفش", "goods"),
        ("en", "shirts", "goods"),
        ("en", "gemma's", "name"),
    ],
)
def test_word_is_known_behind_particles_and_endings(lang, word, name):
    assert name in classes_of(fold(word), lang)


@pytest.mark.parametrize(
    ("lang", "word"), [("ar", "بكرة"), ("ar", "عليك"), ("en", "table5x"), ("fa", "است")]
)
def test_word_that_only_looks_like_one_has_no_class(lang, word):
    assert classes_of(fold(word), lang) == frozenset()


def test_words_keep_their_capitals():
    text = "Don't call Gemma"

    words = words_of_text(fold_with_offsets(text), text, "en")

    assert [(word.text, word.is_capital) for word in words] == [
        ("don't", True),
        ("call", False),
        ("gemma", True),
    ]
