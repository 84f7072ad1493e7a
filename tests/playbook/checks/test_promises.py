from datetime import UTC, datetime

import pytest

from amends.playbook.checks import promises
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
        ("We will call you.", {}, ["vague_time"]),
        ("We will call you by 5 pm.", {}, []),
        ("We will call you soon.", {}, ["vague_time"]),
        ("Soon, inshallah.", {}, ["vague_time"]),
        ("We will call you.", {"fault": "none"}, []),
        ("We will call you.", {"stage": "closing"}, []),
    ],
)
def test_promise_names_a_time(text, facts, codes):
    assert found(promises.check, text, **facts) == codes  # S3-26


@pytest.mark.parametrize(("minutes", "codes"), [(60, []), (61, ["contact_later_than_policy"])])
def test_first_contact_is_promised_within_the_hour(minutes, codes):
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    assert (
        found(promises.check, f"I will write within {minutes} minutes.", now=now) == codes
    )  # S3-27


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "We will call you inshallah at 10.", []),
        ("en", "We will call you inshallah.", ["vague_time"]),
        ("ar", "سنتصل بك إن شاء الله الساعة ١٠.", []),
        ("ar", "سنتصل بك إن شاء الله.", ["vague_time"]),
        ("fa", "ان‌شاءالله ساعت ۱۰ تماس می‌گیریم.", []),
        ("fa", "ان‌شاءالله تماس می‌گیریم.", ["vague_time"]),
    ],
)
def test_god_willing_with_an_hour_is_a_time(lang, text, codes):  # C-05
    assert found(promises.check, text, lang=lang) == codes
