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


SENT = "The new lamp leaves our house today, Mary, and we are sorry about the broken one."


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (SENT, ["canned"]),
        (SENT.replace("Mary", "Ali"), ["canned"]),
        (SENT.replace("today, Mary,", "at 6 p.m.,"), []),
        ("Your lamp broke in three weeks; the new one leaves today.", []),
        ("See you at 6 p.m., Mary.", []),
    ],
)
def test_reply_that_was_sent_before_s2_09(text, codes):
    assert found(canned.check, text, recent_replies=(SENT, "See you at 6 p.m.")) == codes


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
