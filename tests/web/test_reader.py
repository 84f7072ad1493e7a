import pytest
from django.utils import translation

from amends.web import reader


@pytest.mark.parametrize(
    ("language", "written"), [("en", "C-12, 3%"), ("ar", "C-١٢, ٣%"), ("fa", "C-۱۲, ۳%")]
)
def test_digits_are_the_readers(language, written):
    with translation.override(language):
        assert reader.digits("C-12, 3%") == written


@pytest.mark.parametrize(
    ("language", "written"), [("en", "3,940.5"), ("ar", "٣٬٩٤٠٫٥"), ("fa", "۳٬۹۴۰٫۵")]
)
def test_number_has_the_readers_separators(language, written):
    with translation.override(language):
        assert reader.number(3940.5) == written


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [(124900, "SAR", "1,249 SAR"), (124950, "SAR", "1,249.50 SAR"), (1500, "KWD", "1.500 KWD"), (90000, "IRR", "90,000 IRR")],
)  # fmt: skip
def test_money_knows_the_smallest_unit(minor, currency, written):
    with translation.override("en"):
        assert reader.money(minor, currency) == written


def test_percent_uses_the_readers_sign():
    with translation.override("ar"):
        assert reader.percent(0.984) == "٩٨٪"


def test_tame_takes_bidi_controls_and_nothing_else():
    assert reader.tame("a\u202eb\u2066c\u2069\u200fd می\u200cخوام") == "abcd می\u200cخوام"


def test_language_unknown_is_english():
    with translation.override("de"):
        assert reader.language() == "en"


@pytest.mark.parametrize(
    ("words", "letter"), [("Noura", "N"), ("«نورة»", "ن"), ("", "·"), ("…", "·")]
)
def test_initial_is_one_letter(words, letter):
    assert reader.initial(words) == letter


@pytest.mark.parametrize(
    ("micros", "language", "written"),
    [
        (200_000, "en", "0.20"),
        (15_000, "en", "0.015"),
        (0, "en", "0.00"),
        (1_234_500_000, "en", "1,234.50"),
        (200_000, "ar", "٠٫٢٠"),
        (200_000, "fa", "۰٫۲۰"),
    ],
)
def test_dollars_show_cents_and_their_parts(micros, language, written):
    with translation.override(language):
        assert reader.dollars(micros) == written
