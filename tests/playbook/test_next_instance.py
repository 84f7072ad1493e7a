import pytest

from amends.playbook.next_instance import next_instance


LANGUAGES = ("ar", "fa", "en")
COUNTRIES = ("SA", "IR")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "the consumer line 1900 of the Ministry of Commerce"),
        ("ar", "وزارة التجارة عبر رقم المستهلك 1900"),
        ("fa", "خط مصرف‌کننده ۱۹۰۰ وزارت بازرگانی عربستان"),
    ],
)
def test_next_instance_of_a_country_is_named_in_the_readers_language(language, words):
    assert next_instance("SA", language) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_known_country_never_gets_the_general_words(country, language):
    assert next_instance(country, language) != next_instance("*", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["XX", "US", "", "SAU", " SA", "../en", "ش"])
def test_unknown_country_gets_the_general_words(country, language):
    assert next_instance(country, language) == next_instance("*", language)


def test_country_is_known_in_small_letters():
    assert next_instance("ir", "en") == next_instance("IR", "en")


@pytest.mark.parametrize("country", [*COUNTRIES, "*"])
def test_no_language_borrows_the_words_of_another(country):
    assert len({next_instance(country, language) for language in LANGUAGES}) == 3
