import pytest

from amends.playbook.checks import canned
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
    ("one", "other", "same"), [("a b c", "a b c", 1.0), ("a b", "c d", 0.0), ("", "", 0.0)]
)
def test_similarity_of_texts(one, other, same):
    assert canned.similarity(canned._shingles(one), canned._shingles(other)) == same


@pytest.mark.parametrize(
    ("text", "facts", "codes"),
    [
        ("Thank you for contacting us.", {}, ["canned"]),
        ("Thank you for telling us about the lamp.", {}, []),
        ("Thank you for contacting us.", {"fault": "none"}, []),
        ("Thank you for contacting us.", {"stage": "closing"}, []),
    ],
)
def test_reply_that_fits_anything(text, facts, codes):
    assert found(canned.check, text, **facts) == codes  # S4b-14
