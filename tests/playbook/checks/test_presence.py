import pytest

from amends.playbook.checks import presence
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
    ("text", "facts", "codes"),
    [
        (
            "The lamp is here.",
            {"fault": "ours"},
            ["no_apology_where_fault", "no_empathy", "no_next_step"],
        ),
        ("We broke the lamp, sorry. I will write by 5 pm.", {"fault": "ours"}, []),
        ("Hello.", {}, ["no_empathy", "no_acknowledgement", "no_next_step"]),
        ("Hello.", {"stage": "closing"}, []),
        ("Hello.", {"fault": "none"}, []),
        ("Hello.", {"safety": True}, []),
        ("", {}, []),
    ],
)
def test_first_reply_to_a_complaint_holds_what_it_must(text, facts, codes):  # S0-05 S2-19
    assert found(presence.check, text, **facts) == codes  # S0-04, S0-05, S2-24
