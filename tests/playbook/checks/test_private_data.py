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


@pytest.mark.parametrize(
    ("number", "is_exact"),
    [
        ("0551234567", False),
        ("055 123 4567", False),
        ("0·5·5·1·2·3·4·5·6·7", True),
        ("05\u206651\u206923\u200f4567", True),
    ],
)
def test_a_number_in_disguise_is_private_whatever_the_corpus_says(number, is_exact):  # S4a-23
    context = ReviewContext(lang="en", public=True, conversation=(Turn("customer", "x"),))

    findings = list(private_data.check(Draft(f"We called {number}.", context, DEFAULT)))

    assert [(one.code, one.is_exact) for one in findings] == [
        ("discloses_private_data", is_exact)
    ]
