import tomllib

import pytest

from amends.language.concepts.lexicon import (
    LANGS,
    NOTHING,
    TABLES,
    concepts_of,
    lexicon,
    number_of,
    plain,
    read_lexicon,
    told_by,
)


ROWS = """
broken = "broke* snap شكست* مكسور"
refund = "refund* استرداد"
[around]
you = "you your snap"
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "en.toml"
    path.write_text(ROWS, encoding="utf-8")
    return read_lexicon([path])


@pytest.mark.parametrize(
    ("word", "concepts"),
    [
        ("broken", ("broken",)),
        ("snap", ("broken", "you")),
        ("snaps", ()),
        ("brok", ()),
        ("شكسته", ("broken",)),
        ("والمكسور", ("broken",)),
        ("المكسورها", ("broken",)),
        ("باسترداد", ("refund",)),
    ],
)
def test_a_word_is_about_what_it_is_or_begins_with_or_is_without_affixes(word, concepts, small):
    assert concepts_of(word, small) == concepts


def test_tables_are_folded_as_messages_are(tmp_path):
    path = tmp_path / "fa.toml"
    path.write_text('wait = "می‌مانم Waiting\'s"', encoding="utf-8")

    assert set(read_lexicon([path]).words) == {"ميمانم", "waitings"}


def test_the_narrowest_concept_is_the_subject_and_what_stands_around_never_is(small):
    assert small.sizes == {"broken": 4, "refund": 2}
    assert told_by("refund").subject in told_by("refund").concepts
    assert told_by("you").subject == 0 != len(told_by("you").concepts)


def test_a_word_that_no_table_knows_is_about_nothing():
    assert told_by("qqxjz") == NOTHING
    assert told_by("") == NOTHING


def test_a_concept_is_the_same_in_every_language():
    shared = [set(told_by(word).concepts) for word in ("broken", "مكسور", "شكسته")]

    assert number_of("broken") in set.intersection(*shared)


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_the_same_concepts_and_words_that_can_be_met(lang):
    table = tomllib.loads((TABLES / f"{lang}.toml").read_text(encoding="utf-8"))
    around = table.pop("around")
    known = lexicon()

    assert known.sizes.keys() == table.keys()
    assert all(listed.strip() for listed in (*table.values(), *around.values()))
    for listed in (*table.values(), *around.values()):
        for word in plain(listed).split():
            assert word.strip("*")
            assert "_" not in word
