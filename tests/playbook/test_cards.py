import re
from pathlib import Path

import pytest

import amends
from amends.playbook.cards import CODES, cards, explain, numbers
from amends.playbook.keys import KEYS, LEVELS
from amends.playbook.limits import LIMIT_KEYS
from amends.playbook.patterns import LANGUAGES


ROOT = Path(amends.__file__).parent
FIXED = {"remedy.gift_review_link"}  # cannot be changed, so nothing has to read it
ROWS = [*KEYS.values(), *LIMIT_KEYS.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_27_conflicts_speaks_the_language(language):
    told = cards(language)

    assert [card.code for card in told] == list(CODES)
    assert len(told) == 27
    assert all(c.title and c.one and c.other and c.why and c.rules for c in told)


def test_no_two_cards_and_no_two_languages_share_a_reason():
    why = [card.why for language in LANGUAGES for card in cards(language)]

    assert len(set(why)) == 3 * 27


def test_each_of_47_settings_stands_on_one_card():
    keys = [one.row.key for card in cards("en") for one in card.settings]

    assert sorted(keys) == sorted(KEYS)
    assert len(keys) == 47


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_setting_explains_every_choice_refusal_and_wait(row, language):
    told = explain(row, language)
    levels = LEVELS if row.kind in {"level", "by_fault"} else row.choices

    assert told.means
    assert told.price or row.key.startswith("limits.")
    assert set(told.choices) == set(levels)
    assert set(told.refused) == set(row.refused)
    assert bool(told.waits_for) is bool(row.waits_for)


def test_numbers_are_those_of_the_table():
    assert [one.row.key for one in numbers("fa")] == [f"limits.{name}" for name in LIMIT_KEYS]


def test_reader_of_another_language_reads_english():
    assert cards("de") == cards("en")


def test_setting_waits_exactly_while_nobody_reads_it():
    tellers = ("playbook/policy.py", "playbook/limits.py", "web/settings_page.py")
    files = [path for path in ROOT.rglob("*.py") if not str(path).endswith(tellers)]
    code = "\n".join(path.read_text() for path in files)

    unread = {
        row.key
        for row in ROWS
        if not re.search(rf"\.{row.field.removeprefix('limits_')}\b", code)
    }

    assert unread - FIXED == {row.key for row in ROWS if row.waits_for}
