import numpy as np
import pytest

from amends.language.folding import fold_batch
from amends.rooms.understand.cues import find_hits, known_cues, read_words
from amends.rooms.understand.kinds import DWELLS, LANGS


def hits_of(texts, lang):
    folded = fold_batch(texts)
    return folded, find_hits(read_words(folded, np.full(len(texts), LANGS.index(lang))))


def found(text, lang):
    folded, hits = hits_of([text], lang)
    return [
        (known_cues()[cue].field, text[folded.origins[start] : folded.origins[end - 1] + 1])
        for cue, start, end in zip(hits.cues, hits.starts, hits.ends, strict=True)
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


def test_find_hits_gives_the_longest_of_a_field_once():
    assert found("very late, it was late", "en").count(("delivery_late", "late")) == 2
    assert ("payment", "charged my card twice") in found("charged my card twice", "en")
    assert ("payment", "charged my") not in found("charged my card twice", "en")


def test_find_hits_knows_what_stands_before_a_but():
    _, hits = hits_of(["great phone but late", "great phone", "late"], "en")

    before = [
        (known_cues()[cue].field, owner, bool(turned))
        for cue, owner, turned in zip(hits.cues, hits.owners, hits.before_turn, strict=True)
    ]
    assert before == [
        ("praise", 0, True), ("delivery_late", 0, False), ("praise", 1, False),
        ("delivery_late", 2, False),
    ]  # fmt: skip


def test_texts_with_names_the_texts_of_a_word():
    folded = fold_batch(["I live in Baker street", "late", "street"])

    words = read_words(folded, np.full(3, LANGS.index("en")))

    assert words.texts_with(DWELLS).tolist() == [0, 2]
