import pytest

from amends.rooms.understand.analysis import FLAGS, TOPICS
from amends.rooms.understand.cues import DENIED_PRAISE
from amends.rooms.understand.phrases import lexicon
from amends.rooms.understand.report.words import words


LANGS = ("ar", "fa", "en")
WHYS = {cue.why for lang in LANGS for cue, _ in lexicon(lang).phrases} | {DENIED_PRAISE.why}
KINDS = {
    "topics": TOPICS, "flags": FLAGS, "severities": range(1, 6),
    "sentiments": ("negative", "neutral", "positive"), "langs": (*LANGS, "other"), "whys": WHYS,
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_code_has_a_word(lang, kind):
    table = words(lang)._table[kind]

    assert set(table) >= {str(code) for code in KINDS[kind]}


def test_every_language_says_the_same_things():
    pages = [set(words(lang)._table["page"]) for lang in LANGS]

    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize(
    ("lang", "number", "share", "day"),
    [
        ("en", "12,345.5", "43%", "2026-05-03"),
        ("ar", "١٢٬٣٤٥٫٥", "٤٣٪", "٢٠٢٦-٠٥-٠٣"),
        ("fa", "۱۲٬۳۴۵٫۵", "۴۳٪", "۲۰۲۶-۰۵-۰۳"),
    ],
)
def test_numbers_are_written_as_each_language_does(lang, number, share, day):
    say = words(lang)

    assert (say.number(12345.5), say.percent(0.432), say.date("2026-05-03")) == (
        number,
        share,
        day,
    )


@pytest.mark.parametrize(
    ("lang", "zero", "one"), [("ar", "صفر", "١"), ("fa", "هیچ", "۱"), ("en", "none", "1")]
)
def test_zero_that_stands_alone_is_a_word(lang, zero, one):
    assert words(lang).figure(0) == zero
    assert words(lang).figure(1) == one
