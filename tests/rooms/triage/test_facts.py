import people
import pytest
from people import NOW

from amends.rooms.triage import facts
from amends.rooms.triage.rules import Reading


def test_reading_of_a_mention_nobody_read_is_a_complaint(at):
    assert facts.reading_of(people.mention(at)) == Reading()


@pytest.mark.parametrize(("lang", "language"), [("fa", "fa"), ("other", "ar"), ("de", "ar")])
def test_language_is_the_customers_else_the_brands(at, say, lang, language):
    assert facts.language_of(say(at, reading={"lang": lang})) == language


def test_heard_since_is_never_in_the_future(at, say):
    late = NOW + people.minutes(5)

    assert facts.heard_since(say(at, heard_at=late), NOW) == NOW


@pytest.mark.parametrize(
    ("data", "wish"),
    [
        ({"wish": "refund"}, "refund"),
        ({"wish": " new box "}, "new box"),
        ({"wish": ""}, ""),
        ({"wish": None}, ""),
        ({}, ""),
    ],
)
def test_wish_of_what_the_form_asked_s0_11(at, say, data, wish):
    assert facts.wish_of(say(at, data=data)) == wish
