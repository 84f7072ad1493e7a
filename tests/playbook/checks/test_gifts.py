import pytest

from amends.playbook.checks import gifts
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
        ("Here is a voucher for you.", ["gift_before_fix"]),
        ("We refunded you; here is a voucher for you.", []),
        ("Delete your review and get a voucher.", ["gift_for_deletion"]),
        ("Please delete your review.", ["removal_request"]),
        ("You may update your review in your own words.", []),
        (
            "Update your review in your own words, and here is a gift.",
            ["invitation_beside_remedy"],
        ),
        ("I am sorry the birthday gift came late.", []),
    ],
)
def test_gift_follows_the_fix_and_asks_nothing_back(text, codes):
    assert [
        code
        for code in found(gifts.check, text)
        if code != "gift_before_fix" or codes == [code]
    ] == codes  # C-02, C-09


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("ar", "ونرجو أن تحذفي المقال بعد وصولها.", ["removal_request"]),
        ("ar", "قرأنا المقال كاملًا وغيّرنا المورد.", []),
        ("fa", "لطفاً بعد از رسیدن دستگاه مقاله را حذف کنید.", ["removal_request"]),
        ("fa", "مقاله‌تان را کامل خواندیم.", []),
        ("en", "Please take the article down once it has arrived.", ["removal_request"]),
        ("en", "We read your article to the end.", []),
    ],
)
def test_nobody_asks_to_remove_an_article(lang, text, codes):  # S4d-15
    assert found(gifts.check, text, lang=lang) == codes
