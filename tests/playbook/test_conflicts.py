import pytest

from amends.playbook.conflicts import CODES, conflicts
from amends.playbook.keys import KEYS


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_each_of_27_conflicts_speaks_the_language(language):
    cards = conflicts(language)

    assert [card.code for card in cards] == list(CODES)
    assert len(cards) == 27
    assert all(card.title and card.one and card.other and card.rules for card in cards)


def test_each_setting_stands_on_one_card():
    assert sorted(k for card in conflicts("en") for k in card.keys) == sorted(KEYS)
