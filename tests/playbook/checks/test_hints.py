import pytest

from amends.playbook.checks import hints
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
        ("Our service is excellent.", ["self_praise"]),
        ("It will never happen again.", ["absolute_guarantee"]),
        ("We will take legal action.", ["legal_threat"]),
        ("We changed the foam.", []),
    ],
)
def test_second_looks(text, codes):
    assert found(hints.check, text) == codes  # C-23
