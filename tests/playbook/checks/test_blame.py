import pytest

from amends.playbook.checks import blame
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
        ("The delay was because of the courier.", ["excuse_third_party"]),
        ("The delay was because of the courier, and that is on us.", []),
        ("Our system was down.", ["defensive"]),
        ("You should have read the manual.", ["blames_customer"]),
        ("That is simply false.", ["argues"]),
        ("Learn to read.", ["insult_back"]),
    ],
)
def test_words_that_protect_the_shop(text, codes):
    assert found(blame.check, text) == codes  # S2-20, S4b-10


def test_established_fault_of_the_customer_is_no_blame():
    assert found(blame.check, "You should have read the manual.", fault="not_ours") == []
