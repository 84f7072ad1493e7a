import pytest

from amends.playbook.cards import cards, describe
from amends.playbook.errors import PolicyError
from amends.playbook.keys import KEYS
from amends.playbook.patterns import LANGUAGES


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.key)
def test_card_explains_every_choice_and_refusal_in_every_language(card):
    refused = set(KEYS[card.key].refused)

    for language in LANGUAGES:
        words = card.words[language]
        assert words.means
        assert words.price
        assert set(words.choices) == set(card.choices)
        assert set(words.refused) == refused


def test_card_names_its_conflict_and_rules():
    card = describe("sla.public_first_reply_max_min")

    assert (card.conflict, card.minimum, card.maximum, card.default) == ("C-04", 10, 240, 60)
    assert "S4a-12" in card.rules


def test_there_are_47_cards():
    assert len(cards()) == 47


def test_unknown_setting_has_no_card():
    with pytest.raises(PolicyError):
        describe("no.such")
