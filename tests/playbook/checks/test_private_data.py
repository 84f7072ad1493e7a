import pytest

from amends.playbook.checks import private_data
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT


def found(check, text, **facts):
    context = ReviewContext(
        **{
            "lang": "en",
            "public": True,
            "conversation": (Turn("customer", "The lamp broke, I am furious"),),
        }
        | facts
    )
    return [one.code for one in check(Draft(text, context, DEFAULT))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("What is your order number?", ["asks_private_data_in_public"]),
        ("Please send your order number in a DM.", []),
        (
            "Let us go on in a DM. Write your phone number here.",
            ["asks_private_data_in_public"],
        ),
        ("Please do not post your phone number.", []),
        ("Call us at 0551234567.", []),
        ("We called 0551234567.", ["discloses_private_data"]),
        ("Another customer named Huda had it too.", ["exposes_other_customer"]),
        ("Two other buyers had it too.", []),
        ("The same happened to Janet Pike at 22 Orchard Way.", ["exposes_other_customer"]),
        ("The van comes to villa 22 at 5 pm.", ["discloses_private_data"]),
        ("You bought it for $412 in March.", ["discloses_private_data"]),
        ("Write to help@lamps.example at any time.", []),
        ("Your reference is AM-1042.", []),
        ("We are at the door before 5 today.", []),
    ],
)
def test_private_data_in_public(text, codes):
    assert found(private_data.check, text) == codes  # S4c-07, S4a-23


def test_private_channel_may_ask():
    assert found(private_data.check, "What is your order number?", public=False) == []
