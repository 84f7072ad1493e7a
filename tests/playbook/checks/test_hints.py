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


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "We will do better next time.", ["promise_without_deed"]),
        ("en", "We will do better: a new one was sent today.", []),
        ("ar", "نعدك بالأفضل.", ["promise_without_deed"]),
        ("ar", "نعدك بالأفضل، وأرسلنا البديل اليوم.", []),
        ("fa", "سعی می‌کنیم بهتر باشیم.", ["promise_without_deed"]),
        ("fa", "سعی می‌کنیم بهتر باشیم و یکی نو فرستادیم.", []),
        ("en", "Sorry about the so-called problem.", ["bystander_may_misread"]),
        ("ar", "وصلت شكواك 😂", ["bystander_may_misread"]),
        ("fa", "خبر رسید خخخ", ["bystander_may_misread"]),
    ],
)
def test_empty_promise_and_what_a_bystander_misreads(lang, text, codes):  # S3-31, S4b-10
    assert found(hints.check, text, lang=lang) == codes


def test_jokes_in_private_or_under_praise_are_nobody_elses():
    assert found(hints.check, "Ha 😂", public=False) == []
    assert found(hints.check, "Ha 😂", fault="none") == []


@pytest.mark.parametrize(
    ("said", "text", "codes"),
    [
        ("My order is 4471902", "What is your order number?", ["asks_known_detail"]),
        ("Call me at +44 7700 900123", "What is your phone number?", ["asks_known_detail"]),
        ("My order is 4471902", "What is your phone number?", []),
        ("My lamp broke", "What is your order number?", []),
    ],
)
def test_what_the_customer_told_is_not_asked_again(said, text, codes):  # S2-14
    turns = (Turn("customer", said),)

    assert found(hints.check, text, public=False, conversation=turns) == codes
