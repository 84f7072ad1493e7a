import pytest

from amends.language.normalise import fold_with_offsets
from amends.rooms.understand.cues import find_hits, forms_of, original_span, words_of
from amends.rooms.understand.phrases import lexicon


def found(text, lang):
    folded = fold_with_offsets(text)
    words = words_of(folded.text, lang)
    return [
        (hit.cue.field, text[slice(*original_span(hit, words, folded))])
        for hit in find_hits(words, lexicon(lang))
    ]


@pytest.mark.parametrize(
    ("text", "lang", "hit"),
    [
        ("والطلب مكسور", "ar", ("damaged", "مكسور")),
        ("وبالشاحن خربان", "ar", ("defective", "خربان")),
        ("الــمـكسور", "ar", ("damaged", "الــمـكسور")),
        ("جواب نمی دید", "fa", ("no_response", "جواب نمی دید")),
        ("جواب نمی‌دید", "fa", ("no_response", "جواب نمی‌دید")),
        ("جواب نمیدید", "fa", ("no_response", "جواب نمیدید")),
        ("It doesn’t work", "en", ("defective", "doesn’t work")),
        ("charged my card twice", "en", ("payment", "charged my")),
    ],
)
def test_find_hits_sees_through_spelling(text, lang, hit):
    assert hit in found(text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "field"),
    [
        ("not damaged", "en", "damaged"),
        ("بدون مشاكل", "ar", "negative"),
        ("مشکلی نداشت", "fa", "negative"),
        ("never late", "en", "delivery_late"),
    ],
)
def test_find_hits_drops_what_is_denied(text, lang, field):
    assert field not in {name for name, _ in found(text, lang)}


@pytest.mark.parametrize(
    ("text", "lang"), [("not good", "en"), ("مو زين", "ar"), ("خوب نبود", "fa")]
)
def test_find_hits_turns_denied_praise_round(text, lang):
    fields = {name for name, _ in found(text, lang)}

    assert "negative" in fields
    assert "praise" not in fields


def test_find_hits_does_not_cross_a_sentence():
    assert ("size_fit", "size. Too") not in found("My size. Too many words, small shop", "en")


@pytest.mark.parametrize(
    ("word", "lang", "form"),
    [
        ("وبالطلب", "ar", "طلب"),
        ("طلبكم", "ar", "طلب"),
        ("کتاب‌هایم", "fa", "کتاب‌هایم"),
        ("shoes", "en", "shoes"),
    ],
)
def test_forms_of_takes_particles_off(word, lang, form):
    assert form in forms_of(word, lang)


def test_forms_of_leaves_short_words_alone():
    assert forms_of("وهم", "ar") == ("وهم",)
