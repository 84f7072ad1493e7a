import pytest

from amends.playbook.completeness import standing_of
from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.policy import DEFAULT


def draft(text, lang="en", heard="My kettle lid arrived cracked"):
    context = ReviewContext(
        lang=lang, public=True, conversation=(Turn("customer", heard),), fault="ours"
    )
    return Draft(text, context, DEFAULT)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("thanks", "Thank you for telling us."),
        ("apology", "I am sorry, we sent it broken."),
        ("personal", "A cracked lid is no good."),
        ("next_step", "I will send you a new one."),
        ("time", "You hear from me by 6 pm."),
        ("private_door", "Please send us a private message."),
    ],
)
def test_part_is_there_when_its_sentence_is(name, text):
    assert standing_of(name, draft(text), ()) == "there"
    assert standing_of(name, draft("Hello."), ()) == "open"
    assert standing_of(name, draft("  "), ()) == "open"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("apology", "non_apology"),
        ("time", "vague_time"),
        ("next_step", "no_next_step"),
        ("personal", "canned"),
        ("empathy", "no_empathy"),
    ],
)
def test_part_the_review_minds_is_wrong(name, code):
    text = "Thank you. I am sorry. We will call by 6 pm about the lid."

    assert standing_of(name, draft(text), {code}) == "wrong"
    assert standing_of("thanks", draft(text), {code}) == "there"
