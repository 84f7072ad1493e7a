import pytest

from amends.playbook.contract import HINTS, LABELS, ReviewContext
from amends.playbook.levels import level_of
from amends.playbook.policy import DEFAULT


PUBLIC, PRIVATE = (
    ReviewContext(lang="en", public=public, fault="ours") for public in (True, False)
)
ALWAYS = {"gift_for_deletion", "insult_back", "exposes_other_customer"}
IN_PUBLIC = ALWAYS | {
    "asks_private_data_in_public",
    "discloses_private_data",
    "third_public_reply",
    "non_apology",
}


@pytest.mark.parametrize("label", LABELS)
def test_label_has_the_level_of_the_contract(label):
    assert level_of(label, PUBLIC, DEFAULT) == ("block" if label in IN_PUBLIC else "warn")
    assert level_of(label, PRIVATE, DEFAULT) == ("block" if label in ALWAYS else "warn")


@pytest.mark.parametrize("hint", HINTS)
def test_hint_is_a_hint_but_for_the_named_colleague(hint):
    assert level_of(hint, PUBLIC, DEFAULT) == ("block" if hint == "name_individual" else "hint")
