import pytest

from amends.language.forms import forms_of


@pytest.mark.parametrize(
    ("word", "lang", "form"),
    [
        ("وبالطلب", "ar", "طلب"),
        ("طلبكم", "ar", "طلب"),
        ("كتابهام", "fa", "كتاب"),
        ("shoes", "en", "shoes"),
    ],
)
def test_forms_of_takes_particles_off(word, lang, form):
    assert form in forms_of(word, lang)


@pytest.mark.parametrize(("word", "lang"), [("وهم", "ar"), ("talab", "ar"), ("را", "fa")])
def test_forms_of_leaves_short_and_latin_words_alone(word, lang):
    assert forms_of(word, lang) == (word,)
