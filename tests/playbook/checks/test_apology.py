import pytest

from amends.playbook.checks import apology
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
        ("We broke it, sorry. A new one comes by 5 pm.", []),
        ("Sorry if it broke. A new one comes by 5 pm.", ["non_apology"]),
        ("Sorry. We apologise. A new one comes by 5 pm.", ["over_apology"]),
        ("We broke it, sorry.", ["apology_without_next_step"]),
    ],
)
def test_apology_is_owned_once_and_goes_on(text, codes):
    assert found(apology.check, text) == codes  # C-13, C-15, C-16


@pytest.mark.parametrize(("earlier", "codes"), [(1, []), (2, ["over_apology"])])
def test_third_apology_of_a_case_needs_news(earlier, codes):
    turns = (Turn("customer", "It broke"), Turn("shop", "Sorry about that")) * earlier

    assert (
        found(apology.check, "Sorry, we are checking the lamp.", conversation=turns) == codes
    )  # S2-23


@pytest.mark.parametrize(("times", "exact"), [(2, [False]), (3, [True])])
def test_third_apology_of_one_message_is_counted(times, exact):  # C-15
    context = ReviewContext(lang="en", public=True)
    draft = Draft("We are sorry we broke it. " * times, context, DEFAULT)

    assert [one.is_exact for one in apology.check(draft) if one.code == "over_apology"] == exact
